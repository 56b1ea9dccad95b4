#include "models/population.h"

#include <algorithm>
#include <cmath>
#include <memory>

#include <gtest/gtest.h>

#include "sim/statistics/tally.h"
#include "tests/models/small_borough.h"

namespace {

using models::Candidate;
using models::Population;
using models::PupilId;

sim::Universe universe(std::uint32_t replication = 0) {
  return sim::Universe(1, sim::Domain::simulation, replication);
}

/// A population and what it stands on.
class People {
 public:
  explicit People(models::Borough given, std::uint32_t replication = 0)
      : ground(std::move(given)), population(ground.borough, ground.terms), exposure(ground.terms) {
    exposure.tabulate(
        ground.borough.fixed_term,
        std::vector<double>(static_cast<std::size_t>(ground.borough.period.school_years()), 0.0));
    draw(replication);
  }
  void draw(std::uint32_t replication) { population.draw(universe(replication), exposure); }

  models::Ground ground;
  Population population;
  models::Exposure exposure;
};

models::Borough with_movement() {
  auto borough = small_borough::borough();
  borough.demography = {.intake = {{1999, 60}, {2005, 80}}, .arrivals = 6, .departures = 0.08};
  borough.fixed_term.rate.fill(0.2);
  borough.fixed_term.shape = 0.1;
  return borough;
}

TEST(Population, KeepsItsRollWithoutMovement) {
  auto borough = small_borough::borough();
  borough.demography.intake = {{1990, 3400}};
  const People people(borough);
  for (int year = 0; year < 3; ++year) EXPECT_EQ(people.population.roll(year), 40'800);
}

TEST(Population, GainsInEachYearGroupThePupilsWhoArrive) {
  auto borough = small_borough::borough();
  borough.period = {.first_school_year = 2000, .last_school_year = 2012, .report_from = 2000};
  borough.demography = {.intake = {{1980, 340}}, .arrivals = 20, .departures = 0};
  People people(borough);
  sim::Tally rolls;
  for (std::uint32_t replication = 0; replication < 300; ++replication) {
    people.draw(replication);
    rolls.add(static_cast<double>(people.population.roll(12)));
  }
  // Year group y has met y years of arrivals: 340 + 20 y pupils.
  const double mean = 12 * 340 + 20 * 66;
  EXPECT_NEAR(rolls.mean(), mean, 4 * std::sqrt(20 * 66.0 / 300));
}

TEST(Population, HasARollThatIsTheSumOfItsPupils) {
  const People people(with_movement());
  const auto& population = people.population;
  for (int year = 0; year < 3; ++year) {
    const sim::Instant census = sim::date(2010 + year, 9, 1);
    std::int64_t here = 0;
    for (int group = 0; group < models::year_groups; ++group) {
      const int cohort = Population::cohort_in(group, year);
      for (std::uint32_t number = 0; number < population.arrived(cohort, year); ++number) {
        const PupilId id = population.pupil_in_order(cohort, number);
        EXPECT_LE(population.arrival(id), census);
        here += population.departure(universe(), id) >= census ? 1 : 0;
      }
    }
    EXPECT_EQ(population.roll(year), here);
  }
}

TEST(Population, BalancesWhatFlowsThroughTheRoll) {
  const People people(with_movement());
  for (int year = 0; year < 3; ++year) {
    const auto flows = people.population.flows_before(year);
    EXPECT_EQ(people.population.roll(year),
              flows.entered + flows.arrived - flows.departed - flows.left);
  }
  EXPECT_EQ(people.population.flows_before(0).left, 0);
  EXPECT_GT(people.population.flows_before(2).departed, 50);
}

TEST(Population, FindsAsCandidatesExactlyThoseWhoseFirstExposureIsReached) {
  const People people(with_movement());
  const auto& population = people.population;
  std::size_t next = 0;
  for (int cohort = 0; cohort < people.exposure.cohorts(); ++cohort)
    for (std::uint32_t number = 0; number < population.arrived(cohort, 3); ++number) {
      const PupilId id = population.pupil_in_order(cohort, number);
      const auto block =
          universe().words({static_cast<std::uint32_t>(models::Purpose::first_cause), id.value, 0});
      const double first = sim::next_exposure(sim::unit_interval(sim::low_word(block)), 0.1, 0, 0);
      const auto& rates = population.rates(population.path_of(id));
      const double missed = population.entered_with_cohort(id)
                                ? 0
                                : people.exposure.at(cohort, rates, population.arrival(id));
      if (missed + first >= people.exposure.total(cohort, rates)) continue;
      ASSERT_LT(next, population.candidates().size());
      const Candidate& candidate = population.candidates()[next++];
      EXPECT_EQ(candidate.id, id);
      EXPECT_EQ(candidate.first_exposure, first);
      EXPECT_EQ(candidate.departs, population.departure(universe(), id));
    }
  EXPECT_EQ(next, population.candidates().size());
  EXPECT_GT(next, 100U);
}

TEST(Population, GivesPupilsNumbersThatDoNotDependOnOtherCohorts) {
  auto borough = with_movement();
  const People small(borough);
  borough.demography.intake = {{1999, 60}, {2005, 80}, {2009, 500}};
  const People larger(borough);

  constexpr int changed_from = 10;  // The cohort that entered Reception in 2009.
  std::vector<Candidate> before;
  std::vector<Candidate> after;
  for (const auto& candidate : small.population.candidates())
    if (Population::cohort_of(candidate.id) < changed_from) before.push_back(candidate);
  for (const auto& candidate : larger.population.candidates())
    if (Population::cohort_of(candidate.id) < changed_from) after.push_back(candidate);
  ASSERT_EQ(before.size(), after.size());
  for (std::size_t i = 0; i < before.size(); ++i) {
    EXPECT_EQ(before[i].id, after[i].id);
    EXPECT_EQ(before[i].first_exposure, after[i].first_exposure);
    EXPECT_EQ(before[i].departs, after[i].departs);
  }
}

TEST(Population, LosesPupilsAtTheRateOfDepartures) {
  auto borough = small_borough::borough();
  borough.demography = {.intake = {{1999, 5000}}, .arrivals = 0, .departures = 0.1};
  const People people(borough);

  const double stayers = 11 * 5000 * std::exp(-0.1 * 365 / 365.25) + 5000;
  EXPECT_NEAR(static_cast<double>(people.population.roll(1)), stayers,
              4 * std::sqrt(11 * 5000 * 0.0905 * 0.9095));
}

TEST(Population, GivesEachPupilADensePlaceOfTheirOwn) {
  const People people(with_movement());
  const auto& population = people.population;
  std::vector<int> taken(population.size(), 0);
  for (int cohort = 0; cohort < people.exposure.cohorts(); ++cohort)
    for (std::uint32_t number = 0; number < population.arrived(cohort, 3); ++number)
      ++taken.at(population.dense(population.pupil_in_order(cohort, number)));
  for (const int times : taken) EXPECT_LE(times, 1);
}

TEST(Population, NumbersThoseWhoComeLaterApartFromTheIntake) {
  auto borough = with_movement();
  const People small(borough);
  for (auto& [year, pupils] : borough.demography.intake) pupils += 7;
  const People larger(borough);
  int later = 0;
  for (int cohort = 3; cohort < small.exposure.cohorts(); ++cohort) {
    const std::uint32_t intake = small.population.arrived(cohort, std::max(0, cohort - 11));
    for (std::uint32_t order = intake; order < small.population.arrived(cohort, 3); ++order) {
      const PupilId id = small.population.pupil_in_order(cohort, order);
      EXPECT_FALSE(Population::entered_with_cohort(id));
      EXPECT_EQ(larger.population.pupil_in_order(cohort, order + 7), id);
      EXPECT_EQ(larger.population.arrival(id), small.population.arrival(id));
      EXPECT_TRUE(small.population.exists(id));
      ++later;
    }
    EXPECT_FALSE(small.population.exists(Population::pupil(cohort, intake)));
    EXPECT_TRUE(larger.population.exists(Population::pupil(cohort, intake + 6)));
  }
  EXPECT_GT(later, 20);
  EXPECT_FALSE(small.population.exists(Population::pupil(small.exposure.cohorts(), 0)));
}

}  // namespace
