#include <cmath>
#include <cstddef>
#include <span>
#include <vector>

#include <gtest/gtest.h>

#include "sim/inference/history_matching.h"
#include "sim/kernel/expects.h"

namespace {

/// Grows with the distance of the first of the parameters from 0: within 1.5 lie 0.866 of them.
double distance_of_first(std::span<const double> z) {
  return 2 * std::abs(z[0]);
}

TEST(Implausibility, IsTheDistanceInStandardDeviations) {
  EXPECT_DOUBLE_EQ(sim::implausibility(10, 4, {.emulator = 1, .observation = 2, .discrepancy = 6}),
                   2);
  EXPECT_THROW(sim::implausibility(10, 4, {}), sim::ContractError);
}

TEST(Implausibility, ForgivesOneOfMoreThanTenOutputs) {
  std::vector<double> outputs(10, 1.0);
  outputs[3] = 7;
  outputs[8] = 4;
  EXPECT_EQ(sim::implausibility(outputs), 7);

  outputs.push_back(2);
  EXPECT_EQ(sim::implausibility(outputs), 4);
  outputs.push_back(7);
  EXPECT_EQ(sim::implausibility(outputs), 7) << "two are as bad";
  EXPECT_EQ(sim::implausibility(std::vector<double>{}), 0);
}

TEST(HistoryMatching, DrawsFromWhatIsNotImplausible) {
  const sim::Matched matched =
      sim::match(2, 500, distance_of_first, {.seed = 1, .cut = 3, .prior_draws = 4000});

  ASSERT_EQ(matched.points.size(), 1000U);
  double other = 0;
  for (std::size_t i = 0; i < matched.points.size(); i += 2) {
    EXPECT_LE(std::abs(matched.points[i]), 1.5);
    other += matched.points[i + 1] * matched.points[i + 1] / 500;
  }
  EXPECT_NEAR(other, 1, 4 * std::sqrt(2.0 / 500)) << "the second keeps its prior";
  EXPECT_EQ(matched.cut, 3);
  EXPECT_NEAR(matched.share, 0.866, 4 * std::sqrt(0.866 * 0.134 / 4000));
  EXPECT_EQ(matched.share, matched.share_at_asked_cut);
}

TEST(HistoryMatching, KeepsATenthOfThePriorWhateverTheCut) {
  const auto hopeless = [](std::span<const double> z) { return 100 + z[0]; };

  const sim::Matched matched = sim::match(1, 300, hopeless, {.seed = 2});

  EXPECT_NEAR(matched.cut, 100 - 1.2816, 0.07);
  EXPECT_NEAR(matched.share, 0.1, 1e-4);
  EXPECT_EQ(matched.share_at_asked_cut, 0);
  EXPECT_EQ(matched.points.size(), 300U);
}

TEST(HistoryMatching, FindsNothingWhereNothingIsToBeKept) {
  const auto hopeless = [](std::span<const double>) { return 100.0; };

  const sim::Matched matched = sim::match(1, 300, hopeless, {.seed = 2, .least_share = 0});

  EXPECT_TRUE(matched.points.empty());
  EXPECT_EQ(matched.share, 0);
}

TEST(HistoryMatching, IsTheSameForAnyNumberOfThreads) {
  sim::MatchingSettings settings{.seed = 3, .wave = 1, .prior_draws = 1000};
  const sim::Matched alone = sim::match(2, 1500, distance_of_first, settings);
  settings.run.threads = 4;
  EXPECT_EQ(sim::match(2, 1500, distance_of_first, settings).points, alone.points);
  settings.wave = 2;
  EXPECT_NE(sim::match(2, 1500, distance_of_first, settings).points, alone.points);
}

TEST(AnotherWave, HelpsWhileItShrinksAndTheEmulatorsAreUnsure) {
  EXPECT_TRUE(sim::another_wave_helps(0.5, 0.4, 0.3, 1));
  EXPECT_FALSE(sim::another_wave_helps(0.5, 0.45, 0.3, 1)) << "hardly shrunk";
  EXPECT_FALSE(sim::another_wave_helps(0.5, 0.2, 0.05, 1)) << "surer than what it is held to";
}

}  // namespace
