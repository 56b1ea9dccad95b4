// What is added and does nothing changes nobody else's life: every other pupil's diary is the same,
// word for word.

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "tests/invariants/random_borough.h"

namespace {

using models::Borough;
using models::PupilId;
using random_borough::boroughs;
using random_borough::drawn;

struct Story {
  models::Diary diary;
  std::vector<PupilId> noticed;
};

Story story_of(const Borough& borough) {
  Story story;
  const models::Ground ground(borough);
  models::Model model(ground);
  model.run(0, story.diary);
  for (const auto& pupil : model.world().noticed()) story.noticed.push_back(pupil.id);
  return story;
}

void expect_the_same(const Story& before, const Story& after) {
  const auto& these = before.diary.entries();
  const auto& those = after.diary.entries();
  ASSERT_EQ(these.size(), those.size());
  for (std::size_t n = 0; n < these.size(); ++n) {
    ASSERT_EQ(these[n].at, those[n].at);
    ASSERT_EQ(these[n].pupil, those[n].pupil);
    ASSERT_EQ(these[n].text, those[n].text);
  }
}

void expect_nothing_of(const std::function<void(Borough&)>& addition) {
  for (std::uint32_t number = 0; number < boroughs(20); ++number) {
    SCOPED_TRACE(number);
    const Borough base = drawn(number);
    Borough option = base;
    addition(option);
    expect_the_same(story_of(base), story_of(option));
  }
}

TEST(InertAdditions, APupilWhoNeverComesToNoticeChangesNobodysLife) {
  constexpr int year = 2006;  // Year 4 in the first school year of the run.
  constexpr int cohort = year - (2010 - models::last_year);
  int inert = 0;
  for (std::uint32_t number = 0; number < boroughs(40); ++number) {
    Borough base = drawn(number);
    // What is shared out by headcount belongs to one more pupil too.
    base.quota = {};
    base.devolution = {};
    Borough option = base;
    const int pupils = base.demography.intake.front().second;
    auto& intake = option.demography.intake;
    intake.insert(intake.begin() + 1, {{year, pupils + 1}, {year + 1, pupils}});
    const PupilId added = models::Population::pupil(cohort, static_cast<std::uint32_t>(pupils));
    const Story after = story_of(option);
    bool noticed = false;
    for (const PupilId id : after.noticed) noticed |= id == added;
    if (noticed) continue;  // Excluded, or picked for a request or referral: not inert.
    SCOPED_TRACE(number);
    expect_the_same(story_of(base), after);
    ++inert;
  }
  EXPECT_GT(inert, static_cast<int>(boroughs(40)) / 4) << "too few additions were really inert";
}

TEST(InertAdditions, ASchoolWithoutPupilsChangesNobodysLife) {
  expect_nothing_of([](Borough& borough) {
    borough.schools.without_pupils = {3, 1};
    models::Intervention given;
    given.id = "for-the-empty-school";
    given.first_year = 7;
    given.schools = {borough.schools.secondary};  // The first without pupils, counted from 0.
    given.from = sim::date(2011, 1, 1);
    given.reach = 1.0;
    for (double& effect : given.effect) effect = 0.9;
    borough.interventions.push_back(given);
  });
}

TEST(InertAdditions, AUnitWithoutPlacesChangesNobodysLife) {
  expect_nothing_of([](Borough& borough) {
    borough.units.push_back(small_borough::unit("without-places", 0, 11, 0));
    borough.units.back().takes_excluded = false;
  });
}

TEST(InertAdditions, ASpecialistProviderWithoutPlacesChangesNobodysLife) {
  expect_nothing_of([](Borough& borough) {
    borough.specialists.push_back(small_borough::special_school(0));
    borough.specialists.back().id = "without-places";
  });
}

TEST(InertAdditions, APartnershipWithoutSchoolsChangesNobodysLife) {
  expect_nothing_of([](Borough& borough) {
    for (int number = 0; number <= borough.schools.partnerships; ++number)
      borough.partnerships.push_back({"partnership-" + std::to_string(number), "Partnership"});
  });
}

TEST(InertAdditions, OptionsOfNoShareChangeNobodysTurnWhenSchoolsOpen) {
  Borough base = small_borough::borough();
  base.fixed_term.rate.fill(1e-12);  // Options follow the shape of these rates.
  base.out_of_sight.missing = {100.0, 100.0};
  base.out_of_sight.part_time = {100.0, 100.0};
  models::Option given;
  given.id = "short-break";
  given.kind = models::OptionKind::short_break;
  given.weeks = 2;
  given.before_panels = 200.0;
  base.options = {given};
  Borough option = base;
  given.kind = models::OptionKind::managed_move;
  given.before_panels = 0.0;
  option.options.insert(option.options.begin(), 8, given);
  const Story before = story_of(base);
  EXPECT_GT(before.diary.entries().size(), 500U);
  expect_the_same(before, story_of(option));
}

}  // namespace
