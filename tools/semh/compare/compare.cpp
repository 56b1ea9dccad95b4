#include "tools/semh/compare/compare.h"

#include <algorithm>
#include <iostream>
#include <utility>

#include "output/csv.h"
#include "output/hdf5_file.h"
#include "scenarios/diagnostic.h"
#include "sim/experiment/disk.h"
#include "tools/semh/carry_out.h"
#include "tools/semh/compare/attribution.h"
#include "tools/semh/compare/best.h"
#include "tools/semh/compare/chance_or_change.h"
#include "tools/semh/compare/compared_measures.h"
#include "tools/semh/compare/displacement.h"
#include "tools/semh/compare/inputs.h"
#include "tools/semh/compare/page.h"
#include "tools/semh/compare/precision.h"
#include "tools/semh/compare/robust.h"
#include "tools/semh/run_folder.h"
#include "tools/semh/uncertainty.h"

namespace tools {
namespace {

namespace fs = std::filesystem;

constexpr int precision_not_reached = 10;

/// The measures whose differences are shared out: the first of children, of places and of money.
std::vector<AttributedMeasure> attributed_measures() {
  std::vector<AttributedMeasure> measures;
  for (const char* name :
       {"not_in_full_time_education", "permanent_exclusions", "fixed_term_exclusions", "unit_roll",
        "out_of_borough", "semh_spend", "in_year_balance"})
    measures.push_back({name, "", compared_row(name)->label});
  return measures;
}

/// The file of futures that was asked for, or the one beside a scenario.
/// Throws: ScenarioError if there is none.
fs::path futures_of(const CompareRequest& request) {
  if (!request.futures.empty()) return request.futures;
  for (const fs::path& scenario : request.run.scenarios)
    if (fs::path beside = scenario.parent_path() / "futures.toml"; fs::exists(beside))
      return beside;
  scenarios::Diagnostic problem;
  problem.what = "--robust";
  problem.rule = "needs a file of futures, and there is no futures.toml beside the scenarios";
  problem.action = "Name one with --futures FILE.";
  throw scenarios::ScenarioError({problem});
}

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
    record_ = record_of(results);
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
    for (std::size_t option = 1; option < results.scenarios.size(); ++option)
      for (InputDifference& each :
           input_differences(results.scenarios.front(), results.scenarios[option], option))
        all_.inputs.push_back(std::move(each));
    all_.sources = sources_cited(all_.inputs, results.scenarios);
    if (const auto span = span_of(book, models::Basis::school_year, view_)) {
      all_.routes = routes_of(book, *span);
      all_.displacement = displacement_of(book, *span);
      all_.displacement_span = span->name();
    }
    return ask_why(book, folder) && ask_how_robust(book, folder);
  }

  void add_results(const fs::path& made) const {
    const auto tables = tables_of(all_);
    for (const sim::ResultTable& table : tables) output::write_csv(table, made);
    output::write_hdf5(made / "comparison.h5", record_, {}, tables);
    sim::write_whole_file(made / "compare.html", page_of(all_));
  }

  void tell() const {
    std::cout << (request_.run.json ? json_of(all_) : text_of(all_, view_.width, request_.inputs));
  }

  bool reached() const { return all_.precision.reached; }

 private:
  /// Shares every option's difference out among its levers, if that was asked for. False if it was
  /// asked to stop.
  bool ask_why(const Yearbook& book, const RunFolder& folder) {
    if (!request_.why) return true;
    const RunResults& results = book.results();
    AttributionRequest request{
        .measures = attributed_measures(),
        .school_years = span_of(book, models::Basis::school_year, view_),
        .financial_years = span_of(book, models::Basis::financial_year, view_),
        .sampling = results.sampling,
        .folder = {},
        .seed = results.seed,
        .first_replication = results.first_replication,
        .replications = request_.deep_futures,
        .threads = request_.run.threads,
        .quiet = request_.run.quiet};
    for (std::size_t option = 1; option < results.scenarios.size(); ++option) {
      request.folder = folder.deeper() / ("why-" + std::to_string(option));
      if (!request_.run.quiet)
        std::cerr << "Why " << all_.options[option].id << " differs, lever by lever:\n";
      auto found =
          attributed(results.scenarios.front(), results.scenarios[option], option, request);
      if (!found) return false;
      for (ComparedAttribution& each : *found) {
        each.reconciled = reconciled(each, all_.measures, results.replications.size());
        all_.attributions.push_back(std::move(each));
      }
    }
    return true;
  }

  /// Sets the options against futures that may come, if that was asked for. False if it was asked
  /// to stop.
  bool ask_how_robust(const Yearbook& book, const RunFolder& folder) {
    if (!request_.robust) return true;
    const auto school = span_of(book, models::Basis::school_year, view_);
    const auto financial = span_of(book, models::Basis::financial_year, view_);
    if (!school && !financial) return true;
    RobustRequest request{.futures = futures_of(request_),
                          .run = request_.run,
                          .folder = folder.deeper() / "robust",
                          .replications = request_.deep_futures,
                          .objectives = objectives_of(request_.objectives)};
    if (school) request.first_school_year = school->first;
    if (school) request.last_school_year = school->last;
    if (financial) request.first_financial_year = financial->first;
    if (financial) request.last_financial_year = financial->last;
    if (!request_.run.quiet) std::cerr << "Against futures that may come:\n";
    auto found = robust_of(book.results().scenarios, request);
    if (!found) return false;
    all_.robust = std::move(*found);
    return true;
  }

  ComparedPrecision precision(const Yearbook& book) const {
    return precision_of(book, view_, request_.precision, request_.run.replications);
  }

  const CompareRequest& request_;
  View view_;
  Comparison all_;
  output::RunRecord record_;
};

}  // namespace

int compare(const CompareRequest& request) {
  static_cast<void>(objectives_of(request.objectives));  // Mistakes are told before anything runs.
  if (request.robust) static_cast<void>(futures_of(request));
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
