#include <algorithm>
#include <cmath>
#include <cstddef>
#include <limits>
#include <vector>

#include <gtest/gtest.h>

#include "sim/inference/importance.h"
#include "sim/inference/weights.h"
#include "sim/kernel/expects.h"
#include "sim/random/stream.h"
#include "sim/random/variate.h"

namespace {

/// Excesses of a generalised Pareto law, at even ranks.
std::vector<double> pareto(std::size_t size, double shape, double scale) {
  std::vector<double> excesses;
  for (std::size_t i = 0; i < size; ++i) {
    const double above = 1 - (static_cast<double>(i) + 0.5) / static_cast<double>(size);
    excesses.push_back(scale * (std::pow(above, -shape) - 1) / shape);
  }
  return excesses;
}

TEST(ParetoFit, FindsTheShapeAndScaleOfItsLaw) {
  for (const double shape : {-0.3, 0.2, 0.7, 1.1}) {
    const sim::ParetoFit fit = sim::fitted_pareto(pareto(2000, shape, 3));
    EXPECT_NEAR(fit.shape, shape, 0.02);
    EXPECT_NEAR(fit.scale, 3, 0.06);
  }
}

TEST(ParetoFit, RefusesWhatAreNoExcesses) {
  EXPECT_THROW(sim::fitted_pareto(std::vector<double>{1, 2, 3, 4}), sim::ContractError);
  EXPECT_THROW(sim::fitted_pareto(std::vector<double>{1, 3, 2, 4, 5}), sim::ContractError);
  EXPECT_THROW(sim::fitted_pareto(std::vector<double>{0, 1, 2, 3, 4}), sim::ContractError);
}

/// Log weights from draws of an exponential law with mean 1 to one with `mean`: their tail has the
/// shape 1 - 1/mean for a mean above 1.
std::vector<double> log_weights_to(double mean, std::size_t size) {
  sim::Stream stream(sim::Universe(3, sim::Domain::simulation, 0), {});
  std::vector<double> weights;
  for (std::size_t i = 0; i < size; ++i) {
    const double x = sim::exponential(stream.uniform());
    weights.push_back(x - x / mean - 1000);
  }
  return weights;
}

TEST(SmoothedWeights, TellHowHeavyTheirTailIs) {
  EXPECT_LT(sim::smoothed(log_weights_to(1.1, 20'000)).shape, 0.3);
  EXPECT_NEAR(sim::smoothed(log_weights_to(2, 20'000)).shape, 0.5, 0.15);
  EXPECT_NEAR(sim::smoothed(log_weights_to(5, 20'000)).shape, 0.8, 0.2);
}

TEST(SmoothedWeights, KeepTheOrderAndChangeTheTailAlone) {
  const std::vector<double> raw = log_weights_to(3, 1000);
  const sim::SmoothedWeights smooth = sim::smoothed(raw);

  double sum = 0;
  for (const double weight : smooth.log_weights) sum += std::exp(weight);
  EXPECT_NEAR(sum, 1, 1e-12);
  std::size_t changed = 0;
  const auto smallest =
      static_cast<std::size_t>(std::min_element(raw.begin(), raw.end()) - raw.begin());
  const double shift = smooth.log_weights[smallest] - raw[smallest];
  for (std::size_t i = 0; i < raw.size(); ++i) {
    if (std::abs(smooth.log_weights[i] - raw[i] - shift) > 1e-9) ++changed;
    for (const std::size_t j : {std::size_t{0}, i / 2})
      EXPECT_EQ(raw[i] < raw[j], smooth.log_weights[i] < smooth.log_weights[j]) << i;
  }
  EXPECT_GT(changed, 80U);
  EXPECT_LE(changed, 95U);  // 3 sqrt(1000)
  EXPECT_GE(smooth.effective, sim::effective_sample_size(sim::normalised(raw)));
}

TEST(SmoothedWeights, EstimateAMeanThatTheDrawsHardlySee) {
  constexpr std::size_t size = 20'000;
  const std::vector<double> raw = log_weights_to(2, size);
  const std::vector<double> weights = sim::normalised(sim::smoothed(raw).log_weights);
  double mean = 0;
  for (std::size_t i = 0; i < size; ++i) mean += weights[i] * 2 * (raw[i] + 1000);

  EXPECT_NEAR(mean, 2, 0.1);
}

TEST(SmoothedWeights, SayWhenAllAreTheSame) {
  const sim::SmoothedWeights even = sim::smoothed(std::vector<double>(100, -5.0));

  EXPECT_EQ(even.shape, std::numeric_limits<double>::infinity());
  EXPECT_NEAR(even.effective, 100, 1e-9);
  EXPECT_THROW(sim::smoothed(std::vector<double>(5, 0.0)), sim::ContractError);
}

}  // namespace
