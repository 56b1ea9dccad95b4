#include "models/released_funding.h"

#include <gtest/gtest.h>

#include "tests/models/small_borough.h"

namespace {

using models::Account;
using models::Claim;
using models::Devolution;
using models::Service;
using sim::Money;
using small_borough::Life;
using small_borough::monday;

constexpr sim::Date fall = sim::date(2012, 4, 1);
constexpr int after = 2012;  ///< The financial year after the baseline.

/// A hundred secondary places until April 2012, ninety after; ten thousand pounds a place.
models::Borough shrinking() {
  auto borough = small_borough::borough();
  borough.units[1].places = small_borough::from(fall, 90, 100);
  borough.prices.unit_place = Money::pounds(10'000);
  borough.prices.unit_top_up = Money::pounds(7'000);
  borough.devolution.baseline = fall;
  borough.devolution.lag_months = 0;
  borough.devolution.share = 1.0;
  return borough;
}

const models::ReleasedFunding::Year& year_of(Life& life, int year) {
  return life.world()
      .released.years[static_cast<std::size_t>(year - life.world().ledger.first_year())];
}

Money posted(Life& life, Service service) {
  return life.world().ledger.posted(after, service);
}

TEST(ReleasedFunding, IsThePlaceElementOfPlacesThatAreGone) {
  Life life(shrinking());
  life.until_the_end();
  EXPECT_EQ(year_of(life, after).fall, Money::pounds(100'000));
  EXPECT_EQ(posted(life, Service::devolved), Money::pounds(100'000));
  EXPECT_EQ(year_of(life, after).naive, Money::pounds(170'000));
}

TEST(ReleasedFunding, HasTheTopUpOfPupilsWhoAreGone) {
  auto borough = shrinking();
  borough.units[1].places = 100;
  Life life(borough);
  life.until(sim::date(2011, 4, 1));
  auto& pupil = life.ask(life.pupil(7), Claim::owed);
  life.until(fall);
  models::leave_borough(life.world(), pupil);
  life.until_the_end();
  EXPECT_NEAR(static_cast<double>(year_of(life, after).fall.in_pence()), 700'000, 2'500);
  EXPECT_EQ(year_of(life, after).naive, Money{});
}

TEST(ReleasedFunding, IsSpentStillForTheLag) {
  auto borough = shrinking();
  borough.devolution.fixed_share = 0.6;
  borough.devolution.lag_months = 6;
  Life life(borough);
  life.until_the_end();
  const auto& year = year_of(life, after);
  EXPECT_EQ(posted(life, Service::protection), year.still_protected);
  EXPECT_NEAR(static_cast<double>(year.still_protected.in_pence()), 6'000'000 * 183 / 365.0, 12);
  EXPECT_EQ(posted(life, Service::devolved), year.fall - year.still_protected);
}

TEST(ReleasedFunding, IsDevolvedByShareAndBackWhenUnitsFillAgain) {
  auto borough = shrinking();
  borough.devolution.share = 0.5;
  Life life(borough);
  life.until(sim::date(2012, 10, 2));
  EXPECT_GT(posted(life, Service::devolved), Money{});
  for (std::uint32_t number = 0; number < 90; ++number)
    life.ask(life.pupil(7, number), Claim::owed);
  life.until_the_end();
  EXPECT_LT(year_of(life, after).fall, Money{});
  EXPECT_EQ(posted(life, Service::devolved), posted(life, Service::devolved_returned));
  EXPECT_EQ(life.world().ledger.net(after, models::partnership_account(0)), Money{});
}

TEST(ReleasedFunding, GivesSevenTwelfthsOfAnAmountFromSeptember) {
  auto borough = shrinking();
  borough.devolution.baseline = sim::date(2012, 9, 1);
  borough.devolution.rule = Devolution::Rule::amount;
  borough.devolution.amount = Money::pounds(365'000);
  Life life(borough);
  life.until_the_end();
  EXPECT_EQ(posted(life, Service::devolved), Money::pounds(1'000 * 212));
}

TEST(ReleasedFunding, IsSplitByHeadcountOrHistory) {
  auto borough = shrinking();
  borough.schools = {.partnerships = 2, .primary = 4, .secondary = 4, .concentration = {}};
  borough.devolution.split = Devolution::Split::headcount;
  {
    Life life(borough);
    life.until_the_end();
    const Money first = life.world().ledger.posted_of_partnership(after, 0, Service::devolved);
    const Money second = life.world().ledger.posted_of_partnership(after, 1, Service::devolved);
    EXPECT_LE(first - second, Money::pence(12));  // A penny a month that cannot be split.
    EXPECT_GE(first, second);
  }
  borough.devolution.split = Devolution::Split::history;
  Life life(borough);
  life.until(sim::date(2011, 9, 14));
  life.exclude(life.pupil(7, 0));
  life.until_the_end();
  EXPECT_GT(life.world().ledger.posted_of_partnership(after, 0, Service::devolved),
            life.world().ledger.posted_of_partnership(after, 1, Service::devolved));
}

TEST(ReleasedFunding, BuysAsManyPlacesAsItPaysForEachSeptember) {
  auto borough = shrinking();
  borough.devolution.rule = Devolution::Rule::amount;
  borough.devolution.amount = Money::pounds(50'000);
  borough.devolution.most_places = 6;
  borough.devolution.place_price = Money::pounds(13'000);
  Life life(borough);
  life.until(sim::date(2012, 9, 2));
  EXPECT_EQ(life.world().spending.quantity(life.world().released.lines[0]), 3);
  life.until_the_end();
  EXPECT_EQ(posted(life, Service::places_bought), Money::pence(3LL * 1'300'000 * 212 / 365));
}

TEST(ReleasedFunding, LeavesBooksThatBalanceOverAuthorityAndPartnerships) {
  Life life(shrinking());
  life.until_the_end();
  Money sum;
  for (std::size_t account = 0; account < life.world().ledger.accounts(); ++account)
    sum += life.world().ledger.balance(static_cast<Account>(account));
  EXPECT_EQ(sum, Money{});
  EXPECT_EQ(life.world().ledger.balance(models::partnership_account(0)),
            life.world().ledger.posted(2012, Service::devolved) +
                life.world().ledger.posted(2013, Service::devolved));
}

}  // namespace
