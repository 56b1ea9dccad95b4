#include <gtest/gtest.h>

#include "tests/models/small_borough.h"

namespace {

using models::Claim;
using models::Count;
using models::Setting;
using small_borough::Life;
using small_borough::monday;
using small_borough::secondary_unit;

/// Twenty pupils of Year 9 at a unit of `places`, with stays of some months.
models::Borough with_places(int places, models::Crowding crowding) {
  auto borough = small_borough::borough();
  auto& unit = borough.units[secondary_unit];
  unit.places = places;
  unit.limit = 2;
  unit.role.attendance = 0.7;
  unit.stay.early.fill(2);
  borough.crowding = crowding;
  return borough;
}

void fill(Life& life, std::uint32_t pupils = 20) {
  life.until(monday);
  for (std::uint32_t number = 0; number < pupils; ++number)
    life.ask(life.pupil(9, number), Claim::owed);
}

TEST(Crowding, LowersAttendanceForEachTenthOverThePlaces) {
  const auto attending = [](int places, int pupils) {
    Life life(with_places(places, {.attendance_fall = 0.04}));
    fill(life, static_cast<std::uint32_t>(pupils));
    return life.record().attending(secondary_unit);
  };
  EXPECT_EQ(attending(10, 10), 10 * 700);
  EXPECT_EQ(attending(10, 11), 11 * 660);
  EXPECT_EQ(attending(10, 15), 15 * 500);
  EXPECT_EQ(attending(20, 15), 15 * 700) << "below its places a unit is not crowded";
  EXPECT_EQ(attending(10, 20), 20 * 300) << "twice its places";
}

TEST(Crowding, MeasuresAttendanceOverTheTimeThatPupilsAreOnRoll) {
  auto borough = with_places(10, {.attendance_fall = 0.05});
  borough.units[secondary_unit].stay.early.fill(0);
  Life life(borough);
  fill(life, 12);
  const sim::Instant last_admitted = life.pupil(9, 11).since;
  const sim::Instant later = sim::date(2010, 10, 13);
  life.until(later);
  models::leave_borough(life.world(), life.pupil(9, 0));
  models::leave_borough(life.world(), life.pupil(9, 1));
  life.until(sim::date(2011, 9, 2));

  const std::int64_t end = (sim::Instant{sim::date(2011, 9, 1)} - later).count();
  const std::int64_t crowded = (later - last_admitted).count();
  std::int64_t expected = crowded * 12 * 600 + end * 10 * 700;
  for (std::int64_t before = 1; before <= 11; ++before)  // One was admitted each second.
    expected += before == 11 ? 11 * 650 : before * 700;
  EXPECT_EQ(life.record().attending_area(0, secondary_unit), expected);
}

TEST(Crowding, LowersReintegrationsInNearlyEveryReplication) {
  int fewer = 0;
  for (std::uint32_t replication = 0; replication < 100; ++replication) {
    const auto trials = [&](double fall) {
      Life life(with_places(10, {.reintegration_fall = fall}), replication);
      fill(life);
      life.until(sim::date(2010, 12, 13));
      return life.record().total(Count::trials);
    };
    fewer += trials(0.08) < trials(0) ? 1 : 0;
  }
  EXPECT_GE(fewer, 95);
}

TEST(Crowding, ThinsTheHazardExactly) {
  // Twenty pupils stay for good at ten places: half the crossings count.
  auto borough = with_places(20, {.reintegration_fall = 0.05});
  borough.units[secondary_unit].places = small_borough::from(monday + sim::Days{1}, 10, 20);
  int first = 0;
  int put_off = 0;
  for (std::uint32_t replication = 0; replication < 400; ++replication) {
    Life life(borough, replication);
    fill(life);
    life.until(monday + sim::Days{2});
    while (life.record().total(Count::ready_for_school) + life.record().total(Count::crowded_out) ==
           0)
      life.until(life.world().now() + sim::Seconds{3600});
    ++(life.record().total(Count::crowded_out) > 0 ? put_off : first);
  }
  EXPECT_NEAR(put_off, 200, 4 * 10);
  EXPECT_EQ(first + put_off, 400);
}

TEST(Crowding, DoesNothingBelowThePlaces) {
  const auto since = [](models::Crowding crowding) {
    Life life(with_places(20, crowding));
    fill(life);
    life.until(sim::date(2011, 9, 1));
    std::vector<sim::Instant> found;
    for (std::uint32_t number = 0; number < 20; ++number)
      found.push_back(life.pupil(9, number).since);
    return found;
  };
  EXPECT_EQ(since({}), since({.attendance_fall = 0.1, .reintegration_fall = 0.5}));
}

TEST(Crowding, IsToldToTheDiary) {
  Life life(with_places(10, {.reintegration_fall = 1}));
  fill(life);
  life.until(sim::date(2011, 7, 1));

  EXPECT_GT(life.record().total(Count::crowded_out), 0);
  EXPECT_EQ(life.held(Setting::unit), 20) << "nobody leaves a unit at twice its places";
  const auto& entries = life.diary().entries();
  EXPECT_TRUE(std::any_of(entries.begin(), entries.end(), [](const auto& entry) {
    return entry.text.find("not so crowded") != std::string::npos;
  }));
}

}  // namespace
