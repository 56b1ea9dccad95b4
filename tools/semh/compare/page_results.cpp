// The headline measures: a table of the last year, and a chart of every year's differences each.
#include <algorithm>
#include <cstddef>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "output/html.h"
#include "output/number_text.h"
#include "output/svg_intervals.h"
#include "output/svg_parts.h"
#include "tools/semh/compare/page_parts.h"
#include "tools/semh/compare/page_words.h"

namespace tools {
namespace {

using output::HtmlCell;
using output::HtmlTable;

/// "2016/17, academic year; pupils"
std::string subtitle_of(const ComparedMeasure& measure, const std::string& unit) {
  return measure.label + ", by " + kind_of_year(measure) + ": " + unit +
         (measure.is_money ? ", nominal" : "");
}

bool is_same(const OptionDifference& difference) {
  return difference.same.hits == difference.same.futures;
}

/// Ties are told where they are common: without them "better in 30 in 100" would sound like worse.
std::string same_in(const OptionDifference& difference) {
  constexpr double common = 0.05;
  return difference.same.share() < common ? "" : "same in " + chance_in_words(difference.same);
}

/// "better in 62 in 100, same in 20 in 100"
std::string better_in(const ComparedMeasure& measure, const OptionDifference& difference,
                      const char* between = ", ") {
  if (is_same(difference)) return "same in every future";
  std::string same = same_in(difference);
  if (measure.better == Better::neither) return same;
  return "better in " + chance_in_words(difference.better) + (same.empty() ? "" : between + same);
}

/// The first year in which any option differs from the base in any future; none is the year 0.
int first_difference(const ComparedMeasure& measure) {
  for (const ComparedYear& year : measure.years)
    for (const auto& difference : year.differences)
      if (difference && !is_same(*difference)) return year.begins;
  return 0;
}

void add_rows(HtmlTable& table, const ComparedMeasure& measure, const ComparedYear& year) {
  const Figures levels = figures_of_levels(measure);
  const Figures changes = figures_of_differences(measure);
  std::vector<HtmlCell> level_row{{measure.label, levels.unit()}};
  std::vector<HtmlCell> change_row{{"Difference from A", changes.unit()}, "base"};
  change_row.front().spoken = " in " + uncapitalised(measure.label);
  for (std::size_t o = 0; o < year.levels.size(); ++o) {
    const auto& level = year.levels[o];
    HtmlCell cell = level ? HtmlCell(levels.number(level->middle), levels.range(*level))
                          : HtmlCell("not available");
    cell.strong = level.has_value();
    level_row.push_back(cell);
    if (o == 0) continue;
    const auto& change = year.differences[o];
    std::string second;
    if (change) second = changes.signed_range(change->futures);
    if (change)
      if (const std::string better = better_in(measure, *change, "\n"); !better.empty())
        second += "\n" + better;
    change_row.push_back(change ? HtmlCell(changes.signed_number(change->futures.middle), second)
                                : HtmlCell("not available"));
  }
  table.rows.push_back(std::move(level_row));
  if (first_difference(measure) > 0) table.rows.push_back(std::move(change_row));
}

HtmlTable levels_table(const Comparison& comparison, const ComparedMeasure& measure) {
  const Figures figures = figures_of_levels(measure);
  HtmlTable table{
      .caption = subtitle_of(measure, figures.unit()) + ". Middle future, with 8 in 10 futures",
      .columns = {{"Year", false}},
      .rows = {}};
  for (std::size_t o = 0; o < comparison.options.size(); ++o)
    table.columns.push_back({lettered(comparison, o)});
  for (const ComparedYear& year : measure.years) {
    std::vector<HtmlCell> row{year.name};
    for (const auto& level : year.levels)
      row.push_back(level ? HtmlCell(figures.number(level->middle), figures.range(*level))
                          : HtmlCell("not available"));
    table.rows.push_back(std::move(row));
  }
  return table;
}

/// The ratio of variances as people read it; none where every difference is the same.
std::string gain_of(const sim::PairedDifference& mean) {
  if (!(mean.variance_ratio < 1'000)) return "over 1,000";
  return output::with_commas(mean.variance_ratio, 1);
}

HtmlTable differences_table(const ComparedMeasure& measure) {
  const Figures figures = figures_of_differences(measure);
  HtmlTable table{.caption = "Differences from the base: " + subtitle_of(measure, figures.unit()),
                  .columns = {{"Year and option", false},
                              {"Middle (8 in 10 futures)"},
                              {"Mean (95% interval)"},
                              {"Better in"},
                              {"Same in"},
                              {"Correlation"},
                              {"Variance ratio"}},
                  .rows = {}};
  for (const ComparedYear& year : measure.years)
    for (std::size_t o = 1; o < year.differences.size(); ++o) {
      if (!year.differences[o] || year.begins < first_difference(measure)) continue;
      const OptionDifference& difference = *year.differences[o];
      const sim::Estimate& mean = difference.mean.difference;
      table.rows.push_back(
          {year.name + ", " + output::option_letter(o),
           HtmlCell(figures.signed_number(difference.futures.middle),
                    figures.signed_range(difference.futures)),
           HtmlCell(figures.signed_number(mean.mean), figures.signed_number(mean.lower()) + " to " +
                                                          figures.signed_number(mean.upper())),
           measure.better == Better::neither ? "not applicable"
                                             : chance_in_words(difference.better),
           chance_in_words(difference.same), output::with_commas(difference.mean.correlation, 2),
           gain_of(difference.mean)});
    }
  return table;
}

/// "in an average year, 2016/17 to 2021/22; money 2016-17 to 2021-22"
std::string years_in_words(const Comparison& comparison) {
  const std::string average = "an average year, ";
  std::vector<std::string> years;
  for (const ComparedMeasure& measure : comparison.measures) {
    const ComparedYear* year = year_in_focus(measure);
    if (year == nullptr) continue;
    std::string name = "in " + year->name;
    if (!years.empty() && measure.basis == models::Basis::financial_year)
      name = "money " + (year->name.starts_with(average) ? year->name.substr(average.size())
                                                         : "in " + year->name);
    if (std::find(years.begin(), years.end(), name) == years.end()) years.push_back(name);
  }
  std::string text;
  for (const std::string& year : years) text += (text.empty() ? "" : "; ") + year;
  return text;
}

output::IntervalChart chart_of(const Comparison& comparison, const ComparedMeasure& measure) {
  const Figures figures = figures_of_differences(measure);
  const std::string less = measure.is_money ? "less" : "fewer";
  output::IntervalChart chart{.alternative = "", .groups = {}};
  const bool judged = measure.better != Better::neither;
  chart.below = less + (!judged ? "" : measure.better == Better::lower ? ": better" : ": worse");
  chart.above = std::string("more") + (!judged                           ? ""
                                       : measure.better == Better::lower ? ": worse"
                                                                         : ": better");
  const int from = first_difference(measure);
  for (std::size_t o = 1; o < comparison.options.size(); ++o) {
    output::IntervalGroup group{lettered(comparison, o) + ", compared with A", o, {}};
    for (const ComparedYear& year : measure.years) {
      if (!year.differences[o] || year.begins < from) continue;
      const OptionDifference& difference = *year.differences[o];
      const Spread& spread = difference.futures;
      group.rows.push_back(
          {year.name, figures.scaled(spread.low), figures.scaled(spread.middle),
           figures.scaled(spread.high),
           figures.signed_number(spread.middle) + " (" + figures.signed_range(spread) + ")",
           better_in(measure, difference)});
    }
    if (!group.rows.empty()) chart.groups.push_back(std::move(group));
  }
  return chart;
}

/// Says from when on anything differs, where years are left out for it.
std::string same_before(const ComparedMeasure& measure) {
  const int from = first_difference(measure);
  for (std::size_t y = 1; y < measure.years.size(); ++y)
    if (measure.years[y].begins == from)
      return "Before " + measure.years[y].name + " every option is the same in every future.";
  return "";
}

void add_difference(output::HtmlPage& page, const Comparison& comparison,
                    const ComparedMeasure& measure, const ComparedYear& last) {
  output::IntervalChart chart = chart_of(comparison, measure);
  output::HtmlFigure figure{
      .message = measure.label + ": " + verdicts_in_words(measure, last),
      .measure =
          "Difference from A. " + subtitle_of(measure, figures_of_differences(measure).unit()),
      .how_to_read = "The title is about " + last.name + ". " + same_before(measure),
      .of = uncapitalised(measure.label),
      .pictures = {},
      .numbers = {levels_table(comparison, measure), differences_table(measure)}};
  chart.alternative = "Chart of differences from A in " + uncapitalised(measure.label) +
                      ", year by year. " + figure.message + ". The numbers are in the table below.";
  figure.pictures = {svg_in_page(chart, output::Room::wide),
                     svg_in_page(chart, output::Room::narrow)};
  page.figure(3, figure);
}

}  // namespace

void add_results(output::HtmlPage& page, const Comparison& comparison) {
  HtmlTable table{.caption = "", .columns = {{"Measure", false}}, .rows = {}, .is_stacked = true};
  add_option_columns(table, comparison);
  for (const ComparedMeasure& measure : comparison.measures)
    if (const ComparedYear* year = year_in_focus(measure); year != nullptr && !measure.is_nothing)
      add_rows(table, measure, *year);
  if (table.rows.empty()) return;
  table.caption = "Main results " + years_in_words(comparison) +
                  ". Middle future, with 8 in 10 futures beneath";
  page.heading(2, "Main results", "results");
  page.table(table);
  if (const std::string left_out = left_out_in_words(comparison); !left_out.empty())
    page.paragraph(left_out, "quiet");
  page.paragraph(
      "A difference is taken in each future, and the middle of those differences is shown: it is "
      "not the difference of the two middles above it.",
      "quiet");
  page.paragraph(
      "The same simulated children live through every option, so a difference is known better than "
      "the ranges of the two options would suggest.",
      "quiet");
}

void add_differences(output::HtmlPage& page, const Comparison& comparison) {
  if (comparison.measures.empty()) return;
  page.heading(2, "Differences, year by year", "differences");
  page.paragraph(
      "Each thick bar holds 8 in 10 futures of the difference from A, and the dot is the middle "
      "one. Each chart has a scale of its own.");
  std::vector<std::string> same;
  for (const ComparedMeasure& measure : comparison.measures) {
    const ComparedYear* last = year_in_focus(measure);
    if (last == nullptr || measure.is_nothing) continue;
    if (first_difference(measure) > 0)
      add_difference(page, comparison, measure, *last);
    else
      same.push_back(uncapitalised(measure.label));
  }
  if (!same.empty())
    page.paragraph("The same under every option, in every future and year: " + enumerated(same) +
                   ".");
}

}  // namespace tools
