#include <gtest/gtest.h>

#include "tests/models/small_menu.h"

namespace {

using models::OptionKind;
using models::Service;
using models::Setting;
using small_borough::Life;
using small_borough::monday;

models::Option provision() {
  return small_menu::option(OptionKind::alternative_provision, 10);
}

TEST(AlternativeProvision, LastsItsSchoolWeeks) {
  auto option = provision();
  option.weeks = 6;
  Life life(small_menu::only(option));
  life.until(monday);
  const auto& pupil = small_menu::bring(life, life.pupil(8));
  const sim::Instant began = life.told(pupil, "Goes to");
  life.until(sim::date(2011, 3, 1));

  EXPECT_EQ(life.told(pupil, "Back at school"),
            life.world().ground.terms.school_day_after(began, 30));
  EXPECT_EQ(pupil.place.setting, Setting::mainstream);
}

TEST(AlternativeProvision, LeavesLessExposureForAWhile) {
  auto option = provision();
  option.effect = 0.4;
  option.effect_weeks = 8;
  Life life(small_menu::only(option));
  life.until(monday);
  const auto& pupil = small_menu::bring(life, life.pupil(8));
  EXPECT_EQ(pupil.share, 0) << "none while away";
  life.until(sim::date(2011, 1, 31));
  EXPECT_NEAR(pupil.share, 0.6, 1e-12);
  life.until(sim::date(2011, 5, 1));
  EXPECT_EQ(pupil.share, 1);
}

TEST(AlternativeProvision, MayGoBeforeThePanelAgain) {
  auto option = provision();
  option.back_to_panel = 1;
  Life life(small_menu::only(option));
  life.until(monday);
  const auto& pupil = small_menu::bring(life, life.pupil(8));
  life.until(sim::date(2011, 4, 1));

  EXPECT_EQ(pupil.panels, 2);
}

TEST(AlternativeProvision, GivesUpThePlaceOfWhoeverIsExcludedOrMovesAway) {
  Life life(small_menu::only(provision()));
  life.until(monday);
  auto& excluded = life.pupil(8, 0);
  auto& mover = life.pupil(8, 1);
  mover.departs = sim::date(2010, 11, 1);
  models::bring_to_panel(life.world(), mover);
  small_menu::bring(life, excluded);
  EXPECT_EQ(life.world().panels.options[0].places[0].held(), 2);
  life.exclude(excluded);
  life.until(sim::date(2010, 11, 2));

  EXPECT_EQ(life.world().panels.options[0].places[0].held(), 0);
  EXPECT_EQ(mover.place.setting, Setting::gone);
}

TEST(AlternativeProvision, EndsWithTheOldestYearGroupItTakes) {
  auto option = provision();
  option.last_year = 8;
  option.weeks = 100;
  auto borough = small_menu::only(option);
  Life life(borough);
  life.until(monday);
  auto& grown = life.pupil(8);
  auto& younger = life.pupil(7);
  models::bring_to_panel(life.world(), younger);
  small_menu::bring(life, grown);
  life.until(sim::date(2011, 9, 2));

  EXPECT_EQ(grown.place.setting, Setting::mainstream);
  EXPECT_EQ(younger.place.setting, Setting::alternative);
}

TEST(AlternativeProvision, IsLeftAtTheEndOfYear11) {
  auto option = provision();
  option.weeks = 100;
  Life life(small_menu::only(option));
  life.until(monday);
  const auto& pupil = small_menu::bring(life, life.pupil(11));
  life.until(sim::date(2011, 9, 2));

  EXPECT_EQ(pupil.place.setting, Setting::gone);
  EXPECT_EQ(life.world().panels.options[0].places[0].held(), 0);
}

TEST(AlternativeProvision, IsPaidByWhomeverTheMenuSays) {
  const auto paid = [](models::OptionPayer payer, Service service) {
    auto option = provision();
    option.weeks = 100;
    option.price = sim::Money::pounds(13'000);
    option.paid_by = payer;
    Life life(small_menu::only(option));
    life.until(monday);
    small_menu::bring(life, life.pupil(8));
    life.until(sim::date(2011, 4, 2));
    life.until(sim::date(2012, 4, 2));
    return life.world().ledger.posted(2011, service).in_pence();
  };
  const auto year = sim::Money::pounds(13'000).in_pence();
  EXPECT_EQ(paid(models::OptionPayer::authority, Service::alternative_provision), year);
  EXPECT_EQ(paid(models::OptionPayer::school, Service::provision_by_schools), year);
  EXPECT_EQ(paid(models::OptionPayer::partnership, Service::provision_by_partnerships), year);
}

TEST(AlternativeProvision, HasPlacesForEachPartnershipWhereTheMenuSaysSo) {
  auto option = small_menu::option(OptionKind::partnership_place, 10);
  option.places = 1;
  option.each_partnership = true;
  auto borough = small_menu::only(option);
  borough.schools = {.partnerships = 2, .primary = 4, .secondary = 2, .concentration = {0, 0}};
  Life life(borough);
  life.until(monday);
  for (std::uint32_t number = 0; number < 8; ++number)
    models::bring_to_panel(life.world(), life.pupil(8, number));
  life.until(monday + sim::Days{30});
  EXPECT_EQ(life.held(Setting::partnership_place), 2);

  models::change_partnership_places(life.world(), 1, 2);
  life.until(monday + sim::Days{60});
  EXPECT_EQ(life.held(Setting::partnership_place), 4) << "two more were bought";
  EXPECT_EQ(life.world().panels.options[0].places[0].held(), 1);
  EXPECT_EQ(life.world().panels.options[0].places[1].held(), 3);
}

}  // namespace
