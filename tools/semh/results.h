// What a run of several scenarios leaves in memory, and the tables, series and texts made of it.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "models/measures.h"
#include "models/model.h"
#include "scenarios/scenario_reader.h"
#include "sim/experiment/packed_row.h"
#include "sim/experiment/result_table.h"
#include "sim/statistics/quantile.h"
#include "tools/semh/columns.h"

namespace tools {

class Sampling;

/// What is kept of one replication of one scenario.
struct KeptResult {
  KeptResult() = default;
  KeptResult(const models::RunResult& result, const models::Borough& borough,
             const std::vector<models::YearlyMeasure>& measures);

  sim::PackedRow yearly;
  sim::PackedRow monthly;
  sim::PackedRow weekly;
  std::vector<std::int8_t> met;  ///< By measure of success: 1 met, 0 not, -1 not available.
};

/// A replication, a result a scenario, as bytes that unpacked() reads back.
std::string packed(const std::vector<KeptResult>& replication);

/// How many numbers a replication of one scenario leaves behind.
struct KeptSizes {
  std::size_t yearly = 0;
  std::size_t monthly = 0;
  std::size_t weekly = 0;
  std::size_t met = 0;
  std::size_t all() const { return yearly + monthly + weekly + met; }
};
/// Of a run of so many months, and of so many weeks where it keeps them.
KeptSizes sizes_of(const models::Borough& borough, std::size_t months, std::size_t weeks);

/// Nothing if the bytes are not those of scenarios of these sizes.
std::optional<std::vector<KeptResult>> unpacked(std::string_view bytes,
                                                const std::vector<KeptSizes>& sizes);

struct RunResults {
  std::vector<scenarios::Scenario> scenarios;
  std::uint64_t seed = 0;
  std::uint32_t first_replication = 0;
  std::shared_ptr<const Sampling> sampling{};  ///< Null at central values.
  /// shape (replications x scenarios)
  std::vector<std::vector<KeptResult>> replications;
  std::vector<sim::Date> month_ends;
  std::vector<sim::Date> week_ends;
};

/// In how many of the replications where it is known a target is met.
struct Met {
  std::int64_t known = 0;
  std::int64_t met = 0;
  double share() const { return static_cast<double>(met) / static_cast<double>(known); }
};
/// `target` counts those of the scenario.
Met met_of(const RunResults& results, std::size_t scenario, std::size_t target);

/// A target of success, as people read it.
struct SuccessAim {
  std::string id;
  int step = 1;
  std::string text;  ///< In the words of the strategy.
  std::string aim;   ///< "at most 51 pupils by 2017/18"
};

/// One measure of one scenario: where its values are, and what they are called.
struct YearlySeries {
  std::size_t scenario;
  const models::YearlyMeasure* measure;
  std::size_t first;       ///< Place of the first year in RunResult::yearly.
  std::vector<int> years;  ///< School years counted from the start, or financial years.
};

/// Everything that is the same for all outputs of one run.
class Yearbook {
 public:
  explicit Yearbook(const RunResults& results);

  const RunResults& results() const { return *results_; }
  std::size_t scenarios() const { return results_->scenarios.size(); }
  const std::string& id(std::size_t scenario) const { return results_->scenarios[scenario].id; }

  /// In the order of scenarios, then of measures.
  const std::vector<YearlySeries>& series() const { return series_; }
  /// Null when that scenario has no such measure.
  const YearlySeries* find(std::size_t scenario, const std::string& name,
                           const std::string& breakdown = "") const;
  /// Of the first scenario that has it; null when none does.
  const YearlySeries* find_any(const std::string& name, const std::string& breakdown = "") const;
  /// Every measure that any scenario has, as the first that has it gives it.
  std::vector<const YearlySeries*> distinct() const;

  /// One value a replication, as people read it: pupils, pounds. NaN where not available.
  std::vector<double> values(const YearlySeries& series, std::size_t year) const;
  /// As stored, for each replication: events, pupil-days, pence.
  const std::int64_t* stored(const YearlySeries& series, std::size_t year) const;

  /// 201415: how tables write the year; the year of its beginning follows from it.
  std::int64_t time_period(const YearlySeries& series, std::size_t year) const;
  /// "2014/15" for a school year, "2014-15" for a financial year.
  std::string year_name(const YearlySeries& series, std::size_t year) const;
  /// The calendar year in which it begins.
  int begins(const YearlySeries& series, std::size_t year) const;

 private:
  const RunResults* results_;
  std::vector<std::vector<models::YearlyMeasure>> measures_;  ///< By scenario.
  std::vector<YearlySeries> series_;
  std::vector<std::unique_ptr<Columns>> columns_;  ///< By scenario.
};

/// "2014/15" or "2014-15".
std::string year_name(models::Basis basis, int begins);

/// Made when it is written, so that only one is in memory at a time.
using TableToMake = std::function<sim::ResultTable()>;
/// Summaries, yearly rows of every replication, chances, success and assumptions. `book` must
/// outlive them.
std::vector<TableToMake> tables_of(const Yearbook& book);
/// Their values are made when they are written: `book` must outlive them.
std::vector<sim::SeriesSet> series_of(const Yearbook& book);

/// The measures of the headline, in its order: (name, breakdown).
const std::vector<std::pair<std::string, std::string>>& headline_measures();
/// Those that any of the scenarios has.
std::vector<std::pair<std::string, std::string>> headline_measures(const Yearbook& book);

/// What is to be printed, and how wide.
struct View {
  std::size_t width = 80;  ///< [columns of a terminal]
  int first_year = 2014;   ///< Calendar year in which the first year shown begins.
  int last_year = 9999;
  std::vector<std::string> sections;  ///< Parts of the headline; all when empty.
  bool has(const std::string& section) const;
  bool shows(int begins) const { return begins >= first_year && begins <= last_year; }
};

/// The headline for people.
std::string headline_text(const Yearbook& book, const View& view);
/// Who owes and receives what, by partnership; empty where no scenario has recharges.
std::string recharge_text(const Yearbook& book, const View& view);
/// Chances of meeting the measures of success; empty where no scenario has any.
std::string success_text(const Yearbook& book, std::size_t width);
/// The targets of all scenarios, each once, in the order of the steps.
std::vector<SuccessAim> success_aims(const Yearbook& book);
/// In how many futures a scenario meets the target of that id; nothing where it has none.
std::optional<Met> met_by(const Yearbook& book, std::size_t scenario, const std::string& id);
/// Every option less the first scenario; empty where there is only one.
std::string differences_text(const Yearbook& book, const View& view);

/// NAME or NAME:BREAKDOWN; NAME alone is everyone's, or all breakdowns where there is no such.
struct ChosenMeasure {
  std::string name;
  std::string breakdown;
};
/// Throws: ScenarioError that says which name was probably meant.
std::vector<ChosenMeasure> chosen_measures(const std::vector<scenarios::Scenario>& scenarios,
                                           const std::vector<std::string>& words);
/// Only those measures, with all that is known of each year.
std::string chosen_text(const Yearbook& book, const std::vector<ChosenMeasure>& chosen,
                        const View& view);

/// The headline for programs, schema semh.run/1; of `chosen` alone where there are any.
std::string headline_json(const Yearbook& book, const std::vector<ChosenMeasure>& chosen);

}  // namespace tools
