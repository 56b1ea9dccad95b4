#include <algorithm>
#include <cmath>
#include <cstddef>
#include <set>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "sim/kernel/expects.h"
#include "sim/random/stream.h"
#include "sim/random/variate.h"
#include "sim/sensitivity/morris.h"
#include "tests/sim/verification_case.h"

namespace {

using testing::ElementsAre;

template <class Function>
std::vector<double> values_at(const sim::MorrisDesign& design, Function function) {
  std::vector<double> values;
  for (std::size_t point = 0; point < design.size(); ++point)
    values.push_back(function(design.point(point)));
  return values;
}

double known_function(std::span<const double> x) {
  return 2 * x[0] - 3 * x[1] + 0.5 * x[2] + 4 * x[0] * x[1];
}

TEST(MorrisEffect, AgreesWithTheKnownLaw) {
  const nlohmann::json known = verification_case("SA04");
  const nlohmann::json& expected = known.at("expected");
  constexpr std::size_t trajectories = 2000;
  const sim::MorrisDesign design = sim::morris_design(trajectories, 3, {.seed = 4});

  const auto effects = sim::morris_effects(design, values_at(design, known_function), 1,
                                           {.seed = 1, .resamples = 50});

  // The effects of inputs 1 and 2 have four equally likely values at equal distances.
  const double kurtosis = 1.64;
  const double sizes[] = {0, 1.0, 0};  // standard deviation of |effect|: of 3, 5/3, 1/3 and 1
  for (std::size_t i = 0; i < 3; ++i) {
    const double variance = expected.at("sigma2").at(i).get<double>();
    const double error = std::sqrt(variance / trajectories);
    const double size_error = i == 1 ? sizes[i] / std::sqrt(trajectories) : error;
    EXPECT_NEAR(effects[i].mu, expected.at("mu").at(i).get<double>(), 4 * error + 1e-12);
    EXPECT_NEAR(effects[i].mu_star, expected.at("mu_star").at(i).get<double>(),
                4 * size_error + 1e-12);
    EXPECT_NEAR(effects[i].sigma * effects[i].sigma, variance,
                4 * variance * std::sqrt((kurtosis - 1) / trajectories) + 1e-12);
  }
}

TEST(MorrisDesign, MovesEveryInputOncePerTrajectoryByTheStep) {
  const sim::MorrisDesign design = sim::morris_design(7, 5, {.seed = 3, .candidates = 30});

  ASSERT_EQ(design.trajectories(), 7U);
  for (std::size_t t = 0; t < 7; ++t) {
    std::set<std::size_t> moved;
    for (std::size_t k = 0; k < 5; ++k) {
      const auto before = design.point(t * 6 + k);
      const auto after = design.point(t * 6 + k + 1);
      const std::size_t input = design.moved[t * 5 + k];
      moved.insert(input);
      for (std::size_t i = 0; i < 5; ++i) {
        EXPECT_NEAR(std::abs(after[i] - before[i]), i == input ? 2.0 / 3 : 0, 1e-15);
        EXPECT_GE(after[i], 0);
        EXPECT_LE(after[i], 1);
      }
    }
    EXPECT_EQ(moved.size(), 5U);
  }
}

TEST(MorrisDesign, SpreadsFurtherWhenItMayChoose) {
  const auto spread = [](const sim::MorrisDesign& design) {
    double sum = 0;
    for (std::size_t i = 0; i < design.trajectories(); ++i)
      for (std::size_t j = 0; j < i; ++j) sum += sim::apart(design, i, j);
    return sum;
  };

  EXPECT_GT(spread(sim::morris_design(6, 8, {.seed = 5, .candidates = 60})),
            1.1 * spread(sim::morris_design(6, 8, {.seed = 5})));
}

TEST(MorrisDesign, MeasuresHowFarTrajectoriesAreApartPointByPoint) {
  const sim::MorrisDesign design = sim::morris_design(2, 3, {.seed = 6});
  double sum = 0;
  for (std::size_t p = 0; p < 4; ++p)
    for (std::size_t q = 4; q < 8; ++q)
      for (std::size_t i = 0; i < 3; ++i)
        sum += std::pow(design.point(p)[i] - design.point(q)[i], 2);

  EXPECT_NEAR(sim::apart(design, 0, 1), sum, 1e-12);
}

TEST(MorrisEffect, OfAnInputThatDoesNothingIsExactlyNothing) {
  const sim::MorrisDesign design = sim::morris_design(10, 4, {.seed = 8});

  const auto effects = sim::morris_effects(
      design, values_at(design, [](std::span<const double> x) { return 2 * x[1] - x[2]; }));

  EXPECT_EQ(effects[3].mu_star, 0);
  EXPECT_EQ(effects[3].upper, 0);
  EXPECT_FALSE(effects[3].stands_out());
  EXPECT_THAT(sim::those_that_matter(effects), ElementsAre(1, 2));
  EXPECT_THAT(sim::those_that_matter(effects, 0.75), ElementsAre(1));
}

/// Five inputs of which two act, and luck that is the same at every point but for a part that the
/// others stir. shape (points x replications)
std::vector<double> noisy_values(const sim::MorrisDesign& design, std::size_t replications,
                                 double noise, std::uint32_t universe) {
  std::vector<double> values;
  for (std::size_t point = 0; point < design.size(); ++point)
    for (std::size_t r = 0; r < replications; ++r) {
      const auto x = design.point(point);
      sim::Stream stirred(
          sim::Universe(11, sim::Domain::simulation, universe),
          {.purpose = 1, .entity = static_cast<std::uint32_t>(point * replications + r)});
      const double common = 100.0 * static_cast<double>(r);
      values.push_back(6 * x[0] - 3 * x[1] + common + noise * sim::normal(stirred.uniform()));
    }
  return values;
}

TEST(MorrisEffect, StandsOutOfLuckOnlyWhereThereIsOne) {
  const sim::MorrisDesign design = sim::morris_design(10, 5, {.seed = 9});
  int alarms = 0;
  for (std::uint32_t universe = 0; universe < 40; ++universe) {
    const auto effects = sim::morris_effects(design, noisy_values(design, 8, 1, universe), 8,
                                             {.seed = universe, .resamples = 200});

    EXPECT_TRUE(effects[0].stands_out());
    EXPECT_TRUE(effects[1].stands_out());
    for (std::size_t i = 2; i < 5; ++i) alarms += effects[i].stands_out() ? 1 : 0;
  }
  EXPECT_LE(alarms, 4);  // of 120
}

TEST(MorrisEffect, HasAFloorAsHighAsLuckMakesItOnAverage) {
  const sim::MorrisDesign design = sim::morris_design(10, 5, {.seed = 9});
  double size = 0;
  double floor = 0;
  for (std::uint32_t universe = 0; universe < 40; ++universe) {
    const auto effects = sim::morris_effects(design, noisy_values(design, 8, 1, universe), 8,
                                             {.seed = universe, .resamples = 200});
    for (std::size_t i = 2; i < 5; ++i) {
      size += effects[i].mu_star;
      floor += effects[i].mean_floor;
    }
  }
  EXPECT_NEAR(floor / size, 1, 0.1);
}

TEST(MorrisEffect, RefusesValuesThatAreNotOfItsDesign) {
  const sim::MorrisDesign design = sim::morris_design(3, 2);

  EXPECT_THROW(sim::morris_effects(design, std::vector<double>(8)), sim::ContractError);
  EXPECT_THROW(sim::morris_design(0, 2), sim::ContractError);
  EXPECT_THROW(sim::morris_design(2, 2, {.levels = 3}), sim::ContractError);
}

}  // namespace
