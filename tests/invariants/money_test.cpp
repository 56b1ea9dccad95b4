// Money recomputed from what it pays for: with constant prices, what is posted in the whole run is
// price times the pupil-seconds that the record keeps for itself, to the pence not yet due.

#include <cstdint>
#include <initializer_list>

#include <gtest/gtest.h>

#include "tests/invariants/random_borough.h"

namespace {

using models::Service;
using models::Setting;
using models::World;
using random_borough::boroughs;
using random_borough::drawn;
using sim::Money;

constexpr std::int64_t seconds_in_year = 365 * sim::seconds_per_day;

/// Two school years, and only financial years of 365 days; prices that do not change.
models::Borough with_constant_prices(std::uint32_t number) {
  auto borough = drawn(number);
  borough.period = {.first_school_year = 2012, .last_school_year = 2013, .report_from = 2012};
  borough.prices = {.unit_place = Money::pounds(10'000),
                    .unit_top_up = Money::pence(754'321),
                    .referral_paid_by_school = 0.0,
                    .tuition = Money::pence(900'101),
                    .spot_place = Money::pence(1'800'707)};
  borough.independent.price = Money::pence(5'965'500);
  borough.looked_after.referred = 0.0;  // Another authority pays for its own elsewhere.
  return borough;
}

std::int64_t posted(const World& world, Service service) {
  std::int64_t pence = 0;
  for (int year = world.ledger.first_year();
       year < world.ledger.first_year() + world.ledger.years(); ++year)
    pence += world.ledger.posted(year, service).in_pence();
  return pence;
}

std::int64_t pupil_seconds(const World& world, std::initializer_list<Setting> where) {
  std::int64_t seconds = 0;
  for (int year = 0; year < world.record.years_closed(); ++year)
    for (const Setting setting : where) seconds += world.record.area(year, setting);
  return seconds;
}

/// `lines` accounts may each keep less than a penny.
void expect_paid(std::int64_t pence, Money price, std::int64_t seconds, std::size_t lines) {
  const std::int64_t due = price.in_pence() * seconds / seconds_in_year;
  EXPECT_LE(pence, due);
  EXPECT_GE(pence, due - static_cast<std::int64_t>(lines));
}

TEST(Money, IsPriceTimesWhatItPaysFor) {
  for (std::uint32_t number = 0; number < boroughs(200); ++number) {
    const models::Ground ground(with_constant_prices(number));
    models::Model model(ground);
    model.run(1);
    const World& world = model.world();
    const auto& borough = world.borough;
    const auto seconds = [&](std::initializer_list<Setting> where) {
      return pupil_seconds(world, where);
    };

    expect_paid(posted(world, Service::tuition), Money::pence(900'101), seconds({Setting::tuition}),
                1);
    expect_paid(posted(world, Service::spot_places), Money::pence(1'800'707),
                seconds({Setting::spot_place}), 1);
    // Social care pays its share of a placement in care.
    expect_paid(posted(world, Service::independent_fees) + posted(world, Service::care_fees),
                Money::pence(5'965'500), seconds({Setting::independent}), 3);
    expect_paid(posted(world, Service::post_sixteen_fees), Money::pence(5'965'500),
                seconds({Setting::post_sixteen}), 1);
    expect_paid(posted(world, Service::unit_top_up), Money::pence(754'321),
                seconds({Setting::unit}), 2 * borough.units.size());
    EXPECT_EQ(posted(world, Service::unit_top_up_by_schools), 0);

    std::int64_t place_seconds = 0;
    for (const auto& unit : borough.units)
      for (sim::Date day = sim::date_of(borough.period.start()); day < borough.period.end();
           day += sim::Days{1})
        place_seconds += unit.places.at(day) * sim::seconds_per_day;
    expect_paid(posted(world, Service::unit_places), Money::pounds(10'000), place_seconds,
                borough.units.size());
  }
}

TEST(Money, OfTheBlockIsWhatComesInLessWhatGoesOut) {
  for (std::uint32_t number = 0; number < boroughs(200); ++number) {
    const models::Ground ground(drawn(number));
    models::Model model(ground);
    model.run(0);
    const auto& ledger = model.world().ledger;
    for (int year = ledger.first_year(); year < ledger.first_year() + ledger.years(); ++year) {
      const Money in =
          ledger.posted(year, Service::grant) + ledger.posted(year, Service::transfer) +
          ledger.posted(year, Service::deduction) + ledger.posted(year, Service::quota_charge) -
          ledger.posted(year, Service::quota_rebate);
      const Money out = models::semh_spend(ledger, year) +
                        ledger.posted(year, Service::rest_of_block) +
                        ledger.posted(year, Service::plans_to_25);
      EXPECT_EQ(ledger.net(year, models::Account::high_needs_block), in - out);
    }
  }
}

TEST(Money, ByFinancialYearIsMoneyBySchoolYearToThePenny) {
  for (std::uint32_t number = 0; number < boroughs(100); ++number) {
    const models::Ground ground(drawn(number));
    models::Model model(ground);
    model.run(0);
    const auto& ledger = model.world().ledger;
    Money by_financial_year;
    Money by_school_year;
    for (int year = ledger.first_year(); year < ledger.first_year() + ledger.years(); ++year)
      by_financial_year += models::semh_spend(ledger, year);
    for (int year = 0; year < ledger.school_years(); ++year)
      by_school_year += models::semh_spend_in_school_year(ledger, year);
    EXPECT_EQ(by_financial_year, by_school_year);
    EXPECT_GT(by_school_year, Money{});
  }
}

TEST(Money, BetweenTheAuthorityAndPartnershipsNetsToZero) {
  Money charged;
  Money devolved;
  for (std::uint32_t number = 0; number < boroughs(100); ++number) {
    const models::Ground ground(drawn(number));
    models::Model model(ground);
    model.run(0);
    const auto& ledger = model.world().ledger;
    for (int year = ledger.first_year(); year < ledger.first_year() + ledger.years(); ++year)
      for (const Service service :
           {Service::quota_charge, Service::quota_rebate, Service::top_up_recharge,
            Service::alternatives_recharge, Service::devolved, Service::devolved_returned}) {
        Money paid;
        for (int k = 0; k < static_cast<int>(model.world().borough.partnerships.size()); ++k)
          paid += ledger.posted_of_partnership(year, k, service);
        EXPECT_EQ(paid, ledger.posted(year, service));
        if (service == Service::quota_charge) charged += paid;
        if (service == Service::devolved) devolved += paid;
      }
  }
  EXPECT_GT(charged, Money{});
  EXPECT_GT(devolved, Money{});
}

TEST(Money, ChargedAboveQuotaIsPriceTimesTheExcess) {
  for (std::uint32_t number = 0; number < boroughs(100); ++number) {
    auto borough = with_constant_prices(number);
    borough.quota.per = models::Quota::Per::held;
    borough.quota.bands = {{0, Money::pence(1'000'003)}};
    const models::Ground ground(borough);
    models::Model model(ground);
    model.run(0);
    std::int64_t seconds = 0;
    for (const auto& closed : model.world().quota.closed) seconds += closed.above;
    expect_paid(posted(model.world(), Service::quota_charge), Money::pence(1'000'003), seconds,
                2 * borough.partnerships.size() + 2 * 3);
  }
}

TEST(Money, OfAReferralIsTheSameWhoeverPays) {
  for (std::uint32_t number = 0; number < boroughs(80); ++number) {
    auto borough = with_constant_prices(number);
    const models::Ground by_authority(borough);
    borough.prices.referral_paid_by_school = 0.37;
    const models::Ground shared(borough);
    models::Model first(by_authority);
    models::Model second(shared);
    first.run(0);
    second.run(0);
    const std::int64_t both = posted(second.world(), Service::unit_top_up) +
                              posted(second.world(), Service::unit_top_up_by_schools);
    EXPECT_NEAR(static_cast<double>(posted(first.world(), Service::unit_top_up)),
                static_cast<double>(both), 2.0 * static_cast<double>(borough.units.size()));
  }
}

}  // namespace
