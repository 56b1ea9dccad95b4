#include "sim/kernel/event_list.h"

#include <algorithm>
#include <cstdint>
#include <queue>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "sim/random/stream.h"

namespace {

using sim::EventList;
using sim::Instant;
using sim::Seconds;
using sim::Slot;

constexpr Instant at(std::int64_t second) {
  return Instant{Seconds{second}};
}

/// Events whose codes are letters, taken one after another.
std::string happening(EventList& list) {
  std::string text;
  while (!list.empty()) text += static_cast<char>(list.take_next().what());
  return text;
}

TEST(Slot, GivesBackWhatItWasMadeOf) {
  const Slot slot(at(1'234'567'890), 31, Slot::most_entities - 1, 4'000'000'000U, 77);

  EXPECT_EQ(slot.at(), at(1'234'567'890));
  EXPECT_EQ(slot.stage(), 31U);
  EXPECT_EQ(slot.entity(), Slot::most_entities - 1);
  EXPECT_EQ(slot.sequence(), 4'000'000'000U);
  EXPECT_EQ(slot.what(), 77U);
}

TEST(Slot, LiesInTheCalendarAndWithinItsLimits) {
  EXPECT_THROW(Slot(at(-1), 0, 0, 0, 0), sim::ContractError);
  EXPECT_THROW(Slot(sim::never, 0, 0, 0, 0), sim::ContractError);
  EXPECT_THROW(Slot(at(0), Slot::most_stages, 0, 0, 0), sim::ContractError);
  EXPECT_THROW(Slot(at(0), 0, Slot::most_entities, 0, 0), sim::ContractError);
  EXPECT_LT(Slot(sim::never - Seconds{1}, 31, Slot::most_entities - 1, ~0U, ~0U - 1), Slot::last());
}

TEST(EventList, OrdersByInstantThenStageThenEntityThenItsSequence) {
  EventList list;
  list.add(Slot(at(9), 0, 0, 0, 'f'));
  list.add(Slot(at(5), 2, 1, 0, 'e'));
  list.add(Slot(at(5), 1, 7, 1, 'd'));
  list.add(Slot(at(5), 1, 7, 0, 'c'));
  list.add(Slot(at(5), 1, 3, 9, 'b'));
  list.add(Slot(at(5), 0, 9, 0, 'a'));

  EXPECT_EQ(happening(list), "abcdef");
}

TEST(EventList, GivesTheSameOrderWhateverTheOrderOfScheduling) {
  std::vector<Slot> slots;  // Six events of one instant, two of them of one entity.
  for (std::uint32_t i = 0; i < 6; ++i) slots.emplace_back(at(100), i % 2, i / 3, i, 'a' + i);
  std::string expected;
  int orders = 0;

  std::sort(slots.begin(), slots.end());
  for (const Slot& slot : slots) expected += static_cast<char>(slot.what());
  do {
    EventList list;
    for (const Slot& slot : slots) list.add(slot);
    ASSERT_EQ(happening(list), expected);
    ++orders;
  } while (std::next_permutation(slots.begin(), slots.end()));
  EXPECT_EQ(orders, 720);
}

TEST(EventList, CountsWhatIsPending) {
  EventList list;
  EXPECT_TRUE(list.empty());
  list.add(Slot(at(1), 0, 0, 0, 0));
  list.add(Slot(at(2), 0, 0, 0, 0));
  EXPECT_EQ(list.size(), 2U);
  list.take_next();
  EXPECT_EQ(list.size(), 1U);
  list.add(Slot(at(3), 0, 0, 0, 0));
  EXPECT_EQ(list.size(), 2U);
  list.take_next();
  list.take_next();
  EXPECT_TRUE(list.empty());
}

TEST(EventList, ShowsTheLastSlotWhenNothingIsPending) {
  EventList list;
  EXPECT_EQ(list.next(), Slot::last());
  list.add(Slot(at(1), 0, 0, 0, 0));
  list.take_next();
  EXPECT_EQ(list.next(), Slot::last());
}

TEST(EventList, RefusesToTakeFromNothing) {
  EventList list;
  EXPECT_THROW(list.take_next(), sim::ContractError);
  list.add(Slot(at(1), 0, 0, 0, 0));
  list.take_next();
  EXPECT_THROW(list.take_next(), sim::ContractError);
}

TEST(EventList, IsAsNewWhenCleared) {
  EventList list;
  for (std::uint32_t i = 0; i < 5000; ++i) list.add(Slot(at(5000 - i), 0, i, 0, 'x'));
  for (std::uint32_t i = 0; i < 70; ++i) list.take_next();

  list.clear();
  EXPECT_EQ(list.next(), Slot::last());
  list.add(Slot(at(1), 0, 0, 0, 'a'));
  list.add(Slot(at(4), 0, 0, 0, 'd'));
  std::string text(1, static_cast<char>(list.take_next().what()));
  list.add(Slot(at(5), 0, 0, 0, 'e'));
  list.add(Slot(at(2), 0, 0, 0, 'b'));
  list.add(Slot(at(3), 0, 0, 0, 'c'));

  EXPECT_EQ(list.size(), 4U);
  EXPECT_EQ(text + happening(list), "abcde");
}

// Against the standard heap, through growing, shrinking and every mixture of adding and taking.
TEST(EventList, AgreesWithTheStandardHeap) {
  struct Later {
    bool operator()(const Slot& a, const Slot& b) const { return b < a; }
  };
  sim::Stream luck(sim::Universe(1, sim::Domain::simulation, 0), {});
  EventList list;
  list.add(Slot(at(1), 0, 0, 0, 0));
  list.clear();
  std::priority_queue<Slot, std::vector<Slot>, Later> heap;
  std::int64_t now = 0;
  const auto add_one = [&](std::uint32_t i) {
    const auto wait = static_cast<std::int64_t>(luck.uniform() * 50);  // Many instants are shared.
    const Slot slot(at(now + wait), i % 3, i % 7, i, i);
    list.add(slot);
    heap.push(slot);
  };

  for (std::uint32_t i = 0; i < 60'000; ++i) {
    const double filling = (i / 10'000) % 2 == 0 ? 0.7 : 0.3;
    if (luck.uniform() < filling) add_one(i);
    if (luck.uniform() > filling && !heap.empty()) {
      ASSERT_EQ(list.next(), heap.top());
      now = list.take_next().at().time_since_epoch().count();
      heap.pop();
      if (luck.uniform() < 0.5) add_one(i);
    }
    ASSERT_EQ(list.size(), heap.size());
  }
  for (; !heap.empty(); heap.pop()) ASSERT_EQ(list.take_next(), heap.top());
  EXPECT_TRUE(list.empty());
}

}  // namespace
