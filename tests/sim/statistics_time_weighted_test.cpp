#include <cstdint>

#include <gtest/gtest.h>

#include "sim/statistics/time_weighted.h"

namespace {

constexpr sim::Instant start = sim::date(2015, 9, 1);

sim::Instant after(std::int64_t seconds) {
  return start + sim::Seconds{seconds};
}

TEST(TimeWeighted, AddsUpValueTimesTime) {
  sim::TimeWeighted taken(start, 2);
  taken.add(after(10), +3);
  taken.add(after(30), -1);

  EXPECT_EQ(taken.value(), 4);
  EXPECT_EQ(taken.area_through(after(30)), 2 * 10 + 5 * 20);
  EXPECT_EQ(taken.area_through(after(40)), 2 * 10 + 5 * 20 + 4 * 10);
  EXPECT_EQ(taken.mean_through(after(40)), 4.0);
  EXPECT_EQ(taken.largest_through(after(40)), 5);
}

TEST(TimeWeighted, IsExactOverAnyCutOfTheTime) {
  sim::TimeWeighted whole(start, 7);
  sim::TimeWeighted cut(start, 7);
  std::int64_t pieces = 0;
  for (std::int64_t t = 1; t <= 1000; ++t) {
    pieces += cut.area_through(after(t));
    cut.open_window(after(t));
  }

  EXPECT_EQ(pieces, whole.area_through(after(1000)));
}

TEST(TimeWeighted, DoesNotCountAValueReplacedWithinItsInstant) {
  sim::TimeWeighted taken(start, 5);
  taken.add(after(10), +1);
  taken.add(after(10), -1);
  EXPECT_EQ(taken.largest_through(after(20)), 5);

  taken.open_window(after(20));
  taken.set(after(20), 3);
  EXPECT_EQ(taken.largest_through(after(25)), 3) << "the 5 was not held in this window";
}

TEST(TimeWeighted, FindsTheLargestOfNegativeValues) {
  sim::TimeWeighted balance(start, -5);
  balance.set(after(1), -3);
  balance.set(after(2), -8);
  EXPECT_EQ(balance.largest_through(after(3)), -3);
}

TEST(TimeWeighted, RefusesTimeThatGoesBackAndAreasThatOverflow) {
  sim::TimeWeighted taken(after(10), 1);
  EXPECT_THROW(taken.set(after(9), 2), sim::ContractError);
  EXPECT_THROW(taken.mean_through(after(10)), sim::ContractError);

  taken.set(after(10), std::int64_t{1} << 62);
  EXPECT_THROW(taken.area_through(after(12)), sim::ContractError);
}

}  // namespace
