#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <vector>

#include <gtest/gtest.h>

#include "sim/kernel/expects.h"
#include "sim/random/stream.h"
#include "sim/random/variate.h"
#include "sim/statistics/variance_split.h"
#include "tests/sim/verification_case.h"

namespace {

/// Values with the draw of each.
struct Futures {
  std::vector<double> values;
  std::vector<std::size_t> draws;

  sim::VarianceSplit split() const { return sim::variance_split(values, draws); }
};

/// `draws` draws of `each` futures: spread of draws `ignorance`, of futures `chance` [standard
/// deviations].
Futures simulated(std::size_t draws, std::size_t each, double ignorance, double chance,
                  std::uint32_t replication) {
  Futures made;
  sim::Stream stream(sim::Universe(2018, sim::Domain::simulation, replication), {.purpose = 9});
  for (std::size_t draw = 0; draw < draws; ++draw) {
    const double centre = ignorance * sim::normal(stream.uniform());
    for (std::size_t i = 0; i < each; ++i) {
      made.values.push_back(centre + chance * sim::normal(stream.uniform()));
      made.draws.push_back(draw);
    }
  }
  return made;
}

TEST(VarianceSplit, AgreesWithTheKnownOne) {
  const nlohmann::json known = verification_case("S11");
  Futures futures;
  for (std::size_t draw = 0; draw < known.at("parameters").at("Y").size(); ++draw)
    for (const double value : known.at("parameters").at("Y").at(draw)) {
      futures.values.push_back(value);
      futures.draws.push_back(draw);
    }

  const sim::VarianceSplit split = futures.split();

  const nlohmann::json& expected = known.at("expected");
  expect_agrees(known, split.between_draws, expected.at("MSB"), "MSB");
  expect_agrees(known, split.within_draws, expected.at("MSW"), "MSW");
  expect_agrees(known, split.ignorance, expected.at("sigma2_param"), "ignorance");
  expect_agrees(known, split.chance, expected.at("MSW"), "chance");
  expect_agrees(known, split.share(), expected.at("share_param"), "share");
  expect_agrees(known, split.between_draws / split.within_draws, expected.at("F"), "F");
  expect_agrees(known, split.squared_error, expected.at("SE2_grand_mean"), "squared error");
}

TEST(VarianceSplit, IsRightOnAverageAlsoWithTwoFuturesADraw) {
  constexpr int trials = 200;
  double ignorance = 0;
  double chance = 0;
  double squares = 0;
  for (std::uint32_t trial = 0; trial < trials; ++trial) {
    const sim::VarianceSplit split = simulated(100, 2, 2, 3, trial).split();
    ignorance += split.ignorance / trials;
    chance += split.chance / trials;
    squares += split.ignorance * split.ignorance / trials;
  }
  const double error = std::sqrt((squares - ignorance * ignorance) / trials);
  EXPECT_NEAR(ignorance, 4, 4 * error);
  EXPECT_NEAR(chance, 9, 4 * 9 * std::sqrt(2.0 / (100 * trials)));
}

TEST(VarianceSplit, OfChanceAloneHasNoIgnoranceBelowNothing) {
  Futures futures{{1, 9, 2, 8, 5, 5.5}, {0, 0, 1, 1, 2, 2}};

  EXPECT_EQ(futures.split().ignorance, 0);
  EXPECT_EQ(futures.split().share(), 0);
}

TEST(VarianceSplit, OfIgnoranceAloneIsAllOfIt) {
  EXPECT_EQ((Futures{{3, 3, 7, 7, 1, 1}, {4, 4, 8, 8, 6, 6}}).split().share(), 1);
}

TEST(VarianceSplit, OfWhatNeverVariesIsNothing) {
  EXPECT_EQ((Futures{{3, 3, 3, 3}, {0, 0, 1, 1}}).split().share(), 0);
}

TEST(VarianceSplit, DoesNotDependOnTheOrderOfFutures) {
  const Futures one{{10, 12, 20, 19, 15, 18}, {0, 0, 1, 1, 2, 2}};
  const Futures other{{19, 10, 15, 18, 12, 20}, {1, 0, 2, 2, 0, 1}};

  EXPECT_DOUBLE_EQ(one.split().ignorance, other.split().ignorance);
}

TEST(VarianceSplit, TakesADrawOfOneFutureToo) {
  const Futures futures{{10, 12, 20, 22, 30}, {0, 0, 1, 1, 2}};

  // By hand: means 11, 21 and 30 of 2, 2 and 1; 18.8 of all; (5 - 9 / 5) / 2 = 1.6 a draw.
  EXPECT_NEAR(futures.split().within_draws, 4.0 / 2, 1e-12);
  EXPECT_NEAR(futures.split().between_draws, 256.8 / 2, 1e-12);
  EXPECT_NEAR(futures.split().ignorance, (128.4 - 2) / 1.6, 1e-12);
}

TEST(VarianceSplit, IsUnknownOfOneDrawOrOfSingleFutures) {
  const std::vector<std::size_t> one{3, 3, 3};
  const std::vector<std::size_t> single{1, 2, 3};

  EXPECT_FALSE(sim::can_split(one));
  EXPECT_FALSE(sim::can_split(single));
  EXPECT_TRUE(sim::can_split(std::vector<std::size_t>{1, 2, 2}));
  EXPECT_EQ((Futures{{1, 2, 3}, single}).split().share(), 0);
}

TEST(VarianceShare, LiesWithinItsIntervalAboutAsOftenAsItSays) {
  constexpr int trials = 200;
  int covered = 0;
  for (std::uint32_t trial = 0; trial < trials; ++trial) {
    const Futures futures = simulated(60, 2, 1, 1, trial);
    const sim::ShareInterval interval =
        sim::share_interval(futures.values, futures.draws, sim::DrawPicks(60, trial, 200), 0.9);
    ASSERT_LE(interval.lower, interval.upper);
    covered += interval.lower <= 0.5 && 0.5 <= interval.upper ? 1 : 0;
  }
  EXPECT_GE(covered, 160);  // 180 of 200 on balance, and less for few draws
  EXPECT_LT(covered, 200);
}

TEST(VarianceShare, HasTheSameIntervalForTheSameSeed) {
  const Futures futures = simulated(30, 2, 1, 1, 5);
  const auto with_seed = [&](std::uint64_t seed) {
    return sim::share_interval(futures.values, futures.draws, sim::DrawPicks(30, seed));
  };
  const auto one = with_seed(1);
  const auto again = with_seed(1);

  EXPECT_EQ(one.lower, again.lower);
  EXPECT_EQ(one.upper, again.upper);
  EXPECT_NE(with_seed(2).lower, one.lower);
}

TEST(DrawPicks, AreDrawsWithReplacementAnewEachTime) {
  const sim::DrawPicks picks(50, 3, 40);
  std::vector<int> picked(50);
  for (std::size_t resample = 0; resample < picks.resamples(); ++resample) {
    ASSERT_EQ(picks.of(resample).size(), 50U);
    for (const std::uint32_t draw : picks.of(resample)) ++picked.at(draw);
  }

  EXPECT_EQ(picks.resamples(), 40U);
  for (const int times : picked) EXPECT_NEAR(times, 40, 5 * std::sqrt(40));  // Poisson, nearly
  EXPECT_FALSE(std::equal(picks.of(0).begin(), picks.of(0).end(), picks.of(1).begin()));
}

TEST(VarianceShare, KeepsItsContracts) {
  const std::vector<double> values{1, 2};
  const std::vector<std::size_t> one{0, 0};
  EXPECT_THROW(sim::share_interval(values, one, sim::DrawPicks(2, 1)), sim::ContractError);
  EXPECT_THROW(sim::DrawPicks(1, 1), sim::ContractError);
  EXPECT_THROW(sim::DrawPicks(2, 1, 1), sim::ContractError);
  const Futures futures = simulated(3, 2, 1, 1, 0);
  EXPECT_THROW(sim::share_interval(futures.values, futures.draws, sim::DrawPicks(2, 1)),
               sim::ContractError);
  EXPECT_THROW(sim::variance_split(values, std::vector<std::size_t>{0}), sim::ContractError);
  EXPECT_THROW(sim::variance_split(std::vector<double>{std::nan(""), 1}, one), sim::ContractError);
}

}  // namespace
