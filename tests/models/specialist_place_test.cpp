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

models::Borough with(models::Specialist provider) {
  auto borough = small_borough::borough();
  borough.specialists = {std::move(provider)};
  return borough;
}

TEST(SpecialistPlace, IsTakenAtOnceWhenOneIsFree) {
  Life life(with(small_borough::special_school(1)));
  life.until(monday);
  const auto& pupil = life.name(life.pupil(5));

  EXPECT_EQ(pupil.place.setting, Setting::special_school);
  EXPECT_EQ(pupil.place.reason, Reason::need);
  EXPECT_FALSE(pupil.waits_for_specialist);
  EXPECT_EQ(life.record().total(Count::placed_locally), 1);
}

TEST(SpecialistPlace, GoesToWhoeverHasWaitedLongest) {
  auto borough = with(small_borough::special_school(0));
  borough.specialists[0].places = small_borough::from(sim::date(2010, 11, 1), 2, 0);
  Life life(borough);
  life.until(monday);
  for (const std::uint32_t number : {9U, 4U, 6U}) life.name(life.pupil(5, number));

  life.until(sim::date(2010, 11, 2));

  EXPECT_EQ(life.pupil(5, 9).place.setting, Setting::special_school);
  EXPECT_EQ(life.pupil(5, 4).place.setting, Setting::special_school);
  EXPECT_TRUE(life.pupil(5, 6).waits_for_specialist);
}

TEST(SpecialistPlace, IsOfferedOnWhenItsHolderLeaves) {
  Life life(with(small_borough::special_school(1)));
  life.until(monday);
  auto& first = life.name(life.pupil(5, 1));
  const auto& second = life.name(life.pupil(6, 2));
  EXPECT_EQ(second.place.setting, Setting::mainstream);

  models::leave_borough(life.world(), first);
  life.until(monday + sim::Days{1});

  EXPECT_EQ(second.place.setting, Setting::special_school);
}

TEST(SpecialistPlace, PassesOverAYearGroupThatIsFull) {
  auto borough = with(small_borough::special_school(0));
  borough.specialists[0].places = small_borough::from(sim::date(2010, 11, 1), 10, 0);
  borough.specialists[0].most_per_year_group = 2;
  Life life(borough);
  life.until(monday);
  for (std::uint32_t number = 0; number < 3; ++number) life.name(life.pupil(5, number));
  const auto& younger = life.name(life.pupil(4));

  life.until(sim::date(2010, 11, 2));

  EXPECT_EQ(life.held(Setting::special_school), 3);
  EXPECT_TRUE(life.pupil(5, 2).waits_for_specialist);
  EXPECT_EQ(younger.place.setting, Setting::special_school);
}

TEST(SpecialistPlace, IsOnlyForTheYearGroupsOfItsProvider) {
  auto school = small_borough::special_school(10);
  school.first_year = 7;
  Life life(with(school));
  life.until(monday);

  const auto& younger = life.name(life.pupil(6));
  const auto& older = life.name(life.pupil(7));
  life.until(monday + sim::Seconds{1});  // Whoever is named while others wait is placed in turn.

  EXPECT_TRUE(younger.waits_for_specialist);
  EXPECT_FALSE(older.waits_for_specialist);
}

TEST(SpecialistPlace, IsOfferedToAPupilWhoGrowsIntoTheYearGroupsOfItsProvider) {
  auto school = small_borough::special_school(10);
  school.first_year = 7;
  Life life(with(school));
  life.until(monday);
  const auto& pupil = life.name(life.pupil(6));

  life.until(sim::date(2011, 9, 1) + sim::Seconds{1});

  EXPECT_EQ(pupil.place.setting, Setting::special_school) << "a free place stood idle";
}

TEST(SpecialistPlace, IsWaitedForWithTheReasonThatItIsNotOpenYet) {
  auto borough = with(small_borough::special_school(0));
  borough.specialists[0].places = small_borough::from(sim::date(2011, 1, 10), 1, 0);
  Life life(borough);
  life.until(monday);
  const auto& first = life.name(life.pupil(5, 1));
  const auto& second = life.name(life.ask(life.pupil(8, 2), Claim::owed));
  EXPECT_EQ(first.place.reason, Reason::not_open_yet);
  EXPECT_EQ(second.place.reason, Reason::not_open_yet);

  life.until(sim::date(2011, 1, 11));
  EXPECT_EQ(first.place.setting, Setting::special_school);
  EXPECT_EQ(second.place.setting, Setting::unit);
  EXPECT_EQ(second.place.reason, Reason::no_specialist_place) << "open now, and full";
}

TEST(SpecialistPlace, IsNotOpenYetOnlyOnceItIsAnnounced) {
  auto borough = with(small_borough::special_school(0));
  borough.specialists[0].places = small_borough::from(sim::date(2011, 9, 1), 1, 0);
  borough.specialists[0].announced = sim::date(2010, 12, 1);
  Life life(borough);
  life.until(monday);
  EXPECT_EQ(life.name(life.pupil(5, 1)).place.reason, Reason::no_specialist_place);
  life.until(sim::date(2010, 12, 1));
  EXPECT_EQ(life.name(life.pupil(5, 2)).place.reason, Reason::not_open_yet);
}

TEST(SpecialistPlace, LeavesThePupilWhereTheyAreWhenNoneIsFree) {
  Life life;
  life.until(monday);
  const auto& pupil = life.name(life.pupil(5));

  EXPECT_EQ(pupil.place.setting, Setting::mainstream);
  EXPECT_EQ(pupil.place.reason, Reason::no_specialist_place);
  EXPECT_EQ(life.record().held(Stock::waiting_for_specialist), 1);
}

TEST(SpecialistPlace, AtAnotherAuthorityIsCappedAtItsPlacesAndNamesTheLackAtHome) {
  Life life(with(small_borough::other_authority(2)));
  life.until(monday);
  for (std::uint32_t number = 0; number < 3; ++number) life.name(life.pupil(5, number));

  EXPECT_EQ(life.held(Setting::other_authority), 2);
  EXPECT_EQ(life.record().held(Setting::other_authority, Reason::no_specialist_place), 2);
  EXPECT_TRUE(life.pupil(5, 2).waits_for_specialist);
}

TEST(SpecialistPlace, AtAnIndependentSchoolFollowsAShortestWaitAndASearch) {
  auto borough = small_borough::borough();
  borough.independent.shortest_wait_weeks = 12;
  borough.independent.search = 26.0;
  Life life(borough);
  life.until(monday);
  for (std::uint32_t number = 0; number < 100; ++number) life.name(life.pupil(5, number));

  life.until(monday + sim::Days{12 * 7});
  EXPECT_EQ(life.held(Setting::independent), 0);
  life.until(monday + sim::Days{14 * 7});  // Two weeks of search: a share 1 - 1/e has found.
  EXPECT_NEAR(static_cast<double>(life.held(Setting::independent)), 63.2, 4 * 4.82);
  EXPECT_EQ(life.record().held(Stock::waiting_for_specialist) + life.held(Setting::independent),
            100);
}

TEST(SpecialistPlace, EndsTheSearchForAnIndependentOne) {
  auto borough = with(small_borough::special_school(0));
  borough.specialists[0].places = small_borough::from(sim::date(2010, 11, 1), 1, 0);
  borough.independent.shortest_wait_weeks = 12;
  borough.independent.search = small_borough::at_once;
  Life life(borough);
  life.until(monday);
  const auto& pupil = life.name(life.pupil(5));

  life.until(sim::date(2011, 6, 1));

  EXPECT_EQ(pupil.place.setting, Setting::special_school);
  EXPECT_EQ(life.record().total(Count::placed_independent), 0);
}

TEST(SpecialistPlace, OfComplexNeedIsSoughtAtAnIndependentSchoolOnly) {
  auto borough = with(small_borough::special_school(10));
  borough.independent.search = small_borough::at_once;
  Life life(borough);
  life.until(monday);
  auto& pupil = life.pupil(5);
  pupil.complex_need = true;
  life.name(pupil);
  EXPECT_EQ(pupil.place.setting, Setting::mainstream);
  EXPECT_EQ(pupil.place.reason, Reason::need);

  life.until(monday + sim::Days{1});

  EXPECT_EQ(pupil.place.setting, Setting::independent);
  EXPECT_EQ(pupil.place.reason, Reason::need);
}

TEST(SpecialistPlace, AtAnIndependentSchoolIsNotAgreedAboveTheCap) {
  auto borough = small_borough::borough();
  borough.independent.search = 500.0;
  borough.independent.most = 3;
  Life life(borough);
  life.until(monday);
  for (std::uint32_t number = 0; number < 10; ++number) life.name(life.pupil(5, number));

  life.until(sim::date(2011, 6, 1));

  EXPECT_EQ(life.held(Setting::independent), 3);
  EXPECT_EQ(life.record().held(Stock::waiting_for_specialist), 7);
}

TEST(SpecialistPlace, FreesThePlaceAtTheUnitForTheNext) {
  auto borough = with(small_borough::special_school(0));
  borough.specialists[0].places = small_borough::from(sim::date(2010, 11, 1), 1, 0);
  borough.units[1].places = 1;
  borough.waiting.spot_search_weeks = 1e6;
  Life life(borough);
  life.until(monday);
  const auto& blocking = life.name(life.ask(life.pupil(8, 1), Claim::owed));
  const auto& next = life.ask(life.pupil(8, 2), Claim::owed);

  life.until(sim::date(2010, 11, 1) + sim::Seconds{1});

  EXPECT_EQ(blocking.place.setting, Setting::special_school);
  EXPECT_EQ(next.place.setting, Setting::unit);
}

TEST(SpecialistPlace, IsCutWithoutRemovingAnybody) {
  auto borough = with(small_borough::special_school(0));
  borough.specialists[0].places = small_borough::from(sim::date(2010, 11, 1), 1, 3);
  Life life(borough);
  life.until(monday);
  for (std::uint32_t number = 0; number < 3; ++number) life.name(life.pupil(5, number));

  life.until(sim::date(2010, 12, 1));

  EXPECT_EQ(life.held(Setting::special_school), 3);
  EXPECT_TRUE(life.name(life.pupil(6)).waits_for_specialist);
}

}  // namespace
