#include <chrono>
#include <cstddef>
#include <filesystem>
#include <iostream>
#include <new>
#include <set>
#include <string>
#include <system_error>
#include <utility>
#include <vector>

#include <sys/ioctl.h>
#include <unistd.h>

#include "output/csv.h"
#include "output/hdf5_file.h"
#include "output/number_text.h"
#include "scenarios/diagnostic.h"
#include "sim/experiment/digest.h"
#include "sim/experiment/disk.h"
#include "sim/experiment/interrupt.h"
#include "sim/experiment/journal.h"
#include "sim/experiment/manifest.h"
#include "sim/kernel/expects.h"
#include "tools/semh/commands.h"
#include "tools/semh/results.h"
#include "tools/semh/run_folder.h"
#include "tools/semh/simulate.h"

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

/// Makes the results in a folder of their own. False if it was asked to stop before the end.
bool write_all(const Yearbook& book, const std::filesystem::path& folder,
               const std::atomic<bool>* stop) {
  for (const TableToMake& make : tables_of(book)) {
    if (stop->load()) return false;
    output::write_csv(make(), folder);
  }
  const RunResults& results = book.results();
  output::RunRecord record{.seed = results.seed,
                           .price_base = "cash",
                           .history = version_text(),
                           .scenarios = {},
                           .notes = {{"simulated", "simulated, not real children"}}};
  for (const auto& scenario : results.scenarios)
    record.scenarios.emplace_back(scenario.id, scenario.canonical);
  output::write_hdf5(folder / "results.h5", record, series_of(book));
  return !stop->load();
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

std::string of_so_many(std::size_t saved, std::size_t asked) {
  return scenarios::grouped(static_cast<std::int64_t>(saved)) + " of " +
         scenarios::grouped(static_cast<std::int64_t>(asked)) + " replications";
}

/// "saved in out/x. Run the same command again to continue."
std::string where_saved(const RunFolder& folder) {
  return " are saved in " + scenarios::escaped(folder.path().string()) +
         ". Run the same command again to continue.\n";
}

int stopped(std::size_t saved, const RunRequest& request, const RunFolder& folder) {
  std::cerr << "Stopped: " << of_so_many(saved, request.replications) << where_saved(folder);
  return 128 + sim::stopping_signal();
}

void tell_where(const RunFolder& folder) {
  std::cerr << "Results are in " << scenarios::escaped(folder.path().string()) << ":\n";
  for (const std::string& name : sim::names_in(folder.path()))
    if (const std::string end = std::filesystem::path(name).extension();
        end == ".h5" || (end == ".csv" && name.find(".meta.") == std::string::npos))
      std::cerr << "  " << name << "\n";
  std::cerr << "Next: semh explain MEASURE, and semh run ... --measure MEASURE for all its years; "
               "semh\ntrace SCENARIO --find excluded to follow one child.\n";
}

/// After a failure of the machine: what is safe, and what to do.
int tell_failure(const std::string& what, int exit_code, std::size_t saved,
                 const RunRequest& request, const RunFolder& folder) {
  std::cerr << "semh: " << what << ".\n  " << of_so_many(saved, request.replications)
            << where_saved(folder);
  return exit_code;
}

/// So that nothing that is done is lost; the failure that came before is what is told.
void save_what_is_done(sim::Journal& journal) {
  try {
    journal.save();
  } catch (const std::exception&) {  // Then the run has lost what was in flight, and says less.
  }
}

/// Results that are half made help nobody and take room; the older ones stand again.
void clear_half_made(const RunFolder& folder) {
  try {
    sim::recover_published(folder.path());
  } catch (const std::system_error&) {  // Then the next run does it.
  }
}

/// Simulates what is missing, makes the results and puts them in place. False if it was asked to
/// stop before the end.
bool complete(const RunRequest& request, RunResults& results, Replications& replications,
              sim::Journal& journal, const RunFolder& folder) {
  const std::atomic<bool>* stop = sim::stop_on_signals();
  if (!simulate(request, results.scenarios, replications, journal)) return false;
  results.replications = replications.take();
  const Yearbook book(results);
  if (!write_all(book, sim::begin_publishing(folder.path()), stop)) return false;
  sim::publish(folder.path(), folder.standing());
  return true;
}

void print(const RunResults& results, const RunRequest& request,
           const std::vector<ChosenMeasure>& chosen) {
  const Yearbook book(results);
  const View view = view_of(request);
  std::cout << (request.json      ? headline_json(book, chosen)
                : !chosen.empty() ? chosen_text(book, chosen, view)
                                  : headline_text(book, view));
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

  const RunIdentity identity = identity_of(results.scenarios, request.seed, request.weekly);
  if (request.folder.empty()) sim::make_folder("out");
  RunFolder folder(request.folder.empty() ? default_folder(identity) : request.folder, identity,
                   results.scenarios, request.discard);
  sim::Journal journal(folder.batches(), folder.key(), request.batch);
  Replications replications(request.first_replication, request.replications,
                            results.scenarios.size());
  replications.read(journal);
  folder.begin();
  if (replications.found() > 0 && !request.quiet)
    std::cerr << "Continuing " << scenarios::escaped(folder.path().string()) << ": "
              << of_so_many(replications.found(), request.replications) << " are there.\n";

  const sim::Farewell farewell("\nStopped: # of " + scenarios::grouped(request.replications) +
                                   " replications" + where_saved(folder),
                               &journal.saved());
  try {
    if (!complete(request, results, replications, journal, folder)) {
      clear_half_made(folder);
      return stopped(journal.saved(), request, folder);
    }
  } catch (const std::system_error& error) {
    clear_half_made(folder);
    return tell_failure(plain_text(error), exit_code_of(error.code()), journal.saved(), request,
                        folder);
  } catch (const std::bad_alloc&) {
    clear_half_made(folder);
    save_what_is_done(journal);
    return tell_failure("memory ran out; fewer --threads need less", 5, journal.saved(), request,
                        folder);
  } catch (const sim::ContractError&) {
    save_what_is_done(journal);
    throw;
  }

  if (request.verbose) tell_details(results, request, began);
  sim::end_on_broken_pipe();
  print(results, request, chosen);
  if (!request.quiet) tell_where(folder);
  return 0;
}

}  // namespace tools
