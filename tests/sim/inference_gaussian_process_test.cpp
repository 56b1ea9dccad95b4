#include <cmath>
#include <cstddef>
#include <vector>

#include <gtest/gtest.h>

#include "sim/inference/gaussian_process.h"
#include "sim/inference/history_matching.h"
#include "sim/kernel/expects.h"
#include "sim/random/stream.h"
#include "sim/random/variate.h"
#include "tests/sim/verification_case.h"

namespace {

sim::Observations seen_in(const nlohmann::json& parameters) {
  sim::Observations seen{.at = parameters.at("X").get<std::vector<double>>(),
                         .values = parameters.at("Y").get<std::vector<double>>(),
                         .noise = {}};
  seen.noise.assign(seen.values.size(), parameters.at("nugget").get<double>());
  return seen;
}

TEST(GaussianProcess, AgreesWithTheKnownOne) {
  const nlohmann::json known = verification_case("C03");
  const nlohmann::json& parameters = known.at("parameters");
  const nlohmann::json& expected = known.at("expected");
  const sim::GaussianProcess process(
      seen_in(parameters),
      {.variance = parameters.at("s2"), .lengths = {parameters.at("ell")}, .roughness = 0}, 1);

  const auto asked = parameters.at("xs").get<std::vector<double>>();
  for (std::size_t i = 0; i < asked.size(); ++i) {
    const std::vector<double> at{asked[i]};
    const sim::Prediction predicted = process.at(at);
    expect_agrees(known, predicted.mean, expected.at("mean").at(i), "mean");
    expect_agrees(known, process.mean(at), expected.at("mean").at(i), "mean alone");
    expect_agrees(known, predicted.variance, expected.at("var").at(i), "variance");
    expect_agrees(known,
                  sim::implausibility(1.9, predicted.mean,
                                      {.emulator = predicted.variance,
                                       .observation = 0.01,
                                       .chance = 0,
                                       .discrepancy = 0.02}),
                  expected.at("implausibility").at(i), "implausibility");
  }
  expect_agrees(known, process.log_marginal_likelihood(), expected.at("log_marginal"),
                "likelihood");
  const std::vector<sim::Prediction> others = process.leave_one_out();
  for (std::size_t i = 0; i < others.size(); ++i) {
    expect_agrees(known, others[i].mean, expected.at("loo_mean").at(i), "left out mean");
    expect_agrees(known, others[i].variance, expected.at("loo_var").at(i), "left out variance");
  }
}

/// A bend along the first of two inputs, and noise.
sim::Observations bent(std::size_t points, double noise) {
  sim::Stream stream(sim::Universe(5, sim::Domain::simulation, 0), {});
  sim::Observations seen;
  for (std::size_t i = 0; i < points; ++i) {
    const double x = 4 * stream.uniform() - 2;
    const double y = 4 * stream.uniform() - 2;
    seen.at.insert(seen.at.end(), {x, y});
    seen.values.push_back(std::sin(2 * x) + 0.1 * y +
                          std::sqrt(noise) * sim::normal(stream.uniform()));
    seen.noise.push_back(noise);
  }
  return seen;
}

TEST(GaussianProcess, LeavesOneOutAsIfItHadNeverBeenThere) {
  const sim::Observations seen = bent(12, 0.01);
  const sim::SquaredExponential kernel{.variance = 1, .lengths = {0.8, 3}, .roughness = 0.002};
  const sim::Prediction quick = sim::GaussianProcess(seen, kernel, 0.2).leave_one_out()[7];

  sim::Observations others = seen;
  others.values.erase(others.values.begin() + 7);
  others.noise.erase(others.noise.begin() + 7);
  others.at.erase(others.at.begin() + 14, others.at.begin() + 16);
  const sim::Prediction slow =
      sim::GaussianProcess(others, kernel, 0.2).at(std::vector<double>{seen.at[14], seen.at[15]});

  EXPECT_NEAR(quick.mean, slow.mean, 1e-10);
  EXPECT_NEAR(quick.variance, slow.variance + seen.noise[7], 1e-10);
}

TEST(GaussianProcess, IsSureAtAnExactPointAndUnsureFarAway) {
  const sim::Observations seen{.at = {0, 1}, .values = {3, 5}, .noise = {0, 0}};
  const sim::GaussianProcess process(seen, {.variance = 2, .lengths = {0.5}, .roughness = 0}, 4);

  EXPECT_NEAR(process.mean(std::vector<double>{1}), 5, 1e-6);
  EXPECT_LT(process.at(std::vector<double>{1}).variance, 1e-6);
  EXPECT_NEAR(process.at(std::vector<double>{50}).mean, 4, 1e-12);
  EXPECT_NEAR(process.at(std::vector<double>{50}).variance, 2, 1e-12);
}

TEST(MarginalLikelihood, HasTheSlopesOfItsDifferences) {
  const sim::Observations seen = bent(15, 0.01);
  const std::vector<double> at{std::log(0.7), std::log(0.05), std::log(0.8), std::log(2.0)};
  const auto value = [&](const std::vector<double>& where, std::span<double> gradient) {
    return sim::log_marginal_likelihood(seen,
                                        {.variance = std::exp(where[0]),
                                         .lengths = {std::exp(where[2]), std::exp(where[3])},
                                         .roughness = std::exp(where[1])},
                                        0.1, gradient);
  };
  std::vector<double> gradient(4);
  std::vector<double> unused(4);
  value(at, gradient);

  for (std::size_t k = 0; k < at.size(); ++k) {
    std::vector<double> above = at;
    std::vector<double> below = at;
    above[k] += 1e-5;
    below[k] -= 1e-5;
    EXPECT_NEAR(gradient[k], (value(above, unused) - value(below, unused)) / 2e-5, 1e-5) << k;
  }
}

TEST(LikeliestKernel, IsShortWhereTheFunctionBendsAndLongWhereItDoesNot) {
  const sim::Observations seen = bent(80, 1e-4);

  const sim::SquaredExponential kernel = sim::most_likely_kernel(seen, 2);

  EXPECT_LT(kernel.lengths[0], 2);
  EXPECT_GT(kernel.lengths[1], 3);
  EXPECT_LT(kernel.roughness, 1e-3);
  std::vector<double> gradient(4);
  const double likelihood = sim::log_marginal_likelihood(seen, kernel, 0, gradient);
  const sim::SquaredExponential other{.variance = 1, .lengths = {1, 5}, .roughness = 1e-5};
  EXPECT_GE(likelihood, sim::log_marginal_likelihood(seen, other, 0, gradient));
}

TEST(LikeliestKernel, TellsRoughnessFromNoise) {
  sim::Observations seen = bent(80, 0.04);
  EXPECT_LT(sim::most_likely_kernel(seen, 2).roughness, 0.02) << "the noise is known";

  seen.noise.assign(seen.values.size(), 1e-6);
  EXPECT_NEAR(sim::most_likely_kernel(seen, 2).roughness, 0.04, 0.02) << "and now it is not";
}

TEST(GaussianProcess, RefusesWhatDoesNotFitTogether) {
  const sim::SquaredExponential kernel{.variance = 1, .lengths = {1}, .roughness = 0};
  EXPECT_THROW(sim::GaussianProcess({.at = {1, 2}, .values = {1}, .noise = {0}}, kernel),
               sim::ContractError);
  EXPECT_THROW(sim::GaussianProcess({.at = {1}, .values = {1}, .noise = {}}, kernel),
               sim::ContractError);
  EXPECT_THROW(sim::most_likely_kernel({.at = {1, 2}, .values = {0, 0}, .noise = {1, 1}}, 1),
               sim::ContractError);
}

}  // namespace
