// Discounting and ratios against the worked cases.
#include <vector>

#include <gtest/gtest.h>

#include "sim/decision/discount.h"
#include "sim/statistics/ratio.h"
#include "tests/theory/cases.h"

namespace {

using theory::agrees;
using theory::case_of;
using theory::expected;

std::vector<double> numbers(const char* id, const char* name) {
  return case_of(id).at("parameters").at(name).get<std::vector<double>>();
}

TEST(Discounting, TurnsTheYearsOfCaseE01IntoTheirWorthToday) {
  const auto factors = expected("E01_discount_factors", "df").get<std::vector<double>>();
  const double rate = theory::parameter("E01_discount_factors", "r");
  double annuity = 0;
  for (std::size_t year = 0; year < factors.size(); ++year) {
    EXPECT_TRUE(agrees(sim::discount_factor(static_cast<int>(year), rate), factors[year]));
    if (year > 0) annuity += sim::discount_factor(static_cast<int>(year), sim::green_book_rates());
  }
  EXPECT_TRUE(agrees(annuity, expected("E01_discount_factors", "annuity_10_from_year1")));
  EXPECT_TRUE(agrees(sim::discount_factor(30, sim::green_book_rates()),
                     expected("E01_discount_factors", "df30")));
  EXPECT_TRUE(agrees(sim::discount_factor(31, sim::green_book_rates()),
                     expected("E01_discount_factors", "df31")));
  EXPECT_TRUE(agrees(sim::discount_factor(10, 0.015),
                     expected("E01_discount_factors", "health_1.5pct_df10")));
}

TEST(Discounting, AppraisesTheCashFlowOfCaseE02) {
  const auto flow = numbers("E02_NPV", "cashflow");
  const double rate = theory::parameter("E02_NPV", "r");
  std::vector<double> costs, benefits;
  // The second year nets 150 saved against 400 spent.
  for (const double amount : {-1200.0, -400.0, 0.0, 0.0, 0.0, 0.0}) costs.push_back(amount);
  for (std::size_t year = 0; year < flow.size(); ++year)
    benefits.push_back(flow[year] - costs[year]);

  const double value = sim::present_value(flow, rate);
  EXPECT_TRUE(agrees(value, expected("E02_NPV", "NPV")));
  EXPECT_TRUE(agrees(-sim::present_value(costs, rate), expected("E02_NPV", "PV_cost")));
  EXPECT_TRUE(agrees(sim::present_value(benefits, rate), expected("E02_NPV", "PV_benefit")));
  EXPECT_TRUE(agrees(sim::present_value(benefits, rate) / -sim::present_value(costs, rate),
                     expected("E02_NPV", "BCR")));
  ASSERT_TRUE(sim::internal_rate_of_return(flow).has_value());
  EXPECT_TRUE(agrees(*sim::internal_rate_of_return(flow), expected("E02_NPV", "IRR")));
  EXPECT_TRUE(agrees(sim::equivalent_annual(value, 5, rate), expected("E02_NPV", "EAC_over_5")));
  EXPECT_EQ(sim::discounted_payback(flow, rate),
            expected("E02_NPV", "discounted_payback_year").get<int>());
  EXPECT_FALSE(sim::internal_rate_of_return({1, 1, 1}).has_value());
  EXPECT_FALSE(sim::discounted_payback({-1, 0.5}, rate).has_value());
}

TEST(RatioOfMeans, HasTheIntervalOfCaseE05) {
  const sim::RatioEstimate found =
      sim::ratio_of_means(numbers("E05_Fieller", "dC"), numbers("E05_Fieller", "dE"));
  EXPECT_TRUE(agrees(found.ratio, expected("E05_Fieller", "ratio")));
  EXPECT_TRUE(agrees(found.g, expected("E05_Fieller", "g")));
  ASSERT_TRUE(found.interval.has_value());
  EXPECT_TRUE(agrees(found.interval->lower, expected("E05_Fieller", "fieller").at(0)));
  EXPECT_TRUE(agrees(found.interval->upper, expected("E05_Fieller", "fieller").at(1)));
  EXPECT_TRUE(agrees(found.delta_error, expected("E05_Fieller", "delta_se")));
  EXPECT_TRUE(agrees(found.delta.lower, expected("E05_Fieller", "delta").at(0)));
  EXPECT_TRUE(agrees(found.delta.upper, expected("E05_Fieller", "delta").at(1)));
}

TEST(RatioOfMeans, HasNoEndsInCaseE06) {
  const sim::RatioEstimate found = sim::ratio_of_means(numbers("E06_Fieller_unbounded", "dC"),
                                                       numbers("E06_Fieller_unbounded", "dE"));
  EXPECT_TRUE(agrees(found.g, expected("E06_Fieller_unbounded", "g")));
  EXPECT_FALSE(found.interval.has_value());
}

// Two values each and half of all confidence: Student's t is 1, and all can be done by hand.
TEST(RatioOfMeans, HasTheIntervalThatIsFoundByHand) {
  const sim::RatioEstimate found = sim::ratio_of_means({1, 3}, {3, 5}, 0.5);
  EXPECT_DOUBLE_EQ(found.ratio, 0.5);
  EXPECT_DOUBLE_EQ(found.g, 1.0 / 16);
  EXPECT_DOUBLE_EQ(found.delta_error, 0.125);
  EXPECT_DOUBLE_EQ(found.delta.lower, 0.375);
  EXPECT_DOUBLE_EQ(found.delta.upper, 0.625);
  ASSERT_TRUE(found.interval.has_value());
  EXPECT_DOUBLE_EQ(found.interval->lower, 1.0 / 3);
  EXPECT_DOUBLE_EQ(found.interval->upper, 0.6);
}

TEST(RatioOfMeans, HasNoEndsWhereTheIntervalBelowJustReachesNothing) {
  const sim::RatioEstimate found = sim::ratio_of_means({1, 3}, {0, 2}, 0.5);
  EXPECT_EQ(found.g, 1);
  EXPECT_FALSE(found.interval.has_value());
}

}  // namespace
