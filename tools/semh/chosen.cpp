// Single measures, asked for by name: every year, with all that is known of it.
#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "output/number_text.h"
#include "output/plain_table.h"
#include "scenarios/diagnostic.h"
#include "scenarios/spelling.h"
#include "sim/statistics/estimate.h"
#include "tools/semh/cells.h"
#include "tools/semh/explained.h"
#include "tools/semh/results.h"

namespace tools {
namespace {

/// (name, breakdown) of every measure that any of the scenarios has.
std::vector<ChosenMeasure> all_measures(const std::vector<scenarios::Scenario>& scenarios) {
  std::vector<ChosenMeasure> all;
  for (const auto& scenario : scenarios)
    for (const auto& each : models::yearly_measures(scenario.borough))
      if (std::none_of(all.begin(), all.end(), [&](const ChosenMeasure& known) {
            return known.name == each.measure.name && known.breakdown == each.breakdown;
          }))
        all.push_back({each.measure.name, each.breakdown});
  return all;
}

[[noreturn]] void complain(const std::string& word, const std::string& rule,
                           const std::string& wrong, const std::vector<std::string>& known) {
  scenarios::Diagnostic problem;
  problem.what = "--measure " + scenarios::shown(word);
  problem.rule = rule;
  const auto meant = scenarios::nearest(wrong, known);
  problem.action = meant ? "Did you mean " + *meant + "?" : "semh explain lists the measures.";
  throw scenarios::ScenarioError({problem});
}

std::string number(const models::YearlyMeasure& measure, double value) {
  if (measure.shown == models::Shown::mean) return output::with_commas(value, 1);
  return output::with_commas(value, 0);
}

std::string ends(const models::YearlyMeasure& measure, double low, double high) {
  return number(measure, low) + " to " + number(measure, high);
}

/// The option's values less those of the first scenario in the same year, where both are known.
std::string less_first(const Yearbook& book, const YearlySeries& series, std::size_t year) {
  const YearlySeries* base = book.find(0, series.measure->measure.name, series.measure->breakdown);
  if (base == nullptr) return "not available";
  const auto option_values = book.values(series, year);
  const auto base_values = book.values(*base, year);
  std::vector<double> differences;
  for (std::size_t r = 0; r < option_values.size(); ++r)
    differences.push_back(option_values[r] - base_values[r]);
  differences = available(std::move(differences));
  if (differences.empty()) return "not available";
  const sim::OrderedSample sample(std::move(differences));
  return number(*series.measure, sample.quantile(0.5)) + " (" +
         ends(*series.measure, sample.quantile(0.1), sample.quantile(0.9)) + ")";
}

std::string table_of(const Yearbook& book, const YearlySeries& series, const View& view) {
  const bool is_option = series.scenario > 0;
  std::vector<output::PlainColumn> columns{{"Year", output::Align::left, {}},
                                           {"Middle future", output::Align::right, {}},
                                           {"8 in 10 futures", output::Align::right, {}},
                                           {"Mean (95% interval)", output::Align::right, {}}};
  if (is_option) columns.push_back({"Less " + book.id(0) + " (8 in 10)", output::Align::right, {}});
  const models::YearlyMeasure& measure = *series.measure;
  for (std::size_t year = 0; year < series.years.size(); ++year) {
    if (!view.shows(book.begins(series, year))) continue;
    const auto values = available(book.values(series, year));
    columns[0].cells.push_back(book.year_name(series, year));
    if (values.size() < 2) {
      for (std::size_t c = 1; c < columns.size(); ++c)
        columns[c].cells.emplace_back("not available");
      continue;
    }
    const sim::OrderedSample sample(values);
    const sim::Estimate mean = sim::estimate(values);
    columns[1].cells.push_back(number(measure, sample.quantile(0.5)));
    columns[2].cells.push_back(ends(measure, sample.quantile(0.1), sample.quantile(0.9)));
    columns[3].cells.push_back(output::with_commas(mean.mean, 1) + " (" +
                               output::with_commas(mean.lower(), 1) + " to " +
                               output::with_commas(mean.upper(), 1) + ")");
    if (is_option) columns[4].cells.push_back(less_first(book, series, year));
  }
  if (columns[0].cells.empty()) return "No year of it is shown.\n";
  return output::plain_table(columns, view.width);
}

std::string one_text(const Yearbook& book, const ChosenMeasure& chosen, const View& view) {
  const YearlySeries* first = book.find_any(chosen.name, chosen.breakdown);
  const std::string whose = chosen.breakdown.empty() ? "" : ":" + chosen.breakdown;
  std::string text = broken(chosen.name + whose + ", " + models::shown_unit(*first->measure) +
                                ". " + models::shown_definition(*first->measure),
                            view.width, 0) +
                     "\n\n";
  for (std::size_t s = 0; s < book.scenarios(); ++s) {
    const YearlySeries* series = book.find(s, chosen.name, chosen.breakdown);
    if (book.scenarios() > 1) text += book.results().scenarios[s].borough.name + "\n";
    text += (series == nullptr ? "Does not have it.\n" : table_of(book, *series, view)) + "\n";
  }
  return text;
}

}  // namespace

std::vector<ChosenMeasure> chosen_measures(const std::vector<scenarios::Scenario>& scenarios,
                                           const std::vector<std::string>& words) {
  const auto all = all_measures(scenarios);
  std::vector<ChosenMeasure> chosen;
  for (const std::string& word : words) {
    const std::size_t colon = word.find(':');
    const std::string name = word.substr(0, colon);
    std::vector<std::string> names;
    std::vector<std::string> breakdowns;
    for (const ChosenMeasure& each : all) {
      names.push_back(each.name);
      if (each.name == name) breakdowns.push_back(each.breakdown);
    }
    if (breakdowns.empty()) complain(word, "must be the name of a measure", name, names);
    const bool everyone = std::count(breakdowns.begin(), breakdowns.end(), "") > 0;
    if (colon == std::string::npos && everyone) {
      chosen.push_back({name, ""});
    } else if (colon == std::string::npos || word.substr(colon + 1) == "*") {
      for (const std::string& breakdown : breakdowns) chosen.push_back({name, breakdown});
    } else if (std::count(breakdowns.begin(), breakdowns.end(), word.substr(colon + 1)) > 0) {
      chosen.push_back({name, word.substr(colon + 1)});
    } else {
      complain(word, "must be a breakdown of " + name, word.substr(colon + 1), breakdowns);
    }
  }
  return chosen;
}

std::string chosen_text(const Yearbook& book, const std::vector<ChosenMeasure>& chosen,
                        const View& view) {
  std::string text =
      output::with_commas(static_cast<std::int64_t>(book.results().replications.size())) +
      " simulated futures of each scenario, the same children in each.\n\n";
  for (const ChosenMeasure& each : chosen) text += one_text(book, each, view);
  return text;
}

}  // namespace tools
