#include <algorithm>
#include <atomic>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <numeric>
#include <span>
#include <vector>

#include <boost/math/distributions/gamma.hpp>
#include <boost/math/distributions/normal.hpp>
#include <gtest/gtest.h>

#include "sim/inference/cholesky.h"
#include "sim/inference/count_likelihood.h"
#include "sim/inference/simulated_calibration.h"
#include "sim/inference/tempered_monte_carlo.h"
#include "sim/kernel/expects.h"
#include "sim/random/elementary.h"
#include "sim/random/stream.h"
#include "sim/random/variate.h"
#include "sim/statistics/tally.h"
#include "tests/sim/verification_case.h"

namespace {

constexpr double infinity = std::numeric_limits<double>::infinity();

sim::Tally tally_of(const sim::TemperedResult& result, std::size_t dimension = 0) {
  sim::Tally tally;
  for (std::size_t i = dimension; i < result.draws.size(); i += result.dimensions)
    tally.add(result.draws[i]);
  return tally;
}

/// A standard normal as a gamma variate of the same rank.
double gamma_of(double z, double shape, double rate) {
  const boost::math::gamma_distribution<> law(shape, 1 / rate);
  const boost::math::normal_distribution<> normal;
  if (z > 0) return quantile(complement(law, cdf(complement(normal, z))));
  return quantile(law, cdf(normal, z));
}

TEST(TemperedMonteCarlo, FindsTheConjugatePosteriorOfOneCount) {
  const nlohmann::json known = verification_case("C01");
  const nlohmann::json& expected = known.at("expected");
  const double shape = known.at("parameters").at("a");
  const double rate = known.at("parameters").at("b");
  const auto count = known.at("parameters").at("y").get<std::int64_t>();
  const auto log_likelihood = [&](std::span<const double> z) {
    return sim::poisson_log_probability(count, gamma_of(z[0], shape, rate));
  };

  const sim::TemperedResult result =
      sim::tempered_monte_carlo(1, log_likelihood, {.seed = 1, .particles = 2000, .threads = 2});

  std::vector<double> theta;
  sim::Tally tally;
  for (const double z : result.draws) tally.add(theta.emplace_back(gamma_of(z, shape, rate)));
  std::sort(theta.begin(), theta.end());
  const double sd = expected.at("sd");
  EXPECT_NEAR(tally.mean(), expected.at("mean"), 4 * sd / std::sqrt(2000));
  EXPECT_NEAR(tally.standard_deviation(), sd, 4 * sd / std::sqrt(4000));
  EXPECT_NEAR(theta[100], expected.at("q05"), 1.2);   // standard error 0.3
  EXPECT_NEAR(theta[1900], expected.at("q95"), 1.6);  // standard error 0.4
  EXPECT_NEAR(result.log_evidence, expected.at("log_evidence"), 0.05);
  EXPECT_EQ(result.possible_share, 1);
  EXPECT_EQ(result.steps.back().temperature, 1);
}

TEST(NextTemperature, AgreesWithTheKnownOne) {
  const nlohmann::json known = verification_case("C05");
  const auto log_weights = known.at("parameters").at("logw").get<std::vector<double>>();

  const double next = sim::next_temperature(log_weights, 0, 3.5);

  expect_agrees(known, next, known.at("expected").at("gamma"), "next temperature");
  EXPECT_EQ(sim::next_temperature(log_weights, 0, 2.1), 1) << "worth more than that in full";
  EXPECT_GT(sim::next_temperature(log_weights, next, 3.5), next + 0.4);
}

/// Two normal measurements of different linear combinations: the posterior is normal too.
double two_measurements(std::span<const double> z) {
  return sim::normal_log_density(3, z[0] + z[1], 0.01) +
         sim::normal_log_density(0.5, z[0] - 2 * z[2], 0.25);
}

TEST(TemperedMonteCarlo, FindsANarrowSlantedPosterior) {
  // Of y = A z + e: covariance I - A' S^-1 A and mean A' S^-1 y, with S = A A' + V.
  constexpr double s[] = {2.01, 1, 5.25};
  constexpr double determinant = s[0] * s[2] - s[1] * s[1];
  constexpr double first = (s[2] * 3 - s[1] * 0.5) / determinant;
  constexpr double second = (s[0] * 0.5 - s[1] * 3) / determinant;
  const double evidence =
      -std::log(2 * M_PI) - std::log(determinant) / 2 - (3 * first + 0.5 * second) / 2;
  const double means[] = {first + second, first, -2 * second};

  const sim::TemperedResult result =
      sim::tempered_monte_carlo(3, two_measurements, {.seed = 2, .particles = 2000});

  const double variances[] = {1 - (s[2] - 2 * s[1] + s[0]) / determinant, 1 - s[2] / determinant,
                              1 - 4 * s[0] / determinant};
  for (std::size_t d = 0; d < 3; ++d) {
    const sim::Tally tally = tally_of(result, d);
    EXPECT_NEAR(tally.mean(), means[d], 4 * std::sqrt(variances[d] / 1000)) << d;
    EXPECT_NEAR(tally.variance() / variances[d], 1, 4 * std::sqrt(2.0 / 1000)) << d;
  }
  EXPECT_NEAR(result.log_evidence, evidence, 0.3);  // standard error 0.07
}

// By random walks alone the variances came out a third too small.
TEST(TemperedMonteCarlo, KeepsItsSpreadInManyDimensions) {
  constexpr std::size_t dimensions = 36;
  constexpr std::size_t particles = 500;
  sim::Stream stream(sim::Universe(4, sim::Domain::simulation, 0), {});
  std::vector<double> rows(24 * dimensions);  // of as many measurements, with variance 0.04
  for (double& slope : rows) slope = stream.uniform() < 0.2 ? sim::normal(stream.uniform()) : 0;
  const auto log_likelihood = [&](std::span<const double> z) {
    double sum = 0;
    for (std::size_t i = 0; i < rows.size(); i += dimensions) {
      double expected = 0;
      for (std::size_t d = 0; d < dimensions; ++d) expected += rows[i + d] * z[d];
      sum += sim::normal_log_density(0.5, expected, 0.04);
    }
    return sum;
  };
  std::vector<double> precision =
      sim::weighted_gram(rows, dimensions, std::vector<double>(24, 1 / 0.04));
  for (std::size_t d = 0; d < dimensions; ++d) precision[d * dimensions + d] += 1;
  const std::vector<double> covariance = sim::Cholesky::of(precision, dimensions)->inverse();

  const sim::TemperedResult result = sim::tempered_monte_carlo(
      dimensions, log_likelihood, {.seed = 1, .particles = particles, .threads = 2});

  double ratio = 0;
  for (std::size_t d = 0; d < dimensions; ++d)
    ratio += tally_of(result, d).variance() / covariance[d * dimensions + d] / dimensions;
  EXPECT_NEAR(ratio, 1, 4 * std::sqrt(2.0 / particles / 12)) << "12 directions stay as they were";
  EXPECT_GT(result.steps.back().swings_taken, 0.3);
}

TEST(TemperedMonteCarlo, FollowsABentLaw) {
  // Normal in the first, and the second normal about its square: no swing fits it.
  const auto bent = [](std::span<const double> z) {
    return sim::normal_log_density(z[1], z[0] * z[0], 0.04);
  };
  // Its evidence and second moment of z0, by the density of z0: normal x normal(z0^2; 0, 1.04).
  double evidence = 0;
  double moment = 0;
  for (int i = -8000; i <= 8000; ++i) {
    const double x = 1e-3 * i;
    const double density =
        std::exp(sim::normal_log_density(x, 0, 1) + sim::normal_log_density(x * x, 0, 1.04)) * 1e-3;
    evidence += density;
    moment += x * x * density;
  }

  const sim::TemperedResult result =
      sim::tempered_monte_carlo(2, bent, {.seed = 3, .particles = 2000});

  EXPECT_NEAR(result.log_evidence, std::log(evidence), 0.1);
  EXPECT_NEAR(tally_of(result).variance(), moment / evidence, 4 * 0.6 / std::sqrt(1000));
  EXPECT_NEAR(tally_of(result).mean(), 0, 4 * 0.7 / std::sqrt(1000));
}

TEST(TemperedMonteCarlo, HoldsTheTruthAsOftenAsItsRangesSay) {
  constexpr int fits = 100;
  sim::Stream stream(sim::Universe(6, sim::Domain::simulated_calibration, 0), {});
  std::vector<std::size_t> ranks;
  for (std::uint32_t fit = 0; fit < fits; ++fit) {
    const double truth = sim::normal(stream.uniform());
    const std::int64_t count = sim::poisson(stream.uniform(), 12 * sim::exp(0.5 * truth));
    const auto log_likelihood = [&](std::span<const double> z) {
      return sim::poisson_log_probability(count, 12 * sim::exp(0.5 * z[0]));
    };
    const sim::TemperedResult result =
        sim::tempered_monte_carlo(1, log_likelihood, {.seed = 1, .run = fit, .particles = 99});
    ranks.push_back(sim::rank_of(truth, result.draws, stream.uniform()));
  }
  const sim::CountRange chance = sim::binomial_range(fits, 0.9);
  EXPECT_GE(sim::covered(ranks, 99, 0.9), chance.lower);
  EXPECT_LE(sim::covered(ranks, 99, 0.9), chance.upper);
  EXPECT_GT(sim::rank_histogram(ranks, 99, 10).p_value, 0.001);
}

TEST(TemperedMonteCarlo, IsTheSameForAnyNumberOfThreads) {
  sim::TemperedSettings settings{.seed = 4, .particles = 200};
  const sim::TemperedResult alone = sim::tempered_monte_carlo(3, two_measurements, settings);
  settings.threads = 3;
  const sim::TemperedResult together = sim::tempered_monte_carlo(3, two_measurements, settings);
  settings.run = 1;
  const sim::TemperedResult another = sim::tempered_monte_carlo(3, two_measurements, settings);

  EXPECT_EQ(alone.draws, together.draws);
  EXPECT_EQ(alone.log_evidence, together.log_evidence);
  EXPECT_NE(alone.draws, another.draws);
}

TEST(TemperedMonteCarlo, KeepsToWhatIsPossible) {
  const auto only_positive = [](std::span<const double> z) { return z[0] > 0 ? 0.0 : -infinity; };
  const sim::TemperedResult half =
      sim::tempered_monte_carlo(1, only_positive, {.seed = 1, .particles = 1000});

  EXPECT_GT(*std::min_element(half.draws.begin(), half.draws.end()), 0);
  EXPECT_NEAR(half.possible_share, 0.5, 4 * std::sqrt(0.25 / 2000));
  EXPECT_NEAR(half.log_evidence, std::log(half.possible_share), 1e-12);
  EXPECT_NEAR(tally_of(half).mean(), std::sqrt(2 / M_PI), 4 * 0.6 / std::sqrt(1000));
}

TEST(TemperedMonteCarlo, SaysWhereNothingIsPossible) {
  const auto nowhere = [](std::span<const double>) { return -infinity; };

  const sim::TemperedResult none =
      sim::tempered_monte_carlo(2, nowhere, {.particles = 20, .most_tries = 5});

  EXPECT_TRUE(none.draws.empty());
  EXPECT_EQ(none.possible_share, 0);
  EXPECT_FALSE(none.stopped);
}

TEST(TemperedMonteCarlo, StopsBetweenTemperaturesWhenAsked) {
  std::atomic<bool> stop = false;
  std::vector<double> temperatures;
  const auto progress = [&](const sim::TemperedStep& step) {
    temperatures.push_back(step.temperature);
    if (temperatures.size() == 2) stop = true;
  };
  const sim::TemperedResult result = sim::tempered_monte_carlo(
      3, two_measurements, {.particles = 100, .stop = &stop, .progress = progress});

  EXPECT_TRUE(result.stopped);
  EXPECT_EQ(result.steps.size(), 2U);
  EXPECT_LT(temperatures.back(), 1);
  EXPECT_TRUE(std::is_sorted(temperatures.begin(), temperatures.end()));
}

TEST(TemperedMonteCarlo, RefusesWhatIsNoLikelihood) {
  const auto undefined = [](std::span<const double>) { return std::nan(""); };
  EXPECT_THROW(sim::tempered_monte_carlo(1, undefined, {.particles = 10}), sim::ContractError);
  EXPECT_THROW(sim::tempered_monte_carlo(9, two_measurements, {.particles = 10}),
               sim::ContractError);
}

}  // namespace
