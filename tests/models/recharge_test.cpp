#include "models/recharge.h"

#include <gtest/gtest.h>

#include "tests/models/small_borough.h"

namespace {

using models::Account;
using models::Claim;
using models::Price;
using models::Service;
using models::Setting;
using sim::Money;
using small_borough::Life;
using small_borough::monday;

constexpr int common = 2012;

models::Borough priced() {
  auto borough = small_borough::borough();
  borough.prices.unit_top_up = Money::pounds(8'000);
  borough.prices.tuition = Money::pounds(9'000);
  return borough;
}

Money recharged(Life& life, Service service) {
  return life.world().ledger.posted_of_partnership(common, 0, service);
}

TEST(Recharge, IsTheShareOfAReferralThatThePartnershipPays) {
  auto borough = priced();
  borough.prices.referral_paid_by_partnership = 0.25;
  Life life(borough);
  life.until(monday);
  life.ask(life.pupil(7, 1), Claim::referral);
  life.ask(life.pupil(7, 2), Claim::owed);
  life.ask(life.pupil(7, 3), Claim::plan);
  life.ask(life.pupil(7, 4), Claim::plan);
  life.until_the_end();

  EXPECT_EQ(recharged(life, Service::top_up_recharge), Money::pounds(2'000)) << "of one pupil";
  EXPECT_EQ(life.world().ledger.posted(common, Service::unit_top_up), Money::pounds(4 * 8'000));
  EXPECT_EQ(models::semh_spend(life.world().ledger, common), Money::pounds(30'000));
}

TEST(Recharge, IsPaidByThePartnershipOfThePupil) {
  auto borough = priced();
  borough.schools = {.partnerships = 3, .primary = 3, .secondary = 3, .concentration = {}};
  borough.prices.referral_paid_by_partnership = 0.25;
  Life life(borough);
  life.until(monday);
  life.ask(life.pupil(7, 1), Claim::referral);
  life.ask(life.pupil(7, 2), Claim::referral);
  life.ask(life.pupil(7, 5), Claim::referral);
  life.until_the_end();

  const auto& ledger = life.world().ledger;
  for (int partnership = 0; partnership < 3; ++partnership)
    EXPECT_EQ(ledger.posted_of_partnership(common, partnership, Service::top_up_recharge),
              Money::pounds(partnership * 2'000));
}

TEST(Recharge, OfAnExcludedPupilBeginsOnItsDateAndEndsWithThePlace) {
  auto borough = priced();
  borough.prices.excluded_paid_by_partnership =
      small_borough::from(sim::date(2012, 4, 1), 1.0, 0.0);
  Life life(borough);
  life.until(monday);
  auto& pupil = life.ask(life.pupil(7), Claim::owed);
  life.until(sim::date(2012, 4, 1) + sim::Days{73});
  models::leave_borough(life.world(), pupil);
  EXPECT_NE(life.told(pupil, "£1,600 of that is recharged to Partnership 1"), sim::never);
  life.until_the_end();

  EXPECT_EQ(life.world().ledger.posted_of_partnership(2011, 0, Service::top_up_recharge), Money{});
  EXPECT_EQ(recharged(life, Service::top_up_recharge), Money::pounds(8'000 / 5));
}

TEST(Recharge, CoversTuitionWhereAlternativesAreThePartnerships) {
  auto borough = priced();
  borough.units[1].places = 0;
  borough.waiting.spot_search_weeks = 1e6;
  borough.prices.alternatives_paid_by_partnership = 0.5;
  Life life(borough);
  life.until(monday);
  life.ask(life.pupil(7), Claim::owed);
  life.until_the_end();

  ASSERT_EQ(life.held(Setting::tuition), 1);
  EXPECT_EQ(recharged(life, Service::alternatives_recharge), Money::pounds(4'500));
  EXPECT_EQ(life.world().ledger.net(common, models::partnership_account(0)), -Money::pounds(4'500));
}

TEST(Recharge, OfTheExcludedGoesOnWhereAnOptionBringsThatOfReferrals) {
  constexpr sim::Date april = sim::date(2012, 4, 1);
  auto borough = priced();
  borough.prices.excluded_paid_by_partnership = 0.5;
  Life past(borough);
  past.until(monday);
  past.ask(past.pupil(7), Claim::owed);
  past.until(april - sim::Seconds{1});

  borough.prices.referral_paid_by_partnership = small_borough::from(april, 0.25, 0.0);
  Life option(borough);
  option.world().go_on_from(past.world());
  option.until_the_end();
  EXPECT_EQ(recharged(option, Service::top_up_recharge), Money::pounds(4'000));
}

TEST(Visitor, IsNotRechargedToThePartnership) {
  auto borough = priced();
  borough.prices.excluded_paid_by_partnership = 0.5;
  Life life(borough);
  life.until(monday);
  auto& pupil = life.pupil(7);
  pupil.other_authority_pays = true;
  life.ask(pupil, Claim::owed);
  life.until(sim::date(2012, 9, 1));
  models::leave_borough(life.world(), pupil);
  EXPECT_EQ(life.told(pupil, "is recharged"), sim::never);
  life.until_the_end();
  EXPECT_EQ(recharged(life, Service::top_up_recharge), Money{});
}

TEST(Visitor, InTheCareOfAnotherAuthorityIsPaidForByIt) {
  Life life(priced());
  life.until(monday);
  auto& pupil = life.pupil(7);
  pupil.other_authority_pays = true;
  life.ask(pupil, Claim::owed);
  life.until_the_end();

  EXPECT_EQ(life.world().ledger.posted(common, Service::unit_top_up_by_others),
            Money::pounds(8'000));
  EXPECT_EQ(models::semh_spend(life.world().ledger, common), Money{});
}

TEST(SocialCare, PaysItsPartOfAnIndependentPlacementOutsideTheGrant) {
  auto borough = priced();
  borough.independent.price = Money::pounds(50'000);
  borough.independent.other_paid_by_social_care = Money::pounds(30'000);
  borough.independent.search = small_borough::at_once;
  Life life(borough);
  life.until(monday);
  life.name(life.pupil(7));
  life.until_the_end();

  EXPECT_EQ(life.world().ledger.net(common, Account::social_care), -Money::pounds(30'000));
  EXPECT_EQ(models::semh_spend(life.world().ledger, common), Money::pounds(50'000));
}

TEST(Travel, IsPaidByTheGeneralFundBesideTheBlock) {
  auto borough = priced();
  borough.travel.kinds[0] = {0.5, Money::pounds(4'000)};
  Life life(borough);
  life.until(monday);
  life.ask(life.pupil(7, 1), Claim::owed);
  life.ask(life.pupil(7, 2), Claim::plan);
  life.until_the_end();

  EXPECT_EQ(life.world().ledger.posted(common, Service::travel), Money::pounds(4'000));
  EXPECT_EQ(life.world().ledger.net(common, Account::general_fund), -Money::pounds(4'000));
  EXPECT_EQ(models::semh_spend(life.world().ledger, common), Money::pounds(2 * 8'000));
}

TEST(Travel, GoesWhereThePupilIs) {
  EXPECT_EQ(models::journey_to(Setting::resource_base), models::Journey::special_school);
  EXPECT_EQ(models::journey_to(Setting::spot_place), models::Journey::alternative);
  EXPECT_EQ(models::journey_to(Setting::tuition), std::nullopt);
}

}  // namespace
