#include <gtest/gtest.h>

#include "models/conservation.h"
#include "tests/models/measured.h"
#include "tests/models/small_borough.h"

namespace {

using models::Count;
using models::Setting;
using models::StartRow;
using models::Stock;
using small_borough::all_of;
using small_borough::Life;
using small_borough::monday;

constexpr sim::Date census = sim::date(2011, 1, 20);

StartRow row(StartRow::Provision provision, std::uint8_t number, int year_group, int leaving_year,
             int pupils) {
  return {.provision = provision,
          .number = number,
          .year_group = year_group,
          .leaving_year = leaving_year,
          .pupils = pupils};
}

models::Borough with(std::vector<StartRow> rows) {
  auto borough = small_borough::borough();
  borough.specialists = {small_borough::special_school(10)};
  borough.start_state = {.date = census, .rows = std::move(rows)};
  return borough;
}

TEST(StartState, ReplacesWhoeverIsInProvisionOnItsDate) {
  auto borough = with({row(StartRow::Provision::unit, 1, 9, 2012, 7),
                       row(StartRow::Provision::specialist, 0, 5, 2013, 4),
                       row(StartRow::Provision::independent, 0, 8, 2013, 3),
                       row(StartRow::Provision::tuition, 0, 10, 2011, 2),
                       row(StartRow::Provision::spot_place, 0, 7, 2011, 1)});
  Life life(borough);
  life.until(monday);
  const auto& at_unit = life.ask(life.pupil(10), models::Claim::owed);
  const auto& at_school = life.name(life.pupil(6));
  auto& complex_need = life.pupil(6, 1);
  complex_need.complex_need = true;
  life.name(complex_need);
  ASSERT_EQ(at_unit.place.setting, Setting::unit);
  ASSERT_EQ(at_school.place.setting, Setting::special_school);

  life.until(census + sim::Days{1});

  EXPECT_EQ(at_unit.place.setting, Setting::mainstream);
  EXPECT_EQ(at_school.place.setting, Setting::mainstream);
  EXPECT_FALSE(complex_need.waits_for_specialist);
  EXPECT_EQ(life.held(Setting::unit), 7);
  EXPECT_EQ(life.held(Setting::special_school), 4);
  EXPECT_EQ(life.held(Setting::independent), 3);
  EXPECT_EQ(life.held(Setting::tuition), 2);
  EXPECT_EQ(life.held(Setting::spot_place), 1);
  EXPECT_EQ(life.world().specialists[0].held[5], 4);
  models::recount(life.world());
}

TEST(StartState, EndsEachPlaceWithTheSummerOfItsLeavingYear) {
  auto borough = with({row(StartRow::Provision::unit, 1, 9, 2011, 7),
                       row(StartRow::Provision::unit, 1, 8, 2012, 5)});
  borough.units[1].stay.early.fill(small_borough::at_once);
  Life life(borough);
  life.until(sim::date(2011, 8, 30));
  EXPECT_EQ(life.held(Setting::unit), 12) << "nobody is reintegrated before";
  life.until(sim::date(2011, 9, 2));
  EXPECT_EQ(life.held(Setting::unit), 5);
  life.until(sim::date(2012, 9, 2));
  EXPECT_EQ(life.held(Setting::unit), 0);
}

TEST(StartState, LetsYearElevenLeaveSchoolAsEveryoneDoes) {
  auto borough = with({row(StartRow::Provision::independent, 0, 11, 2011, 6)});
  borough.independent.post_sixteen = 1;
  Life life(borough);
  life.until(sim::date(2011, 9, 2));
  EXPECT_EQ(life.held(Setting::independent), 0);
  EXPECT_GT(life.held(Setting::post_sixteen), 0);
}

TEST(StartState, RegistersPupilsAsItsRowsSay) {
  auto dual = row(StartRow::Provision::unit, 1, 9, 2012, 3);
  dual.registration = StartRow::Registration::dual_subsidiary;
  Life life(with({row(StartRow::Provision::unit, 1, 9, 2012, 2), dual}));
  life.until(census + sim::Days{1});
  EXPECT_EQ(life.record().held(Stock::dual_registered), 3);
  EXPECT_EQ(life.record().held(Setting::unit, models::Reason::referred), 3);
  EXPECT_EQ(life.record().held(Setting::unit, models::Reason::excluded), 2);
}

TEST(StartState, LeavesThePastAsItIs) {
  auto base = small_borough::borough();
  base.fixed_term.rate.fill(0.5);
  base.exclusion.base = {-3, -3};
  auto option = base;
  option.start_state = {.date = sim::date(2012, 12, 31),
                        .rows = {row(StartRow::Provision::unit, 1, 9, 2014, 20)}};
  Life first(base);
  Life second(option);
  for (Life* life : {&first, &second}) life->until(sim::date(2012, 12, 31));
  for (std::size_t i = 0; i < models::counts; ++i)
    EXPECT_EQ(first.record().total(static_cast<Count>(i)),
              second.record().total(static_cast<Count>(i)));
  second.until(sim::date(2013, 1, 1));
  EXPECT_EQ(second.held(Setting::unit), 20);
  option.start_state.date = sim::never;
  EXPECT_EQ(all_of(option, 3), all_of(base, 3));
}

TEST(StartState, KeepsEveryConservationLaw) {
  auto borough = with({row(StartRow::Provision::unit, 1, 9, 2012, 7),
                       row(StartRow::Provision::unit, 0, 6, 2011, 2),
                       row(StartRow::Provision::spot_place, 0, 7, 2012, 3),
                       row(StartRow::Provision::tuition, 0, 6, 2012, 2)});
  borough.fixed_term.rate.fill(1);
  borough.exclusion.base = {-2, -2};
  borough.exclusion.withdrawn = {0.3, 0.3};
  borough.units[1].places = 9;
  borough.units[1].stay.early.fill(1);
  borough.units[1].stay.plan_request = 0.5;
  borough.reintegration = {.success = 1, .failure = 1};
  borough.demography.departures = 0.1;
  const models::Ground ground(borough);
  models::Model model(ground);
  for (std::uint32_t replication = 0; replication < 20; ++replication)
    EXPECT_NO_THROW(model.run(replication));
}

}  // namespace
