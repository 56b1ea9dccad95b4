// Everything that can happen in the borough, on one page.
//
// An event is data: what happened and to whom. What follows from it is the overload of
// `on(World&, const TheEvent&)` in the file of the behaviour it belongs to. A new event without a
// handler does not compile.
#pragma once

#include <cstddef>
#include <cstdint>
#include <type_traits>
#include <utility>

#include "sim/kernel/event_list.h"

namespace models {

/// A child of this borough, the same in every scenario: numbers never depend on policy.
struct PupilId {
  std::uint32_t value = 0;
  friend auto operator<=>(const PupilId&, const PupilId&) = default;
};

/// What comes first when several things happen at one instant. The books of a month close before
/// the new day begins; places are freed before they are offered, specialist ones first; offers are
/// made before anyone new is excluded.
enum class Stage : std::uint8_t {
  census,
  roll_over,
  places,
  exits,
  decisions,
  placements,
  admissions,
  incidents
};

/// Of each of these a pupil has at most one event pending; a later one supersedes it.
enum class Pending : std::uint8_t {
  incident,
  review,
  sixth_day,
  stay,
  spot_place,
  plan,
  independent,
  lapse,
  departure,
  relief,
  support,
  reach,
  reintegration,
  recorded,
  unlimited
};
constexpr std::size_t pending_kinds = 14;  ///< `unlimited` aside: any number, none superseded.

template <Stage when, Pending kind>
struct ToPupil {
  static constexpr Stage stage = when;
  static constexpr Pending pending = kind;
  PupilId pupil;
};

template <Stage when>
struct ToBorough {
  static constexpr Stage stage = when;
  std::uint32_t number = 0;  ///< Which unit, provider, stream or school year.
};

// clang-format off

// --- To a pupil ------------------------------------------------------------------- handled in
struct FixedTermExclusion    : ToPupil<Stage::incidents, Pending::incident> {};  // fixed_term_exclusion.cpp
struct RepeatedExclusion     : ToPupil<Stage::incidents, Pending::unlimited> {};  // fixed_term_exclusion.cpp
struct ExclusionReviewed     : ToPupil<Stage::decisions, Pending::review> {};  // challenge.cpp
struct SixthDay              : ToPupil<Stage::decisions, Pending::sixth_day> {};  // sixth_day.cpp
struct SpotPlaceFound        : ToPupil<Stage::exits, Pending::spot_place> {};  // sixth_day.cpp
struct StayMoves             : ToPupil<Stage::exits, Pending::stay> {};  // stay.cpp
struct ReintegrationBegins   : ToPupil<Stage::exits, Pending::reintegration> {};  // reintegration.cpp
struct TrialEnds             : ToPupil<Stage::exits, Pending::stay> {};  // reintegration.cpp
struct PlanDecided           : ToPupil<Stage::decisions, Pending::plan> {};  // plan.cpp
struct IndependentPlaceFound : ToPupil<Stage::exits, Pending::independent> {};  // specialist_place.cpp
struct MovesAway             : ToPupil<Stage::exits, Pending::departure> {};  // school_year.cpp
struct PostSixteenEnds       : ToPupil<Stage::exits, Pending::stay> {};  // school_year.cpp
struct ReferralLapses        : ToPupil<Stage::exits, Pending::lapse> {};  // referral.cpp
struct ReliefFades           : ToPupil<Stage::exits, Pending::relief> {};  // own_exposure.cpp
struct ManagedMoveEnds       : ToPupil<Stage::exits, Pending::stay> {};  // managed_move.cpp
struct ProvisionEnds         : ToPupil<Stage::exits, Pending::stay> {};  // alternative_provision.cpp
struct SupportEnds           : ToPupil<Stage::exits, Pending::support> {};  // panel.cpp
struct PartTimeEnds          : ToPupil<Stage::exits, Pending::stay> {};  // part_time.cpp
struct HomeEducationEnds     : ToPupil<Stage::exits, Pending::stay> {};  // home_education.cpp
struct OtherwiseEnds         : ToPupil<Stage::exits, Pending::stay> {};  // education_otherwise.cpp
struct CareEnds              : ToPupil<Stage::exits, Pending::stay> {};  // looked_after.cpp
struct LeavesAsRecorded      : ToPupil<Stage::exits, Pending::recorded> {};  // start_state.cpp
struct TracedAgain           : ToPupil<Stage::exits, Pending::stay> {};  // missing_education.cpp
struct ReachChanges          : ToPupil<Stage::exits, Pending::reach> {};  // own_exposure.cpp

// --- To the borough ---------------------------------------------------------------
struct SchoolYearBegins       : ToBorough<Stage::roll_over> {};  // school_year.cpp
struct UnitPlacesChange       : ToBorough<Stage::places> {};  // pupil_referral_unit.cpp
struct SpecialistPlacesChange : ToBorough<Stage::places> {};  // specialist_place.cpp
struct PricesChange           : ToBorough<Stage::places> {};  // spending.cpp
struct OptionPlacesChange     : ToBorough<Stage::places> {};  // menu.cpp
struct PartnershipsChange     : ToBorough<Stage::places> {};  // partnership.cpp
struct PanelMeets             : ToBorough<Stage::decisions> {};  // panel.cpp
struct OptionArranged         : ToBorough<Stage::decisions> {};  // option_stream.cpp
struct QuotasChange           : ToBorough<Stage::places> {};  // quota.cpp
struct ReferralMade           : ToBorough<Stage::decisions> {};  // referral.cpp
struct PlanRequested          : ToBorough<Stage::decisions> {};  // plan.cpp
struct BackfillRequested      : ToBorough<Stage::decisions> {};  // backfill.cpp
struct FallsIll               : ToBorough<Stage::decisions> {};  // education_otherwise.cpp
struct CareDecided            : ToBorough<Stage::decisions> {};  // looked_after.cpp
struct StartStateHolds        : ToBorough<Stage::exits> {};  // start_state.cpp
struct OutOfSightBegins       : ToBorough<Stage::decisions> {};  // out_of_sight.cpp
struct FairAccessMeets       : ToBorough<Stage::decisions> {};  // fair_access_panel.cpp
struct NewcomerNeedsSchool   : ToBorough<Stage::decisions> {};  // fair_access_panel.cpp
struct UnitAdmits             : ToBorough<Stage::admissions> {};  // pupil_referral_unit.cpp
struct SpecialistAdmits       : ToBorough<Stage::placements> {};  // specialist_place.cpp
struct OneOffExclusion        : ToBorough<Stage::incidents> {};  // exclusion.cpp
struct MonthEnds              : ToBorough<Stage::census> {};  // census.cpp
struct WeekEnds               : ToBorough<Stage::census> {};  // census.cpp

// clang-format on

template <class Kind>
constexpr bool happens_to_pupil = requires(Kind kind) {
  kind.pupil;
};

template <class... Kinds>
struct KindsOfEvent {
  template <class Kind>
  static constexpr std::uint32_t code() {
    std::uint32_t found = 0;
    std::uint32_t next = 0;
    ((std::is_same_v<Kind, Kinds> ? found = next++ : next++), ...);
    return found;
  }

  /// The code of the kind of event that `slot` stands for: the low byte of `what`. The rest of it
  /// says where the pupil is kept, which spares a search.
  static std::uint32_t kind_of(const sim::Slot& slot) { return slot.what() & 0xFF; }

  /// Calls `handle` with the event that `slot` stands for.
  template <class Handle>
  static void dispatch(const sim::Slot& slot, Handle&& handle) {
    const std::uint32_t kind = kind_of(slot);
    std::uint32_t next = 0;
    (void)((kind == next++ ? (handle(made<Kinds>(slot.entity())), true) : false) || ...);
  }

  template <class Kind>
  static Kind made(std::uint32_t entity) {
    if constexpr (happens_to_pupil<Kind>)
      return Kind{{PupilId{entity}}};
    else
      return Kind{{entity}};
  }
};

using AnyEvent =
    KindsOfEvent<FixedTermExclusion, RepeatedExclusion, ExclusionReviewed, SixthDay, SpotPlaceFound,
                 StayMoves, TrialEnds, PlanDecided, IndependentPlaceFound, MovesAway,
                 PostSixteenEnds, ReferralLapses, ReliefFades, ReachChanges, ManagedMoveEnds,
                 ProvisionEnds, SupportEnds, OptionPlacesChange, PartnershipsChange, PanelMeets,
                 OptionArranged, PartTimeEnds, HomeEducationEnds, OtherwiseEnds, CareEnds,
                 BackfillRequested, FallsIll, CareDecided, TracedAgain, LeavesAsRecorded,
                 StartStateHolds, OutOfSightBegins, SchoolYearBegins, UnitPlacesChange,
                 SpecialistPlacesChange, PricesChange, QuotasChange, ReferralMade, PlanRequested,
                 UnitAdmits, SpecialistAdmits, OneOffExclusion, ReintegrationBegins,
                 FairAccessMeets, NewcomerNeedsSchool, MonthEnds, WeekEnds>;

/// Which kind of pending event the event with this code is; `unlimited` for those of the borough.
template <class... Kinds>
constexpr Pending pending_of(KindsOfEvent<Kinds...>, std::uint32_t code) {
  Pending found = Pending::unlimited;
  std::uint32_t next = 0;
  const auto look = [&]<class Kind>() {
    if constexpr (requires { Kind::pending; })
      if (code == next) found = Kind::pending;
    ++next;
  };
  (look.template operator()<Kinds>(), ...);
  return found;
}

/// Whether the event with this code happens to a pupil.
template <class... Kinds>
constexpr bool concerns_pupil(KindsOfEvent<Kinds...>, std::uint32_t code) {
  std::uint32_t next = 0;
  bool found = false;
  ((code == next++ ? (found = happens_to_pupil<Kinds>) : false), ...);
  return found;
}

}  // namespace models
