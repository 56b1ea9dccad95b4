#include "models/spending.h"

#include <gtest/gtest.h>

#include "tests/models/small_borough.h"

namespace {

using models::Account;
using models::Claim;
using models::Price;
using models::Service;
using sim::Money;
using small_borough::Life;
using small_borough::monday;

/// A year of 366 days and one of 365, both wholly within the run.
constexpr int leap = 2011;
constexpr int common = 2012;

Money posted(Life& life, int year, Service service) {
  return life.world().ledger.posted(year, service);
}

models::Borough priced() {
  auto borough = small_borough::borough();
  borough.prices.unit_place = Money::pounds(10'000);
  borough.prices.unit_top_up = Money::pounds(7'543);
  borough.prices.tuition = Money::pounds(9'001);
  borough.prices.spot_place = Money::pounds(18'007);
  borough.independent.price = Money::pounds(59'655);
  return borough;
}

TEST(Spending, PaysForPlacesWhetherFilledOrNot) {
  Life life(priced());
  life.until(monday);
  for (std::uint32_t number = 0; number < 37; ++number)
    life.ask(life.pupil(7, number), Claim::owed);
  life.until_the_end();

  for (const int year : {leap, common})
    EXPECT_EQ(posted(life, year, Service::unit_places), Money::pounds(200 * 10'000));
}

TEST(Spending, PostsExactlyThePriceInAFullFinancialYear) {
  Life life(priced());
  life.until(monday);
  life.ask(life.pupil(7), Claim::owed);
  life.until_the_end();

  for (const int year : {leap, common})
    EXPECT_EQ(posted(life, year, Service::unit_top_up), Money::pounds(7'543));
}

TEST(Spending, AccruesByTheSecond) {
  Life life(priced());
  life.until(sim::date(2011, 5, 1));
  auto& pupil = life.ask(life.pupil(7), Claim::owed);
  life.until(sim::date(2011, 9, 28) + std::chrono::hours{12});  // 150.5 days.
  models::leave_borough(life.world(), pupil);
  life.until_the_end();

  const std::int64_t due = 754'300 * 301 / (2 * 366);
  EXPECT_EQ(posted(life, leap, Service::unit_top_up), Money::pence(due));
  EXPECT_EQ(posted(life, common, Service::unit_top_up), Money{});
}

TEST(Spending, TakesANewPriceFromItsDate) {
  auto borough = priced();
  borough.prices.unit_place = Price({{sim::date(2008, 4, 1), Money::pounds(8'000)},
                                     {sim::date(2012, 4, 1), Money::pounds(10'000)}});
  Life life(borough);
  life.until_the_end();

  EXPECT_EQ(posted(life, leap, Service::unit_places), Money::pounds(200 * 8'000));
  EXPECT_EQ(posted(life, common, Service::unit_places), Money::pounds(200 * 10'000));
}

TEST(Spending, PaysForPlacesAsManyAsThereAreOnEachDay) {
  auto borough = priced();
  borough.units[1].places = small_borough::from(sim::date(2012, 9, 1), 50, 100);
  Life life(borough);
  life.until_the_end();

  // April to August: 153 days of 365.
  EXPECT_EQ(posted(life, common, Service::unit_places),
            Money::pounds(150 * 10'000) + Money::pence(50 * 1'000'000LL * 153 / 365));
}

TEST(Spending, SplitsTheTopUpOfAReferralBetweenSchoolAndAuthority) {
  auto borough = priced();
  borough.prices.referral_paid_by_school = small_borough::from(sim::date(2012, 4, 1), 0.25, 0.0);
  Life life(borough);
  life.until(monday);
  life.ask(life.pupil(7), Claim::referral);
  life.until_the_end();

  EXPECT_EQ(posted(life, leap, Service::unit_top_up), Money::pounds(7'543));
  EXPECT_EQ(posted(life, leap, Service::unit_top_up_by_schools), Money{});
  EXPECT_EQ(posted(life, common, Service::unit_top_up), Money::pence(754'300 - 188'575));
  EXPECT_EQ(posted(life, common, Service::unit_top_up_by_schools), Money::pence(188'575));
  EXPECT_EQ(life.world().ledger.net(common, Account::schools), -Money::pence(188'575));
}

TEST(Spending, ChargesNoSchoolForAnExcludedPupilOrAPlan) {
  auto borough = priced();
  borough.prices.referral_paid_by_school = 1.0;
  Life life(borough);
  life.until(monday);
  life.ask(life.pupil(7, 1), Claim::owed);
  life.ask(life.pupil(7, 2), Claim::plan);
  life.until_the_end();

  EXPECT_EQ(posted(life, common, Service::unit_top_up), Money::pounds(2 * 7'543));
  EXPECT_EQ(posted(life, common, Service::unit_top_up_by_schools), Money{});
}

TEST(Spending, PaysForTuitionSpotPlacesAndIndependentSchools) {
  auto borough = priced();
  borough.units[1].places = 0;
  borough.waiting.spot_search_weeks = 1e6;
  borough.independent.search = small_borough::at_once;
  Life life(borough);
  life.until(monday);
  life.ask(life.pupil(7, 1), Claim::owed);
  life.name(life.pupil(7, 2));
  life.until_the_end();

  EXPECT_EQ(posted(life, common, Service::tuition), Money::pounds(9'001));
  EXPECT_EQ(posted(life, common, Service::independent_fees), Money::pounds(59'655));
  EXPECT_EQ(posted(life, common, Service::spot_places), Money{});
}

TEST(Spending, PaysLocalPlacesFilledOrNotAndOtherAuthoritiesByThePupil) {
  auto borough = priced();
  borough.specialists = {small_borough::other_authority(3), small_borough::special_school(5)};
  for (auto& provider : borough.specialists) {
    provider.place_element = Money::pounds(10'000);
    provider.top_up = Money::pounds(4'000);
  }
  Life life(borough);
  life.until(monday);
  life.name(life.pupil(7));
  life.until_the_end();

  EXPECT_EQ(posted(life, common, Service::other_authority_top_up), Money::pounds(4'000));
  EXPECT_EQ(posted(life, common, Service::local_places), Money::pounds(5 * 10'000));
  EXPECT_EQ(posted(life, common, Service::local_top_up), Money{});
}

TEST(Spending, GoesOnAfterYear11WhenThePlacementDoes) {
  auto borough = priced();
  borough.independent.search = small_borough::at_once;
  borough.independent.post_sixteen = 1;
  borough.independent.post_sixteen_years = 1e6;
  Life life(borough);
  life.until(monday);
  life.name(life.pupil(11));
  life.until_the_end();

  EXPECT_EQ(posted(life, common, Service::post_sixteen_fees), Money::pounds(59'655));
  EXPECT_EQ(posted(life, common, Service::independent_fees), Money{});
}

TEST(Spending, OfTheRestOfTheBlockGrowsAndTheGrantComesIn) {
  auto borough = small_borough::borough();
  borough.block.income = Money::pounds(22'000'000);
  borough.block.transfer =
      Price({{sim::date(2008, 4, 1), Money{}}, {sim::date(2012, 4, 1), Money::pounds(300'000)}});
  borough.block.rest = Money::pounds(17'000'000);
  borough.block.rest_year = leap;
  borough.block.rest_growth = {.value = 0.04, .low = 0.04, .high = 0.04};
  Life life(borough);
  life.until_the_end();

  EXPECT_EQ(posted(life, leap, Service::rest_of_block), Money::pounds(17'000'000));
  EXPECT_EQ(posted(life, common, Service::rest_of_block), Money::pounds(17'680'000));
  EXPECT_EQ(posted(life, common, Service::transfer), Money::pounds(300'000));
  EXPECT_EQ(life.world().ledger.net(common, Account::high_needs_block),
            Money::pounds(22'300'000 - 17'680'000));
}

TEST(Spending, LeavesBalancesThatSumToZero) {
  auto borough = priced();
  borough.block.income = Money::pounds(22'000'000);
  borough.exclusion.deduction.fill(Money::pounds(3'000));
  Life life(borough);
  life.until(monday);
  for (std::uint32_t number = 0; number < 20; ++number) life.exclude(life.pupil(7, number));
  life.until_the_end();

  Money sum;
  for (std::size_t i = 0; i < life.world().ledger.accounts(); ++i)
    sum += life.world().ledger.balance(static_cast<Account>(i));
  EXPECT_EQ(sum, Money{});
}

TEST(Spending, RefusesAQuantityBelowNone) {
  Life life;
  EXPECT_THROW(life.world().spending.change(life.world().now(), life.world().lines.tuition, -1),
               sim::ContractError);
}

}  // namespace
