// One child who has come to notice, and where that child is.
//
// Pupils who never come to notice are not here: they are one comparison each (population.h).
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>

#include "models/event.h"
#include "models/pupil_group.h"
#include "models/recent_exclusions.h"
#include "models/year_group.h"
#include "sim/kernel/instant.h"
#include "sim/random/hazard_clock.h"

namespace models {

/// Where a pupil is. A pupil is in exactly one setting; exclusion, plan and waiting are flags.
enum class Setting : std::uint8_t {
  mainstream,
  trial,              ///< Reintegration on trial, in a mainstream school.
  managed_move,       ///< On trial at another mainstream school, by agreement.
  part_time,          ///< On roll, on a part-time timetable.
  excluded,           ///< Out of school, before education is due from day six.
  tuition,            ///< Owed a place, none within the limit: individual tuition.
  spot_place,         ///< An alternative place bought for this pupil.
  college,            ///< At a college in Year 11, reintegrated there.
  short_break,        ///< A turnaround placement of some weeks, on the school's roll as well.
  alternative,        ///< Alternative provision for a limited time.
  school_provision,   ///< Alternative provision that a school runs itself.
  partnership_place,  ///< A place that a partnership has bought.
  unit,               ///< A pupil referral unit.
  resource_base,      ///< A specialist base at a mainstream school.
  special_school,     ///< A special school of this borough.
  other_authority,    ///< A special school of another authority.
  independent,        ///< An independent or non-maintained special school.
  otherwise,          ///< Education otherwise than at school: unwell or too anxious for it.
  home_education,     ///< Off roll, educated at home.
  missing,            ///< Off roll and not traced.
  post_sixteen,       ///< Past Year 11, the placement going on.
  gone,               ///< Left school or moved away.
};
constexpr std::size_t settings = 22;

/// At a mainstream school, where a fixed-term exclusion may happen.
constexpr bool is_at_school(Setting setting) {
  return setting == Setting::mainstream || setting == Setting::trial ||
         setting == Setting::managed_move || setting == Setting::part_time;
}

/// In an option of the menu, by a panel or by agreement of schools.
constexpr bool is_option(Setting setting) {
  return setting == Setting::managed_move || setting == Setting::short_break ||
         setting == Setting::alternative || setting == Setting::school_provision ||
         setting == Setting::partnership_place;
}

/// Why a pupil is not in an ordinary mainstream place: every such pupil-day carries one.
enum class Reason : std::uint8_t {
  none,
  excluded,             ///< Excluded, and in the place meant for that.
  referred,             ///< Referred to a unit.
  unit_full,            ///< The unit is at its physical limit.
  no_specialist_place,  ///< The plan names special provision and no local place is free.
  not_open_yet,         ///< ... and one that would serve is planned but not open.
  need,                 ///< The place is the one the plan asks for.
  quota_spent,          ///< The partnership has no place left at the unit within its quota.
  agreed,               ///< A panel, or schools, have agreed it, of what was on the menu.
  warned,               ///< After a warning of exclusion, a panel or a withdrawn exclusion.
  chosen,               ///< The family's choice, with no warning before.
  unwell,               ///< Ill, or too anxious for school.
  in_care,              ///< A decision on care.
};
constexpr std::size_t reasons = 13;

enum class ExclusionStatus : std::uint8_t { none, under_review, standing };
enum class PlanStatus : std::uint8_t { none, under_assessment, held };

constexpr std::uint8_t nowhere = 255;  ///< No unit or provider.

/// By what right a pupil has a place at a unit; the first goes first.
enum class Claim : std::uint8_t {
  owed,      ///< Education is owed from day six.
  plan,      ///< A plan is met by a commissioned place at the unit.
  referral,  ///< Referred by the school.
};
constexpr std::size_t claims = 3;

/// Where the case of a pupil stands with the Fair Access Panel.
enum class AccessCase : std::uint8_t { none, waiting, decided };

/// Where a pupil is, and all that a place is counted and paid by.
struct Place {
  Setting setting = Setting::mainstream;
  Reason reason = Reason::none;
  std::uint8_t provider = nowhere;  ///< The unit, specialist provider or option of the menu.
  Claim claim = Claim::owed;        ///< At a unit.
  bool dual = false;                ///< At a unit: registered at a school as well.
  std::uint8_t host = nowhere;      ///< Elsewhere: the unit at whose site the provision is.
};

/// What a placement leaves behind for a while: less exposure, fading in equal steps.
struct Relief {
  double effect = 0;    ///< Share by which exposure falls at first; 0 if there is none.
  int steps_left = 0;   ///< Of `relief_steps`.
  sim::Seconds step{};  ///< How long each lasts.
};
constexpr int relief_steps = 4;

/// What support leaves of a pupil's exposure, remembered until it next changes (intervention.h).
struct SupportLeft {
  double share = 1;
  sim::Instant until{};     ///< The next change; nothing is remembered from then on.
  std::uint32_t reach = 0;  ///< Of which reach of interventions it holds (World::reach_number).
};

/// Ordered by how often a field is asked for: what every fixed-term exclusion touches, and what
/// says whether anything is counted of a pupil, comes first and shares one line of the cache.
struct alignas(64) Pupil {
  PupilId id;
  std::int16_t reception = 0;  ///< Year of entering Reception, from the first cohort of the run.
  std::uint16_t school = 0;  ///< Primary school, which fixes the secondary school and partnership.
  Place place;
  ExclusionStatus exclusion = ExclusionStatus::none;
  PlanStatus plan = PlanStatus::none;
  bool off_timetable = false;        ///< First causes are scheduled one by one from now on.
  std::uint8_t waits_for = nowhere;  ///< The unit on whose waiting list the pupil is.
  bool waits_for_specialist =
      false;                  ///< A plan names special provision; holding the present place.
  bool before_panel = false;  ///< On the list of a panel.
  bool vocational = false;    ///< Holds a vocational place of the unit.
  AccessCase access_case = AccessCase::none;
  std::int16_t last_excluded_in = -1;  ///< School year of the latest fixed-term exclusion.
  std::int32_t first_causes = 0;       ///< Fixed-term exclusions not caused by an earlier one.
  std::uint32_t exclusions = 0;        ///< All fixed-term exclusions.
  RecentExclusions::Place recent;      ///< Fixed-term exclusions of the last year.
  sim::Instant departs = sim::never;   ///< Moves away from the borough.
  sim::Instant ready = sim::never;     ///< For a school since, and without one; else `never`.
  GroupSet groups = 0;
  std::array<std::uint32_t, pending_kinds>
      pending{};                ///< Sequence of the pending event; 0 if none.
  std::uint32_t scheduled = 0;  ///< Events scheduled for this pupil: the own sequence.
  // A pupil's own exposure is share * (exposure of the cohort) - lost.
  double lost_exposure = 0;
  double share = 1;
  double next_exposure = 0;  ///< Off the timetable: exposure to the next first cause.
  double setting_share = 1;  ///< Of the exposure at school, on a managed move or part time; set it
                             ///< before the pupil moves there.
  Relief relief;
  mutable SupportLeft support;  ///< Asked for by support_left alone.
  double risk = 1;              ///< Exposure of the pupil's groups; 1 for the average pupil.

  Claim waits_as = Claim::owed;
  bool waits_dual = false;    ///< The place waited for is a dual registration.
  bool has_waited = false;    ///< A round has left the pupil on the list.
  bool complex_need = false;  ///< Only an independent school will do.
  bool settled = false;       ///< In the second stage of a stay.
  bool after_trial = false;   ///< Out of school because a trial failed, not by a new decision.
  bool stood_before = false;  ///< Another exclusion stood when the latest was decided.
  std::int16_t last_waited_in = -1;  ///< School year of the latest wait past day six.
  bool trial_over = false;           ///< The trial has succeeded or failed.
  bool to_college = false;           ///< Whose reintegration is into a college.
  bool by_panel = false;             ///< Whose trial is at a school that the panel found.
  std::int16_t receiving_path = -1;  ///< Of the school that the panel found.
  Place before_trial;                ///< Whose claim revives if a trial fails.

  std::uint16_t panels = 0;        ///< Decisions of panels so far.
  std::uint16_t moves = 0;         ///< Managed moves so far.
  std::uint16_t provisions = 0;    ///< Short breaks, alternative provision and the like so far.
  std::uint16_t host = 0;          ///< The school of a managed move (managed_move.cpp).
  Reason kept_for = Reason::none;  ///< Why a panel keeps the pupil at school, not at a unit.

  std::uint16_t decisions = 0;  ///< Decisions to exclude so far.
  std::uint16_t permanent = 0;  ///< ... of which stood.
  std::uint16_t stays = 0;      ///< Stays at a unit or spot place so far.
  std::uint16_t trials = 0;
  std::uint16_t requests = 0;         ///< Requests for a plan so far.
  std::uint16_t tuitions = 0;         ///< Waits on tuition so far.
  std::uint16_t waits = 0;            ///< Waits for a unit at school so far.
  std::uint16_t searches = 0;         ///< Searches for an independent place so far.
  std::uint16_t repeats = 0;          ///< Repeats that came while less exposed, kept or not.
  std::uint16_t part_times = 0;       ///< Part-time timetables so far.
  std::uint16_t home_educations = 0;  ///< Times taken off roll for education at home so far.
  std::uint16_t times_missing = 0;    ///< Times lost from view so far.
  std::uint16_t illnesses = 0;        ///< Times educated otherwise than at school so far.
  std::uint16_t care_placements = 0;  ///< Placements by a decision on care so far.
  bool recorded = false;       ///< The stay is one of a start state: it lasts until its summer.
  bool refuses_local = false;  ///< Has refused the local place: another is owed.
  bool other_authority_pays = false;     ///< In the care of another authority, which pays.
  std::int32_t clocks = -1;              ///< Where the stay's hazard clocks are kept (world.h).
  sim::Instant since{};                  ///< In this setting since.
  sim::Instant first_away = sim::never;  ///< First time out of ordinary mainstream.
  sim::Instant decided{};                ///< When the latest decision to exclude was made.
  /// From when the search for an independent place may succeed; `never` if it is an appeal.
  sim::Instant searched_from = sim::never;
  sim::Instant named = sim::never;  ///< When a plan first named the specialist place awaited.
};

static_assert(offsetof(Pupil, pending) + sizeof(std::uint32_t) <= 64,
              "the first event that may be pending, the next exclusion, is on the first line");

/// Waits for a place or a decision, or holds a place within another.
inline bool has_business(const Pupil& pupil) {
  return pupil.exclusion == ExclusionStatus::under_review ||
         pupil.plan == PlanStatus::under_assessment || pupil.waits_for != nowhere ||
         pupil.waits_for_specialist || pupil.before_panel || pupil.vocational ||
         pupil.ready != sim::never || pupil.access_case != AccessCase::none;
}
/// At school, and all that is known of the pupil is fixed-term exclusions.
inline bool is_only_at_school(const Pupil& pupil) {
  return pupil.place.setting == Setting::mainstream && pupil.place.reason == Reason::none &&
         !pupil.off_timetable && pupil.exclusion == ExclusionStatus::none &&
         pupil.plan == PlanStatus::none && !has_business(pupil);
}

/// What competes to end or change a stay.
struct StayClocks {
  sim::HazardClock settle;
  sim::HazardClock reintegrate;
  sim::HazardClock request_plan;
  std::uint32_t attempts = 0;  ///< Of the stay, to reintegrate.
};

}  // namespace models
