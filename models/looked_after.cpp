#include <utility>
#include <vector>

#include "models/behaviours.h"
#include "models/fork.h"
#include "models/specialist_place.h"
#include "models/world.h"
#include "sim/random/variate.h"

namespace models {
namespace {

enum Streams : std::uint32_t { ours, of_others };

/// A decision on care places the child away from home, and the school comes with it: no queue and
/// no cap on placements has a say.
void place_in_care(World& world, Pupil& pupil, double luck) {
  const LookedAfter& given = world.borough.looked_after;
  stop_waiting_for_specialist(world, pupil);
  leave_waiting_list(world, pupil);
  world.tell(pupil, [] { return std::string("A decision on care places the child elsewhere."); });
  world.record.count(Count::placed_in_care, world.school_year(), world.year_group(pupil));
  const auto provider = free_provider_elsewhere(world, world.year_group(pupil));
  if (provider && luck < given.at_other_authority) {
    issue_plan_with_place(world, pupil);
    place_at(world, pupil, *provider, Reason::in_care);
  } else {
    place_independently(world, pupil, Reason::in_care);
  }
  const double years =
      given.years * sim::exponential(world.uniform(Purpose::care_placement, pupil.id.value,
                                                   ++pupil.care_placements));
  world.schedule<CareEnds>(pupil, sim::after_years(world.now(), years));
}

/// A child of another authority, at one of our schools, is referred to a unit; that authority pays.
void refer_for_other_authority(World& world, Pupil& pupil) {
  const std::uint8_t unit = unit_of_id(world.borough, world.borough.looked_after.unit);
  pupil.other_authority_pays = true;
  world.tell(pupil, [&] {
    return "In the care of another authority, which pays: referred to " +
           world.borough.units[unit].name + ".";
  });
  ask_for_unit(world, pupil, Claim::referral, unit, true);
}

}  // namespace

void move_on_in_care(World& world, Pupil& pupil) {
  world.record.count(Count::placed_independent, world.school_year(), world.year_group(pupil));
  world.tell(pupil, [] {
    return std::string("Too old for the school, and still in care: an independent school.");
  });
  move_to(world, pupil, {.setting = Setting::independent, .reason = Reason::in_care});
}

void open_looked_after(World& world) {
  const LookedAfter& given = world.borough.looked_after;
  world.in_care.clear();
  world.in_care.push_back({Purpose::in_care, ours, given.placed_elsewhere});
  world.in_care.push_back({Purpose::in_care, of_others, given.referred});
  for (Arrivals& arrivals : world.in_care) schedule_next<CareDecided>(world, arrivals);
}

void continue_looked_after(World& world, Appointments& appointments) {
  std::vector<Arrivals> streams = world.in_care;
  streams[ours].rate = world.borough.looked_after.placed_elsewhere;
  streams[of_others].rate = world.borough.looked_after.referred;
  appointments.streams<CareDecided>(world.in_care, std::move(streams),
                                    World::first_sequence(World::Opening::looked_after));
}

void on(World& world, const CareDecided& event) {
  Arrivals& arrivals = world.in_care[event.number];
  sim::Stream luck = luck_of_arrival(world, arrivals);
  const LookedAfter& given = world.borough.looked_after;
  int first = 0;
  int last = last_year;
  if (event.number == of_others) {
    const Unit& unit = world.borough.units[unit_of_id(world.borough, given.unit)];
    first = unit.first_year;
    last = unit.last_year;
  }
  const int group = pick_year_group(world.borough.plans.weight, first, last, luck.uniform());
  if (Pupil* pupil = pick_from_mainstream(world, group, luck.uniform(), false)) {
    if (event.number == ours)
      place_in_care(world, *pupil, luck.uniform());
    else
      refer_for_other_authority(world, *pupil);
  }
  schedule_next<CareDecided>(world, arrivals);
}

void on(World& world, const CareEnds& event) {
  Pupil& pupil = world.pupil(event.pupil);
  world.tell(pupil, [] { return std::string("The placement in care ends: back at a school."); });
  move_to(world, pupil,
          {.setting = Setting::mainstream, .reason = reason_in_mainstream(world, pupil)});
}

}  // namespace models
