#include "tools/semh/sensitivity/sensitivity.h"

#include <algorithm>
#include <iostream>
#include <set>
#include <system_error>
#include <utility>

#include "output/csv.h"
#include "output/hdf5_file.h"
#include "output/utf8.h"
#include "scenarios/diagnostic.h"
#include "sim/experiment/digest.h"
#include "sim/experiment/disk.h"
#include "sim/experiment/folder_lock.h"
#include "sim/experiment/interrupt.h"
#include "sim/experiment/manifest.h"
#include "sim/experiment/replicate.h"
#include "tools/semh/commands.h"
#include "tools/semh/crash.h"
#include "tools/semh/run_folder.h"

namespace tools {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t page_width = 80;
constexpr const char* results_name = "sensitivity.h5";
/// What is printed in full takes its numbers from: one point and future at a time on a thread.
constexpr std::size_t points_side_by_side = 16;

std::string shown(const fs::path& path) {
  return scenarios::escaped(path.string());
}

scenarios::Diagnostic complaint(std::string what, std::string rule, std::string action) {
  scenarios::Diagnostic problem;
  problem.what = std::move(what);
  problem.rule = std::move(rule);
  problem.action = std::move(action);
  return problem;
}

std::vector<scenarios::Scenario> read_both(const SensitivityRequest& request) {
  std::vector<scenarios::Scenario> read{scenarios::read_scenario(request.scenario)};
  if (request.against.empty()) return read;
  read.push_back(scenarios::read_scenario(request.against));
  if (read[0].id == read[1].id)
    throw scenarios::ScenarioError(
        {complaint("--against " + read[1].id, "must be another scenario than the first",
                   "Name the option that is compared with it.")});
  const models::Period& one = read[0].borough.period;
  const models::Period& other = read[1].borough.period;
  if (one.first_school_year != other.first_school_year ||
      one.last_school_year != other.last_school_year || one.report_from != other.report_from)
    throw scenarios::ScenarioError(
        {complaint("the period of scenario " + read[1].id, "must be that of " + read[0].id,
                   "Let both extend the same base.")});
  if ((read[0].posterior == nullptr) != (read[1].posterior == nullptr))
    throw scenarios::ScenarioError(
        {complaint("the posterior of scenario " + read[1].id, "must be that of " + read[0].id,
                   "Let both extend the same base.")});
  return read;
}

/// Those that a choice needs, besides those that are asked for.
void add_needed(const std::vector<scenarios::Scenario>& read, const YearSpan& years,
                std::vector<Quantity>& quantities) {
  for (const char* needed : {"permanent_exclusions", "semh_spend"}) {
    const bool is_there = std::any_of(quantities.begin(), quantities.end(),
                                      [&](const Quantity& one) { return one.name() == needed; });
    if (is_there) continue;
    const auto found = quantities_of(read, {needed}, years);
    quantities.insert(quantities.end(), found.begin(), found.end());
  }
}

fs::path default_folder(const Sensitivity& found) {
  std::string name = "sensitivity";
  sim::Digest digest;
  for (std::size_t s = 0; s < found.scenarios.size(); ++s) {
    name += "-" + found.scenarios[s].id;
    digest.add(found.assumptions->identity(s));
  }
  digest.add(std::to_string(found.seed));
  return fs::path(default_parent) / (name + "-" + digest.hex().substr(0, 8));
}

/// A folder may hold an older analysis and nothing of anybody's.
void expect_no_other_files(const fs::path& folder) {
  if (!sim::is_there(folder)) return;
  std::set<std::string> ours{batches_name, sim::manifest_name, results_name};
  for (const char* table : {"assumptions", "screening", "shares", "knowledge"}) {
    ours.insert(std::string(table) + ".csv");
    ours.insert(std::string(table) + ".meta.csv");
  }
  for (const std::string& name : sim::names_in(folder))
    if (name.front() != '.' && ours.count(name) == 0)
      refuse(folder, "holds files that are not of this analysis, such as " + scenarios::shown(name),
             "Name a new folder (-o); results would take the place of files of their names.");
}

void leave_last_words(const SensitivityRequest& request, const Sensitivity& found) {
  std::string repeat = "semh sensitivity " + shown(request.scenario);
  if (!request.against.empty()) repeat += " --against " + shown(request.against);
  tools::leave_last_words(
      version_text() + ", seed " + std::to_string(request.seed) + "; " + found.about(),
      repeat + " --threads 1 --seed " + std::to_string(request.seed));
}

/// False if it was asked to stop.
bool analysed(const SensitivityRequest& request, const fs::path& folder, Sensitivity& found) {
  VariantRequest runs{.folder = folder / batches_name,
                      .seed = request.seed,
                      .first_replication = 0,
                      .replications = request.replications,
                      .threads = request.threads > 0 ? request.threads : sim::available_threads(),
                      .quiet = request.quiet,
                      .what = "pieces of the screening",
                      .group = points_side_by_side};
  auto screening = screened(*found.assumptions, found.quantities,
                            {.scenarios = found.scenarios.size(),
                             .trajectories = request.trajectories,
                             .told = found.told,
                             .request = runs});
  if (!screening) return false;
  found.screening = std::move(*screening);
  if (!request.deep || found.screening.matter.empty()) return true;
  runs.what = "pieces of the closer look";
  runs.replications = std::max(2U, request.replications / 2);  // of far more points
  found.deep = looked_into(*found.assumptions, found.quantities,
                           {.scenarios = found.scenarios.size(),
                            .assumptions = found.screening.matter,
                            .worth = request.worth,
                            .request = runs});
  return found.deep.has_value();
}

void publish(const fs::path& folder, const Sensitivity& found) {
  const fs::path made = sim::begin_publishing(folder);
  const auto tables = sensitivity_tables(found);
  for (const sim::ResultTable& table : tables) output::write_csv(table, made);
  output::RunRecord record{.seed = found.seed,
                           .price_base = "cash",
                           .history = version_text(),
                           .scenarios = {},
                           .notes = {{"simulated", "simulated, not real children"}}};
  for (const auto& scenario : found.scenarios)
    record.scenarios.emplace_back(scenario.id, scenario.canonical);
  output::write_hdf5(made / results_name, record, {}, tables);
  sim::publish(folder, {});
}

void tell_where(const SensitivityRequest& request, const fs::path& folder) {
  std::cerr << "Results are in " << shown(folder) << ": assumptions.csv, screening.csv, "
            << (request.deep ? "shares.csv, knowledge.csv, " : "") << results_name
            << ".\nMore --trajectories make intervals narrower, more --replications the floor "
               "lower.\n";
  if (!request.deep)
    std::cerr << "Next: --deep for shares of the variance"
              << (request.against.empty() ? "" : " and what each is worth to know")
              << "; semh explain KEY for what an assumption does.\n";
}

}  // namespace

std::string Sensitivity::about() const {
  if (!is_difference()) return scenarios.front().id;
  return scenarios[1].id + " less " + scenarios[0].id;
}

int sensitivity(const SensitivityRequest& request) {
  sim::stop_on_signals();
  Sensitivity found{.scenarios = read_both(request),
                    .quantities = {},
                    .screening = {},
                    .seed = request.seed,
                    .replications = request.replications};
  const Assumptions assumptions(found.scenarios);
  if (assumptions.size() == 0)
    throw scenarios::ScenarioError(
        {complaint("scenario " + found.scenarios.front().id, "must have a number with a range",
                   "State low and high beside the value of what is uncertain.")});
  found.assumptions = &assumptions;
  const YearSpan years = years_asked(found.scenarios, request.years);
  found.quantities = quantities_of(found.scenarios, request.measures, years);
  found.told = found.quantities.size();
  if (found.is_difference()) add_needed(found.scenarios, years, found.quantities);

  fs::path folder = request.folder;
  if (folder.empty()) {
    sim::make_folder(default_parent);
    folder = default_folder(found);
  }
  expect_no_other_files(folder);
  sim::make_folder(folder);
  const sim::FolderLock lock(folder, this_process());
  sim::recover_published(folder);
  leave_last_words(request, found);
  try {
    if (!analysed(request, folder, found)) return 128 + sim::stopping_signal();
  } catch (const std::system_error& error) {
    std::cerr << "semh: " << plain_text(error) << ".\n  What was simulated is saved in "
              << shown(folder) << ". Run the same command again to continue.\n";
    return exit_code_of(error.code());
  }
  publish(folder, found);
  sim::end_on_broken_pipe();
  std::cout << (request.json ? sensitivity_json(found)
                             : output::printable(sensitivity_text(found, page_width)));
  if (!request.quiet) tell_where(request, folder);
  return 0;
}

}  // namespace tools
