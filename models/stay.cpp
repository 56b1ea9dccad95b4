#include <algorithm>

#include "models/behaviours.h"
#include "models/world.h"
#include "sim/kernel/expects.h"
#include "sim/random/variate.h"

namespace models {
namespace {

/// The hazards of the place the pupil is in; a spot place works like the unit it stands in for.
const Stay& stay_of(const World& world, const Pupil& pupil) {
  const auto& units = world.borough.units;
  if (pupil.place.setting == Setting::unit) return units[pupil.place.provider].stay;
  const int group = world.year_group(pupil);
  for (const Unit& unit : units)
    if (unit.takes_excluded && unit.first_year <= group && group <= unit.last_year)
      return unit.stay;
  sim::contract_broken("there is a unit for excluded pupils of every year group");
}

/// Sets each clock to its hazard for the pupil as they are now, and schedules the earliest.
void set_clocks(World& world, Pupil& pupil) {
  const Stay& stay = stay_of(world, pupil);
  StayClocks& clocks = world.clocks(pupil);
  const auto group = static_cast<std::size_t>(std::min(world.year_group(pupil), last_year));
  // Whoever waits for a specialist place stays until it is there; whose exclusion is under review,
  // until that is over.
  const bool may_return =
      !pupil.waits_for_specialist && pupil.exclusion != ExclusionStatus::under_review;
  clocks.settle.set_rate(world.now(), pupil.settled ? 0 : stay.settling);
  clocks.reintegrate.set_rate(world.now(), !may_return     ? 0
                                           : pupil.settled ? stay.late[group]
                                                           : stay.early[group]);
  clocks.request_plan.set_rate(world.now(), pupil.plan == PlanStatus::none ? stay.plan_request : 0);
  world.schedule<StayMoves>(pupil,
                            std::min({clocks.settle.crossing(), clocks.reintegrate.crossing(),
                                      clocks.request_plan.crossing()}));
}

}  // namespace

void begin_stay(World& world, Pupil& pupil) {
  ++pupil.stays;
  pupil.settled = false;
  sim::Stream luck = world.stream(Purpose::stay, pupil.id.value, pupil.stays);
  StayClocks& clocks = world.clocks(pupil);
  clocks.settle = {world.now(), sim::exponential(luck.uniform())};
  clocks.reintegrate = {world.now(), sim::exponential(luck.uniform())};
  clocks.request_plan = {world.now(), sim::exponential(luck.uniform())};
  set_clocks(world, pupil);
}

void remap_stay(World& world, Pupil& pupil) {
  if (pupil.place.setting == Setting::unit || pupil.place.setting == Setting::spot_place)
    set_clocks(world, pupil);
}

void on(World& world, const StayMoves& event) {
  Pupil& pupil = world.pupil(event.pupil);
  StayClocks& clocks = world.clocks(pupil);
  const sim::Instant now = world.now();
  if (clocks.reintegrate.crossing() <= now) {
    begin_trial(world, pupil);
  } else if (clocks.request_plan.crossing() <= now) {
    clocks.request_plan.stop(now);
    request_plan(world, pupil);
    set_clocks(world, pupil);
  } else {
    pupil.settled = true;
    set_clocks(world, pupil);
  }
}

}  // namespace models
