#include <algorithm>

#include "models/behaviours.h"
#include "models/world.h"
#include "sim/kernel/expects.h"
#include "sim/random/variate.h"

namespace models {
namespace {

sim::Claim reach_of(Claim claim) {
  // Education is owed from day six, so a unit goes over its places, up to its limit, before
  // refusing.
  return claim == Claim::owed ? sim::Claim::within_limit : sim::Claim::within_places;
}

int limit_of(const Unit& unit, sim::Instant when) {
  const int places = unit.places.at(when);
  // Whole places; 100 x 1.15 is 114.99... in binary, and is 115.
  constexpr double rounding = 1e-9;
  return std::max(places, static_cast<int>(places * unit.limit.at(when) + rounding));
}

sim::Instant next_change(const Unit& unit, sim::Instant now) {
  return std::min(unit.places.next_change(now), unit.limit.next_change(now));
}

/// The unit for excluded pupils of this age.
std::uint8_t unit_for(const World& world, const Pupil& pupil) {
  const int group = world.year_group(pupil);
  for (std::size_t unit = 0; unit < world.borough.units.size(); ++unit) {
    const Unit& given = world.borough.units[unit];
    if (given.takes_excluded && given.first_year <= group && group <= given.last_year)
      return static_cast<std::uint8_t>(unit);
  }
  sim::contract_broken("there is a unit for excluded pupils of every year group");
}

Reason reason_at_unit(const World& world, const Pupil& pupil, Claim claim) {
  if (pupil.waits_for_specialist) return reason_for_waiting(world, pupil);
  switch (claim) {
    case Claim::owed: return Reason::excluded;
    case Claim::plan: return Reason::no_specialist_place;
    case Claim::referral: return Reason::referred;
  }
  sim::contract_broken("a claim is one of its enumerators");
}

void admit(World& world, Pupil& pupil, Claim claim, bool dual, std::uint8_t unit) {
  UnitPlaces& places = world.units[unit];
  places.places.admit(reach_of(claim));
  pupil.waits_for = nowhere;
  world.supersede(pupil, Pending::spot_place);
  world.record.count(Count::unit_admissions, world.school_year(), world.year_group(pupil));
  move_to(world, pupil,
          {.setting = Setting::unit,
           .reason = reason_at_unit(world, pupil, claim),
           .provider = unit,
           .claim = claim,
           .dual = dual});
  world.tell(pupil, [&] {
    return "Admitted to " + world.borough.units[unit].name + ": now " +
           std::to_string(places.places.held()) + " on roll for " +
           std::to_string(places.places.places()) + " places.";
  });
  begin_stay(world, pupil);
}

/// Somebody of this class or a higher one already waits.
bool is_behind_others(const UnitPlaces& unit, Claim claim) {
  for (std::size_t c = 0; c <= static_cast<std::size_t>(claim); ++c)
    if (unit.waiting.size(c) > 0) return true;
  return false;
}

/// Education is owed and there is no place: tuition, and the search for another place begins.
void begin_tuition(World& world, Pupil& pupil) {
  if (pupil.place.setting != Setting::tuition)
    world.record.count(Count::waited_past_day_six, world.school_year(), world.year_group(pupil));
  ++pupil.tuitions;
  move_to(world, pupil, {.setting = Setting::tuition, .reason = Reason::unit_full});
  const double weeks =
      world.borough.waiting.spot_search_weeks *
      sim::exponential(world.uniform(Purpose::spot_search, pupil.id.value, pupil.tuitions));
  world.schedule<SpotPlaceFound>(pupil, sim::after_years(world.now(), weeks * 7 / 365.25));
}

}  // namespace

void open_units(World& world) {
  world.units.resize(world.borough.units.size());
  for (std::size_t unit = 0; unit < world.units.size(); ++unit) {
    const Unit& given = world.borough.units[unit];
    UnitPlaces& places = world.units[unit];
    places.places = sim::Resource(given.places.at(world.now()), limit_of(given, world.now()));
    places.waiting.clear();
    places.admits_pending = false;
    world.schedule<UnitPlacesChange>(static_cast<std::uint32_t>(unit),
                                     next_change(given, world.now()));
  }
}

void ask_for_unit(World& world, Pupil& pupil, Claim claim) {
  ask_for_unit(world, pupil, claim, unit_for(world, pupil), false);
}

void ask_for_unit(World& world, Pupil& pupil, Claim claim, std::uint8_t unit, bool dual) {
  UnitPlaces& places = world.units[unit];
  if (!is_behind_others(places, claim) && places.places.has_room(reach_of(claim))) {
    admit(world, pupil, claim, dual, unit);
    return;
  }
  world.places_moved = true;
  places.waiting.add(static_cast<std::size_t>(claim), pupil.id);
  pupil.waits_for = unit;
  pupil.waits_as = claim;
  pupil.waits_dual = dual;
  world.tell(pupil, [&] {
    return world.borough.units[unit].name + " has no room (" +
           std::to_string(places.places.held()) + " on roll, limit " +
           std::to_string(places.places.limit()) + "): " +
           (claim == Claim::owed ? "tuition until there is." : "the pupil waits at school.");
  });
  if (claim == Claim::owed)
    begin_tuition(world, pupil);
  else if (pupil.place.setting == Setting::mainstream)
    change_reason(world, pupil, reason_in_mainstream(world, pupil));
}

void leave_waiting_list(World& world, Pupil& pupil) {
  if (pupil.waits_for == nowhere) return;
  world.units[pupil.waits_for].waiting.remove(static_cast<std::size_t>(pupil.waits_as), pupil.id);
  pupil.waits_for = nowhere;
  world.supersede(pupil, Pending::spot_place);
}

void offer_unit_places(World& world, std::uint8_t unit) {
  UnitPlaces& places = world.units[unit];
  if (places.waiting.empty() || places.admits_pending) return;
  places.admits_pending = true;
  world.schedule<UnitAdmits>(unit, world.now());
}

void on(World& world, const UnitPlacesChange& event) {
  const Unit& given = world.borough.units[event.number];
  UnitPlaces& places = world.units[event.number];
  world.places_moved = true;
  places.places.change(given.places.at(world.now()), limit_of(given, world.now()));
  world.spending.set(world.now(), world.lines.unit_places[event.number], places.places.places());
  world.schedule<UnitPlacesChange>(event.number, next_change(given, world.now()));
  offer_unit_places(world, static_cast<std::uint8_t>(event.number));
}

void on(World& world, const UnitAdmits& event) {
  UnitPlaces& places = world.units[event.number];
  places.admits_pending = false;
  const auto fits = [&](std::size_t of_class, PupilId) {
    return places.places.has_room(reach_of(static_cast<Claim>(of_class)));
  };
  while (const auto next = places.waiting.take_first(fits)) {
    Pupil& pupil = world.pupil(*next);
    admit(world, pupil, pupil.waits_as, pupil.waits_dual, static_cast<std::uint8_t>(event.number));
  }
}

}  // namespace models
