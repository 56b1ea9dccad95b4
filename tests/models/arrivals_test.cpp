#include "models/arrivals.h"

#include <gtest/gtest.h>

#include "tests/models/small_borough.h"

namespace {

using models::pick_from_mainstream;
using models::pick_year_group;
using small_borough::Life;

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

TEST(Arrivals, PickTheNextPupilWhenTheOneNamedIsAway) {
  Life life;
  life.until(small_borough::monday);
  auto* named = pick_from_mainstream(life.world(), 8, 0.505, false);
  ASSERT_NE(named, nullptr);
  EXPECT_EQ(models::Population::number_of(named->id), 50U);

  life.ask(*named, models::Claim::owed);
  auto* next = pick_from_mainstream(life.world(), 8, 0.505, false);

  ASSERT_NE(next, nullptr);
  EXPECT_EQ(models::Population::number_of(next->id), 51U);
}

TEST(Arrivals, PickNobodyWithAPlanWhenNoneIsWanted) {
  Life life;
  models::hold_plan(life.world(), life.pupil(8, 99));
  const auto* without = pick_from_mainstream(life.world(), 8, 0.999, true);
  ASSERT_NE(without, nullptr);
  EXPECT_EQ(models::Population::number_of(without->id), 0U) << "the last is followed by the first";
  EXPECT_EQ(pick_from_mainstream(life.world(), 8, 0.999, false), &life.pupil(8, 99));
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
