#include <cmath>
#include <limits>
#include <vector>

#include <gtest/gtest.h>

#include "sim/statistics/estimate.h"
#include "tests/sim/verification_case.h"

namespace {

using Values = std::vector<double>;

TEST(PairedDifference, AgreesWithTheHandCheckedCase) {
  const nlohmann::json known = verification_case("S05");
  const nlohmann::json& expected = known.at("expected");
  const auto x = known.at("parameters").at("x").get<Values>();
  const auto y = known.at("parameters").at("y").get<Values>();

  const sim::PairedDifference paired = sim::paired_difference(y, x);

  expect_agrees(known, paired.difference.mean, expected.at("mean_diff"), "mean");
  expect_agrees(known, paired.standard_deviation, expected.at("sd_diff"), "sd");
  expect_agrees(known, paired.t, expected.at("t"), "t");
  expect_agrees(known, paired.p_value, expected.at("p_two_sided"), "p");
  expect_agrees(known, paired.difference.lower(), expected.at("ci95").at(0), "lower");
  expect_agrees(known, paired.difference.upper(), expected.at("ci95").at(1), "upper");
  expect_agrees(known, paired.correlation, expected.at("corr"), "correlation");
  expect_agrees(known, paired.variance_ratio, expected.at("var_ratio_indep_over_crn"), "ratio");
}

TEST(PairedDifference, OfTwoOptionsAFixedStepApartIsCertain) {
  const Values baseline{3, 5, 4};
  const Values option{1, 3, 2};

  const sim::PairedDifference paired = sim::paired_difference(option, baseline);

  EXPECT_EQ(paired.difference.mean, -2);
  EXPECT_EQ(paired.difference.half_width, 0);
  EXPECT_EQ(paired.t, -std::numeric_limits<double>::infinity());
  EXPECT_EQ(paired.p_value, 0);
  EXPECT_NEAR(paired.correlation, 1, 1e-15);
  EXPECT_TRUE(std::isinf(paired.variance_ratio));
}

TEST(PairedDifference, IsTheSameInSmallUnits) {
  const Values baseline{3, 5, 4, 8};
  const Values option{1, 4, 5, 4};
  Values small_baseline;
  Values small_option;
  for (const double value : baseline) small_baseline.push_back(value / 1024);
  for (const double value : option) small_option.push_back(value / 1024);

  const sim::PairedDifference paired = sim::paired_difference(option, baseline);
  const sim::PairedDifference small = sim::paired_difference(small_option, small_baseline);

  ASSERT_LT(small.standard_deviation, 1);
  EXPECT_DOUBLE_EQ(small.t, paired.t);
  EXPECT_DOUBLE_EQ(small.variance_ratio, paired.variance_ratio);
}

TEST(PairedDifference, OfAnOptionFromItselfIsNothing) {
  const Values values{3, 3, 3};

  const sim::PairedDifference paired = sim::paired_difference(values, values);

  EXPECT_EQ(paired.difference.mean, 0);
  EXPECT_EQ(paired.t, 0);
  EXPECT_EQ(paired.p_value, 1);
  EXPECT_EQ(paired.correlation, 0) << "neither varies";
  EXPECT_EQ(paired.variance_ratio, 1);
}

TEST(PairedDifference, RefusesReplicationsWithoutAPartner) {
  EXPECT_THROW(sim::paired_difference(Values{1, 2, 3}, Values{1, 2}), sim::ContractError);
}

TEST(Estimate, HasTheStudentHalfWidth) {
  const Values values{41, 50, 61, 37, 20, 31, 44, 39, 55, 25};

  const sim::Estimate ninety_five = sim::estimate(values);

  EXPECT_NEAR(ninety_five.mean, 40.3, 1e-12);
  // t(9, 0.975), and 1498.1 for the squares about the mean, by hand.
  EXPECT_NEAR(ninety_five.half_width, 2.2621571627 * std::sqrt(1498.1 / 9 / 10), 1e-9);
  EXPECT_EQ(ninety_five.replications, 10U);
  EXPECT_LT(sim::estimate(values, 0.8).half_width, ninety_five.half_width);
}

TEST(Estimate, NeedsTwoFiniteReplicationsAndALevelBelowOne) {
  EXPECT_THROW(sim::estimate(Values{1}), sim::ContractError);
  EXPECT_THROW(sim::estimate(Values{1, std::nan("")}), sim::ContractError);
  EXPECT_THROW(sim::estimate(Values{1, 2}, 1.0), sim::ContractError);
}

TEST(StudentQuantile, AgreesWithTheTables) {
  const nlohmann::json known = verification_case("S06");
  const nlohmann::json& expected = known.at("expected");

  expect_agrees(known, sim::normal_quantile(0.975), expected.at("z975"), "z975");
  for (const int freedom : {1, 2, 4, 9, 19, 29, 99, 999}) {
    const std::string name = "t975_df" + std::to_string(freedom);
    expect_agrees(known, sim::student_t_quantile(0.975, freedom), expected.at(name), name);
  }
  expect_agrees(known, sim::student_t_quantile(0.95, 9), expected.at("t95_df9"), "t95_df9");
}

}  // namespace
