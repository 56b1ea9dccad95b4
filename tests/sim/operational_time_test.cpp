#include "sim/kernel/operational_time.h"

#include <cstdint>
#include <vector>

#include <gtest/gtest.h>

#include "sim/kernel/expects.h"

namespace {

using sim::Instant;
using sim::OperationalTime;
using sim::Seconds;

constexpr Instant at(std::int64_t second) {
  return Instant{Seconds{second}};
}

const OperationalTime clock_of_two_terms({{at(100), at(150)}, {at(170), at(200)}});

TEST(OperationalTime, RunsOnlyWhileOpen) {
  EXPECT_EQ(clock_of_two_terms.elapsed(at(0)), Seconds{0});
  EXPECT_EQ(clock_of_two_terms.elapsed(at(100)), Seconds{0});
  EXPECT_EQ(clock_of_two_terms.elapsed(at(120)), Seconds{20});
  EXPECT_EQ(clock_of_two_terms.elapsed(at(160)), Seconds{50});
  EXPECT_EQ(clock_of_two_terms.elapsed(at(180)), Seconds{60});
  EXPECT_EQ(clock_of_two_terms.elapsed(at(999)), Seconds{80});
  EXPECT_EQ(clock_of_two_terms.elapsed(sim::never), Seconds{80});
  EXPECT_EQ(clock_of_two_terms.total(), Seconds{80});
}

TEST(OperationalTime, GivesABoundaryToTheNextOpenInterval) {
  EXPECT_EQ(clock_of_two_terms.at(Seconds{49}), at(149));
  EXPECT_EQ(clock_of_two_terms.at(Seconds{50}), at(170));
}

TEST(OperationalTime, IsNeverReachedAfterTheLastClosing) {
  EXPECT_EQ(clock_of_two_terms.at(Seconds{79}), at(199));
  EXPECT_EQ(clock_of_two_terms.at(Seconds{80}), sim::never);
  EXPECT_EQ(clock_of_two_terms.at(Seconds{1000}), sim::never);
}

TEST(OperationalTime, KnowsWhenItIsOpen) {
  EXPECT_FALSE(clock_of_two_terms.is_open(sim::never));
  EXPECT_FALSE(clock_of_two_terms.is_open(at(99)));
  EXPECT_TRUE(clock_of_two_terms.is_open(at(100)));
  EXPECT_TRUE(clock_of_two_terms.is_open(at(149)));
  EXPECT_FALSE(clock_of_two_terms.is_open(at(150)));
  EXPECT_FALSE(clock_of_two_terms.is_open(at(169)));
  EXPECT_TRUE(clock_of_two_terms.is_open(at(170)));
  EXPECT_FALSE(clock_of_two_terms.is_open(at(200)));
}

// Very uneven intervals, some of which touch: every open second maps there and back.
TEST(OperationalTime, IsInvertedExactlyAtEverySecond) {
  std::vector<OperationalTime::Interval> open;
  std::int64_t from = 10;
  for (const int length : {1, 500, 2, 1, 3000, 7, 1, 1, 40}) {
    open.emplace_back(at(from), at(from + length));
    from += length + (length == 2 ? 0 : 13);
  }
  const OperationalTime uneven(open);

  std::int64_t elapsed = 0;
  for (const auto& [opens, closes] : open)
    for (Instant when = opens; when < closes; when += Seconds{1}, ++elapsed) {
      ASSERT_EQ(uneven.at(Seconds{elapsed}), when);
      ASSERT_EQ(uneven.elapsed(when), Seconds{elapsed});
      ASSERT_TRUE(uneven.is_open(when));
    }
  EXPECT_EQ(uneven.total(), Seconds{elapsed});
}

// From before the first opening to after the last closing, against a count second by second.
TEST(OperationalTime, StandsStillWhileClosedAtEverySecond) {
  const std::vector<OperationalTime::Interval> open{{at(10), at(11)},   {at(40), at(540)},
                                                    {at(540), at(542)}, {at(543), at(544)},
                                                    {at(900), at(903)}, {at(4000), at(4007)}};
  const OperationalTime uneven(open);

  std::int64_t elapsed = 0;
  for (Instant when = at(0); when < at(4020); when += Seconds{1}) {
    ASSERT_EQ(uneven.elapsed(when), Seconds{elapsed}) << when.time_since_epoch().count();
    for (const auto& [opens, closes] : open) elapsed += opens <= when && when < closes ? 1 : 0;
  }
  EXPECT_EQ(uneven.total(), Seconds{elapsed});
}

TEST(OperationalTime, RefusesIntervalsThatOverlapOrLastNoTime) {
  using Intervals = std::vector<OperationalTime::Interval>;
  EXPECT_THROW(OperationalTime(Intervals{}), sim::ContractError);
  EXPECT_THROW(OperationalTime(Intervals{{at(5), at(5)}}), sim::ContractError);
  EXPECT_THROW(OperationalTime(Intervals{{at(5), at(9)}, {at(8), at(12)}}), sim::ContractError);
  EXPECT_THROW(static_cast<void>(clock_of_two_terms.at(Seconds{-1})), sim::ContractError);
}

}  // namespace
