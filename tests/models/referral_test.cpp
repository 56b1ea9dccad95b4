#include <cmath>

#include <gtest/gtest.h>

#include "sim/statistics/tally.h"
#include "tests/models/small_borough.h"

namespace {

using models::Count;
using models::Setting;
using models::Stock;
using small_borough::Life;

models::Borough with_referrals(models::Dated rate, bool dual = false) {
  auto borough = small_borough::borough();
  borough.fixed_term.rate.fill(1e-12);  // Referrals follow the shape of these rates.
  borough.referrals = {{.id = "secondary-referrals",
                        .unit = "secondary",
                        .first_year = 7,
                        .last_year = 9,
                        .rate = std::move(rate),
                        .dual = dual}};
  return borough;
}

TEST(Referral, SendsAPupilOfItsYearGroupsToItsUnit) {
  Life life(with_referrals(40.0));
  life.until(sim::date(2011, 8, 31));

  const auto& record = life.record();
  EXPECT_GT(record.total(Count::referrals), 10);
  EXPECT_EQ(record.roll(small_borough::secondary_unit), record.total(Count::referrals));
  EXPECT_EQ(record.counted(Count::referrals, 0, 7) + record.counted(Count::referrals, 0, 8) +
                record.counted(Count::referrals, 0, 9),
            record.total(Count::referrals));
  EXPECT_EQ(record.held(Setting::unit, models::Reason::referred), record.total(Count::referrals));
}

TEST(Referral, KeepsThePupilOnTheRollOfASchoolWhenDual) {
  Life single(with_referrals(40.0, false));
  Life dual(with_referrals(40.0, true));
  single.until(sim::date(2011, 8, 31));
  dual.until(sim::date(2011, 8, 31));

  EXPECT_EQ(single.record().held(Stock::dual_registered), 0);
  EXPECT_EQ(dual.record().held(Stock::dual_registered), dual.record().total(Count::referrals));
}

TEST(Referral, BeginsOnItsDate) {
  Life life(with_referrals(small_borough::from(sim::date(2011, 9, 1), 40.0, 0.0)));
  life.until_the_end();

  EXPECT_EQ(life.record().counted(Count::referrals, 0), 0);
  EXPECT_GT(life.record().counted(Count::referrals, 1), 10);
}

TEST(Referral, LapsesAfterWeeksWhoseMeanIsGiven) {
  auto borough = small_borough::borough();
  borough.units[1].places = 0;
  borough.waiting.referral_patience_weeks = 10;
  Life life(borough);
  life.until(small_borough::monday);
  for (std::uint32_t number = 0; number < 100; ++number)
    life.ask(life.pupil(8, number), models::Claim::referral);

  life.until(small_borough::monday + sim::Days{70});

  const auto lapsed = life.record().total(Count::referrals_lapsed);
  EXPECT_NEAR(static_cast<double>(lapsed), 63.2, 4 * 4.82);
  EXPECT_EQ(life.record().held(Setting::mainstream, models::Reason::unit_full), 100 - lapsed);
}

TEST(Referral, DoesNotLapseOnceThePupilHasAPlace) {
  auto borough = small_borough::borough();
  borough.units[1].places = small_borough::from(sim::date(2010, 9, 14), 1, 0);
  borough.waiting.referral_patience_weeks = 2;
  Life life(borough);
  life.until(small_borough::monday);
  const auto& pupil = life.ask(life.pupil(8), models::Claim::referral);
  life.until(sim::date(2011, 8, 1));

  EXPECT_EQ(pupil.place.setting, Setting::unit);
  EXPECT_EQ(life.record().total(Count::referrals_lapsed), 0);
}

TEST(Referral, ComesAtItsRateAndAsPoissonNumbers) {
  const auto borough = with_referrals(9.0);
  Life life(borough, small_borough::always_open(borough.period));
  sim::Tally tally;
  for (std::uint32_t replication = 0; replication < 400; ++replication) {
    life.begin(replication);
    life.until(sim::date(2011, 9, 1));
    tally.add(static_cast<double>(life.record().total(Count::referrals)));
  }
  const double mean = 9.0 * 365 / 365.25;
  EXPECT_NEAR(tally.mean(), mean, 4 * std::sqrt(mean / 400));
  EXPECT_NEAR(tally.variance() / mean, 1, 4 * std::sqrt(2.0 / 400));
}

TEST(Referral, FindsNobodyWhenNobodyIsInMainstream) {
  auto borough = with_referrals(300.0);
  borough.demography.intake = {{1999, 3}};
  Life life(borough);
  life.until(sim::date(2011, 8, 31));

  EXPECT_EQ(life.record().total(Count::referrals), 9) << "three pupils in three year groups";
}

TEST(Referral, LapsesWhenThereIsNoRoomForTooLong) {
  auto borough = with_referrals(40.0);
  borough.units[1].places = 0;
  borough.waiting.referral_patience_weeks = 4;
  Life life(borough);
  life.until(sim::date(2012, 8, 31));

  const auto& record = life.record();
  EXPECT_GT(record.total(Count::referrals_lapsed), 40);
  const auto still_waiting = record.held(Setting::mainstream, models::Reason::unit_full);
  EXPECT_EQ(record.total(Count::referrals) - record.total(Count::referrals_lapsed), still_waiting);
  EXPECT_LT(still_waiting, 15);
}

}  // namespace
