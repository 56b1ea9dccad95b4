#include "models/year_level.h"

#include <cmath>

#include <gtest/gtest.h>

#include "sim/statistics/tally.h"

namespace {

using models::YearLevel;

constexpr models::Period period{
    .first_school_year = 2010, .last_school_year = 2019, .report_from = 2010};

YearLevel given() {
  return {.known = models::Dated({{sim::date(2010, 9, 1), 0.3}, {sim::date(2012, 9, 1), -0.1}}),
          .free_from = sim::date(2014, 9, 1),
          .persistence = 0.8,
          .innovation = 0.2};
}

std::vector<double> levels(std::uint32_t replication, const YearLevel& level, int which = 0) {
  return models::year_levels(sim::Universe(1, sim::Domain::simulation, replication), level, period,
                             which);
}

TEST(YearLevel, IsAsKnownBeforeItIsFree) {
  const auto drawn = levels(0, given());
  ASSERT_EQ(drawn.size(), 10U);
  EXPECT_EQ(drawn[0], 0.3);
  EXPECT_EQ(drawn[1], 0.3);
  EXPECT_EQ(drawn[2], -0.1);
  EXPECT_EQ(drawn[3], -0.1);
  EXPECT_NE(drawn[4], -0.1);
}

TEST(YearLevel, KeepsAShareOfItsDistanceFromTheLastEstimateAndAddsANormalStep) {
  sim::Tally first;
  sim::Tally last;
  for (std::uint32_t replication = 0; replication < 4000; ++replication) {
    const auto drawn = levels(replication, given());
    first.add(drawn[4]);
    last.add(drawn[5] + 0.1 - 0.8 * (drawn[4] + 0.1));
  }
  EXPECT_NEAR(first.mean(), -0.1, 4 * 0.2 / std::sqrt(4000.0));
  EXPECT_NEAR(first.standard_deviation(), 0.2, 4 * 0.2 / std::sqrt(8000.0));
  EXPECT_NEAR(last.mean(), 0, 4 * 0.2 / std::sqrt(4000.0));
}

TEST(YearLevel, MeetsTheSameLuckUnderEveryAssumption) {
  auto calmer = given();
  calmer.innovation = 0.1;
  const auto wide = levels(3, given());
  const auto narrow = levels(3, calmer);
  EXPECT_NEAR(wide[4] + 0.1, 2 * (narrow[4] + 0.1), 1e-12);
}

TEST(YearLevel, IsItsOwnForEachFamily) {
  EXPECT_NE(levels(0, given(), 0), levels(0, given(), 1));
}

}  // namespace
