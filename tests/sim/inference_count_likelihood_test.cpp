#include <cmath>
#include <cstdint>
#include <limits>
#include <vector>

#include <boost/math/distributions/negative_binomial.hpp>
#include <boost/math/distributions/poisson.hpp>
#include <gtest/gtest.h>

#include "sim/inference/count_likelihood.h"
#include "sim/kernel/expects.h"
#include "sim/statistics/tally.h"
#include "tests/sim/verification_case.h"

namespace {

constexpr double infinity = std::numeric_limits<double>::infinity();

TEST(CountLikelihood, AgreesWithTheKnownOne) {
  const nlohmann::json known = verification_case("C04");
  const auto y = known.at("parameters").at("y").get<std::int64_t>();
  sim::Tally counts;
  for (const double count : known.at("parameters").at("sim")) counts.add(count);

  expect_agrees(known, counts.mean(), known.at("expected").at("mean"), "mean");
  expect_agrees(known, counts.variance(), known.at("expected").at("var"), "variance");
  expect_agrees(known, sim::count_log_probability(y, counts.mean(), counts.variance()),
                known.at("expected").at("loglik_used"), "as simulated");
  expect_agrees(known, sim::count_log_probability(y, counts.mean(), 80),
                known.at("expected").at("loglik_if_var_80"), "over-dispersed");
}

TEST(CountLikelihood, IsThatOfTheNegativeBinomialLaw) {
  for (const double mean : {0.3, 7.5, 48.0, 4200.0}) {
    for (const double ratio : {1.001, 1.5, 4.0, 40.0}) {
      const double variance = ratio * mean;
      const double size = mean * mean / (variance - mean);
      const boost::math::negative_binomial_distribution<long double> law(size,
                                                                         size / (size + mean));
      for (const double share : {0.0, 0.5, 1.0, 1.6}) {
        const auto count = static_cast<std::int64_t>(share * mean);
        const auto exact = static_cast<double>(std::log(pdf(law, static_cast<long double>(count))));
        if (!(exact > -600)) continue;
        EXPECT_NEAR(sim::count_log_probability(count, mean, variance), exact,
                    1e-11 * (1 + std::abs(exact)))
            << count << " of mean " << mean << " and variance " << variance;
      }
    }
  }
}

TEST(CountLikelihood, PassesToPoissonWithoutAStep) {
  for (const std::int64_t count : {0, 5, 48, 300}) {
    const double poisson = sim::poisson_log_probability(count, 48);
    EXPECT_EQ(sim::count_log_probability(count, 48, 48), poisson);
    EXPECT_EQ(sim::count_log_probability(count, 48, 20), poisson);
    double excess = 1e-2;
    for (int i = 0; i < 14; ++i, excess /= 10) {
      const double near = sim::count_log_probability(count, 48, 48 + excess);
      EXPECT_NEAR(near, poisson, 20 * excess + 1e-12 * (1 + std::abs(poisson))) << excess;
    }
  }
}

TEST(CountLikelihood, AddsUpToOne) {
  for (const double variance : {6.0, 9.0, 60.0}) {
    double sum = 0;
    for (std::int64_t count = 0; count < 2000; ++count)
      sum += std::exp(sim::count_log_probability(count, 6, variance));
    EXPECT_NEAR(sum, 1, 1e-12) << variance;
  }
}

TEST(CountLikelihood, KnowsWhatIsImpossible) {
  EXPECT_EQ(sim::count_log_probability(0, 0, 0), 0.0);
  EXPECT_EQ(sim::count_log_probability(1, 0, 0), -infinity);
  EXPECT_THROW(sim::count_log_probability(-1, 5, 9), sim::ContractError);
  EXPECT_THROW(sim::count_log_probability(1, -1, 9), sim::ContractError);
  EXPECT_THROW(sim::count_log_probability(1, std::nan(""), 9), sim::ContractError);
  EXPECT_THROW(sim::count_log_probability(1, 5, std::nan("")), sim::ContractError);
}

TEST(NormalLogDensity, IsThatOfTheNormalLaw) {
  EXPECT_NEAR(sim::normal_log_density(3, 1, 4), -0.5 - std::log(2) - 0.5 * std::log(2 * M_PI),
              1e-14);
  EXPECT_THROW(sim::normal_log_density(3, 1, 0), sim::ContractError);
}

TEST(Mixture, IsTheWeightedSumOfItsAlternatives) {
  const std::vector<double> alternatives{-2000, -2001};

  EXPECT_NEAR(sim::mixture_log_density(alternatives, std::vector<double>{0.25, 0.75}),
              -2000 + std::log(0.25 + 0.75 * std::exp(-1)), 1e-12);
  EXPECT_EQ(sim::mixture_log_density(alternatives, std::vector<double>{0, 1}), -2001);
  EXPECT_EQ(sim::mixture_log_density(std::vector<double>{-infinity, -3}, std::vector<double>{1, 0}),
            -infinity);
  EXPECT_THROW(sim::mixture_log_density(alternatives, std::vector<double>{0.5, 0.4}),
               sim::ContractError);
}

}  // namespace
