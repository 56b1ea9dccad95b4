#include "models/unit_role.h"

#include <gtest/gtest.h>

#include "tests/models/small_borough.h"

namespace {

using models::Claim;
using models::Count;
using models::Setting;
using models::Stock;
using small_borough::from;
using small_borough::Life;
using small_borough::monday;
using small_borough::secondary_unit;

models::Borough with_role(models::UnitRole role) {
  auto borough = small_borough::borough();
  borough.units[secondary_unit].role = std::move(role);
  return borough;
}

TEST(UnitRole, LetsSmallerSitesAttendBetter) {
  const sim::Date move = sim::date(2010, 11, 1);
  models::UnitRole role;
  role.attendance = 0.6;
  role.small_site_attendance = 0.08;
  role.sites = {{"one", from(move, 25, 100)}, {"two", from(move, 25)}, {"three", from(move, 50)}};
  EXPECT_DOUBLE_EQ(models::gain_of_small_sites(role, monday), 0);
  // On average a place is in a site of (25 x 25 + 25 x 25 + 50 x 50) / 100 = 37.5 places.
  EXPECT_NEAR(models::gain_of_small_sites(role, move), 0.08 * 1.41504, 1e-6);

  Life life(with_role(role));
  life.until(monday);
  life.ask(life.pupil(9), Claim::owed);
  EXPECT_EQ(life.record().attending(secondary_unit), 600);
  life.until(move + sim::Days{1});
  EXPECT_EQ(life.record().attending(secondary_unit), 713);
}

TEST(UnitRole, GivesVocationalPlacesToYears10And11InOrder) {
  models::UnitRole role;
  role.attendance = 0.5;
  role.vocational_places = 2;
  role.vocational_attendance = 0.2;
  Life life(with_role(role));
  life.until(monday);
  auto& younger = life.ask(life.pupil(9), Claim::owed);
  auto& first = life.ask(life.pupil(10, 1), Claim::owed);
  auto& second = life.ask(life.pupil(11, 2), Claim::owed);
  auto& third = life.ask(life.pupil(10, 3), Claim::owed);

  EXPECT_FALSE(younger.vocational);
  EXPECT_TRUE(first.vocational && second.vocational);
  EXPECT_FALSE(third.vocational);
  EXPECT_EQ(life.record().attending(secondary_unit), 2 * 500 + 2 * 700);

  models::leave_borough(life.world(), first);
  EXPECT_TRUE(third.vocational);
  EXPECT_EQ(life.record().held(Stock::vocational_places_held), 2);
}

TEST(UnitRole, CountsWhoLeavesYear11FromAVocationalPlace) {
  models::UnitRole role;
  role.vocational_places = 1;
  Life life(with_role(role));
  life.until(monday);
  life.ask(life.pupil(11, 1), Claim::owed);
  life.ask(life.pupil(11, 2), Claim::owed);
  auto& next = life.ask(life.pupil(9), Claim::owed);
  life.until(sim::date(2011, 9, 2));

  EXPECT_EQ(life.record().counted(Count::vocational_pathway, 0), 1);
  EXPECT_EQ(life.record().counted(Count::aged_out, 0), 2);
  EXPECT_TRUE(next.vocational) << "now in Year 10, when the place is free";
}

TEST(UnitRole, TakesVocationalPlacesBackWhenTheyAreCut) {
  models::UnitRole role;
  role.vocational_places = from(sim::date(2010, 11, 1), 1, 2);
  Life life(with_role(role));
  life.until(monday);
  const auto& first = life.ask(life.pupil(10, 1), Claim::owed);
  const auto& second = life.ask(life.pupil(10, 2), Claim::owed);
  EXPECT_TRUE(second.vocational);

  life.until(sim::date(2010, 11, 2));
  EXPECT_TRUE(first.vocational);
  EXPECT_FALSE(second.vocational);
}

TEST(UnitRole, NeverHasFewerHoldersForMoreVocationalPlaces) {
  int as_many = 0;
  for (std::uint32_t replication = 0; replication < 100; ++replication) {
    const auto held = [&](int places) {
      models::UnitRole role;
      role.vocational_places = places;
      auto borough = with_role(role);
      borough.units[secondary_unit].stay.early.fill(1);
      Life life(borough, replication);
      life.until(monday);
      for (std::uint32_t number = 0; number < 10; ++number)
        life.ask(life.pupil(10, number), Claim::owed);
      life.until(sim::date(2011, 9, 2));
      return life.record().area(0, Stock::vocational_places_held);
    };
    as_many += held(6) >= held(3) ? 1 : 0;
  }
  EXPECT_EQ(as_many, 100);
}

TEST(UnitRole, EndsAStayAtTheLongest) {
  models::UnitRole role;
  role.longest_stay_weeks = from(sim::date(2010, 11, 1), 10.0);
  Life life(with_role(role));
  life.until(monday);
  const auto& pupil = life.ask(life.pupil(9), Claim::owed);
  // Ten weeks after Monday 13 September is Monday 22 November.
  life.until(sim::date(2010, 11, 22));
  EXPECT_EQ(pupil.place.setting, Setting::unit);
  life.until(sim::date(2010, 11, 24));
  EXPECT_EQ(pupil.place.setting, Setting::trial);
}

TEST(UnitRole, KeepsWhoeverWaitsForASpecialistPlaceBeyondTheLongestStay) {
  models::UnitRole role;
  role.longest_stay_weeks = 2.0;
  Life life(with_role(role));
  life.until(monday);
  const auto& pupil = life.name(life.ask(life.pupil(9), Claim::owed));
  life.until(sim::date(2011, 7, 1));
  EXPECT_EQ(pupil.place.setting, Setting::unit);
}

TEST(UnitRole, MultipliesTheHazardOfReintegrationFromItsDate) {
  const sim::Date start = sim::date(2010, 11, 1);
  const auto ready = [&](double times, int group) {
    models::UnitRole role;
    role.reintegration_to_year_9 = from(start, times, 1.0);
    auto borough = with_role(role);
    borough.units[secondary_unit].stay.early.fill(0.2);
    Life life(borough, small_borough::always_open(borough.period));
    life.until(start - sim::Days{1});
    auto& pupil = life.ask(life.pupil(group, 3), Claim::owed);
    life.until_the_end();
    return std::pair(life.told(pupil, "Reintegration begins"), pupil.id.value);
  };
  const auto [usual, usual_id] = ready(1, 7);
  const auto [sooner, sooner_id] = ready(4, 7);
  ASSERT_EQ(usual_id, sooner_id);
  ASSERT_LT(usual, sim::never);
  // After the change, four times the hazard takes a quarter of the time.
  EXPECT_NEAR(sim::years_between(sim::Instant{start}, sooner) * 4,
              sim::years_between(sim::Instant{start}, usual), 2 / 365.25);
  EXPECT_EQ(ready(1, 10), ready(4, 10)) << "Year 10 has its own multiplier";
}

TEST(UnitRole, KeepsADualRegistrationAtTheChangeOfPhase) {
  auto borough = small_borough::borough();
  borough.phase_change = {.mainstream = 0, .unit = 1, .specialist = 0};
  Life life(borough);
  life.until(monday);
  const auto& pupil = life.ask(life.pupil(6), Claim::referral, small_borough::primary_unit, true);
  EXPECT_TRUE(pupil.place.dual);
  life.until(sim::date(2011, 9, 2));
  EXPECT_EQ(pupil.place.provider, secondary_unit);
  EXPECT_TRUE(pupil.place.dual);
  EXPECT_EQ(life.record().held(Stock::dual_registered), 1);
}

TEST(UnitRole, ShowsAVisitorToASiteBesideTheRoll) {
  auto borough = small_borough::borough();
  borough.options.emplace_back();
  borough.options[0].kind = models::OptionKind::short_break;
  borough.options[0].host = secondary_unit;
  Life life(borough);
  life.until(monday);
  auto& pupil = life.pupil(9);
  models::begin_provision(life.world(), pupil, 0);
  life.world().supersede(pupil, models::Pending::stay);
  life.until(monday + sim::Days{10});
  models::move_to(life.world(), pupil, {.setting = Setting::mainstream});
  life.until(sim::date(2011, 9, 2));
  EXPECT_EQ(life.record().hosted_area(0, secondary_unit), 10 * sim::seconds_per_day);
  EXPECT_EQ(life.record().roll_area(0, secondary_unit), 0);
}

}  // namespace
