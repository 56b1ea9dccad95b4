#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "sim/statistics/tally.h"
#include "tests/sim/verification_case.h"

namespace {

sim::Tally tally_of(const std::vector<double>& values) {
  sim::Tally tally;
  for (const double value : values) tally.add(value);
  return tally;
}

void expect_moments(const nlohmann::json& of, const sim::Tally& tally, const char* name) {
  const nlohmann::json& expected = of.at("expected").at(name);
  EXPECT_EQ(tally.count(), expected.at("n").get<std::int64_t>());
  expect_agrees(of, tally.mean(), expected.at("mean"), std::string(name) + " mean");
  expect_agrees(of, tally.second_moment_sum(), expected.at("M2"), std::string(name) + " M2");
  expect_agrees(of, tally.third_moment_sum(), expected.at("M3"), std::string(name) + " M3");
  expect_agrees(of, tally.fourth_moment_sum(), expected.at("M4"), std::string(name) + " M4");
}

TEST(Tally, KeepsItsDigitsWhenTheMeanIsLarge) {
  const nlohmann::json known = verification_case("S03");

  const sim::Tally tally = tally_of(known.at("parameters").at("data").get<std::vector<double>>());

  expect_agrees(known, tally.mean(), known.at("expected").at("mean"), "mean");
  expect_agrees(known, tally.second_moment_sum(), known.at("expected").at("M2"), "M2");
  expect_agrees(known, tally.variance(), known.at("expected").at("var"), "variance");
}

TEST(Tally, MergesIntoTheTallyOfBoth) {
  const nlohmann::json known = verification_case("S04");
  const sim::Tally a = tally_of(known.at("parameters").at("a").get<std::vector<double>>());
  const sim::Tally b = tally_of(known.at("parameters").at("b").get<std::vector<double>>());

  sim::Tally pooled = a;
  pooled.merge(b);

  expect_moments(known, a, "a");
  expect_moments(known, b, "b");
  expect_moments(known, pooled, "pooled");
  expect_agrees(known, pooled.skewness(), known.at("expected").at("skewness_g1"), "skewness");
  expect_agrees(known, pooled.excess_kurtosis(), known.at("expected").at("kurtosis_excess_g2"),
                "kurtosis");
  EXPECT_EQ(pooled.smallest(), 2);
  EXPECT_EQ(pooled.largest(), 9);
}

TEST(Tally, OfOneByOneAgreesWithMergingAtAnyCut) {
  const std::vector<double> values{3, -1, 4, 1, -5, 9, 2, -6, 5, 3.5};
  const sim::Tally whole = tally_of(values);

  for (std::size_t cut = 0; cut <= values.size(); ++cut) {
    const auto middle = values.begin() + static_cast<std::ptrdiff_t>(cut);
    sim::Tally merged = tally_of({values.begin(), middle});
    merged.merge(tally_of({middle, values.end()}));

    EXPECT_EQ(merged.count(), whole.count());
    EXPECT_NEAR(merged.mean(), whole.mean(), 1e-12);
    EXPECT_NEAR(merged.variance(), whole.variance(), 1e-12);
    EXPECT_NEAR(merged.skewness(), whole.skewness(), 1e-12);
    EXPECT_NEAR(merged.excess_kurtosis(), whole.excess_kurtosis(), 1e-12);
    EXPECT_EQ(merged.smallest(), -6);
    EXPECT_EQ(merged.largest(), 9);
  }
}

TEST(Tally, RefusesToSayWhatItCannotKnow) {
  sim::Tally tally;
  EXPECT_THROW(tally.mean(), sim::ContractError);
  tally.add(1);
  EXPECT_THROW(tally.variance(), sim::ContractError);
  tally.add(1);
  EXPECT_EQ(tally.variance(), 0);
  EXPECT_THROW(tally.skewness(), sim::ContractError);
  EXPECT_THROW(tally.add(std::nan("")), sim::ContractError);
}

}  // namespace
