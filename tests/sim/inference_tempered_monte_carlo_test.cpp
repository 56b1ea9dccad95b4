#include <algorithm>
#include <atomic>
#include <cmath>
#include <cstddef>
#include <limits>
#include <numeric>
#include <span>
#include <vector>

#include <boost/math/distributions/gamma.hpp>
#include <boost/math/distributions/normal.hpp>
#include <gtest/gtest.h>

#include "sim/inference/count_likelihood.h"
#include "sim/inference/tempered_monte_carlo.h"
#include "sim/kernel/expects.h"
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
  EXPECT_NEAR(result.log_evidence, evidence, 0.15);
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
