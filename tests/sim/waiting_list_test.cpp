#include "sim/kernel/waiting_list.h"

#include <deque>
#include <string>

#include <gtest/gtest.h>

namespace {

using sim::Fifo;
using sim::WaitingList;

const auto anybody = [](std::size_t, char) { return true; };

std::string emptied(WaitingList<char, 3>& list) {
  std::string order;
  while (const auto entry = list.take_first(anybody)) order += *entry;
  return order;
}

TEST(WaitingList, ServesTheFirstClassFirstAndEachInOrderOfArrival) {
  WaitingList<char, 3> list;
  list.add(2, 'e');
  list.add(1, 'c');
  list.add(0, 'a');
  list.add(1, 'd');
  list.add(0, 'b');

  EXPECT_EQ(list.size(), 5U);
  EXPECT_EQ(list.size(1), 2U);
  EXPECT_EQ(emptied(list), "abcde");
  EXPECT_TRUE(list.empty());
}

TEST(WaitingList, PassesOverWhoIsNotEligibleAndKeepsTheirPlace) {
  WaitingList<char, 3> list;
  for (const char name : {'a', 'b', 'c'}) list.add(0, name);
  list.add(1, 'd');

  const auto not_a = [](std::size_t, char name) { return name != 'a'; };
  EXPECT_EQ(list.take_first(not_a), 'b');
  EXPECT_TRUE(list.any(not_a));
  EXPECT_EQ(emptied(list), "acd");
}

TEST(WaitingList, HasNobodyForAnOfferThatSuitsNobody) {
  WaitingList<char, 3> list;
  list.add(0, 'a');
  const auto second_class = [](std::size_t of_class, char) { return of_class == 1; };
  EXPECT_EQ(list.take_first(second_class), std::nullopt);
  EXPECT_FALSE(list.any(second_class));
  EXPECT_EQ(list.size(), 1U);
}

TEST(WaitingList, LetsSomebodyGoFromTheMiddle) {
  WaitingList<char, 3> list;
  for (const char name : {'a', 'b', 'c'}) list.add(1, name);

  EXPECT_TRUE(list.remove(1, 'b'));
  EXPECT_FALSE(list.remove(1, 'b')) << "nobody leaves twice";
  EXPECT_FALSE(list.remove(0, 'a')) << "a waits in another class";
  EXPECT_EQ(emptied(list), "ac");
}

TEST(Fifo, AgreesWithADequeThroughGrowthAndWrapping) {
  Fifo<int> fifo;
  std::deque<int> deque;
  for (int i = 0; i < 5000; ++i) {
    fifo.push(i);
    deque.push_back(i);
    if (i % 3 != 0) {
      ASSERT_EQ(fifo.pop(), deque.front());
      deque.pop_front();
    }
    if (i % 11 == 0) {
      const std::size_t middle = deque.size() / 2;
      ASSERT_EQ(fifo.take(middle), deque[middle]);
      deque.erase(deque.begin() + static_cast<std::ptrdiff_t>(middle));
    }
    ASSERT_EQ(fifo.size(), deque.size());
  }
  for (const int expected : deque) ASSERT_EQ(fifo.pop(), expected);
  EXPECT_THROW(fifo.pop(), sim::ContractError);
  EXPECT_THROW(fifo.take(0), sim::ContractError);
}

}  // namespace
