// Pupils on roll against the places that are commissioned, month by month.
#include <algorithm>
#include <array>
#include <cstddef>
#include <string>
#include <utility>
#include <vector>

#include "output/html.h"
#include "output/number_text.h"
#include "output/svg_monthly_fan.h"
#include "output/svg_parts.h"
#include "tools/semh/compare/page_parts.h"
#include "tools/semh/compare/page_words.h"

namespace tools {
namespace {

std::string month_in_words(sim::Date month) {
  const std::string day = day_in_words(month);  // "1 September 2016"
  return day.substr(day.find(' ') + 1);
}

std::size_t months_over(const MonthlyRoll::Option& option) {
  std::size_t months = 0;
  for (std::size_t m = 0; m < option.middle.size(); ++m)
    if (option.middle[m] > option.places[m]) ++months;
  return months;
}

/// "in 60 of 96 months under A, 12 under B and none under C"
std::string message_of(const MonthlyRoll& roll) {
  std::vector<std::string> parts;
  std::size_t all = 0;
  for (std::size_t o = 0; o < roll.options.size(); ++o) {
    const std::size_t months = months_over(roll.options[o]);
    all += months;
    parts.push_back((months == 0 ? "none" : std::to_string(months)) + " under " +
                    output::option_letter(o));
  }
  const std::string of = std::to_string(roll.months.size()) + " months";
  if (all == 0) return roll.label + ": the middle roll is within the places in every month";
  if (all == roll.months.size() * roll.options.size())
    return roll.label + ": the middle roll is over the places in every month, under every option";
  return roll.label + ": of " + of + ", the middle roll is over the places in " + enumerated(parts);
}

bool is_tabled(sim::Date month) {
  const unsigned number = sim::month_of(month);
  return number == 9 || number == 1 || number == 4;
}

output::HtmlTable table_of(const MonthlyRoll& roll) {
  output::HtmlTable table{.caption = roll.label + " at the end of September, January and April",
                          .columns = {{"Month", false}},
                          .rows = {}};
  for (std::size_t o = 0; o < roll.options.size(); ++o) {
    const std::string letter = output::option_letter(o);
    table.columns.push_back({letter + ": middle (8 in 10 futures)"});
    table.columns.push_back({letter + ": 5 in 10 futures"});
    table.columns.push_back({letter + ": places"});
  }
  for (std::size_t m = 0; m < roll.months.size(); ++m) {
    if (!is_tabled(roll.months[m])) continue;
    std::vector<output::HtmlCell> row{month_in_words(roll.months[m])};
    for (const MonthlyRoll::Option& option : roll.options) {
      using output::whole;
      row.emplace_back(whole(option.middle[m]) + " (" + whole(option.low[m]) + " to " +
                       whole(option.high[m]) + ")");
      row.emplace_back(whole(option.lower[m]) + " to " + whole(option.upper[m]));
      row.emplace_back(whole(option.places[m]));
    }
    table.rows.push_back(std::move(row));
  }
  return table;
}

output::MonthlyFanChart chart_of(const Comparison& comparison, const MonthlyRoll& roll) {
  output::MonthlyFanChart chart{
      .alternative = "Chart of " + uncapitalised(roll.label) +
                     " by month under each option, with the places as a dashed line. " +
                     message_of(roll) + ". The numbers are in the table below.",
      .limit_name = "Places",
      .months = roll.months,
      .fans = {}};
  for (std::size_t o = 0; o < roll.options.size(); ++o) {
    const MonthlyRoll::Option& option = roll.options[o];
    chart.fans.push_back({lettered(comparison, o), o, option.low, option.lower, option.middle,
                          option.upper, option.high, option.places});
  }
  return chart;
}

}  // namespace

void add_rolls(output::HtmlPage& page, const Comparison& comparison) {
  if (comparison.rolls.empty()) return;
  page.heading(2, "Pupils on roll against places", "rolls");
  for (const MonthlyRoll& roll : comparison.rolls) {
    if (roll.months.size() < 2) continue;
    const output::MonthlyFanChart chart = chart_of(comparison, roll);
    output::HtmlFigure figure{
        .message = message_of(roll),
        .measure = roll.label + ": pupils at the end of each month, " +
                   month_in_words(roll.months.front()) + " to " +
                   month_in_words(roll.months.back()),
        .how_to_read =
            "The light band holds 8 in 10 futures, the darker one 5 in 10. The dashed "
            "line is the places that are commissioned.",
        .of = uncapitalised(roll.label),
        .pictures = panels_in_page(chart),
        .numbers = {table_of(roll)},
        .fold_in_print = false};
    page.figure(3, figure);
  }
}

}  // namespace tools
