#include "models/fair_access_panel.h"

#include <algorithm>

#include <gtest/gtest.h>

#include "tests/models/small_borough.h"

namespace {

using models::AccessCase;
using models::Claim;
using models::Count;
using models::Setting;
using models::Stock;
using small_borough::Life;
using small_borough::monday;
using small_borough::secondary_unit;

/// Pupils of the unit are ready at once; a panel meets every four weeks from Monday 20 September.
models::Borough with_panel(int days_to_place = 0) {
  auto borough = small_borough::borough();
  borough.schools.primary = 6;
  borough.schools.secondary = 3;
  for (auto& unit : borough.units) unit.stay.early.fill(small_borough::at_once);
  borough.reintegration = {.success = 20, .failure = 0};
  borough.fair_access = models::FairAccess{.from = sim::date(2010, 9, 6),
                                           .meeting_weeks = 4,
                                           .most_cases = 20,
                                           .days_to_place = days_to_place};
  return borough;
}

// The panel has met on Monday 6 September; its next meetings:
constexpr sim::Date first_meeting = sim::date(2010, 10, 4);
constexpr sim::Date second_meeting = sim::date(2010, 11, 1);

TEST(FairAccessPanel, LetsAPupilKeepThePlaceUntilTheFirstDayAtASchool) {
  Life life(with_panel(25));
  life.until(monday);
  const auto& pupil = life.ask(life.pupil(9), Claim::owed);
  life.until(monday + sim::Days{1});
  EXPECT_EQ(pupil.access_case, AccessCase::waiting);

  life.until(first_meeting + sim::Days{1});
  EXPECT_EQ(pupil.access_case, AccessCase::decided);
  EXPECT_EQ(pupil.place.setting, Setting::unit);
  EXPECT_EQ(life.record().held(Stock::ready_for_school), 1);

  const sim::Instant first_day = life.world().ground.terms.school_day_after(monday, 25);
  life.until(first_day);
  EXPECT_EQ(pupil.place.setting, Setting::unit);
  life.until(first_day + sim::Seconds{1});
  EXPECT_EQ(pupil.place.setting, Setting::trial);
  EXPECT_EQ(life.record().total(Count::school_days_to_place), 25);
  EXPECT_EQ(life.record().total(Count::placed_without_delay), 1);
}

TEST(FairAccessPanel, BeginsTheTrialOnTheSchoolDayAfterALateDecision) {
  Life life(with_panel(5));
  life.until(monday);
  const auto& pupil = life.ask(life.pupil(9), Claim::owed);
  life.until(first_meeting + sim::Days{1});
  EXPECT_EQ(pupil.place.setting, Setting::unit);
  life.until(first_meeting + sim::Days{1} + sim::Seconds{1});
  EXPECT_EQ(pupil.place.setting, Setting::trial);
}

TEST(FairAccessPanel, DecidesNoMoreThanItsMostCasesInOrder) {
  auto borough = with_panel();
  borough.fair_access->most_cases = 2;
  Life life(borough);
  life.until(monday);
  for (const std::uint32_t number : {7U, 2U, 5U}) life.ask(life.pupil(9, number), Claim::owed);
  life.until(first_meeting + sim::Days{1});
  EXPECT_EQ(life.pupil(9, 7).access_case, AccessCase::decided);
  EXPECT_EQ(life.pupil(9, 2).access_case, AccessCase::decided);
  EXPECT_EQ(life.pupil(9, 5).access_case, AccessCase::waiting);
  life.until(second_meeting + sim::Days{1});
  EXPECT_EQ(life.pupil(9, 5).access_case, AccessCase::decided);
}

TEST(FairAccessPanel, SharesTurnsAmongSchoolsButNeverTheOneThatExcluded) {
  Life life(with_panel());
  life.until(monday);
  for (std::uint32_t number = 0; number < 12; ++number)
    life.ask(life.pupil(9, number), Claim::owed);
  life.until(sim::date(2011, 6, 1));

  const auto& schools = life.world().borough.schools;
  for (std::uint32_t number = 0; number < 12; ++number) {
    const auto& pupil = life.pupil(9, number);
    EXPECT_EQ(pupil.place.setting, Setting::mainstream);
    const int from = life.world().population.path_of(pupil.id);
    EXPECT_NE(models::secondary_of_path(schools, pupil.school),
              models::secondary_of_path(schools, from));
  }
  for (int school = 6; school < 9; ++school)
    EXPECT_EQ(models::turns_taken(life.world(), 0, school), 4);
}

TEST(FairAccessPanel, LetsADualRegisteredPupilGoBackToTheirOwnSchool) {
  Life life(with_panel(25));
  life.until(monday);
  const auto& pupil = life.ask(life.pupil(9), Claim::referral, secondary_unit, true);
  life.until(monday + sim::Days{1});
  EXPECT_EQ(pupil.place.setting, Setting::trial);
  EXPECT_EQ(life.record().total(Count::cases), 0);
}

TEST(FairAccessPanel, EndsTheCaseOfAPupilWhoLeaves) {
  Life life(with_panel(25));
  life.until(monday);
  auto& undecided = life.ask(life.pupil(9, 1), Claim::owed);
  life.until(monday + sim::Days{1});
  models::leave_borough(life.world(), undecided);
  EXPECT_EQ(life.record().total(Count::cases_ended), 1);
  EXPECT_EQ(life.world().fair_access.waiting.size(), 0U);

  auto& decided = life.ask(life.pupil(9, 2), Claim::owed);
  life.until(first_meeting + sim::Days{1});
  models::leave_borough(life.world(), decided);
  life.until(sim::date(2011, 6, 1));
  EXPECT_EQ(life.record().total(Count::found_and_not_taken), 1);
  EXPECT_EQ(life.record().total(Count::trials), 0);
}

TEST(FairAccessPanel, EndsTheCaseOfAPupilNamedForASpecialistPlace) {
  Life life(with_panel(25));
  life.until(monday);
  auto& pupil = life.ask(life.pupil(9), Claim::owed);
  life.until(monday + sim::Days{1});
  life.name(pupil);
  EXPECT_EQ(pupil.access_case, AccessCase::none);
  EXPECT_EQ(life.record().held(Stock::ready_for_school), 0);
  EXPECT_EQ(life.record().total(Count::cases_ended), 1);
}

TEST(FairAccessPanel, LeavesPupilsWaitingForNewcomersWhoCameBefore) {
  auto borough = with_panel();
  borough.fair_access->most_cases = 1;
  borough.fair_access->competing = 2000;
  Life life(borough);
  life.until(monday + sim::Days{7});
  const auto& pupil = life.ask(life.pupil(9), Claim::owed);
  life.until(sim::date(2011, 6, 1));
  EXPECT_EQ(pupil.access_case, AccessCase::waiting);
  EXPECT_GT(life.record().total(Count::newcomers_decided), 5);
}

TEST(FairAccessPanel, MultipliesTheOddsOfSuccessBySupport) {
  const auto succeeded = [](double support) {
    auto borough = with_panel();
    borough.reintegration = {.success = 10, .failure = 10};
    borough.fair_access->most_cases = 1000;
    borough.fair_access->support = support;
    Life life(borough);
    life.until(monday);
    for (std::uint32_t number = 0; number < 90; ++number)
      life.ask(life.pupil(9, number), Claim::owed);
    life.until(first_meeting + sim::Days{2});
    int kept = 0;
    for (std::uint32_t number = 0; number < 90; ++number) {
      const auto& pupil = life.pupil(9, number);
      kept += life.told(pupil, "(odds that it succeeds: 75") < sim::never ? 1 : 0;
    }
    return kept;
  };
  EXPECT_EQ(succeeded(1), 0);
  EXPECT_EQ(succeeded(3), 90) << "odds of 1 to 1 become 3 to 1";
}

TEST(FairAccessPanel, LowersTheRollOfTheUnitWithFewerDaysToAPlace) {
  int lower = 0;
  for (std::uint32_t replication = 0; replication < 100; ++replication) {
    const auto roll = [&](int days) {
      auto borough = with_panel(days);
      borough.units[secondary_unit].stay.early.fill(2);
      Life life(borough, replication);
      life.until(monday);
      for (std::uint32_t number = 0; number < 20; ++number)
        life.ask(life.pupil(8, number), Claim::owed);
      life.until(sim::date(2011, 9, 2));
      return life.record().roll_area(0, secondary_unit);
    };
    lower += roll(25) < roll(45) ? 1 : 0;
  }
  EXPECT_GE(lower, 95);
}

TEST(Reintegration, BeginsOnASchoolDay) {
  auto borough = small_borough::borough();
  borough.units[secondary_unit].stay.early.fill(small_borough::at_once);
  Life life(borough);
  const sim::Date saturday = sim::date(2010, 9, 18);
  life.until(saturday);
  const auto& pupil = life.ask(life.pupil(9), Claim::owed);
  life.until(saturday + sim::Days{2});
  EXPECT_EQ(pupil.place.setting, Setting::unit);
  life.until(saturday + sim::Days{2} + sim::Seconds{1});
  EXPECT_EQ(pupil.place.setting, Setting::trial);
}

TEST(Reintegration, TakesTheDaysOfATimeWithoutAPanel) {
  auto borough = small_borough::borough();
  borough.units[secondary_unit].stay.early.fill(small_borough::at_once);
  borough.reintegration.before_panel_days = 45;
  Life life(borough);
  life.until(monday);
  const auto& pupil = life.ask(life.pupil(9), Claim::owed);
  const auto& dual = life.ask(life.pupil(8), Claim::referral, secondary_unit, true);
  const sim::Instant first_day = life.world().ground.terms.school_day_after(monday, 45);
  life.until(first_day);
  EXPECT_EQ(dual.place.setting, Setting::trial) << "who has a school goes back to it";
  EXPECT_EQ(pupil.place.setting, Setting::unit);
  life.until(first_day + sim::Seconds{1});
  EXPECT_EQ(pupil.place.setting, Setting::trial);
}

TEST(Reintegration, LeadsAShareOfYear11ToCollege) {
  auto borough = small_borough::borough();
  borough.units[secondary_unit].stay.early.fill(small_borough::at_once);
  borough.reintegration = {.success = 20, .failure = 0, .college = 1};
  Life life(borough);
  life.until(monday);
  const auto& older = life.ask(life.pupil(11), Claim::owed);
  const auto& younger = life.ask(life.pupil(10), Claim::owed);
  life.until(sim::date(2011, 7, 1));
  EXPECT_EQ(older.place.setting, Setting::college);
  EXPECT_EQ(younger.place.setting, Setting::mainstream);
  EXPECT_EQ(life.record().total(Count::to_college), 1);
}

}  // namespace
