// How the total of a quota is shared out over partnerships, and what of it is left of a year.
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <utility>
#include <vector>

#include <gtest/gtest.h>

#include "models/apportionment.h"
#include "models/quota.h"
#include "tests/models/small_borough.h"

namespace {

using models::Phase;
using models::Quota;
using small_borough::Life;
using small_borough::monday;

constexpr int total = 1000;  // So many that a share tells its weight.

/// Two partnerships with seven schools, of which three have signed, and not half of each.
models::Borough half_signed() {
  auto borough = small_borough::borough();
  borough.schools = {.partnerships = 2, .primary = 7, .secondary = 7, .concentration = {}};
  borough.quota.total[1] = total;
  borough.quota.participation = 0.5;
  return borough;
}

struct Roll {
  double inside = 0;   ///< Of schools that have signed.
  double outside = 0;  ///< Of the others.
  double all() const { return inside + outside; }
};

/// Pupils of Years 7 to 11 by partnership, counted one by one.
std::vector<Roll> rolls(Life& life) {
  std::vector<Roll> rolls(2);
  for (int year_group = 7; year_group <= 11; ++year_group)
    for (std::uint32_t number = 0; number < small_borough::pupils_a_cohort; ++number) {
      const models::Pupil& pupil = life.pupil(year_group, number);
      Roll& roll = rolls[static_cast<std::size_t>(models::partnership_of(life.world(), pupil))];
      (models::takes_part(life.world(), pupil) ? roll.inside : roll.outside) += 1;
    }
  return rolls;
}

/// What `weights` give each partnership if the pupils of schools that have not signed take theirs.
void expect_shares(Life& life, const std::vector<double>& weights) {
  const auto roll = rolls(life);
  const double first = weights[0] * roll[0].inside / roll[0].all();
  const double second = weights[1] * roll[1].inside / roll[1].all();
  const auto shares =
      models::apportioned(total, {first, second, weights[0] + weights[1] - first - second});
  EXPECT_EQ(models::quota_of(life.world(), 0, Phase::secondary), shares[0]);
  EXPECT_EQ(models::quota_of(life.world(), 1, Phase::secondary), shares[1]);
  EXPECT_GT(shares[0], 0);
  EXPECT_GT(shares[1], 0);
  EXPECT_GT(shares[2], 0) << "of nobody";
}

TEST(QuotaShares, FollowThePupilsOfSchoolsThatHaveSigned) {
  auto borough = half_signed();
  borough.quota.given = {9, 1};  // Only said, and not the rule.
  Life life(borough);
  const auto roll = rolls(life);
  EXPECT_NE(roll[0].inside / roll[0].all(), roll[1].inside / roll[1].all());
  expect_shares(life, {roll[0].all(), roll[1].all()});
}

TEST(QuotaShares, FollowAllPupilsOfAPartnershipBeforeThoseOutsideAreTakenOff) {
  auto borough = half_signed();
  borough.quota.participation = 0.8;  // More pupils inside than outside.
  Life life(borough);
  const auto roll = rolls(life);
  EXPECT_GT(roll[0].inside + roll[1].inside, roll[0].outside + roll[1].outside);
  expect_shares(life, {roll[0].all(), roll[1].all()});
}

/// A borough of so many pupils of secondary age in all; only this year's Year 7 has any.
models::Borough of_pupils(int pupils) {
  auto borough = small_borough::borough();
  borough.demography.intake = {{1999, 0}, {2003, pupils}, {2004, 0}};
  borough.quota.total[1] = total;
  return borough;
}

TEST(QuotaShares, OfAPartnershipWithoutPupilsAreNothing) {
  auto borough = of_pupils(1);
  borough.schools = {.partnerships = 2, .primary = 2, .secondary = 2, .concentration = {}};
  Life life(borough);
  EXPECT_EQ(models::quota_of(life.world(), 0, Phase::secondary), total);
  EXPECT_EQ(models::quota_of(life.world(), 1, Phase::secondary), 0);
}

TEST(QuotaShares, OfASinglePupilOutsideAreNobodys) {
  auto borough = of_pupils(1);
  borough.schools = {.partnerships = 1, .primary = 1, .secondary = 1, .concentration = {}};
  EXPECT_EQ(models::quota_of(Life(borough).world(), 0, Phase::secondary), total);
  borough.quota.participation = 0.0;
  EXPECT_EQ(models::quota_of(Life(borough).world(), 0, Phase::secondary), 0);
}

TEST(QuotaShares, CountEveryYearGroupOfThePhaseByPath) {
  auto borough = small_borough::borough();
  borough.schools = {.partnerships = 1, .primary = 3, .secondary = 1, .concentration = {}};
  Life life(borough);  // A hundred pupils a year group: 34, 33 and 33.
  EXPECT_EQ(models::headcount_by_path(life.world(), Phase::primary),
            (std::vector<double>{7 * 34, 7 * 33, 7 * 33}));
  EXPECT_EQ(models::headcount_by_path(life.world(), Phase::secondary),
            (std::vector<double>{5 * 34, 5 * 33, 5 * 33}));
}

TEST(QuotaShares, GoFirstToTheSchoolsOfLeastLuck) {
  Life life(half_signed());
  const auto luck = [&](std::uint32_t path) {  // Path n is school n, and its first pupil pupil n.
    return life.world().uniform(models::Purpose::signing, 1U << 16 | path, 0);
  };
  double most_inside = 0;
  double least_outside = 1;
  for (std::uint32_t path = 0; path < 7; ++path) {
    if (models::takes_part(life.world(), life.pupil(7, path)))
      most_inside = std::max(most_inside, luck(path));
    else
      least_outside = std::min(least_outside, luck(path));
  }
  EXPECT_GT(most_inside, 0);
  EXPECT_LT(most_inside, least_outside);
  EXPECT_LT(least_outside, 1);
}

TEST(QuotaShares, EndWithTheQuota) {
  auto borough = small_borough::borough();
  borough.schools = {.partnerships = 2, .primary = 2, .secondary = 2, .concentration = {}};
  borough.quota.total = {small_borough::from(sim::date(2011, 7, 1), 0, 6),
                         small_borough::from(sim::date(2011, 7, 1), 0, 6)};
  borough.quota.pooled_primary = false;
  Life life(borough);
  life.until(sim::date(2011, 6, 30));
  for (const Phase phase : {Phase::primary, Phase::secondary})
    EXPECT_EQ(models::quota_of(life.world(), 1, phase), 3);
  life.until(sim::date(2011, 9, 1) + sim::Seconds{1});
  for (const Phase phase : {Phase::primary, Phase::secondary})
    for (const int partnership : {0, 1})
      EXPECT_EQ(models::closed_quota(life.world(), 0, phase, partnership).quota, 0);
}

TEST(QuotaShares, OfAListGoToThoseWhoHaveSigned) {
  auto borough = half_signed();
  borough.quota.rule = Quota::Rule::given;
  borough.quota.given = {9, 1};
  Life life(borough);
  expect_shares(life, {9, 1});
}

TEST(QuotaShares, FollowHeadcountWhereNobodyWasExcluded) {
  auto borough = half_signed();
  borough.quota.rule = Quota::Rule::history;
  Life life(borough);
  life.until(sim::date(2011, 9, 1) + sim::Seconds{1});
  const auto roll = rolls(life);
  expect_shares(life, {roll[0].all(), roll[1].all()});
}

TEST(QuotaShares, FollowASingleExclusionToo) {
  auto borough = half_signed();
  borough.quota.rule = Quota::Rule::history;
  borough.quota.participation = 1.0;
  Life life(borough);
  life.until(monday);
  std::uint32_t number = 0;
  while (models::partnership_of(life.world(), life.pupil(7, number)) == 0) ++number;
  life.exclude(life.pupil(7, number));
  life.until(sim::date(2011, 9, 1) + sim::Seconds{1});
  EXPECT_EQ(models::quota_of(life.world(), 0, Phase::secondary), 0);
  EXPECT_EQ(models::quota_of(life.world(), 1, Phase::secondary), total);
}

/// One partnership whose quota of admissions changes on the days given.
models::Borough of_admissions(models::StepFunction<int> steps) {
  auto borough = small_borough::borough();
  borough.schools = {.partnerships = 1, .primary = 1, .secondary = 1, .concentration = {}};
  borough.quota.total[1] = std::move(steps);
  borough.quota.per = Quota::Per::admission;
  return borough;
}

int quota_on(const models::Borough& borough, sim::Date day) {
  Life life(borough);
  life.until(day + sim::Seconds{1});
  return models::total_quota(life.world(), Phase::secondary);
}

models::StepFunction<int> steps(std::vector<std::pair<sim::Instant, int>> all) {
  return models::StepFunction<int>(std::move(all));
}

constexpr sim::Date september = sim::date(2010, 9, 1);
constexpr sim::Date january = sim::date(2012, 1, 1);
// Of the school year 2011/12, which has a 29 February, 244 of 366 days are left on 1 January.
constexpr int left_of_365 = 365 * 244 / 366;

TEST(QuotaShares, OfAdmissionsBeginWithWhatIsLeftOfTheYear) {
  const auto borough = of_admissions(steps({{september, 0}, {january, 365}}));
  EXPECT_EQ(quota_on(borough, sim::date(2011, 12, 31)), 0);
  EXPECT_EQ(quota_on(borough, january), left_of_365);
  EXPECT_EQ(quota_on(borough, sim::date(2012, 8, 30)), left_of_365);
  EXPECT_EQ(quota_on(borough, sim::date(2012, 9, 1)), 365) << "whole from the next year on";
}

TEST(QuotaShares, OfAdmissionsAreSharedOutAsWhatIsLeftOnTheirFirstDay) {
  Life life(of_admissions(steps({{september, 0}, {january, 365}})));
  life.until(january + sim::Seconds{1});
  EXPECT_EQ(models::quota_of(life.world(), 0, Phase::secondary), left_of_365);
}

TEST(QuotaShares, OfASingleAdmissionAreNothingWithinTheYear) {
  const auto borough = of_admissions(steps({{september, 0}, {january, 1}}));
  EXPECT_EQ(quota_on(borough, january), 0) << "less than one is left";
  EXPECT_EQ(quota_on(borough, sim::date(2012, 9, 1)), 1);
}

TEST(QuotaShares, OfAdmissionsAreOfTheirBeginningHoweverOftenNoneWasSaidBefore) {
  const auto borough =
      of_admissions(steps({{september, 0}, {sim::date(2011, 11, 1), 0}, {january, 365}}));
  EXPECT_EQ(quota_on(borough, january), left_of_365);
}

TEST(QuotaShares, OfAdmissionsAreWholeUntilTheyEnd) {
  const auto borough = of_admissions(steps({{september, 50}, {january, 0}}));
  EXPECT_EQ(quota_on(borough, sim::date(2011, 12, 31)), 50);
  EXPECT_EQ(quota_on(borough, january), 0);
}

TEST(QuotaShares, OfPlacesHeldAreWholeFromTheFirstDay) {
  auto borough = of_admissions(steps({{september, 0}, {january, 365}}));
  borough.quota.per = Quota::Per::held;
  EXPECT_EQ(quota_on(borough, january), 365);
}

TEST(QuotaShares, OfAdmissionsAreWholeWhereTheQuotaOnlyChanges) {
  EXPECT_EQ(quota_on(of_admissions(steps({{september, 100}, {january, 365}})), january), 365);
  EXPECT_EQ(quota_on(of_admissions(steps({{september, 1}, {january, 365}})), january), 365);
  EXPECT_EQ(quota_on(of_admissions(365), january), 365);
}

TEST(QuotaShares, OfAdmissionsAreWholeIfTheYearBeginsWithThem) {
  const sim::Date first_day = sim::date(2011, 9, 1);
  EXPECT_EQ(quota_on(of_admissions(steps({{september, 0}, {first_day, 365}})), january), 365);
}

TEST(QuotaShares, OfAdmissionsThatEndAndBeginAgainAreOfTheSecondBeginning) {
  const auto borough =
      of_admissions(steps({{september, 50}, {sim::date(2011, 6, 1), 0}, {january, 365}}));
  EXPECT_EQ(quota_on(borough, sim::date(2011, 5, 1)), 50);
  EXPECT_EQ(quota_on(borough, sim::date(2011, 7, 1)), 0);
  EXPECT_EQ(quota_on(borough, january), left_of_365);
  EXPECT_EQ(quota_on(borough, sim::date(2012, 9, 1)), 365);
}

TEST(QuotaShares, OfAdmissionsAreNotLessForWhatBeginsLater) {
  const auto borough =
      of_admissions(steps({{september, 50}, {sim::date(2011, 12, 1), 0}, {january, 365}}));
  EXPECT_EQ(quota_on(borough, sim::date(2011, 11, 1)), 50);
}

}  // namespace
