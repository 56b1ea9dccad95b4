#include <algorithm>
#include <cstdint>

#include "models/behaviours.h"
#include "models/fork.h"
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
  return std::min({unit.places.next_change(now), unit.limit.next_change(now),
                   models::next_change(unit.role, now)});
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
  pupil.after_trial = false;
  world.supersede(pupil, Pending::spot_place);
  world.supersede(pupil, Pending::lapse);
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
  count_quota_admission(world, pupil);
  seek_vocational_place(world, pupil);
  begin_stay(world, pupil);
}

/// The quota has been spent since the pupil was referred, or already then.
void refuse_referral(World& world, Pupil& pupil) {
  const Phase phase = world.phase(pupil);
  world.record.count(Count::referrals_refused, world.school_year(), world.year_group(pupil));
  world.tell(pupil, [&] {
    const int partnership = partnership_of(world, pupil);
    return "The referral is refused: " + std::to_string(quota_used(world, partnership, phase)) +
           " counted against a quota of " + std::to_string(quota_of(world, partnership, phase)) +
           ".";
  });
  end_referral(world, pupil);
}

/// Education is owed and there is no place: tuition, and the search for another place begins.
void begin_tuition(World& world, Pupil& pupil) {
  const int year = world.school_year();
  if (pupil.after_trial) {
    world.record.count(Count::waited_after_trial, year, world.year_group(pupil));
  } else if (pupil.place.setting == Setting::excluded && pupil.last_waited_in != year) {
    world.record.count(Count::waited_past_day_six, year, world.year_group(pupil));
    pupil.last_waited_in = static_cast<std::int16_t>(year);
  }
  ++pupil.tuitions;
  move_to(world, pupil, {.setting = Setting::tuition, .reason = Reason::unit_full});
  const double weeks =
      world.borough.waiting.spot_search_weeks *
      sim::exponential(world.uniform(Purpose::spot_search, pupil.id.value, pupil.tuitions));
  world.schedule<SpotPlaceFound>(pupil, sim::after_years(world.now(), weeks * 7 / 365.25));
}

/// A school keeps a pupil it has referred, and gives up after a time.
void wait_at_school(World& world, Pupil& pupil) {
  if (pupil.place.setting == Setting::mainstream)
    change_reason(world, pupil, reason_in_mainstream(world, pupil));
  if (pupil.waits_as != Claim::referral) return;
  const double weeks =
      world.borough.waiting.referral_patience_weeks *
      sim::exponential(world.uniform(Purpose::referral_lapse, pupil.id.value, ++pupil.waits));
  world.schedule<ReferralLapses>(pupil, sim::after_years(world.now(), weeks * 7 / 365.25));
}

/// What waiting means for whoever a round has left on the list, the first time.
void begin_to_wait(World& world, Pupil& pupil, const Unit& unit, const UnitPlaces& places) {
  if (pupil.has_waited) return;
  pupil.has_waited = true;
  const bool owed = pupil.waits_as == Claim::owed;
  world.tell(pupil, [&] {
    return unit.name + " has no room (" + std::to_string(places.places.held()) +
           " on roll, limit " + std::to_string(places.places.limit()) +
           "): " + (owed ? "tuition until there is." : "the pupil waits at school.");
  });
  if (owed)
    begin_tuition(world, pupil);
  else
    wait_at_school(world, pupil);
}

}  // namespace

std::uint8_t unit_of_age(const World& world, const Pupil& pupil) {
  const int group = world.year_group(pupil);
  for (std::size_t unit = 0; unit < world.borough.units.size(); ++unit) {
    const Unit& given = world.borough.units[unit];
    if (given.takes_excluded && given.first_year <= group && group <= given.last_year)
      return static_cast<std::uint8_t>(unit);
  }
  sim::contract_broken("there is a unit for excluded pupils of every year group");
}

void open_units(World& world) {
  world.units.resize(world.borough.units.size());
  for (std::size_t unit = 0; unit < world.units.size(); ++unit) {
    const Unit& given = world.borough.units[unit];
    UnitPlaces& places = world.units[unit];
    places.places = sim::Resource(given.places.at(world.now()), limit_of(given, world.now()));
    places.waiting.clear();
    places.vocational = {};
    places.vocational.places = given.role.vocational_places.at(world.now());
    places.admits_pending = false;
    places.newcomers.clear();
    world.schedule<UnitPlacesChange>(static_cast<std::uint32_t>(unit),
                                     next_change(given, world.now()));
  }
}

void continue_units(World& world, Appointments& appointments) {
  for (std::uint32_t unit = 0; unit < world.units.size(); ++unit)
    appointments.again<UnitPlacesChange>(
        unit, next_change(world.borough.units[unit], world.now() - sim::Seconds{1}),
        World::first_sequence(World::Opening::units) + unit);
}

void ask_for_unit(World& world, Pupil& pupil, Claim claim) {
  ask_for_unit(world, pupil, claim, unit_of_age(world, pupil), false);
}

void ask_for_unit(World& world, Pupil& pupil, Claim claim, std::uint8_t unit, bool dual) {
  world.places_moved = true;
  world.units[unit].waiting.add(static_cast<std::size_t>(claim), pupil.id);
  world.units[unit].newcomers.push_back(pupil.id);
  pupil.waits_for = unit;
  pupil.waits_as = claim;
  pupil.waits_dual = dual;
  pupil.has_waited = false;
  offer_unit_places(world, unit);
}

void leave_waiting_list(World& world, Pupil& pupil) {
  if (pupil.waits_for == nowhere) return;
  world.units[pupil.waits_for].waiting.remove(static_cast<std::size_t>(pupil.waits_as), pupil.id);
  pupil.waits_for = nowhere;
  world.supersede(pupil, Pending::spot_place);
  world.supersede(pupil, Pending::lapse);
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
  change_role(world, event.number);
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
    if (pupil.waits_as == Claim::referral && is_refused_by_quota(world, pupil)) {
      refuse_referral(world, pupil);
      continue;
    }
    admit(world, pupil, pupil.waits_as, pupil.waits_dual, static_cast<std::uint8_t>(event.number));
  }
  const std::vector<PupilId> newcomers = std::exchange(places.newcomers, {});
  for (std::size_t of_class = 0; of_class < claims; ++of_class)
    for (const PupilId id : newcomers) {
      Pupil& pupil = world.pupil(id);
      if (pupil.waits_for == event.number && pupil.waits_as == static_cast<Claim>(of_class))
        begin_to_wait(world, pupil, world.borough.units[event.number], places);
    }
}

}  // namespace models
