#include <cmath>
#include <cstddef>
#include <vector>

#include <gtest/gtest.h>

#include "sim/kernel/expects.h"
#include "sim/random/stream.h"
#include "sim/random/variate.h"
#include "sim/sensitivity/whitening.h"

namespace {

TEST(SymmetricRoot, SquaredIsTheMatrix) {
  const std::vector<double> matrix{1, 0.9, 0.1, 0.9, 1, -0.2, 0.1, -0.2, 1};
  const auto root = sim::symmetric_root(matrix, 3);

  ASSERT_TRUE(root.has_value());
  for (std::size_t i = 0; i < 3; ++i)
    for (std::size_t j = 0; j < 3; ++j) {
      double product = 0;
      for (std::size_t k = 0; k < 3; ++k) product += (*root)[i * 3 + k] * (*root)[k * 3 + j];
      EXPECT_NEAR(product, matrix[i * 3 + j], 1e-10);
      EXPECT_NEAR((*root)[i * 3 + j], (*root)[j * 3 + i], 1e-10);
    }
  EXPECT_FALSE(sim::symmetric_root({1, 2, 2, 1}, 2).has_value());
}

/// Draws of two inputs correlated by `r` on the scale of normals, the second on another scale, and
/// of a third that never varies.
std::vector<double> correlated(double r, std::size_t draws) {
  std::vector<double> sample;
  sim::Stream stream(sim::Universe(3, sim::Domain::simulation, 0), {.purpose = 2});
  for (std::size_t d = 0; d < draws; ++d) {
    const double one = sim::normal(stream.uniform());
    const double other = r * one + std::sqrt(1 - r * r) * sim::normal(stream.uniform());
    sample.insert(sample.end(), {one, std::exp(2 * other), 4.0});
  }
  return sample;
}

TEST(CorrelatedInputs, MoveWithWhatTheyAreTiedTo) {
  const double r = 0.8;
  const sim::CorrelatedInputs inputs(correlated(r, 4000), 3);

  EXPECT_NEAR(inputs.correlation(0, 1), r, 0.03);
  EXPECT_EQ(inputs.correlation(0, 2), 0);
  // The root of [1 r; r 1] has (sqrt(1 + r) + sqrt(1 - r)) / 2 on its diagonal.
  const double own = (std::sqrt(1 + r) + std::sqrt(1 - r)) / 2;
  EXPECT_NEAR(inputs.own(0), own, 0.02);
  EXPECT_NEAR(inputs.own(1), own, 0.02);
  EXPECT_NEAR(inputs.own(2), 1, 1e-12);
  const auto moved = inputs.scores(std::vector<double>{1, 0, 0});
  EXPECT_NEAR(moved[0], own, 0.02);
  EXPECT_NEAR(moved[1], std::sqrt(1 - own * own), 0.03);
  EXPECT_NEAR(moved[2], 0, 1e-12);
}

TEST(CorrelatedInputs, AreLeftAloneWhereNothingTiesThem) {
  const sim::CorrelatedInputs one(std::vector<double>{1, 2, 3, 4}, 1);

  EXPECT_NEAR(one.own(0), 1, 1e-12);
  EXPECT_NEAR(one.scores(std::vector<double>{-1.5})[0], -1.5, 1e-12);
  EXPECT_THROW(sim::CorrelatedInputs(std::vector<double>{}, 1), sim::ContractError);
}

TEST(CorrelatedInputs, AreNotTiedByWhatMayBeChance) {
  const sim::CorrelatedInputs inputs(correlated(0.01, 1000), 3);

  EXPECT_EQ(inputs.correlation(0, 1), 0);
  EXPECT_EQ(inputs.scores(std::vector<double>{1, 0, 0})[1], 0);
}

TEST(CorrelatedInputs, MayBeFunctionsOfEachOther) {
  std::vector<double> sample;
  for (int d = 0; d < 50; ++d) sample.insert(sample.end(), {d * 1.0, d * 2.0});

  const sim::CorrelatedInputs inputs(sample, 2);

  EXPECT_GT(inputs.correlation(0, 1), 0.9);
  EXPECT_LT(inputs.correlation(0, 1), 1);
}

TEST(NormalProbability, IsWhatNormalComesFrom) {
  for (const double p : {0.001, 0.05, 0.3, 0.5, 0.65, 0.95, 0.999})
    EXPECT_NEAR(sim::normal_probability(sim::normal(p)), p, 1e-7);
}

}  // namespace
