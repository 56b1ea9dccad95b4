#include "models/out_of_sight.h"

#include <gtest/gtest.h>

#include "models/conservation.h"
#include "tests/models/measured.h"
#include "tests/models/small_borough.h"

namespace {

using models::Count;
using models::Reason;
using models::Setting;
using models::Stock;
using small_borough::all_of;
using small_borough::Life;
using small_borough::measured;
using small_borough::monday;

models::Borough busy() {
  auto borough = small_borough::borough();
  borough.fixed_term.rate.fill(0.5);
  borough.exclusion.base = {-3, -3};
  borough.exclusion.withdrawn = {0.4, 0.4};
  return borough;
}

TEST(OutOfSight, IsNobodyWhereNoRateIsGiven) {
  auto borough = busy();
  borough.out_of_sight = {.part_time_weeks = 3, .part_time_exposure = 0.1, .missing_return = 4};
  for (std::uint32_t replication = 0; replication < 5; ++replication)
    EXPECT_EQ(all_of(borough, replication), all_of(busy(), replication));
}

TEST(OutOfSight, ReturnsFromAPartTimeTimetableAfterSomeWeeks) {
  auto borough = small_borough::borough();
  borough.out_of_sight.part_time_weeks = 10;
  Life life(borough);
  life.until(monday);
  for (std::uint32_t number = 0; number < 100; ++number)
    models::begin_part_time(life.world(), life.pupil(8, number), Reason::agreed);
  EXPECT_EQ(life.held(Setting::part_time), 100);
  EXPECT_EQ(life.record().held(Stock::below_full_time_secondary), 100);

  life.until(monday + sim::Days{70});

  // A share 1/e is still there after the mean.
  EXPECT_NEAR(static_cast<double>(life.held(Setting::part_time)), 36.8, 4 * 4.82);
  models::recount(life.world());
}

TEST(OutOfSight, LeavesAPupilOnAPartTimeTimetableLessExposed) {
  auto borough = small_borough::borough();
  borough.fixed_term.rate.fill(4);
  borough.fixed_term.shape = 1e9;
  borough.out_of_sight.part_time_weeks = 1e6;
  borough.out_of_sight.part_time_exposure = 0.25;
  Life life(borough);
  for (std::uint32_t number = 0; number < 100; ++number)
    models::begin_part_time(life.world(), life.pupil(8, number), Reason::agreed);
  life.until(sim::date(2011, 8, 31));

  std::int64_t reduced = 0;
  for (std::uint32_t number = 0; number < 100; ++number)
    reduced += life.pupil(8, number).exclusions;
  EXPECT_NEAR(static_cast<double>(reduced), 100, 4 * 10) << "a quarter of 400";
}

TEST(OutOfSight, EndsHomeEducationAtItsRate) {
  auto borough = small_borough::borough();
  borough.out_of_sight.home_education_return = 1;
  Life life(borough);
  life.until(monday);
  for (std::uint32_t number = 0; number < 100; ++number)
    models::begin_home_education(life.world(), life.pupil(4, number), Reason::agreed);
  life.until(monday + sim::Days{365});

  EXPECT_NEAR(static_cast<double>(life.held(Setting::home_education)), 36.8, 4 * 4.82);
}

TEST(OutOfSight, NeverEndsAtARateOfZero) {
  Life life;
  life.until(monday);
  const auto& at_home = life.pupil(4, 1);
  const auto& missing = life.pupil(4, 2);
  models::begin_home_education(life.world(), life.pupil(4, 1), Reason::chosen);
  models::begin_missing(life.world(), life.pupil(4, 2), Reason::chosen);
  life.until_the_end();

  EXPECT_EQ(at_home.place.setting, Setting::home_education);
  EXPECT_EQ(missing.place.setting, Setting::missing);
}

TEST(OutOfSight, TakesTheNameOffEveryList) {
  auto borough = small_borough::borough();
  borough.units[1].places = 0;
  borough.waiting.referral_patience_weeks = 1e6;
  Life life(borough);
  life.until(monday);
  auto& pupil = life.name(life.ask(life.pupil(8), models::Claim::referral));
  ASSERT_TRUE(pupil.waits_for_specialist);
  ASSERT_NE(pupil.waits_for, models::nowhere);

  models::begin_home_education(life.world(), pupil, Reason::warned);

  EXPECT_FALSE(pupil.waits_for_specialist);
  EXPECT_EQ(pupil.waits_for, models::nowhere);
  models::recount(life.world());
}

TEST(OutOfSight, FollowsAWithdrawnExclusionWithTheOddsGiven) {
  auto borough = small_borough::borough();
  borough.exclusion.withdrawn = {1.0, 1.0};
  borough.out_of_sight.part_time_after_withdrawal = 0.3;
  borough.out_of_sight.home_education_after_withdrawal = 0.2;
  borough.out_of_sight.part_time_weeks = 1e6;
  Life life(borough);
  life.until(monday);
  for (std::uint32_t number = 0; number < 100; ++number) life.exclude(life.pupil(9, number));
  life.until(small_borough::reviewed + sim::Days{1});

  EXPECT_EQ(life.record().total(Count::withdrawn), 100);
  EXPECT_NEAR(static_cast<double>(life.held(Setting::part_time)), 30, 4 * 4.6);
  EXPECT_NEAR(static_cast<double>(life.held(Setting::home_education)), 20, 4 * 4);
  EXPECT_EQ(life.record().held(Setting::home_education, Reason::warned),
            life.held(Setting::home_education));
}

TEST(OutOfSight, ArrivesAtTheRateGivenForEachPhase) {
  auto borough = small_borough::borough();
  borough.out_of_sight.part_time = {20.0, 40.0};
  borough.out_of_sight.missing = {0.0, 10.0};
  Life life(borough);
  life.until_the_end();

  const auto begun = [&](Count what, models::Phase phase) {
    std::int64_t sum = 0;
    for (int year = 0; year < 3; ++year) sum += life.record().counted(what, year, phase);
    return static_cast<double>(sum);
  };
  EXPECT_NEAR(begun(Count::part_time_begun, models::Phase::primary), 60, 4 * 7.7);
  EXPECT_NEAR(begun(Count::part_time_begun, models::Phase::secondary), 120, 4 * 11);
  EXPECT_NEAR(begun(Count::missing_begun, models::Phase::secondary), 30, 4 * 5.5);
  EXPECT_EQ(begun(Count::missing_begun, models::Phase::primary), 0);
}

TEST(OutOfSight, MovesTheCountOfThoseBelowFullTimeUpWithTheirPhase) {
  auto borough = small_borough::borough();
  borough.out_of_sight.part_time_weeks = 1e6;
  Life life(borough);
  life.until(monday);
  models::begin_part_time(life.world(), life.pupil(6), Reason::agreed);
  EXPECT_EQ(life.record().held(Stock::below_full_time_primary), 1);

  life.until(sim::date(2011, 9, 2));

  EXPECT_EQ(life.record().held(Stock::below_full_time_primary), 0);
  EXPECT_EQ(life.record().held(Stock::below_full_time_secondary), 1);
}

TEST(OutOfSight, IsNotFullTimeUnlessTheFamilyChoseHomeEducation) {
  auto borough = small_borough::borough();
  borough.units[1].places = 0;
  Life life(borough);
  life.until(monday);
  auto& pupil = life.pupil(8);
  auto& world = life.world();
  EXPECT_FALSE(models::is_below_full_time(world, pupil));
  models::begin_part_time(world, pupil, Reason::agreed);
  EXPECT_TRUE(models::is_below_full_time(world, pupil));
  models::begin_home_education(world, pupil, Reason::chosen);
  EXPECT_FALSE(models::is_below_full_time(world, pupil));
  models::begin_home_education(world, pupil, Reason::warned);
  EXPECT_TRUE(models::is_below_full_time(world, pupil));
  models::begin_missing(world, pupil, Reason::chosen);
  EXPECT_TRUE(models::is_below_full_time(world, pupil));
  auto& excluded = life.exclude(life.pupil(9));
  EXPECT_FALSE(models::is_below_full_time(world, excluded)) << "before day six";
  life.until(small_borough::sixth_school_day + sim::Days{1});
  EXPECT_TRUE(models::is_below_full_time(world, excluded)) << "on tuition";
}

TEST(OutOfSight, SumsTheHeadlineFromItsRoutesAndFromItsPhases) {
  auto borough = busy();
  borough.units[1].places = 2;
  borough.out_of_sight.part_time = {5.0, 10.0};
  borough.out_of_sight.home_education = {5.0, 5.0};
  borough.out_of_sight.missing = {2.0, 2.0};
  borough.out_of_sight.part_time_after_withdrawal = 0.5;
  borough.out_of_sight.home_education_after_withdrawal = 0.5;
  const auto result = models::Model(models::Ground(borough)).run(0);
  const auto mean = [&](const std::string& breakdown) {
    return static_cast<double>(measured(borough, result, "not_in_full_time_education", breakdown));
  };
  EXPECT_GT(mean(""), 0);
  // Each is rounded to whole pupil-days in each of three years.
  EXPECT_NEAR(mean(""), mean("primary") + mean("secondary"), 5);
  EXPECT_NEAR(mean(""),
              mean("part-time") + mean("at-home-after-warning") + mean("waiting-past-day-six") +
                  mean("not-traced") + mean("otherwise"),
              9);
  EXPECT_GT(mean("at-home-after-warning"), 0);
}

TEST(OutOfSight, NeverMakesFewerChildrenBelowFullTimeWhenMoreGoPartTime) {
  int right = 0;
  for (std::uint32_t replication = 0; replication < 100; ++replication) {
    auto borough = busy();
    const auto below = [&] {
      return measured(borough, models::Model(models::Ground(borough)).run(replication),
                      "not_in_full_time_education", "");
    };
    borough.out_of_sight.part_time = {1.0, 2.0};
    const auto few = below();
    borough.out_of_sight.part_time = {4.0, 8.0};
    right += below() >= few;
  }
  EXPECT_GE(right, 95);
}

}  // namespace
