#include "sim/kernel/simulation.h"

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include <gtest/gtest.h>

namespace {

using sim::Instant;
using sim::Seconds;
using sim::Simulation;
using sim::Slot;

constexpr Instant at(std::int64_t second) {
  return Instant{Seconds{second}};
}

/// Writes down the letters that happen, and lets a test interfere.
struct Diary {
  Simulation simulation;
  std::string text;
  std::vector<Instant> instants;
  std::uint32_t current_sequence = 0;
  std::function<void(const Slot&)> then = [](const Slot&) {};

  Diary() { simulation.start_at(at(0)); }
  void schedule(std::int64_t second, std::uint32_t stage, char letter, std::uint32_t sequence = 0) {
    simulation.schedule(Slot(at(second), stage, 0, sequence, static_cast<std::uint32_t>(letter)));
  }
  bool is_current(const Slot& slot) const { return slot.sequence() >= current_sequence; }
  void happen(const Slot& slot) {
    text += static_cast<char>(slot.what());
    instants.push_back(simulation.now());
    then(slot);
  }
  void run_until(std::int64_t second) { simulation.run_until(at(second), *this); }
};

TEST(Simulation, LetsEventsHappenInOrderEachAtItsInstant) {
  Diary diary;
  diary.schedule(30, 0, 'c');
  diary.schedule(10, 1, 'b');
  diary.schedule(10, 0, 'a');

  diary.run_until(100);

  EXPECT_EQ(diary.text, "abc");
  EXPECT_EQ(diary.instants, (std::vector<Instant>{at(10), at(10), at(30)}));
  EXPECT_EQ(diary.simulation.now(), at(100));
}

TEST(Simulation, LeavesEventsOfTheEndForTheNextRun) {
  Diary diary;
  diary.schedule(100, 0, 'b');
  diary.schedule(99, 0, 'a');

  diary.run_until(100);
  EXPECT_EQ(diary.text, "a");
  diary.run_until(101);
  EXPECT_EQ(diary.text, "ab");
}

TEST(Simulation, DiscardsASupersededEvent) {
  Diary diary;
  diary.schedule(10, 0, 'x', 0);
  diary.schedule(20, 0, 'a', 1);
  diary.current_sequence = 1;  // Something has superseded the first.

  diary.run_until(100);

  EXPECT_EQ(diary.text, "a");
}

TEST(Simulation, WeavesTheTimetableInWithWhatIsScheduled) {
  Diary diary;
  for (const auto& [second, letter] : {std::pair{40, 'd'}, {10, 'a'}, {30, 'c'}})
    diary.simulation.timetable().add(Slot(at(second), 0, 0, 0, static_cast<std::uint32_t>(letter)));
  diary.simulation.timetable().sort();
  diary.then = [&](const Slot& slot) {
    if (slot.what() == 'a') diary.schedule(20, 0, 'b');
    if (slot.what() == 'd') diary.schedule(40, 1, 'e');
  };

  diary.run_until(35);
  EXPECT_EQ(diary.text, "abc");
  diary.run_until(50);
  EXPECT_EQ(diary.text, "abcde");
}

TEST(Simulation, DiscardsSupersededEventsOfTheTimetableToo) {
  Diary diary;
  diary.simulation.timetable().add(Slot(at(10), 0, 0, 0, 'x'));
  diary.simulation.timetable().add(Slot(at(20), 0, 0, 1, 'a'));
  diary.simulation.timetable().sort();
  diary.current_sequence = 1;

  diary.run_until(100);

  EXPECT_EQ(diary.text, "a");
}

TEST(Simulation, RefusesAnEventOfAStageThatIsOver) {
  Diary diary;
  diary.schedule(10, 1, 'a');
  diary.then = [&](const Slot&) {
    EXPECT_THROW(diary.schedule(9, 5, 'x'), sim::ContractError);
    EXPECT_THROW(diary.schedule(10, 0, 'x'), sim::ContractError);
    if (diary.text == "a") diary.schedule(10, 1, 'b');
  };

  diary.run_until(100);

  EXPECT_EQ(diary.text, "ab");
  EXPECT_THROW(diary.schedule(99, 31, 'x'), sim::ContractError);
}

TEST(Simulation, ForgetsEverythingWhenItStartsAgain) {
  Diary diary;
  diary.schedule(10, 0, 'x');
  diary.simulation.timetable().add(Slot(at(11), 0, 0, 0, 'x'));
  diary.run_until(5);

  diary.simulation.start_at(at(2));
  EXPECT_EQ(diary.simulation.now(), at(2));
  diary.schedule(3, 0, 'a');
  diary.run_until(100);

  EXPECT_EQ(diary.text, "a");
}

}  // namespace
