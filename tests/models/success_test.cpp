#include "models/success.h"

#include <gtest/gtest.h>

#include "models/measures.h"
#include "models/model.h"
#include "tests/models/small_borough.h"

namespace {

using models::SuccessRule;
using models::SuccessTarget;

/// Three school years from 2010 on: 10, 8 and 6 permanent exclusions, and 20, 10 and not available
/// pupils at the secondary unit.
class Success : public testing::Test {
 protected:
  Success() : borough_(small_borough::borough()), measures_(models::yearly_measures(borough_)) {
    for (const auto& measure : measures_) {
      const bool school = measure.basis == models::Basis::school_year;
      const bool counted = measure.measure.name == "permanent_exclusions";
      const bool roll = measure.measure.name == "unit_roll" && measure.breakdown == "secondary";
      for (int year = school ? 2010 : 2011; year <= 2012; ++year)
        result_.yearly.push_back(!measure.breakdown.empty() && counted ? 0
                                 : counted                             ? 10 - 2 * (year - 2010)
                                 : roll && year == 2012                ? sim::not_available
                                 : roll ? (year == 2010 ? 20 : 10) * (year == 2011 ? 366 : 365)
                                        : 0);
    }
  }

  std::optional<bool> met(SuccessTarget target) {
    borough_.success = {std::move(target)};
    return models::successes(borough_, measures_, result_).front();
  }

  static SuccessTarget exclusions(SuccessRule rule, double target, int by) {
    SuccessTarget made;
    made.measure = "permanent_exclusions";
    made.rule = rule;
    made.target = target;
    made.base_year = 2010;
    made.by = by;
    return made;
  }
  static SuccessTarget roll(double target, int by) {
    SuccessTarget made = exclusions(SuccessRule::at_most, target, by);
    made.measure = "unit_roll";
    made.breakdown = "secondary";
    return made;
  }

  models::Borough borough_;
  std::vector<models::YearlyMeasure> measures_;
  models::RunResult result_;
};

TEST_F(Success, IsJudgedInTheYearByWhichItIsToBeMet) {
  EXPECT_EQ(met(exclusions(SuccessRule::at_most, 8, 2011)), true);
  EXPECT_EQ(met(exclusions(SuccessRule::at_most, 7, 2011)), false);
  EXPECT_EQ(met(exclusions(SuccessRule::at_most, 7, 2012)), true);
  EXPECT_EQ(met(exclusions(SuccessRule::at_least, 8, 2011)), true);
  EXPECT_EQ(met(exclusions(SuccessRule::at_least, 8, 2012)), false);
}

TEST_F(Success, OfAFallIsMeasuredFromTheBaseYear) {
  EXPECT_EQ(met(exclusions(SuccessRule::fall_from, 0.4, 2012)), true);
  EXPECT_EQ(met(exclusions(SuccessRule::fall_from, 0.41, 2012)), false);
}

TEST_F(Success, ComparesMeansInPupilsNotInPupilDays) {
  EXPECT_EQ(met(roll(10, 2011)), true);
  EXPECT_EQ(met(roll(9.9, 2011)), false);
}

TEST_F(Success, IsUnknownWhereThereIsNoValue) {
  EXPECT_EQ(met(roll(10, 2012)), std::nullopt);
}

TEST_F(Success, IsAskedOnlyOfMeasuresThatThereAre) {
  SuccessTarget target = roll(10, 2011);
  target.breakdown = "tertiary";
  EXPECT_THROW(met(target), sim::ContractError);
}

}  // namespace
