#include <cmath>
#include <cstddef>
#include <vector>

#include <gtest/gtest.h>

#include "sim/inference/predictive_check.h"
#include "sim/kernel/expects.h"
#include "sim/random/stream.h"
#include "sim/random/variate.h"

namespace {

TEST(RandomisedPit, PlacesACountAmongEqualDraws) {
  const std::vector<double> draws{1, 2, 2, 2, 7};
  const std::vector<double> even(5, 0.2);
  EXPECT_NEAR(sim::randomised_pit(2, draws, even, 0.5), 0.5, 1e-15);
  EXPECT_NEAR(sim::randomised_pit(2, draws, even, 0.01), 0.206, 1e-15);
  EXPECT_NEAR(sim::randomised_pit(8, draws, even, 0.5), 1, 1e-15);
  EXPECT_NEAR(sim::randomised_pit(7, draws, std::vector<double>{1, 0, 0, 0, 3}, 0.5), 0.625, 1e-15);
}

TEST(RandomisedPit, IsEvenlySpreadWhenThePredictionIsRight) {
  std::vector<double> draws;
  for (int i = 0; i < 5000; ++i) draws.push_back(sim::poisson((i + 0.5) / 5000, 4));
  const std::vector<double> even(draws.size(), 1.0);
  sim::Stream stream(sim::Universe(1, sim::Domain::simulation, 0), {});
  std::vector<int> tenths(10);
  for (int i = 0; i < 1000; ++i) {
    const double observed = sim::poisson(stream.uniform(), 4);
    ++tenths[static_cast<std::size_t>(
        10 * sim::randomised_pit(observed, draws, even, stream.uniform()))];
  }
  for (const int count : tenths) EXPECT_NEAR(count, 100, 4 * std::sqrt(90));
}

TEST(NormalScores, FollowTheOrderAndShareTies) {
  const std::vector<double> scores = sim::normal_scores(std::vector<double>{10, -1, 3, 3});
  EXPECT_GT(scores[0], scores[2]);
  EXPECT_EQ(scores[2], scores[3]);
  EXPECT_NEAR(scores[1], sim::normal(0.125), 1e-15);
  EXPECT_NEAR(scores[2], 0, 1e-15);
}

/// Three outputs: the first two share half of their variance, the third is alone.
std::vector<double> runs_of(std::size_t count) {
  sim::Stream stream(sim::Universe(2, sim::Domain::simulation, 0), {});
  std::vector<double> runs;
  for (std::size_t i = 0; i < count; ++i) {
    const double shared = sim::normal(stream.uniform());
    runs.push_back(std::exp(shared + sim::normal(stream.uniform())));
    runs.push_back(shared + sim::normal(stream.uniform()));
    runs.push_back(sim::normal(stream.uniform()));
  }
  return runs;
}

TEST(Correlations, FindThePairThatHangsTogether) {
  const sim::Correlations found = sim::correlations(runs_of(2000), 3);

  EXPECT_NEAR(found.largest, 0.5, 4 * 0.75 / std::sqrt(2000));
  EXPECT_EQ(found.first, 0U);
  EXPECT_EQ(found.second, 1U);
  EXPECT_NEAR(found.matrix[2], 0, 4 / std::sqrt(2000));
  EXPECT_EQ(found.matrix[1], found.matrix[3]);
  EXPECT_EQ(found.matrix[4], 1);
}

TEST(Correlations, LeaveOutWhatNeverVaries) {
  const sim::Correlations found = sim::correlations(std::vector<double>{1, 5, 2, 5, 3, 5, 4, 5}, 2);
  EXPECT_EQ(found.largest, 0);
  EXPECT_THROW(sim::correlations(std::vector<double>{1, 2}, 1), sim::ContractError);
}

TEST(GaussianCopula, AddsWhatTwoNormalsHaveInCommon) {
  sim::Correlations of{.outputs = 2, .matrix = {1, 0.6, 0.6, 1}};
  const double joint = -std::log(1 - 0.36) / 2 - (1 - 2 * 0.6 * 0.5 + 0.25) / (2 * (1 - 0.36));
  const double apart = -(1 + 0.25) / 2;

  EXPECT_NEAR(sim::gaussian_copula_log_density(std::vector<double>{1, 0.5}, of), joint - apart,
              1e-8);
  of.matrix = {1, 0, 0, 1};
  EXPECT_NEAR(sim::gaussian_copula_log_density(std::vector<double>{1, 0.5}, of), 0, 1e-8);
}

}  // namespace
