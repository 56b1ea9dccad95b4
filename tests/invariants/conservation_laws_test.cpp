// Laws that hold in every borough, at every instant: no pupil, place, day or penny is made or lost.

#include <cstdint>

#include <gtest/gtest.h>

#include "models/conservation.h"
#include "tests/invariants/random_borough.h"

namespace {

using models::Count;
using models::Reason;
using models::Setting;
using random_borough::boroughs;
using random_borough::drawn;
using small_borough::Life;

bool is_displaced(Setting setting) {
  return setting != Setting::mainstream && setting != Setting::trial && setting != Setting::gone;
}

TEST(Borough, KeepsEveryConservationLaw) {
  std::int64_t busy = 0;
  for (std::uint32_t number = 0; number < boroughs(400); ++number) {
    const models::Ground ground(drawn(number));
    models::Model model(ground);
    for (std::uint32_t replication = 0; replication < 3; ++replication) {
      EXPECT_NO_THROW(model.run(replication)) << "borough " << number << ", " << replication;
      busy += model.world().record.total(Count::permanent) > 0 &&
              model.world().record.total(Count::waited_past_day_six) > 0 &&
              model.world().record.total(Count::trials) > 0 &&
              model.world().record.total(Count::specialist_named) > 0;
    }
  }
  EXPECT_GT(busy, 3 * boroughs(400) / 2) << "in most of them everything happens";
}

/// A model of which everything is counted again from the pupils up, as a census does: after the
/// last event of each instant, so before the next one.
struct Recounted {
  models::Model& model;
  sim::Instant latest;
  std::int64_t events = 0;
  std::int64_t recounts = 0;

  bool is_current(const sim::Slot& slot) { return model.is_current(slot); }
  void happen(const sim::Slot& slot) {
    if (slot.at() != latest) {
      models::recount(model.world());
      latest = slot.at();
      ++recounts;
    }
    model.happen(slot);
    ++events;
  }
};

TEST(Borough, KeepsEveryConservationLawAtEveryInstant) {
  for (std::uint32_t number = 0; number < boroughs(12); ++number) {
    const models::Ground ground(drawn(number));
    models::Model model(ground);
    model.begin(0);
    Recounted recounted{model, model.world().now()};
    ASSERT_NO_THROW(model.world().simulation.run_until(model.world().end(), recounted))
        << "borough " << number << " on " << sim::to_string(sim::date_of(model.world().now()));
    EXPECT_GT(recounted.recounts, 1000);
    EXPECT_GT(recounted.events, recounted.recounts);
  }
}

TEST(Borough, GivesEveryDisplacedPupilDayAReason) {
  for (std::uint32_t number = 0; number < boroughs(120); ++number) {
    const models::Ground ground(drawn(number));
    models::Model model(ground);
    model.run(0);
    const auto& record = model.world().record;
    for (int year = 0; year < record.years_closed(); ++year)
      for (std::size_t i = 0; i < models::settings; ++i) {
        const auto setting = static_cast<Setting>(i);
        if (!is_displaced(setting)) continue;
        EXPECT_EQ(record.area(year, setting, Reason::none), 0) << "setting " << i;
      }
  }
}

/// The sum of a measure over its breakdowns, or of one breakdown, in a school year.
class YearlyValues {
 public:
  explicit YearlyValues(const models::Borough& borough) : all_(models::yearly_measures(borough)) {}

  std::int64_t sum(const models::World& world, const std::string& name, int year) const {
    std::int64_t sum = 0;
    for (const auto& each : all_)
      if (each.measure.name == name) sum += each.value(world, year);
    return sum;
  }
  std::int64_t of(const models::World& world, const std::string& name, const std::string& whose,
                  int year) const {
    for (const auto& each : all_)
      if (each.measure.name == name && each.breakdown == whose) return each.value(world, year);
    ADD_FAILURE() << name << " " << whose;
    return 0;
  }

 private:
  std::vector<models::YearlyMeasure> all_;
};

TEST(Borough, TracesEveryOutOfBoroughPupilDayAndPoundToAReason) {
  std::int64_t days_in_all = 0;
  for (std::uint32_t number = 0; number < boroughs(90); ++number) {
    const models::Ground ground(drawn(number));
    models::Model model(ground);
    model.run(0);
    const models::World& world = model.world();
    const YearlyValues values(ground.borough);
    for (int year = 0; year < world.record.years_closed(); ++year) {
      const std::int64_t days = values.of(world, "out_of_borough", "", year);
      EXPECT_EQ(values.sum(world, "out_of_borough_by_reason", year), days) << "borough " << number;
      EXPECT_EQ(values.sum(world, "out_of_borough_cost_by_reason", year),
                values.of(world, "money_in_school_year", "other_authority_top_up", year) +
                    values.of(world, "money_in_school_year", "independent_fees", year))
          << "borough " << number;
      days_in_all += days;
      for (const Setting away : {Setting::other_authority, Setting::independent})
        for (const Reason never :
             {Reason::excluded, Reason::referred, Reason::agreed, Reason::warned, Reason::unwell})
          EXPECT_EQ(world.record.area(year, away, never), 0) << "borough " << number;
    }
  }
  EXPECT_GT(days_in_all, 1000);
}

TEST(Borough, HasEveryDisplacedPupilOnItsRoll) {
  for (std::uint32_t number = 0; number < boroughs(90); ++number) {
    Life life(drawn(number));
    auto& world = life.world();
    for (sim::Instant day = world.now(); day < world.end(); day += sim::Days{23}) {
      life.until(day);
      for (const auto& pupil : world.noticed()) {
        const bool kept = is_displaced(pupil.place.setting) || pupil.place.reason != Reason::none ||
                          pupil.waits_for != models::nowhere || pupil.waits_for_specialist;
        if (!kept || pupil.place.setting == Setting::post_sixteen) continue;
        EXPECT_GE(world.population.departure(world.universe, pupil.id), day);
        EXPECT_LE(world.population.arrival(pupil.id), day);
        EXPECT_LE(world.year_group(pupil), models::last_year);
        EXPECT_GE(world.year_group(pupil), 0);
      }
    }
  }
}

TEST(Borough, LeavesNobodyInTheWrongPlace) {
  for (std::uint32_t number = 0; number < boroughs(90); ++number) {
    Life life(drawn(number));
    auto& world = life.world();
    for (sim::Instant day = world.now() + sim::Days{5}; day < world.end(); day += sim::Days{31}) {
      life.until(day);
      for (const auto& pupil : world.noticed()) {
        const int group = world.year_group(pupil);
        if (pupil.place.setting == Setting::unit) {
          const auto& unit = world.borough.units[pupil.place.provider];
          EXPECT_TRUE(unit.first_year <= group && group <= unit.last_year) << unit.id;
        }
        if (pupil.waits_for != models::nowhere) {
          const auto& unit = world.borough.units[pupil.waits_for];
          EXPECT_TRUE(unit.first_year <= group && group <= unit.last_year) << "list of " << unit.id;
        }
        if (pupil.place.setting == Setting::special_school ||
            pupil.place.setting == Setting::resource_base ||
            pupil.place.setting == Setting::other_authority) {
          const auto& provider = world.borough.specialists[pupil.place.provider];
          EXPECT_TRUE(provider.first_year <= group && group <= provider.last_year) << provider.id;
          EXPECT_EQ(pupil.plan, models::PlanStatus::held);
          EXPECT_FALSE(pupil.waits_for_specialist);
        }
      }
    }
  }
}

TEST(Borough, HasNobodyAtAUnitWhoWasNotAdmitted) {
  for (std::uint32_t number = 0; number < boroughs(90); ++number) {
    Life life(drawn(number));
    const auto& world = life.world();
    std::int64_t held = 0;
    for (sim::Instant day = world.now(); day < world.end(); day += sim::Days{1}) {
      const std::int64_t admitted = life.record().total(Count::unit_admissions);
      life.until(day);
      EXPECT_LE(life.held(Setting::unit),
                held + life.record().total(Count::unit_admissions) - admitted);
      held = life.held(Setting::unit);
      std::int64_t rolls = 0;
      for (std::size_t unit = 0; unit < world.units.size(); ++unit)
        rolls += life.record().roll(unit);
      EXPECT_EQ(rolls, held);
    }
  }
}

}  // namespace
