#include <cmath>
#include <cstddef>
#include <string_view>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "sim/experiment/digest.h"
#include "sim/inference/emulator.h"
#include "sim/inference/hold_out.h"
#include "sim/inference/latin_hypercube.h"
#include "sim/kernel/expects.h"
#include "sim/random/elementary.h"
#include "sim/random/stream.h"
#include "sim/random/variate.h"

namespace {

using testing::ElementsAre;

enum class Shape { polynomial, bent };

/// Six inputs, of which the first, the third and, a little, the sixth matter.
double response(const double* z, Shape shape) {
  const double polynomial = 1 + 0.5 * z[0] - 0.3 * z[2] + 0.1 * z[0] * z[2] + 0.04 * z[5];
  return shape == Shape::polynomial ? polynomial : polynomial + 0.5 / (1 + sim::exp(4 * z[0]));
}

sim::Training training(std::size_t points, Shape shape, double noise, std::uint32_t design = 0) {
  constexpr std::size_t inputs = 6;
  sim::Training made{.inputs = inputs, .at = {}, .values = {}, .noise = {}};
  const sim::Universe universe(1, sim::Domain::simulation, design);
  for (const double u :
       sim::latin_hypercube(points, inputs, {.seed = 6, .design = design, .candidates = 2}))
    made.at.push_back(sim::normal(u));
  for (std::size_t i = 0; i < points; ++i) {
    const double luck = universe.uniform({1, static_cast<std::uint32_t>(i), 0});
    const double variance = noise * (1 + static_cast<double>(i % 3));
    made.values.push_back(response(&made.at[i * inputs], shape) +
                          std::sqrt(variance) * sim::normal(luck));
    made.noise.push_back(variance);
  }
  return made;
}

TEST(Emulator, FindsTheInputsThatMatter) {
  const auto emulator = sim::Emulator::fitted(training(200, Shape::polynomial, 1e-3));
  EXPECT_THAT(emulator.active(), testing::IsSupersetOf(std::vector<std::size_t>{0, 2, 5}));
  EXPECT_LE(emulator.active().size(), 4U);
}

TEST(Emulator, NeedsNoProcessForAPolynomial) {
  const auto emulator = sim::Emulator::fitted(training(200, Shape::polynomial, 1e-3));

  EXPECT_FALSE(emulator.has_process());
  const std::vector<double> at{1, 0.3, -1, 2, 0, 0.5};
  EXPECT_NEAR(emulator.mean(at), response(at.data(), Shape::polynomial), 0.03);
  EXPECT_EQ(emulator.mean(at), emulator.at(at).mean);
}

TEST(Emulator, FollowsABendByAProcess) {
  const sim::Training bent = training(250, Shape::bent, 1e-4);
  const sim::Training unseen = training(120, Shape::bent, 1e-4, 1);

  const auto emulator = sim::Emulator::fitted(bent);
  const auto plain = sim::Emulator::fitted(bent, {.process = sim::Process::left_out});

  EXPECT_TRUE(emulator.has_process());
  const sim::HoldOut with = sim::hold_out(emulator, unseen);
  EXPECT_TRUE(with.acceptable) << with.root_mean_square << ' ' << with.coverage << ' '
                               << with.beyond_three;
  EXPECT_LT(with.root_mean_square, 0.5 * sim::hold_out(plain, unseen).root_mean_square);
  const std::vector<double> at{0.1, 0, 0, 0, 0, 0};
  EXPECT_NEAR(emulator.mean(at), emulator.at(at).mean, 1e-12);
}

TEST(Emulator, IsAsSureAsItsErrorsAre) {
  for (const Shape shape : {Shape::polynomial, Shape::bent}) {
    const auto emulator = sim::Emulator::fitted(training(250, shape, 1e-3));
    const sim::HoldOut check = sim::hold_out(emulator, training(400, shape, 1e-9, 2));

    EXPECT_GT(check.coverage, 0.90);
    EXPECT_LT(check.beyond_three, 0.01);
    EXPECT_EQ(check.errors.size(), 400U);
    EXPECT_NEAR(std::sqrt(emulator.typical_variance()) / check.root_mean_square, 1, 0.3);
    EXPECT_LT(check.root_mean_square, 0.025) << "a value has a noise of 0.045";
  }
}

TEST(HoldOut, RefusesAnEmulatorThatIsTooSure) {
  sim::Training unseen = training(400, Shape::bent, 1e-4, 2);
  const auto emulator = sim::Emulator::fitted(training(250, Shape::bent, 1e-4));
  ASSERT_TRUE(sim::hold_out(emulator, unseen).acceptable);

  for (std::size_t i = 0; i < unseen.values.size(); i += 2) unseen.values[i] += 0.1;
  const sim::HoldOut check = sim::hold_out(emulator, unseen);

  EXPECT_FALSE(check.acceptable);
  EXPECT_LT(check.coverage, 0.7);
  EXPECT_NEAR(check.root_mean_square, 0.1 / std::sqrt(2), 0.01);
  EXPECT_GT(check.beyond_three, 0.3);
}

TEST(Emulator, LearnsFromFewPointsAndFromAConstant) {
  sim::Training few = training(12, Shape::polynomial, 1e-3);
  EXPECT_TRUE(std::isfinite(sim::Emulator::fitted(few).at(std::vector<double>(6, 1.0)).variance));

  few.values.assign(12, 4.0);
  const auto constant = sim::Emulator::fitted(few);
  EXPECT_NEAR(constant.mean(std::vector<double>(6, 2.0)), 4, 1e-6);
}

TEST(Emulator, RefusesWhatItCannotLearnFrom) {
  sim::Training broken = training(20, Shape::polynomial, 1e-3);
  broken.values[3] = std::nan("");
  EXPECT_THROW(sim::Emulator::fitted(broken), sim::ContractError);
  EXPECT_THROW(sim::Emulator::fitted(training(9, Shape::polynomial, 0.1)), sim::ContractError);
  const auto emulator = sim::Emulator::fitted(training(20, Shape::polynomial, 1e-3));
  EXPECT_THROW(emulator.mean(std::vector<double>(5)), sim::ContractError);
}

// These answers are bits, not approximations: another machine, compiler or option must agree.
TEST(Emulator, GivesTheSameBitsEverywhere) {
  const auto emulator =
      sim::Emulator::fitted(training(120, Shape::bent, 1e-4), {.process = sim::Process::always});
  std::vector<double> answers{emulator.typical_variance()};
  for (int i = -3; i <= 3; ++i) {
    const std::vector<double> at(6, 0.7 * i);
    const sim::Prediction predicted = emulator.at(at);
    answers.insert(answers.end(), {emulator.mean(at), predicted.mean, predicted.variance});
  }
  const std::string_view bytes(reinterpret_cast<const char*>(answers.data()),
                               answers.size() * sizeof(double));

  EXPECT_EQ(sim::sha256(bytes), "105166014eff92fdeed8934134cbcafd048daae965fc4fed64a0d110842ad05f");
}

}  // namespace
