#include <cmath>
#include <utility>

#include "sim/statistics/estimate.h"
#include "sim/statistics/proportion.h"
#include "tools/semh/commands.h"
#include "tools/semh/results.h"

namespace tools {
namespace {

using models::Basis;
using sim::Column;
using sim::ResultTable;

const char* name_of(Basis basis) {
  return basis == Basis::school_year ? "Academic year" : "Financial year";
}

/// A table being filled row by row.
class Rows {
 public:
  explicit Rows(std::vector<sim::Measure> measures) {
    for (sim::Measure& measure : measures) columns_.push_back({std::move(measure), {}});
  }
  template <class... Values>
  void add(Values... values) {
    std::size_t column = 0;
    (put(columns_[column++], std::move(values)), ...);
  }
  std::vector<Column> take() { return std::move(columns_); }

 private:
  template <class Value>
  static void put(Column& column, Value value) {
    using Values = std::vector<Value>;
    if (!std::holds_alternative<Values>(column.values)) column.values = Values{};
    std::get<Values>(column.values).push_back(std::move(value));
  }
  std::vector<Column> columns_;
};

/// What the years of one basis come to, over all replications.
ResultTable summary(const Yearbook& book, Basis basis, std::string name) {
  Rows rows(
      {{"scenario", "", "Name of the scenario's file."},
       {"measure", "", "Name of the measure; the last column says what it is."},
       {"breakdown", "", "Whose; all when everyone's."},
       {"unit", "", "Unit of the numbers."},
       {"time_period", "", "The year, 201415 for 2014 to 2015."},
       {"time_identifier", "", "Academic year (from September) or Financial year (from April)."},
       {"median", "as the unit", "Half of the simulated futures lie below."},
       {"p10", "as the unit", "One in 10 simulated futures lies below."},
       {"p90", "as the unit", "One in 10 simulated futures lies above."},
       {"mean", "as the unit", "Mean over simulated futures."},
       {"mean_low", "as the unit", "95% confidence interval of the mean: Monte Carlo error only."},
       {"mean_high", "as the unit", "95% confidence interval of the mean: Monte Carlo error only."},
       {"definition", "", "What is counted."}});
  for (const YearlySeries& series : book.series()) {
    if (series.measure->basis != basis) continue;
    for (std::size_t year = 0; year < series.years.size(); ++year) {
      const auto values = book.values(series, year);
      if (std::isnan(values.front())) continue;
      const sim::OrderedSample sample(values);
      const sim::Estimate mean = sim::estimate(values);
      rows.add(book.results().scenarios[series.scenario].id, series.measure->measure.name,
               series.measure->breakdown.empty() ? std::string("all") : series.measure->breakdown,
               models::shown_unit(*series.measure), book.time_period(series, year),
               std::string(name_of(basis)), sample.quantile(0.5), sample.quantile(0.1),
               sample.quantile(0.9), mean.mean, mean.lower(), mean.upper(),
               series.measure->measure.definition);
    }
  }
  return {std::move(name),
          "Every yearly measure of every scenario, over all replications; simulated, not real "
          "children.",
          rows.take()};
}

/// The headline measures of one basis, a row a scenario, replication and year.
ResultTable every_replication(const Yearbook& book, Basis basis, std::string name) {
  std::vector<sim::Measure> measures{
      {"scenario", "", "Name of the scenario's file."},
      {"replication", "", "Number of the simulated future; the same children in every scenario."},
      {"time_period", "", "The year, 201415 for 2014 to 2015."},
      {"time_identifier", "", "Academic year (from September) or Financial year (from April)."}};
  std::vector<std::pair<std::string, std::string>> wanted;
  for (const auto& [measure, breakdown] : headline_measures()) {
    const YearlySeries& series = book.series(0, measure, breakdown);
    if (series.measure->basis != basis) continue;
    wanted.emplace_back(measure, breakdown);
    measures.push_back({breakdown.empty() ? measure : measure + "_" + breakdown,
                        models::shown_unit(*series.measure), series.measure->measure.definition});
  }
  std::vector<Column> columns;
  for (sim::Measure& measure : measures) columns.push_back({std::move(measure), {}});
  std::vector<std::string> scenario, identifier;
  std::vector<std::int64_t> replication, period;
  std::vector<std::vector<double>> values(wanted.size());
  const RunResults& results = book.results();
  for (std::size_t s = 0; s < results.scenarios.size(); ++s) {
    const YearlySeries& first = book.series(s, wanted.front().first, wanted.front().second);
    for (std::size_t year = 0; year < first.years.size(); ++year) {
      for (std::size_t w = 0; w < wanted.size(); ++w) {
        const auto column = book.values(book.series(s, wanted[w].first, wanted[w].second), year);
        values[w].insert(values[w].end(), column.begin(), column.end());
      }
      for (std::size_t r = 0; r < results.replications.size(); ++r) {
        scenario.push_back(results.scenarios[s].id);
        replication.push_back(static_cast<std::int64_t>(results.first_replication + r));
        period.push_back(book.time_period(first, year));
        identifier.emplace_back(name_of(basis));
      }
    }
  }
  columns[0].values = std::move(scenario);
  columns[1].values = std::move(replication);
  columns[2].values = std::move(period);
  columns[3].values = std::move(identifier);
  for (std::size_t w = 0; w < wanted.size(); ++w) columns[4 + w].values = std::move(values[w]);
  return {std::move(name),
          "The headline measures of every replication; simulated, not real children.",
          std::move(columns)};
}

ResultTable chances(const Yearbook& book) {
  Rows rows(
      {{"scenario", "", "Name of the scenario's file."},
       {"event", "", "What may happen in the year."},
       {"time_period", "", "The year, 201415 for 2014 to 2015."},
       {"time_identifier", "", "Financial year (from April)."},
       {"chance", "share", "Share of simulated futures in which it happens."},
       {"chance_low", "share", "95% confidence interval (Wilson): Monte Carlo error only."},
       {"chance_high", "share", "95% confidence interval (Wilson): Monte Carlo error only."}});
  for (std::size_t s = 0; s < book.results().scenarios.size(); ++s) {
    const YearlySeries& balance = book.series(s, "in_year_balance");
    for (std::size_t year = 0; year < balance.years.size(); ++year) {
      std::int64_t hits = 0;
      const auto values = book.values(balance, year);
      if (std::isnan(values.front())) continue;
      for (const double value : values) hits += value < 0 ? 1 : 0;
      const auto trials = static_cast<std::int64_t>(values.size());
      const sim::ProportionInterval interval = sim::wilson(hits, trials);
      rows.add(book.results().scenarios[s].id, std::string("in_year_deficit"),
               book.time_period(balance, year), std::string(name_of(Basis::financial_year)),
               static_cast<double>(hits) / static_cast<double>(trials), interval.lower,
               interval.upper);
    }
  }
  return {"chances", "How likely a deficit of the high needs block is; simulated.", rows.take()};
}

ResultTable assumptions(const Yearbook& book) {
  Rows rows({{"scenario", "", "Name of the scenario's file."},
             {"key", "", "Where the number stands in the scenario."},
             {"from", "", "Date from which it holds; always when it has none."},
             {"value", "", "As used."},
             {"low", "as the unit", "Low end of its range."},
             {"high", "as the unit", "High end of its range."},
             {"unit", "", "Unit of the number."},
             {"source", "", "Where it comes from; ASSUMED if nobody has measured it."},
             {"note", "", "What else to know."}});
  for (const scenarios::Scenario& scenario : book.results().scenarios)
    for (const scenarios::RegisterRow& row : scenario.assumptions.rows) {
      if (row.source.empty()) continue;
      const bool ranged = row.estimate && row.ranged;
      const double none = std::nan("");
      rows.add(scenario.id, row.key, row.from ? sim::to_string(*row.from) : std::string("always"),
               row.value_text(), ranged ? row.estimate->low : none,
               ranged ? row.estimate->high : none, row.unit, row.source, row.note);
    }
  return {"assumptions", "Every number with a source that the scenarios were given.", rows.take()};
}

sim::SeriesSet yearly_set(const Yearbook& book, Basis basis) {
  sim::SeriesSet set;
  const RunResults& results = book.results();
  set.frequency = basis == Basis::school_year ? "yearly" : "yearly_financial";
  for (const auto& scenario : results.scenarios) set.scenarios.push_back(scenario.id);
  for (std::size_t r = 0; r < results.replications.size(); ++r)
    set.replications.push_back(static_cast<std::int64_t>(results.first_replication + r));
  for (const YearlySeries& series : book.series()) {
    if (series.measure->basis != basis) continue;
    if (series.scenario == 0) {
      if (set.times.empty())
        for (std::size_t year = 0; year < series.years.size(); ++year)
          set.times.push_back(
              sim::date(book.begins(series, year), basis == Basis::school_year ? 9 : 4, 1));
      set.series.push_back({series.measure->measure, series.measure->breakdown, {}});
    }
  }
  for (sim::ResultSeries& out : set.series)
    for (std::size_t s = 0; s < results.scenarios.size(); ++s) {
      const YearlySeries& series = book.series(s, out.measure.name, out.breakdown);
      for (std::size_t r = 0; r < results.replications.size(); ++r)
        for (std::size_t year = 0; year < series.years.size(); ++year)
          out.values.push_back(book.stored(series, year, r));
    }
  return set;
}

sim::SeriesSet periodic_set(const Yearbook& book, const char* frequency,
                            const std::vector<sim::Date>& times,
                            std::vector<std::int64_t> models::RunResult::*values) {
  sim::SeriesSet set;
  const RunResults& results = book.results();
  set.frequency = frequency;
  set.time_definition = "first day after the period";
  set.times = times;
  for (const auto& scenario : results.scenarios) set.scenarios.push_back(scenario.id);
  for (std::size_t r = 0; r < results.replications.size(); ++r)
    set.replications.push_back(static_cast<std::int64_t>(results.first_replication + r));
  const auto measures = models::monthly_measures(results.scenarios.front().borough);
  for (std::size_t m = 0; m < measures.size(); ++m) {
    sim::ResultSeries out{measures[m].measure, measures[m].breakdown, {}};
    for (std::size_t s = 0; s < results.scenarios.size(); ++s)
      for (const auto& replication : results.replications) {
        const auto& all = replication[s].*values;
        const auto first = all.begin() + static_cast<std::ptrdiff_t>(m * times.size());
        out.values.insert(out.values.end(), first,
                          first + static_cast<std::ptrdiff_t>(times.size()));
      }
    set.series.push_back(std::move(out));
  }
  return set;
}

/// What every table says of the run it comes from.
std::string provenance(const RunResults& results) {
  return " " + version_text() + ", seed " + std::to_string(results.seed) + ", replications " +
         std::to_string(results.first_replication) + " to " +
         std::to_string(results.first_replication + results.replications.size() - 1) +
         ", money in cash, DRAFT.";
}

}  // namespace

std::vector<ResultTable> tables_of(const Yearbook& book) {
  std::vector<ResultTable> tables;
  tables.push_back(summary(book, Basis::school_year, "academic-years"));
  tables.push_back(summary(book, Basis::financial_year, "financial-years"));
  tables.push_back(every_replication(book, Basis::school_year, "academic-years-by-replication"));
  tables.push_back(
      every_replication(book, Basis::financial_year, "financial-years-by-replication"));
  tables.push_back(chances(book));
  tables.push_back(assumptions(book));
  for (ResultTable& table : tables) table.definition += provenance(book.results());
  return tables;
}

std::vector<sim::SeriesSet> series_of(const Yearbook& book) {
  const RunResults& results = book.results();
  std::vector<sim::SeriesSet> sets{
      yearly_set(book, Basis::school_year), yearly_set(book, Basis::financial_year),
      periodic_set(book, "monthly", results.month_ends, &models::RunResult::monthly)};
  if (!results.week_ends.empty())
    sets.push_back(periodic_set(book, "weekly", results.week_ends, &models::RunResult::weekly));
  return sets;
}

}  // namespace tools
