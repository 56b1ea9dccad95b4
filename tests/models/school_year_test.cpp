#include <gtest/gtest.h>

#include "tests/models/small_borough.h"

namespace {

using models::Claim;
using models::Count;
using models::Reason;
using models::Setting;
using small_borough::Life;
using small_borough::monday;

constexpr sim::Instant new_year = sim::date(2011, 9, 1);
constexpr sim::Instant after_roll_over = new_year + sim::Seconds{1};

models::Borough where_year_6_goes(models::PhaseChange phase_change) {
  auto borough = small_borough::borough();
  borough.phase_change = phase_change;
  return borough;
}

TEST(SchoolYear, EndsForYear11OnThe31stOfAugust) {
  Life life;
  life.until(monday);
  const auto& leaver = life.ask(life.pupil(11), Claim::owed);
  const auto& stayer = life.ask(life.pupil(10), Claim::owed);

  life.until(new_year);
  EXPECT_EQ(leaver.place.setting, Setting::unit);
  life.until(after_roll_over);
  EXPECT_EQ(leaver.place.setting, Setting::gone);
  EXPECT_EQ(stayer.place.setting, Setting::unit);
  EXPECT_EQ(life.record().counted(Count::aged_out, 0, 11), 1) << "in the year that has ended";
}

TEST(SchoolYear, FreesTheLeaversPlacesForWhoeverWaits) {
  auto borough = small_borough::borough();
  borough.units[1].places = 1;
  borough.waiting.spot_search_weeks = 1e6;
  Life life(borough);
  life.until(monday);
  life.ask(life.pupil(11), Claim::owed);
  const auto& waiting = life.ask(life.pupil(8), Claim::owed);

  life.until(after_roll_over);

  EXPECT_EQ(waiting.place.setting, Setting::unit);
}

TEST(SchoolYear, TakesLeaversOffEveryList) {
  auto borough = small_borough::borough();
  borough.units[1].places = 0;
  Life life(borough);
  life.until(monday);
  life.ask(life.pupil(11, 1), Claim::owed);
  life.ask(life.pupil(11, 2), Claim::referral);
  life.name(life.pupil(11, 3));

  life.until(after_roll_over);

  EXPECT_TRUE(life.world().units[1].waiting.empty());
  EXPECT_TRUE(life.world().waiting_for_specialist.empty());
  EXPECT_EQ(life.record().held(models::Stock::waiting_for_specialist), 0);
}

TEST(SchoolYear, ReturnsYear6OfAPrimaryUnitToAMainstreamSchool) {
  Life life(where_year_6_goes({.mainstream = 1, .unit = 0, .specialist = 0}));
  life.until(monday);
  const auto& pupil = life.exclude(life.pupil(6));
  life.until(after_roll_over);

  EXPECT_EQ(pupil.place.setting, Setting::mainstream);
  EXPECT_EQ(pupil.exclusion, models::ExclusionStatus::none);
  EXPECT_EQ(life.record().roll(small_borough::primary_unit), 0);
}

TEST(SchoolYear, SendsYear6OfAPrimaryUnitToTheSecondaryUnit) {
  Life life(where_year_6_goes({.mainstream = 0, .unit = 1, .specialist = 0}));
  life.until(monday);
  const auto& pupil = life.ask(life.pupil(6), Claim::owed);
  const auto& younger = life.ask(life.pupil(5), Claim::owed);
  life.until(after_roll_over);

  EXPECT_EQ(pupil.place.provider, small_borough::secondary_unit);
  EXPECT_EQ(younger.place.provider, small_borough::primary_unit);
}

TEST(SchoolYear, MovesPupilsUpInOrderOfTheirNumbersNotOfComingToNotice) {
  auto borough = where_year_6_goes({.mainstream = 0, .unit = 1, .specialist = 0});
  borough.units[1].places = 1;
  Life life(borough);
  life.until(monday);
  const auto& first_noticed = life.ask(life.pupil(6, 9), Claim::owed);
  const auto& first_numbered = life.ask(life.pupil(6, 4), Claim::owed);
  life.until(after_roll_over);

  EXPECT_EQ(first_numbered.place.setting, Setting::unit);
  EXPECT_EQ(first_noticed.place.setting, Setting::tuition);
}

TEST(SchoolYear, GivesTuitionToAYear7ForWhomTheSecondaryUnitHasNoRoom) {
  auto borough = where_year_6_goes({.mainstream = 0, .unit = 1, .specialist = 0});
  borough.units[1].places = 0;
  Life life(borough);
  life.until(monday);
  const auto& pupil = life.ask(life.pupil(6), Claim::owed);
  life.until(after_roll_over);

  EXPECT_EQ(pupil.place.setting, Setting::tuition);
}

TEST(SchoolYear, SendsYear6OfAPrimaryUnitToASpecialistPlace) {
  auto borough = where_year_6_goes({.mainstream = 0, .unit = 0, .specialist = 1});
  borough.specialists = {small_borough::special_school(1)};
  borough.units[1].places = 0;
  Life life(borough);
  life.until(monday);
  const auto& pupil = life.ask(life.pupil(6), Claim::owed);
  life.until(after_roll_over);

  EXPECT_EQ(pupil.place.setting, Setting::special_school);
  EXPECT_EQ(pupil.plan, models::PlanStatus::held);
  EXPECT_EQ(life.record().total(Count::plans_issued), 1);
  EXPECT_EQ(life.record().total(Count::waited_past_day_six), 0) << "a place was there at once";
}

TEST(SchoolYear, LetsYear6WaitForASpecialistPlaceAtTheSecondaryUnit) {
  Life life(where_year_6_goes({.mainstream = 0, .unit = 0, .specialist = 1}));
  life.until(monday);
  const auto& pupil = life.ask(life.pupil(6), Claim::owed);
  life.until(after_roll_over);

  EXPECT_EQ(pupil.place.setting, Setting::unit);
  EXPECT_EQ(pupil.place.provider, small_borough::secondary_unit);
  EXPECT_EQ(pupil.place.reason, Reason::no_specialist_place);
  EXPECT_TRUE(pupil.waits_for_specialist);
}

TEST(SchoolYear, KeepsWaitingWhoeverWaitedForASpecialistPlaceAtThePrimaryUnit) {
  Life life(where_year_6_goes({.mainstream = 1, .unit = 0, .specialist = 0}));
  life.until(monday);
  const auto& pupil = life.name(life.ask(life.pupil(6), Claim::owed));
  life.until(after_roll_over);

  EXPECT_EQ(pupil.place.provider, small_borough::secondary_unit);
  EXPECT_TRUE(pupil.waits_for_specialist);
  EXPECT_EQ(life.record().held(models::Stock::waiting_for_specialist), 1);
}

TEST(SchoolYear, LeavesPupilsAtAUnitOfAllAgesWhereTheyAre) {
  auto borough = where_year_6_goes({.mainstream = 1, .unit = 0, .specialist = 0});
  borough.units.push_back(small_borough::unit("therapeutic", 0, 11, 30));
  borough.units[2].takes_excluded = false;
  Life life(borough);
  life.until(monday);
  auto& pupil = life.pupil(6);
  life.ask(pupil, Claim::referral, 2, true);
  life.until(after_roll_over);

  EXPECT_EQ(pupil.place.provider, 2);
}

TEST(SchoolYear, PassesAYear6OnTheListOfThePrimaryUnitToTheSecondary) {
  auto borough = small_borough::borough();
  borough.units[0].places = 0;
  Life life(borough);
  life.until(monday);
  const auto& pupil = life.ask(life.pupil(6), Claim::referral);
  ASSERT_EQ(pupil.waits_for, small_borough::primary_unit);
  life.until(after_roll_over);

  EXPECT_EQ(pupil.place.provider, small_borough::secondary_unit);
  EXPECT_EQ(pupil.place.claim, Claim::referral);
}

TEST(SchoolYear, MovesTheYearGroupsOfSpecialistPlacesUp) {
  auto borough = small_borough::borough();
  borough.specialists = {small_borough::special_school(10)};
  borough.specialists[0].most_per_year_group = 1;
  Life life(borough);
  life.until(monday);
  life.name(life.pupil(5));
  EXPECT_EQ(life.world().specialists[0].held[5], 1);

  life.until(after_roll_over);

  EXPECT_EQ(life.world().specialists[0].held[5], 0);
  EXPECT_EQ(life.world().specialists[0].held[6], 1);
  EXPECT_FALSE(life.name(life.pupil(5, 1)).waits_for_specialist);
}

TEST(SchoolYear, OffersSpecialistPlacesBeforeThoseOfUnits) {
  auto borough = small_borough::borough();
  borough.units[1].places = 1;
  borough.specialists = {small_borough::special_school(1)};
  borough.waiting.spot_search_weeks = 1e6;
  Life life(borough);
  life.until(monday);
  life.name(life.pupil(11, 1));
  life.ask(life.pupil(11, 2), Claim::owed);
  const auto& both = life.name(life.ask(life.pupil(8, 1), Claim::owed));
  const auto& next = life.ask(life.pupil(8, 2), Claim::owed);
  life.until(after_roll_over);

  EXPECT_EQ(both.place.setting, Setting::special_school);
  EXPECT_EQ(next.place.setting, Setting::unit);
  EXPECT_EQ(life.record().total(Count::unit_admissions), 2) << "nobody passes through the unit";
}

TEST(SchoolYear, SendsOnAPupilWhoOutgrowsTheirProvider) {
  auto borough = small_borough::borough();
  auto base = small_borough::special_school(5);
  base.kind = models::SpecialistKind::resource_base;
  base.last_year = 6;
  auto school = small_borough::special_school(5);
  school.first_year = 7;
  borough.specialists = {base, school};
  Life life(borough);
  life.until(monday);
  const auto& pupil = life.name(life.pupil(6));
  ASSERT_EQ(pupil.place.setting, Setting::resource_base);

  life.until(after_roll_over);

  EXPECT_EQ(pupil.place.setting, Setting::special_school);
  EXPECT_EQ(life.world().specialists[0].places.held(), 0);
  EXPECT_EQ(life.world().specialists[1].places.held(), 1);
}

TEST(PostSixteen, GoesOnForAnIndependentPlacementByTheShareGiven) {
  auto borough = small_borough::borough();
  borough.independent.search = small_borough::at_once;
  borough.independent.post_sixteen = 0.4;
  borough.independent.post_sixteen_years = 1e6;
  Life life(borough);
  life.until(monday);
  for (std::uint32_t number = 0; number < 100; ++number) life.name(life.pupil(11, number));
  life.until(after_roll_over);

  EXPECT_NEAR(static_cast<double>(life.held(Setting::post_sixteen)), 40, 4 * 4.9);
  EXPECT_EQ(life.held(Setting::independent), 0);
}

TEST(PostSixteen, EndsAfterYearsWhoseMeanIsGiven) {
  auto borough = small_borough::borough();
  borough.independent.search = small_borough::at_once;
  borough.independent.post_sixteen = 1;
  borough.independent.post_sixteen_years = 1;
  Life life(borough);
  life.until(monday);
  for (std::uint32_t number = 0; number < 100; ++number) life.name(life.pupil(11, number));
  life.until(sim::date(2012, 9, 1));

  EXPECT_NEAR(static_cast<double>(life.held(Setting::post_sixteen)), 36.8, 4 * 4.82);
}

TEST(PostSixteen, IsNotForLocalPlaces) {
  auto borough = small_borough::borough();
  borough.specialists = {small_borough::special_school(5)};
  borough.independent.post_sixteen = 1;
  Life life(borough);
  life.until(monday);
  const auto& pupil = life.name(life.pupil(11));
  life.until(after_roll_over);

  EXPECT_EQ(pupil.place.setting, Setting::gone);
  EXPECT_EQ(life.world().specialists[0].places.held(), 0);
}

TEST(PostSixteen, OutlastsAMoveThatWouldHaveComeLater) {
  auto borough = small_borough::borough();
  borough.demography.departures = 0.05;
  borough.independent.search = small_borough::at_once;
  borough.independent.post_sixteen = 1;
  borough.independent.post_sixteen_years = 1e6;
  Life life(borough);
  life.until(monday);
  for (std::uint32_t number = 0; number < 100; ++number)
    if (!life.world().has_left(life.pupil(11, number))) life.name(life.pupil(11, number));
  life.until(after_roll_over);
  const auto before = life.held(Setting::post_sixteen);
  life.until_the_end();

  EXPECT_GT(before, 80);
  EXPECT_EQ(life.held(Setting::post_sixteen), before);
}

TEST(PostSixteen, IsNotUndoneByAPlanThatWasStillBeingAssessed) {
  auto borough = small_borough::borough();
  borough.independent.post_sixteen = 1;
  borough.independent.post_sixteen_years = 1e6;
  borough.independent.search = small_borough::at_once;
  borough.plans.on_time = 0.0;
  Life life(borough);
  life.until(sim::date(2011, 7, 1));
  models::Pupil& pupil = life.pupil(11);
  models::move_to(life.world(), pupil,
                  {.setting = Setting::independent, .reason = Reason::in_care});
  models::request_plan(life.world(), pupil);
  ASSERT_EQ(pupil.plan, models::PlanStatus::under_assessment);

  life.until_the_end();

  EXPECT_EQ(pupil.place.setting, Setting::post_sixteen) << "and not back at a place for Year 11";
  EXPECT_EQ(life.held(Setting::independent), 0);
}

TEST(SchoolYear, MakesNobodyWaitWhoFindsAPlaceFreedOrOpenedThatDay) {
  auto borough = where_year_6_goes({.mainstream = 0, .unit = 1, .specialist = 0});
  borough.units[1].places = small_borough::from(sim::date(2011, 9, 1), 1, 0);
  Life life(borough);
  life.until(monday);
  const auto& pupil = life.ask(life.pupil(6), Claim::owed);

  life.until(after_roll_over);

  EXPECT_EQ(pupil.place.setting, Setting::unit);
  EXPECT_EQ(pupil.place.provider, small_borough::secondary_unit);
  EXPECT_EQ(life.record().total(Count::waited_past_day_six), 0);
  EXPECT_EQ(life.told(pupil, "tuition"), sim::never);
}

TEST(SchoolYear, AdmitsNobodyToAPlaceThatIsCutThatDay) {
  auto borough = where_year_6_goes({.mainstream = 0, .unit = 1, .specialist = 0});
  borough.units[1].places = small_borough::from(sim::date(2011, 9, 1), 0, 1);
  Life life(borough);
  life.until(monday);
  const auto& pupil = life.ask(life.pupil(6), Claim::owed);

  life.until(after_roll_over);

  EXPECT_EQ(pupil.place.setting, Setting::tuition);
  EXPECT_EQ(life.record().roll(small_borough::secondary_unit), 0);
}

TEST(SchoolYear, StartsNobodyAnewWhoseExclusionIsUnderReview) {
  auto borough = where_year_6_goes({.mainstream = 1, .unit = 0, .specialist = 0});
  borough.exclusion.review_days = 30;
  Life life(borough);
  life.until(sim::date(2011, 7, 1));
  const auto& pupil = life.exclude(life.pupil(6));

  life.until(after_roll_over);

  EXPECT_EQ(pupil.exclusion, models::ExclusionStatus::under_review);
  EXPECT_EQ(pupil.place.setting, Setting::unit);
}

}  // namespace
