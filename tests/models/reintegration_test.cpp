#include <cmath>

#include <gtest/gtest.h>

#include "tests/models/small_borough.h"

namespace {

using models::Claim;
using models::Count;
using models::Setting;
using small_borough::at_once;
using small_borough::Life;
using small_borough::monday;

/// Pupils of Years 7 to 11 leave the unit for a trial at once; others never.
models::Borough with_trials(double success, double failure) {
  auto borough = small_borough::borough();
  for (auto& unit : borough.units) unit.stay.early.fill(at_once);
  borough.reintegration = {.success = success, .failure = failure};
  return borough;
}

models::Pupil& on_trial(Life& life, models::Pupil& pupil, Claim claim = Claim::owed) {
  life.until(monday);
  life.ask(pupil, claim);
  life.until(monday + sim::Seconds{120});
  EXPECT_EQ(pupil.place.setting, Setting::trial);
  return pupil;
}

TEST(Reintegration, EndsTheExclusionWhenTheTrialSucceeds) {
  Life life(with_trials(5, 0));
  life.until(monday);
  const auto& pupil = life.exclude(life.pupil(9));

  life.until(sim::date(2012, 8, 1));

  EXPECT_EQ(pupil.place.setting, Setting::mainstream);
  EXPECT_EQ(pupil.exclusion, models::ExclusionStatus::none);
  EXPECT_EQ(life.record().total(Count::trials_succeeded), 1);
}

TEST(Reintegration, ReturnsToTheUnitWhenTheTrialFails) {
  Life life(with_trials(0, 5));
  const auto& pupil = on_trial(life, life.pupil(9));

  life.until(sim::date(2012, 8, 1));

  EXPECT_GT(life.record().total(Count::trials_failed), 0);
  EXPECT_EQ(life.record().total(Count::unit_admissions),
            life.record().total(Count::trials_failed) + 1);
  EXPECT_EQ(pupil.place.setting, Setting::trial) << "the next trial begins at once";
}

TEST(Reintegration, GivesTuitionWhenTheTrialFailsAndTheUnitHasFilledUp) {
  auto borough = with_trials(0, 50);
  borough.units[1].places = 1;
  borough.units[1].stay.early[8] = 0;
  borough.waiting.spot_search_weeks = 5000;
  Life life(borough);
  const auto& pupil = on_trial(life, life.pupil(9));
  life.ask(life.pupil(8), Claim::owed);

  life.until(sim::date(2011, 6, 1));

  EXPECT_EQ(pupil.place.setting, Setting::tuition);
}

TEST(Reintegration, LetsAReferredPupilWaitAtSchoolWhenTheTrialFails) {
  auto borough = with_trials(0, 50);
  borough.units[1].places = 1;
  borough.units[1].stay.early[8] = 0;
  borough.waiting.referral_patience_weeks = 5000;
  Life life(borough);
  const auto& pupil = on_trial(life, life.pupil(9), Claim::referral);
  life.ask(life.pupil(8), Claim::owed);

  life.until(sim::date(2011, 6, 1));

  EXPECT_EQ(pupil.place.setting, Setting::mainstream);
  EXPECT_EQ(pupil.place.reason, models::Reason::unit_full);
  EXPECT_EQ(pupil.waits_as, Claim::referral);
}

TEST(Reintegration, ReturnsAReferredPupilToTheUnitAndTheRegistrationTheyCameFrom) {
  auto borough = with_trials(0, 50);
  borough.units.push_back(small_borough::unit("therapeutic", 0, 11, 10));
  borough.units[2].takes_excluded = false;
  borough.units[1].stay.early[8] = 0;
  borough.units[2].stay.early[8] = 2;
  Life life(borough);
  life.until(monday);
  auto& pupil = life.pupil(8);
  life.ask(pupil, Claim::referral, 2, true);

  for (sim::Instant day = monday + sim::Days{1}; day < sim::date(2011, 8, 31);
       day += sim::Days{1}) {
    life.until(day);
    if (pupil.place.setting == Setting::trial) continue;
    EXPECT_EQ(pupil.place.setting, Setting::unit);
    EXPECT_EQ(pupil.place.provider, 2);
    EXPECT_TRUE(pupil.place.dual);
  }
  EXPECT_GE(life.record().total(Count::trials_failed), 1);
}

TEST(Reintegration, IsCutShortByAnotherExclusion) {
  Life life(with_trials(0, 0));
  auto& pupil = on_trial(life, life.pupil(9));

  life.exclude(pupil);

  EXPECT_EQ(life.record().total(Count::trials_cut_short), 1);
  EXPECT_EQ(pupil.place.setting, Setting::excluded);
}

TEST(Reintegration, IsCutShortByTheEndOfYear11) {
  Life life(with_trials(0, 0));
  const auto& pupil = on_trial(life, life.pupil(11));

  life.until(sim::date(2011, 9, 2));

  EXPECT_EQ(pupil.place.setting, Setting::gone);
  EXPECT_EQ(life.record().total(Count::trials_cut_short), 1);
  EXPECT_EQ(life.record().total(Count::aged_out), 0);
}

TEST(Reintegration, LetsThePupilBeExcludedForATermWhileOnTrial) {
  Life life(with_trials(0, 0));
  auto& pupil = on_trial(life, life.pupil(9));

  models::on(life.world(), models::FixedTermExclusion{{pupil.id}});

  EXPECT_EQ(pupil.place.setting, Setting::trial);
  EXPECT_EQ(life.record().total(Count::fixed_term), 1);
}

TEST(Reintegration, SucceedsInTheShareThatTheHazardsGive) {
  Life life(with_trials(1.25 * 20, 0.75 * 20));
  life.until(monday);
  for (int group = 7; group <= 10; ++group)
    for (std::uint32_t number = 0; number < 25; ++number)
      life.ask(life.pupil(group, number), Claim::owed);

  life.until(sim::date(2011, 8, 1));

  const auto over = static_cast<double>(life.record().total(Count::trials_succeeded) +
                                        life.record().total(Count::trials_failed));
  const auto share = static_cast<double>(life.record().total(Count::trials_succeeded)) / over;
  EXPECT_EQ(life.record().total(Count::trials_succeeded), 100) << "all succeed in the end";
  EXPECT_NEAR(share, 0.625, 4 * std::sqrt(0.625 * 0.375 / over));
}

}  // namespace
