#include <cmath>
#include <cstddef>
#include <numbers>
#include <vector>

#include <gtest/gtest.h>

#include "sim/decision/value_of_information.h"
#include "sim/kernel/expects.h"
#include "sim/random/stream.h"
#include "sim/random/variate.h"
#include "tests/sim/verification_case.h"

namespace {

TEST(PerfectInformation, AgreesWithTheKnownValue) {
  const nlohmann::json known = verification_case("VO2");
  std::vector<double> net_benefit;
  for (const nlohmann::json& row : known.at("parameters").at("NB"))
    for (const nlohmann::json& value : row) net_benefit.push_back(value.get<double>());

  const sim::PerfectInformation found = sim::perfect_information(net_benefit, 2);

  expect_agrees(known, found.value, known.at("expected").at("EVPI"), "EVPI");
  EXPECT_EQ(found.best, known.at("expected").at("best").get<std::size_t>());
  EXPECT_EQ(found.is_best[0], 0.5);
  // What is lost in the four worlds is 0, 40, 40 and 0.
  EXPECT_NEAR(found.standard_error, std::sqrt(1600.0 / 3 / 4), 1e-9);
}

TEST(PerfectInformation, IsWorthNothingWhereOneOptionIsAlwaysBest) {
  const sim::PerfectInformation found =
      sim::perfect_information(std::vector<double>{1, 2, 5, 9, -3, 0}, 2);

  EXPECT_EQ(found.best, 1U);
  EXPECT_EQ(found.value, 0);
  EXPECT_EQ(found.standard_error, 0);
}

/// E max(0, N(mean, deviation^2)) - max(0, mean). Source: Raiffa & Schlaifer (1961), s.5.3.
double normal_value(double mean, double deviation) {
  const double z = std::abs(mean) / deviation;
  const double density = std::exp(-z * z / 2) / std::sqrt(2 * std::numbers::pi);
  return deviation * (density - z * std::erfc(z / std::numbers::sqrt2) / 2);
}

/// Two numbers and the difference in net benefit, which is linear in both, and luck.
struct Worlds {
  std::vector<double> differences;
  std::vector<double> known;

  Worlds(std::size_t worlds, double mean, double first, double second, double luck,
         std::uint32_t universe) {
    sim::Stream stream(sim::Universe(12, sim::Domain::simulation, universe), {.purpose = 3});
    for (std::size_t w = 0; w < worlds; ++w) {
      const double x = sim::normal(stream.uniform());
      const double y = sim::normal(stream.uniform());
      known.insert(known.end(), {x, y});
      differences.push_back(mean + first * x + second * y + luck * sim::normal(stream.uniform()));
    }
  }

  std::vector<double> number(std::size_t which) const {
    std::vector<double> values;
    for (std::size_t w = 0; w < differences.size(); ++w) values.push_back(known[2 * w + which]);
    return values;
  }
  sim::PartialInformation of(std::size_t which) const {
    return sim::partial_information(differences, 1, number(which), 1, {.resamples = 100});
  }
  sim::PartialInformation of_both() const {
    return sim::partial_information(differences, 1, known, 2, {.resamples = 100});
  }
};

TEST(PartialInformation, AgreesWithTheClosedFormOfALinearModelOnAverage) {
  constexpr int universes = 40;
  double first = 0;
  double second = 0;
  double both = 0;
  for (std::uint32_t u = 0; u < universes; ++u) {
    const Worlds worlds(500, 0.5, 2, 1, 2, u);
    first += worlds.of(0).value / universes;
    second += worlds.of(1).value / universes;
    both += worlds.of_both().value / universes;
  }

  EXPECT_NEAR(first, normal_value(0.5, 2), 0.05);
  EXPECT_NEAR(second, normal_value(0.5, 1), 0.05);
  EXPECT_NEAR(both, normal_value(0.5, std::sqrt(5.0)), 0.05);
}

TEST(PartialInformation, LiesInItsIntervalAboutAsOftenAsItSays) {
  int covered = 0;
  for (std::uint32_t u = 0; u < 100; ++u) {
    const sim::PartialInformation found = Worlds(300, 0.5, 2, 1, 1, u).of(0);
    const double value = normal_value(0.5, 2);
    covered += found.lower <= value && value <= found.upper ? 1 : 0;
  }
  EXPECT_GE(covered, 87);  // 95 expected, less three standard errors and a little
}

TEST(PartialInformation, GivesNoValueToLuck) {
  int valued = 0;
  double sum = 0;
  for (std::uint32_t u = 0; u < 100; ++u) {
    const sim::PartialInformation found = Worlds(300, 0, 0, 1, 5, u).of(0);
    valued += found.value > 0 ? 1 : 0;
    sum += found.value;
  }
  EXPECT_LE(valued, 6);            // of 100
  EXPECT_LE(sum / 100, 5 * 0.01);  // a hundredth of the luck
}

TEST(PartialInformation, IsWorthNothingWhereItWouldNotChangeTheChoice) {
  EXPECT_NEAR(Worlds(500, 40, 2, 1, 1, 1).of(0).value, 0, 1e-9);
  EXPECT_NEAR(Worlds(500, -40, 2, 1, 1, 1).of(0).value, 0, 1e-9);
}

TEST(PartialInformation, FindsWhatIsNotStraight) {
  // The difference is x^2 - 1 + luck: worth E max(0, x^2 - 1) = 2 density(1), with mean 0.
  double sum = 0;
  for (std::uint32_t u = 0; u < 20; ++u) {
    Worlds worlds(500, 0, 0, 0, 0.5, u);
    const auto x = worlds.number(0);
    for (std::size_t w = 0; w < x.size(); ++w) worlds.differences[w] += x[w] * x[w] - 1;
    sum += worlds.of(0).value / 20;
  }
  EXPECT_NEAR(sum, 2 * std::exp(-0.5) / std::sqrt(2 * std::numbers::pi), 0.05);
}

TEST(PartialInformation, ChoosesAmongMoreThanTwoOptions) {
  // Options 0, x and -x: knowing x is worth E |x|.
  double sum = 0;
  for (std::uint32_t u = 0; u < 20; ++u) {
    const Worlds worlds(400, 0, 0, 0, 0, u);
    const auto x = worlds.number(0);
    std::vector<double> differences;
    for (const double one : x) differences.insert(differences.end(), {one, -one});
    sum += sim::partial_information(differences, 2, x, 1, {.resamples = 50}).value / 20;
  }
  EXPECT_NEAR(sum, std::sqrt(2 / std::numbers::pi), 0.03);
}

TEST(PartialInformation, OfWhatNeverVariesIsNothing) {
  const std::vector<double> differences{1, 2, -3, 4, 1, 2, -3, 4, 1, 2, -3, 4,
                                        1, 2, -3, 4, 1, 2, -3, 4, 1, 2, -3, 4};

  EXPECT_EQ(sim::partial_information(differences, 1, std::vector<double>(24, 7.0), 1).value, 0);
  EXPECT_THROW(sim::partial_information({}, 1, {}, 1), sim::ContractError);
}

}  // namespace
