#include "models/slippage.h"

#include <chrono>
#include <utility>
#include <vector>

#include "sim/kernel/expects.h"

namespace models {

int months_late(const Slippage& slippage, double u) {
  constexpr std::array<int, 4> months{0, 4, 12, 24};
  double sum = 0;
  for (std::size_t i = 0; i < slippage.size(); ++i) {
    sum += slippage[i];
    if (u < sum) return months[i];
  }
  // Shares sum to 1 but for rounding: the longest delay that can be.
  std::size_t last = slippage.size() - 1;
  while (last > 0 && slippage[last] == 0) --last;
  return months[last];
}

sim::StepFunction<int> slipped(const sim::StepFunction<int>& places, sim::Instant announced,
                               int months) {
  sim::expects(months >= 0, "places do not open before they were to");
  if (months == 0) return places;
  std::vector<sim::StepFunction<int>::Step> steps;
  for (const auto& [from, number] : places.steps()) {
    sim::Instant when = from;
    if (from > announced) {
      const std::chrono::year_month_day day{sim::date_of(from)};
      const auto month = day.year() / day.month() + std::chrono::months{months};
      when =
          sim::Date{month / std::chrono::day{1}} + (from - sim::Date{day.year() / day.month() / 1});
    }
    steps.emplace_back(when, number);
  }
  return sim::StepFunction<int>(std::move(steps));
}

}  // namespace models
