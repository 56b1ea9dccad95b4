#include "models/partnership.h"

#include <gtest/gtest.h>

#include "sim/random/elementary.h"
#include "tests/models/small_menu.h"

namespace {

using models::Count;
using models::OptionKind;
using models::Setting;
using small_borough::Life;
using small_borough::monday;

models::Borough with_exclusions() {
  auto borough = small_menu::borough(20);
  borough.fixed_term.rate.fill(0.5);
  borough.fixed_term.shape = 0.5;
  return borough;
}

TEST(Partnership, RefersByTheRecordOfFixedTermExclusions) {
  auto borough = small_menu::borough(0);
  borough.regime.refer = {-2, -1};
  borough.regime.refer_record = 0.5;
  Life life(borough);
  const auto& world = life.world();

  EXPECT_NEAR(models::probability_of_referral(world, life.pupil(3), 1),
              sim::logistic(-2 + 0.5 * sim::log(2)), 1e-12);
  EXPECT_NEAR(models::probability_of_referral(world, life.pupil(9), 4),
              sim::logistic(-1 + 0.5 * sim::log(5)), 1e-12);
}

TEST(Partnership, RefersNobodyBeforeItsDate) {
  auto borough = with_exclusions();
  borough.regime.refer = {small_borough::always_happens, small_borough::always_happens};
  borough.regime.live = small_borough::from(sim::date(2011, 9, 1), true, false);
  Life life(borough);
  life.until_the_end();

  EXPECT_EQ(life.record().counted(Count::panel_cases, 0), 0);
  EXPECT_GT(life.record().counted(Count::panel_cases, 1), 20);
  EXPECT_GT(life.record().counted(Count::referrals, 0), 5) << "straight to the unit before then";
}

TEST(Partnership, ChangesNothingWhileItIsNotLive) {
  auto base = with_exclusions();
  base.regime = {};
  auto option = base;
  option.regime.refer = {small_borough::always_happens, small_borough::always_happens};
  option.regime.refer_record = 2;
  const models::Ground before(base);
  const models::Ground after(option);
  EXPECT_EQ(models::Model(before).run(0).yearly, models::Model(after).run(0).yearly);
}

TEST(Partnership, ChangesNothingUntilItsDate) {
  auto base = with_exclusions();
  base.regime = {};
  auto option = with_exclusions();
  option.regime.refer = {0, 0};
  option.regime.live = small_borough::from(sim::date(2012, 9, 1), true, false);
  Life before(base);
  Life after(option);
  before.until(sim::date(2012, 9, 1));
  after.until(sim::date(2012, 9, 1));
  for (std::size_t i = 0; i < models::counts; ++i)
    EXPECT_EQ(before.record().total(static_cast<Count>(i)),
              after.record().total(static_cast<Count>(i)))
        << i;
}

TEST(Partnership, DropsWhatWaitsWhenItEnds) {
  auto borough = small_menu::borough(0);
  borough.regime.live = small_borough::from(sim::date(2010, 9, 20), false, true);
  Life life(borough);
  life.until(monday);
  auto& pupil = life.pupil(8);
  models::bring_to_panel(life.world(), pupil);
  life.until(sim::date(2010, 11, 1));

  EXPECT_FALSE(pupil.before_panel);
  EXPECT_EQ(life.record().total(Count::panel_cases_dropped), 1);
  EXPECT_EQ(pupil.place.setting, Setting::mainstream);
}

}  // namespace
