#include <cmath>

#include <gtest/gtest.h>

#include "tests/models/small_borough.h"

namespace {

using models::Claim;
using models::Count;
using models::Setting;
using small_borough::Life;
using small_borough::monday;

constexpr const char* excluded = "Excluded for a fixed term";

models::Borough with_exclusions(double rate = 0.5) {
  auto borough = small_borough::borough();
  borough.fixed_term.rate.fill(rate);
  borough.fixed_term.shape = 0.5;
  borough.fixed_term.term = {1.2, 1, 0.8};
  return borough;
}

void exclude_for_a_term(Life& life, const models::Pupil& pupil) {
  models::on(life.world(), models::FixedTermExclusion{{pupil.id}});
}

TEST(FixedTermExclusion, HappensInSchoolHoursOnly) {
  auto borough = with_exclusions();
  borough.fixed_term.contagion = 0.3;
  Life life(borough);
  life.until_the_end();

  const auto& school_time = life.world().ground.terms.school_time();
  int seen = 0;
  for (const auto& entry : life.diary().entries()) {
    if (entry.text.find(excluded) == std::string::npos) continue;
    EXPECT_TRUE(school_time.is_open(entry.at)) << sim::to_string(sim::date_of(entry.at));
    ++seen;
  }
  EXPECT_GT(seen, 500);
}

TEST(FixedTermExclusion, KeepsItsThresholdWhenExposurePauses) {
  auto borough = with_exclusions();
  borough.exclusion.withdrawn = {1.0, 1.0};  // Fifteen school days out of school, then back.
  Life life(borough);
  auto& world = life.world();
  const sim::Date november = sim::date(2010, 11, 8);
  const models::Candidate* candidate = nullptr;
  for (const auto& each : world.population.candidates()) {
    const auto& pupil = world.pupil(each.id);
    const sim::Instant first =
        world.exposure.reached(pupil.reception, world.rates(pupil), each.first_exposure);
    if (pupil.reception > 2 && pupil.reception < 10 && first > sim::date(2011, 1, 15) &&
        first < sim::date(2011, 6, 1)) {
      candidate = &each;
      break;
    }
  }
  ASSERT_NE(candidate, nullptr);
  auto& pupil = world.pupil(candidate->id);
  const auto exposure_at = [&](sim::Instant when) {
    return world.exposure.at(pupil.reception, world.rates(pupil), when);
  };

  life.until(monday);
  life.exclude(pupil);
  life.until(november);
  life.exclude(pupil);
  const sim::Instant back = world.ground.terms.school_day_after(november, 15);
  life.until_the_end();

  const double missed = exposure_at(small_borough::reviewed) - exposure_at(monday) +
                        exposure_at(back) - exposure_at(november);
  const sim::Instant due = world.exposure.reached(pupil.reception, world.rates(pupil),
                                                  candidate->first_exposure + missed);
  EXPECT_GT(missed, 0);
  EXPECT_NEAR(static_cast<double>((life.told(pupil, excluded) - due).count()), 0, 1);
}

TEST(FixedTermExclusion, OwesNothingForTheYearsBeforeThePupilArrived) {
  auto borough = with_exclusions(2);
  borough.demography.arrivals = 100;
  borough.exclusion.withdrawn = {1.0, 1.0};
  Life life(borough);
  life.until(sim::date(2012, 9, 10));
  auto& world = life.world();
  int unnoticed = 0;
  for (int cohort = 3; cohort < 11; ++cohort)
    for (std::uint32_t number = 0; number < world.population.arrived(cohort, 2); ++number) {
      const models::PupilId id = world.population.pupil_in_order(cohort, number);
      auto& pupil = world.pupil(id);
      const bool is_late = world.population.arrival(id) == sim::Instant{sim::date(2012, 9, 1)};
      if (!is_late || pupil.pending[0] != 0 || world.has_left(pupil)) continue;
      life.exclude(pupil);  // One for whom nothing was on the timetable.
      ++unnoticed;
    }
  ASSERT_GT(unnoticed, 50);

  life.until(sim::date(2012, 10, 2));  // All are back at school, since Monday.

  for (const auto& pupil : world.noticed())
    EXPECT_TRUE(pupil.decisions == 0 || pupil.exclusions == 0) << pupil.id.value;
}

TEST(FixedTermExclusion, FallsOnTheSameSecondWhenThePauseIsInTheHolidays) {
  auto borough = with_exclusions();
  Life undisturbed(borough);
  Life paused(borough);
  undisturbed.until_the_end();
  paused.until(sim::date(2010, 12, 24));
  auto& world = paused.world();
  for (auto& pupil : world.noticed()) {
    if (pupil.place.setting != Setting::mainstream) continue;
    models::share_exposure(world, pupil, 0);
    models::share_exposure(world, pupil, 1);
  }
  paused.until_the_end();

  for (int year = 0; year < 2; ++year)
    EXPECT_EQ(paused.record().counted(Count::fixed_term, year),
              undisturbed.record().counted(Count::fixed_term, year));
}

TEST(FixedTermExclusion, DoesNotHappenWhileThePupilIsAtAUnit) {
  auto borough = with_exclusions(5);
  Life life(borough);
  for (int group = 0; group < models::year_groups; ++group)
    for (std::uint32_t number = 0; number < small_borough::pupils_a_cohort; ++number)
      life.ask(life.pupil(group, number), Claim::owed);
  life.until(sim::date(2011, 8, 31));

  EXPECT_EQ(life.record().total(Count::fixed_term), 0);
}

TEST(FixedTermExclusion, IsRepeatedOnlyWhileThePupilIsInMainstream) {
  auto borough = small_borough::borough();
  borough.fixed_term.contagion = 0.9;
  borough.fixed_term.repeat_rate = 8;
  Life here(borough);
  Life away(borough);
  for (Life* life : {&here, &away}) {
    life->until(monday);
    for (std::uint32_t number = 0; number < 50; ++number) {
      auto& pupil = life->pupil(8, number);
      exclude_for_a_term(*life, pupil);
      if (life == &away) life->exclude(pupil);
    }
    life->until_the_end();
  }

  EXPECT_GT(here.record().total(Count::repeats), 50);
  EXPECT_EQ(here.record().total(Count::fixed_term), 50 + here.record().total(Count::repeats));
  EXPECT_EQ(away.record().total(Count::fixed_term), 50);
}

TEST(FixedTermExclusion, LeadsToADecisionByTheOdds) {
  auto borough = small_borough::borough();
  borough.exclusion.base = {small_borough::never_happens, small_borough::always_happens};
  Life life(borough);
  life.until(monday);
  exclude_for_a_term(life, life.pupil(6));
  exclude_for_a_term(life, life.pupil(7));

  EXPECT_EQ(life.pupil(6).place.setting, Setting::mainstream);
  EXPECT_EQ(life.pupil(7).place.setting, Setting::excluded);
}

TEST(FixedTermExclusion, MayLeadTheSchoolToAskForAPlan) {
  auto borough = small_borough::borough();
  borough.plans.after_exclusion = {1, 0};
  Life life(borough);
  life.until(monday);
  exclude_for_a_term(life, life.pupil(6));
  exclude_for_a_term(life, life.pupil(7));

  EXPECT_EQ(life.pupil(6).plan, models::PlanStatus::under_assessment);
  EXPECT_EQ(life.pupil(7).plan, models::PlanStatus::none);
}

TEST(FixedTermExclusion, CountsItsPupilOnceASchoolYear) {
  Life life;
  life.until(monday);
  for (int times = 0; times < 3; ++times) exclude_for_a_term(life, life.pupil(8));
  exclude_for_a_term(life, life.pupil(8, 1));
  life.until(sim::date(2011, 9, 12));
  exclude_for_a_term(life, life.pupil(9));  // The first of them, a year older.

  EXPECT_EQ(life.record().counted(Count::pupils_excluded, 0), 2);
  EXPECT_EQ(life.record().counted(Count::pupils_excluded, 1), 1);
  EXPECT_EQ(life.record().counted(Count::fixed_term, 0), 4);
}

TEST(FixedTermExclusion, StaysOnTheRecordFor365Days) {
  Life life;
  auto& pupil = life.pupil(5);
  life.until(monday);
  EXPECT_EQ(life.world().add_to_record(pupil), 1);
  EXPECT_EQ(life.world().add_to_record(pupil), 2);
  life.until(monday + sim::Days{365} - sim::Seconds{1});
  EXPECT_EQ(life.world().add_to_record(pupil), 3);
  life.until(monday + sim::Days{365});
  EXPECT_EQ(life.world().add_to_record(pupil), 2) << "the first two are a year old";
  life.until(monday + sim::Days{800});
  EXPECT_EQ(life.world().add_to_record(pupil), 1);
}

TEST(FixedTermExclusion, EndsWhenThePupilMovesAwayOrLeaves) {
  auto borough = with_exclusions(2);
  borough.demography.departures = 0.3;
  borough.demography.arrivals = 5;
  borough.fixed_term.contagion = 0.3;
  Life life(borough);
  life.until_the_end();

  for (const auto& entry : life.diary().entries()) {
    if (entry.text.find(excluded) == std::string::npos) continue;
    const auto& pupil = life.world().pupil(entry.pupil);
    EXPECT_LT(entry.at, pupil.departs);
    EXPECT_GE(entry.at, life.world().population.arrival(pupil.id));
    const int left = borough.period.first_school_year + pupil.reception + 1;
    EXPECT_LT(entry.at, sim::Instant{sim::date(left, 9, 1)});
  }
}

TEST(FixedTermExclusion, ComesAsOftenAsTheRatesSay) {
  auto borough = with_exclusions(0.5);
  borough.fixed_term.shape = 1e6;
  borough.demography.intake = {{1999, 2000}};
  Life life(borough);
  life.until_the_end();

  const double mean = 0.5 * 2000 * 12;
  for (int year = 0; year < 3; ++year)
    EXPECT_NEAR(static_cast<double>(life.record().counted(Count::fixed_term, year)), mean,
                4 * std::sqrt(mean));
}

}  // namespace
