#include "models/pupil_group.h"

#include <cmath>
#include <set>

#include <gtest/gtest.h>

#include "tests/models/small_borough.h"

namespace {

using models::PupilGroup;
using small_borough::Life;

models::Borough with_groups(double relative_risk) {
  auto borough = small_borough::borough();
  borough.demography.intake = {{1999, 400}};
  borough.fixed_term.rate.fill(0.5);
  borough.fixed_term.shape = 1e6;
  borough.groups = {{.id = "first", .name = "First", .share = 0.2, .relative_risk = relative_risk},
                    {.id = "second", .name = "Second", .share = 0.5, .relative_risk = 1}};
  return borough;
}

double counted(Life& life, std::size_t group) {
  double sum = 0;
  for (int year = 0; year < 3; ++year)
    sum += static_cast<double>(
        life.world().by_group.counted(models::GroupCounts::What::fixed_term, group, year));
  return sum;
}

TEST(PupilGroup, SpreadsTheRiskAndLeavesItsMean) {
  const auto groups = with_groups(4).groups;
  EXPECT_DOUBLE_EQ(models::risk_of(groups, 0), 1 / 1.6);
  EXPECT_DOUBLE_EQ(models::risk_of(groups, 1), 4 / 1.6);
  EXPECT_DOUBLE_EQ(models::risk_of(groups, 3), 4 / 1.6) << "the second tells nothing of risk";
  EXPECT_DOUBLE_EQ(0.8 / 1.6 + 0.2 * 4 / 1.6, 1);
  EXPECT_DOUBLE_EQ(models::greatest_risk(groups), 4 / 1.6);
  EXPECT_DOUBLE_EQ(models::greatest_risk(with_groups(0.5).groups), 1 / 0.9);
}

TEST(PupilGroup, HasExclusionsByItsShareAndItsRisk) {
  Life life(with_groups(4));
  life.until_the_end();

  const double all = 3 * 0.5 * 400 * 12;
  EXPECT_NEAR(static_cast<double>(life.record().total(models::Count::fixed_term)), all,
              4 * std::sqrt(all));
  EXPECT_NEAR(counted(life, 0) / all, 0.2 * 4 / 1.6, 0.05);
  EXPECT_NEAR(counted(life, 1) / all, 0.5, 0.05);
}

TEST(PupilGroup, HasItsPermanentExclusionsCounted) {
  auto borough = with_groups(4);
  borough.fixed_term.rate.fill(0);
  borough.exclusion.withdrawn = {0.0, 0.0};
  Life life(borough);
  std::int64_t members = 0;
  for (std::uint32_t number = 0; number < 50; ++number) {
    const auto& pupil = life.exclude(life.pupil(8, number));
    members += pupil.groups & 1U;
  }
  life.until_the_end();
  EXPECT_GT(members, 2);
  EXPECT_EQ(life.world().by_group.counted(models::GroupCounts::What::permanent, 0, 0), members);
}

TEST(PupilGroup, FindsEveryCandidateOfAGroupAtRisk) {
  auto borough = with_groups(6);
  borough.fixed_term.shape = 0.05;
  Life life(borough);
  const auto& world = life.world();
  std::set<std::uint32_t> candidates;
  for (const auto& candidate : world.population.candidates()) candidates.insert(candidate.id.value);
  int expected = 0;
  for (int cohort = 0; cohort < world.exposure.cohorts(); ++cohort)
    for (std::uint32_t number = 0; number < 400; ++number) {
      const auto id = models::Population::pupil(cohort, number);
      const double u = world.uniform(models::Purpose::first_cause, id.value, 0);
      const double risk =
          models::risk_of(borough.groups, models::groups_of(world.universe, borough.groups, id));
      const bool meets = sim::next_exposure(u, 0.05, 0, 0) <
                         risk * world.exposure.total(cohort, world.population.rates(0));
      expected += meets ? 1 : 0;
      EXPECT_EQ(candidates.count(id.value), meets ? 1U : 0U);
    }
  EXPECT_GT(expected, 50);
}

TEST(PupilGroup, ChangesNothingWithoutARisk) {
  auto borough = with_groups(1);
  borough.exclusion.base = {-3, -3};
  Life grouped(borough);
  borough.groups.clear();
  Life plain(borough);
  grouped.until_the_end();
  plain.until_the_end();

  const auto& these = grouped.diary().entries();
  const auto& those = plain.diary().entries();
  ASSERT_EQ(these.size(), those.size());
  for (std::size_t n = 0; n < these.size(); ++n) {
    EXPECT_EQ(these[n].at, those[n].at);
    EXPECT_EQ(these[n].text, those[n].text);
  }
}

}  // namespace
