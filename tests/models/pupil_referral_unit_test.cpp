#include <gtest/gtest.h>

#include "tests/models/small_borough.h"

namespace {

using models::Claim;
using models::Count;
using models::Reason;
using models::Setting;
using small_borough::Life;
using small_borough::monday;
using small_borough::primary_unit;
using small_borough::secondary_unit;

models::Borough with_places(int places, double limit = 1) {
  auto borough = small_borough::borough();
  borough.units[secondary_unit].places = places;
  borough.units[secondary_unit].limit = limit;
  borough.waiting.spot_search_weeks = 1e6;
  return borough;
}

TEST(Unit, AdmitsThoseOwedEducationOverItsPlacesUpToItsLimit) {
  Life life(with_places(4, 1.5));
  life.until(monday);
  for (std::uint32_t number = 0; number < 7; ++number) life.ask(life.pupil(9, number), Claim::owed);

  EXPECT_EQ(life.record().roll(secondary_unit), 6);
  EXPECT_EQ(life.held(Setting::tuition), 1);
}

TEST(Unit, LetsAReferralWaitAtSchoolOverItsPlaces) {
  Life life(with_places(1, 1.5));
  life.until(monday);
  life.ask(life.pupil(9, 0), Claim::referral);
  const auto& second = life.ask(life.pupil(9, 1), Claim::referral);

  EXPECT_EQ(life.record().roll(secondary_unit), 1);
  EXPECT_EQ(second.place.setting, Setting::mainstream);
  EXPECT_EQ(second.place.reason, Reason::unit_full);
}

TEST(Unit, LetsAPlanWaitAtSchoolOverItsPlaces) {
  Life life(with_places(1, 1.5));
  life.until(monday);
  life.ask(life.pupil(9, 0), Claim::plan);
  const auto& second = life.ask(life.pupil(9, 1), Claim::plan);

  EXPECT_EQ(second.place.setting, Setting::mainstream);
  EXPECT_EQ(second.waits_as, Claim::plan);
}

TEST(Unit, CountsItsLimitInWholePlaces) {
  const auto limit = [](int places, double times) {
    Life life(with_places(places, times));
    return life.world().units[secondary_unit].places.limit();
  };
  EXPECT_EQ(limit(90, 1.25), 112) << "half a place admits nobody";
  EXPECT_EQ(limit(100, 1.15), 115) << "though 100 x 1.15 is a little less in binary";
  EXPECT_EQ(limit(0, 1.25), 0);
}

TEST(Unit, RemovesNobodyWhenPlacesAreCut) {
  auto borough = with_places(5);
  borough.units[secondary_unit].places = small_borough::from(sim::date(2010, 10, 1), 2, 5);
  Life life(borough);
  life.until(monday);
  for (std::uint32_t number = 0; number < 5; ++number) life.ask(life.pupil(9, number), Claim::owed);

  life.until(sim::date(2010, 10, 2));
  EXPECT_EQ(life.world().units[secondary_unit].places.places(), 2);
  EXPECT_EQ(life.record().roll(secondary_unit), 5);

  const auto& next = life.ask(life.pupil(9, 5), Claim::owed);
  for (std::uint32_t number = 0; number < 3; ++number)
    models::leave_borough(life.world(), life.pupil(9, number));
  life.until(sim::date(2010, 10, 3));
  EXPECT_EQ(life.record().roll(secondary_unit), 2);
  EXPECT_EQ(next.place.setting, Setting::tuition) << "nobody is admitted until there is room again";

  models::leave_borough(life.world(), life.pupil(9, 3));
  life.until(sim::date(2010, 10, 4));
  EXPECT_EQ(next.place.setting, Setting::unit);
}

TEST(Unit, AdmitsOwedBeforePlansBeforeReferrals) {
  Life life(with_places(1));
  life.until(monday);
  auto* holder = &life.ask(life.pupil(8), Claim::owed);
  auto& referred = life.ask(life.pupil(9, 1), Claim::referral);
  auto& planned = life.ask(life.pupil(9, 2), Claim::plan);
  auto& owed = life.ask(life.pupil(9, 3), Claim::owed);

  sim::Instant now = monday;
  for (models::Pupil* next : {&owed, &planned, &referred}) {
    EXPECT_NE(next->place.setting, Setting::unit);
    models::leave_borough(life.world(), *holder);
    life.until(now += sim::Days{1});
    EXPECT_EQ(next->place.setting, Setting::unit);
    holder = next;
  }
}

TEST(Unit, AdmitsInOrderOfArrivalWithinAClaim) {
  Life life(with_places(0));
  life.until(monday);
  for (const std::uint32_t number : {7U, 2U, 5U}) life.ask(life.pupil(9, number), Claim::owed);

  life.world().units[secondary_unit].places.change(1, 1);
  models::offer_unit_places(life.world(), secondary_unit);
  life.until(monday + sim::Days{1});
  EXPECT_EQ(life.pupil(9, 7).place.setting, Setting::unit);
  EXPECT_EQ(life.pupil(9, 2).place.setting, Setting::tuition);

  life.world().units[secondary_unit].places.change(2, 2);
  models::offer_unit_places(life.world(), secondary_unit);
  life.until(monday + sim::Days{2});
  EXPECT_EQ(life.pupil(9, 2).place.setting, Setting::unit);
  EXPECT_EQ(life.pupil(9, 5).place.setting, Setting::tuition);
}

TEST(Unit, AdmitsWhoeverWaitsOnTheDayPlacesAreAdded) {
  auto borough = with_places(0);
  borough.units[secondary_unit].places = small_borough::from(sim::date(2010, 11, 1), 3, 0);
  Life life(borough);
  life.until(monday);
  for (std::uint32_t number = 0; number < 5; ++number) life.ask(life.pupil(9, number), Claim::owed);

  life.until(sim::date(2010, 11, 1) + sim::Seconds{1});

  EXPECT_EQ(life.record().roll(secondary_unit), 3);
  EXPECT_EQ(life.held(Setting::tuition), 2);
}

TEST(Unit, TakesPupilsOfItsOwnPhase) {
  Life life;
  life.until(monday);
  life.ask(life.pupil(0), Claim::owed);
  life.ask(life.pupil(6), Claim::owed);
  life.ask(life.pupil(7), Claim::owed);

  EXPECT_EQ(life.record().roll(primary_unit), 2);
  EXPECT_EQ(life.record().roll(secondary_unit), 1);
}

TEST(Unit, IsNotTheOneForExcludedPupilsUnlessItTakesThem) {
  auto borough = small_borough::borough();
  borough.units.insert(borough.units.begin(), small_borough::unit("therapeutic", 0, 11, 30));
  borough.units[0].takes_excluded = false;
  Life life(borough);
  life.until(monday);
  life.ask(life.pupil(9), Claim::owed);

  EXPECT_EQ(life.record().roll(0), 0);
  EXPECT_EQ(life.record().roll(2), 1);
}

TEST(Unit, IsLeftByAPupilWhoMovesAway) {
  auto borough = small_borough::borough();
  borough.demography.departures = 0.5;
  Life life(borough);
  life.until(monday);
  int asked = 0;
  for (std::uint32_t number = 0; number < 40; ++number)
    if (!life.world().has_left(life.pupil(7, number))) {
      life.ask(life.pupil(7, number), Claim::owed);
      ++asked;
    }

  for (const int month : {11, 12}) {
    const sim::Instant when = sim::date(2010, static_cast<unsigned>(month), 1);
    life.until(when);
    int here = 0;
    for (std::uint32_t number = 0; number < 40; ++number)
      if (life.world().population.departure(life.world().universe, life.pupil(7, number).id) >=
          when)
        ++here;
    EXPECT_EQ(life.record().roll(secondary_unit), here);
    EXPECT_LT(here, asked);
  }
}

TEST(Unit, NamesWhyThePupilIsThere) {
  Life life;
  life.until(monday);
  EXPECT_EQ(life.ask(life.pupil(9, 1), Claim::owed).place.reason, Reason::excluded);
  EXPECT_EQ(life.ask(life.pupil(9, 2), Claim::referral).place.reason, Reason::referred);
  EXPECT_EQ(life.ask(life.pupil(9, 3), Claim::plan).place.reason, Reason::no_specialist_place);
}

TEST(Unit, CountsTheMostItEverHeldInASchoolYear) {
  Life life;
  life.until(monday);
  for (std::uint32_t number = 0; number < 3; ++number) life.ask(life.pupil(9, number), Claim::owed);
  life.until(monday + sim::Days{1});
  models::leave_borough(life.world(), life.pupil(9, 0));
  life.until(sim::date(2012, 9, 2));

  EXPECT_EQ(life.record().most_on_roll(0, secondary_unit), 3);
  EXPECT_EQ(life.record().most_on_roll(1, secondary_unit), 2);
  EXPECT_EQ(life.record().total(Count::unit_admissions), 3);
}

}  // namespace
