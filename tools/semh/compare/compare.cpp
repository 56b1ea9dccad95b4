#include "tools/semh/compare/compare.h"

#include <algorithm>
#include <iostream>
#include <utility>

#include "output/csv.h"
#include "output/hdf5_file.h"
#include "sim/experiment/disk.h"
#include "tools/semh/carry_out.h"
#include "tools/semh/compare/best.h"
#include "tools/semh/compare/chance_or_change.h"
#include "tools/semh/compare/compared_measures.h"
#include "tools/semh/compare/page.h"
#include "tools/semh/compare/precision.h"
#include "tools/semh/run_folder.h"
#include "tools/semh/uncertainty.h"

namespace tools {
namespace {

namespace fs = std::filesystem;

constexpr int precision_not_reached = 10;

/// One comparison on its way from the first futures to its results.
class Comparing {
 public:
  explicit Comparing(const CompareRequest& request)
      : request_(request), view_(view_of(request.run)) {}

  /// Whether the futures so far are precise enough; says how far they are.
  bool enough(const Yearbook& book) const {
    const ComparedPrecision so_far = precision(book);
    if (!request_.run.quiet) std::cerr << text_of(so_far) << "\n";
    return so_far.reached;
  }

  /// Everything that can be read off the futures. False if it was asked to stop.
  bool look(const Yearbook& book, const RunFolder& folder) {
    const RunResults& results = book.results();
    all_.options = compared_options(book);
    const auto rows = compared_rows(chosen_measures(results.scenarios, request_.run.measures));
    all_.measures = compared_measures(book, view_, rows);
    all_.rolls = rolls_of(book, view_);
    all_.success = compared_success(book);
    all_.best = best_of(book, view_, objectives_of(request_.objectives));
    all_.chance = chance_or_change(book, view_, rows);
    all_.precision = precision(book);
    all_.authority = results.scenarios.front().authority;
    all_.seed = results.seed;
    all_.run_id = folder.key().substr(0, 8);
    all_.version = version_text();
    all_.what_the_range_holds = ranges_in_words(book, view_);
    std::replace(all_.what_the_range_holds.begin(), all_.what_the_range_holds.end(), '\n', ' ');
    all_.what_the_range_holds.erase(all_.what_the_range_holds.find_last_not_of(' ') + 1);
    return true;
  }

  void add_results(const fs::path& made) const {
    const auto tables = tables_of(all_);
    for (const sim::ResultTable& table : tables) output::write_csv(table, made);
    output::write_hdf5(made / "comparison.h5",
                       {.seed = all_.seed,
                        .price_base = "cash",
                        .history = all_.version,
                        .scenarios = {},
                        .notes = {{"simulated", "simulated, not real children"}}},
                       {}, tables);
    sim::write_whole_file(made / "compare.html", page_of(all_));
  }

  void tell() const {
    std::cout << (request_.run.json ? json_of(all_) : text_of(all_, view_.width));
  }

  bool reached() const { return all_.precision.reached; }

 private:
  ComparedPrecision precision(const Yearbook& book) const {
    return precision_of(book, view_, request_.precision, request_.run.replications);
  }

  const CompareRequest& request_;
  View view_;
  Comparison all_;
};

}  // namespace

int compare(const CompareRequest& request) {
  static_cast<void>(objectives_of(request.objectives));  // A mistake is told before anything runs.
  Comparing comparing(request);
  Purpose purpose;
  purpose.name = "compare";
  if (request.precision)
    purpose.enough = [&](const Yearbook& book) { return comparing.enough(book); };
  purpose.deepen = [&](const Yearbook& book, const RunFolder& folder) {
    return comparing.look(book, folder);
  };
  purpose.add_results = [&](const fs::path& made) { comparing.add_results(made); };
  purpose.tell = [&](const Yearbook&) { comparing.tell(); };
  const int ended = run(request.run, purpose);
  return ended == 0 && !comparing.reached() ? precision_not_reached : ended;
}

}  // namespace tools
