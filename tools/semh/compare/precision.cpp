#include "tools/semh/compare/precision.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "output/number_text.h"
#include "sim/statistics/clustered.h"
#include "sim/statistics/stopping_rule.h"
#include "tools/semh/compare/compared_measures.h"

namespace tools {
namespace {

struct Contrast {
  std::string name;
  std::vector<double> differences;  ///< One value a future.
  double level = 0;                 ///< Of the base or the option, whichever is more.
};

double mean_of(const std::vector<double>& values) {
  double sum = 0;
  for (const double value : values) sum += value;
  return values.empty() ? 0 : sum / static_cast<double>(values.size());
}

/// The level that a measure is held against.
double level_of(const Yearbook& book, std::size_t scenario, const ComparedRow& row,
                const ComparedSpan& span) {
  const bool is_balance = row.better == Better::higher;
  const YearlySeries* series = is_balance ? book.find(scenario, "semh_spend")
                                          : book.find(scenario, row.measure, row.breakdown);
  return series == nullptr ? 0 : std::abs(mean_of(average_of(book, *series, span)));
}

std::vector<Contrast> contrasts_of(const Yearbook& book, const View& view) {
  std::vector<Contrast> contrasts;
  for (const ComparedRow& row : compared_rows()) {
    const YearlySeries* base = book.find(0, row.measure, row.breakdown);
    if (base == nullptr || row.better == Better::neither) continue;
    const auto span = span_of(book, base->measure->basis, view);
    if (!span) continue;
    const auto of_base = average_of(book, *base, *span);
    for (std::size_t option = 1; option < book.scenarios(); ++option) {
      const YearlySeries* series = book.find(option, row.measure, row.breakdown);
      const double level =
          std::max(level_of(book, 0, row, *span), level_of(book, option, row, *span));
      if (series == nullptr || !(level > 0)) continue;  // Nothing to hold it against.
      auto differences = average_of(book, *series, *span);
      for (std::size_t r = 0; r < differences.size(); ++r) differences[r] -= of_base[r];
      contrasts.push_back({row.label + " under " + book.results().scenarios[option].borough.name,
                           std::move(differences), level});
    }
  }
  return contrasts;
}

std::string percent(double share) {
  return output::fixed(100 * share, 1) + "%";
}

}  // namespace

ComparedPrecision precision_of(const Yearbook& book, const View& view, std::optional<double> asked,
                               std::size_t cap) {
  ComparedPrecision precision{
      .futures = book.results().replications.size(), .cap = cap, .asked = asked};
  const auto contrasts = contrasts_of(book, view);
  const auto clusters = clusters_of(book.results());
  if (contrasts.empty()) return precision;
  const double confidence = sim::confidence_of_each(0.95, contrasts.size());
  for (const Contrast& contrast : contrasts) {
    const double half_width =
        sim::clustered_estimate(contrast.differences, clusters, confidence).half_width /
        contrast.level;
    // Law's rule: of the level that is seen, a little less than what was asked for of the true one.
    if (asked && !sim::is_precise(contrast.differences, clusters,
                                  sim::half_width_for(*asked, contrast.level), confidence))
      precision.reached = false;
    if (half_width <= precision.worst) continue;
    precision.worst = half_width;
    precision.worst_of = contrast.name;
  }
  return precision;
}

std::string text_of(const ComparedPrecision& precision) {
  if (precision.worst_of.empty())
    return "After " + output::with_commas(static_cast<std::int64_t>(precision.futures)) +
           " futures no headline measure differs: there is nothing to be precise about.";
  std::string text = "After " + output::with_commas(static_cast<std::int64_t>(precision.futures)) +
                     " futures the mean difference in an average year is known to " +
                     percent(precision.worst) +
                     " of its level or better, of every headline measure of which less or more is "
                     "better (95%, all together)";
  text += "; least surely: " + precision.worst_of +
          ". The level is that of the base or the option, whichever is more; for the balance, "
          "spending.";
  if (!precision.asked) return text;
  if (precision.reached) return text + " Asked for: " + percent(*precision.asked) + ".";
  return text + " Asked for: " + percent(*precision.asked) +
         (precision.futures < precision.cap
              ? "."
              : ", which was not reached: the cap of " +
                    output::with_commas(static_cast<std::int64_t>(precision.cap)) +
                    " futures came first (--replications).");
}

}  // namespace tools
