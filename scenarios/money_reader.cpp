// Prices, quotas and the high needs block.
#include <string>
#include <utility>
#include <vector>

#include "scenarios/scenario_reader.h"

namespace scenarios {
namespace {

models::Prices read_prices(Section section, const Period& period) {
  models::Prices prices;
  const auto price = [&](std::string_view key, std::string_view unit) {
    return dated(section.money_steps(key, 0, 1'000'000, unit, period));
  };
  prices.unit_place = price("unit_place", "pounds per place per year");
  prices.unit_top_up = price("unit_top_up", "pounds per pupil per year");
  prices.referral_paid_by_school =
      dated(section.steps("referral_paid_by_school", 0, 1, "share", period));
  prices.tuition = price("tuition", "pounds per pupil per year");
  prices.spot_place = price("spot_place", "pounds per pupil per year");
  section.finish();
  return prices;
}

models::Block read_block(Section section, const Period& period) {
  models::Block block;
  const auto yearly = [&](std::string_view key) {
    return dated(section.money_steps(key, 0, 10'000'000'000, "pounds per year", period));
  };
  block.income = yearly("income");
  block.transfer = yearly("transfer");
  block.rest = section.money_assumption("rest", 0, 10'000'000'000, "pounds per year").value;
  block.rest_year = static_cast<int>(section.whole_number("rest_year", 1980, 2100));
  const Estimate growth = section.assumption("rest_growth", -0.5, 0.5, "per year");
  block.rest_growth = {growth.value, growth.low, growth.high};
  section.finish();
  return block;
}

}  // namespace

void read_money(Section& root, models::Borough& borough) {
  const Period period = step_period(borough.period);
  borough.prices = read_prices(root.section("prices"), period);
  if (auto quota = root.optional_section("quota"))
    borough.quota = read_quota(std::move(*quota), borough);
  borough.block = read_block(root.section("block"), period);
}

}  // namespace scenarios
