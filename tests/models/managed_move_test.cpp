#include <cmath>

#include <gtest/gtest.h>

#include "tests/models/small_menu.h"

namespace {

using models::Count;
using models::OptionKind;
using models::Setting;
using small_borough::Life;
using small_borough::monday;

models::Option move(double success) {
  auto made = small_menu::option(OptionKind::managed_move, 10);
  made.success = success;
  return made;
}

TEST(ManagedMove, KeepsThePupilAtTheNewSchoolWhenItSucceeds) {
  Life life(small_menu::only(move(1)));
  life.until(monday);
  auto& pupil = life.pupil(8);
  const int before = pupil.school;
  small_menu::bring(life, pupil);

  ASSERT_EQ(pupil.place.setting, Setting::managed_move);
  EXPECT_EQ(pupil.school, before) << "on trial first";
  life.until(sim::date(2011, 2, 1));
  EXPECT_EQ(pupil.place.setting, Setting::mainstream);
  EXPECT_NE(pupil.school * 2 / 4, before * 2 / 4) << "the other secondary school";
  EXPECT_EQ(life.record().total(Count::managed_moves_succeeded), 1);
}

TEST(ManagedMove, MeetsItsShareOfTheUsualExposureMeanwhile) {
  auto option = move(1);
  option.exposure_share = 0.5;
  Life life(small_menu::only(option));
  life.until(monday);
  const auto& pupil = small_menu::bring(life, life.pupil(8));
  ASSERT_EQ(pupil.place.setting, Setting::managed_move);
  EXPECT_DOUBLE_EQ(pupil.share, 0.5);
  life.until(sim::date(2011, 2, 1));
  EXPECT_DOUBLE_EQ(pupil.share, 1);
}

TEST(ManagedMove, LastsTwelveSchoolWeeks) {
  Life life(small_menu::only(move(1)));
  life.until(monday);
  const auto& pupil = small_menu::bring(life, life.pupil(8));
  const sim::Instant began = life.told(pupil, "A managed move begins");
  life.until(sim::date(2011, 3, 1));

  EXPECT_EQ(life.told(pupil, "succeeds: on roll"),
            life.world().ground.terms.school_day_after(began, 60));
}

TEST(ManagedMove, ReturnsThePupilWhenItFails) {
  Life life(small_menu::only(move(0)));
  life.until(monday);
  auto& pupil = life.pupil(8);
  const int before = pupil.school;
  small_menu::bring(life, pupil);
  life.until(sim::date(2011, 2, 1));

  EXPECT_EQ(pupil.place.setting, Setting::mainstream);
  EXPECT_EQ(pupil.school, before);
  EXPECT_EQ(life.record().total(Count::managed_moves_failed), 1);
  EXPECT_EQ(pupil.decisions, 0);
}

TEST(ManagedMove, MayEndInExclusionOrBeforeThePanelAgainWhenItFails) {
  auto excluded = move(0);
  excluded.failed_excluded = 1;
  auto again = move(0);
  again.back_to_panel = 1;
  Life first(small_menu::only(excluded));
  Life second(small_menu::only(again));
  for (Life* life : {&first, &second}) {
    life->until(monday);
    small_menu::bring(*life, life->pupil(8));
    life->until(sim::date(2011, 1, 31));
  }
  EXPECT_EQ(first.pupil(8).decisions, 1);
  EXPECT_EQ(second.pupil(8).decisions, 0);
  EXPECT_EQ(second.record().total(Count::panel_cases), 2);
}

TEST(ManagedMove, SucceedsAsOftenAsItsOdds) {
  Life life(small_menu::only(move(0.55), 60));
  std::int64_t succeeded = 0;
  std::int64_t ended = 0;
  for (std::uint32_t replication = 0; replication < 10; ++replication) {
    life.begin(replication);
    life.until_the_end();
    succeeded += life.record().total(Count::managed_moves_succeeded);
    ended += life.record().total(Count::managed_moves_succeeded) +
             life.record().total(Count::managed_moves_failed);
  }
  ASSERT_GT(ended, 500);
  EXPECT_NEAR(static_cast<double>(succeeded) / static_cast<double>(ended), 0.55,
              4 * std::sqrt(0.25 / static_cast<double>(ended)));
}

TEST(ManagedMove, TakesTurnsAmongSchoolsRelativeToTheirSize) {
  auto borough = small_menu::only(move(0));
  borough.schools = {.partnerships = 1, .primary = 6, .secondary = 3, .concentration = {0, 0}};
  Life life(borough);
  life.until(monday);
  for (std::uint32_t number = 0; number < 36; ++number)
    models::bring_to_panel(life.world(), life.pupil(8, number));
  life.until(monday + sim::Days{30});

  const auto& taken = life.world().panels.moves_taken;
  EXPECT_EQ(taken[6] + taken[7] + taken[8], 36);
  for (std::size_t school = 6; school < 9; ++school) EXPECT_NEAR(taken[school], 12, 1) << school;
}

TEST(ManagedMove, GoesToANeighbourWhenThePartnershipHasNoOtherSchool) {
  auto borough = small_menu::only(move(1));
  borough.schools = {.partnerships = 2, .primary = 2, .secondary = 2, .concentration = {0, 0}};
  Life life(borough);
  life.until(monday);
  auto& pupil = life.pupil(8);
  const int before = pupil.school;
  small_menu::bring(life, pupil);
  life.until(sim::date(2011, 2, 1));

  EXPECT_NE(pupil.school, before);
}

TEST(ManagedMove, NeedsASchoolWithRoom) {
  auto borough = small_menu::borough(0);
  borough.options = {move(1), small_menu::option(OptionKind::support_in_school, 1e-6)};
  borough.options[0].places = 1;
  Life life(borough);
  life.until(monday);
  for (std::uint32_t number = 0; number < 20; ++number)
    models::bring_to_panel(life.world(), life.pupil(8, number));
  life.until(monday + sim::Days{30});

  EXPECT_EQ(life.held(Setting::managed_move), 2) << "one at each of two schools";
  EXPECT_EQ(small_menu::chosen(life, OptionKind::support_in_school), 18);
}

TEST(ManagedMove, IsCutShortByAnExclusionOrTheEndOfPrimarySchool) {
  Life life(small_menu::only(move(1)));
  life.until(sim::date(2011, 6, 1));
  auto& excluded = life.pupil(8);
  auto& leaver = life.pupil(6);
  models::bring_to_panel(life.world(), excluded);
  models::bring_to_panel(life.world(), leaver);
  life.until(sim::date(2011, 7, 15));
  ASSERT_EQ(leaver.place.setting, Setting::managed_move);
  life.exclude(excluded);
  life.until(sim::date(2011, 9, 2));

  EXPECT_EQ(life.record().total(Count::managed_moves_cut_short), 2);
  EXPECT_EQ(leaver.place.setting, Setting::mainstream);
}

TEST(ManagedMove, HappensWithoutPanelsAtItsRate) {
  auto option = move(0.5);
  option.before_panels = 15.0;
  auto borough = small_menu::only(option);
  borough.regime = {};
  Life life(borough, small_borough::always_open(borough.period));
  double begun = 0;
  for (std::uint32_t replication = 0; replication < 50; ++replication) {
    life.begin(replication);
    life.until_the_end();
    begun += static_cast<double>(life.record().total(Count::managed_moves));
  }
  EXPECT_NEAR(begun / 50 / 3, 15, 4 * std::sqrt(15.0 / 150));
}

}  // namespace
