#include "tools/semh/sensitivity/assumptions.h"

#include <algorithm>
#include <cmath>
#include <memory>
#include <utility>

#include "models/explanations.h"
#include "output/number_text.h"
#include "sim/experiment/digest.h"
#include "tools/semh/sampling.h"
#include "tools/semh/treatment.h"

namespace tools {
namespace {

using scenarios::Posterior;
using scenarios::RegisterRow;
using scenarios::Scenario;

/// Worth saying.
constexpr double close_tie = 0.3;

/// As a run takes them: each draw as often as its weight asks.
std::vector<Posterior::Draw> draws_of(const Posterior& posterior) {
  std::vector<Posterior::Draw> draws;
  for (const std::size_t number : scenarios::order_of(posterior))
    draws.push_back(posterior.draws[number]);
  return draws;
}

/// What a parameter's id does not say.
Assumption assumption_of(const Posterior::Parameter& parameter) {
  return {.id = parameter.id,
          .kind = Assumption::Kind::fitted,
          .meaning = parameter.meaning,
          .unit = parameter.unit,
          .range = parameter.posterior,
          .is_assumed = !parameter.moved,
          .tied_to = {}};
}

Assumption structure_of(const Posterior& posterior) {
  std::string meanings;
  for (const auto& structure : posterior.structures)
    meanings += (meanings.empty() ? "" : ", ") + structure.id;
  return {.id = "structure",
          .kind = Assumption::Kind::structure,
          .meaning = "which mechanism explains the evidence: " + meanings,
          .unit = {},
          .range = {0, 0, static_cast<double>(posterior.structures.size() - 1)},
          .is_assumed = false,
          .tied_to = {}};
}

std::string meaning_of(const std::string& key) {
  const auto* explained = models::explanation_of_key(models::without_ids(key));
  return explained == nullptr ? std::string() : std::string(explained->what);
}

/// Of the key of a number, and as wide as that number.
Assumption ranged(const RegisterRow& row) {
  const std::string key = scenarios::without_index(row.key);
  return {.id = key,
          .kind = Assumption::Kind::ranged,
          .meaning = meaning_of(key),
          .unit = row.unit,
          .range = *row.estimate,
          .is_assumed = true,
          .tied_to = {}};
}

/// Below which such a share of the sorted values lies.
double at_share(const std::vector<double>& values, double share) {
  if (values.size() == 1) return values.front();
  const double place = share * static_cast<double>(values.size() - 1);
  const auto below = std::min(values.size() - 2, static_cast<std::size_t>(place));
  return values[below] + (place - static_cast<double>(below)) * (values[below + 1] - values[below]);
}

/// Whether a run samples it from its range, and that has a width.
bool is_sampled(const Treatments* treatments, const RegisterRow& row) {
  if (row.estimate->low == row.estimate->high) return false;
  if (treatments != nullptr) return treatments->of(row) == Treatment::sampled;
  const scenarios::Draw any{.luck = [](const std::string&) { return 0.0; }};
  return row.may_vary && !row.source.empty() && any.samples(row.key);
}

}  // namespace

Assumptions::Assumptions(const std::vector<Scenario>& scenarios) {
  if (posterior_of(scenarios) != nullptr) add_posterior(scenarios);
  for (const Scenario& scenario : scenarios) {
    add_ranged(scenario);
    documents_.push_back(scenarios::parse(scenario.canonical, scenario.id + ".toml"));
    sim::Digest digest;
    digest.add(scenario.canonical);
    digest.add(scenario.posterior == nullptr ? "" : scenario.posterior->text);
    identities_.push_back(digest.hex());
  }
}

void Assumptions::add_posterior(const std::vector<Scenario>& scenarios) {
  posterior_ = scenarios::named_posterior(scenarios.front().posterior);
  const auto draws = draws_of(posterior_);
  posterior_.draws.clear();
  for (const Posterior::Parameter& parameter : posterior_.parameters) {
    all_.push_back(assumption_of(parameter));
    all_.back().acts = false;
    sorted_.emplace_back();
    for (const Posterior::Draw& draw : draws)
      sorted_.back().push_back(draw.values[sorted_.size() - 1]);
    std::sort(sorted_.back().begin(), sorted_.back().end());
  }
  for (const Scenario& scenario : scenarios) {
    const auto idle = Treatments(scenario).idle(scenario.assumptions);
    for (Assumption& one : all_)
      if (std::find(idle.begin(), idle.end(), one.id) == idle.end()) one.acts = true;
  }
  all_.push_back(structure_of(posterior_));
  tie(draws);
}

void Assumptions::tie(const std::vector<Posterior::Draw>& draws) {
  for (std::size_t i = 0; i < all_.size(); ++i)
    if (all_[i].acts) acting_.push_back(i);
  std::vector<double> sample;
  below_.resize(posterior_.structures.size());
  for (const Posterior::Draw& draw : draws) {
    for (const std::size_t i : acting_)
      sample.push_back(i < draw.values.size() ? draw.values[i]
                                              : static_cast<double>(draw.structure));
    for (std::size_t s = draw.structure; s < below_.size(); ++s)
      below_[s] += 1 / static_cast<double>(draws.size());
  }
  tied_ = sim::CorrelatedInputs(sample, acting_.size());
  for (std::size_t i = 0; i < acting_.size(); ++i) {
    Assumption& one = all_[acting_[i]];
    one.own = tied_.own(i);
    for (std::size_t j = 0; j < acting_.size(); ++j) {
      const double tie = tied_.correlation(i, j);
      if (i == j || std::abs(tie) < std::max(close_tie, std::abs(one.tie))) continue;
      one.tied_to = all_[acting_[j]].id;
      one.tie = tie;
    }
  }
}

void Assumptions::add_ranged(const Scenario& scenario) {
  const auto treatments =
      scenario.posterior == nullptr ? nullptr : std::make_unique<const Treatments>(scenario);
  for (const RegisterRow& row : scenario.assumptions.rows) {
    if (!row.estimate) continue;
    if (treatments != nullptr && treatments->of(row) == Treatment::held) add_held(row);
    if (!is_sampled(treatments.get(), row)) continue;
    Assumption one = ranged(row);
    if (places_.emplace(one.id, all_.size()).second) all_.push_back(std::move(one));
  }
}

void Assumptions::add_held(const RegisterRow& row) {
  Assumption one = ranged(row);
  const bool is_known = std::any_of(held_.begin(), held_.end(),
                                    [&](const Assumption& held) { return held.id == one.id; });
  if (!is_known) held_.push_back(std::move(one));
}

Posterior::Draw Assumptions::draw_at(std::span<const double> inputs) const {
  std::vector<double> tied;
  for (const std::size_t i : acting_) tied.push_back(inputs[i]);
  tied = tied_.scores(tied);
  std::vector<double> below(sorted_.size() + 1, 0.5);  // in the middle what does not act
  for (std::size_t i = 0; i < acting_.size(); ++i)
    below[acting_[i]] = sim::normal_probability(tied[i]);
  Posterior::Draw draw;
  for (std::size_t i = 0; i < sorted_.size(); ++i)
    draw.values.push_back(at_share(sorted_[i], below[i]));
  while (draw.structure + 1 < below_.size() && below.back() > below_[draw.structure])
    ++draw.structure;
  return draw;
}

models::Borough Assumptions::borough(std::size_t scenario, std::span<const double> inputs) const {
  scenarios::Draw draw;
  if (has_posterior()) {
    Posterior one = posterior_;
    one.draws.push_back(draw_at(inputs));
    draw = scenarios::draw_of(one, 0, "the posterior");
  }
  draw.name = "a point of the sensitivity analysis";
  draw.luck = [&](const std::string& key) {
    const auto place = places_.find(key);
    return place == places_.end() ? 0.0 : inputs[place->second];
  };
  return scenarios::read_borough(documents_[scenario], draw);
}

std::string Assumptions::text_of(std::span<const double> inputs) const {
  std::string text;
  for (std::size_t i = 0; i < inputs.size(); ++i)
    text += (all_[i].acts ? output::text_of(inputs[i], 17) : "-") + " ";
  return text;
}

}  // namespace tools
