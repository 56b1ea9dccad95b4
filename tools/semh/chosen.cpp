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
    const int decimals = measure.shown == models::Shown::money ? 0 : 1;
    columns[3].cells.push_back(output::with_commas(mean.mean, decimals) + " (" +
                               output::with_commas(mean.lower(), decimals) + " to " +
                               output::with_commas(mean.upper(), decimals) + ")");
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

/// Many breakdowns of one measure and scenario: a row each, a column a year.
std::string family_table(const Yearbook& book, std::size_t scenario,
                         const std::vector<ChosenMeasure>& family, const View& view) {
  std::vector<output::PlainColumn> columns{{"Middle future (8 in 10)", output::Align::left, {}}};
  for (const ChosenMeasure& each : family) {
    const YearlySeries* series = book.find(scenario, each.name, each.breakdown);
    if (series == nullptr) continue;
    columns[0].cells.push_back(each.breakdown.empty() ? "all" : each.breakdown);
    std::size_t column = 0;
    for (std::size_t year = 0; year < series->years.size(); ++year) {
      if (!view.shows(book.begins(*series, year))) continue;
      if (++column == columns.size())
        columns.push_back({book.year_name(*series, year), output::Align::right, {}});
      const auto values = available(book.values(*series, year));
      if (values.empty()) {
        columns[column].cells.emplace_back("not available");
        continue;
      }
      const sim::OrderedSample sample(values);
      const double low = sample.quantile(0.1);
      const double high = sample.quantile(0.9);
      const std::string middle = number(*series->measure, sample.quantile(0.5));
      const bool given = low == high;  // The same in every future.
      columns[column].cells.push_back(
          given ? middle : middle + " (" + ends(*series->measure, low, high) + ")");
    }
  }
  return columns.size() == 1 ? "No year of it is shown.\n"
                             : output::plain_table(columns, view.width);
}

std::string family_text(const Yearbook& book, const std::vector<ChosenMeasure>& family,
                        const View& view) {
  const YearlySeries* first = book.find_any(family.front().name, family.front().breakdown);
  const std::string common = models::shown_definition(*first->measure);
  std::string text = family.front().name + ", " + models::shown_unit(*first->measure) + "\n";
  bool differ = false;
  for (const ChosenMeasure& each : family)
    differ = differ ||
             models::shown_definition(*book.find_any(each.name, each.breakdown)->measure) != common;
  if (!differ) text += broken(common, view.width, 0) + "\n";
  for (const ChosenMeasure& each : family)
    if (differ)
      text +=
          "  " +
          broken(each.breakdown + ": " +
                     models::shown_definition(*book.find_any(each.name, each.breakdown)->measure),
                 view.width, 6) +
          "\n";
  for (std::size_t s = 0; s < book.scenarios(); ++s) {
    text += "\n";
    if (book.scenarios() > 1) text += book.results().scenarios[s].borough.name + "\n";
    text += family_table(book, s, family, view);
  }
  return text + "\n";
}

/// How many from `first` on are of the same measure.
std::size_t family_size(const std::vector<ChosenMeasure>& chosen, std::size_t first) {
  std::size_t end = first;
  while (end < chosen.size() && chosen[end].name == chosen[first].name) ++end;
  return end - first;
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
  constexpr std::size_t many = 3;
  for (std::size_t first = 0; first < chosen.size();) {
    const std::size_t size = family_size(chosen, first);
    const auto begin = chosen.begin() + static_cast<std::ptrdiff_t>(first);
    if (size >= many) {
      text += family_text(book, {begin, begin + static_cast<std::ptrdiff_t>(size)}, view);
    } else {
      for (auto each = begin; each != begin + static_cast<std::ptrdiff_t>(size); ++each)
        text += one_text(book, *each, view);
    }
    first += size;
  }
  return text;
}

}  // namespace tools
