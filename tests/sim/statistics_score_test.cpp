#include <cmath>
#include <cstdint>
#include <vector>

#include <gtest/gtest.h>

#include "sim/kernel/expects.h"
#include "sim/random/stream.h"
#include "sim/random/variate.h"
#include "sim/statistics/count_law.h"
#include "sim/statistics/score.h"
#include "tests/sim/verification_case.h"

namespace {

using sim::CountLaw;

TEST(Score, AgreesWithTheKnownOnes) {
  const nlohmann::json known = verification_case("S14");
  const nlohmann::json& expected = known.at("expected");
  const auto check = [&](const char* name, double score) {
    expect_agrees(known, score, expected.at(name), name);
  };
  const CountLaw poisson = *CountLaw::poisson(48);
  const CountLaw wide = *CountLaw::negative_binomial(48, 48 + 48 * 48 / 10.0);
  const auto ensemble = known.at("parameters").at("ensemble").get<std::vector<double>>();

  check("normal_0_1_y0", sim::crps_of_normal(0, 1, 0));
  check("normal_0_1_y1", sim::crps_of_normal(0, 1, 1));
  check("normal_48_7_y43", sim::crps_of_normal(48, 7, 43));
  check("poisson_48_y43", sim::crps_of_counts(poisson, 43));
  check("poisson_48_y31", sim::crps_of_counts(poisson, 31));
  check("poisson_7_y9", sim::crps_of_counts(*CountLaw::poisson(7), 9));
  check("poisson_7_y7", sim::crps_of_counts(*CountLaw::poisson(7), 7));
  check("nb_mean48_k10_y43", sim::crps_of_counts(wide, 43));
  check("log_nb_mean48_k10_y43", -wide.log_probability(43));
  check("log_poisson_48_y43", -poisson.log_probability(43));
  check("ensemble_plain", sim::crps_of_ensemble(ensemble, 43));
  check("ensemble_fair", sim::fair_crps_of_ensemble(ensemble, 43));
}

TEST(Score, OfAnIntervalAndThePlaceInALawAgreeWithTheKnownOnes) {
  const nlohmann::json known = verification_case("S15");
  const nlohmann::json& expected = known.at("expected");
  const sim::Range place = sim::probability_integral(*CountLaw::poisson(48), 43);

  expect_agrees(known, sim::interval_score({36, 60}, 0.9, 31), expected.at("IS_y31"), "below");
  expect_agrees(known, sim::interval_score({36, 60}, 0.9, 50), expected.at("IS_y50"), "inside");
  expect_agrees(known, place.lower, expected.at("PIT_low"), "below the count");
  expect_agrees(known, place.upper, expected.at("PIT_high"), "up to the count");
}

/// The definition, on a fine grid: the integral of (F(x) - 1{x >= figure})^2.
template <class Below>
double crps_by_definition(Below below, double figure, double from, double to) {
  constexpr int steps = 400'000;
  const double step = (to - from) / steps;
  double sum = 0;
  for (int i = 0; i < steps; ++i) {
    const double x = from + (i + 0.5) * step;
    const double off = below(x) - (x >= figure ? 1 : 0);
    sum += off * off * step;
  }
  return sum;
}

TEST(Score, OfStudentsLawIsItsDefinition) {
  // With two degrees of freedom the law is t / (2 sqrt(2 + t^2)) about a half.
  const auto below = [](double x) {
    const double t = (x - 5) / 3;
    return 0.5 + t / (2 * std::sqrt(2 + t * t));
  };
  EXPECT_NEAR(sim::crps_of_student_t(5, 3, 2, 9), crps_by_definition(below, 9, -4'000, 4'000),
              2e-3);
  EXPECT_NEAR(sim::crps_of_student_t(5, 3, 2, 1), sim::crps_of_student_t(5, 3, 2, 9), 1e-12);
  EXPECT_NEAR(sim::crps_of_student_t(5, 3, 1e6, 9), sim::crps_of_normal(5, 3, 9), 1e-5);
}

TEST(Score, OfAnEnsembleNearsThatOfItsLaw) {
  sim::Stream stream(sim::Universe(5, sim::Domain::bootstrap, 0), {.purpose = 1});
  std::vector<double> ensemble;
  for (int i = 0; i < 20'000; ++i) ensemble.push_back(sim::poisson(stream.uniform(), 20));

  const CountLaw law = *CountLaw::poisson(20);
  EXPECT_NEAR(sim::fair_crps_of_ensemble(ensemble, 26), sim::crps_of_counts(law, 26), 0.1);
  EXPECT_NEAR(sim::log_score_of_ensemble(ensemble, 26), -law.log_probability(26), 0.03);
  const sim::Scores scores = sim::scores_of(ensemble, 26);
  const sim::Scores exact = sim::scores_of(law, 26);
  EXPECT_EQ(scores.ninety.lower, exact.ninety.lower);
  EXPECT_EQ(scores.ninety.upper, exact.ninety.upper);
  EXPECT_NEAR(scores.integral.lower, exact.integral.lower, 0.015);
}

TEST(Score, OfOneNumberIsItsError) {
  EXPECT_DOUBLE_EQ(sim::crps_of_ensemble(std::vector<double>{40}, 43), 3);
  EXPECT_DOUBLE_EQ(sim::crps_of_ensemble(std::vector<double>{40, 40, 40}, 31), 9);
}

TEST(Score, OfAFigureBeyondAnyFutureIsFinite) {
  const std::vector<double> none(200, 0.0);
  EXPECT_GT(sim::log_score_of_ensemble(none, 3), sim::log_score_of_ensemble(none, 0));
  EXPECT_TRUE(std::isfinite(sim::log_score_of_ensemble(none, 400)));
  EXPECT_NEAR(sim::crps_of_counts(*CountLaw::poisson(2), 1'000), 998, 1);
  EXPECT_TRUE(std::isfinite(sim::scores_of(*CountLaw::poisson(4'200), 100).log_score));
}

TEST(Score, OfATrendWithOneDegreeOfFreedomHasNoCrps) {
  const sim::Scores scores = sim::scores_of(sim::StudentLaw{5'000, 1'000, 1}, 4'215);
  EXPECT_TRUE(std::isnan(scores.crps));
  EXPECT_NEAR(scores.ninety.upper - scores.ninety.lower, 2 * 6'313.75, 0.1);
  EXPECT_TRUE(std::isfinite(scores.log_score));
}

TEST(Score, RefusesWhatItCannotScore) {
  EXPECT_THROW(sim::fair_crps_of_ensemble(std::vector<double>{1}, 1), sim::ContractError);
  EXPECT_THROW(sim::crps_of_student_t(0, 1, 1, 0), sim::ContractError);
  EXPECT_THROW(sim::crps_of_normal(0, 0, 0), sim::ContractError);
  EXPECT_THROW(sim::interval_score({2, 1}, 0.9, 0), sim::ContractError);
  EXPECT_THROW(CountLaw::poisson(0), sim::ContractError);
}

TEST(CountLaw, HasTheMomentsItWasMadeOf) {
  for (const double variance : {30.0, 45.0, 900.0}) {
    const CountLaw law = *CountLaw::negative_binomial(30, variance);
    double squares = 0;
    for (std::int64_t k = 0; k <= law.largest(); ++k)
      squares += (static_cast<double>(k) - 30) * (static_cast<double>(k) - 30) * law.probability(k);
    EXPECT_NEAR(law.mean(), 30, 1e-9);
    EXPECT_NEAR(squares, variance, 1e-6);
    EXPECT_EQ(law.at_most(law.largest()), 1);
    EXPECT_NEAR(std::exp(law.log_probability(17)), law.probability(17), 1e-14);
  }
}

TEST(CountLaw, IsNotMadeBeyondItsReach) {
  EXPECT_FALSE(CountLaw::poisson(1e9));
  EXPECT_FALSE(CountLaw::negative_binomial(3'000'000, 1e12));
  const std::vector<double> means{1, 1e8};
  EXPECT_FALSE(CountLaw::poisson_mixture(means, std::vector<double>{0.5, 0.5}));
  EXPECT_TRUE(CountLaw::poisson_mixture(means, std::vector<double>{1, 0}));
}

}  // namespace
