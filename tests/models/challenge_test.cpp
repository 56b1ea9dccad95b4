#include <gtest/gtest.h>

#include "models/conservation.h"
#include "tests/models/small_borough.h"

namespace {

using models::Account;
using models::Count;
using models::Service;
using models::Setting;
using sim::Money;
using small_borough::Life;
using small_borough::monday;
using small_borough::reviewed;

models::Borough where_every_challenge_succeeds() {
  auto borough = small_borough::borough();
  borough.exclusion.withdrawn = {1.0, 1.0};
  return borough;
}

TEST(Challenge, FreesThePlaceOfAWithdrawnExclusion) {
  Life life(where_every_challenge_succeeds());
  life.until(monday);
  const auto& pupil = life.exclude(life.pupil(9));
  life.until(reviewed);
  ASSERT_EQ(life.world().units[1].places.held(), 1);

  life.until(reviewed + sim::Days{1});

  EXPECT_EQ(pupil.place.setting, Setting::mainstream);
  EXPECT_EQ(pupil.place.reason, models::Reason::none);
  EXPECT_EQ(pupil.exclusion, models::ExclusionStatus::none);
  EXPECT_EQ(life.world().units[1].places.held(), 0);
  EXPECT_EQ(life.record().total(Count::withdrawn), 1);
  EXPECT_EQ(life.record().total(Count::permanent), 0);
}

TEST(Challenge, FreesThePlaceForWhoeverWaitsAtTheSameInstant) {
  auto borough = where_every_challenge_succeeds();
  borough.exclusion.withdrawn = {1.0, small_borough::from(sim::date(2010, 9, 14), 0.0, 1.0)};
  borough.units[1].places = 1;
  Life life(borough);
  life.until(monday);
  life.exclude(life.pupil(9));
  life.until(sim::date(2010, 9, 15));
  const auto& waiting = life.exclude(life.pupil(9, 1));
  life.until(reviewed);
  ASSERT_EQ(waiting.place.setting, Setting::tuition);

  life.until(reviewed + sim::Seconds{1});

  EXPECT_EQ(waiting.place.setting, Setting::unit);
}

TEST(Challenge, ReturnsThePupilBeforeDaySixWhenGovernorsAreQuick) {
  auto borough = where_every_challenge_succeeds();
  borough.exclusion.review_days = 3;
  Life life(borough);
  life.until(monday);
  const auto& pupil = life.exclude(life.pupil(9));

  life.until(reviewed);

  EXPECT_EQ(pupil.place.setting, Setting::mainstream);
  EXPECT_EQ(life.record().total(Count::unit_admissions), 0);
}

TEST(Challenge, TakesAPupilOffTuitionAndOutOfASpotPlace) {
  auto borough = where_every_challenge_succeeds();
  borough.units[1].places = 0;
  borough.waiting.spot_search_weeks = 0.2;
  Life life(borough);
  life.until(monday);
  for (std::uint32_t number = 0; number < 20; ++number) life.exclude(life.pupil(9, number));
  life.until(reviewed);
  ASSERT_GT(life.held(Setting::spot_place), 0);

  life.until(reviewed + sim::Days{1});

  EXPECT_EQ(life.held(Setting::spot_place), 0);
  EXPECT_EQ(life.held(Setting::tuition), 0);
  EXPECT_TRUE(life.world().units[1].waiting.empty());
}

TEST(Challenge, LeavesAPupilWhereAPlanHasPlacedThemMeanwhile) {
  auto borough = where_every_challenge_succeeds();
  borough.specialists = {small_borough::special_school(5)};
  Life life(borough);
  life.until(monday);
  auto& pupil = life.exclude(life.pupil(9));
  life.name(pupil);
  ASSERT_EQ(pupil.place.setting, Setting::special_school);

  life.until(reviewed + sim::Days{1});

  EXPECT_EQ(pupil.exclusion, models::ExclusionStatus::none);
  EXPECT_EQ(pupil.place.setting, Setting::special_school);
}

TEST(Challenge, UsesTheShareThatHeldOnTheHeadsDate) {
  auto borough = small_borough::borough();
  borough.exclusion.withdrawn = {0.0, small_borough::from(sim::date(2010, 9, 20), 1.0, 0.0)};
  Life life(borough);
  life.until(monday);
  const auto& before = life.exclude(life.pupil(9));
  life.until(sim::date(2010, 9, 20));
  const auto& after = life.exclude(life.pupil(9, 1));

  life.until(sim::date(2010, 12, 1));

  EXPECT_EQ(before.exclusion, models::ExclusionStatus::standing);
  EXPECT_EQ(after.exclusion, models::ExclusionStatus::none);
}

TEST(Challenge, LetsFundingFollowAnExclusionThatStandsForTheRestOfTheFinancialYear) {
  auto borough = small_borough::borough();
  borough.exclusion.deduction = {Money::pounds(3000), Money::pounds(4300), Money::pounds(4700)};
  Life life(borough);
  life.until(monday);
  life.exclude(life.pupil(9));
  life.until(reviewed + sim::Days{1});

  // 13 September 2010 to 31 March 2011: 200 days of 365.
  EXPECT_EQ(life.world().ledger.posted(2010, Service::deduction),
            Money::pence(430'000 * 200 / 365));
  EXPECT_EQ(life.world().ledger.net(2010, Account::schools), -Money::pence(430'000 * 200 / 365));
}

TEST(Challenge, LeavesTheMoneyWhereItIsWhenItSucceeds) {
  auto borough = where_every_challenge_succeeds();
  borough.exclusion.deduction = {Money::pounds(3000), Money::pounds(4300), Money::pounds(4700)};
  Life life(borough);
  life.until(monday);
  life.exclude(life.pupil(10));
  life.until_the_end();

  EXPECT_EQ(life.world().ledger.posted(2010, Service::deduction), Money{});
}

TEST(Challenge, IsStillAnsweredWhenTheFamilyHasMovedAway) {
  Life life(where_every_challenge_succeeds());
  life.until(monday);
  auto& pupil = life.exclude(life.pupil(9));
  models::leave_borough(life.world(), pupil);

  life.until(reviewed + sim::Days{1});

  EXPECT_EQ(life.record().total(Count::withdrawn), 1);
  EXPECT_EQ(pupil.place.setting, Setting::gone);
}

TEST(Challenge, LeavesAnEarlierExclusionStandingWhenALaterOneIsWithdrawn) {
  auto borough = small_borough::borough();
  borough.exclusion.withdrawn = {
      small_borough::from(sim::date(2010, 11, 1), 1.0, 0.0),
      small_borough::from(sim::date(2010, 11, 1), 1.0, 0.0)};  // Only from November on.
  borough.units[1].stay.early.fill(1000);
  borough.reintegration = {.success = 0, .failure = 1e-9};
  Life life(borough);
  life.until(monday);
  auto& pupil = life.exclude(life.pupil(9));
  life.until(sim::date(2010, 12, 1));
  ASSERT_EQ(pupil.place.setting, Setting::trial);

  life.exclude(pupil);
  life.until(sim::date(2011, 2, 1));

  EXPECT_EQ(pupil.exclusion, models::ExclusionStatus::standing);
  EXPECT_EQ(pupil.place.setting, Setting::trial);
  EXPECT_EQ(life.record().total(Count::withdrawn), 1);
  EXPECT_EQ(life.record().total(Count::permanent), 1);
}

TEST(Challenge, IsDecidedForTheLastDaysOfTheRun) {
  Life life;
  life.until(sim::date(2013, 7, 15));
  life.exclude(life.pupil(9));
  life.until_the_end();
  ASSERT_EQ(life.record().total(Count::permanent), 0) << "its review falls after the run";

  models::settle_reviews(life.world());

  EXPECT_EQ(life.record().counted(Count::permanent, 2), 1);
  EXPECT_NO_THROW(models::recount(life.world()));
}

}  // namespace
