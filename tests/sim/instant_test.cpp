#include "sim/kernel/instant.h"

#include <gtest/gtest.h>

namespace {

TEST(Date, IsWrittenYearFirstWithAllItsDigits) {
  EXPECT_EQ(sim::to_string(sim::date(2016, 2, 3)), "2016-02-03");
  EXPECT_EQ(sim::to_string(sim::date(2021, 12, 31)), "2021-12-31");
  EXPECT_EQ(sim::to_string(sim::date(987, 1, 1)), "0987-01-01");
}

}  // namespace
