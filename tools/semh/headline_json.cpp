// The headline for programs.
#include <cstddef>
#include <string>
#include <vector>

#include <nlohmann/json.hpp>

#include "output/number_text.h"
#include "sim/statistics/estimate.h"
#include "tools/semh/cells.h"
#include "tools/semh/results.h"
#include "tools/semh/uncertainty.h"

namespace tools {
namespace {

using Json = nlohmann::ordered_json;

Json rounded(double value) {
  return Json::parse(output::text_of(value));
}

Json row_of(const Yearbook& book, const YearlySeries& series, std::size_t year,
            const std::vector<double>& values) {
  const models::YearlyMeasure& measure = *series.measure;
  const sim::OrderedSample sample(values);
  const sim::Estimate mean = sim::estimate(values);
  Json row{{"scenario", book.id(series.scenario)},
           {"measure", measure.measure.name},
           {"breakdown", measure.breakdown.empty() ? "all" : measure.breakdown},
           {"unit", models::shown_unit(measure)},
           {"time_identifier",
            measure.basis == models::Basis::school_year ? "Academic year" : "Financial year"},
           {"time_period", book.time_period(series, year)},
           {"median", rounded(sample.quantile(0.5))},
           {"p10", rounded(sample.quantile(0.1))},
           {"p90", rounded(sample.quantile(0.9))},
           {"mean", rounded(mean.mean)},
           {"mean_half_width", rounded(mean.half_width)}};
  if (measure.measure.name == "in_year_balance" && measure.breakdown.empty())
    row["chance_of_deficit"] = rounded(share_below_zero(values));
  return row;
}

/// What share of the variance is ignorance, where the run can tell.
void add_share(const std::vector<SplitYear>& splits, const YearlySeries& series, std::size_t year,
               Json& row) {
  for (const SplitYear& one : splits)
    if (one.series == &series && one.year == year)
      row["ignorance_share"] = rounded(one.split.share());
}

Json rows_of(const Yearbook& book, const std::vector<SplitYear>& splits, const std::string& name,
             const std::string& breakdown) {
  Json rows = Json::array();
  for (std::size_t s = 0; s < book.scenarios(); ++s) {
    const YearlySeries* series = book.find(s, name, breakdown);
    for (std::size_t year = 0; series != nullptr && year < series->years.size(); ++year) {
      const auto values = available(book.values(*series, year));
      if (values.size() < 2) continue;
      rows.push_back(row_of(book, *series, year, values));
      add_share(splits, *series, year, rows.back());
    }
  }
  return rows;
}

Json success_of(const Yearbook& book) {
  Json rows = Json::array();
  for (std::size_t s = 0; s < book.scenarios(); ++s) {
    const auto& targets = book.results().scenarios[s].borough.success;
    for (std::size_t i = 0; i < targets.size(); ++i) {
      const Met met = met_of(book.results(), s, i);
      Json row{{"scenario", book.id(s)},        {"id", targets[i].id},
               {"step", targets[i].step},       {"text", targets[i].text},
               {"measure", targets[i].measure}, {"by", targets[i].by}};
      if (met.known > 0) row["chance"] = rounded(met.share());
      rows.push_back(std::move(row));
    }
  }
  return rows;
}

}  // namespace

std::string headline_json(const Yearbook& book, const std::vector<ChosenMeasure>& chosen) {
  const RunResults& results = book.results();
  Json all{{"schema", "semh.run/1"},
           {"seed", results.seed},
           {"first_replication", results.first_replication},
           {"replications", results.replications.size()},
           {"simulated", "not real children"}};
  for (const auto& scenario : results.scenarios)
    all["scenarios"].push_back(
        {{"id", scenario.id}, {"name", scenario.borough.name}, {"about", scenario.about}});
  all["headline"] = Json::array();
  const auto splits = splits_of(book);
  const auto add = [&](const std::string& name, const std::string& breakdown) {
    for (Json& row : rows_of(book, splits, name, breakdown))
      all["headline"].push_back(std::move(row));
  };
  for (const ChosenMeasure& each : chosen) add(each.name, each.breakdown);
  if (chosen.empty())
    for (const auto& [name, breakdown] : headline_measures(book)) add(name, breakdown);
  all["success"] = success_of(book);
  return all.dump(2) + "\n";
}

}  // namespace tools
