#include "models/world.h"

#include <cstddef>
#include <cstdint>
#include <vector>

#include <gtest/gtest.h>

#include "models/own_exposure.h"
#include "tests/models/small_borough.h"

namespace {

using small_borough::Life;
using small_borough::monday;

/// A borough in which this many pupils have come to notice, and nothing else has happened.
models::World& with_noticed(Life& life, std::uint32_t pupils) {
  life.until(monday);
  for (std::uint32_t number = 0; number < pupils; ++number)
    life.pupil(static_cast<int>(7 + number / small_borough::pupils_a_cohort),
               number % small_borough::pupils_a_cohort);
  return life.world();
}

std::vector<std::size_t> shown(models::World& world) {
  std::vector<std::size_t> places;
  world.each_singled_out([&](const models::Pupil& pupil) {
    places.push_back(static_cast<std::size_t>(&pupil - world.noticed().data()));
  });
  return places;
}

// Marks are kept in words of 64.
TEST(World, ShowsWhoIsSingledOutInTheOrderInWhichTheyCameToNotice) {
  Life life;
  auto& world = with_noticed(life, 193);
  ASSERT_EQ(world.noticed().size(), 193U);
  EXPECT_TRUE(shown(world).empty());

  for (const std::size_t at : {192U, 0U, 63U, 64U, 65U, 127U, 128U})
    world.single_out(world.noticed()[at]);
  EXPECT_EQ(shown(world), (std::vector<std::size_t>{0, 63, 64, 65, 127, 128, 192}));

  world.pass_over(world.noticed()[64]);
  world.pass_over(world.noticed()[63]);
  world.pass_over(world.noticed()[1]);
  EXPECT_EQ(shown(world), (std::vector<std::size_t>{0, 65, 127, 128, 192}));
  EXPECT_FALSE(world.is_singled_out(world.noticed()[63]));
  EXPECT_TRUE(world.is_singled_out(world.noticed()[65]));
}

TEST(World, ShowsWhoIsSingledOutMeanwhileIfTheirTurnHasNotPassed) {
  Life life;
  auto& world = with_noticed(life, 130);
  world.single_out(world.noticed()[63]);
  std::vector<std::size_t> places;
  world.each_singled_out([&](const models::Pupil& pupil) {
    places.push_back(static_cast<std::size_t>(&pupil - world.noticed().data()));
    if (places.size() > 1) return;
    for (const std::size_t at : {5U, 63U, 64U, 129U}) world.single_out(world.noticed()[at]);
  });
  EXPECT_EQ(places, (std::vector<std::size_t>{63, 64, 129}));
}

TEST(World, PassesOverWhoIsForgottenBeforeTheirTurn) {
  Life life;
  auto& world = with_noticed(life, 70);
  for (const std::size_t at : {3U, 4U, 69U}) world.single_out(world.noticed()[at]);
  std::vector<std::size_t> places;
  world.each_singled_out([&](const models::Pupil& pupil) {
    places.push_back(static_cast<std::size_t>(&pupil - world.noticed().data()));
    world.pass_over(world.noticed()[4]);
    world.pass_over(world.noticed()[69]);
  });
  EXPECT_EQ(places, (std::vector<std::size_t>{3}));
}

TEST(World, SinglesNobodyOutWhenItBeginsAgain) {
  Life life;
  auto& world = with_noticed(life, 70);
  for (const std::size_t at : {3U, 69U}) world.single_out(world.noticed()[at]);
  life.begin(1);
  with_noticed(life, 70);
  EXPECT_TRUE(shown(world).empty());
}

TEST(World, SinglesOutWhoeverIsTakenOffTheTimetable) {
  Life life;
  life.until(monday);
  auto& pupil = life.pupil(8, 5);
  models::share_exposure(life.world(), pupil, 0);  // Nothing is scheduled.
  EXPECT_TRUE(life.world().is_singled_out(pupil));
}

/// A copy of the marks, not a view of them.
TEST(World, SinglesOutWhomItsPastHas) {
  Life past;
  auto& before = with_noticed(past, 70);
  before.single_out(before.noticed()[69]);
  Life option;
  option.world().go_on_from(before);
  EXPECT_EQ(shown(option.world()), (std::vector<std::size_t>{69}));
  option.world().pass_over(option.world().noticed()[69]);
  EXPECT_TRUE(before.is_singled_out(before.noticed()[69]));
}

/// A pupil who has left the borough is visited no more, unless a decision is still under review.
TEST(World, ForgetsWhoHasMovedAwayWithNothingPending) {
  Life life;
  life.until(monday);
  auto& excluded = life.exclude(life.pupil(8, 0));
  auto& placed = life.ask(life.pupil(8, 1), models::Claim::owed);
  ASSERT_TRUE(life.world().is_singled_out(excluded) && life.world().is_singled_out(placed));
  models::leave_borough(life.world(), excluded);
  models::leave_borough(life.world(), placed);
  EXPECT_TRUE(life.world().is_singled_out(excluded));
  EXPECT_FALSE(life.world().is_singled_out(placed));
  life.until(small_borough::reviewed + sim::Days{1});
  EXPECT_EQ(
      life.record().total(models::Count::permanent) + life.record().total(models::Count::withdrawn),
      1);
}

}  // namespace
