// The command `semh validate`: the back-test as it was registered, from its futures to its verdict.
#include <array>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <ctime>
#include <filesystem>
#include <iostream>
#include <set>
#include <string>
#include <system_error>
#include <utility>
#include <vector>

#include "output/csv.h"
#include "output/number_text.h"
#include "output/utf8.h"
#include "scenarios/back_test.h"
#include "scenarios/diagnostic.h"
#include "sim/experiment/disk.h"
#include "sim/experiment/folder_lock.h"
#include "sim/experiment/interrupt.h"
#include "sim/experiment/journal.h"
#include "sim/experiment/manifest.h"
#include "sim/experiment/replicate.h"
#include "tools/semh/back_test_results.h"
#include "tools/semh/back_test_scores.h"
#include "tools/semh/back_test_simulator.h"
#include "tools/semh/commands.h"
#include "tools/semh/progress.h"
#include "tools/semh/run_folder.h"
#include "tools/semh/run_identity.h"
#include "tools/semh/simulate.h"

namespace tools {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t page_width = 100;
constexpr const char* chart_name = "validation.svg";
constexpr const char* page_name = "validation.md";

std::string shown(const fs::path& path) {
  return scenarios::escaped(path.string());
}

/// One draw of one origin.
struct Task {
  std::uint32_t origin = 0;
  std::uint32_t draw = 0;
  std::uint64_t number() const { return std::uint64_t{origin} << 32 | draw; }
};

/// A folder may hold an older back-test and nothing of anybody's.
void expect_no_other_files(const fs::path& folder) {
  if (!sim::is_there(folder)) return;
  const std::set<std::string> ours{batches_name, sim::manifest_name, chart_name,
                                   page_name,    "validation.csv",   "validation.meta.csv"};
  for (const std::string& name : sim::names_in(folder))
    if (name.front() != '.' && ours.count(name) == 0)
      refuse(folder, "holds files that are not of a back-test, such as " + scenarios::shown(name),
             "Name a new folder (-o); results would take the place of files of their names.");
}

/// A back-test being carried out, for what has to be said of it whenever it ends.
class Validation {
 public:
  Validation(const ValidateRequest& request, const BackTestSimulator& simulator,
             const fs::path& folder)
      : request_(request),
        simulator_(simulator),
        folder_(folder),
        journal_(folder / batches_name, simulator.key()),
        futures_(simulator) {
    const auto take = [&](const sim::Piece& piece) {
      return futures_.take_in(piece.number >> 32, static_cast<std::uint32_t>(piece.number),
                              piece.bytes);
    };
    journal_.read(take, warn);
    for (std::uint32_t o = 0; o < simulator.test().origins.size(); ++o)
      for (std::uint32_t draw = 0; draw < simulator.draws(); ++draw)
        if (!futures_.has(o, draw)) missing_.push_back({o, draw});
    if (journal_.saved() > 0 && !missing_.empty() && !request_.quiet)
      std::cerr << "Continuing " << shown(folder_) << ": " << where_saved(" are there.\n");
  }

  const BackTestFutures& futures() const { return futures_; }

  /// Returns 0, or the exit code after saying why it ended.
  int simulate_all() {
    const sim::Farewell farewell("\nStopped: # of " + all() + " draws are saved in " +
                                     shown(folder_) + ". Run the same command again to continue.\n",
                                 &journal_.saved());
    try {
      if (simulated()) return 0;
      std::cerr << "Stopped: " << where_saved(advice());
      return 128 + sim::stopping_signal();
    } catch (const std::system_error& error) {
      std::cerr << "semh: " << plain_text(error) << ".\n  " << where_saved(advice());
      return exit_code_of(error.code());
    }
  }

 private:
  bool simulated() {
    Progress progress(!request_.quiet);
    sim::ReplicateOptions options;
    options.threads = request_.threads > 0 ? request_.threads : sim::available_threads();
    options.stop = sim::stop_on_signals();
    options.progress = [&](std::size_t done, std::size_t count) {
      progress.show(done * futures_a_draw, count * futures_a_draw);
    };
    const auto make_worker = [&] {
      return [&](std::uint32_t place) {
        const Task& task = missing_[place];
        auto figures = simulator_.figures(task.origin, task.draw);
        journal_.add({task.number(), packed_figures(figures)});
        return figures;
      };
    };
    auto done = sim::replicate(0, missing_.size(), make_worker, options);
    journal_.save();
    for (std::size_t i = 0; i < done.results.size(); ++i)
      futures_.put(missing_[i].origin, missing_[i].draw, std::move(done.results[i]));
    return !done.stopped;
  }

  std::string all() const {
    return output::with_commas(static_cast<std::int64_t>(simulator_.draws()) *
                               static_cast<std::int64_t>(simulator_.test().origins.size()));
  }
  std::string advice() const {
    return " are saved in " + shown(folder_) + ". Run the same command again to continue.\n";
  }
  std::string where_saved(const std::string& end) const {
    return output::with_commas(static_cast<std::int64_t>(journal_.saved().load())) + " of " +
           all() + " draws" + end;
  }

  const ValidateRequest& request_;
  const BackTestSimulator& simulator_;
  fs::path folder_;
  sim::Journal journal_;
  BackTestFutures futures_;
  std::vector<Task> missing_;
};

void publish(const fs::path& folder, const BackTestScores& scores,
             const BackTestSimulator& simulator) {
  const fs::path made = sim::begin_publishing(folder);
  output::write_csv(table_of(scores), made);
  sim::write_whole_file(made / page_name, markdown_of(scores, simulator));
  sim::write_whole_file(made / chart_name, chart_of(scores));
  sim::publish(folder, {});
}

void print(const BackTestScores& scores, const BackTestSimulator& simulator) {
  std::cout << output::printable(verdict_of(scores)) << "\n"
            << tables_text(scores, page_width) << "\n"
            << output::printable(told_apart_text(scores, simulator));
  const std::string chance = chance_text(scores, true);
  if (!chance.empty()) std::cout << "\n" << output::printable(chance);
  for (const std::string& row : scores.unscored)
    std::cout << "Not scored, for no measure counts it: " << scenarios::shown(row) << "\n";
}

}  // namespace

int validate(const ValidateRequest& request) {
  sim::stop_on_signals();
  const scenarios::BackTest test = scenarios::read_back_test(request.protocol);
  const scenarios::Evidence evidence = scenarios::read_evidence(test.evidence);
  std::vector<scenarios::ObservedFigure> actuals;
  if (!request.actuals.empty()) actuals = scenarios::read_figures(request.actuals);
  const BackTestSimulator simulator(test);

  fs::path folder = request.folder;
  if (folder.empty()) {
    sim::make_folder(default_parent);
    folder = fs::path(default_parent) / ("validation-" + simulator.key().substr(0, 8));
  }
  expect_no_other_files(folder);
  sim::make_folder(folder);
  const sim::FolderLock lock(folder, this_process());
  sim::recover_published(folder);
  Validation validation(request, simulator, folder);
  if (const int ended = validation.simulate_all(); ended != 0) return ended;

  const BackTestScores scores = scores_of(simulator, validation.futures(), evidence, actuals);
  publish(folder, scores, simulator);
  sim::end_on_broken_pipe();
  print(scores, simulator);
  if (!request.quiet)
    std::cerr << "Results are in " << shown(folder) << ": validation.csv, " << page_name << ", "
              << chart_name << ".\n";
  return 0;
}

}  // namespace tools
