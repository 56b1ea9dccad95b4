#include <cmath>

#include <gtest/gtest.h>

#include "tests/models/small_borough.h"

namespace {

using models::Claim;
using models::Count;
using models::PlanStatus;
using models::Reason;
using models::Setting;
using small_borough::Life;
using small_borough::monday;

models::Pupil& ask_for_a_plan(Life& life, models::Pupil& pupil) {
  models::request_plan(life.world(), pupil);
  return pupil;
}

TEST(Plan, IsIssuedBetweenFourteenAndTwentyWeeksWhenOnTime) {
  Life life;
  life.until(monday);
  for (std::uint32_t number = 0; number < 100; ++number)
    ask_for_a_plan(life, life.pupil(5, number));

  life.until(monday + sim::Days{14 * 7});
  EXPECT_EQ(life.record().total(Count::plans_issued), 0);
  life.until(monday + sim::Days{17 * 7});
  EXPECT_NEAR(static_cast<double>(life.record().total(Count::plans_issued)), 50, 4 * 5);
  life.until(monday + sim::Days{20 * 7});
  EXPECT_EQ(life.record().total(Count::plans_issued), 100);
}

TEST(Plan, IsLateByWeeksWhoseMeanIsGiven) {
  auto borough = small_borough::borough();
  borough.plans.on_time = 0.25;
  borough.plans.late_weeks = 10;
  Life life(borough);
  life.until(monday);
  for (std::uint32_t number = 0; number < 100; ++number)
    ask_for_a_plan(life, life.pupil(5, number));

  life.until(monday + sim::Days{20 * 7});
  EXPECT_NEAR(static_cast<double>(life.record().total(Count::plans_issued)), 25, 4 * 4.33);
  life.until(monday + sim::Days{30 * 7});  // A share 1/e of the late is later still.
  EXPECT_NEAR(static_cast<double>(life.record().total(Count::plans_issued)), 72.4, 4 * 4.47);
}

TEST(Plan, IsRefusedByTheShareThatHoldsOnTheDate) {
  auto borough = small_borough::borough();
  borough.plans.refused = small_borough::from(sim::date(2010, 10, 1), 1.0, 0.0);
  Life life(borough);
  life.until(monday);
  const auto& before = ask_for_a_plan(life, life.pupil(5, 0));
  life.until(sim::date(2010, 10, 1));
  const auto& after = ask_for_a_plan(life, life.pupil(5, 1));

  EXPECT_EQ(before.plan, PlanStatus::under_assessment);
  EXPECT_EQ(after.plan, PlanStatus::none);
  EXPECT_EQ(life.record().total(Count::plans_refused), 1);
}

TEST(Plan, IsAskedForOnceWhileOneIsHeldOrUnderAssessment) {
  Life life;
  life.until(monday);
  auto& pupil = ask_for_a_plan(life, life.pupil(5));
  ask_for_a_plan(life, pupil);
  life.until(sim::date(2011, 6, 1));
  ask_for_a_plan(life, pupil);

  EXPECT_EQ(life.record().total(Count::plan_requests), 1);
}

TEST(Plan, MayBeMetByACommissionedPlaceAtTheUnit) {
  auto borough = small_borough::borough();
  borough.plans.to_specialist = 0;
  borough.plans.to_unit = 1;
  Life life(borough);
  life.until(monday);
  const auto& pupil = ask_for_a_plan(life, life.pupil(8));
  life.until(sim::date(2011, 6, 1));

  EXPECT_EQ(pupil.plan, PlanStatus::held);
  EXPECT_EQ(pupil.place.setting, Setting::unit);
  EXPECT_EQ(pupil.place.claim, Claim::plan);
  EXPECT_EQ(life.record().held(models::Stock::plans_at_units), 1);
}

TEST(Plan, MayLeaveThePupilInMainstream) {
  auto borough = small_borough::borough();
  borough.plans.to_specialist = 0;
  Life life(borough);
  life.until(monday);
  const auto& pupil = ask_for_a_plan(life, life.pupil(8));
  life.until(sim::date(2011, 6, 1));

  EXPECT_EQ(pupil.plan, PlanStatus::held);
  EXPECT_EQ(pupil.place.setting, Setting::mainstream);
  EXPECT_EQ(pupil.place.reason, Reason::none);
}

TEST(Plan, OfAPupilAtAUnitNamesSpecialProvisionByItsOwnShare) {
  auto borough = small_borough::borough();
  borough.plans.to_specialist = 0;
  borough.plans.unit_to_specialist = 1;
  Life life(borough);
  life.until(monday);
  const auto& at_unit = ask_for_a_plan(life, life.ask(life.pupil(8, 1), Claim::owed));
  const auto& at_school = ask_for_a_plan(life, life.pupil(8, 2));
  life.until(sim::date(2011, 6, 1));

  EXPECT_TRUE(at_unit.waits_for_specialist);
  EXPECT_FALSE(at_school.waits_for_specialist);
  EXPECT_EQ(life.record().total(Count::specialist_named), 1);
}

TEST(Plan, NamesSpecialProvisionWhileTheAssessmentOutlastsATrial) {
  auto borough = small_borough::borough();
  borough.units[1].stay.early.fill(small_borough::at_once);
  borough.reintegration = {.success = 0, .failure = 0};
  borough.specialists = {small_borough::special_school(1)};
  Life life(borough);
  life.until(monday);
  const auto& pupil = ask_for_a_plan(life, life.ask(life.pupil(8), Claim::owed));
  life.until(sim::date(2011, 6, 1));

  EXPECT_EQ(pupil.place.setting, Setting::special_school);
  EXPECT_EQ(life.record().total(Count::trials_cut_short), 1);
}

TEST(Plan, IsNotIssuedToWhoeverHasLeftMeanwhile) {
  Life life;
  life.until(sim::date(2011, 7, 1));
  ask_for_a_plan(life, life.pupil(11));
  life.until_the_end();

  EXPECT_EQ(life.record().total(Count::plan_requests), 1);
  EXPECT_EQ(life.record().total(Count::plans_issued), 0);
}

TEST(Plan, RequestsGrowByTheSameRatioEveryYear) {
  auto borough = small_borough::borough();
  borough.demography.intake = {{1999, 4000}};
  borough.plans.requests = 400;
  borough.plans.base_year = 2011;
  borough.plans.growth = 0.5;
  Life life(borough);
  life.until_the_end();

  for (int year = 0; year < 3; ++year) {
    const double mean = 400 * std::exp(0.5 * (year - 1));
    EXPECT_NEAR(static_cast<double>(life.record().counted(Count::plan_requests, year)), mean,
                4 * std::sqrt(mean));
  }
}

TEST(Plan, IsHeldByAsManyAtTheStartAsAreGiven) {
  auto borough = small_borough::borough();
  borough.demography.intake = {{1999, 1000}};
  borough.plans.initial = {100, 20, 50};
  borough.specialists = {small_borough::other_authority(5)};
  Life life(borough);
  life.until(monday);

  int held = 0;
  for (const auto& pupil : life.world().noticed()) held += pupil.plan == PlanStatus::held ? 1 : 0;
  EXPECT_NEAR(held, 170, 4 * std::sqrt(170.0));
  EXPECT_NEAR(static_cast<double>(life.held(Setting::independent)), 50, 4 * std::sqrt(50.0));
  EXPECT_EQ(life.held(Setting::other_authority), 5) << "no more than they have places for";
}

}  // namespace
