// Success as the strategy defined it, by its own dates and by the end of its time.
#include "models/success.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <limits>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "sim/statistics/clustered.h"
#include "tools/semh/compare/chance_or_change.h"

namespace tools {
namespace {

constexpr int last_year = 2020;  ///< The school year that ends before September 2021.

const models::SuccessTarget* target_of(const Yearbook& book, std::size_t scenario,
                                       const std::string& id) {
  for (const models::SuccessTarget& target : book.results().scenarios[scenario].borough.success)
    if (target.id == id) return &target;
  return nullptr;
}

/// Place of the year that begins in `begins`, or of the last one before it.
std::optional<std::size_t> place_of(const Yearbook& book, const YearlySeries& series, int begins) {
  std::optional<std::size_t> found;
  for (std::size_t year = 0; year < series.years.size(); ++year)
    if (book.begins(series, year) <= begins) found = year;
  return found;
}

/// Whether the target is met in the year that begins in `begins`, of every future in which that is
/// known, with the draws of those futures.
struct Met {
  std::vector<double> hits;
  std::vector<std::size_t> clusters;
};

Met met_in(const Yearbook& book, const YearlySeries& series, const models::SuccessTarget& target,
           int begins) {
  Met met;
  const auto year = place_of(book, series, begins);
  const auto base_year = place_of(book, series, target.base_year);
  if (!year) return met;
  const auto reached = book.values(series, *year);
  const auto base = target.rule == models::SuccessRule::fall_from && base_year
                        ? book.values(series, *base_year)
                        : std::vector<double>(reached.size(), 0);
  const auto clusters = clusters_of(book.results());
  for (std::size_t r = 0; r < reached.size(); ++r) {
    if (std::isnan(reached[r]) || std::isnan(base[r])) continue;
    met.hits.push_back(models::is_met_by(target, reached[r], base[r]) ? 1 : 0);
    met.clusters.push_back(clusters[r]);
  }
  return met;
}

/// Nothing where the option has no such target; of 0 futures where it has, and none tells whether
/// it is met.
std::optional<Chance> chance_of(const Yearbook& book, std::size_t scenario, const std::string& id,
                                std::optional<int> begins) {
  const models::SuccessTarget* target = target_of(book, scenario, id);
  if (target == nullptr) return std::nullopt;
  const YearlySeries* series = book.find(scenario, target->measure, target->breakdown);
  const Met met =
      series == nullptr ? Met{} : met_in(book, *series, *target, begins.value_or(target->by));
  constexpr double unknown = std::numeric_limits<double>::quiet_NaN();
  Chance chance{
      .hits = static_cast<std::int64_t>(std::count(met.hits.begin(), met.hits.end(), 1.0)),
      .futures = static_cast<std::int64_t>(met.hits.size()),
      .interval = {unknown, unknown}};
  const bool has_two = std::any_of(met.clusters.begin(), met.clusters.end(),
                                   [&](std::size_t one) { return one != met.clusters.front(); });
  if (has_two) chance.interval = sim::clustered_wilson(met.hits, met.clusters);
  return chance;
}

/// "2020/21", or the last year there is before it.
std::string end_of(const Yearbook& book, const std::string& id) {
  for (std::size_t s = 0; s < book.scenarios(); ++s)
    if (const models::SuccessTarget* target = target_of(book, s, id))
      if (const YearlySeries* series = book.find(s, target->measure, target->breakdown))
        if (const auto year = place_of(book, *series, last_year))
          return book.year_name(*series, *year);
  return {};
}

}  // namespace

std::vector<ComparedSuccess> compared_success(const Yearbook& book) {
  std::vector<ComparedSuccess> all;
  for (const SuccessAim& aim : success_aims(book)) {
    ComparedSuccess one{.step = aim.step, .text = aim.text, .aim = aim.aim, .met = {}};
    one.end = end_of(book, aim.id);
    for (std::size_t s = 0; s < book.scenarios(); ++s) {
      one.met.push_back(chance_of(book, s, aim.id, std::nullopt));
      one.met_by_end.push_back(chance_of(book, s, aim.id, last_year));
    }
    all.push_back(std::move(one));
  }
  return all;
}

}  // namespace tools
