#include <algorithm>
#include <cmath>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <nlohmann/json.hpp>

#include "output/number_text.h"
#include "output/plain_table.h"
#include "sim/statistics/estimate.h"
#include "tools/semh/results.h"

namespace tools {
namespace {

struct Block {
  const char* heading;
  const char* measure;
};

/// Phases cannot share places, so each unit has a table of its own, here among the blocks.
constexpr std::string_view units_come_before = "waiting_for_specialist";

constexpr Block blocks[] = {
    {"Permanent exclusions that stand, in the academic year", "permanent_exclusions"},
    {"Fixed-term exclusions, in the academic year", "fixed_term_exclusions"},
    {"Children who waited past the sixth day because no unit had room", "waited_past_day_six"},
    {"Pupils waiting for a specialist place, on average", "waiting_for_specialist"},
    {"Pupils placed out of borough, on average", "out_of_borough"},
    {"Spending on SEMH from the high needs block, financial year, £ million", "semh_spend"},
    {"In-year balance of the high needs block, financial year, £ million", "in_year_balance"},
};
constexpr Block chance_of_deficit{
    "Chance that the high needs block ends the financial year in deficit", "in_year_balance"};

/// First year that the headline shows.
constexpr int shown_from = 2014;

std::string number(const models::YearlyMeasure& measure, double value) {
  if (measure.shown == models::Shown::money) return output::with_commas(value / 1e6, 2);
  return output::whole(value);
}

std::string range(const models::YearlyMeasure& measure, const sim::OrderedSample& sample) {
  return number(measure, sample.quantile(0.5)) + " (" + number(measure, sample.quantile(0.1)) +
         " to " + number(measure, sample.quantile(0.9)) + ")";
}

double share_below_zero(const std::vector<double>& values) {
  const auto below = std::count_if(values.begin(), values.end(), [](double v) { return v < 0; });
  return static_cast<double>(below) / static_cast<double>(values.size());
}

std::string cell(const Yearbook& book, const Block& block, const YearlySeries& series,
                 std::size_t year) {
  const auto values = book.values(series, year);
  if (std::isnan(values.front())) return "not available";
  if (&block == &chance_of_deficit) return output::chance(share_below_zero(values));
  const sim::OrderedSample sample(values);
  std::string text = range(*series.measure, sample);
  if (series.measure->measure.name == "unit_roll")  // Places are given: the same in every future.
    text += " for " + output::whole(book.values(book.series(series.scenario, "unit_places",
                                                            series.measure->breakdown),
                                                year)
                                        .front());
  return text;
}

std::string block_text(const Yearbook& book, const Block& block, std::size_t width,
                       const std::string& breakdown = "", const std::string& whose = "") {
  const RunResults& results = book.results();
  std::vector<output::PlainColumn> columns(1);
  columns[0].align = output::Align::left;
  const YearlySeries& first = book.series(0, block.measure, breakdown);
  columns[0].heading = "Year";
  std::vector<int> years;
  for (std::size_t year = 0; year < first.years.size(); ++year) {
    if (book.begins(first, year) < shown_from) continue;
    years.push_back(book.begins(first, year));
    columns[0].cells.push_back(book.year_name(first, year));
  }
  for (std::size_t s = 0; s < results.scenarios.size(); ++s) {
    const YearlySeries& series = book.series(s, block.measure, breakdown);
    output::PlainColumn column{
        .heading = results.scenarios[s].borough.name, .align = output::Align::right, .cells = {}};
    for (const int begins : years) {
      std::string text = "not available";
      for (std::size_t year = 0; year < series.years.size(); ++year)
        if (book.begins(series, year) == begins) text = cell(book, block, series, year);
      column.cells.push_back(text);
    }
    columns.push_back(std::move(column));
  }
  return std::string(block.heading) + whose + "\n\n" + output::plain_table(columns, width) + "\n";
}

}  // namespace

const std::vector<std::pair<std::string, std::string>>& headline_measures() {
  static const std::vector<std::pair<std::string, std::string>> measures{
      {"permanent_exclusions", ""},
      {"permanent_exclusions", "primary"},
      {"permanent_exclusions", "secondary"},
      {"decisions_to_exclude", ""},
      {"exclusions_withdrawn", ""},
      {"fixed_term_exclusions", ""},
      {"fixed_term_exclusions", "primary"},
      {"fixed_term_exclusions", "secondary"},
      {"waited_past_day_six", ""},
      {"waiting_past_day_six", ""},
      {"in_spot_places", ""},
      {"unit_roll", ""},
      {"plans_at_units", ""},
      {"waiting_for_specialist", ""},
      {"waiting_for_specialist_at_units", ""},
      {"out_of_borough", ""},
      {"in_local_specialist_places", ""},
      {"semh_spend", ""},
      {"in_year_balance", ""},
  };
  return measures;
}

std::string headline_text(const Yearbook& book, std::size_t width) {
  const RunResults& results = book.results();
  std::string text =
      output::with_commas(static_cast<std::int64_t>(results.replications.size())) +
      " simulated futures of each scenario, the same children in each. A cell gives the\n"
      "middle future and, in brackets, the range of 8 in 10 simulated futures. The range\n"
      "holds chance, the levels of years to come and the growth of other high needs\n"
      "spending; it does not hold what is not known about the other assumptions.\n\n";
  constexpr Block roll{"Pupils on roll, on average, for the places at the year's end: ",
                       "unit_roll"};
  for (const Block& block : blocks) {
    if (block.measure == units_come_before)
      for (const models::Unit& unit : results.scenarios.front().borough.units)
        text += block_text(book, roll, width, unit.id, unit.name);
    text += block_text(book, block, width);
  }
  text += block_text(book, chance_of_deficit, width);
  return text;
}

std::string headline_json(const Yearbook& book) {
  using Json = nlohmann::ordered_json;
  const RunResults& results = book.results();
  Json all{{"schema", "semh.run/1"},
           {"seed", results.seed},
           {"first_replication", results.first_replication},
           {"replications", results.replications.size()},
           {"simulated", "not real children"}};
  for (const auto& scenario : results.scenarios)
    all["scenarios"].push_back(
        {{"id", scenario.id}, {"name", scenario.borough.name}, {"about", scenario.about}});
  for (std::size_t s = 0; s < results.scenarios.size(); ++s)
    for (const auto& [name, breakdown] : headline_measures()) {
      const YearlySeries& series = book.series(s, name, breakdown);
      for (std::size_t year = 0; year < series.years.size(); ++year) {
        const auto values = book.values(series, year);
        if (std::isnan(values.front())) continue;
        const sim::OrderedSample sample(values);
        const sim::Estimate mean = sim::estimate(values);
        const auto rounded = [](double value) { return Json::parse(output::text_of(value)); };
        Json row{{"scenario", results.scenarios[s].id},
                 {"measure", name},
                 {"breakdown", breakdown.empty() ? "all" : breakdown},
                 {"unit", models::shown_unit(*series.measure)},
                 {"time_identifier", series.measure->basis == models::Basis::school_year
                                         ? "Academic year"
                                         : "Financial year"},
                 {"time_period", book.time_period(series, year)},
                 {"median", rounded(sample.quantile(0.5))},
                 {"p10", rounded(sample.quantile(0.1))},
                 {"p90", rounded(sample.quantile(0.9))},
                 {"mean", rounded(mean.mean)},
                 {"mean_half_width", rounded(mean.half_width)}};
        if (name == "in_year_balance") row["chance_of_deficit"] = rounded(share_below_zero(values));
        all["headline"].push_back(std::move(row));
      }
    }
  return all.dump(2) + "\n";
}

}  // namespace tools
