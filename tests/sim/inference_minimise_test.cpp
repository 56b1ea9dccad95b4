#include <cstddef>
#include <limits>
#include <span>
#include <vector>

#include <gtest/gtest.h>

#include "sim/inference/minimise.h"
#include "sim/kernel/expects.h"

namespace {

/// Rosenbrock's bent valley, lowest at (1, 1).
double valley(std::span<const double> at, std::span<double> gradient) {
  const double bend = at[1] - at[0] * at[0];
  gradient[0] = -400 * at[0] * bend - 2 * (1 - at[0]);
  gradient[1] = 200 * bend;
  return 100 * bend * bend + (1 - at[0]) * (1 - at[0]);
}

TEST(Minimise, FollowsABentValley) {
  const sim::Minimum found =
      sim::minimise(valley, {-1.2, 1},
                    {.lower = {-5, -5}, .upper = {5, 5}, .iterations = 200, .improvement = 1e-14});

  EXPECT_NEAR(found.at[0], 1, 1e-4);
  EXPECT_NEAR(found.at[1], 1, 1e-4);
  EXPECT_LT(found.value, 1e-8);
}

TEST(Minimise, EndsOnTheWallThatIsInTheWay) {
  const sim::Minimum found = sim::minimise(
      valley, {-1.2, 1},
      {.lower = {-5, -5}, .upper = {0.5, 5}, .iterations = 200, .improvement = 1e-14});

  EXPECT_EQ(found.at[0], 0.5);
  EXPECT_NEAR(found.at[1], 0.25, 1e-5);
}

TEST(Minimise, StepsBackFromWhereThereIsNoValue) {
  const sim::SmoothFunction half_line = [](std::span<const double> at, std::span<double> gradient) {
    gradient[0] = 2 * (at[0] - 0.01);
    if (at[0] < 0) return std::numeric_limits<double>::infinity();
    return (at[0] - 0.01) * (at[0] - 0.01);
  };
  const sim::Minimum found = sim::minimise(
      half_line, {3}, {.lower = {-9}, .upper = {9}, .iterations = 100, .improvement = 1e-14});

  EXPECT_NEAR(found.at[0], 0.01, 1e-5);
}

TEST(Minimise, IsNeverWorseThanItsStart) {
  const sim::SmoothFunction lying = [](std::span<const double> at, std::span<double> gradient) {
    gradient[0] = -2 * at[0];  // the wrong way
    return at[0] * at[0];
  };
  const sim::Minimum found = sim::minimise(lying, {1}, {.lower = {-9}, .upper = {9}});

  EXPECT_EQ(found.at[0], 1);
  EXPECT_EQ(found.value, 1);
  EXPECT_THROW(sim::minimise(lying, {1}, {.lower = {-9}, .upper = {}}), sim::ContractError);
}

}  // namespace
