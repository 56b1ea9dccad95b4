#include <cstddef>
#include <set>
#include <vector>

#include <gtest/gtest.h>

#include "sim/inference/latin_hypercube.h"
#include "sim/kernel/expects.h"

namespace {

TEST(LatinHypercube, HasOnePointInEverySliceOfEveryInput) {
  constexpr std::size_t points = 37;
  constexpr std::size_t dimensions = 5;

  const std::vector<double> design = sim::latin_hypercube(points, dimensions, {.seed = 3});

  ASSERT_EQ(design.size(), points * dimensions);
  for (std::size_t d = 0; d < dimensions; ++d) {
    std::set<int> slices;
    for (std::size_t i = 0; i < points; ++i) {
      const double at = design[i * dimensions + d];
      EXPECT_GT(at, 0);
      EXPECT_LT(at, 1);
      slices.insert(static_cast<int>(at * points));
    }
    EXPECT_EQ(slices.size(), points) << "input " << d;
  }
}

TEST(LatinHypercube, KeepsTheCandidateWhoseClosestPairIsFurthestApart) {
  double closest = 0;
  for (const std::uint32_t candidates : {1U, 4U, 40U}) {
    const auto design = sim::latin_hypercube(30, 3, {.seed = 1, .candidates = candidates});
    const double apart = sim::closest_pair(design, 3);
    EXPECT_GE(apart, closest) << candidates << " candidates";
    closest = apart;
  }
  EXPECT_GT(closest, 1.5 * sim::closest_pair(sim::latin_hypercube(30, 3, {.candidates = 1}), 3));
}

TEST(LatinHypercube, IsAnotherOneForAnotherDesign) {
  const auto first = sim::latin_hypercube(10, 2, {.seed = 1, .design = 0});

  EXPECT_EQ(first, sim::latin_hypercube(10, 2, {.seed = 1, .design = 0}));
  EXPECT_NE(first, sim::latin_hypercube(10, 2, {.seed = 1, .design = 1}));
  EXPECT_NE(first, sim::latin_hypercube(10, 2, {.seed = 2, .design = 0}));
  EXPECT_THROW(sim::latin_hypercube(0, 2), sim::ContractError);
}

TEST(LatinHypercube, MeasuresTheClosestPair) {
  EXPECT_DOUBLE_EQ(sim::closest_pair({0, 0, 3, 4, 1, 1}, 2), 2);
}

}  // namespace
