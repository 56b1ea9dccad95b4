#include "sim/kernel/step_function.h"

#include <vector>

#include <gtest/gtest.h>

namespace {

using sim::date;
using sim::Instant;
using sim::Seconds;
using sim::StepFunction;

const StepFunction<int> places({{date(2010, 9, 1), 90}, {date(2012, 9, 1), 55}});

TEST(StepFunction, HoldsAValueFromItsInstantOn) {
  EXPECT_EQ(places.at(date(2012, 9, 1) - Seconds{1}), 90);
  EXPECT_EQ(places.at(date(2012, 9, 1)), 55);
  EXPECT_EQ(places.at(date(2030, 1, 1)), 55);
}

TEST(StepFunction, HoldsItsFirstValueBeforeItsFirstStep) {
  EXPECT_EQ(places.at(date(1999, 1, 1)), 90);
}

TEST(StepFunction, SaysWhenItNextChanges) {
  EXPECT_EQ(places.next_change(date(2000, 1, 1)), Instant(date(2010, 9, 1)));
  EXPECT_EQ(places.next_change(date(2010, 9, 1)), Instant(date(2012, 9, 1)));
  EXPECT_EQ(places.next_change(date(2012, 9, 1)), sim::never);
}

TEST(StepFunction, MayHoldOneValueAtAllTimes) {
  const StepFunction<int> always(7);
  EXPECT_EQ(always.at(date(1970, 1, 1)), 7);
  EXPECT_EQ(always.at(sim::never), 7);
  EXPECT_EQ(always.next_change(date(1970, 1, 1)), sim::never);
}

TEST(StepFunction, RefusesStepsOutOfOrder) {
  using Steps = std::vector<StepFunction<int>::Step>;
  EXPECT_THROW(StepFunction<int>(Steps{}), sim::ContractError);
  EXPECT_THROW(StepFunction<int>(Steps{{date(2012, 1, 1), 1}, {date(2011, 1, 1), 2}}),
               sim::ContractError);
  EXPECT_THROW(StepFunction<int>(Steps{{date(2012, 1, 1), 1}, {date(2012, 1, 1), 2}}),
               sim::ContractError);
}

}  // namespace
