#include "sim/random/hazard_clock.h"

#include <cmath>

#include <gtest/gtest.h>

#include "sim/kernel/instant.h"

namespace {

using sim::HazardClock;
using sim::Instant;

constexpr Instant start = sim::date(2015, 9, 1);

Instant after(double years) {
  return sim::after_years(start, years);
}

/// [years] after the start; instants are whole seconds.
double years_of(Instant when) {
  return sim::years_between(start, when);
}
constexpr double a_second = 1 / sim::seconds_per_year;

TEST(HazardClock, CrossesWhenTheHazardHasConsumedTheThreshold) {
  HazardClock clock(start, 0.8);
  clock.set_rate(start, 0.5);
  EXPECT_NEAR(years_of(clock.crossing()), 1.6, a_second);
}

TEST(HazardClock, NeverCrossesWithoutAHazard) {
  HazardClock clock(start, 0.8);
  EXPECT_EQ(clock.crossing(), sim::never);
  clock.set_rate(start, 0.5);
  clock.set_rate(after(1), 0);
  EXPECT_EQ(clock.crossing(), sim::never);
}

TEST(HazardClock, KeepsWhatWasConsumedWhenTheHazardChanges) {
  HazardClock clock(start, 0.8);
  clock.set_rate(start, 0.5);
  clock.set_rate(after(1), 0.9);
  EXPECT_NEAR(years_of(clock.crossing()), 1 + 0.3 / 0.9, 2 * a_second);
}

TEST(HazardClock, MapsAnewAndNeverRedraws) {
  HazardClock still(start, 0.8);
  still.set_rate(start, 0.5);
  HazardClock restless = still;

  for (int i = 1; i <= 10; ++i) restless.set_rate(after(0.1 * i), 0.5);

  EXPECT_NEAR(years_of(restless.crossing()), years_of(still.crossing()), 2 * a_second)
      << "a change to the same hazard changes nothing";
}

TEST(HazardClock, WaitsThroughAPauseAndGoesOn) {
  HazardClock clock(start, 0.8);
  clock.set_rate(start, 0.5);
  clock.set_rate(after(1), 0);
  clock.set_rate(after(3), 0.5);
  EXPECT_NEAR(years_of(clock.crossing()), 3.6, 2 * a_second);
}

TEST(HazardClock, CrossesAtOnceWhenTheThresholdIsAlreadyConsumed) {
  HazardClock clock(start, 0.8);
  clock.set_rate(start, 0.5);
  clock.set_rate(after(2), 0.5);
  EXPECT_EQ(clock.crossing(), after(2));
}

TEST(HazardClock, NeverCrossesOnceStopped) {
  HazardClock clock(start, 0.8);
  clock.set_rate(start, 0.5);
  clock.stop(after(1));
  clock.set_rate(after(2), 1e9);
  EXPECT_EQ(clock.crossing(), sim::never);
}

TEST(HazardClock, KeepsItsContracts) {
  HazardClock clock(start, 0.8);
  EXPECT_THROW(clock.set_rate(start, -1), sim::ContractError);
  clock.set_rate(after(1), 1);
  EXPECT_THROW(clock.set_rate(start, 1), sim::ContractError);
  EXPECT_THROW(HazardClock(start, -0.1), sim::ContractError);
}

}  // namespace
