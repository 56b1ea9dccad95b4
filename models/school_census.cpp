#include "models/school_census.h"

#include <cstddef>

#include "models/world.h"

namespace models {
namespace {

SchoolCensus& of_this_year(World& world) {
  return world.censuses[static_cast<std::size_t>(world.school_year())];
}

void count_in_january(World& world) {
  SchoolCensus& census = of_this_year(world);
  world.each_singled_out([&](const Pupil& pupil) {
    const Setting setting = pupil.place.setting;
    if (setting == Setting::gone || setting == Setting::post_sixteen) return;
    const bool has_plan = pupil.plan == PlanStatus::held;
    if (has_plan) ++census.with_plan;
    if (setting == Setting::other_authority) ++census.at_other_authorities;
    if (setting == Setting::independent) ++census.independent;
    if (setting != Setting::unit) return;
    ++census.at_units;
    if (pupil.place.dual) ++census.dual_at_units;
    if (has_plan) ++census.with_plan_at_units;
  });
}

}  // namespace

void count_in_september(World& world) {
  SchoolCensus& census = of_this_year(world);
  census.on_roll_in_september = world.record.held(Setting::unit);
  // What came before this instant is no enrolment of the year; all that comes until March is.
  census.enrolments = census.on_roll_in_september - world.record.total(Count::unit_admissions);
}

void count_at_month_end(World& world) {
  const unsigned next = sim::month_of(sim::date_of(world.now()));
  if (next == 2) count_in_january(world);
  if (next == 4) of_this_year(world).enrolments += world.record.total(Count::unit_admissions);
}

}  // namespace models
