#include <gtest/gtest.h>

#include "tests/models/small_borough.h"

namespace {

using models::Claim;
using models::Count;
using models::Reason;
using models::Setting;
using models::Stock;
using small_borough::Life;
using small_borough::monday;

models::Stay& secondary_stay(models::Borough& borough) {
  return borough.units[small_borough::secondary_unit].stay;
}

TEST(Stay, KeepsWhoeverWaitsForASpecialistPlace) {
  auto borough = small_borough::borough();
  secondary_stay(borough).early.fill(20);
  Life life(borough);
  life.until(monday);
  const auto& waiting = life.name(life.ask(life.pupil(9, 1), Claim::owed));
  const auto& other = life.ask(life.pupil(9, 2), Claim::owed);

  life.until(sim::date(2011, 8, 31));

  EXPECT_EQ(waiting.place.setting, Setting::unit) << "the unit's place is blocked";
  EXPECT_EQ(waiting.place.reason, Reason::no_specialist_place);
  EXPECT_EQ(life.record().held(Stock::waiting_for_specialist), 1);
  EXPECT_EQ(life.record().held(Stock::plans_at_units), 1);
  EXPECT_EQ(other.place.setting, Setting::trial);
}

TEST(Stay, LastsAtLeastUntilTheReviewOfTheExclusion) {
  auto borough = small_borough::borough();
  secondary_stay(borough).early.fill(small_borough::at_once);
  Life life(borough);
  life.until(monday);
  const auto& pupil = life.exclude(life.pupil(9));

  life.until(small_borough::reviewed);
  EXPECT_EQ(pupil.place.setting, Setting::unit);
  life.until(small_borough::reviewed + sim::Seconds{600});
  EXPECT_EQ(pupil.place.setting, Setting::trial);
}

TEST(Stay, TakesTheHazardOfTheNewYearGroupOnTheFirstOfSeptember) {
  auto borough = small_borough::borough();
  secondary_stay(borough).early[10] = small_borough::at_once;
  Life life(borough);
  life.until(monday);
  const auto& pupil = life.ask(life.pupil(9), Claim::owed);

  life.until(sim::date(2011, 9, 1));
  EXPECT_EQ(pupil.ready, sim::never);
  life.until(sim::date(2011, 9, 2));
  EXPECT_NE(pupil.ready, sim::never);
  EXPECT_EQ(pupil.place.setting, Setting::unit) << "schools are still closed";
  life.until(sim::date(2011, 9, 10));
  EXPECT_EQ(pupil.place.setting, Setting::trial);
}

TEST(Stay, KeepsTheLuckItBeganWithWhenTheHazardChanges) {
  auto borough = small_borough::borough();
  auto& hazard = secondary_stay(borough).early;
  borough.reintegration = {.success = 0, .failure = 0};
  const sim::Instant roll_over = sim::date(2011, 9, 1);
  const auto end_of_stay = [&](std::uint32_t number, double until_roll_over) {
    hazard[9] = until_roll_over;
    hazard[10] = 2;
    Life life(borough, small_borough::always_open(borough.period));
    life.until(monday);
    const auto& pupil = life.ask(life.pupil(9, number), Claim::owed);
    life.until(sim::date(2012, 9, 1));
    EXPECT_EQ(pupil.place.setting, Setting::trial);
    return pupil.since;
  };
  std::uint32_t lucky = 0;  // One whose stay outlasts the roll-over whatever the hazard.
  while (end_of_stay(lucky, 0.5) < roll_over + sim::Days{1}) ++lucky;

  // What was consumed before the roll-over is spared after it, at twice or more the hazard.
  const double years = sim::years_between(monday, roll_over);
  const sim::Instant unconsumed = end_of_stay(lucky, 0);
  for (const double before : {0.25, 0.5})
    EXPECT_NEAR(sim::years_between(end_of_stay(lucky, before), unconsumed), before / 2 * years,
                1e-6);
}

TEST(Stay, ReintegratesAtTheLaterHazardOnceSettled) {
  auto borough = small_borough::borough();
  secondary_stay(borough).settling = 12;
  secondary_stay(borough).late.fill(small_borough::at_once);
  Life life(borough);
  life.until(monday);
  for (std::uint32_t number = 0; number < 100; ++number)
    life.ask(life.pupil(8, number), Claim::owed);

  life.until(monday + sim::Days{30});

  // Settling takes a month on average: exp(-12 x 30 / 365.25) = 0.373 are still there.
  EXPECT_NEAR(static_cast<double>(life.held(Setting::unit)), 37.3, 4 * 4.84);
}

TEST(Stay, AsksForAPlanAtMostOnce) {
  auto borough = small_borough::borough();
  secondary_stay(borough).plan_request = 50;
  borough.plans.refused = 1.0;
  Life life(borough);
  life.until(monday);
  life.ask(life.pupil(8), Claim::owed);

  life.until(sim::date(2012, 8, 1));

  EXPECT_EQ(life.record().total(Count::plan_requests), 1);
  EXPECT_EQ(life.record().total(Count::plans_refused), 1);
}

TEST(Stay, AsksForNoPlanForAPupilWhoHasOne) {
  auto borough = small_borough::borough();
  secondary_stay(borough).plan_request = 50;
  Life life(borough);
  life.until(monday);
  auto& pupil = life.pupil(8);
  models::hold_plan(life.world(), pupil);
  life.ask(pupil, Claim::plan);

  life.until(sim::date(2012, 8, 1));

  EXPECT_EQ(life.record().total(Count::plan_requests), 0);
}

TEST(Stay, InASpotPlaceHasTheHazardsOfTheUnitItStandsInFor) {
  auto borough = small_borough::borough();
  borough.units[1].places = 0;
  borough.waiting.spot_search_weeks = 1;
  secondary_stay(borough).early.fill(small_borough::at_once);
  Life life(borough);
  life.until(monday);
  const auto& pupil = life.ask(life.pupil(8), Claim::owed);

  life.until(sim::date(2011, 6, 1));

  EXPECT_EQ(life.record().total(Count::spot_places), life.record().total(Count::trials));
  EXPECT_GE(pupil.trials, 1);
}

}  // namespace
