#include <gtest/gtest.h>

#include "tests/models/small_borough.h"

namespace {

using models::Count;
using models::Reason;
using models::Setting;
using small_borough::Life;
using small_borough::monday;
using small_borough::sixth_school_day;

TEST(Exclusion, IsFollowedByAPlaceOnTheSixthSchoolDay) {
  Life life;
  life.until(monday);
  const auto& pupil = life.exclude(life.pupil(9));

  life.until(sixth_school_day);
  EXPECT_EQ(pupil.place.setting, Setting::excluded);
  EXPECT_EQ(pupil.place.reason, Reason::excluded);

  life.until(sixth_school_day + sim::Seconds{1});
  EXPECT_EQ(pupil.place.setting, Setting::unit);
  EXPECT_EQ(pupil.place.provider, small_borough::secondary_unit);
  EXPECT_EQ(pupil.place.reason, Reason::excluded);
}

TEST(Exclusion, StandsAfterFifteenSchoolDaysWhenNobodyChallengesIt) {
  Life life;
  life.until(monday);
  const auto& pupil = life.exclude(life.pupil(9));

  life.until(small_borough::reviewed);
  EXPECT_EQ(pupil.exclusion, models::ExclusionStatus::under_review);

  life.until(small_borough::reviewed + sim::Seconds{1});
  EXPECT_EQ(pupil.exclusion, models::ExclusionStatus::standing);
  EXPECT_EQ(life.record().total(Count::permanent), 1);
  EXPECT_EQ(pupil.place.setting, Setting::unit) << "day six does not wait for the governors";
}

TEST(Exclusion, IsCountedOnTheHeadsDateThoughReviewedInTheNextSchoolYear) {
  Life life;
  life.until(sim::date(2011, 7, 15));
  life.exclude(life.pupil(9));

  life.until(sim::date(2011, 12, 1));

  EXPECT_EQ(life.record().counted(Count::permanent, 0, 9), 1);
  EXPECT_EQ(life.record().counted(Count::permanent, 1), 0);
}

TEST(Exclusion, IsNotDecidedWhileOneIsUnderReview) {
  auto borough = small_borough::borough();
  borough.exclusion.base = {0, 0};
  Life life(borough);
  life.until(monday);
  auto& pupil = life.pupil(9);
  EXPECT_EQ(models::probability_of_decision(life.world(), pupil, 0), 0.5);

  life.exclude(pupil);

  EXPECT_EQ(models::probability_of_decision(life.world(), pupil, 0), 0);
}

TEST(Exclusion, GetsLikelierWithTheRecordAndInYears10And11) {
  auto borough = small_borough::borough();
  borough.exclusion.base = {-3, -2};
  borough.exclusion.record = 0.5;
  borough.exclusion.year_10 = 0.3;
  borough.exclusion.year_11 = 0.7;
  Life life(borough);
  const auto odds = [&](int group, int record) {
    return models::probability_of_decision(life.world(), life.pupil(group), record);
  };

  EXPECT_DOUBLE_EQ(odds(6, 0), sim::logistic(-3));
  EXPECT_DOUBLE_EQ(odds(7, 0), sim::logistic(-2));
  EXPECT_DOUBLE_EQ(odds(7, 4), sim::logistic(-2 + 0.5 * sim::log(5)));
  EXPECT_DOUBLE_EQ(odds(10, 1), sim::logistic(-2 + 0.5 * sim::log(2) + 0.3));
  EXPECT_DOUBLE_EQ(odds(11, 1), sim::logistic(-2 + 0.5 * sim::log(2) + 0.7));
  EXPECT_GT(odds(7, 1000), odds(7, 4)) << "a record beyond the table is as long as the table";
}

TEST(Exclusion, IsLessLikelyWithAPlanOrUnderAssessment) {
  auto borough = small_borough::borough();
  borough.exclusion.base = {-2, -2};
  borough.exclusion.with_plan = -1;
  Life life(borough);
  auto& assessed = life.pupil(9, 1);
  auto& holder = life.pupil(9, 2);

  models::request_plan(life.world(), assessed);
  models::hold_plan(life.world(), holder);

  EXPECT_DOUBLE_EQ(models::probability_of_decision(life.world(), assessed, 0), sim::logistic(-3));
  EXPECT_DOUBLE_EQ(models::probability_of_decision(life.world(), holder, 0), sim::logistic(-3));
}

TEST(Exclusion, FollowsTheLevelOfTheSchoolYearOfItsPhase) {
  auto borough = small_borough::borough();
  borough.exclusion.base = {-2, -2};
  borough.exclusion.level[1] = {.known = small_borough::from(sim::date(2011, 9, 1), 0.4, 0.1),
                                .free_from = sim::date(2020, 9, 1)};
  Life life(borough);
  const auto odds = [&](int group) {
    return models::probability_of_decision(life.world(), life.pupil(group), 0);
  };

  EXPECT_DOUBLE_EQ(odds(8), sim::logistic(-1.9));
  life.until(sim::date(2011, 9, 2));
  EXPECT_DOUBLE_EQ(odds(8), sim::logistic(-1.6));
  EXPECT_DOUBLE_EQ(odds(3), sim::logistic(-2));
}

TEST(Exclusion, EndsTheWaitOfAReferredPupilForTheUnit) {
  auto borough = small_borough::borough();
  borough.units[1].places = 0;
  Life life(borough);
  life.until(monday);
  auto& pupil = life.ask(life.pupil(9), models::Claim::referral);
  ASSERT_EQ(pupil.waits_for, small_borough::secondary_unit);

  life.exclude(pupil);

  EXPECT_EQ(pupil.waits_for, models::nowhere);
  EXPECT_TRUE(life.world().units[1].waiting.empty());
}

TEST(Exclusion, WithoutARecordFallsOnPupilsOfTheYearGroupAndTermGiven) {
  auto borough = small_borough::borough();
  borough.exclusion.one_off[8] = {0, 200, 0};  // In the spring terms only.
  Life life(borough);
  life.until_the_end();

  const auto& record = life.record();
  EXPECT_GT(record.total(Count::decisions), 60);
  for (int year = 0; year < 3; ++year)
    EXPECT_EQ(record.counted(Count::decisions, year), record.counted(Count::decisions, year, 8));
  for (const auto& entry : life.diary().entries()) {
    if (entry.text.find("head decides") == std::string::npos) continue;
    const unsigned month = sim::month_of(sim::date_of(entry.at));
    EXPECT_TRUE(month <= 5) << sim::to_string(sim::date_of(entry.at));
  }
}

}  // namespace
