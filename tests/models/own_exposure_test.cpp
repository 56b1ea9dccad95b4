#include <cmath>
#include <string>

#include <gtest/gtest.h>

#include "tests/models/small_borough.h"

namespace {

using models::Setting;
using small_borough::Life;
using small_borough::monday;

constexpr int primary_schools = 7;

/// Many fixed-term exclusions and nothing else; schools that differ.
models::Borough with_exclusions() {
  auto borough = small_borough::borough();
  borough.fixed_term.rate.fill(0.5);
  borough.fixed_term.shape = 0.5;
  borough.schools = {
      .partnerships = 1, .primary = primary_schools, .secondary = 3, .concentration = {0.8, 0.8}};
  return borough;
}

/// Exposure of the pupil's cohort at the schools of `path`, from one instant to another.
double cohort_exposure(Life& life, const models::Pupil& pupil, int path, sim::Instant from,
                       sim::Instant to) {
  const auto& world = life.world();
  const auto& rates = world.population.rates(path);
  return world.exposure.at(pupil.reception, rates, to) -
         world.exposure.at(pupil.reception, rates, from);
}

double own_exposure(Life& life, const models::Pupil& pupil) {
  const auto& world = life.world();
  return pupil.share * world.exposure.at(pupil.reception, world.rates(pupil), world.now()) -
         pupil.lost_exposure;
}

TEST(OwnExposure, FallsAfterAPlacementAndComesBackInFourSteps) {
  Life life(with_exclusions());
  life.until(monday);
  auto& pupil = life.pupil(8, 3);
  models::relieve(life.world(), pupil, 0.4, sim::Days{100});

  const double shares[] = {0.6, 0.7, 0.8, 0.9, 1.0};
  for (int step = 0; step < 5; ++step) {
    EXPECT_DOUBLE_EQ(pupil.share, shares[step]) << "step " << step;
    EXPECT_DOUBLE_EQ(models::exposure_share(life.world(), pupil), shares[step]);
    const double before = own_exposure(life, pupil);
    const sim::Instant from = life.world().now();
    life.until(monday + sim::Days{25 * (step + 1)} - sim::Seconds{1});
    EXPECT_NEAR(own_exposure(life, pupil) - before,
                shares[step] * cohort_exposure(life, pupil, pupil.school, from, life.world().now()),
                1e-9);
    life.until(monday + sim::Days{25 * (step + 1)} + sim::Seconds{1});
  }
  EXPECT_EQ(pupil.relief.effect, 0) << "over";
}

TEST(OwnExposure, TakesTheLaterReliefOnly) {
  Life life(with_exclusions());
  life.until(monday);
  auto& pupil = life.pupil(8, 3);
  models::relieve(life.world(), pupil, 0.8, sim::Days{40});
  life.until(monday + sim::Days{15});  // One step has passed.
  models::relieve(life.world(), pupil, 0.2, sim::Days{400});

  EXPECT_DOUBLE_EQ(pupil.share, 0.8);
  life.until(monday + sim::Days{99});
  EXPECT_DOUBLE_EQ(pupil.share, 0.8) << "the earlier one no longer fades";
  models::relieve(life.world(), pupil, 0, sim::Days{40});
  EXPECT_DOUBLE_EQ(pupil.share, 1) << "no effect replaces one as well";
}

TEST(OwnExposure, IsTheSameWithAReliefOfNothing) {
  Life plain(with_exclusions());
  Life relieved(with_exclusions());
  relieved.until(monday);
  for (std::uint32_t number = 0; number < small_borough::pupils_a_cohort; ++number) {
    models::relieve(relieved.world(), relieved.pupil(8, number), 0, sim::Days{100});
    models::relieve(relieved.world(), relieved.pupil(7, number), 0.5, sim::Days{0});
  }
  plain.until_the_end();
  relieved.until_the_end();

  ASSERT_EQ(plain.diary().entries().size(), relieved.diary().entries().size());
  for (std::size_t n = 0; n < plain.diary().entries().size(); ++n)
    EXPECT_EQ(plain.diary().entries()[n].at, relieved.diary().entries()[n].at);
}

TEST(OwnExposure, WaitsForTheReturnToSchoolWithItsRelief) {
  Life life(with_exclusions());
  life.until(monday);
  auto& pupil = life.exclude(life.pupil(8, 3));
  models::relieve(life.world(), pupil, 0.4, sim::Days{100});
  EXPECT_EQ(pupil.share, 0) << "out of school nothing happens";

  models::move_to(life.world(), pupil, {.setting = Setting::mainstream});
  EXPECT_DOUBLE_EQ(pupil.share, 0.6);
}

TEST(OwnExposure, IsTheShareThatWasSetWhenPartTime) {
  Life life(with_exclusions());
  life.until(monday);
  auto& pupil = life.pupil(8, 3);
  pupil.setting_share = 0.5;
  models::refresh_exposure(life.world(), pupil);
  EXPECT_EQ(pupil.share, 1) << "not in mainstream";
  models::move_to(life.world(), pupil,
                  {.setting = Setting::part_time, .reason = models::Reason::agreed});
  EXPECT_DOUBLE_EQ(pupil.share, 0.5);
  models::relieve(life.world(), pupil, 0.4, sim::Days{100});
  EXPECT_DOUBLE_EQ(pupil.share, 0.3) << "relief multiplies it";
}

TEST(OwnExposure, GrowsAtTheRatesOfTheNewSchoolAndKeepsThePast) {
  Life life(with_exclusions());
  life.until(monday);
  auto& pupil = life.pupil(8, 3);
  const int old_path = pupil.school;
  const int new_path = (old_path + 4) % primary_schools;
  const sim::Instant start = life.world().borough.period.start();
  const double past = cohort_exposure(life, pupil, old_path, start, life.world().now());
  ASSERT_GT(past, 0);

  models::change_school(life.world(), pupil, new_path);
  EXPECT_EQ(pupil.school, new_path);
  EXPECT_NEAR(own_exposure(life, pupil), past, 1e-12);
  const double threshold = pupil.next_exposure;
  life.until(monday + sim::Days{60});

  const double since =
      cohort_exposure(life, pupil, new_path, sim::Instant{monday}, life.world().now());
  EXPECT_NE(since,
            cohort_exposure(life, pupil, old_path, sim::Instant{monday}, life.world().now()));
  EXPECT_NEAR(own_exposure(life, pupil), past + since, 1e-9);
  if (pupil.exclusions == 0) {
    EXPECT_EQ(pupil.next_exposure, threshold) << "kept, not redrawn";
  }
}

TEST(OwnExposure, ComesBackAsItWasFromAChangeOfSchoolInTheHolidays) {
  Life stays(with_exclusions());
  Life moves(with_exclusions());
  moves.until(sim::date(2010, 12, 24));
  auto& world = moves.world();
  for (std::uint32_t number = 0; number < small_borough::pupils_a_cohort; ++number) {
    auto& pupil = moves.pupil(8, number);
    const int path = pupil.school;
    models::change_school(world, pupil, (path + 4) % primary_schools);
    models::change_school(world, pupil, path);
  }
  stays.until_the_end();
  moves.until_the_end();

  for (int year = 0; year < 3; ++year)
    EXPECT_NEAR(static_cast<double>(moves.record().counted(models::Count::fixed_term, year)),
                static_cast<double>(stays.record().counted(models::Count::fixed_term, year)), 2)
        << "but for seconds on 31 August";
}

TEST(OwnExposure, OfAPupilWithRepeatsKeepsTheShareOfThemThatThePupilMeets) {
  auto borough = small_borough::borough();
  borough.fixed_term.contagion = 0.9;
  borough.fixed_term.repeat_rate = 8;
  int repeats[2] = {};
  for (const int relieved : {0, 1}) {
    Life life(borough);
    life.until(monday);
    for (std::uint32_t number = 0; number < small_borough::pupils_a_cohort; ++number) {
      auto& pupil = life.pupil(8, number);
      if (relieved == 1) {
        pupil.setting_share = 0.5;
        models::move_to(life.world(), pupil,
                        {.setting = Setting::part_time, .reason = models::Reason::warned});
      }
      models::on(life.world(), models::FixedTermExclusion{{pupil.id}});
    }
    life.until_the_end();
    repeats[relieved] = static_cast<int>(life.record().total(models::Count::repeats));
  }
  // A chain of mean m = 0.9 goes on for m / (1 - m) repeats; at half of that, for 0.45 / 0.55.
  EXPECT_GT(repeats[0], 400);
  EXPECT_NEAR(repeats[1], 82, 40);
}

}  // namespace
