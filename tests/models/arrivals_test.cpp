#include "models/arrivals.h"

#include <cmath>
#include <map>

#include <gtest/gtest.h>

#include "tests/models/small_borough.h"

namespace {

using models::pick_from_mainstream;
using models::pick_year_group;
using small_borough::Life;

/// The n-th of many numbers evenly spaced in (0, 1).
double spaced(int n, int of) {
  return (n + 0.5) / of;
}

TEST(Arrivals, PickAYearGroupByItsWeight) {
  models::ByYearGroup<double> weight{};
  weight[3] = 1;
  weight[5] = 3;
  EXPECT_EQ(pick_year_group(weight, 0, 11, 0.001), 3);
  EXPECT_EQ(pick_year_group(weight, 0, 11, 0.249), 3);
  EXPECT_EQ(pick_year_group(weight, 0, 11, 0.251), 5);
  EXPECT_EQ(pick_year_group(weight, 0, 11, 0.999), 5);
  EXPECT_EQ(pick_year_group(weight, 4, 6, 0.001), 5) << "only within the years asked for";
}

TEST(Arrivals, PickYearGroupsWithoutWeightEquallyOften) {
  std::map<int, int> picked;
  for (int n = 0; n < 400; ++n) ++picked[pick_year_group({}, 4, 7, spaced(n, 400))];
  for (int group = 4; group <= 7; ++group) EXPECT_EQ(picked[group], 100);
}

TEST(Arrivals, PickEachPupilAsOftenThoseWhoCameLaterToo) {
  auto borough = small_borough::borough();
  borough.demography = {.intake = {{1999, 6}}, .arrivals = 4, .departures = 0};
  Life life(borough);
  life.until(sim::date(2012, 9, 10));
  const int cohort = models::Population::cohort_in(8, 2);
  const int size = static_cast<int>(life.world().population.arrived(cohort, 2));
  ASSERT_GT(size, 9);
  constexpr int picks = 20'000;
  std::map<std::uint32_t, int> picked;
  for (int n = 0; n < picks; ++n)
    ++picked[pick_from_mainstream(life.world(), 8, spaced(n, picks), false)->id.value];

  ASSERT_EQ(picked.size(), static_cast<std::size_t>(size));
  const double mean = static_cast<double>(picks) / size;
  for (const auto& [id, times] : picked) EXPECT_NEAR(times, mean, 5 * std::sqrt(mean)) << id;
}

TEST(Arrivals, PickAnotherPupilWhenTheOneNamedIsAway) {
  Life life;
  life.until(small_borough::monday);
  auto* named = pick_from_mainstream(life.world(), 8, 0.505, false);
  ASSERT_NE(named, nullptr);
  EXPECT_EQ(pick_from_mainstream(life.world(), 8, 0.505, false), named);

  life.ask(*named, models::Claim::owed);
  auto* next = pick_from_mainstream(life.world(), 8, 0.505, false);

  ASSERT_NE(next, nullptr);
  EXPECT_NE(next, named);
}

TEST(Arrivals, PickAnotherPupilInALargerCohortOnlyIfItIsANewOne) {
  auto borough = small_borough::borough();
  borough.demography.arrivals = 5;
  Life small(borough);
  borough.demography.intake = {{1999, small_borough::pupils_a_cohort + 1}};
  Life larger(borough);
  for (Life* life : {&small, &larger}) {
    life->until(sim::date(2011, 9, 12));
    for (std::uint32_t number = 0; number < 30; ++number)  // Some are named in vain.
      life->exclude(life->pupil(8, number));
  }
  int new_ones = 0;
  for (int n = 0; n < 2000; ++n) {
    const auto id = pick_from_mainstream(small.world(), 8, spaced(n, 2000), false)->id;
    const auto now = pick_from_mainstream(larger.world(), 8, spaced(n, 2000), false)->id;
    const bool is_new = models::Population::number_of(now) == small_borough::pupils_a_cohort;
    EXPECT_TRUE(is_new || now == id);
    new_ones += is_new ? 1 : 0;
  }
  EXPECT_NEAR(new_ones, 2000.0 / 76, 20);
}

TEST(Arrivals, PickNobodyWithAPlanWhenNoneIsWanted) {
  Life life;
  auto* named = pick_from_mainstream(life.world(), 8, 0.999, true);
  models::hold_plan(life.world(), *named);
  const auto* without = pick_from_mainstream(life.world(), 8, 0.999, true);
  ASSERT_NE(without, nullptr);
  EXPECT_NE(without, named);
  EXPECT_EQ(pick_from_mainstream(life.world(), 8, 0.999, false), named);
}

TEST(Arrivals, PickNobodyWhoHasMovedAwayOrIsUnderReviewOrWaits) {
  auto borough = small_borough::borough();
  borough.demography.intake = {{1999, 3}};
  borough.units[1].places = 0;
  Life life(borough);
  life.until(small_borough::monday);
  models::leave_borough(life.world(), life.pupil(8, 0));
  life.exclude(life.pupil(8, 1));
  life.ask(life.pupil(8, 2), models::Claim::referral);

  EXPECT_EQ(pick_from_mainstream(life.world(), 8, 0.5, false), nullptr);
}

}  // namespace
