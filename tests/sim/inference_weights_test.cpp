#include <cmath>
#include <cstddef>
#include <limits>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "sim/inference/weights.h"
#include "sim/kernel/expects.h"
#include "tests/sim/verification_case.h"

namespace {

using testing::ElementsAre;

constexpr double infinity = std::numeric_limits<double>::infinity();

TEST(Weights, AgreeWithTheKnownTempering) {
  const nlohmann::json known = verification_case("C05");
  const auto log_weights = known.at("parameters").at("logw").get<std::vector<double>>();
  const std::vector<double> weights = sim::normalised(log_weights);

  expect_agrees(known, sim::effective_sample_size(weights), known.at("expected").at("ESS_1"),
                "effective sample size");
  EXPECT_EQ(sim::systematic_resampling(weights, weights.size(), 0.37),
            known.at("expected").at("resample").get<std::vector<std::size_t>>());
}

TEST(Weights, AddUpWhereTheirExponentialsWouldNot) {
  const std::vector<double> terms{-1000, -1000 + std::log(3.0), -infinity};

  EXPECT_NEAR(sim::log_sum_exp(terms), -1000 + std::log(4.0), 1e-12);
  const std::vector<double> weights = sim::normalised(terms);
  EXPECT_NEAR(weights[0], 0.25, 1e-13);
  EXPECT_NEAR(weights[1], 0.75, 1e-13);
  EXPECT_EQ(weights[2], 0.0);
  EXPECT_EQ(sim::log_sum_exp(std::vector<double>{}), -infinity);
  EXPECT_EQ(sim::log_sum_exp(std::vector<double>{-infinity}), -infinity);
  EXPECT_THROW(sim::normalised(std::vector<double>{-infinity}), sim::ContractError);
}

TEST(SystematicResampling, GivesEachItsShareToWithinOne) {
  const std::vector<double> weights{3, 0, 1, 0, 6, 0};
  for (const double u : {1e-9, 0.3, 0.999999999}) {
    std::vector<std::size_t> times(weights.size());
    for (const std::size_t i : sim::systematic_resampling(weights, 1000, u)) ++times[i];
    for (std::size_t i = 0; i < weights.size(); ++i)
      EXPECT_NEAR(static_cast<double>(times[i]), 100 * weights[i], 1) << i << " with " << u;
    EXPECT_EQ(times[1] + times[3] + times[5], 0U) << "what has no weight has no successor";
  }
}

TEST(WeightedMoments, CountADrawOfWeightTwoTwice) {
  const std::vector<double> draws{1, 2, 4, 0, 1, 7};
  const sim::WeightedMoments weighted =
      sim::weighted_moments(draws, 2, std::vector<double>{2, 1, 1});
  const std::vector<double> repeated{1, 2, 1, 2, 4, 0, 1, 7};
  const sim::WeightedMoments plain =
      sim::weighted_moments(repeated, 2, std::vector<double>{1, 1, 1, 1});

  EXPECT_THAT(weighted.mean, ElementsAre(1.75, 2.75));
  for (std::size_t i = 0; i < 4; ++i)
    EXPECT_NEAR(weighted.covariance[i], plain.covariance[i], 1e-14) << i;
  EXPECT_NEAR(weighted.covariance[0], 1.6875, 1e-14);
  EXPECT_EQ(weighted.covariance[1], weighted.covariance[2]);
}

TEST(WeightedQuantile, HasThatMuchWeightBelowIt) {
  const std::vector<double> values{5, 1, 3};
  const std::vector<double> weights{1, 2, 1};

  EXPECT_EQ(sim::weighted_quantile(values, weights, 0.5), 1);
  EXPECT_EQ(sim::weighted_quantile(values, weights, 0.51), 3);
  EXPECT_EQ(sim::weighted_quantile(values, weights, 1), 5);
}

}  // namespace
