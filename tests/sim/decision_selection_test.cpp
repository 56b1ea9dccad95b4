#include <cmath>
#include <cstddef>
#include <vector>

#include <gtest/gtest.h>

#include "sim/decision/selection.h"
#include "sim/random/stream.h"
#include "sim/statistics/estimate.h"
#include "sim/statistics/proportion.h"
#include "tests/sim/verification_case.h"

namespace {

/// Options whose means are a step apart, the last one best; `shared` is the part of their variance
/// that they have in common.
sim::PairedValues made(std::uint32_t number, std::size_t options, std::size_t observations,
                       double step, double shared) {
  sim::PairedValues values{options, {}};
  const sim::Universe universe(3, sim::Domain::bootstrap, number);
  sim::Stream stream(universe, {1, 0, 0});
  for (std::size_t i = 0; i < observations; ++i) {
    const double common = sim::normal_quantile(stream.uniform());
    for (std::size_t option = 0; option < options; ++option)
      values.values.push_back(-step * static_cast<double>(option) + std::sqrt(shared) * common +
                              std::sqrt(1 - shared) * sim::normal_quantile(stream.uniform()));
  }
  return values;
}

TEST(Screening, HasTheConstantsOfTheVerificationCase) {
  const nlohmann::json known = verification_case("O01");
  const nlohmann::json& expected = known.at("expected");
  const auto agrees = [&](const char* name, std::size_t k, std::size_t n0, double alpha) {
    const auto constants = sim::screening_constants(k, n0, alpha);
    expect_agrees(known, constants.eta, expected.at(name).at("eta"), name);
    expect_agrees(known, constants.h_squared, expected.at(name).at("h2"), name);
  };
  agrees("k5_n10_a0.05", 5, 10, 0.05);
  agrees("k10_n20_a0.05", 10, 20, 0.05);
  agrees("k25_n20_a0.05", 25, 20, 0.05);
  agrees("k25_n30_a0.01", 25, 30, 0.01);
}

TEST(Screening, KeepsTheBestAsOftenAsItSays) {
  std::int64_t kept = 0;
  constexpr std::uint32_t trials = 400;
  for (std::uint32_t trial = 0; trial < trials; ++trial)
    kept += sim::screened(made(trial, 4, 300, 0.1, 0.8), 0.1).survives[3] ? 1 : 0;
  EXPECT_GE(sim::wilson(kept, trials, 0.9999).upper, 0.95);
}

TEST(Screening, EndsSoonerTheMoreLuckOptionsShare) {
  std::size_t apart = 0;
  std::size_t together = 0;
  for (std::uint32_t trial = 0; trial < 50; ++trial) {
    apart += sim::screened(made(trial, 3, 2000, 0.3, 0.0), 0.3).observations;
    together += sim::screened(made(trial, 3, 2000, 0.3, 0.9), 0.3).observations;
  }
  EXPECT_LT(4 * together, 3 * apart);
}

TEST(Screening, LeavesOptionsThatAreTheSame) {
  auto values = made(1, 2, 100, 0, 1);
  for (std::size_t i = 0; i < values.values.size(); i += 2) values.values[i + 1] = values.values[i];
  const auto screening = sim::screened(values, 0.5);
  EXPECT_EQ(screening.survivors, 2U);
  EXPECT_EQ(sim::times_best(values), (std::vector<std::size_t>{100, 100}));
}

TEST(BehindBest, IsTheMeanOfThePairsWithItsInterval) {
  const sim::PairedValues values{3, {5, 1, 2, 7, 2, 2, 9, 3, 8}};  // Means 7, 2 and 4.
  const auto behind = sim::behind_best(values);
  const std::vector<double> first{4, 5, 6};
  EXPECT_DOUBLE_EQ(behind[0].mean, 5);
  EXPECT_DOUBLE_EQ(behind[0].half_width, sim::estimate(first).half_width);
  EXPECT_EQ(behind[1].mean, 0);
  EXPECT_EQ(behind[1].half_width, 0);
  EXPECT_DOUBLE_EQ(behind[2].mean, 2);
}

TEST(Standing, DistinguishesWhatWasDroppedByHowFarItIsBehind) {
  using sim::Standing;
  EXPECT_EQ(sim::standing(true, {9, 1, 50}, 2), Standing::may_be_best);
  EXPECT_EQ(sim::standing(false, {1, 1, 50}, 2), Standing::as_good);
  EXPECT_EQ(sim::standing(false, {1, 1.5, 50}, 2), Standing::perhaps_as_good);
  EXPECT_EQ(sim::standing(false, {3, 1, 50}, 2), Standing::perhaps_as_good);
  EXPECT_EQ(sim::standing(false, {3, 0.5, 50}, 2), Standing::worse);
}

TEST(Standing, CallsNothingWorseThatIsWithinTheDifferenceWorthTelling) {
  int dropped = 0;
  for (std::uint32_t trial = 0; trial < 200; ++trial) {
    const auto values = made(trial, 2, 2000, 0.1, 0.8);  // A fifth of what is worth telling.
    const auto screening = sim::screened(values, 0.5);
    const auto behind = sim::behind_best(values);
    for (std::size_t option = 0; option < 2; ++option) {
      dropped += screening.survives[option] ? 0 : 1;
      EXPECT_NE(sim::standing(screening.survives[option], behind[option], 0.5),
                sim::Standing::worse);
    }
  }
  EXPECT_GT(dropped, 100) << "screening picks one of two that are as good";
}

TEST(Budget, IsSpreadAsTheVerificationCaseSays) {
  const nlohmann::json known = verification_case("O03");
  const nlohmann::json& expected = known.at("expected");
  const auto means = known.at("parameters").at("mean").get<std::vector<double>>();
  const auto deviations = known.at("parameters").at("sd").get<std::vector<double>>();
  const auto shares = sim::budget_shares(means, deviations);
  std::vector<double> spread;
  for (std::size_t i = 0; i < shares.size(); ++i) {
    expect_agrees(known, shares[i], expected.at("fraction").at(i), "share");
    spread.push_back(1000 * shares[i]);
  }
  expect_agrees(known, sim::chance_of_correct_selection(means, deviations, spread),
                expected.at("APCS_bonferroni_1000"), "chance");
  const std::vector<double> equal(5, 200);
  expect_agrees(known, sim::chance_of_correct_selection(means, deviations, equal),
                expected.at("APCS_equal_1000"), "chance when spread equally");
}

}  // namespace
