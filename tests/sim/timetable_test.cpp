#include "sim/kernel/timetable.h"

#include <algorithm>
#include <cstdint>
#include <vector>

#include <gtest/gtest.h>

#include "sim/random/stream.h"

namespace {

using sim::Instant;
using sim::Seconds;
using sim::Slot;
using sim::Timetable;

std::vector<Slot> some_slots(std::size_t count, double seconds) {
  sim::Stream luck(sim::Universe(3, sim::Domain::simulation, 0), {});
  std::vector<Slot> slots;
  for (std::uint32_t i = 0; i < count; ++i) {
    const Instant at{Seconds{static_cast<std::int64_t>(1e9 + luck.uniform() * seconds)}};
    slots.emplace_back(at, i % 3, static_cast<std::uint32_t>(luck.uniform() * 1000), i, i);
  }
  return slots;
}

std::vector<Slot> in_order(Timetable& timetable) {
  std::vector<Slot> slots;
  for (; timetable.size() > 0; timetable.drop_next()) slots.push_back(timetable.next());
  return slots;
}

void expect_sorted(const std::vector<Slot>& slots) {
  Timetable timetable;
  for (const Slot& slot : slots) timetable.add(slot);
  timetable.sort();

  std::vector<Slot> expected = slots;
  std::sort(expected.begin(), expected.end());
  EXPECT_EQ(in_order(timetable), expected);
}

TEST(Timetable, PutsSlotsInTheOrderOfTheEventList) {
  expect_sorted(some_slots(20'000, 4.4e8));  // Fourteen years.
  expect_sorted(some_slots(20'000, 1000));   // Several a second.
  expect_sorted(some_slots(20'000, 1));      // All in one second.
  expect_sorted(some_slots(2'000, 2'000));   // Often two of a second.
  expect_sorted(some_slots(1, 1e6));
  expect_sorted({});
}

TEST(Timetable, ShowsTheLastSlotAtItsEnd) {
  Timetable timetable;
  EXPECT_EQ(timetable.next(), Slot::last());
  timetable.add(Slot(Instant{Seconds{7}}, 0, 0, 0, 0));
  timetable.sort();
  timetable.drop_next();
  EXPECT_EQ(timetable.next(), Slot::last());
  EXPECT_EQ(timetable.size(), 0U);
}

TEST(Timetable, StartsAfreshWhenCleared) {
  Timetable timetable;
  for (const Slot& slot : some_slots(100, 1e6)) timetable.add(slot);
  timetable.sort();
  timetable.drop_next();

  timetable.clear();
  const Slot early(Instant{Seconds{5}}, 0, 0, 0, 0);
  const Slot late(Instant{Seconds{6}}, 0, 0, 0, 0);
  timetable.add(late);
  timetable.add(early);
  timetable.sort();

  EXPECT_EQ(in_order(timetable), (std::vector<Slot>{early, late}));
}

}  // namespace
