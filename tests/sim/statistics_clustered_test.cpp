#include <cmath>
#include <cstddef>
#include <cstdint>
#include <numeric>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "sim/kernel/expects.h"
#include "sim/random/stream.h"
#include "sim/statistics/clustered.h"
#include "sim/statistics/estimate.h"
#include "sim/statistics/proportion.h"
#include "sim/statistics/stopping_rule.h"
#include "tests/sim/verification_case.h"

namespace {

using Values = std::vector<double>;
using Names = std::vector<std::size_t>;

Names each_its_own(std::size_t count) {
  Names names(count);
  std::iota(names.begin(), names.end(), std::size_t{0});
  return names;
}

TEST(ClusteredEstimate, OfSingleValuesIsTheUsualInterval) {
  const Values values{3, 5, 4, 9, 7, 1};
  const auto clustered = sim::clustered_estimate(values, each_its_own(6));
  const auto usual = sim::estimate(values);
  EXPECT_NEAR(clustered.mean, usual.mean, 1e-12);
  EXPECT_NEAR(clustered.half_width, usual.half_width, 1e-12);
  EXPECT_NEAR(sim::effective_size(values, each_its_own(6)), 6, 1e-9);
}

TEST(ClusteredEstimate, OfEqualPairsIsThatOfOneOfEach) {
  const auto pairs =
      sim::clustered_estimate(Values{3, 3, 5, 5, 4, 4, 9, 9}, Names{1, 1, 2, 2, 3, 3, 4, 4});
  const auto singles = sim::estimate(Values{3, 5, 4, 9});
  EXPECT_NEAR(pairs.mean, singles.mean, 1e-12);
  EXPECT_NEAR(pairs.half_width, singles.half_width, 1e-12);
}

// Of unequal size, apart from one another and with equal values: rounding aside, only who belongs
// together matters.
TEST(ClusteredEstimate, IsTheSameInAnyOrderOfItsValues) {
  const Values values{3, 3, 5, 4, 4, 9, 1, 7};
  const Names names{2, 2, 2, 5, 8, 8, 90, 90};
  const Values mixed{9, 3, 1, 4, 5, 7, 3, 4};
  const Names names_mixed{8, 2, 90, 8, 2, 90, 2, 5};
  // By hand: the mean is 4.5, and clusters lie -2.5, -0.5, 4 and -1 above theirs.
  const double error = std::sqrt(4.0 / 3 * (6.25 + 0.25 + 16 + 1)) / 8;
  for (const auto& estimate :
       {sim::clustered_estimate(values, names), sim::clustered_estimate(mixed, names_mixed)}) {
    EXPECT_DOUBLE_EQ(estimate.mean, 4.5);
    EXPECT_NEAR(estimate.half_width, sim::student_t_quantile(0.975, 3) * error, 1e-12);
  }
  EXPECT_NEAR(sim::effective_size(mixed, names_mixed), sim::effective_size(values, names), 1e-12);
}

TEST(ClusteredEstimate, NeedsTwoClustersInAnyOrder) {
  EXPECT_THROW(sim::clustered_estimate(Values{1, 2, 3}, Names{4, 4, 4}), sim::ContractError);
  EXPECT_THROW(sim::clustered_estimate(Values{}, Names{}), sim::ContractError);
  EXPECT_NO_THROW(sim::clustered_estimate(Values{1, 2, 3}, Names{4, 3, 4}));
}

/// Two futures a draw; `ignorance` is the share of the variance that they have in common.
Values futures(std::uint32_t number, std::size_t draws, double ignorance) {
  const sim::Universe universe(11, sim::Domain::bootstrap, number);
  sim::Stream stream(universe, {1, 0, 0});
  Values values;
  for (std::size_t draw = 0; draw < draws; ++draw) {
    const double common = sim::normal_quantile(stream.uniform());
    for (int future = 0; future < 2; ++future)
      values.push_back(std::sqrt(ignorance) * common +
                       std::sqrt(1 - ignorance) * sim::normal_quantile(stream.uniform()));
  }
  return values;
}

Names pairs(std::size_t draws) {
  Names names;
  for (std::size_t draw = 0; draw < draws; ++draw) names.insert(names.end(), 2, draw);
  return names;
}

TEST(ClusteredEstimate, CoversAsOftenAsItSays) {
  constexpr std::uint32_t trials = 1000;
  const Names names = pairs(50);
  std::int64_t clustered = 0;
  std::int64_t blind = 0;
  for (std::uint32_t trial = 0; trial < trials; ++trial) {
    const Values values = futures(trial, 50, 0.8);
    const auto estimate = sim::clustered_estimate(values, names);
    clustered += estimate.lower() <= 0 && 0 <= estimate.upper() ? 1 : 0;
    const auto usual = sim::estimate(values);
    blind += usual.lower() <= 0 && 0 <= usual.upper() ? 1 : 0;
  }
  const auto seen = sim::wilson(clustered, trials, 0.9999);
  EXPECT_LE(seen.lower, 0.95);
  EXPECT_GE(seen.upper, 0.95);
  EXPECT_LT(sim::wilson(blind, trials, 0.9999).upper, 0.95) << "what it is there to mend";
}

TEST(ClusteredWilson, CoversAChanceAsOftenAsItSays) {
  constexpr std::uint32_t trials = 1000;
  const Names names = pairs(60);
  std::int64_t covered = 0;
  for (std::uint32_t trial = 0; trial < trials; ++trial) {
    Values hits = futures(trial, 60, 0.8);
    for (double& value : hits) value = value > -1 ? 1 : 0;  // 0.8413 of a standard normal
    const auto interval = sim::clustered_wilson(hits, names);
    covered += interval.lower <= 0.8413447 && 0.8413447 <= interval.upper ? 1 : 0;
  }
  EXPECT_GE(sim::wilson(covered, trials, 0.9999).upper, 0.95);
  EXPECT_LE(sim::wilson(covered, trials, 0.9999).lower, 0.96);
}

TEST(ClusteredWilson, OfNeverAndAlwaysStaysInTheUnitInterval) {
  const auto never = sim::clustered_wilson(Values(40, 0), pairs(20));
  EXPECT_EQ(never.lower, 0);
  EXPECT_GT(never.upper, 0.05);
  EXPECT_EQ(sim::clustered_wilson(Values(40, 1), pairs(20)).upper, 1);
}

TEST(StoppingRule, StopsWhereTheVerificationCaseDoes) {
  const nlohmann::json known = verification_case("S09");
  Values values;
  for (int i = 1; i <= 400; ++i)
    values.push_back(50 + 10 * std::sin(1.7 * i) + 5 * std::cos(0.9 * i * i));
  const Names names = each_its_own(values.size());
  for (const char* eps : {"3", "2", "1"}) {
    const nlohmann::json& expected = known.at("expected").at(eps);
    const auto n = sim::precise_after(values, names, std::stod(eps), {.first = 10, .batch = 1});
    ASSERT_TRUE(n);
    EXPECT_EQ(*n, expected.at("n").get<std::size_t>());
    const auto found =
        sim::clustered_estimate(std::span(values).first(*n), std::span(names).first(*n));
    expect_agrees(known, found.mean, expected.at("mean"), eps);
    expect_agrees(known, found.half_width, expected.at("half_width"), eps);
  }
  EXPECT_FALSE(sim::precise_after(values, names, 0.01));
}

TEST(StoppingRule, LooksOnlyAtTheEndOfABatch) {
  const sim::Looks looks;
  EXPECT_EQ(looks.at_or_after(1), 100U);
  EXPECT_EQ(looks.at_or_after(100), 100U);
  EXPECT_EQ(looks.at_or_after(101), 150U);
  EXPECT_EQ(looks.at_or_after(150), 150U);
}

TEST(StoppingRule, AsksForMoreThanTheRelativeErrorSeen) {
  EXPECT_NEAR(sim::half_width_for(0.05, -21), 1, 1e-12);
  EXPECT_NEAR(sim::confidence_of_each(0.95, 10), 0.995, 1e-12);
}

}  // namespace
