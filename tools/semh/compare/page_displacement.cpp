// Children displaced, by the reason for it: out of the borough, what that costs, and elsewhere.
//
// Means, each rounded by itself; a middle future of a rare reason is none at all.
#include <algorithm>
#include <cstddef>
#include <numeric>
#include <string>
#include <utility>
#include <vector>

#include "output/html.h"
#include "output/svg_bars.h"
#include "output/svg_parts.h"
#include "tools/semh/compare/page_parts.h"
#include "tools/semh/compare/page_words.h"

namespace tools {
namespace {

double mean_elsewhere(const DisplacementRow& row, std::size_t option) {
  return row.mean_elsewhere[option];
}
double mean_pupils(const DisplacementRow& row, std::size_t option) {
  return row.mean_pupils[option];
}
double mean_pounds(const DisplacementRow& row, std::size_t option) {
  return row.mean_pounds[option];
}

/// One number of every reason, by option.
class Account {
 public:
  Account(const Comparison& comparison, double (*value)(const DisplacementRow&, std::size_t),
          const char* unit, bool is_money)
      : figures_(unit, is_money, 0) {
    double largest = 0;
    for (std::size_t o = 0; o < comparison.options.size(); ++o) {
      std::vector<double> column;
      for (const DisplacementRow& row : comparison.displacement) column.push_back(value(row, o));
      largest = std::max(largest, std::accumulate(column.begin(), column.end(), 0.0));
      columns_.push_back(std::move(column));
    }
    figures_ = Figures::of_means(unit, is_money, largest);
  }

  const Figures& figures() const { return figures_; }
  double at(std::size_t reason, std::size_t option) const { return columns_[option][reason]; }
  std::string number(std::size_t reason, std::size_t option) const {
    return figures_.number(at(reason, option));
  }
  std::string total(std::size_t option) const {
    const std::vector<double>& column = columns_[option];
    return figures_.number(std::accumulate(column.begin(), column.end(), 0.0));
  }

 private:
  Figures figures_;
  std::vector<std::vector<double>> columns_;
};

/// The reason with the most pupils out of the borough under an option; none where there is nobody.
const DisplacementRow* largest_reason(const Comparison& comparison, std::size_t option) {
  const DisplacementRow* largest = nullptr;
  for (const DisplacementRow& row : comparison.displacement)
    if (row.mean_pupils[option] > 0 &&
        (largest == nullptr || row.mean_pupils[option] > largest->mean_pupils[option]))
      largest = &row;
  return largest;
}

std::string message_of(const Comparison& comparison) {
  std::vector<std::string> parts;
  bool same = true;
  const DisplacementRow* first = largest_reason(comparison, 0);
  for (std::size_t o = 0; o < comparison.options.size(); ++o) {
    const DisplacementRow* largest = largest_reason(comparison, o);
    same = same && largest == first;
    parts.push_back((largest == nullptr ? "none" : uncapitalised(largest->reason)) + " under " +
                    output::option_letter(o));
  }
  if (same && first == nullptr) return "No pupil is placed out of the borough under any option";
  if (same)
    return "The reason for most places out of the borough is the same under every option: " +
           uncapitalised(first->reason);
  return "The reason for most places out of the borough: " + enumerated(parts);
}

output::BarChart chart_of(const Comparison& comparison, const Account& pupils) {
  output::BarChart chart{
      .alternative = "Chart of pupils placed out of the borough, by reason and option. " +
                     message_of(comparison) + ". The numbers are in the tables below.",
      .groups = {}};
  for (std::size_t r = 0; r < comparison.displacement.size(); ++r) {
    const DisplacementRow& row = comparison.displacement[r];
    output::BarGroup group{row.reason, {}};
    for (std::size_t o = 0; o < row.pupils.size(); ++o) {
      const Spread& range = row.pupils[o];
      group.rows.push_back({output::option_letter(o), o, range.low, pupils.at(r, o), range.high,
                            pupils.number(r, o) + " (" + pupils.figures().range(range) + ")"});
    }
    chart.groups.push_back(std::move(group));
  }
  return chart;
}

/// The account of one option, with its sum.
output::HtmlTable account_of(const Comparison& comparison, std::size_t option,
                             const Account& pupils, const Account& pounds,
                             const Account& elsewhere) {
  output::HtmlTable table{.caption = lettered(comparison, option) +
                                     ". Children displaced, by reason, on average in " +
                                     comparison.displacement_span,
                          .columns = {{"Reason", false},
                                      {"Out of the borough, pupils", true, "Out of borough"},
                                      {"What they cost a year, " + pounds.figures().unit(), true,
                                       pounds.figures().unit()},
                                      {"Displaced but in the borough, pupils", true, "In borough"}},
                          .rows = {},
                          .is_stacked = true};
  for (std::size_t r = 0; r < comparison.displacement.size(); ++r)
    table.rows.push_back({comparison.displacement[r].reason, pupils.number(r, option),
                          pounds.number(r, option), elsewhere.number(r, option)});
  table.rows.push_back(
      {"All reasons", pupils.total(option), pounds.total(option), elsewhere.total(option)});
  for (output::HtmlCell& cell : table.rows.back()) cell.strong = true;
  return table;
}

output::HtmlTable ranges_of(const Comparison& comparison, const Figures& pupils,
                            const Figures& pounds) {
  output::HtmlTable table{.caption = "8 in 10 futures, by reason, " + comparison.displacement_span +
                                     ": pupils, and " + pounds.unit() + " a year",
                          .columns = {{"Reason and option", false},
                                      {"Out of the borough"},
                                      {"Cost a year"},
                                      {"Displaced in the borough"}},
                          .rows = {}};
  for (const DisplacementRow& row : comparison.displacement)
    for (std::size_t o = 0; o < row.pupils.size(); ++o)
      table.rows.push_back({row.reason + ", " + output::option_letter(o),
                            pupils.range(row.pupils[o]), pounds.range(row.pounds[o]),
                            pupils.range(row.elsewhere[o])});
  return table;
}

}  // namespace

void add_displacement(output::HtmlPage& page, const Comparison& comparison) {
  if (comparison.displacement.empty()) return;
  page.heading(2, "Places out of the borough, by reason", "displacement");
  const Account pupils(comparison, mean_pupils, "pupils", false);
  const Account pounds(comparison, mean_pounds, "pounds", true);
  const Account elsewhere(comparison, mean_elsewhere, "pupils", false);
  const output::BarChart chart = chart_of(comparison, pupils);
  page.figure(3, {.message = message_of(comparison),
                  .measure = "Pupils placed out of the borough, mean over " +
                             comparison.displacement_span + ", by the reason each day carries",
                  .how_to_read = "The bars are means; a thin line holds 8 in 10 futures.",
                  .of = "displaced children, ranges by reason",
                  .pictures = {svg_in_page(chart, output::Room::wide),
                               svg_in_page(chart, output::Room::narrow)},
                  .numbers = {ranges_of(comparison, pupils.figures(), pounds.figures())}});
  page.paragraph(
      "Not every child for whom there is no room leaves the borough. The last column counts those "
      "who are displaced for the same reason but have tuition, a unit or a wait at their school "
      "instead. Each number is rounded by itself, so a column may seem not to add up.");
  for (std::size_t o = 0; o < comparison.options.size(); ++o)
    page.table(account_of(comparison, o, pupils, pounds, elsewhere));
}

}  // namespace tools
