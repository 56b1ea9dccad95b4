#include "tools/semh/carry_out.h"

#include <algorithm>
#include <chrono>
#include <cstddef>
#include <filesystem>
#include <iostream>
#include <memory>
#include <new>
#include <string>
#include <system_error>
#include <utility>

#include "output/number_text.h"
#include "scenarios/diagnostic.h"
#include "sim/experiment/digest.h"
#include "sim/experiment/disk.h"
#include "sim/experiment/interrupt.h"
#include "sim/experiment/manifest.h"
#include "sim/kernel/expects.h"
#include "sim/statistics/stopping_rule.h"
#include "tools/semh/run_folder.h"

namespace tools {
namespace {

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

/// All of those asked for, or every so manieth of them: so that a shard goes on when more are.
std::vector<std::uint32_t> numbers_asked(const RunRequest& request) {
  std::vector<std::uint32_t> numbers;
  for (std::uint32_t i = 0; i < request.replications; ++i) {
    const std::uint32_t number = request.first_replication + i;
    if (request.shards == 0 || number % request.shards == request.shard % request.shards)
      numbers.push_back(number);
  }
  return numbers;
}

Span span_of(const RunRequest& request) {
  return {request.first_replication, request.replications};
}

std::vector<KeptSizes> sizes_in(const RunResults& results) {
  std::vector<KeptSizes> sizes;
  for (const scenarios::Scenario& scenario : results.scenarios)
    sizes.push_back(
        sizes_of(scenario.borough, results.month_ends.size(), results.week_ends.size()));
  return sizes;
}

std::string of_so_many(std::size_t saved, std::size_t asked) {
  return scenarios::grouped(static_cast<std::int64_t>(saved)) + " of " +
         scenarios::grouped(static_cast<std::int64_t>(asked)) + " replications";
}

std::string shown(const std::filesystem::path& path) {
  return scenarios::escaped(path.string());
}

/// One run being carried out, for what has to be said of it whenever it ends.
class Running {
 public:
  Running(const RunRequest& request, const RunResults& results, const RunFolder& folder)
      : request_(request),
        scenarios_(results.scenarios),
        sampling_(results.sampling),
        sizes_(sizes_in(results)),
        folder_(folder),
        journal_(folder.batches(), folder.key(), request.batch),
        replications_(numbers_asked(request), sizes_) {
    replications_.read(journal_);
    continued_ = replications_.found();
  }

  /// Replications that were there from the beginning.
  std::size_t continued() const { return continued_; }

  std::size_t asked() const { return replications_.asked().size(); }
  std::size_t found() const { return replications_.found(); }
  Room room() const {
    return room_for(sizes_, asked() - found(), request_.shards == 0 ? asked() : 0);
  }

  /// Takes over what was simulated elsewhere. Returns 0, or the exit code after saying why it
  /// ended.
  int bring_in(const Purpose& purpose) {
    return told([&] {
      if (purpose.bring_in) purpose.bring_in(replications_, journal_);
      return true;
    });
  }

  /// Simulates what is missing, until there are enough or all, into `results`. Returns 0, or the
  /// exit code after saying why it ended.
  int simulate_all(const Purpose& purpose, RunResults& results) {
    constexpr sim::Looks looks;
    return told([&] {
      // Results that are there are never made of fewer futures again.
      const auto there = folder_.published();
      const std::size_t fewest =
          there ? std::max<std::size_t>(looks.first, there->replications) : looks.first;
      for (wanted_ = purpose.enough ? fewest : asked();; wanted_ += looks.batch) {
        wanted_ = std::min(wanted_, asked());
        if (!simulate(request_, scenarios_, sampling_, replications_, journal_, wanted_))
          return false;
        if (wanted_ == asked()) return true;
        results.replications = replications_.first(wanted_);
        if (purpose.enough(Yearbook(results))) return true;
      }
    });
  }

  /// Simulates what else is wanted of `book`.
  int deepen(const Purpose& purpose, const Yearbook& book) {
    return told([&] { return !purpose.deepen || purpose.deepen(book, folder_); });
  }

  /// Makes the results, and puts them in place all at once.
  int publish_results(const Purpose& purpose, const Yearbook& book) {
    return told([&] {
      const auto* stop = sim::stop_on_signals();
      const auto made = sim::begin_publishing(folder_.path());
      write_span(made, {request_.first_replication, static_cast<std::uint32_t>(wanted_)});
      if (!write_results(book, made, {.threads = files_at_a_time(), .stop = stop})) return false;
      if (purpose.add_results) purpose.add_results(made);
      sim::publish(folder_.path(), folder_.standing());
      return true;
    });
  }

  /// A shard's result is what it is a part of.
  int publish_shard() {
    return told([&] {
      write_span(sim::begin_publishing(folder_.path()), span_of(request_));
      sim::publish(folder_.path(), folder_.standing());
      return true;
    });
  }

  /// Of as many as were wanted in the end.
  std::vector<std::vector<KeptResult>> take() {
    auto all = replications_.take();
    all.resize(wanted_);
    return all;
  }

 private:
  /// "12 of 200 replications are saved in out/x. Run the same command again to continue."
  std::string where_saved() const {
    return of_so_many(journal_.saved(), asked()) + " are saved in " + shown(folder_.path()) +
           ". Run the same command again to continue.\n";
  }

  /// Each takes memory, and two take as long as the longest. HDF5 does not survive that memory runs
  /// out, so where it may, everything goes on in the thread that has had some already.
  unsigned files_at_a_time() const {
    if (sim::memory_is_limited()) return 1;
    return std::min(request_.threads > 0 ? request_.threads : sim::available_threads(), 2U);
  }

  /// `work` returns false if it was asked to stop.
  template <class Work>
  int told(Work work) {
    const sim::Farewell farewell("\nStopped: # of " +
                                     scenarios::grouped(static_cast<std::int64_t>(asked())) +
                                     " replications are saved in " + shown(folder_.path()) +
                                     ". Run the same command again to continue.\n",
                                 &journal_.saved());
    try {
      if (work()) return 0;
      clear_half_made();
      std::cerr << "Stopped: " << where_saved();
      return 128 + sim::stopping_signal();
    } catch (const std::system_error& error) {
      clear_half_made();
      const int exit_code = exit_code_of(error.code());
      std::cerr << "semh: " << plain_text(error) << ".\n  "
                << (exit_code == 5 ? "About " + text_of(room()) + " are needed for the rest. " : "")
                << where_saved();
      return exit_code;
    } catch (const std::bad_alloc&) {
      clear_half_made();
      save_what_is_done();
      std::cerr << "semh: memory ran out; the results alone take about "
                << text_of({room_for(sizes_, asked(), 0).batches, 0})
                << ", and each thread a borough. Fewer --threads or replications need less.\n  "
                << where_saved();
      return 5;
    } catch (const sim::ContractError&) {
      save_what_is_done();
      throw;
    }
  }

  /// Results that are half made help nobody and take room; the older ones stand again.
  void clear_half_made() const {
    try {
      sim::recover_published(folder_.path());
    } catch (const std::system_error&) {  // Then the next run does it.
    }
  }

  /// The failure that came before is what is told.
  void save_what_is_done() {
    try {
      journal_.save();
    } catch (const std::exception&) {  // Then what was in flight is lost, and nothing else.
    }
  }

  const RunRequest& request_;
  const std::vector<scenarios::Scenario>& scenarios_;
  std::shared_ptr<const Sampling> sampling_;  ///< Null at central values.
  std::vector<KeptSizes> sizes_;              ///< By scenario.
  const RunFolder& folder_;
  sim::Journal journal_;
  Replications replications_;
  std::size_t continued_ = 0;
  std::size_t wanted_ = 0;  ///< Of those asked for, from the first.
};

void tell_details(const RunResults& results, const RunRequest& request,
                  std::chrono::steady_clock::time_point began) {
  const std::chrono::duration<double> spent = std::chrono::steady_clock::now() - began;
  std::cerr << version_text() << "; seed " << request.seed << ", replications "
            << request.first_replication << " to "
            << request.first_replication + results.replications.size() - 1 << ", "
            << output::with_commas(spent.count(), 1) << " s\n";
  if (results.sampling != nullptr)
    std::cerr << "  " << results.sampling->draws() << " draws of a posterior\n";
  for (const auto& scenario : results.scenarios)
    std::cerr << "  " << scenario.id << " " << sim::sha256(scenario.canonical).substr(0, 8) << "\n";
}

void tell_where(const RunFolder& folder) {
  std::cerr << "Results are in " << shown(folder.path()) << ":\n";
  for (const std::string& name : sim::names_in(folder.path()))
    if (const std::string end = std::filesystem::path(name).extension();
        end == ".html" || end == ".h5" ||
        (end == ".csv" && name.find(".meta.") == std::string::npos))
      std::cerr << "  " << name << "\n";
  std::cerr << "More --replications are added to these. semh verify " << shown(folder.path())
            << " proves them.\n"
               "Next: semh explain MEASURE, and semh run ... --measure MEASURE for all its "
               "years;\nsemh trace SCENARIO --find excluded to follow one child.\n";
}

void tell_shard(const RunRequest& request, const RunFolder& folder, std::size_t replications) {
  std::cerr << "Shard " << request.shard << " of " << request.shards << ": "
            << scenarios::grouped(static_cast<std::int64_t>(replications))
            << " replications are in " << shown(folder.path())
            << ".\nWhen all shards are done: semh merge with their folders.\n";
}

/// Of years in which nothing is reported every table would be empty.
void expect_years_reported(const RunRequest& request,
                           const std::vector<scenarios::Scenario>& scenarios) {
  if (request.years.empty()) return;
  const View asked = view_of(request);
  for (const auto& scenario : scenarios)
    if (const models::Period& period = scenario.borough.period;
        asked.first_year <= period.last_school_year && asked.last_year >= period.report_from)
      return;
  const models::Period& period = scenarios.front().borough.period;
  scenarios::Diagnostic problem;
  problem.what = "--years " + scenarios::shown(request.years);
  problem.rule = "must be years that are reported: " + std::to_string(period.report_from) + " to " +
                 std::to_string(period.last_school_year);
  problem.action = "Name years in between.";
  throw scenarios::ScenarioError({problem});
}

}  // namespace

int carry_out(const RunRequest& request, std::vector<scenarios::Scenario> scenarios,
              const Purpose& purpose) {
  const auto began = std::chrono::steady_clock::now();
  sim::stop_on_signals();
  expect_years_reported(request, scenarios);
  RunResults results;
  results.scenarios = std::move(scenarios);
  results.seed = request.seed;
  results.first_replication = request.first_replication;
  results.sampling = Sampling::of(results.scenarios, request);
  note_times(results, request.weekly);
  const auto chosen = chosen_measures(results.scenarios, request.measures);

  const RunIdentity identity = identity_of(results.scenarios, request);
  if (request.folder.empty()) sim::make_folder(default_parent);
  RunFolder folder(request.folder.empty() ? default_folder(identity, purpose.name) : request.folder,
                   identity, results.scenarios, request.discard);
  folder.expect_no_more_than(span_of(request));
  Running running(request, results, folder);
  if (!request.force && !has_room(folder.path(), running.room())) return 5;
  folder.begin();
  if (running.continued() > 0 && !request.quiet)
    std::cerr << "Continuing " << shown(folder.path()) << ": "
              << of_so_many(running.continued(), running.asked()) << " are there.\n";

  if (const int ended = running.bring_in(purpose); ended != 0) return ended;
  if (const int ended = running.simulate_all(purpose, results); ended != 0) return ended;
  if (request.shards > 0) {
    const int ended = running.publish_shard();
    if (ended == 0 && !request.quiet) tell_shard(request, folder, running.asked());
    return ended;
  }
  results.replications = running.take();
  const Yearbook book(results);
  if (const int ended = running.deepen(purpose, book); ended != 0) return ended;
  if (const int ended = running.publish_results(purpose, book); ended != 0) return ended;

  if (request.verbose) tell_details(results, request, began);
  sim::end_on_broken_pipe();
  if (purpose.tell)
    purpose.tell(book);
  else
    std::cout << answer_text(book, request, chosen);
  if (!request.quiet) tell_where(folder);
  return 0;
}

}  // namespace tools
