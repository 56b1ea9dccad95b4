#include "models/quota.h"

#include <algorithm>
#include <utility>
#include <vector>

#include <gtest/gtest.h>

#include "models/apportionment.h"
#include "models/common_past.h"
#include "tests/models/small_borough.h"

namespace {

using models::Account;
using models::Claim;
using models::Phase;
using models::Quota;
using models::Service;
using sim::Money;
using small_borough::Life;
using small_borough::monday;

constexpr int leap = 2011;
constexpr int common = 2012;

/// Two partnerships of one secondary school each; pupils with even numbers go to the first.
models::Borough two_partnerships() {
  auto borough = small_borough::borough();
  borough.schools = {.partnerships = 2, .primary = 2, .secondary = 2, .concentration = {}};
  borough.quota.bands = {{0, Money::pounds(10'000)}};
  return borough;
}

models::Borough with_quota(int secondary) {
  auto borough = two_partnerships();
  borough.quota.total[1] = secondary;
  return borough;
}

Money posted(Life& life, int year, Service service) {
  return life.world().ledger.posted(year, service);
}

TEST(Apportionment, GivesWhatIsLeftToTheLargestRemainders) {
  EXPECT_EQ(models::apportioned(10, {1, 1, 1}), (std::vector<std::int64_t>{4, 3, 3}));
  EXPECT_EQ(models::apportioned(51, {200, 100, 0}), (std::vector<std::int64_t>{34, 17, 0}));
  EXPECT_EQ(models::apportioned(7, {0.26, 0.30, 0.44}), (std::vector<std::int64_t>{2, 2, 3}));
  EXPECT_EQ(models::apportioned(10, {1, 1, 1, 1}), (std::vector<std::int64_t>{3, 3, 2, 2}));
  EXPECT_EQ(models::apportioned(5, {0, 0}), (std::vector<std::int64_t>{0, 0}));
}

TEST(Quota, IsSharedOutByHeadcount) {
  Life life(with_quota(7));
  EXPECT_EQ(models::quota_of(life.world(), 0, Phase::secondary), 4);
  EXPECT_EQ(models::quota_of(life.world(), 1, Phase::secondary), 3);
  EXPECT_FALSE(models::has_quota(life.world(), Phase::primary));
}

TEST(Quota, IsNothingWhereThereIsNone) {
  Life life(with_quota(7));
  EXPECT_EQ(models::quota_of(life.world(), 0, Phase::primary), 0);
  EXPECT_EQ(models::quota_remaining(life.world(), 0, Phase::primary), 0);
  EXPECT_EQ(models::charge_if_admitted(life.world(), 0, Phase::primary), Money{});
}

TEST(Quota, IsSharedOutByAList) {
  auto borough = with_quota(10);
  borough.quota.rule = Quota::Rule::given;
  borough.quota.given = {8, 2};
  Life life(borough);
  EXPECT_EQ(models::quota_of(life.world(), 0, Phase::secondary), 8);
  EXPECT_EQ(models::quota_of(life.world(), 1, Phase::secondary), 2);
}

TEST(Quota, FollowsTheExclusionsOfTheYearBefore) {
  auto borough = with_quota(9);
  borough.quota.rule = Quota::Rule::history;
  Life life(borough);
  life.until(monday);
  for (const std::uint32_t number : {0U, 2U, 1U}) life.exclude(life.pupil(7, number));
  life.until(sim::date(2011, 9, 1) + sim::Seconds{1});
  EXPECT_EQ(models::quota_of(life.world(), 0, Phase::secondary), 6);
  EXPECT_EQ(models::quota_of(life.world(), 1, Phase::secondary), 3);
}

TEST(Quota, CountsTheExcludedAndTheReferredAndNoPlan) {
  Life life(with_quota(8));
  life.until(monday);
  life.ask(life.pupil(7, 0), Claim::owed);
  life.ask(life.pupil(8, 0), Claim::referral);
  life.ask(life.pupil(9, 0), Claim::plan);
  EXPECT_EQ(models::quota_remaining(life.world(), 0, Phase::secondary), 2);
  EXPECT_EQ(models::quota_remaining(life.world(), 1, Phase::secondary), 4);
  models::leave_borough(life.world(), life.pupil(7, 0));
  EXPECT_EQ(models::quota_remaining(life.world(), 0, Phase::secondary), 3);
}

TEST(Quota, ChargesTheYearlyPriceForEveryPlaceAboveIt) {
  Life life(with_quota(2));  // One each.
  life.until(monday);
  for (std::uint32_t number = 0; number < 6; number += 2)
    life.ask(life.pupil(7, number), Claim::owed);
  EXPECT_EQ(models::charge_if_admitted(life.world(), 0, Phase::secondary), Money::pounds(10'000));
  EXPECT_EQ(models::charge_if_admitted(life.world(), 1, Phase::secondary), Money{});
  life.until_the_end();

  EXPECT_EQ(posted(life, leap, Service::quota_charge), Money::pounds(20'000));
  EXPECT_EQ(posted(life, common, Service::quota_charge), Money::pounds(20'000));
  EXPECT_EQ(life.world().ledger.net(common, models::partnership_account(0)),
            -Money::pounds(20'000));
}

TEST(Quota, ChargesNothingWithin) {
  Life life(with_quota(8));
  life.until(monday);
  for (std::uint32_t number = 0; number < 8; ++number) life.ask(life.pupil(7, number), Claim::owed);
  life.until_the_end();
  EXPECT_EQ(posted(life, common, Service::quota_charge), Money{});
}

TEST(Quota, ChargesSevenTwelfthsFromSeptember) {
  auto borough = with_quota(0);
  borough.quota.total[1] = small_borough::from(sim::date(2012, 9, 1), 1, 0);
  Life life(borough);
  life.until(monday);
  life.ask(life.pupil(7, 0), Claim::owed);
  life.ask(life.pupil(7, 2), Claim::owed);
  life.until(sim::date(2013, 4, 1) + sim::Seconds{1});

  const std::int64_t days = (sim::date(2013, 4, 1) - sim::date(2012, 9, 1)).count();
  EXPECT_EQ(posted(life, common, Service::quota_charge), Money::pence(1'000'000 * days / 365));
}

TEST(Quota, ChargesMoreTheFurtherAbove) {
  auto borough = with_quota(2);
  borough.quota.bands.push_back({2, Money::pounds(25'000)});
  Life life(borough);
  life.until(monday);
  for (std::uint32_t number = 0; number < 8; number += 2)
    life.ask(life.pupil(7, number), Claim::owed);
  EXPECT_EQ(models::charge_if_admitted(life.world(), 0, Phase::secondary), Money::pounds(25'000));
  life.until_the_end();
  EXPECT_EQ(posted(life, common, Service::quota_charge), Money::pounds(2 * 10'000 + 25'000));
}

TEST(Quota, OfAPoolIsChargedInProportionToWhatEachHas) {
  auto borough = two_partnerships();
  borough.quota.total[0] = 2;
  Life life(borough);
  life.until(monday);
  for (const std::uint32_t number : {0U, 2U, 4U, 1U}) life.ask(life.pupil(3, number), Claim::owed);
  EXPECT_EQ(models::quota_of(life.world(), 1, Phase::primary), 2);
  EXPECT_EQ(models::quota_remaining(life.world(), 1, Phase::primary), 0);
  life.until_the_end();
  // Two above; due 1.5 and 0.5, the first of equal remainders first.
  EXPECT_EQ(life.world().ledger.posted_of_partnership(common, 0, Service::quota_charge),
            Money::pounds(20'000));
}

TEST(Quota, OfAPoolIsChargedForOneChildAboveAndForNoneAtIt) {
  auto borough = two_partnerships();
  borough.quota.total[0] = 2;
  Life life(borough);
  life.until(monday);
  for (const std::uint32_t number : {0U, 2U}) life.ask(life.pupil(3, number), Claim::owed);
  life.until(sim::date(2011, 9, 2));
  EXPECT_EQ(life.world().ledger.posted_in_school_year(0, Service::quota_charge), Money{});
  life.ask(life.pupil(4, 1), Claim::owed);
  life.until_the_end();
  // Of one above, the first has borne two thirds: it is the first's.
  EXPECT_EQ(life.world().ledger.posted_of_partnership(common, 0, Service::quota_charge),
            Money::pounds(10'000));
  EXPECT_EQ(life.world().ledger.posted_of_partnership(common, 1, Service::quota_charge), Money{});
}

TEST(Quota, OfAPoolIsChargedToWhoeverFillsIt) {
  auto borough = two_partnerships();
  borough.quota.total[0] = 2;
  Life life(borough);
  life.until(monday);
  for (const std::uint32_t number : {1U, 3U, 5U}) life.ask(life.pupil(3, number), Claim::owed);
  life.until_the_end();
  const auto& ledger = life.world().ledger;
  EXPECT_EQ(ledger.posted_of_partnership(common, 0, Service::quota_charge), Money{});
  EXPECT_EQ(ledger.posted_of_partnership(common, 1, Service::quota_charge), Money::pounds(10'000));
}

TEST(Quota, OfAPoolSetsOffWhatWasUnusedBeforeItFilled) {
  auto borough = two_partnerships();
  borough.quota.total[0] = 2;
  borough.quota.pooling = true;
  Life life(borough);
  life.until(sim::date(2011, 10, 1));  // Two unused for thirty days ...
  for (const std::uint32_t number : {0U, 2U, 1U}) life.ask(life.pupil(3, number), Claim::owed);
  life.until(sim::date(2012, 9, 2));  // ... and one above for 336.
  const auto charged = life.world().ledger.posted_in_school_year(1, Service::quota_charge);
  const auto returned = life.world().ledger.posted_in_school_year(1, Service::quota_rebate);
  EXPECT_NEAR(static_cast<double>(returned.in_pence()),
              static_cast<double>(charged.in_pence()) * 60 / 336, 2e4);
}

TEST(Quota, LeavesNothingUnusedBeforeThereIsOne) {
  auto borough = with_quota(0);
  borough.quota.total[1] = small_borough::from(sim::date(2012, 1, 1), 2, 0);  // Then one each.
  borough.quota.pooling = true;
  Life life(borough);
  life.until(sim::date(2011, 9, 2));
  for (const std::uint32_t number : {0U, 2U, 1U}) life.ask(life.pupil(7, number), Claim::owed);
  life.until(sim::date(2012, 9, 2));
  EXPECT_GT(life.world().ledger.posted_in_school_year(1, Service::quota_charge), Money{});
  EXPECT_EQ(life.world().ledger.posted_in_school_year(1, Service::quota_rebate), Money{});
}

TEST(Quota, ChargesEachPartnershipForItsOwn) {
  Life life(with_quota(2));  // One each.
  life.until(monday);
  for (const std::uint32_t number : {0U, 2U, 1U, 3U, 5U})
    life.ask(life.pupil(7, number), Claim::owed);
  life.until_the_end();
  const auto& ledger = life.world().ledger;
  EXPECT_EQ(ledger.posted_of_partnership(common, 0, Service::quota_charge), Money::pounds(10'000));
  EXPECT_EQ(ledger.posted_of_partnership(common, 1, Service::quota_charge), Money::pounds(20'000));
}

TEST(Quota, SetsOffWhatOthersLeftUnused) {
  auto borough = with_quota(4);  // Two each.
  borough.quota.pooling = true;
  Life life(borough);
  life.until(sim::date(2011, 9, 2));
  for (std::uint32_t number = 0; number < 10; number += 2)  // Three above, two unused.
    life.ask(life.pupil(7, number), Claim::owed);
  life.until(sim::date(2012, 9, 2));

  const auto charged = life.world().ledger.posted_in_school_year(1, Service::quota_charge);
  const auto returned = life.world().ledger.posted_in_school_year(1, Service::quota_rebate);
  EXPECT_NEAR(static_cast<double>(returned.in_pence()),
              static_cast<double>(charged.in_pence()) * 2 / 3, 2e4);
  EXPECT_EQ(life.world().ledger.posted_in_school_year(2, Service::quota_rebate), Money{});
}

TEST(Quota, RefusesAReferralAndNeverAnExcludedPupil) {
  auto borough = with_quota(2);
  borough.quota.above = Quota::Above::refuse;
  Life life(borough);
  life.until(monday);
  life.ask(life.pupil(7, 0), Claim::referral);
  auto& refused = life.ask(life.pupil(7, 2), Claim::referral);
  EXPECT_EQ(refused.place.setting, models::Setting::mainstream);
  EXPECT_EQ(refused.waits_for, models::nowhere);
  EXPECT_EQ(life.record().total(models::Count::referrals_refused), 1);
  EXPECT_NE(life.told(refused, "The referral is refused"), sim::never);

  const auto& owed = life.ask(life.pupil(7, 4), Claim::owed);
  EXPECT_EQ(owed.place.setting, models::Setting::unit);
  EXPECT_NE(life.told(owed, "Above quota: 2 held by Partnership 1, 1 agreed"), sim::never);
}

TEST(Quota, OfAdmissionsIsChargedOnEachAbove) {
  auto borough = with_quota(4);
  borough.quota.per = Quota::Per::admission;
  Life life(borough);
  life.until(monday);
  for (std::uint32_t number = 0; number < 10; number += 2) {
    auto& pupil = life.ask(life.pupil(7, number), Claim::owed);
    models::leave_borough(life.world(), pupil);
  }
  EXPECT_EQ(models::quota_remaining(life.world(), 0, Phase::secondary), 0);
  EXPECT_EQ(life.world().ledger.posted_in_school_year(0, Service::quota_charge),
            Money::pounds(3 * 10'000));
  life.until(sim::date(2011, 9, 2));
  EXPECT_EQ(models::quota_remaining(life.world(), 0, Phase::secondary), 2);
  EXPECT_EQ(life.world().ledger.posted_in_school_year(0, Service::quota_charge),
            Money::pounds(3 * 10'000))
      << "for each once, however long they are there";
}

TEST(Quota, IsNothingToASchoolThatHasNotSigned) {
  auto borough = with_quota(4);
  borough.quota.participation = 0.0;
  borough.quota.above = Quota::Above::refuse;
  Life life(borough);
  life.until(monday);
  for (std::uint32_t number = 0; number < 10; ++number)
    life.ask(life.pupil(7, number), Claim::referral);
  EXPECT_EQ(life.held(models::Setting::unit), 10);
  EXPECT_EQ(models::quota_of(life.world(), 0, Phase::secondary), 0);
  life.until_the_end();
  EXPECT_EQ(posted(life, common, Service::quota_charge), Money{});
}

TEST(Quota, OfAPoolIsNobodysForSchoolsThatHaveNotSigned) {
  auto borough = with_quota(0);
  borough.schools = {.partnerships = 2, .primary = 20, .secondary = 10, .concentration = {}};
  borough.quota.total[0] = 20;
  borough.quota.pooled_primary = true;
  for (const double share : {0.0, 0.3, 1.0}) {
    borough.quota.participation = share;
    Life life(borough);
    EXPECT_EQ(models::quota_of(life.world(), 0, Phase::primary), static_cast<int>(20 * share));
    EXPECT_EQ(models::quota_of(life.world(), 1, Phase::primary), static_cast<int>(20 * share));
  }
}

TEST(Quota, CountsEverySchoolUntilThereIsOneToSign) {
  auto borough = with_quota(0);
  borough.quota.participation = 0.0;
  Life life(borough);
  EXPECT_TRUE(models::takes_part(life.world(), life.pupil(8, 0)));
  borough.quota.total[1] = 4;
  Life signed_by_none(borough);
  EXPECT_FALSE(models::takes_part(signed_by_none.world(), signed_by_none.pupil(8, 0)));
}

TEST(Quota, IsSignedByMoreSchoolsInOneOrder) {
  auto borough = with_quota(20);
  borough.schools = {.partnerships = 2, .primary = 20, .secondary = 10, .concentration = {}};
  std::vector<bool> before(20, false);
  for (const double share : {0.0, 0.3, 0.5, 0.8, 1.0}) {
    borough.quota.participation = share;
    Life life(borough);
    int signed_now = 0;
    for (std::uint32_t path = 0; path < 20; ++path) {
      const bool part = models::takes_part(life.world(), life.pupil(8, path));
      EXPECT_TRUE(part || !before[path]);
      before[path] = part;
      signed_now += part ? 1 : 0;
    }
    EXPECT_EQ(signed_now, static_cast<int>(20 * share));
  }
}

TEST(Quota, IsNotSignedByHalfASchool) {
  auto borough = with_quota(20);
  borough.schools = {.partnerships = 2, .primary = 20, .secondary = 10, .concentration = {}};
  borough.quota.participation = 0.25;  // Two schools and a half, of two paths each.
  Life life(borough);
  int signed_now = 0;
  for (std::uint32_t path = 0; path < 20; ++path)
    signed_now += models::takes_part(life.world(), life.pupil(8, path)) ? 1 : 0;
  EXPECT_EQ(signed_now, 4);
}

TEST(Quota, OfOneYearIsHeldAgainstPupilsInTheirPhaseOfThatYear) {
  auto borough = with_quota(4);
  borough.quota.total[0] = 4;
  Life life(borough);
  life.until(monday);
  life.ask(life.pupil(6, 0), Claim::owed, small_borough::primary_unit, false);
  EXPECT_EQ(models::quota_remaining(life.world(), 0, Phase::primary), 3);
  borough.phase_change = {.mainstream = 0, .unit = 1, .specialist = 0};
  life.until(sim::date(2011, 9, 2));
  EXPECT_EQ(models::quota_remaining(life.world(), 0, Phase::primary), 4);
}

constexpr sim::Date first_of_2012 = sim::date(2012, 1, 1);

TEST(Quota, IsNotSaidToBeExceededAtIt) {
  Life life(with_quota(2));  // One each.
  life.until(monday);
  const auto& within = life.ask(life.pupil(7, 0), Claim::owed);
  EXPECT_EQ(life.told(within, "Above quota"), sim::never);
  const auto& above = life.ask(life.pupil(7, 2), Claim::owed);
  EXPECT_NE(life.told(above, "£10,000 a year is charged for the place"), sim::never);
}

TEST(Quota, OfAdmissionsCountsNeitherPlansNorWhoCameBeforeIt) {
  auto borough = with_quota(0);
  borough.quota.total[1] = small_borough::from(first_of_2012, 6, 0);  // Two each for the rest.
  borough.quota.per = Quota::Per::admission;
  Life life(borough);
  life.until(sim::date(2011, 10, 3));
  const auto& before = life.ask(life.pupil(7, 0), Claim::owed);
  life.until(first_of_2012 + sim::Days{10});
  life.ask(life.pupil(7, 2), Claim::plan);
  EXPECT_EQ(models::quota_used(life.world(), 0, Phase::secondary), 0);
  life.ask(life.pupil(7, 4), Claim::owed);
  EXPECT_EQ(models::quota_used(life.world(), 0, Phase::secondary), 1);
  EXPECT_EQ(life.told(before, "Above quota"), sim::never);
  life.until(sim::date(2012, 9, 2));
  EXPECT_EQ(models::closed_quota(life.world(), 1, Phase::secondary, 0).admitted, 1);
}

TEST(Quota, OfAdmissionsIsExceededFromTheAdmissionOn) {
  auto borough = with_quota(2);  // One each.
  borough.quota.per = Quota::Per::admission;
  Life life(borough);
  life.until(sim::date(2012, 8, 1));
  for (const std::uint32_t number : {0U, 2U}) life.ask(life.pupil(7, number), Claim::owed);
  life.until(sim::date(2012, 9, 2));
  const auto& closed = models::closed_quota(life.world(), 1, Phase::secondary, 0);
  EXPECT_EQ(closed.admitted, 2);
  EXPECT_NEAR(static_cast<double>(closed.above), 31 * 86'400, 60);
}

TEST(Quota, IsInTheBooksByYearPhaseAndPartnership) {
  auto borough = two_partnerships();
  borough.quota.rule = Quota::Rule::given;
  borough.quota.given = {3, 1};
  borough.quota.pooled_primary = false;
  borough.quota.total = {small_borough::from(sim::date(2011, 9, 1), 4, 8),
                         small_borough::from(sim::date(2011, 9, 1), 16, 12)};
  Life life(borough);
  life.until(sim::date(2012, 9, 2));
  const auto quota = [&](int year, Phase phase) {
    return std::pair(models::closed_quota(life.world(), year, phase, 0).quota,
                     models::closed_quota(life.world(), year, phase, 1).quota);
  };
  EXPECT_EQ(quota(0, Phase::primary), std::pair(6, 2));
  EXPECT_EQ(quota(0, Phase::secondary), std::pair(9, 3));
  EXPECT_EQ(quota(1, Phase::primary), std::pair(3, 1));
  EXPECT_EQ(quota(1, Phase::secondary), std::pair(12, 4));
}

TEST(Quota, ReturnsAllThatIsChargedWhereAsMuchIsUnused) {
  auto borough = with_quota(2);  // One each.
  borough.quota.pooling = true;
  Life life(borough);
  life.until(monday);
  for (const std::uint32_t number : {0U, 2U}) life.ask(life.pupil(7, number), Claim::owed);
  life.until(sim::date(2012, 9, 2));
  const auto& ledger = life.world().ledger;
  EXPECT_GT(ledger.posted_in_school_year(1, Service::quota_charge), Money{});
  EXPECT_EQ(ledger.posted_in_school_year(1, Service::quota_rebate),
            ledger.posted_in_school_year(1, Service::quota_charge));
}

TEST(Quota, ReturnsToEachWhatItWasChargedInEveryBand) {
  auto borough = two_partnerships();
  borough.schools = {.partnerships = 3, .primary = 3, .secondary = 3, .concentration = {}};
  borough.partnerships.clear();
  borough.quota.total[1] = 8;
  borough.quota.rule = Quota::Rule::given;
  borough.quota.given = {1, 1, 6};
  borough.quota.bands.push_back({2, Money::pounds(25'000)});
  borough.quota.pooling = true;
  Life life(borough);
  life.until(monday);  // Three above in the first, one in the second, and six unused.
  for (const std::uint32_t number : {0U, 3U, 6U, 9U, 1U, 4U})
    life.ask(life.pupil(7, number), Claim::owed);
  life.until(sim::date(2012, 9, 2));
  // Of the school year, 213 days lie in a financial year of 366 days and 153 in one of 365.
  const double years = 213.0 / 366 + 153.0 / 365;
  const auto returned = [&](int partnership) {
    return static_cast<double>(
        life.world()
            .ledger.posted_of_partnership(common, partnership, Service::quota_rebate)
            .in_pence());
  };
  EXPECT_NEAR(returned(0), 4'500'000 * years, 5);
  EXPECT_NEAR(returned(1), 1'000'000 * years, 5);
  EXPECT_EQ(returned(2), 0);
}

TEST(Quota, ChangesOnTheDateGivenWhereAnOptionGoesItsOwnWay) {
  const auto before = with_quota(2);
  auto more = before;
  more.quota.total[1] = small_borough::from(first_of_2012, 8, 2);
  Life past(before);
  past.until(first_of_2012 - sim::Seconds{1});
  Life option(more);
  option.world().go_on_from(past.world());
  EXPECT_EQ(models::quota_of(option.world(), 0, Phase::secondary), 1);
  option.until(first_of_2012 + sim::Seconds{1});
  EXPECT_EQ(models::quota_of(option.world(), 0, Phase::secondary), 4);

  Life same(before);
  same.until(first_of_2012);
  Life at_once(more);
  at_once.world().go_on_from(same.world());
  at_once.until(first_of_2012 + sim::Seconds{1});
  EXPECT_EQ(models::quota_of(at_once.world(), 0, Phase::secondary), 4);
}

TEST(Quota, IsNotSetAgainByAnOptionASecondLater) {
  auto borough = with_quota(0);
  borough.quota.total[1] = small_borough::from(first_of_2012, 8, 2);
  Life past(borough);
  past.until(first_of_2012 + sim::Seconds{1});
  Life option(borough);
  option.world().go_on_from(past.world());
  option.until(first_of_2012 + sim::Days{1});
  EXPECT_EQ(models::quota_of(option.world(), 0, Phase::secondary), 4);
}

// When options part -------------------------------------------------------------------------------

sim::Instant parted(const models::Borough& one, const models::Borough& other) {
  const sim::Instant when = models::parting_of_quotas({one, other});
  EXPECT_EQ(models::parting_of_quotas({other, one}), when);
  return when;
}

/// With a quota in the secondary phase from then on.
models::Borough from_2012() {
  auto borough = with_quota(0);
  borough.quota.total[1] = small_borough::from(first_of_2012, 4, 0);
  return borough;
}

TEST(Quota, PartsNoOptionsThatAreTheSameOrHaveNone) {
  EXPECT_EQ(parted(from_2012(), from_2012()), sim::never);
  auto other = with_quota(0);
  other.quota.above = Quota::Above::refuse;
  other.quota.participation = 0.5;
  EXPECT_EQ(parted(with_quota(0), other), sim::never);
}

TEST(Quota, PartsOptionsOnceTheirTotalsDiffer) {
  const sim::Instant start = first_of_2012;
  EXPECT_EQ(parted(with_quota(0), from_2012()), start);
  EXPECT_EQ(parted(with_quota(4), with_quota(5)), models::at_once);
  auto primary = from_2012();
  primary.quota.total[0] = small_borough::from(sim::date(2012, 5, 1), 4, 0);
  EXPECT_EQ(parted(from_2012(), primary), sim::Instant{sim::date(2012, 5, 1)});
}

TEST(Quota, PartsOptionsWhoseRulesDifferFromTheFirstThereIs) {
  const auto one = from_2012();
  std::vector<models::Borough> others(6, one);
  others[0].quota.pooled_primary = false;
  others[1].quota.rule = Quota::Rule::history;
  others[2].quota.given = {1, 2};
  others[3].quota.per = Quota::Per::admission;
  others[4].quota.above = Quota::Above::refuse;
  others[5].quota.pooling = true;
  for (const auto& other : others) EXPECT_EQ(parted(one, other), sim::Instant{first_of_2012});

  auto primary_too = one;
  primary_too.quota.total[0] = small_borough::from(sim::date(2011, 5, 1), 4, 0);
  auto refuses = primary_too;
  refuses.quota.above = Quota::Above::refuse;
  EXPECT_EQ(parted(primary_too, refuses), sim::Instant{sim::date(2011, 5, 1)});
}

TEST(Quota, PartsOptionsOnTheDateOfATermButNotBeforeTheFirst) {
  for (const sim::Date day : {sim::date(2011, 5, 1), sim::date(2012, 5, 1)}) {
    const sim::Instant counts = std::max(day, first_of_2012);
    auto dearer = from_2012();
    dearer.quota.bands[0].price =
        small_borough::from(day, Money::pounds(20'000), Money::pounds(10'000));
    EXPECT_EQ(parted(from_2012(), dearer), counts);
    auto signed_by_half = from_2012();
    signed_by_half.quota.participation = small_borough::from(day, 0.5, 1.0);
    EXPECT_EQ(parted(from_2012(), signed_by_half), counts);
  }
}

}  // namespace
