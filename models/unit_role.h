// What each unit is for, site by site: smaller sites, vocational places, a therapeutic centre.
//
// None of it is needed for a unit to work. A unit whose role is empty takes pupils, keeps them and
// gives them up as any other.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "models/event.h"
#include "sim/kernel/instant.h"
#include "sim/kernel/step_function.h"

namespace models {

class World;
struct Pupil;

struct Site {
  std::string id;
  sim::StepFunction<int> places;  ///< [places]; the sites' places are the unit's.
};

struct UnitRole {
  /// Share of sessions attended by a pupil at the places of the unit, in [0, 1]; not modelled if
  /// absent.
  std::optional<sim::StepFunction<double>> attendance;
  std::vector<Site> sites;           ///< None: where the places are does not matter.
  double small_site_attendance = 0;  ///< Gained for each halving of a site [share of sessions].
  sim::StepFunction<int> vocational_places = 0;  ///< For Years 10 and 11, of the unit's places.
  double vocational_attendance = 0;              ///< Gained by a holder [share of sessions].
  /// After it reintegration begins [weeks]; 0: a stay has no such end.
  sim::StepFunction<double> longest_stay_weeks = 0.0;
  /// Times the hazards of reintegration of the stay.
  sim::StepFunction<double> reintegration_to_year_9 = 1.0;
  sim::StepFunction<double> reintegration_years_10_11 = 1.0;
  std::string specialism;  ///< Whom the unit makes a special offer to; no effect.
};

/// The vocational places of a unit in operation.
struct VocationalPlaces {
  int places = 0;
  std::vector<PupilId> holders;  ///< In order of taking a place; never more than places.
  std::vector<PupilId> waiting;  ///< Of Years 10 and 11 at the unit, in order of arrival.
};

/// When anything in the role next changes after `now`.
sim::Instant next_change(const UnitRole& role, sim::Instant now);

/// What the size of its sites adds to attendance, against the sites of the first day; 0 without
/// sites.
double gain_of_small_sites(const UnitRole& role, sim::Instant when);

/// Times the hazard of reintegration of a year group.
double reintegration_multiplier(const UnitRole& role, int year_group, sim::Instant when);

/// When the pupil's stay is over at the latest; `never` where nothing ends it.
sim::Instant longest_stay_ends(const World& world, const Pupil& pupil);

/// Gives a pupil of Years 10 and 11 at a unit a vocational place, or a turn for one.
void seek_vocational_place(World& world, Pupil& pupil);
/// The pupil leaves the unit they are at, and whatever its role gave them.
void give_up_vocational_place(World& world, Pupil& pupil);

/// Takes over what holds at the unit from today.
void change_role(World& world, std::size_t unit);

}  // namespace models
