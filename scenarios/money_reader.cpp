// Prices and the high needs block.
#include <cmath>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "scenarios/scenario_reader.h"
#include "sim/random/elementary.h"

namespace scenarios {
namespace {

const std::vector<std::string> payers{"school", "partnership"};

/// The share while `who` pays it, and nothing while another does.
models::Dated while_payer(const models::Dated& share, const Steps<std::size_t>& payer,
                          std::size_t who) {
  std::set<sim::Instant> dates;
  for (const auto& step : share.steps()) dates.insert(step.first);
  for (const auto& step : payer) dates.insert(step.from);
  std::vector<models::Dated::Step> steps;
  for (const sim::Instant from : dates) {
    std::size_t now = payer.front().value;
    for (const auto& step : payer)
      if (step.from <= from) now = step.value;
    steps.emplace_back(from, now == who ? share.at(from) : 0.0);
  }
  return models::Dated(std::move(steps));
}

/// A price that is given once rises every April after `from`; one with dates of its own does not.
models::Price inflated(const models::Price& price, double rate, int from,
                       const models::Period& run) {
  if (price.steps().size() != 1 || rate == 0) return price;
  const double pence = static_cast<double>(price.steps()[0].second.in_pence());
  std::vector<models::Price::Step> steps{price.steps()[0]};
  for (int year = from + 1; year <= run.last_school_year + 1; ++year) {
    const sim::Instant april = sim::date(year, 4, 1);
    if (april <= steps.back().first) continue;
    steps.emplace_back(april,
                       sim::Money::pence(std::llround(pence * sim::pow(1 + rate, year - from))));
  }
  return models::Price(std::move(steps));
}

models::Prices read_prices(Section section, const models::Period& run) {
  const Period period = step_period(run);
  models::Prices prices;
  const auto price = [&](std::string_view key, std::string_view unit) {
    return dated(section.money_steps(key, 0, 1'000'000, unit, period));
  };
  prices.unit_place = price("unit_place", "pounds per place per year");
  prices.unit_top_up = price("unit_top_up", "pounds per pupil per year");
  const auto paid = dated(section.steps("referral_paid_by_school", 0, 1, "share", period));
  const auto payer = section.has("referral_payer")
                         ? section.choice_steps("referral_payer", payers, period)
                         : Steps<std::size_t>{{period.first, 0}};
  prices.referral_paid_by_school = while_payer(paid, payer, 0);
  prices.referral_paid_by_partnership = while_payer(paid, payer, 1);
  const auto share = [&](std::string_view key) {
    return section.has(key) ? dated(section.steps(key, 0, 1, "share", period)) : models::Dated(0.0);
  };
  prices.excluded_paid_by_partnership = share("excluded_paid_by_partnership");
  prices.alternatives_paid_by_partnership = share("alternatives_paid_by_partnership");
  prices.tuition = price("tuition", "pounds per pupil per year");
  prices.spot_place = price("spot_place", "pounds per pupil per year");
  if (const auto inflation = section.optional_assumption("inflation", -0.2, 0.5, "per year")) {
    const auto from = static_cast<int>(section.whole_number("inflation_from", 1980, 2100));
    for (models::Price* given :
         {&prices.unit_place, &prices.unit_top_up, &prices.tuition, &prices.spot_place})
      *given = inflated(*given, inflation->value, from, run);
  }
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
  if (section.has("transfer_limit")) {
    block.transfer_limit = dated(section.steps("transfer_limit", 0, 1, "share", period));
    block.schools_block = yearly("schools_block");
  }
  block.rest = section.money_assumption("rest", 0, 10'000'000'000, "pounds per year").value;
  block.rest_year = static_cast<int>(section.whole_number("rest_year", 1980, 2100));
  const Estimate growth = section.assumption("rest_growth", -0.5, 0.5, "per year");
  block.rest_growth = {growth.value, growth.low, growth.high};
  if (const auto balance = section.optional_money_assumption("opening_balance", -1'000'000'000,
                                                             1'000'000'000, "pounds")) {
    block.opening_balance = balance->value;
    block.opening_year = static_cast<int>(section.whole_number("opening_year", 1980, 2100));
    if (block.opening_year < block.rest_year)
      section.complain("opening_year",
                       "must not be before " + section.told("rest_year", "opening_year"),
                       "Put the earlier year first.");
  }
  section.finish();
  return block;
}

}  // namespace

void read_money(Section& root, models::Borough& borough) {
  const Period period = step_period(borough.period);
  borough.prices = read_prices(root.section("prices"), borough.period);
  if (auto quota = root.optional_section("quota"))
    borough.quota = read_quota(std::move(*quota), borough);
  if (auto devolution = root.optional_section("devolution"))
    borough.devolution = read_devolution(std::move(*devolution), borough.period);
  if (auto travel = root.optional_section("travel"))
    borough.travel = read_travel(std::move(*travel), borough.period);
  borough.block = read_block(root.section("block"), period);
}

}  // namespace scenarios
