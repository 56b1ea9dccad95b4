#include "models/exposure.h"

#include <cmath>
#include <vector>

#include <gtest/gtest.h>

#include "tests/models/small_borough.h"

namespace {

using models::Exposure;
using models::SchoolRates;
using models::SchoolTerms;

constexpr int first_year = 2010;
constexpr int years = 3;
constexpr int year_5 = 11 - 5;  ///< The cohort in Year 5 in the first school year: Years 5, 6, 7.
constexpr SchoolRates average{};

class ExposureOfPupils : public testing::Test {
 protected:
  models::FixedTermExclusions given = [] {
    models::FixedTermExclusions exclusions;
    for (std::size_t group = 0; group < models::year_groups; ++group)
      exclusions.rate[group] = 0.1 * static_cast<double>(group + 1);
    exclusions.term = {1.5, 1, 0.5};
    return exclusions;
  }();
  SchoolTerms terms = SchoolTerms::typical(first_year, first_year + years - 1);
  std::vector<double> level = std::vector<double>(years, 0.0);

  Exposure tabulated() {
    Exposure exposure(terms);
    exposure.tabulate(given, level);
    return exposure;
  }
};

TEST_F(ExposureOfPupils, GrowsByTheYearlyRateOfTheYearGroup) {
  const Exposure exposure = tabulated();
  const sim::Instant second_year = sim::date(first_year + 1, 9, 1);

  EXPECT_NEAR(exposure.at(year_5, average, second_year), 0.6, 1e-12);
  EXPECT_NEAR(exposure.total(year_5, average), 0.6 + 0.7 + 0.8, 1e-12);
  EXPECT_NEAR(exposure.total(0, average), 1.2, 1e-12) << "Year 11 has one year left";
  EXPECT_EQ(exposure.at(13, average, second_year), 0) << "Reception is two years away";
}

TEST_F(ExposureOfPupils, GrowsInEachTermByItsWeightAndItsDays) {
  const Exposure exposure = tabulated();
  const auto& edges = terms.term_edges();
  const auto& starts = terms.term_starts();
  double weighted = 0;
  for (std::size_t t = 0; t < 3; ++t) weighted += given.term[t] * (edges[t + 1] - edges[t]);

  const double autumn = exposure.at(year_5, average, starts[1]);
  const double spring = exposure.at(year_5, average, starts[2]) - autumn;
  EXPECT_NEAR(autumn, 0.6 * 1.5 * (edges[1] - edges[0]) / weighted, 1e-12);
  EXPECT_NEAR(spring, 0.6 * (edges[2] - edges[1]) / weighted, 1e-12);
}

TEST_F(ExposureOfPupils, StandsStillInHolidaysAtNightAndAtWeekends) {
  const Exposure exposure = tabulated();
  const auto between = [&](sim::Instant from, sim::Instant to) {
    return exposure.at(year_5, average, to) - exposure.at(year_5, average, from);
  };
  EXPECT_EQ(between(sim::date(2010, 12, 20), sim::date(2011, 1, 2)), 0);
  EXPECT_EQ(between(sim::date(2010, 9, 18), sim::date(2010, 9, 20)), 0);
  EXPECT_EQ(between(sim::date(2010, 9, 13) + std::chrono::hours{16}, sim::date(2010, 9, 14)), 0);
  EXPECT_GT(between(sim::date(2010, 9, 13), sim::date(2010, 9, 14)), 0);
}

TEST_F(ExposureOfPupils, IsReachedWhereItStands) {
  level = {0.2, -0.3, 0.1};
  const Exposure exposure = tabulated();
  const SchoolRates rates{.primary = 1.7, .secondary = 0.6};
  const double a_second = 1e-6;  // More than any rate of a school second here.
  for (int cohort = 0; cohort < exposure.cohorts(); ++cohort) {
    const double total = exposure.total(cohort, rates);
    for (double share = 0; share < 0.9999; share += 0.00937) {
      const sim::Instant when = exposure.reached(cohort, rates, share * total);
      EXPECT_NEAR(exposure.at(cohort, rates, when), share * total, a_second);
      EXPECT_TRUE(terms.school_time().is_open(when));
    }
    EXPECT_EQ(exposure.reached(cohort, rates, total), sim::never);
  }
}

TEST_F(ExposureOfPupils, IsReachedByACursorAsByASearchFromTheStart) {
  const Exposure exposure = tabulated();
  models::ExposureCursor cursor(exposure, year_5, average);
  for (double wanted = 0.01; wanted < 2.5; wanted += 0.0731)
    EXPECT_EQ(cursor.reached(wanted), exposure.reached(year_5, average, wanted));
}

TEST_F(ExposureOfPupils, FollowsTheLevelOfTheYearPrimarySchoolsByTheirShare) {
  const Exposure plain = tabulated();
  level = {std::log(2.0), 0, 0};
  given.primary_follows = 0;
  const Exposure risen = tabulated();
  const sim::Instant second_year = sim::date(first_year + 1, 9, 1);

  constexpr int year_9 = 11 - 9;
  EXPECT_NEAR(risen.at(year_9, average, second_year), 2 * plain.at(year_9, average, second_year),
              1e-12);
  EXPECT_NEAR(risen.at(year_5, average, second_year), plain.at(year_5, average, second_year),
              1e-12);
}

TEST_F(ExposureOfPupils, PassesFromThePrimarySchoolToTheSecondary) {
  const Exposure exposure = tabulated();
  const SchoolRates rates{.primary = 2, .secondary = 3};

  EXPECT_NEAR(exposure.total(year_5, rates), 2 * (0.6 + 0.7) + 3 * 0.8, 1e-12);
}

TEST(SchoolRates, AverageToOneOverSchools) {
  const models::Schools schools{
      .partnerships = 5, .primary = 95, .secondary = 19, .concentration = {0.7, 0.5}};
  double primary = 0;
  double secondary = 0;
  double squares = 0;
  for (const SchoolRates& rates : models::school_rates(schools)) {
    primary += rates.primary;
    secondary += rates.secondary;
    squares += std::log(rates.primary) * std::log(rates.primary);
  }
  EXPECT_NEAR(primary / 95, 1, 1e-12);
  EXPECT_NEAR(secondary / 95, 1, 1e-12);
  EXPECT_NEAR(std::sqrt(squares / 95), 0.73, 0.05) << "about the spread that is asked for";
}

TEST(SchoolRates, AreAllOneWithoutConcentration) {
  for (const SchoolRates& rates : models::school_rates({.primary = 7, .secondary = 3})) {
    EXPECT_DOUBLE_EQ(rates.primary, 1);
    EXPECT_DOUBLE_EQ(rates.secondary, 1);
  }
}

TEST(SchoolRates, KeepThePathsOfAPartnershipTogether) {
  const auto partnership = models::partnership_of_path(
      {.partnerships = 5, .primary = 95, .secondary = 16, .concentration = {}});
  for (std::size_t path = 1; path < partnership.size(); ++path)
    EXPECT_LE(partnership[path - 1], partnership[path]);
  EXPECT_EQ(partnership.front(), 0);
  EXPECT_EQ(partnership.back(), 4);
}

}  // namespace
