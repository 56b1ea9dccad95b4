#include <gtest/gtest.h>

#include "tools/semh/compare/text_parts.h"

namespace {

using tools::in_100;
using tools::NumberWriter;

TEST(NumberWriter, WritesMoneyInAUnitThatSuitsItsSize) {
  const NumberWriter millions(true, 2.3e7);
  EXPECT_EQ(millions.number(23'456'000), "23.46");
  EXPECT_EQ(millions.unit(), ", £ million");
  const NumberWriter hundreds_of_thousands(true, 999'999);
  EXPECT_EQ(hundreds_of_thousands.number(345'600), "346");
  EXPECT_EQ(hundreds_of_thousands.unit(), ", £ thousand");
  const NumberWriter tens_of_thousands(true, 99'999);
  EXPECT_EQ(tens_of_thousands.number(34'560), "34.6");
  const NumberWriter pounds(true, 9'999);
  EXPECT_EQ(pounds.number(3'456), "3,456");
  EXPECT_EQ(pounds.unit(), ", £");
}

TEST(NumberWriter, WritesCountsToOneDecimal) {
  const NumberWriter counts(false, 5e7);
  EXPECT_EQ(counts.number(1'234.56), "1,234.6");
  EXPECT_EQ(counts.unit(), "");
  EXPECT_EQ(counts.range({.middle = 3, .low = 1.5, .high = 5}), "3.0 (1.5 to 5.0)");
}

TEST(NumberWriter, SignsAChangeUnlessItRoundsToNothing) {
  const NumberWriter counts(false, 0);
  EXPECT_EQ(counts.change(2), "+2.0");
  EXPECT_EQ(counts.change(0.04), "0.0");
  EXPECT_EQ(counts.changes(1, -1, 2), "+1.0 (−1.0 to +2.0)");
}

TEST(NumberOfFutures, NeverReadsAsNoneOrAllWhereItIsNot) {
  EXPECT_EQ(in_100(0), "0");
  EXPECT_EQ(in_100(0.004), "<1");
  EXPECT_EQ(in_100(0.84), "84");
  EXPECT_EQ(in_100(0.996), ">99");
  EXPECT_EQ(in_100(1), "100");
}

}  // namespace
