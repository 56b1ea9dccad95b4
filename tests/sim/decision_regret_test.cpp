// Regret: how much worse than the best, with an interval that knows of draws.
#include <cstddef>
#include <cstdint>
#include <vector>

#include <gtest/gtest.h>

#include "sim/decision/regret.h"
#include "sim/kernel/expects.h"
#include "sim/random/stream.h"
#include "sim/statistics/estimate.h"
#include "sim/statistics/proportion.h"

namespace {

using Values = std::vector<std::vector<double>>;
using Names = std::vector<std::size_t>;

TEST(Regret, IsWhatAnOptionIsAboveTheOneOfTheLowestMean) {
  const Values values{{7, 3, 8, 6}, {5, 1, 4, 6}, {5, 9, 4, 6}};
  const auto found = sim::regrets(values, Names{0, 1, 2, 3});
  EXPECT_EQ(found[1].mean, 4);
  EXPECT_EQ(found[1].regret, 0);
  EXPECT_EQ(found[1].half_width, 0);
  EXPECT_DOUBLE_EQ(found[0].regret, 2);
  EXPECT_DOUBLE_EQ(found[2].regret, 2);
  const auto paired = sim::paired_difference(values[0], values[1]).difference;
  EXPECT_NEAR(found[0].half_width, paired.half_width, 1e-12) << "each future a cluster";
}

TEST(Regret, OfTheSameOptionTwiceIsNothing) {
  const auto found = sim::regrets({{2, 4}, {2, 4}}, Names{0, 1});
  EXPECT_EQ(found[1].regret, 0);
  EXPECT_EQ(found[1].half_width, 0);
}

/// Two futures a draw; the second option is 12 worse in the mean, by draw and by luck.
Values drawn(std::uint32_t trial, std::size_t draws) {
  sim::Stream stream(sim::Universe(11, sim::Domain::bootstrap, trial), {3, 0, 0});
  const auto normal = [&] { return sim::normal_quantile(stream.uniform()); };
  Values values(2);
  for (std::size_t draw = 0; draw < draws; ++draw) {
    const double level = 100 + 10 * normal();
    const double worse = 12 + 9 * normal();
    for (int future = 0; future < 2; ++future) {
      values[0].push_back(level + 5 * normal());
      values[1].push_back(values[0].back() + worse + 4 * normal());
    }
  }
  return values;
}

TEST(Regret, IsCoveredAsOftenAsItSaysWhereDrawsAreShared) {
  constexpr std::uint32_t trials = 1000;
  constexpr std::size_t draws = 50;
  Names clusters;
  for (std::size_t draw = 0; draw < draws; ++draw) clusters.insert(clusters.end(), 2, draw);
  std::int64_t covered = 0;
  std::int64_t blind = 0;
  for (std::uint32_t trial = 0; trial < trials; ++trial) {
    const Values values = drawn(trial, draws);
    const sim::Regret found = sim::regrets(values, clusters)[1];
    covered += found.regret - found.half_width <= 12 && 12 <= found.regret + found.half_width;
    const sim::Estimate usual = sim::paired_difference(values[1], values[0]).difference;
    blind += usual.lower() <= 12 && 12 <= usual.upper();
  }
  const auto seen = sim::wilson(covered, trials, 0.9999);
  EXPECT_LE(seen.lower, 0.95);
  EXPECT_GE(seen.upper, 0.95);
  EXPECT_LT(sim::wilson(blind, trials, 0.9999).upper, 0.95) << "what draws are told for";
}

TEST(Regret, NeedsTwoClusters) {
  EXPECT_THROW(sim::regrets({{1, 2}, {2, 4}}, Names{5, 5}), sim::ContractError);
  EXPECT_THROW(sim::regrets({{1, 2}, {2, 4, 3}}, Names{0, 1}), sim::ContractError);
  EXPECT_THROW(sim::regrets({}, Names{0, 1}), sim::ContractError);
}

}  // namespace
