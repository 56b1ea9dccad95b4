#include "tools/semh/compare/chance_or_change.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <map>
#include <numeric>
#include <string>
#include <utility>

#include "sim/statistics/quantile.h"
#include "tools/semh/compare/compared_measures.h"
#include "tools/semh/uncertainty.h"

namespace tools {
namespace {

/// The last year shown of a measure in the base; none where none is.
std::optional<std::size_t> last_year(const Yearbook& book, const YearlySeries& series,
                                     const View& view) {
  std::optional<std::size_t> last;
  for (std::size_t year = 0; year < series.years.size(); ++year)
    if (view.shows(book.begins(series, year))) last = year;
  return last;
}

constexpr std::size_t fewest = 20;  ///< Changes of which a twentieth can be told.

/// The change that luck alone exceeds in one future of twenty. Futures of one draw have the same
/// parameters and each its own luck, so a change is held against the mean of its draw; at central
/// values all have the same parameters, and it is held against the mean of all.
std::optional<double> chance_change(const Yearbook& book, const YearlySeries& series,
                                    std::size_t year) {
  if (year == 0) return std::nullopt;
  const auto before = book.values(series, year - 1);
  const auto after = book.values(series, year);
  std::map<std::size_t, std::vector<double>> of_draw;
  const auto clusters = clusters_of(book.results());
  const bool drawn = book.results().sampling != nullptr;
  for (std::size_t r = 0; r < after.size(); ++r)
    if (!std::isnan(after[r]) && !std::isnan(before[r]))
      of_draw[drawn ? clusters[r] : 0].push_back(after[r] - before[r]);
  std::vector<double> sizes;
  for (const auto& [draw, changes] : of_draw) {
    if (changes.size() < 2) continue;
    const auto count = static_cast<double>(changes.size());
    const double mean = std::accumulate(changes.begin(), changes.end(), 0.0) / count;
    // A mean of few is drawn towards each of them.
    for (const double change : changes)
      sizes.push_back(std::abs(change - mean) * std::sqrt(count / (count - 1)));
  }
  if (sizes.size() < fewest) return std::nullopt;
  return sim::OrderedSample(std::move(sizes)).quantile(0.95);
}

}  // namespace

std::vector<ChanceOrChange> chance_or_change(const Yearbook& book, const View& view,
                                             const std::vector<ComparedRow>& rows) {
  std::vector<ChanceOrChange> all;
  for (const ComparedRow& row : rows) {
    const YearlySeries* series = book.find(0, row.measure, row.breakdown);
    if (series == nullptr) continue;
    const auto year = last_year(book, *series, view);
    const auto change = year ? chance_change(book, *series, *year) : std::nullopt;
    if (!change) continue;
    ChanceOrChange one{.measure = row.measure,
                       .breakdown = row.breakdown,
                       .label = row.label,
                       .unit = models::shown_unit(*series->measure),
                       .is_money = series->measure->shown == models::Shown::money,
                       .year = book.year_name(*series, *year),
                       .change = *change};
    const auto split = split_of(book, *series, *year);
    if (split && split->split.ignorance + split->split.chance > 0) {
      one.ignorance = split->split.share();
      one.luck = 1 - one.ignorance;
      const sim::ShareInterval interval = share_intervals(book, {*split}).front();
      one.ignorance_low = interval.lower;
      one.ignorance_high = interval.upper;
    }
    all.push_back(std::move(one));
  }
  return all;
}

}  // namespace tools
