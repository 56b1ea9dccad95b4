#include <atomic>
#include <cmath>
#include <cstddef>
#include <limits>
#include <span>
#include <vector>

#include <boost/math/distributions/gamma.hpp>
#include <boost/math/distributions/normal.hpp>
#include <gtest/gtest.h>

#include "sim/inference/approximate_bayes.h"
#include "sim/inference/weights.h"
#include "sim/kernel/expects.h"
#include "sim/random/stream.h"
#include "sim/random/variate.h"
#include "tests/sim/verification_case.h"

namespace {

/// A standard normal as a gamma variate of the same rank.
double gamma_of(double z, double shape, double rate) {
  const boost::math::gamma_distribution<> law(shape, 1 / rate);
  const boost::math::normal_distribution<> normal;
  if (z > 0) return quantile(complement(law, cdf(complement(normal, z))));
  return quantile(law, cdf(normal, z));
}

/// The uniform that a simulation `number` is given.
double luck(std::uint32_t number) {
  return sim::Universe(77, sim::Domain::simulated_calibration, 0).uniform({1, number, 0});
}

TEST(ApproximateBayes, FindsTheConjugatePosteriorOfOneCount) {
  const nlohmann::json known = verification_case("C01");
  const nlohmann::json& expected = known.at("expected");
  const double shape = known.at("parameters").at("a");
  const double rate = known.at("parameters").at("b");
  const std::vector<sim::Summary> observed{{.observed = known.at("parameters").at("y")}};
  const auto simulate = [&](std::span<const double> z, std::uint32_t number) {
    const double mean = gamma_of(z[0], shape, rate);
    return std::vector<double>{static_cast<double>(sim::poisson(luck(number), mean))};
  };

  const sim::ApproximateResult result =
      sim::approximate_bayes(1, observed, simulate, {.seed = 1, .particles = 1000, .threads = 2});
  const sim::AdjustedDraws after = sim::adjusted(result, observed);

  double mean = 0;
  double square = 0;
  for (std::size_t i = 0; i < after.draws.size(); ++i) {
    const double theta = gamma_of(after.draws[i], shape, rate);
    mean += after.weights[i] * theta;
    square += after.weights[i] * theta * theta;
  }
  const double sd = expected.at("sd");
  const double effective = sim::effective_sample_size(after.weights);
  EXPECT_GT(effective, 300);
  EXPECT_NEAR(mean, expected.at("mean"), 4 * sd / std::sqrt(effective));
  EXPECT_NEAR(std::sqrt(square - mean * mean) / sd, 1, 4 / std::sqrt(2 * effective));
  EXPECT_DOUBLE_EQ(result.rounds.back().epsilon, std::sqrt(2)) << "as near as two futures are";
}

/// Two counts whose means depend on two parameters, and a figure that is compared as it is.
std::vector<double> three_figures(std::span<const double> z, std::uint32_t number) {
  const double u = luck(number);
  return {static_cast<double>(sim::poisson(u, 20 * std::exp(0.3 * z[0]))),
          static_cast<double>(sim::poisson(1 - u, 8 * std::exp(0.3 * (z[0] + z[1])))), z[1] + u};
}

const std::vector<sim::Summary> three{
    {.observed = 25}, {.observed = 6}, {.observed = 0.4, .standard_deviation = 0.2}};

TEST(ApproximateBayes, ComesNearerFromRoundToRound) {
  const sim::ApproximateResult result =
      sim::approximate_bayes(2, three, three_figures, {.particles = 200, .most_rounds = 3});

  ASSERT_GE(result.rounds.size(), 2U);
  EXPECT_EQ(result.rounds.front().epsilon, std::numeric_limits<double>::infinity());
  EXPECT_EQ(result.rounds.front().acceptance, 1);
  for (std::size_t i = 1; i < result.rounds.size(); ++i)
    EXPECT_LT(result.rounds[i].epsilon, result.rounds[i - 1].epsilon);
  for (std::size_t i = 0; i < 200; ++i) {
    EXPECT_LE(result.distances[i], result.rounds.back().epsilon);
    const std::span<const double> figures(&result.figures[3 * i], 3);
    EXPECT_DOUBLE_EQ(std::sqrt(sim::squared_distance(figures, three)), result.distances[i]);
  }
}

TEST(ApproximateBayes, IsTheSameForAnyNumberOfThreads) {
  sim::ApproximateSettings settings{.particles = 100, .most_rounds = 2};
  const auto alone = sim::approximate_bayes(2, three, three_figures, settings);
  settings.threads = 3;
  const auto together = sim::approximate_bayes(2, three, three_figures, settings);

  EXPECT_EQ(alone.draws, together.draws);
  EXPECT_EQ(alone.weights, together.weights);
}

TEST(ApproximateBayes, KeepsTheLastRoundThatFoundEnough) {
  const auto result = sim::approximate_bayes(
      2, three, three_figures, {.particles = 100, .most_rounds = 12, .least_acceptance = 0.5});

  ASSERT_FALSE(result.rounds.empty());
  for (const sim::ApproximateRound& round : result.rounds) EXPECT_GE(round.acceptance, 0.3);
  EXPECT_EQ(result.weights.size(), 100U);
}

TEST(ApproximateBayes, StopsWhenAsked) {
  std::atomic<bool> stop = false;
  const auto after_two = [&](const sim::ApproximateRound& round) {
    stop = std::isfinite(round.epsilon);
  };
  const auto result = sim::approximate_bayes(
      2, three, three_figures, {.particles = 100, .stop = &stop, .progress = after_two});

  EXPECT_TRUE(result.stopped);
  EXPECT_EQ(result.rounds.size(), 2U);
  EXPECT_EQ(result.weights.size(), 100U);
}

TEST(CountDistance, IsThatOfTwiceTheSquareRoots) {
  const std::vector<sim::Summary> observed{{.observed = 25},
                                           {.observed = 3, .standard_deviation = 0.5}};
  EXPECT_DOUBLE_EQ(sim::squared_distance(std::vector<double>{16, 4}, observed), 8);
  EXPECT_THROW(sim::squared_distance(std::vector<double>{-1, 4}, observed), sim::ContractError);
  EXPECT_THROW(sim::squared_distance(std::vector<double>{1}, observed), sim::ContractError);
}

}  // namespace
