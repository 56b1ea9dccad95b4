#include "models/conservation.h"

#include <cstdint>
#include <set>

#include <gtest/gtest.h>

#include "models/own_exposure.h"
#include "sim/kernel/expects.h"
#include "tests/models/small_borough.h"

namespace {

using models::Count;
using models::Reason;
using models::Setting;
using models::Stock;
using small_borough::Life;
using small_borough::monday;

/// A borough in which somebody is in every kind of place.
models::World& busy(Life& life) {
  life.until(monday);
  life.exclude(life.pupil(8, 0));
  life.ask(life.pupil(8, 1), models::Claim::owed);
  life.name(life.ask(life.pupil(8, 2), models::Claim::plan));
  life.name(life.pupil(5));
  return life.world();
}

TEST(Conservation, HoldsInABusyBorough) {
  Life life;
  const auto& world = busy(life);
  EXPECT_NO_THROW(models::recount(world));
  EXPECT_NO_THROW(models::check_running(world));
  EXPECT_NO_THROW(models::check_no_idle_place(world));
}

TEST(Conservation, NoticesAPupilWhoIsCountedTwice) {
  Life life;
  auto& world = busy(life);
  world.record.change(world.now(), Setting::tuition, Reason::unit_full, +1);
  EXPECT_THROW(models::recount(world), sim::ContractError);
}

TEST(Conservation, NoticesAPlaceHeldByNobody) {
  Life life;
  auto& world = busy(life);
  world.units[1].places.admit(sim::Claim::within_limit);
  EXPECT_THROW(models::check_running(world), sim::ContractError);
  EXPECT_THROW(models::recount(world), sim::ContractError);
}

TEST(Conservation, NoticesADecisionSettledTwice) {
  Life life;
  auto& world = busy(life);
  world.record.count(Count::permanent, 0, 8, 2);
  EXPECT_THROW(models::check_running(world), sim::ContractError);
  EXPECT_THROW(models::recount(world), sim::ContractError);
}

TEST(Conservation, NoticesATrialThatHasVanished) {
  Life life;
  auto& world = busy(life);
  world.record.count(Count::trials, 0, 8);
  EXPECT_THROW(models::check_running(world), sim::ContractError);
}

TEST(Conservation, NoticesAWaitThatIsNotCounted) {
  Life life;
  auto& world = busy(life);
  world.record.change(world.now(), Stock::waiting_for_specialist, -1);
  EXPECT_THROW(models::recount(world), sim::ContractError);
}

TEST(Conservation, NoticesAPupilMissingFromAList) {
  auto borough = small_borough::borough();
  borough.units[1].places = 0;
  Life life(borough);
  auto& world = busy(life);
  EXPECT_NO_THROW(models::recount(world));
  world.units[1].waiting.clear();
  EXPECT_THROW(models::recount(world), sim::ContractError);
}

TEST(Conservation, NoticesAPlaceThatStandsIdleWhileSomebodyWaits) {
  Life life;
  auto& world = busy(life);
  world.units[1].waiting.add(0, life.pupil(9).id);
  EXPECT_THROW(models::check_no_idle_place(world), sim::ContractError);
}

TEST(Conservation, NoticesASpecialistPlaceThatStandsIdleWhileSomebodyWaits) {
  auto borough = small_borough::borough();
  borough.specialists = {small_borough::special_school(0)};
  Life life(borough);
  auto& world = busy(life);
  EXPECT_NO_THROW(models::check_no_idle_place(world));
  world.specialists[0].places.change(1, 1);
  EXPECT_THROW(models::check_no_idle_place(world), sim::ContractError);
}

TEST(Conservation, NoticesASpecialistPlaceOfAnotherYearGroup) {
  auto borough = small_borough::borough();
  borough.specialists = {small_borough::special_school(9)};
  Life life(borough);
  auto& world = busy(life);
  EXPECT_NO_THROW(models::recount(world));
  std::swap(world.specialists[0].held[5], world.specialists[0].held[4]);
  EXPECT_THROW(models::recount(world), sim::ContractError);
}

TEST(Conservation, IsAskedForOnceADecisionIsCounted) {
  Life life;
  auto& world = busy(life);
  world.record.count(Count::permanent, 0, 8, 2);
  ASSERT_TRUE(world.record.take_whether_laws_are_due());  // As if nothing had been counted.
  EXPECT_THROW(life.until(small_borough::reviewed + sim::Days{1}), sim::ContractError);
}

TEST(Conservation, HoldsAtTheCensusToo) {
  Life life;
  const auto& world = busy(life);
  EXPECT_NO_THROW(models::recount_at_census(world));
}

TEST(Conservation, NoticesAtTheCensusAPupilWhoIsCountedTwice) {
  Life life;
  auto& world = busy(life);
  world.record.change(world.now(), Setting::tuition, Reason::unit_full, +1);
  EXPECT_THROW(models::recount_at_census(world), sim::ContractError);
}

/// Off the timetable, and passed over by every visit.
TEST(Conservation, NoticesAtTheEndWhoHadToBeSingledOut) {
  Life life;
  auto& world = busy(life);
  auto& pupil = life.pupil(9, 50);
  pupil.off_timetable = true;
  EXPECT_NO_THROW(models::recount_at_census(world)) << "which asks only who is singled out";
  EXPECT_THROW(models::recount(world), sim::ContractError);
  world.single_out(pupil);
  EXPECT_NO_THROW(models::recount(world));
}

TEST(Conservation, NoticesAtTheEndWhoIsMissedSinceTheyWereForgotten) {
  Life life;
  auto& world = busy(life);
  world.pass_over(life.pupil(8, 0));
  EXPECT_THROW(models::recount_at_census(world), sim::ContractError) << "somebody is missing";
  EXPECT_THROW(models::recount(world), sim::ContractError);
}

/// One in four each January: of four in a row each comes up in another year.
TEST(Conservation, NoticesAnExposureThatDoesNotFollowTheSettingWithinFourYears) {
  auto borough = small_borough::borough();
  borough.period.last_school_year = 2014;
  std::set<int> noticed_in;
  for (std::uint32_t number = 0; number < 4; ++number) {
    Life life(borough);
    life.until(monday);
    models::share_exposure(life.world(), life.pupil(5, number), 0.5);
    int year = 2011;
    for (bool noticed = false; !noticed && year < 2015; year += noticed ? 0 : 1) try {
        life.until(sim::date(year, 2, 2));
      } catch (const sim::ContractError&) {
        noticed = true;
      }
    noticed_in.insert(year);
  }
  EXPECT_EQ(noticed_in, (std::set<int>{2011, 2012, 2013, 2014}));
}

}  // namespace
