#include "models/panel.h"

#include <cmath>
#include <functional>

#include <gtest/gtest.h>

#include "tests/models/small_menu.h"

namespace {

using models::Count;
using models::OptionKind;
using models::Reason;
using models::Setting;
using small_borough::Life;
using small_borough::monday;

TEST(Panel, HearsACaseWhenItNextMeets) {
  Life life(small_menu::only(small_menu::option(OptionKind::alternative_provision, 10)));
  life.until(monday);
  auto& pupil = life.pupil(8);
  models::bring_to_panel(life.world(), pupil);

  EXPECT_TRUE(pupil.before_panel);
  EXPECT_EQ(pupil.place.setting, Setting::mainstream);
  life.until(sim::date(2010, 10, 4));  // The first meeting was on 6 September.
  EXPECT_EQ(pupil.place.setting, Setting::mainstream);
  life.until(sim::date(2010, 10, 5));
  EXPECT_EQ(pupil.place.setting, Setting::alternative);
  EXPECT_EQ(pupil.place.reason, Reason::agreed);
  EXPECT_FALSE(pupil.before_panel);
}

TEST(Panel, HearsNoMoreThanItsMostCasesAtAMeeting) {
  auto borough = small_menu::only(small_menu::option(OptionKind::alternative_provision, 10));
  borough.panel.most_cases = 2;
  Life life(borough);
  life.until(monday);
  for (std::uint32_t number = 0; number < 5; ++number)
    models::bring_to_panel(life.world(), life.pupil(8, number));

  life.until(monday + sim::Days{28});
  EXPECT_EQ(life.held(Setting::alternative), 2);
  EXPECT_EQ(life.pupil(8, 1).place.setting, Setting::alternative) << "first come, first heard";
  life.until(monday + sim::Days{56});
  EXPECT_EQ(life.held(Setting::alternative), 4);
}

TEST(Panel, HearsAPupilOnceHoweverOftenReferred) {
  Life life(small_menu::borough(0));
  life.until(monday);
  auto& pupil = life.pupil(8);
  models::bring_to_panel(life.world(), pupil);
  models::bring_to_panel(life.world(), pupil);

  EXPECT_EQ(life.record().total(Count::panel_cases), 1);
}

TEST(Panel, DropsTheCaseOfAPupilWhoIsElsewhereByThen) {
  Life life(small_menu::borough(0));
  life.until(monday);
  auto& pupil = life.pupil(8);
  models::bring_to_panel(life.world(), pupil);
  life.exclude(pupil);
  life.until(monday + sim::Days{40});

  EXPECT_EQ(life.record().total(Count::panel_cases_dropped), 1);
  EXPECT_EQ(life.world().panels.decided, 0);
}

TEST(Panel, ChoosesInTheSharesOfTheMenu) {
  Life life(small_menu::borough(60));
  std::array<std::int64_t, 4> chosen{};
  std::int64_t sum = 0;
  for (std::uint32_t replication = 0; replication < 20; ++replication) {
    life.begin(replication);
    life.until_the_end();
    std::size_t i = 0;
    for (const auto kind : {OptionKind::support_in_school, OptionKind::managed_move,
                            OptionKind::alternative_provision, OptionKind::unit}) {
      chosen[i] += small_menu::chosen(life, kind);
      sum += small_menu::chosen(life, kind);
      ++i;
    }
  }
  ASSERT_GT(sum, 2000);
  const std::array shares{0.4, 0.2, 0.2, 0.2};
  for (std::size_t i = 0; i < shares.size(); ++i)
    EXPECT_NEAR(static_cast<double>(chosen[i]) / static_cast<double>(sum), shares[i],
                4 * std::sqrt(0.25 / static_cast<double>(sum)))
        << i;
}

TEST(Panel, SharesOutWhatIsFullInProportionToTheRest) {
  auto borough = small_menu::borough(60);
  borough.units[1].places = 0;
  Life life(borough);
  std::int64_t supported = 0;
  std::int64_t sum = 0;
  for (std::uint32_t replication = 0; replication < 20; ++replication) {
    life.begin(replication);
    life.until_the_end();
    supported += small_menu::chosen(life, OptionKind::support_in_school);
    sum += life.world().panels.decided;
    EXPECT_EQ(small_menu::chosen(life, OptionKind::unit), 0);
  }
  EXPECT_NEAR(static_cast<double>(supported) / static_cast<double>(sum), 0.5,
              4 * std::sqrt(0.25 / static_cast<double>(sum)));
}

TEST(Panel, KeepsAPupilAtSchoolForWantOfAUnitForAsLongAsSupportLasts) {
  auto borough = small_menu::borough(0);
  borough.options = {small_menu::option(OptionKind::support_in_school, 0.001),
                     small_menu::option(OptionKind::unit, 9.999)};
  borough.units[1].places = 0;
  Life life(borough);
  life.until(monday);
  const auto& pupil = small_menu::bring(life, life.pupil(8));

  EXPECT_EQ(pupil.place.setting, Setting::mainstream);
  EXPECT_EQ(pupil.place.reason, Reason::unit_full);
  life.until(sim::date(2011, 2, 1));
  EXPECT_EQ(pupil.place.reason, Reason::none);
}

TEST(Panel, HoldsACaseOverWhenNothingIsOpen) {
  auto option = small_menu::option(OptionKind::alternative_provision, 10);
  option.places = small_borough::from(sim::date(2010, 12, 1), 5, 0);
  Life life(small_menu::only(option));
  life.until(monday);
  const auto& pupil = small_menu::bring(life, life.pupil(8));

  EXPECT_TRUE(pupil.before_panel);
  EXPECT_EQ(pupil.place.setting, Setting::mainstream);
  life.until(sim::date(2011, 1, 20));
  EXPECT_EQ(pupil.place.setting, Setting::alternative);
}

TEST(Panel, CarriesOutWhatItChooses) {
  const auto after = [](OptionKind kind) {
    auto borough = small_menu::only(small_menu::option(kind, 10));
    borough.plans.on_time = 0.5;
    borough.out_of_sight.part_time_weeks = 1000;
    Life life(borough);
    life.until(monday);
    small_menu::bring(life, life.pupil(8));
    return life.pupil(8);
  };
  EXPECT_EQ(after(OptionKind::support_in_school).place.setting, Setting::mainstream);
  EXPECT_EQ(after(OptionKind::managed_move).place.setting, Setting::managed_move);
  EXPECT_EQ(after(OptionKind::short_break).place.setting, Setting::short_break);
  EXPECT_EQ(after(OptionKind::alternative_provision).place.setting, Setting::alternative);
  EXPECT_EQ(after(OptionKind::school_provision).place.setting, Setting::school_provision);
  EXPECT_EQ(after(OptionKind::partnership_place).place.setting, Setting::partnership_place);
  EXPECT_EQ(after(OptionKind::unit).place.setting, Setting::unit);
  EXPECT_EQ(after(OptionKind::part_time).place.setting, Setting::part_time);
  EXPECT_EQ(after(OptionKind::home_education).place.setting, Setting::home_education);
  EXPECT_EQ(after(OptionKind::exclude).decisions, 1);
  EXPECT_EQ(after(OptionKind::plan_request).plan, models::PlanStatus::under_assessment);
}

TEST(Panel, WritesWhatWasOpenAndWhyNotAndTheOdds) {
  auto borough = small_menu::borough(0);
  borough.units[1].places = 0;
  borough.options[small_menu::provision].places = 0;
  Life life(borough);
  life.until(monday);
  const auto& pupil = small_menu::bring(life, life.pupil(8));

  EXPECT_NE(life.told(pupil,
                      "support-in-school: 66.7 in 100; managed-move: 33.3 in 100; "
                      "alternative-provision: full; unit: full. Chosen: "),
            sim::never);
}

/// In how many of 100 replications `option` chooses more of `kind` than `base`, ties aside.
int replications_with_more(const models::Borough& base, const models::Borough& option,
                           OptionKind kind) {
  Life before(base);
  Life after(option);
  int more = 0;
  for (std::uint32_t replication = 0; replication < 100; ++replication) {
    before.begin(replication);
    after.begin(replication);
    before.until_the_end();
    after.until_the_end();
    more += small_menu::chosen(after, kind) > small_menu::chosen(before, kind);
  }
  return more;
}

TEST(Panel, ChoosesAnOptionMoreOftenWhenThereAreMorePlaces) {
  auto base = small_menu::borough(60);
  base.options[small_menu::provision].places = 1;
  auto option = base;
  option.options[small_menu::provision].places = 10;
  EXPECT_GE(replications_with_more(base, option, OptionKind::alternative_provision), 95);
}

TEST(Panel, ChoosesAnOptionMoreOftenWhenItsEffectRises) {
  const auto base = small_menu::borough(60);
  auto option = base;
  option.panel.weight_effect = 4;
  option.options[small_menu::provision].effect = small_borough::from(sim::date(2010, 9, 2), 0.5);
  EXPECT_GE(replications_with_more(base, option, OptionKind::alternative_provision), 95);
}

TEST(Panel, ChoosesAnOptionLessOftenWhenItIsFurtherAway) {
  const auto base = small_menu::borough(60);
  auto option = base;
  option.panel.weight_distance = 0.2;
  option.options[small_menu::provision].distance = small_borough::from(sim::date(2010, 9, 2), 12.0);
  EXPECT_GE(replications_with_more(option, base, OptionKind::alternative_provision), 95);
}

TEST(Panel, ChoosesTheSameWhenALosingOptionCloses) {
  const auto settings_of = [](const models::Borough& borough) {
    Life life(borough);
    life.until(monday);
    for (std::uint32_t number = 0; number < 60; ++number)
      models::bring_to_panel(life.world(), life.pupil(8, number));
    life.until(monday + sim::Days{30});
    std::vector<Setting> settings;
    for (std::uint32_t number = 0; number < 60; ++number)
      settings.push_back(life.pupil(8, number).place.setting);
    return settings;
  };
  const auto all = settings_of(small_menu::borough(0));
  auto closed = small_menu::borough(0);
  closed.options[small_menu::provision].places = 0;
  const auto fewer = settings_of(closed);
  int changed = 0;
  for (std::size_t i = 0; i < all.size(); ++i) {
    if (all[i] == Setting::alternative)
      ++changed;
    else
      EXPECT_EQ(fewer[i], all[i]) << i;
  }
  EXPECT_GT(changed, 3);
}

}  // namespace
