#include <gtest/gtest.h>

#include "models/conservation.h"
#include "tests/models/measured.h"
#include "tests/models/small_borough.h"

namespace {

using models::Count;
using models::Reason;
using models::Service;
using models::Setting;
using models::Stock;
using small_borough::all_of;
using small_borough::Life;
using small_borough::monday;

TEST(EducationOtherwise, IsForThoseWhoFallIllAndEndsAfterSomeWeeks) {
  auto borough = small_borough::borough();
  borough.education_otherwise.rate[9] = 60;
  borough.education_otherwise.weeks = 5;
  borough.education_otherwise.price = sim::Money::pounds(8'000);
  Life life(borough);
  life.until_the_end();

  const auto begun = life.record().total(Count::otherwise_begun);
  EXPECT_NEAR(static_cast<double>(begun), 180, 4 * 13.4);
  models::close_month(life.world());
  // Nearly six at once, at 8,000 a year.
  const auto spent = life.world().ledger.posted(2011, Service::education_otherwise);
  EXPECT_GT(spent, sim::Money::pounds(20'000));
  EXPECT_LT(spent, sim::Money::pounds(90'000));
}

TEST(EducationOtherwise, CountsAsLessThanFullTimeUnlessItIsNot) {
  for (const bool full_time : {false, true}) {
    auto borough = small_borough::borough();
    borough.education_otherwise.rate.fill(50);
    borough.education_otherwise.weeks = 1e6;
    borough.education_otherwise.full_time = full_time;
    Life life(borough);
    life.until(sim::date(2010, 12, 1));
    ASSERT_GT(life.held(Setting::otherwise), 0);
    EXPECT_EQ(life.record().held(Setting::otherwise, Reason::unwell),
              life.held(Setting::otherwise));
    EXPECT_EQ(life.record().held(Stock::below_full_time_primary) +
                  life.record().held(Stock::below_full_time_secondary),
              full_time ? 0 : life.held(Setting::otherwise));
  }
}

TEST(EducationOtherwise, ReferSomeToAMedicalSite) {
  auto borough = small_borough::borough();
  borough.education_otherwise.rate.fill(50);
  borough.education_otherwise.unit = "secondary";
  borough.education_otherwise.by_unit = 1;
  Life life(borough);
  life.until(sim::date(2010, 12, 1));
  EXPECT_GT(life.held(Setting::unit), 0);
  EXPECT_GT(life.held(Setting::otherwise), 0) << "those too young for the site";
  EXPECT_EQ(life.record().counted(Count::otherwise_begun, 0, models::Phase::secondary), 0);
}

TEST(LookedAfter, ArePlacedElsewhereOutsideTheQueueAndShareTheirFee) {
  auto borough = small_borough::borough();
  borough.looked_after.placed_elsewhere = 30.0;
  borough.looked_after.years = 1e-9 + 10;
  borough.looked_after.care_paid = 0.25;
  borough.independent.price = sim::Money::pounds(60'000);
  borough.independent.most = 0;
  Life life(borough);
  life.until_the_end();
  models::close_month(life.world());

  EXPECT_NEAR(static_cast<double>(life.record().total(Count::placed_in_care)), 90, 4 * 9.5);
  EXPECT_EQ(life.record().held(Setting::independent, Reason::in_care),
            life.held(Setting::independent));
  const auto& ledger = life.world().ledger;
  const auto paid = ledger.posted(2011, Service::independent_fees).in_pence();
  const auto care = ledger.posted(2011, Service::care_fees).in_pence();
  EXPECT_GT(care, 0);
  EXPECT_NEAR(static_cast<double>(paid), 3.0 * static_cast<double>(care), 1000);
}

TEST(LookedAfter, ComeBackWhenThePlacementEnds) {
  auto borough = small_borough::borough();
  borough.looked_after.placed_elsewhere = 30.0;
  borough.looked_after.years = 0.05;
  Life life(borough);
  life.until_the_end();
  EXPECT_GT(life.record().total(Count::placed_in_care), 50);
  EXPECT_LT(life.held(Setting::independent), 10);
}

TEST(LookedAfter, MoveOnWhenTooOldForTheSchoolAndQueueForNothing) {
  auto borough = small_borough::borough();
  borough.looked_after.placed_elsewhere = 30.0;
  borough.looked_after.years = 100;
  borough.looked_after.at_other_authority = 1;
  borough.specialists = {small_borough::other_authority(100)};
  borough.specialists[0].last_year = 6;
  borough.independent.most = 0;
  Life life(borough);
  life.until(sim::date(2011, 8, 31));
  const auto& pupils = life.world().noticed();
  std::vector<models::PupilId> oldest;
  for (const auto& pupil : pupils)
    if (pupil.place.setting == Setting::other_authority && life.world().year_group(pupil) == 6)
      oldest.push_back(pupil.id);
  ASSERT_FALSE(oldest.empty());
  life.until(sim::date(2011, 9, 2));
  for (const auto id : oldest) {
    EXPECT_EQ(life.world().pupil(id).place.setting, Setting::independent);
    EXPECT_EQ(life.world().pupil(id).place.reason, Reason::in_care);
    EXPECT_FALSE(life.world().pupil(id).waits_for_specialist);
  }
}

TEST(LookedAfter, OfOtherAuthoritiesAreMarkedAndReferred) {
  auto borough = small_borough::borough();
  borough.looked_after.referred = 20.0;
  borough.looked_after.unit = "secondary";
  Life life(borough);
  life.until(sim::date(2011, 6, 1));
  int marked = 0;
  for (const auto& pupil : life.world().noticed()) {
    marked += pupil.other_authority_pays;
    EXPECT_EQ(pupil.place.setting == Setting::unit, pupil.other_authority_pays);
  }
  EXPECT_GT(marked, 3);
}

TEST(PlansTo25, CostTheirNumberTimesTheirPrice) {
  auto borough = small_borough::borough();
  borough.plans_to_25.plans = small_borough::from(sim::date(2012, 4, 1), 111, 8);
  borough.plans_to_25.price = sim::Money::pounds(4'000);
  Life life(borough);
  life.until_the_end();
  EXPECT_EQ(life.world().ledger.posted(2011, Service::plans_to_25), sim::Money::pounds(32'000));
  EXPECT_EQ(life.record().held(Stock::waiting_for_specialist), 0);
}

TEST(OtherRoutes, ChangeNothingAtZero) {
  auto base = small_borough::borough();
  base.fixed_term.rate.fill(0.5);
  base.exclusion.base = {-3, -3};
  base.independent.price = sim::Money::pounds(50'000);
  auto option = base;
  option.education_otherwise.weeks = 3;
  option.education_otherwise.price = sim::Money::pounds(5'000);
  option.looked_after.care_paid = 0.5;
  option.plans_to_25.price = sim::Money::pounds(5'000);
  for (std::uint32_t replication = 0; replication < 5; ++replication)
    EXPECT_EQ(all_of(option, replication), all_of(base, replication));
}

}  // namespace
