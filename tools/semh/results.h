// What a run of several scenarios leaves in memory, and the tables and series made of it.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "models/measures.h"
#include "models/model.h"
#include "scenarios/scenario_reader.h"
#include "sim/experiment/result_table.h"
#include "sim/statistics/quantile.h"

namespace tools {

struct RunResults {
  std::vector<scenarios::Scenario> scenarios;
  std::uint64_t seed = 0;
  std::uint32_t first_replication = 0;
  /// shape (replications x scenarios)
  std::vector<std::vector<models::RunResult>> replications;
  std::vector<sim::Date> month_ends;
  std::vector<sim::Date> week_ends;
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
  /// In the order of scenarios, then of measures.
  const std::vector<YearlySeries>& series() const { return series_; }
  /// Requires: there is such a measure.
  const YearlySeries& series(std::size_t scenario, const std::string& name,
                             const std::string& breakdown = "") const;

  /// One value a replication, as people read it: pupils, pounds. NaN where not available.
  std::vector<double> values(const YearlySeries& series, std::size_t year) const;
  /// As stored: events, pupil-days, pence.
  std::int64_t stored(const YearlySeries& series, std::size_t year, std::size_t replication) const;

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
};

/// Summaries, yearly rows of every replication, chances and assumptions.
std::vector<sim::ResultTable> tables_of(const Yearbook& book);
std::vector<sim::SeriesSet> series_of(const Yearbook& book);

/// The measures of the headline, in its order: (name, breakdown).
const std::vector<std::pair<std::string, std::string>>& headline_measures();

/// The headline for people, at most `width` columns wide.
std::string headline_text(const Yearbook& book, std::size_t width);
/// The headline for programs, schema semh.run/1.
std::string headline_json(const Yearbook& book);

}  // namespace tools
