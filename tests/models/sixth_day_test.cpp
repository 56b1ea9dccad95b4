#include <gtest/gtest.h>

#include "tests/models/small_borough.h"

namespace {

using models::Count;
using models::Reason;
using models::Setting;
using small_borough::Life;
using small_borough::monday;
using small_borough::sixth_school_day;

models::Borough with_a_full_unit() {
  auto borough = small_borough::borough();
  borough.units[1].places = 4;
  borough.units[1].limit = 1.25;
  return borough;
}

void fill(Life& life) {
  for (std::uint32_t number = 50; number < 55; ++number)
    life.ask(life.pupil(8, number), models::Claim::owed);
}

TEST(SixthDay, GivesTuitionThenASpotPlaceWhenTheUnitIsAtItsLimit) {
  Life life(with_a_full_unit());
  life.until(monday);
  fill(life);
  const auto& pupil = life.exclude(life.pupil(9));

  life.until(sixth_school_day + sim::Seconds{1});
  EXPECT_EQ(pupil.place.setting, Setting::tuition);
  EXPECT_EQ(pupil.place.reason, Reason::unit_full);
  EXPECT_EQ(life.record().total(Count::waited_past_day_six), 1);

  life.until(sim::date(2012, 8, 1));
  EXPECT_EQ(pupil.place.setting, Setting::spot_place);
  EXPECT_EQ(pupil.place.reason, Reason::unit_full);
  EXPECT_EQ(life.record().total(Count::spot_places), 1);
  EXPECT_EQ(pupil.waits_for, models::nowhere) << "a spot place ends the wait for the unit";
}

TEST(SixthDay, OffersAPlaceAtTheUnitToWhoeverIsOnTuition) {
  auto borough = with_a_full_unit();
  borough.waiting.spot_search_weeks = 5000;
  Life life(borough);
  life.until(monday);
  fill(life);
  const auto& pupil = life.exclude(life.pupil(9));
  life.until(sim::date(2010, 11, 1));
  ASSERT_EQ(pupil.place.setting, Setting::tuition);

  models::leave_borough(life.world(), life.pupil(8, 50));
  life.until(sim::date(2010, 11, 2));

  EXPECT_EQ(pupil.place.setting, Setting::unit);
  EXPECT_EQ(pupil.pending[static_cast<std::size_t>(models::Pending::spot_place)], 0U)
      << "nobody goes on looking for a spot place";
}

TEST(SixthDay, AsksNothingForAPupilWhoHasAPlaceAlready) {
  auto borough = small_borough::borough();
  borough.specialists = {small_borough::special_school(5)};
  Life life(borough);
  life.until(monday);
  auto& pupil = life.exclude(life.pupil(9));
  life.name(pupil);

  life.until(sim::date(2011, 1, 1));

  EXPECT_EQ(pupil.place.setting, Setting::special_school);
  EXPECT_EQ(life.record().total(Count::unit_admissions), 0);
}

TEST(SixthDay, KeepsSearchingThoughOthersComeAndGo) {
  auto borough = with_a_full_unit();
  borough.waiting.spot_search_weeks = 5000;  // Found only long after the run.
  Life life(borough);
  life.until(monday);
  fill(life);
  const auto& pupil = life.exclude(life.pupil(9));
  life.until(sixth_school_day + sim::Days{1});
  for (std::uint32_t number = 0; number < 60; ++number)
    life.ask(life.pupil(7, number), models::Claim::owed);

  EXPECT_EQ(pupil.tuitions, 1) << "a search is begun once and not drawn anew";
}

TEST(SixthDay, SearchesForWeeksWhoseMeanIsGiven) {
  auto borough = small_borough::borough();
  borough.units[1].places = 0;
  borough.exclusion.provision_day = 0;
  borough.exclusion.review_days = 1000;
  borough.waiting.spot_search_weeks = 10;
  borough.demography.intake = {{1999, 2000}};
  Life life(borough);
  life.until(monday);
  for (std::uint32_t number = 0; number < 2000; ++number) life.exclude(life.pupil(7, number));

  life.until(monday + sim::Days{70});

  // The mean wait has passed: a share 1/e still waits, 736 +- 22.
  EXPECT_NEAR(static_cast<double>(life.held(Setting::tuition)), 2000 * 0.367879, 4 * 21.6);
}

TEST(SixthDay, CountsAChildWhoWaitsOnceAYearAndApartFromFailedTrials) {
  auto borough = small_borough::borough();
  borough.units[1].places = small_borough::from(sim::date(2010, 12, 1), 1, 0);
  borough.units[1].stay.early.fill(50);
  borough.reintegration = {.success = 0, .failure = 50};
  borough.waiting.spot_search_weeks = 1e6;
  Life life(borough);
  life.until(monday);
  life.exclude(life.pupil(9, 1));
  life.exclude(life.pupil(9, 2));
  life.until(sim::date(2011, 7, 1));

  EXPECT_EQ(life.record().total(Count::waited_past_day_six), 2);
  EXPECT_GT(life.record().total(Count::waited_after_trial), 0);
}

}  // namespace
