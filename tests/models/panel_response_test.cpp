// What quotas and charges do to the choice of a panel.
#include <cstdint>

#include <gtest/gtest.h>

#include "models/choice.h"
#include "tests/models/small_menu.h"

namespace {

using models::Closed;
using models::Count;
using models::OptionKind;
using models::Quota;
using models::Reason;
using models::Setting;
using sim::Money;
using small_borough::Life;
using small_borough::monday;

/// Support 4, managed move 2, provision 2, unit 2 of 10; a charge of £10,000 turns 5 of 10 away
/// from the unit, a quota with nothing left 3.
models::Borough responsive(double referrals = 0) {
  auto borough = small_menu::borough(referrals);
  borough.panel.diverted_by_charge = 0.5;
  borough.panel.diverted_by_quota = 0.3;
  return borough;
}

models::Borough with_quota(int quota, Money charge, double referrals = 0) {
  auto borough = responsive(referrals);
  borough.quota.total[1] = quota;
  borough.quota.bands = {{0, charge}};
  return borough;
}

/// P(each is chosen) for a pupil of Year 8.
std::vector<double> odds(Life& life) {
  std::vector<models::Alternative> all;
  for (const models::Offer& offer :
       models::menu_for(life.world(), life.pupil(8, 90), models::nowhere))
    all.push_back({offer.utility, offer.closed == Closed::open});
  return models::choice_probabilities(all);
}

void expect_odds(Life& life, const std::vector<double>& expected) {
  const auto found = odds(life);
  ASSERT_EQ(found.size(), expected.size());
  for (std::size_t i = 0; i < found.size(); ++i) EXPECT_NEAR(found[i], expected[i], 1e-12) << i;
}

TEST(PanelResponse, LeavesTheGivenSharesWhileTheWholeQuotaIsLeft) {
  Life life(with_quota(4, Money::pounds(10'000)));
  expect_odds(life, {0.4, 0.2, 0.2, 0.2});
}

TEST(PanelResponse, DivertsAsManyAsGivenWhenTheQuotaIsSpent) {
  Life life(with_quota(1, Money{}));
  life.until(monday);
  life.ask(life.pupil(9), models::Claim::owed);
  expect_odds(life, {0.43, 0.215, 0.215, 0.14});
}

TEST(PanelResponse, DivertsAsManyAsGivenByTheReferenceChargeAboveTheQuota) {
  auto borough = with_quota(1, Money::pounds(10'000));
  borough.panel.diverted_by_quota = 0;
  Life life(borough);
  expect_odds(life, {0.4, 0.2, 0.2, 0.2});
  life.until(monday);
  life.ask(life.pupil(9), models::Claim::owed);
  expect_odds(life, {0.45, 0.225, 0.225, 0.1});
}

TEST(PanelResponse, SharesTheRefusedOutAsTheOtherOptionsWouldBeChosen) {
  // Of 10 refused: kept 4, managed move 2, alternative provision 2, excluded 1, plan and other 1.
  auto borough = responsive();
  borough.options.push_back(small_menu::option(OptionKind::exclude, 1));
  borough.options.push_back(small_menu::option(OptionKind::plan_request, 1));
  borough.quota.total[1] = 1;
  borough.quota.above = Quota::Above::refuse;
  Life life(borough);
  life.until(monday);
  life.ask(life.pupil(9), models::Claim::owed);
  expect_odds(life, {0.4, 0.2, 0.2, 0, 0.1, 0.1});
}

TEST(PanelResponse, GivesAPupilWhoIsKeptForWantOfAQuotaThatReason) {
  auto borough = responsive();
  borough.options = {small_menu::option(OptionKind::support_in_school, 0.001),
                     small_menu::option(OptionKind::unit, 9.999)};
  borough.quota.total[1] = 1;
  borough.quota.above = Quota::Above::refuse;
  Life life(borough);
  life.until(monday);
  life.ask(life.pupil(9), models::Claim::owed);
  const auto& pupil = small_menu::bring(life, life.pupil(8));

  EXPECT_EQ(pupil.place.reason, Reason::quota_spent);
  EXPECT_EQ(life.record().total(Count::refused_for_quota), 1);
  EXPECT_NE(life.told(pupil, "refused, as the quota is spent, 0 left of a quota of 1"), sim::never);
}

/// In how many of 100 replications `option` chooses fewer units than `base`.
int replications_with_fewer_units(const models::Borough& base, const models::Borough& option) {
  Life before(base);
  Life after(option);
  int fewer = 0;
  for (std::uint32_t replication = 0; replication < 100; ++replication) {
    before.begin(replication);
    after.begin(replication);
    before.until_the_end();
    after.until_the_end();
    fewer +=
        small_menu::chosen(after, OptionKind::unit) < small_menu::chosen(before, OptionKind::unit);
  }
  return fewer;
}

TEST(PanelResponse, ChoosesUnitsLessOftenWithACharge) {
  EXPECT_GE(replications_with_fewer_units(responsive(80), with_quota(2, Money::pounds(20'000), 80)),
            95);
}

TEST(PanelResponse, ChoosesUnitsLessOftenWithASmallerQuota) {
  EXPECT_GE(replications_with_fewer_units(with_quota(40, Money::pounds(10'000), 80),
                                          with_quota(3, Money::pounds(10'000), 80)),
            95);
}

TEST(PanelResponse, ChoosesUnitsLessOftenTheStrongerItIs) {
  auto base = with_quota(2, Money::pounds(15'000), 80);
  auto option = base;
  base.panel.response = 0.2;
  option.panel.response = 2.0;
  EXPECT_GE(replications_with_fewer_units(base, option), 95);
}

TEST(PanelResponse, LeavesEveryLifeAloneWhenItIsOff) {
  for (std::uint32_t replication = 0; replication < 10; ++replication) {
    auto option = with_quota(2, Money::pounds(15'000), 60);
    option.panel.response = 0.0;
    Life before(responsive(60), replication);
    Life after(option, replication);
    before.until_the_end();
    after.until_the_end();

    for (std::size_t i = 0; i < models::counts; ++i)
      EXPECT_EQ(before.record().total(static_cast<Count>(i)),
                after.record().total(static_cast<Count>(i)));
    for (int year = 0; year < before.record().years_closed(); ++year)
      for (std::size_t i = 0; i < models::settings; ++i)
        EXPECT_EQ(before.record().area(year, static_cast<Setting>(i)),
                  after.record().area(year, static_cast<Setting>(i)));
  }
}

}  // namespace
