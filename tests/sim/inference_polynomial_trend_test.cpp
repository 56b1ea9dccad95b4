#include <cmath>
#include <cstddef>
#include <vector>

#include <gtest/gtest.h>

#include "sim/inference/polynomial_trend.h"
#include "sim/kernel/expects.h"
#include "sim/random/stream.h"
#include "sim/random/variate.h"

namespace {

struct Sample {
  std::vector<double> at;  // shape (points x 2)
  std::vector<double> values;
  std::vector<double> noise;
};

/// 2 + x - 0.5 xy, with noise of this variance.
Sample sample(std::size_t points, double noise) {
  sim::Stream stream(sim::Universe(8, sim::Domain::simulation, 0), {});
  Sample made;
  for (std::size_t i = 0; i < points; ++i) {
    const double x = sim::normal(stream.uniform());
    const double y = sim::normal(stream.uniform());
    made.at.insert(made.at.end(), {x, y});
    made.values.push_back(2 + x - 0.5 * x * y + std::sqrt(noise) * sim::normal(stream.uniform()));
    made.noise.push_back(noise);
  }
  return made;
}

const std::vector<sim::TrendTerm> quadratic{{0, 0}, {0, 1}, {0, 2}, {1, 1}, {1, 2}, {2, 2}};

TEST(PolynomialTrend, FindsThePolynomialThatMadeItsPoints) {
  const Sample exact = sample(40, 0);
  const auto trend =
      sim::PolynomialTrend::fitted(quadratic, 2, exact.at, exact.values, exact.noise);

  EXPECT_NEAR(trend.mean(std::vector<double>{2, -1}), 5, 1e-5);
  EXPECT_NEAR(trend.mean(std::vector<double>{0, 0}), 2, 1e-5);
  EXPECT_LT(trend.lack_of_fit(), 1e-9);
}

TEST(PolynomialTrend, KnowsWhichTermsMatter) {
  const Sample noisy = sample(400, 0.25);
  const auto trend =
      sim::PolynomialTrend::fitted(quadratic, 2, noisy.at, noisy.values, noisy.noise);

  const std::vector<double>& t = trend.t_statistics();
  EXPECT_EQ(t[0], 0);
  EXPECT_GT(t[1], 10);
  EXPECT_LT(t[4], -10);
  for (const std::size_t dull : {2U, 3U, 5U}) EXPECT_LT(std::abs(t[dull]), 4);
}

TEST(PolynomialTrend, IsAsSureAsItsErrorsAre) {
  const Sample noisy = sample(300, 0.25);
  const auto trend =
      sim::PolynomialTrend::fitted(quadratic, 2, noisy.at, noisy.values, noisy.noise);
  double squares = 0;
  for (const double x : {-1.0, 0.0, 1.0}) {
    for (const double y : {-1.0, 0.0, 1.0}) {
      const std::vector<double> at{x, y};
      const double error = trend.mean(at) - (2 + x - 0.5 * x * y);
      squares += error * error / trend.variance(at) / 9;
    }
  }
  EXPECT_GT(squares, 0.1);
  EXPECT_LT(squares, 3);
  EXPECT_GT(trend.variance(std::vector<double>{5, 5}),
            10 * trend.variance(std::vector<double>{0, 0}));
}

TEST(PolynomialTrend, TellsLackOfFitFromNoise) {
  const Sample noisy = sample(400, 0.04);
  const std::vector<sim::TrendTerm> linear{{0, 0}, {0, 1}, {0, 2}};

  const auto right =
      sim::PolynomialTrend::fitted(quadratic, 2, noisy.at, noisy.values, noisy.noise);
  const auto short_of =
      sim::PolynomialTrend::fitted(linear, 2, noisy.at, noisy.values, noisy.noise);

  EXPECT_LT(right.lack_of_fit(), 0.02);
  EXPECT_NEAR(short_of.lack_of_fit(), 0.25, 0.1);
  double squares = 0;
  for (const double residual : short_of.residuals()) squares += residual * residual / 400;
  EXPECT_NEAR(squares, short_of.lack_of_fit() + 0.04, 0.02);
}

TEST(PolynomialTrend, TakesMoreTermsThanPoints) {
  const Sample few = sample(5, 0.01);
  const auto trend = sim::PolynomialTrend::fitted(quadratic, 2, few.at, few.values, few.noise);
  EXPECT_TRUE(std::isfinite(trend.mean(std::vector<double>{1, 1})));
}

TEST(PolynomialTrend, RefusesWhatDoesNotFitTogether) {
  const Sample few = sample(5, 0.01);
  EXPECT_THROW(sim::PolynomialTrend::fitted({{0, 1}}, 2, few.at, few.values, few.noise),
               sim::ContractError);
  EXPECT_THROW(sim::PolynomialTrend::fitted({{0, 0}, {0, 3}}, 2, few.at, few.values, few.noise),
               sim::ContractError);
  EXPECT_THROW(sim::PolynomialTrend::fitted(quadratic, 3, few.at, few.values, few.noise),
               sim::ContractError);
}

}  // namespace
