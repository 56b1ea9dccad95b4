// What is given of the ways out of full-time mainstream that are neither a unit nor a plan:
// part-time timetables, home education, children not traced, illness, care; and of what becomes of
// specialist places besides being filled in turn. All of it is off until a scenario switches it on.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "models/given.h"
#include "sim/kernel/instant.h"

namespace models {

/// Where an exclusion that did not happen may have gone. Nothing here has been observed.
struct OutOfSight {
  ByPhase<Dated> part_time{0.0, 0.0};  ///< Begun from mainstream [pupils per year].
  double part_time_weeks = 12;         ///< Mean length [weeks].
  double part_time_exposure = 0.5;     ///< Exposure to exclusion meanwhile, in [0, 1] of full time.
  ByPhase<Dated> home_education{0.0, 0.0};  ///< By choice [pupils per year].
  double home_education_return = 0;         ///< To school [per year].
  ByPhase<Dated> missing{0.0, 0.0};         ///< Lost from view [pupils per year].
  double missing_return = 0;                ///< Traced, and back at school [per year].
  // What follows an exclusion that is withdrawn, by its date [share]; together at most 1.
  Dated part_time_after_withdrawal = 0.0;
  Dated home_education_after_withdrawal = 0.0;
};

/// Section 19: education otherwise than at school for pupils who are ill or too anxious.
struct EducationOtherwise {
  ByYearGroup<double> rate{};  ///< Falling ill [pupils per year].
  double weeks = 26;           ///< Mean length [weeks].
  bool full_time = false;      ///< Whether the education is full time.
  std::string unit;            ///< Id of the medical site; empty for none.
  double by_unit = 0;          ///< Share who are referred to it, in [0, 1].
  Price price = sim::Money{};  ///< Of tuition [£ per pupil per year].
};

/// What becomes of specialist places, and who comes back to them.
struct SpecialistPolicy {
  Dated local_refused = 0.0;    ///< Share of offers refused, in [0, 1].
  double appeal_weeks = 0;      ///< From refusal to the other place [weeks].
  Dated imports = 0.0;          ///< Share of places taken by other authorities' pupils.
  Dated backfill = 0.0;         ///< Requests that an additional place creates, in [0, 1].
  Dated return_rate = 0.0;      ///< Share brought back at a key-stage change.
  bool february_round = false;  ///< Places of 1 September go first to those named by 15 February.
};

/// Children in the care of an authority.
struct LookedAfter {
  Dated placed_elsewhere = 0.0;   ///< Ours, by a decision on care [pupils per year].
  double years = 2;               ///< Mean length of such a placement [years].
  double at_other_authority = 0;  ///< Share at another authority's special school.
  Dated care_paid = 0.0;          ///< Share of the fee that social care pays, in [0, 1].
  Dated referred = 0.0;           ///< Other authorities', to `unit` [pupils per year].
  std::string unit;               ///< Id of that unit; empty for none.
};

/// Plans that go on beyond school, to 25: they cost and never queue for a place.
struct PlansTo25 {
  StepFunction<int> plans = 0;  ///< [young people]
  Price price = sim::Money{};   ///< [£ per plan per year]
};

/// Pupils who are in provision on the date of a start state, alike in all that is recorded.
struct StartRow {
  /// `unit` and `specialist` go by number; the other places have none.
  enum class Provision { unit, specialist, independent, tuition, spot_place };
  enum class Registration { single, dual_main, dual_subsidiary };
  Provision provision = Provision::unit;
  std::uint8_t number = 0;
  int year_group = 0;
  Registration registration = Registration::single;
  int leaving_year = 0;  ///< They leave at the end of this year's summer.
  int pupils = 0;
};

/// Counts that replace the simulated stock from a date on.
struct StartState {
  sim::Instant date = sim::never;
  std::vector<StartRow> rows;
};

}  // namespace models
