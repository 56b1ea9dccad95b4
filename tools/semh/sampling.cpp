#include "tools/semh/sampling.h"

#include <filesystem>
#include <optional>
#include <utility>

#include "scenarios/diagnostic.h"
#include "scenarios/spelling.h"
#include "sim/experiment/digest.h"

namespace tools {
namespace {

using scenarios::Scenario;

[[noreturn]] void refuse_run(std::string what, std::string rule, std::string action) {
  scenarios::Diagnostic problem;
  problem.what = std::move(what);
  problem.rule = std::move(rule);
  problem.action = std::move(action);
  throw scenarios::ScenarioError({problem});
}

std::string listed_structures(const scenarios::Posterior& posterior) {
  std::string text;
  for (const auto& structure : posterior.structures)
    text += (text.empty() ? "" : ", ") + structure.id;
  return text;
}

/// Number of the structure that is asked for; nothing where all are.
std::optional<std::size_t> structure_asked(const scenarios::Posterior& posterior,
                                           const std::string& id) {
  if (id.empty()) return {};
  std::vector<std::string> ids;
  for (std::size_t i = 0; i < posterior.structures.size(); ++i) {
    ids.push_back(posterior.structures[i].id);
    if (ids.back() != id) continue;
    for (const auto& draw : posterior.draws)
      if (draw.structure == i) return i;
    refuse_run("--structure " + id, "must be one that draws have", "Choose another.");
  }
  const auto near = scenarios::nearest(id, ids);
  refuse_run("--structure " + scenarios::shown(id),
             "must be one of " + listed_structures(posterior),
             near ? "Did you mean " + *near + "?" : "Write one of these.");
}

void expect_all_name_it(const std::vector<Scenario>& scenarios) {
  for (const Scenario& scenario : scenarios)
    if (scenario.posterior == nullptr)
      refuse_run("scenario " + scenario.id, "names no posterior, and others of the run do",
                 "Let it extend the same base, or run all with --central.");
}

}  // namespace

std::shared_ptr<const scenarios::Source> posterior_of(const std::vector<Scenario>& scenarios) {
  const Scenario* first = nullptr;
  for (const Scenario& scenario : scenarios) {
    if (scenario.posterior == nullptr) continue;
    if (first == nullptr) first = &scenario;
    if (scenario.posterior->text != first->posterior->text)
      refuse_run("the posterior of scenario " + scenario.id, "must be that of " + first->id,
                 "Run it by itself, or let both name the same.");
  }
  return first == nullptr ? nullptr : first->posterior;
}

std::shared_ptr<const Sampling> Sampling::of(const std::vector<Scenario>& scenarios,
                                             const RunRequest& request) {
  const auto source = posterior_of(scenarios);
  if (source == nullptr && !request.structure.empty())
    refuse_run("--structure " + scenarios::shown(request.structure),
               "must be of a posterior, and no scenario of the run names one",
               "Leave it out, or name a posterior under [uncertainty].");
  if (source == nullptr || request.central) return nullptr;
  expect_all_name_it(scenarios);
  return std::shared_ptr<const Sampling>(new Sampling(scenarios, request));
}

Sampling::Sampling(const std::vector<Scenario>& scenarios, const RunRequest& request)
    : name_(std::filesystem::path(scenarios.front().posterior->name).filename().string()),
      identity_(sim::sha256(scenarios.front().posterior->text) + " " + request.structure),
      posterior_(scenarios::named_posterior(scenarios.front().posterior)),
      order_(scenarios::order_of(posterior_, structure_asked(posterior_, request.structure))) {
  for (const Scenario& scenario : scenarios)
    documents_.push_back(scenarios::parse(scenario.canonical, scenario.id + ".toml"));
}

models::Borough Sampling::borough(std::size_t scenario, std::size_t draw) const {
  return borough(documents_[scenario], draw);
}

models::Borough Sampling::borough(const scenarios::Document& document, std::size_t draw,
                                  const std::vector<scenarios::Change>& further) const {
  scenarios::Draw drawn = scenarios::draw_of(posterior_, draw, name_);
  drawn.changes.insert(drawn.changes.end(), further.begin(), further.end());
  return scenarios::read_borough(document, drawn);
}

}  // namespace tools
