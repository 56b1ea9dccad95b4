// Why options differ: the difference taken apart by lever, and places out of the borough by reason.
#include <algorithm>
#include <cmath>
#include <cstddef>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "output/html.h"
#include "output/number_text.h"
#include "output/svg_bars.h"
#include "output/svg_bridge.h"
#include "output/svg_parts.h"
#include "tools/semh/compare/page_parts.h"
#include "tools/semh/compare/page_words.h"

namespace tools {
namespace {

constexpr std::size_t bars_at_most = 6;

Figures figures_of(const ComparedAttribution& attribution) {
  double largest = std::abs(attribution.total);
  for (const AttributedLever& lever : attribution.levers)
    largest = std::max(largest, std::abs(lever.share.mean));
  return {attribution.unit, attribution.is_money, largest};
}

/// The largest, in the order of the strategy, and the others as one without an interval.
std::vector<output::BridgeStep> steps_of(const ComparedAttribution& attribution,
                                         const Figures& figures) {
  std::vector<double> sizes;
  for (const AttributedLever& lever : attribution.levers)
    sizes.push_back(std::abs(lever.share.mean));
  std::sort(sizes.rbegin(), sizes.rend());
  const bool all = sizes.size() <= bars_at_most;
  const double least = all ? 0 : sizes[bars_at_most - 2];
  std::vector<output::BridgeStep> steps;
  double rest = 0;
  std::size_t others = 0;
  for (const AttributedLever& lever : attribution.levers) {
    const double mean = lever.share.mean;
    if (all || (std::abs(mean) >= least && steps.size() + 1 < bars_at_most)) {
      steps.push_back({lever.lever, figures.scaled(mean), figures.scaled(lever.share.half_width),
                       figures.signed_number(mean)});
    } else {
      rest += mean;
      ++others;
    }
  }
  if (others > 0)
    steps.push_back({std::to_string(others) + " other levers together", figures.scaled(rest),
                     std::nullopt, figures.signed_number(rest)});
  return steps;
}

bool is_clear(const sim::Estimate& share) {
  return share.lower() > 0 || share.upper() < 0;
}

/// The lever with the largest clear share; none where no share is.
const AttributedLever* largest_lever(const ComparedAttribution& attribution) {
  const AttributedLever* largest = nullptr;
  for (const AttributedLever& lever : attribution.levers)
    if (is_clear(lever.share) &&
        (largest == nullptr || std::abs(lever.share.mean) > std::abs(largest->share.mean)))
      largest = &lever;
  return largest;
}

/// "Permanent exclusions, B compared with A: Quota and charge makes 171 fewer of the 247 fewer"
std::string message_of(const ComparedAttribution& attribution, const Figures& figures) {
  const auto words = [&](double value) {
    return more_or_fewer(figures, attribution.is_money, value);
  };
  const std::string of =
      attribution.label + ", " + output::option_letter(attribution.option) + " compared with A: ";
  const std::string total = words(attribution.total);
  const AttributedLever* first = largest_lever(attribution);
  if (first == nullptr) return of + total + ", and no lever has a clear share of it";
  const double part = first->share.mean;
  const std::string share = first->lever + " makes " + words(part);
  if ((part < 0) != (attribution.total < 0)) return of + total + ", although " + share;
  if (std::abs(part) > std::abs(attribution.total))
    return of + share + ", of which others leave " + total;
  return of + share + " of the " + total;
}

output::HtmlTable table_of(const ComparedAttribution& attribution, const Figures& figures) {
  output::HtmlTable table{.caption = "Shares of each lever in the difference of " +
                                     output::option_letter(attribution.option) +
                                     " from A: " + uncapitalised(attribution.label) + ", " +
                                     attribution.span + ", " + figures.unit(),
                          .columns = {{"Lever", false}, {"Share"}, {"95% interval"}},
                          .rows = {}};
  for (const AttributedLever& lever : attribution.levers)
    table.rows.push_back({lever.lever, figures.signed_number(lever.share.mean),
                          figures.signed_number(lever.share.lower()) + " to " +
                              figures.signed_number(lever.share.upper())});
  output::HtmlCell total(figures.signed_number(attribution.total));
  total.strong = true;
  table.rows.push_back({"All of them: the difference", total, "the sum of the shares"});
  return table;
}

output::Bridge bridge_of(const ComparedAttribution& attribution, const Figures& figures) {
  const std::string less = attribution.is_money ? "less" : "fewer";
  output::Bridge bridge{
      .alternative = "Chart of what each lever makes of the difference. " +
                     message_of(attribution, figures) + ". The numbers are in the table below.",
      .below = less,
      .zero = "as A",
      .option = attribution.option,
      .steps = steps_of(attribution, figures),
      .total_label = output::option_letter(attribution.option) + " compared with A",
      .total_said = figures.signed_number(attribution.total)};
  return bridge;
}

std::string method_of(const ComparedAttribution& attribution) {
  return (attribution.is_exact
              ? "Averaged over every order in which the levers can be put on, over "
              : "Averaged over a sample of the orders in which the levers can be put on, over ") +
         output::with_commas(static_cast<std::int64_t>(attribution.futures)) +
         " futures. The bars add up to the mean difference; a thin line is the 95% interval of a "
         "lever's share.";
}

/// Of the middle futures, the reason with the most under an option; none where there is nothing.
const DisplacementRow* largest_reason(const Comparison& comparison, std::size_t option) {
  const DisplacementRow* largest = nullptr;
  for (const DisplacementRow& row : comparison.displacement)
    if (row.pupils[option].middle > 0 &&
        (largest == nullptr || row.pupils[option].middle > largest->pupils[option].middle))
      largest = &row;
  return largest;
}

std::string displacement_message(const Comparison& comparison) {
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

template <typename Spreads>
Figures figures_over(const std::vector<DisplacementRow>& rows, const Spreads& spreads,
                     const char* unit, bool is_money) {
  double largest = 0;
  for (const DisplacementRow& row : rows)
    for (const Spread& spread : row.*spreads) largest = std::max(largest, spread.high);
  return {unit, is_money, largest};
}

output::BarChart displacement_chart(const Comparison& comparison, const Figures& figures) {
  output::BarChart chart{.alternative =
                             "Chart of pupils placed out of the borough, by reason and "
                             "option. " +
                             displacement_message(comparison) +
                             ". The numbers are in the table below.",
                         .groups = {}};
  for (const DisplacementRow& row : comparison.displacement) {
    output::BarGroup group{row.reason, {}};
    for (std::size_t o = 0; o < row.pupils.size(); ++o) {
      const Spread& pupils = row.pupils[o];
      group.rows.push_back({output::option_letter(o), o, pupils.low, pupils.middle, pupils.high,
                            figures.number(pupils.middle) + " (" + figures.range(pupils) + ")"});
    }
    chart.groups.push_back(std::move(group));
  }
  return chart;
}

output::HtmlTable displacement_table(const Comparison& comparison, const Figures& pupils,
                                     const Figures& pounds) {
  output::HtmlTable table{.caption = "Places out of the borough by reason, " +
                                     comparison.displacement_span + ": pupils on average, and " +
                                     pounds.unit() + " a year",
                          .columns = {{"Reason and option", false}, {"Pupils"}, {"Cost a year"}},
                          .rows = {}};
  for (const DisplacementRow& row : comparison.displacement)
    for (std::size_t o = 0; o < row.pupils.size(); ++o)
      table.rows.push_back(
          {row.reason + ", " + output::option_letter(o),
           output::HtmlCell(pupils.number(row.pupils[o].middle), pupils.range(row.pupils[o])),
           output::HtmlCell(pounds.number(row.pounds[o].middle), pounds.range(row.pounds[o]))});
  return table;
}

}  // namespace

void add_attributions(output::HtmlPage& page, const Comparison& comparison) {
  if (comparison.attributions.empty()) return;
  page.heading(2, "Why they differ", "why");
  for (const ComparedAttribution& attribution : comparison.attributions) {
    const bool changes =
        std::any_of(attribution.levers.begin(), attribution.levers.end(),
                    [](const AttributedLever& lever) { return lever.share.mean != 0; });
    if (!changes) continue;
    const Figures figures = figures_of(attribution);
    const output::Bridge bridge = bridge_of(attribution, figures);
    page.figure(3, {.message = message_of(attribution, figures),
                    .measure = attribution.label + ": " + lettered(comparison, attribution.option) +
                               ", compared with A, " + attribution.span + ", " + figures.unit(),
                    .how_to_read = method_of(attribution),
                    .of = "what each lever makes of " + uncapitalised(attribution.label) + ", " +
                          output::option_letter(attribution.option) + " compared with A",
                    .pictures = {svg_in_page(bridge, output::Room::wide),
                                 svg_in_page(bridge, output::Room::narrow)},
                    .numbers = {table_of(attribution, figures)}});
  }
}

void add_displacement(output::HtmlPage& page, const Comparison& comparison) {
  if (comparison.displacement.empty()) return;
  page.heading(2, "Places out of the borough, by reason", "displacement");
  const Figures pupils =
      figures_over(comparison.displacement, &DisplacementRow::pupils, "pupils", false);
  const Figures pounds =
      figures_over(comparison.displacement, &DisplacementRow::pounds, "pounds", true);
  const output::BarChart chart = displacement_chart(comparison, pupils);
  page.figure(3, {.message = displacement_message(comparison),
                  .measure = "Pupils placed out of the borough on average, " +
                             comparison.displacement_span + ", by the reason each day carries",
                  .how_to_read = "A thin line holds 8 in 10 futures.",
                  .of = "places out of the borough, by reason",
                  .pictures = {svg_in_page(chart, output::Room::wide),
                               svg_in_page(chart, output::Room::narrow)},
                  .numbers = {displacement_table(comparison, pupils, pounds)}});
}

}  // namespace tools
