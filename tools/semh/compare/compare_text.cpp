// The comparison for a terminal: first what differs, then what it makes of children, places, money.
#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "output/number_text.h"
#include "output/plain_table.h"
#include "scenarios/diagnostic.h"
#include "tools/semh/compare/compare.h"
#include "tools/semh/compare/inputs.h"
#include "tools/semh/compare/page_parts.h"
#include "tools/semh/compare/page_words.h"
#include "tools/semh/compare/precision.h"
#include "tools/semh/compare/text_parts.h"
#include "tools/semh/explained.h"

namespace tools {
namespace {

using output::Align;
using output::PlainColumn;

/// Numbers of a measure, over all its years and options.
NumberWriter writer_of(const ComparedMeasure& measure) {
  double largest = 0;
  const auto look = [&](const ComparedYear& year) {
    for (const auto& level : year.levels)
      if (level) largest = std::max({largest, std::abs(level->low), std::abs(level->high)});
  };
  for (const ComparedYear& year : measure.years) look(year);
  if (measure.average) look(*measure.average);
  return {measure.is_money, largest};
}

/// A number that may be infinite: no luck is left in the difference.
std::string times(double ratio) {
  return std::isinf(ratio) || ratio >= 1000 ? "over 1,000" : output::with_commas(ratio, 1);
}

std::string day(const std::optional<sim::Date>& from) {
  return from ? sim::to_string(*from) : "the start";
}

/// Every number and choice, with what it is in base and option.
std::string every_input_text(const Comparison& comparison, std::size_t option) {
  constexpr std::size_t wide = 110;
  std::vector<PlainColumn> columns{{"Key", Align::left, {}},
                                   {"from", Align::left, {}},
                                   {"base", Align::left, {}},
                                   {"here", Align::left, {}},
                                   {"source", Align::left, {}}};
  for (const InputDifference& each : comparison.inputs) {
    if (each.option != option) continue;
    const std::string cells[] = {each.key, day(each.from), each.base, each.value,
                                 source_in_words(each)};
    for (std::size_t c = 0; c < columns.size(); ++c)
      columns[c].cells.push_back(scenarios::escaped(cells[c]));
  }
  return output::plain_table(columns, wide) + "\n";
}

std::string inputs_text(const Comparison& comparison, std::size_t option, bool every,
                        std::size_t width) {
  const auto lines = lever_lines(comparison.inputs, option);
  if (lines.empty()) return "Nothing differs in the inputs.\n\n";
  std::vector<PlainColumn> columns{{"What differs in the inputs", Align::left, {}},
                                   {"From", Align::left, {}},
                                   {"Inputs", Align::right, {}},
                                   {"ASSUMED", Align::right, {}},
                                   {"Choices", Align::right, {}},
                                   {"From sources", Align::left, {}}};
  const auto count = [](std::size_t number) {
    return output::with_commas(static_cast<std::int64_t>(number));
  };
  for (const LeverLine& line : lines) {
    const std::string cells[] = {
        line.lever,
        day(line.from),
        count(line.inputs),
        count(line.assumed),
        count(line.choices),
        count(line.sourced()) + (line.sources.empty() ? "" : ": " + listed(line.sources))};
    for (std::size_t c = 0; c < columns.size(); ++c)
      columns[c].cells.push_back(scenarios::escaped(cells[c]));
  }
  return output::plain_table(columns, width) +
         (every ? "\n" + every_input_text(comparison, option)
                : "Each number, its base and its source: inputs-that-differ.csv, or --inputs.\n\n");
}

/// What the keys stand for that are cited in what is shown of the inputs.
std::string sources_text(const Comparison& comparison, bool every, std::size_t width) {
  std::set<std::string> shown;
  for (std::size_t option = 1; option < comparison.options.size(); ++option)
    for (const LeverLine& line : lever_lines(comparison.inputs, option))
      shown.insert(line.sources.begin(), line.sources.end());
  std::string text;
  for (const CitedSource& source : comparison.sources)
    if (every || shown.count(source.key) > 0)
      text += broken(scenarios::escaped(source.key + " " +
                                        (source.what.empty()
                                             ? "Not in the list of sources beside the scenarios"
                                             : source.what) +
                                        "."),
                     width, 5) +
              "\n";
  const std::string choice = broken(
      "A choice is a setting (a date, a rule or whom it is for) and needs no source.", width, 0);
  if (comparison.inputs.empty()) return text;
  return choice + "\n" + text + "\n";
}

/// "2015/16 to 2021/22, money 2015-16 to 2021-22": the years of the average one.
std::string spans_of(const Comparison& comparison) {
  std::string spans;
  for (const ComparedMeasure& measure : comparison.measures) {
    if (!measure.average) continue;
    const std::string span = measure.average->name.substr(measure.average->name.find(", ") + 2);
    if (spans.find(span) == std::string::npos) spans += (spans.empty() ? "" : ", money ") + span;
  }
  return spans;
}

/// Where sharing luck has gained little, and what that is a sign of; empty where nowhere.
std::string spoilt_text(const Comparison& comparison, std::size_t option, std::size_t width) {
  constexpr double little = 2;
  std::string names;
  for (const ComparedMeasure& measure : comparison.measures) {
    if (!measure.average || !measure.average->differences[option]) continue;
    const sim::PairedDifference& found = measure.average->differences[option]->mean;
    if (found.standard_deviation > 0 && found.variance_ratio < little)
      names += (names.empty() ? "" : "; ") + measure.label;
  }
  if (names.empty()) return names;
  return broken("Pairing gains little for: " + names +
                    ". There the option goes its own way, or full places turn small differences "
                    "into other lives.",
                width, 0) +
         "\n";
}

/// The average year: what an option comes to beside the base, and how surely that is known.
std::string average_text(const Comparison& comparison, std::size_t option, std::size_t width) {
  std::vector<PlainColumn> columns{{"In an average year", Align::left, {}},
                                   {"Base", Align::right, {}},
                                   {"Difference (8 in 10)", Align::right, {}},
                                   {"Better in 100", Align::right, {}},
                                   {"Same in 100", Align::right, {}}};
  std::vector<PlainColumn> known{{"How surely", Align::left, {}},
                                 {"Mean difference (95%)", Align::right, {}},
                                 {"Correlation with the base", Align::right, {}},
                                 {"Variance lessened by pairing", Align::right, {}}};
  for (const ComparedMeasure& measure : comparison.measures) {
    if (!measure.average || !measure.average->differences[option] || measure.is_nothing) continue;
    const OptionDifference& found = *measure.average->differences[option];
    const sim::Estimate& mean = found.mean.difference;
    const NumberWriter writer = writer_of(measure);
    const std::string label = measure.label + writer.unit();
    columns[0].cells.push_back(label);
    columns[1].cells.push_back(writer.number(measure.average->levels.front()->middle));
    columns[2].cells.push_back(
        writer.changes(found.futures.middle, found.futures.low, found.futures.high));
    columns[3].cells.push_back(measure.better == Better::neither ? "-"
                                                                 : in_100(found.better.share()));
    columns[4].cells.push_back(in_100(found.same.share()));
    known[0].cells.push_back(label);
    known[1].cells.push_back(writer.changes(mean.mean, mean.lower(), mean.upper()));
    known[2].cells.push_back(
        found.mean.standard_deviation > 0 ? output::with_commas(found.mean.correlation, 2) : "-");
    known[3].cells.push_back(
        found.mean.standard_deviation > 0 ? times(found.mean.variance_ratio) + " times" : "-");
  }
  if (columns[0].cells.empty())
    return "Nothing to compare: no measure differs in the years shown.\n\n";
  const std::string left_out = left_out_in_words(comparison);
  return output::plain_table(columns, width) +
         broken("Years: " + spans_of(comparison) +
                    ". Middle of the differences, future by future, which is not the difference of "
                    "the middles.",
                width, 0) +
         "\n" + (left_out.empty() ? "" : broken(left_out, width, 0) + "\n") + "\n" +
         output::plain_table(known, width) + "Interval: Monte Carlo error, by draws.\n" +
         spoilt_text(comparison, option, width) + "\n";
}

std::string years_text(const ComparedMeasure& measure, const Comparison& comparison,
                       std::size_t width) {
  const NumberWriter writer = writer_of(measure);
  std::vector<PlainColumn> columns{{measure.label + writer.unit(), Align::left, {}}};
  for (std::size_t option = 0; option < comparison.options.size(); ++option)
    columns.push_back({comparison.options[option].name, Align::right, {}});
  for (const ComparedYear& year : measure.years) {
    columns[0].cells.push_back(year.name);
    for (std::size_t option = 0; option < year.levels.size(); ++option)
      columns[option + 1].cells.push_back(year.levels[option] ? writer.range(*year.levels[option])
                                                              : "not available");
  }
  return output::plain_table(columns, width) + "\n";
}

/// To the last decimal to which the shares add up.
std::string share(const ComparedAttribution& of, double value) {
  const std::string text = output::with_commas(value, of.decimals);
  return value > 0 && text.find_first_of("123456789") != std::string::npos ? "+" + text : text;
}

/// Whether any lever does anything.
bool says_something(const ComparedAttribution& each) {
  return each.total != 0 || std::any_of(each.levers.begin(), each.levers.end(),
                                        [](const auto& lever) { return lever.share.mean != 0; });
}

std::string attribution_text(const ComparedAttribution& each, std::size_t width) {
  std::vector<PlainColumn> columns{{each.label + (each.is_money ? ", £" : ""), Align::left, {}},
                                   {"of the difference", Align::right, {}},
                                   {"95%: Monte Carlo error", Align::right, {}}};
  for (const AttributedLever& lever : each.levers) {
    columns[0].cells.push_back(scenarios::escaped(lever.lever));
    columns[1].cells.push_back(share(each, lever.share.mean));
    columns[2].cells.push_back(share(each, lever.share.lower()) + " to " +
                               share(each, lever.share.upper()));
  }
  columns[0].cells.push_back("all, " + each.span);
  columns[1].cells.push_back(share(each, each.total));
  columns[2].cells.push_back(share(each, each.whole.lower()) + " to " +
                             share(each, each.whole.upper()));
  return output::plain_table(columns, width) +
         (each.reconciled.empty() ? "" : scenarios::escaped(each.reconciled) + "\n") + "\n";
}

std::string why_text(const Comparison& comparison, std::size_t width) {
  std::string text;
  std::size_t option = 0;
  for (const ComparedAttribution& each : comparison.attributions) {
    if (!says_something(each)) continue;
    if (each.option != option)
      text += "WHY " + comparison.options[each.option].name + " differs: " +
              (each.is_exact ? "averaged over every order of levers"
                             : "averaged over orders of levers that were sampled") +
              ", " + output::with_commas(static_cast<std::int64_t>(each.futures)) + " futures\n\n";
    option = each.option;
    text += attribution_text(each, width);
  }
  return text;
}

/// Where those children are of whom a fall in exclusions makes no pupils in full-time education.
std::string routes_text(const Comparison& comparison, std::size_t width) {
  if (comparison.routes.empty()) return "";
  std::vector<PlainColumn> columns{{"Not in full-time education", Align::left, {}}};
  for (const RouteRow& row : comparison.routes) columns[0].cells.push_back(row.route);
  columns[0].cells.emplace_back("together");
  for (std::size_t option = 0; option < comparison.options.size(); ++option) {
    PlainColumn column{comparison.options[option].name, Align::right, {}};
    double all = 0;
    for (const RouteRow& row : comparison.routes) {
      column.cells.push_back(output::with_commas(row.mean[option], 1));
      all += row.mean[option];
    }
    column.cells.push_back(output::with_commas(all, 1));
    columns.push_back(std::move(column));
  }
  return "WHERE CHILDREN ARE who are not in full-time education, the mean of all futures,\n" +
         comparison.displacement_span + "\n\n" + output::plain_table(columns, width) + "\n";
}

/// A row a reason, a column an option, and the sum.
std::string by_reason(const Comparison& comparison, const std::string& title, bool is_money,
                      std::vector<double> DisplacementRow::*means, std::size_t width) {
  std::vector<double> sums(comparison.options.size());
  for (const DisplacementRow& row : comparison.displacement)
    for (std::size_t option = 0; option < sums.size(); ++option)
      sums[option] += (row.*means)[option];
  const NumberWriter writer(is_money, *std::max_element(sums.begin(), sums.end()));
  std::vector<PlainColumn> columns{
      {(is_money ? writer.money() : "") + title + ", because of", Align::left, {}}};
  for (const DisplacementRow& row : comparison.displacement) columns[0].cells.push_back(row.reason);
  columns[0].cells.emplace_back("together");
  for (std::size_t option = 0; option < sums.size(); ++option) {
    PlainColumn column{comparison.options[option].name, Align::right, {}};
    for (const DisplacementRow& row : comparison.displacement)
      column.cells.push_back(writer.number((row.*means)[option]));
    column.cells.push_back(writer.number(sums[option]));
    columns.push_back(std::move(column));
  }
  return output::plain_table(columns, width) + "\n";
}

std::string displacement_text(const Comparison& comparison, std::size_t width) {
  if (comparison.displacement.empty()) return "";
  return broken(
             "DISPLACEMENT: placed out of borough, what that costs, and who is displaced within "
             "it: on tuition, at a unit, waiting at school; the mean of all futures, " +
                 comparison.displacement_span,
             width, 0) +
         "\n\n" +
         by_reason(comparison, "Pupils out of borough", false, &DisplacementRow::mean_pupils,
                   width) +
         by_reason(comparison, " a year", true, &DisplacementRow::mean_pounds, width) +
         by_reason(comparison, "Pupils within the borough", false, &DisplacementRow::mean_elsewhere,
                   width);
}

}  // namespace

std::string text_of(const Comparison& comparison, std::size_t width, bool every_input) {
  std::string text;
  for (std::size_t option = 1; option < comparison.options.size(); ++option)
    text += broken(headline_of(comparison, option).words(), width, 0) + "\n\n";
  const std::string base = comparison.options.front().name;
  for (std::size_t option = 1; option < comparison.options.size(); ++option)
    text += "INPUTS of " + comparison.options[option].name + " that are not those of " + base +
            "\n\n" + inputs_text(comparison, option, every_input, width);
  text += sources_text(comparison, every_input, width);
  for (std::size_t option = 1; option < comparison.options.size(); ++option)
    text += "RESULTS of " + comparison.options[option].name + " beside " + base + "\n\n" +
            average_text(comparison, option, width);
  for (std::size_t first = 0; first < std::min<std::size_t>(2, comparison.measures.size()); ++first)
    text += years_text(comparison.measures[first], comparison, width);
  text += routes_text(comparison, width) + why_text(comparison, width) +
          displacement_text(comparison, width) + judgement_text(comparison, width);
  return text +
         broken(text_of(comparison.precision) + " " + comparison.what_the_range_holds, width, 0) +
         "\n";
}

}  // namespace tools
