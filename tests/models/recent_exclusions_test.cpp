#include "models/recent_exclusions.h"

#include <algorithm>
#include <cstdint>
#include <vector>

#include <gtest/gtest.h>

#include "sim/kernel/expects.h"
#include "sim/random/stream.h"

namespace {

using models::RecentExclusions;

const sim::Instant start = sim::date(2010, 9, 1);

TEST(RecentExclusions, AreThoseOfLessThanAYearAgo) {
  RecentExclusions all;
  RecentExclusions::Place place;

  EXPECT_EQ(all.add(place, start), 1);
  EXPECT_EQ(all.add(place, start + sim::Days{100}), 2);
  EXPECT_EQ(all.add(place, start + sim::Days{365} - sim::Seconds{1}), 3);
  EXPECT_EQ(all.add(place, start + sim::Days{365}), 3);  // The first is a year ago.
  EXPECT_EQ(all.add(place, start + sim::Days{3000}), 1);
}

TEST(RecentExclusions, TakeTwoAtOneInstant) {
  RecentExclusions all;
  RecentExclusions::Place place;

  EXPECT_EQ(all.add(place, start), 1);
  EXPECT_EQ(all.add(place, start), 2);
}

/// Pupils of every kind, against a plain list of all that each has ever had.
TEST(RecentExclusions, AreCountedRightForManyPupilsAtOnce) {
  constexpr std::size_t pupils = 40;
  RecentExclusions all;
  std::vector<RecentExclusions::Place> places(pupils);
  std::vector<std::vector<sim::Instant>> ever(pupils);
  sim::Stream luck(sim::Universe(1, sim::Domain::simulation, 0), {.purpose = 1});
  sim::Instant now = start;
  for (int event = 0; event < 20'000; ++event) {
    now += sim::Seconds{static_cast<std::int64_t>(luck.uniform() * 20'000)};
    // The square makes some pupils far more likely than others: up to hundreds a year.
    const double u = luck.uniform();
    const auto pupil = static_cast<std::size_t>(u * u * pupils);
    ever[pupil].push_back(now);
    const auto recent = std::count_if(ever[pupil].begin(), ever[pupil].end(),
                                      [&](auto when) { return when > now - sim::Days{365}; });
    ASSERT_EQ(all.add(places[pupil], now), recent) << event;
  }
}

TEST(RecentExclusions, GoOnAsCopiesEachForItself) {
  RecentExclusions one;
  RecentExclusions::Place place;
  one.add(place, start);
  RecentExclusions other = one;
  RecentExclusions::Place place_of_other = place;

  for (int day = 1; day <= 20; ++day) one.add(place, start + sim::Days{day});

  EXPECT_EQ(other.add(place_of_other, start + sim::Days{30}), 2);
  EXPECT_EQ(one.add(place, start + sim::Days{30}), 22);
}

TEST(RecentExclusions, AreOfInstantsThatItCanTell) {
  RecentExclusions all;
  RecentExclusions::Place place;

  EXPECT_THROW(all.add(place, sim::Instant{}), sim::ContractError);
  EXPECT_THROW(all.add(place, sim::date(2200, 1, 1)), sim::ContractError);
}

}  // namespace
