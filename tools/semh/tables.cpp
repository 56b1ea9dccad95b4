#include <algorithm>
#include <cmath>
#include <utility>

#include "sim/statistics/estimate.h"
#include "sim/statistics/proportion.h"
#include "tools/semh/cells.h"
#include "tools/semh/commands.h"
#include "tools/semh/results.h"
#include "tools/semh/rows.h"
#include "tools/semh/uncertainty.h"

namespace tools {
namespace {

using models::Basis;
using sim::Column;
using sim::ResultTable;

const char* name_of(Basis basis) {
  return basis == Basis::school_year ? "Academic year" : "Financial year";
}

constexpr const char* local_authority = "Local authority";

std::string authority_of(const Yearbook& book, std::size_t scenario) {
  const std::string& name = book.results().scenarios[scenario].authority;
  return name.empty() ? "x" : name;
}

/// What the years of one basis come to, over all replications.
ResultTable summary(const Yearbook& book, Basis basis, std::string name) {
  Rows rows(
      {{"scenario", "", "Name of the scenario's file."},
       {"measure", "", "Name of the measure; the last column says what it is."},
       {"breakdown", "", "Whose; all when everyone's."},
       {"unit", "", "Unit of the numbers."},
       {"time_period", "", "The year, 201415 for 2014 to 2015."},
       {"time_identifier", "", "Academic year (from September) or Financial year (from April)."},
       {"geographic_level", "", "Of what the row is."},
       {"la_name", "", "The local authority; x where the scenario does not say."},
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
      const auto values = available(book.values(series, year));
      if (values.size() < 2) continue;
      const sim::OrderedSample sample(values);
      const sim::Estimate mean = sim::estimate(values);
      rows.add(book.results().scenarios[series.scenario].id, series.measure->measure.name,
               series.measure->breakdown.empty() ? std::string("all") : series.measure->breakdown,
               models::shown_unit(*series.measure), book.time_period(series, year),
               std::string(name_of(basis)), std::string(local_authority),
               authority_of(book, series.scenario), sample.quantile(0.5), sample.quantile(0.1),
               sample.quantile(0.9), mean.mean, mean.lower(), mean.upper(),
               models::shown_definition(*series.measure));
    }
  }
  return {std::move(name),
          "Every yearly measure of every scenario, over all replications; simulated, not real "
          "children.",
          rows.take()};
}

/// The first columns of all replications of one scenario and year.
void add_addresses(const Yearbook& book, const YearlySeries& series, std::size_t scenario,
                   std::size_t year, std::vector<Column>& columns) {
  const RunResults& results = book.results();
  for (std::size_t r = 0; r < results.replications.size(); ++r) {
    std::get<0>(columns[0].values).push_back(book.id(scenario));
    std::get<1>(columns[1].values)
        .push_back(static_cast<std::int64_t>(results.first_replication + r));
    std::get<1>(columns[2].values).push_back(book.time_period(series, year));
    std::get<0>(columns[3].values).emplace_back(name_of(series.measure->basis));
  }
}

/// The headline measures of one basis, a row a scenario, replication and year.
ResultTable every_replication(const Yearbook& book, Basis basis, std::string name) {
  std::vector<Column> columns{
      {{"scenario", "", "Name of the scenario's file."}, std::vector<std::string>{}},
      {{"replication", "", "Number of the simulated future; the same children in every scenario."},
       std::vector<std::int64_t>{}},
      {{"time_period", "", "The year, 201415 for 2014 to 2015."}, std::vector<std::int64_t>{}},
      {{"time_identifier", "", "Academic year (from September) or Financial year (from April)."},
       std::vector<std::string>{}}};
  bool first = true;
  for (const auto& [measure, breakdown] : headline_measures(book)) {
    const YearlySeries& any = *book.find_any(measure, breakdown);
    if (any.measure->basis != basis) continue;
    std::vector<double> values;
    for (std::size_t s = 0; s < book.scenarios(); ++s)
      for (std::size_t year = 0; year < any.years.size(); ++year) {
        const YearlySeries* series = book.find(s, measure, breakdown);
        const auto column =
            series != nullptr
                ? book.values(*series, year)
                : std::vector<double>(book.results().replications.size(), std::nan(""));
        values.insert(values.end(), column.begin(), column.end());
        if (first) add_addresses(book, any, s, year, columns);
      }
    first = false;
    columns.push_back({{breakdown.empty() ? measure : measure + "_" + breakdown,
                        models::shown_unit(*any.measure), models::shown_definition(*any.measure)},
                       std::move(values)});
  }
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
    const YearlySeries& balance = *book.find(s, "in_year_balance");
    for (std::size_t year = 0; year < balance.years.size(); ++year) {
      std::int64_t hits = 0;
      const auto values = available(book.values(balance, year));
      if (values.empty()) continue;
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

ResultTable success(const Yearbook& book) {
  Rows rows(
      {{"scenario", "", "Name of the scenario's file."},
       {"id", "", "Name of the measure of success."},
       {"step", "", "Of the five steps to collective responsibility."},
       {"text", "", "In the words of the strategy."},
       {"measure", "", "The measure by which it is judged."},
       {"breakdown", "", "Whose; all when everyone's."},
       {"rule", "", "at-most or at-least the target, or a fall-from the base year by that share."},
       {"target", "as the measure", "What is to be reached; of a fall, a share."},
       {"base_year", "", "Calendar year in which the base year begins; 0 without one."},
       {"by", "", "Calendar year in which the year begins that has to meet it."},
       {"chance", "share", "Share of simulated futures in which it is met."},
       {"chance_low", "share", "95% confidence interval (Wilson): Monte Carlo error only."},
       {"chance_high", "share", "95% confidence interval (Wilson): Monte Carlo error only."}});
  constexpr const char* rules[] = {"at-most", "at-least", "fall-from"};
  for (std::size_t s = 0; s < book.scenarios(); ++s) {
    const auto& targets = book.results().scenarios[s].borough.success;
    for (std::size_t i = 0; i < targets.size(); ++i) {
      const models::SuccessTarget& one = targets[i];
      const Met met = met_of(book.results(), s, i);
      if (met.known == 0) continue;
      const sim::ProportionInterval interval = sim::wilson(met.met, met.known);
      rows.add(book.id(s), one.id, std::int64_t{one.step}, one.text, one.measure,
               one.breakdown.empty() ? std::string("all") : one.breakdown,
               std::string(rules[static_cast<std::size_t>(one.rule)]), one.target,
               std::int64_t{one.base_year}, std::int64_t{one.by}, met.share(), interval.lower,
               interval.upper);
    }
  }
  return {"success", "How likely each target of the strategy is to be met by its year; simulated.",
          rows.take()};
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

/// What every table says of the run it comes from.
std::string provenance(const RunResults& results) {
  return " " + version_text() + ", seed " + std::to_string(results.seed) + ", replications " +
         std::to_string(results.first_replication) + " to " +
         std::to_string(results.first_replication + results.replications.size() - 1) +
         ", money in cash, DRAFT.";
}

}  // namespace

std::vector<TableToMake> tables_of(const Yearbook& book) {
  std::vector<TableToMake> tables;
  const auto add = [&](auto make) {
    tables.emplace_back([&book, make] {
      ResultTable table = make(book);
      table.definition += provenance(book.results());
      return table;
    });
  };
  add([](const Yearbook& b) { return summary(b, Basis::school_year, "academic-years"); });
  add([](const Yearbook& b) { return summary(b, Basis::financial_year, "financial-years"); });
  add([](const Yearbook& b) {
    return every_replication(b, Basis::school_year, "academic-years-by-replication");
  });
  add([](const Yearbook& b) {
    return every_replication(b, Basis::financial_year, "financial-years-by-replication");
  });
  add(chances);
  if (book.results().sampling != nullptr) add(uncertainty_table);
  const auto& read = book.results().scenarios;
  if (std::any_of(read.begin(), read.end(),
                  [](const auto& scenario) { return !scenario.borough.success.empty(); }))
    add(success);
  add(assumptions);
  return tables;
}

}  // namespace tools
