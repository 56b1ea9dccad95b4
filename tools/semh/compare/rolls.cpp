// Roll against places, month by month: what the fan of the page is drawn of.
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "sim/kernel/instant.h"
#include "sim/statistics/quantile.h"
#include "tools/semh/columns.h"
#include "tools/semh/compare/chance_or_change.h"

namespace tools {
namespace {

/// Place of a unit's roll among the monthly measures of a borough.
std::size_t place_of_roll(const models::Borough& borough, const std::string& unit) {
  const auto measures = models::monthly_measures(borough);
  const auto found = std::find_if(measures.begin(), measures.end(), [&](const auto& each) {
    return each.measure.name == "unit_roll" && each.breakdown == unit;
  });
  return static_cast<std::size_t>(found - measures.begin());
}

/// The monthly values of one scenario.
Columns months_of(const RunResults& results, std::size_t scenario) {
  std::vector<const sim::PackedRow*> rows;
  for (const auto& replication : results.replications)
    rows.push_back(&replication[scenario].monthly);
  const std::size_t values = results.month_ends.size() * rows.size();
  return {std::move(rows), values};
}

/// Numbers of the months whose school year is shown.
std::vector<std::size_t> months_shown(const RunResults& results, const View& view) {
  std::vector<std::size_t> months;
  for (std::size_t month = 0; month < results.month_ends.size(); ++month) {
    const sim::Date day = results.month_ends[month] - sim::Days{1};
    if (view.shows(sim::year_of(day) - (sim::month_of(day) < 9 ? 1 : 0))) months.push_back(month);
  }
  return months;
}

/// By month shown, the sum over `units` in every future.
std::vector<std::vector<double>> rolls(const RunResults& results, std::size_t scenario,
                                       const std::vector<std::size_t>& units,
                                       const std::vector<std::size_t>& months) {
  const models::Borough& borough = results.scenarios[scenario].borough;
  std::vector<std::vector<double>> all(months.size(),
                                       std::vector<double>(results.replications.size(), 0));
  Columns columns = months_of(results, scenario);
  for (const std::size_t unit : units) {
    const std::size_t place = place_of_roll(borough, borough.units[unit].id);
    for (std::size_t month = 0; month < months.size(); ++month) {
      const std::int64_t* column = columns.at(place * results.month_ends.size() + months[month]);
      for (std::size_t r = 0; r < all[month].size(); ++r)
        all[month][r] += static_cast<double>(column[r]);
    }
  }
  return all;
}

MonthlyRoll::Option option_of(const RunResults& results, std::size_t scenario,
                              const std::vector<std::size_t>& units,
                              const std::vector<std::size_t>& months) {
  const models::Borough& borough = results.scenarios[scenario].borough;
  MonthlyRoll::Option option;
  auto values = rolls(results, scenario, units, months);
  for (std::size_t month = 0; month < months.size(); ++month) {
    const sim::OrderedSample sample(std::move(values[month]));
    option.low.push_back(sample.quantile(0.1));
    option.lower.push_back(sample.quantile(0.25));
    option.middle.push_back(sample.quantile(0.5));
    option.upper.push_back(sample.quantile(0.75));
    option.high.push_back(sample.quantile(0.9));
    int places = 0;
    const sim::Instant end = results.month_ends[months[month]] - sim::Days{1};
    for (const std::size_t unit : units) places += borough.units[unit].places.at(end);
    option.places.push_back(places);
  }
  return option;
}

/// The unit of that name in every scenario; empty where one lacks it.
std::vector<std::size_t> in_every(const RunResults& results, const std::string& unit) {
  std::vector<std::size_t> numbers;
  for (const auto& scenario : results.scenarios) {
    const auto& units = scenario.borough.units;
    const auto found =
        std::find_if(units.begin(), units.end(), [&](const auto& each) { return each.id == unit; });
    if (found == units.end()) return {};
    numbers.push_back(static_cast<std::size_t>(found - units.begin()));
  }
  return numbers;
}

}  // namespace

std::vector<MonthlyRoll> rolls_of(const Yearbook& book, const View& view) {
  const RunResults& results = book.results();
  const auto months = months_shown(results, view);
  std::vector<MonthlyRoll> all;
  if (months.empty()) return all;
  MonthlyRoll empty;
  for (const std::size_t month : months)
    empty.months.push_back(results.month_ends[month] - sim::Days{1});

  const auto& units = results.scenarios.front().borough.units;
  for (const models::Unit& unit : units) {
    const auto numbers = in_every(results, unit.id);
    if (numbers.empty()) continue;
    all.push_back(empty);
    all.back().label = "On roll at " + unit.name;
    for (std::size_t s = 0; s < book.scenarios(); ++s)
      all.back().options.push_back(option_of(results, s, {numbers[s]}, months));
  }
  // Last, as places free at one unit are no places for another's pupils.
  if (units.size() > 1) {
    all.push_back(empty);
    all.back().label = "On roll at all units";
    for (std::size_t s = 0; s < book.scenarios(); ++s) {
      std::vector<std::size_t> every(results.scenarios[s].borough.units.size());
      for (std::size_t unit = 0; unit < every.size(); ++unit) every[unit] = unit;
      all.back().options.push_back(option_of(results, s, every, months));
    }
  }
  return all;
}

}  // namespace tools
