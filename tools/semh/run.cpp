#include <algorithm>
#include <chrono>
#include <filesystem>
#include <iostream>
#include <memory>
#include <set>
#include <string>
#include <utility>

#include <sys/ioctl.h>
#include <unistd.h>

#include "output/csv.h"
#include "output/hdf5_file.h"
#include "output/number_text.h"
#include "output/whole_file.h"
#include "scenarios/diagnostic.h"
#include "sim/experiment/digest.h"
#include "sim/experiment/interrupt.h"
#include "sim/experiment/replicate.h"
#include "tools/semh/commands.h"
#include "tools/semh/progress.h"
#include "tools/semh/results.h"

namespace tools {
namespace {

/// A complaint about several files at once, which stands on no line of one.
scenarios::Diagnostic complaint(std::string what, std::string rule, std::string action) {
  scenarios::Diagnostic problem;
  problem.what = std::move(what);
  problem.rule = std::move(rule);
  problem.action = std::move(action);
  return problem;
}

std::vector<scenarios::Scenario> read_all(const std::vector<std::filesystem::path>& files) {
  std::vector<scenarios::Scenario> read;
  std::vector<scenarios::Diagnostic> problems;
  std::set<std::string> ids;
  for (const auto& file : files) {
    try {
      read.push_back(scenarios::read_scenario(file));
    } catch (const scenarios::ScenarioError& error) {
      problems.insert(problems.end(), error.diagnostics().begin(), error.diagnostics().end());
      continue;
    }
    if (!ids.insert(read.back().id).second)
      problems.push_back(
          complaint("scenario " + read.back().id, "must not be given twice",
                    "Name each scenario's file once; outputs call it by that name."));
  }
  if (!problems.empty()) throw scenarios::ScenarioError(std::move(problems));
  return read;
}

/// Options are set side by side, so they must report the same years and be about the same children.
void expect_comparable(const std::vector<scenarios::Scenario>& read) {
  std::vector<scenarios::Diagnostic> problems;
  const auto differ = [&](const scenarios::Scenario& scenario, std::string what, std::string rule) {
    problems.push_back(complaint(what + " of scenario " + scenario.id, std::move(rule),
                                 "Run it by itself, or let both extend the same base."));
  };
  const models::Borough& first = read.front().borough;
  for (const scenarios::Scenario& scenario : read) {
    const models::Period& period = scenario.borough.period;
    if (period.first_school_year != first.period.first_school_year ||
        period.last_school_year != first.period.last_school_year ||
        period.report_from != first.period.report_from)
      differ(scenario, "the period", "must be that of " + read.front().id);
    const models::Demography& children = scenario.borough.demography;
    if (children.intake != first.demography.intake ||
        children.arrivals != first.demography.arrivals ||
        children.departures != first.demography.departures)
      differ(scenario, "the population", "must be that of " + read.front().id);
  }
  if (!problems.empty()) throw scenarios::ScenarioError(std::move(problems));
}

std::string repeat_command(const RunRequest& request, std::uint32_t replication) {
  std::string command = "semh run";
  for (const auto& file : request.scenarios) command += " " + file.string();
  return command + " --seed " + std::to_string(request.seed) + " --first-replication " +
         std::to_string(replication) + " --replications 2 --threads 1";
}

/// A model a scenario, kept from one replication to the next.
class Worker {
 public:
  Worker(const std::vector<std::unique_ptr<models::Ground>>& grounds, const RunRequest& request)
      : request_(&request) {
    for (const auto& ground : grounds) {
      measures_.push_back(models::yearly_measures(ground->borough));
      models_.push_back(std::make_unique<models::Model>(
          *ground, models::RunOptions{.seed = request.seed, .keeps_weeks = request.weekly}));
    }
  }
  Worker(Worker&&) = default;

  std::vector<KeptResult> operator()(std::uint32_t replication) {
    try {
      std::vector<KeptResult> results;
      for (std::size_t s = 0; s < models_.size(); ++s)
        results.emplace_back(models_[s]->run(replication), models_[s]->world().borough,
                             measures_[s]);
      return results;
    } catch (const sim::ContractError& error) {
      throw sim::ContractError(std::string(error.what()) + " (seed " +
                               std::to_string(request_->seed) + ", replication " +
                               std::to_string(replication) +
                               "; repeat with: " + repeat_command(*request_, replication) + ")");
    }
  }

 private:
  const RunRequest* request_;
  std::vector<std::unique_ptr<models::Model>> models_;
  std::vector<std::vector<models::YearlyMeasure>> measures_;  ///< By scenario.
};

/// First days after the months and weeks of the run.
void note_times(RunResults& results, bool weekly) {
  const models::Period& period = results.scenarios.front().borough.period;
  const sim::Date start = sim::date(period.first_school_year, 9, 1);
  const sim::Date end = sim::date(period.last_school_year + 1, 9, 1);
  for (int month = 1; month <= period.school_years() * 12; ++month) {
    const std::chrono::year_month_day first{start};
    const auto ends = first.year() / first.month() + std::chrono::months{month};
    results.month_ends.push_back(sim::Date{ends / std::chrono::day{1}});
  }
  if (weekly)
    for (sim::Date week = start + sim::Days{7}; week < end; week += sim::Days{7})
      results.week_ends.push_back(week);
}

/// out/NAMES-DIGEST8: the same scenarios and seed always lead to the same folder.
std::filesystem::path default_folder(const RunResults& results) {
  std::string names;
  sim::Digest digest;
  for (const auto& scenario : results.scenarios) {
    names += (names.empty() ? "" : "-") + scenario.id;
    digest.add(scenario.canonical);
    digest.add("\n");
  }
  digest.add(std::to_string(results.seed));
  return std::filesystem::path("out") /
         (output::file_name_of(names).substr(0, 60) + "-" + digest.hex().substr(0, 8));
}

/// Before any simulation: a place that cannot be written is said at once.
void prepare(const std::filesystem::path& folder) {
  std::filesystem::create_directories(folder);
  if (access(folder.c_str(), W_OK) != 0)
    throw std::filesystem::filesystem_error("cannot write results", folder,
                                            std::make_error_code(std::errc::permission_denied));
}

/// Scenarios frozen by an earlier run into the same folder do not belong to this one.
void remove_frozen(const std::filesystem::path& folder) {
  for (const auto& entry : std::filesystem::directory_iterator(folder)) {
    const std::string name = entry.path().filename().string();
    if (name.rfind("scenario-", 0) == 0 && entry.path().extension() == ".toml")
      std::filesystem::remove(entry.path());
  }
}

std::vector<std::filesystem::path> write_all(const Yearbook& book,
                                             const std::filesystem::path& folder) {
  std::vector<std::filesystem::path> written;
  remove_frozen(folder);
  for (const TableToMake& make : tables_of(book))
    written.push_back(output::write_csv(make(), folder).front());
  const RunResults& results = book.results();
  output::RunRecord record{.seed = results.seed,
                           .price_base = "cash",
                           .history = version_text(),
                           .scenarios = {},
                           .notes = {{"simulated", "simulated, not real children"}}};
  for (const auto& scenario : results.scenarios) {
    record.scenarios.emplace_back(scenario.id, scenario.canonical);
    const auto frozen = folder / ("scenario-" + output::file_name_of(scenario.id) + ".toml");
    output::write_whole_file(frozen, scenario.canonical);
  }
  const auto series = folder / "results.h5";
  output::write_hdf5(series, record, series_of(book));
  written.push_back(series);
  return written;
}

std::size_t terminal_width() {
  winsize size{};
  if (ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col >= 60) return size.ws_col;
  return 80;
}

/// "2016" or "2016-2018", calendar years in which the years begin.
View view_of(const RunRequest& request) {
  View view;
  view.width = terminal_width();
  view.sections = request.sections;
  if (request.years.empty()) return view;
  view.first_year = std::stoi(request.years.substr(0, 4));
  view.last_year = request.years.size() > 4 ? std::stoi(request.years.substr(5)) : view.first_year;
  return view;
}

void tell_details(const RunResults& results, const RunRequest& request,
                  std::chrono::steady_clock::time_point began) {
  const std::chrono::duration<double> spent = std::chrono::steady_clock::now() - began;
  std::cerr << version_text() << "; seed " << request.seed << ", replications "
            << request.first_replication << " to "
            << request.first_replication + results.replications.size() - 1 << ", "
            << output::with_commas(spent.count(), 1) << " s\n";
  for (const auto& scenario : results.scenarios)
    std::cerr << "  " << scenario.id << " " << sim::sha256(scenario.canonical).substr(0, 8) << "\n";
}

/// Ends a run that was asked to stop. Nothing is written: a part of a run is not a result.
int stopped(const RunResults& results, const RunRequest& request,
            const std::filesystem::path& folder) {
  std::error_code ignored;
  std::filesystem::remove(folder, ignored);  // Only if it is empty.
  std::cerr << "Stopped after " << results.replications.size() << " of " << request.replications
            << " replications; nothing was written. The same command runs it again.\n";
  return 128 + sim::stopping_signal();
}

}  // namespace

int run(const RunRequest& request) {
  const auto began = std::chrono::steady_clock::now();
  RunResults results;
  results.scenarios = read_all(request.scenarios);
  expect_comparable(results.scenarios);
  const auto chosen = chosen_measures(results.scenarios, request.measures);
  results.seed = request.seed;
  results.first_replication = request.first_replication;
  note_times(results, request.weekly);
  const auto folder = request.folder.empty() ? default_folder(results) : request.folder;
  prepare(folder);

  std::vector<std::unique_ptr<models::Ground>> grounds;
  for (const auto& scenario : results.scenarios)
    grounds.push_back(std::make_unique<models::Ground>(scenario.borough));
  {
    Progress progress(!request.quiet);
    sim::ReplicateOptions options;
    options.threads = request.threads > 0 ? request.threads : sim::available_threads();
    options.stop = sim::stop_on_signals();
    options.progress = [&](std::size_t done, std::size_t count) { progress.show(done, count); };
    auto done = sim::replicate(
        request.first_replication, request.replications, [&] { return Worker(grounds, request); },
        options);
    results.replications = std::move(done.results);
    if (done.stopped) return stopped(results, request, folder);
  }

  if (request.verbose) tell_details(results, request, began);
  const Yearbook book(results);
  const auto written = write_all(book, folder);
  const View view = view_of(request);
  std::cout << (request.json      ? headline_json(book, chosen)
                : !chosen.empty() ? chosen_text(book, chosen, view)
                                  : headline_text(book, view));
  if (!request.quiet) {
    std::cerr << "Results are in " << folder.string() << ":\n";
    for (const auto& file : written) std::cerr << "  " << file.filename().string() << "\n";
    std::cerr << "Next: semh explain MEASURE, and semh run ... --measure MEASURE for all its "
                 "years; semh\n"
                 "trace SCENARIO --find excluded to follow one child.\n";
  }
  return 0;
}

}  // namespace tools
