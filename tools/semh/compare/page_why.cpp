// Why options differ: the difference taken apart by lever.
#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "output/html.h"
#include "output/number_text.h"
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
  return attribution.is_money ? Figures::in_thousands(attribution.unit, true, largest)
                              : Figures::of_means(attribution.unit, false, largest);
}

/// With shares that add up as they are written; their intervals stay.
ComparedAttribution rounded(const ComparedAttribution& attribution, const Figures& figures) {
  ComparedAttribution made = attribution;
  std::vector<double> shares;
  for (const AttributedLever& lever : attribution.levers) shares.push_back(lever.share.mean);
  shares = adding_up(shares, figures.step());
  made.total = 0;
  for (std::size_t i = 0; i < shares.size(); ++i) {
    made.levers[i].share.mean = shares[i];
    made.total += shares[i];
  }
  return made;
}

/// The only lever that has any share; none where several have.
const AttributedLever* only_lever(const ComparedAttribution& attribution) {
  const AttributedLever* only = nullptr;
  for (const AttributedLever& lever : attribution.levers) {
    if (lever.share.mean == 0) continue;
    if (only != nullptr) return nullptr;
    only = &lever;
  }
  return only;
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

/// Of a share or of the whole.
template <class Interval>
bool is_clear(const Interval& interval) {
  return interval.lower() > 0 || interval.upper() < 0;
}

/// "−6 to −3"
template <class Interval>
std::string interval_in_words(const Interval& interval, const Figures& figures) {
  return figures.signed_number(interval.lower()) + " to " + figures.signed_number(interval.upper());
}

/// "51 fewer", or that these futures cannot tell.
std::string whole_in_words(const ComparedAttribution& attribution, const Figures& figures) {
  if (attribution.whole.half_width > 0 && !is_clear(attribution.whole))
    return "no clear difference";
  return more_or_fewer(figures, attribution.is_money, attribution.total);
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

/// "Permanent exclusions, B compared with A: 247 fewer, of which Quota and charge makes 171 fewer"
std::string message_of(const ComparedAttribution& attribution, const Figures& figures) {
  const auto words = [&](double value) {
    return more_or_fewer(figures, attribution.is_money, value);
  };
  const std::string of =
      attribution.label + ", " + output::option_letter(attribution.option) + " compared with A: ";
  const std::string total = whole_in_words(attribution, figures);
  const AttributedLever* first = largest_lever(attribution);
  if (first == nullptr) return of + total + ", and no lever has a clear share";
  const double part = first->share.mean;
  const std::string share = first->lever + " makes " + words(part);
  const bool is_told = is_clear(attribution.whole) && total != words(0);
  if (!is_told || (part < 0) != (attribution.total < 0)) return of + total + ", although " + share;
  if (words(part) == total)
    return of + total + (attribution.is_money ? ", as much as " : ", as many as ") + first->lever +
           " makes by itself";
  if (std::abs(part) > std::abs(attribution.total))
    return of + share + "; with the other levers " + total + " remain";
  return of + total + ", of which " + share;
}

/// What the bars are of, beside what the headline says of the same measure.
std::string beside_headline(const Comparison& comparison, const ComparedAttribution& attribution,
                            const Figures& figures) {
  const auto counted = [](std::size_t futures) {
    return output::with_commas(static_cast<std::int64_t>(futures));
  };
  std::string text = "Over these " + counted(attribution.futures) +
                     " futures the mean difference is " + figures.signed_number(attribution.total) +
                     " (95% interval " + interval_in_words(attribution.whole, figures) + ").";
  for (const ComparedMeasure& measure : comparison.measures) {
    if (measure.measure != attribution.measure || measure.breakdown != attribution.breakdown ||
        !measure.average || !measure.average->differences[attribution.option])
      continue;
    const OptionDifference& headline = *measure.average->differences[attribution.option];
    const sim::Estimate& mean = headline.mean.difference;
    if (comparison.precision.futures != attribution.futures)
      text += " Over the " + counted(comparison.precision.futures) +
              " futures of the headline it is " + figures.signed_number(mean.mean) + " (" +
              interval_in_words(mean, figures) + ").";
    text += " The headline tells the middle future, which is " +
            figures.signed_number(headline.futures.middle) + ".";
  }
  return text;
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
                          interval_in_words(lever.share, figures)});
  output::HtmlCell total(figures.signed_number(attribution.total), "the sum of the shares");
  total.strong = true;
  table.rows.push_back(
      {"All of them: the difference", total, interval_in_words(attribution.whole, figures)});
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
      .total_said = figures.signed_number(attribution.total),
      .total_half_width = figures.scaled(attribution.whole.half_width)};
  return bridge;
}

std::string method_of(const ComparedAttribution& attribution) {
  return (attribution.is_exact
              ? "Averaged over every order in which the levers can be put on, over "
              : "Averaged over a sample of the orders in which the levers can be put on, over ") +
         output::with_commas(static_cast<std::int64_t>(attribution.futures)) +
         " futures. The bars add up to the mean difference; a thin line is the 95% interval of a "
         "lever's share, and of the whole.";
}

void add_figure(output::HtmlPage& page, const Comparison& comparison,
                const ComparedAttribution& attribution, const Figures& figures) {
  const output::Bridge bridge = bridge_of(attribution, figures);
  page.figure(3, {.message = message_of(attribution, figures),
                  .measure = attribution.label + ": " + lettered(comparison, attribution.option) +
                             ", compared with A, " + attribution.span + ", " + figures.unit(),
                  .how_to_read = method_of(attribution),
                  .of = "what each lever makes of " + uncapitalised(attribution.label) + ", " +
                        output::option_letter(attribution.option) + " compared with A",
                  .pictures = {svg_in_page(bridge, output::Room::wide),
                               svg_in_page(bridge, output::Room::narrow)},
                  .numbers = {table_of(attribution, figures)},
                  .note = beside_headline(comparison, attribution, figures)});
}

/// "Fixed-term exclusions, C compared with A, an average year, 2018/19 to 2021/22: Early help makes
/// all of the 8.3 more exclusions." and what the headline says.
std::string sentence_of(const Comparison& comparison, const ComparedAttribution& attribution,
                        const AttributedLever& lever, const Figures& figures) {
  const std::string of = attribution.label + ", " + output::option_letter(attribution.option) +
                         " compared with A, " + attribution.span + ": ";
  const std::string said =
      is_clear(attribution.whole)
          ? lever.lever + " makes all of the " +
                more_or_fewer(figures, attribution.is_money, lever.share.mean) +
                (attribution.is_money ? "" : " " + figures.unit())
          : "no clear difference, and all of what there is comes from " + lever.lever;
  return of + said + ". " + (attribution.is_money ? "In " + figures.unit() + ": " : "") +
         beside_headline(comparison, attribution, figures);
}

}  // namespace

void add_attributions(output::HtmlPage& page, const Comparison& comparison) {
  if (comparison.attributions.empty()) return;
  page.heading(2, "Why they differ", "why");
  std::vector<output::Phrase> by_one;
  for (const ComparedAttribution& exact : comparison.attributions) {
    const Figures figures = figures_of(exact);
    const ComparedAttribution attribution = rounded(exact, figures);
    const AttributedLever* only = only_lever(attribution);
    if (only != nullptr)
      by_one.emplace_back(sentence_of(comparison, attribution, *only, figures));
    else if (std::any_of(attribution.levers.begin(), attribution.levers.end(),
                         [](const AttributedLever& lever) { return lever.share.mean != 0; }))
      add_figure(page, comparison, attribution, figures);
  }
  if (by_one.empty()) return;
  page.heading(3, "Differences that one lever makes alone");
  page.list(by_one);
}

}  // namespace tools
