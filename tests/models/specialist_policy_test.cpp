#include <gtest/gtest.h>

#include "models/conservation.h"
#include "tests/models/measured.h"
#include "tests/models/small_borough.h"

namespace {

using models::Account;
using models::Count;
using models::Reason;
using models::Setting;
using models::Stock;
using small_borough::all_of;
using small_borough::Life;
using small_borough::measured;
using small_borough::monday;

models::Borough with(models::Specialist provider) {
  auto borough = small_borough::borough();
  borough.specialists = {std::move(provider)};
  return borough;
}

/// Plans, a school that opens in the second year, and a search for independent places.
models::Borough busy() {
  auto borough = with(small_borough::special_school(0));
  borough.specialists[0].places = small_borough::from(sim::date(2011, 9, 1), 12, 4);
  borough.specialists[0].place_element = sim::Money::pounds(10'000);
  borough.specialists[0].top_up = sim::Money::pounds(12'000);
  borough.plans.requests = 20;
  borough.plans.base_year = 2010;
  borough.independent.search = 1.0;
  borough.independent.price = sim::Money::pounds(55'000);
  return borough;
}

std::int64_t measured_of(const models::Borough& borough, std::uint32_t replication,
                         const std::string& name, const std::string& breakdown = "") {
  const models::Ground ground(borough);
  return measured(borough, models::Model(ground).run(replication), name, breakdown);
}

/// In how many of 100 replications `name` is no less in `option` than in `base`.
int no_less(const models::Borough& base, const models::Borough& option, const std::string& name,
            const std::string& breakdown = "") {
  int count = 0;
  for (std::uint32_t replication = 0; replication < 100; ++replication)
    count += measured_of(option, replication, name, breakdown) >=
             measured_of(base, replication, name, breakdown);
  return count;
}

TEST(SpecialistPolicy, ChangesNothingAtZero) {
  auto borough = busy();
  borough.specialist_policy.appeal_weeks = 30;
  borough.specialist_policy.return_rate = small_borough::from(sim::date(2012, 9, 1), 0.0, 0.0);
  for (std::uint32_t replication = 0; replication < 5; ++replication)
    EXPECT_EQ(all_of(borough, replication), all_of(busy(), replication));
}

TEST(LocalRefusal, LeadsToAnIndependentPlaceThoughALocalOneIsFree) {
  auto borough = with(small_borough::special_school(1000));
  borough.specialist_policy.local_refused = 0.3;
  borough.specialist_policy.appeal_weeks = 10;
  borough.independent.most = 0;
  Life life(borough);
  life.until(monday);
  for (std::uint32_t number = 0; number < 100; ++number) life.name(life.pupil(8, number));
  const std::int64_t refused = life.record().total(Count::local_refused);
  EXPECT_NEAR(static_cast<double>(refused), 30, 4 * 4.6);
  EXPECT_EQ(life.record().held(Stock::waiting_for_specialist), refused);

  life.until(monday + sim::Days{70});
  EXPECT_EQ(life.held(Setting::independent), 0);
  life.until(monday + sim::Days{71});

  EXPECT_EQ(life.record().held(Setting::independent, Reason::chosen), refused)
      << "no cap stands against a tribunal";
  EXPECT_EQ(life.held(Setting::special_school), 100 - refused);
}

TEST(LocalRefusal, TakesAPlaceAtAnotherAuthorityFirst) {
  auto borough = with(small_borough::special_school(10));
  borough.specialists.push_back(small_borough::other_authority(1));
  borough.specialist_policy.local_refused = 1.0;
  Life life(borough);
  life.until(monday);
  const auto& first = life.name(life.pupil(8, 1));
  const auto& second = life.name(life.pupil(8, 2));
  life.until(monday + sim::Days{1});

  EXPECT_EQ(first.place.setting, Setting::other_authority);
  EXPECT_EQ(first.place.reason, Reason::chosen);
  EXPECT_EQ(second.place.setting, Setting::independent);
}

TEST(LocalRefusal, NeverLowersIndependentSpending) {
  auto option = busy();
  option.specialist_policy.local_refused = 0.5;
  EXPECT_GE(no_less(busy(), option, "money", "independent_fees"), 95);
  EXPECT_GT(measured_of(option, 0, "local_places_refused"), 0);
}

TEST(Imports, TakeAShareOfTheLocalPlacesAndPayForThem) {
  auto school = small_borough::special_school(100);
  school.place_element = sim::Money::pounds(10'000);
  school.top_up = sim::Money::pounds(12'000);
  auto borough = with(school);
  borough.specialist_policy.imports = 0.2;
  Life life(borough);
  const std::int64_t taken = life.record().held(Stock::imported);
  EXPECT_NEAR(static_cast<double>(taken), 20, 4 * 4);
  EXPECT_EQ(life.world().specialists[0].places.places(), 100 - taken);

  life.until_the_end();
  models::close_month(life.world());

  const auto& ledger = life.world().ledger;
  for (const int year : {2011}) {
    EXPECT_EQ(ledger.posted(year, models::Service::imported_places),
              sim::Money::pounds(10'000) * taken);
    EXPECT_EQ(ledger.posted(year, models::Service::imported_top_up),
              sim::Money::pounds(12'000) * taken);
    EXPECT_EQ(ledger.posted(year, models::Service::local_places), sim::Money::pounds(1'000'000));
  }
}

TEST(Imports, NeverRaiseTheNumberOfOursPlacedLocally) {
  auto few = busy();
  few.specialist_policy.imports = 0.1;
  auto more = busy();
  more.specialist_policy.imports = 0.5;
  EXPECT_GE(no_less(more, few, "placed_locally"), 95);
  EXPECT_GE(no_less(few, more, "local_places_taken_by_others"), 95);
}

TEST(Backfill, CreatesARequestForAShareOfAdditionalPlaces) {
  auto borough = with(small_borough::special_school(0));
  borough.specialists[0].places = small_borough::from(sim::date(2010, 11, 1), 200, 0);
  borough.specialist_policy.backfill = 0.3;
  Life life(borough);
  life.until(sim::date(2011, 11, 2));

  const auto requests = life.record().total(Count::backfill_requests);
  EXPECT_NEAR(static_cast<double>(requests), 60, 4 * 6.5);
  EXPECT_EQ(life.record().total(Count::plan_requests), requests);
}

TEST(Backfill, ComesNoSecondTimeFromAPlaceThatIsCutAndOpenedAgain) {
  auto borough = with(small_borough::special_school(0));
  borough.specialists[0].places = models::StepFunction<int>(
      {{sim::date(2005, 9, 1), 10}, {sim::date(2010, 11, 1), 0}, {sim::date(2010, 12, 1), 10}});
  borough.specialist_policy.backfill = 1.0;
  Life life(borough);
  life.until_the_end();
  EXPECT_EQ(life.record().total(Count::backfill_requests), 0);
}

TEST(Backfill, NeverLowersTheNumberOfRequests) {
  auto few = busy();
  few.specialist_policy.backfill = 0.2;
  auto more = busy();
  more.specialist_policy.backfill = 0.8;
  EXPECT_GE(no_less(few, more, "requests_from_new_places"), 95);
  EXPECT_GE(no_less(few, more, "plan_requests"), 95);
}

/// A hundred pupils of Year 6 and one hundred of Year 4 at independent schools, and room at home.
models::Borough with_pupils_away(int places) {
  auto borough = with(small_borough::special_school(0));
  borough.specialists[0].places = small_borough::from(sim::date(2011, 3, 1), places, 0);
  borough.independent.search = small_borough::at_once;
  borough.specialist_policy.return_rate = 0.4;
  return borough;
}

TEST(ReturnPolicy, BringsAShareHomeAtTheChangeOfKeyStageOnly) {
  Life life(with_pupils_away(1000));
  life.until(monday);
  for (std::uint32_t number = 0; number < 100; ++number) {
    life.name(life.pupil(6, number));
    life.name(life.pupil(4, number));
  }
  life.until(sim::date(2011, 9, 1));
  ASSERT_EQ(life.held(Setting::independent), 200);

  life.until(sim::date(2011, 9, 2));

  EXPECT_NEAR(static_cast<double>(life.held(Setting::special_school)), 40, 4 * 4.9);
  EXPECT_EQ(life.record().counted(Count::returned_home, 1, 7), life.held(Setting::special_school));
}

TEST(ReturnPolicy, BringsNobodyHomeWithoutAFreePlace) {
  Life life(with_pupils_away(3));
  life.until(monday);
  for (std::uint32_t number = 0; number < 100; ++number) life.name(life.pupil(6, number));
  life.until(sim::date(2011, 9, 2));
  EXPECT_EQ(life.held(Setting::special_school), 3);
  EXPECT_EQ(life.held(Setting::independent), 97);
}

TEST(ReturnPolicy, LeavesComplexNeedWhereItIs) {
  auto borough = with_pupils_away(1000);
  borough.specialist_policy.return_rate = 1.0;
  Life life(borough);
  life.until(monday);
  auto& pupil = life.pupil(6);
  pupil.complex_need = true;
  life.name(pupil);
  life.until(sim::date(2011, 9, 2));
  EXPECT_EQ(pupil.place.setting, Setting::independent);
}

TEST(ReturnPolicy, NeverRaisesTheDaysAtIndependentSchools) {
  auto base = busy();
  base.specialists[0].places = small_borough::from(sim::date(2011, 9, 1), 200, 0);
  base.plans.initial = {0, 0, 20};
  base.specialist_policy.return_rate = 0.1;
  auto option = base;
  option.specialist_policy.return_rate = 0.6;
  EXPECT_GE(no_less(option, base, "out_of_borough", "independent"), 95);
}

TEST(FebruaryRound, PlacesThoseNamedByMidFebruaryFirst) {
  for (const bool round : {false, true}) {
    auto school = small_borough::special_school(1);
    school.first_year = 7;
    auto nursery = small_borough::special_school(1);
    nursery.id = "primary-school";
    nursery.last_year = 6;
    auto borough = with(school);
    borough.specialists[0].places = small_borough::from(sim::date(2011, 9, 1), 1, 0);
    borough.specialists.push_back(nursery);
    borough.specialist_policy.february_round = round;
    Life life(borough);
    life.until(monday);
    // Outgrows the primary school in September; the other is named in May and joins the list first.
    const auto& outgrows = life.name(life.pupil(6, 1));
    ASSERT_EQ(outgrows.place.setting, Setting::special_school);
    life.until(sim::date(2011, 5, 1));
    const auto& late = life.name(life.pupil(8, 2));
    life.until(sim::date(2011, 9, 2));

    EXPECT_EQ(outgrows.waits_for_specialist, !round);
    EXPECT_EQ(late.waits_for_specialist, round);
  }
}

TEST(SpecialistPlace, IsNotTakenAtTheRollOverAheadOfThoseWhoWait) {
  auto secondary = small_borough::special_school(1);
  secondary.first_year = 7;
  auto primary = small_borough::special_school(1);
  primary.id = "primary-school";
  primary.last_year = 6;
  auto borough = with(secondary);
  borough.specialists.push_back(primary);
  Life life(borough);
  life.until(monday);
  const auto& leaver = life.name(life.pupil(11));
  const auto& waits = life.name(life.pupil(9, 5));
  const auto& outgrows = life.name(life.pupil(6, 1));
  ASSERT_EQ(leaver.place.setting, Setting::special_school);
  ASSERT_TRUE(waits.waits_for_specialist);

  life.until(sim::date(2011, 9, 2));

  EXPECT_EQ(waits.place.setting, Setting::special_school);
  EXPECT_TRUE(outgrows.waits_for_specialist);
}

}  // namespace
