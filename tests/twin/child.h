// One child of the twin's borough: everything that is known, in plain fields.
#pragma once

#include <cstdint>
#include <vector>

#include "models/borough.h"
#include "sim/kernel/instant.h"

namespace twin {

using sim::Instant;

enum class Where {
  school,
  trial,
  college,
  managed_move,
  part_time,
  excluded,
  tuition,
  spot_place,
  short_break,
  alternative,
  school_provision,
  partnership_place,
  unit,
  resource_base,
  special_school,
  other_authority,
  independent,
  otherwise,
  home,
  missing,
  after_year_11,
  gone,
};
constexpr int wheres = 22;

enum class Why {
  nothing,
  excluded,
  referred,
  unit_full,
  no_specialist_place,
  not_open_yet,
  need,
  quota_spent,
  agreed,
  warned,
  chosen,
  unwell,
  in_care,
};
constexpr int whys = 13;

/// By what right a pupil asks for a place at a unit; the first goes first.
enum class Right { owed, plan, referral };

/// Where, why and by what right: all that a place is counted and paid by.
struct Place {
  Where where = Where::school;
  Why why = Why::nothing;
  int provider = -1;  ///< The unit, the specialist provider or the option of the menu.
  Right right = Right::owed;
  bool dual = false;
};

struct Child {
  // For good.
  int entered = 0;  ///< School year of entering Reception.
  int primary = 0;
  int secondary = 0;
  int partnership = 0;
  double propensity = 1;           ///< The gamma variate of the pupil.
  std::vector<bool> groups;        ///< Whether the pupil belongs, by group.
  std::vector<double> reach_luck;  ///< By intervention: who is reached first.
  std::vector<double> decay_luck;  ///< By intervention: who is let go first.
  Instant departs{};

  // Now.
  Place place;
  Instant since{};        ///< In this place.
  int stay = 0;           ///< Counts changes of place: what was meant for an earlier one is void.
  bool is_noted = false;  ///< On the list of those who are not simply at school.
  double share_at_school = 1;  ///< Of the usual exposure, part time or on a managed move.
  double relief = 0;           ///< Share by which exposure fell when the latest placement ended.
  Instant relieved{};          ///< When that was.
  double relief_weeks = 0;

  // Fixed-term exclusions, decisions and reviews.
  std::vector<Instant> record;
  int last_year_with_any = 0;
  bool under_review = false;
  bool standing = false;
  bool stood_before = false;  ///< Another exclusion stood when the latest was decided.
  Instant decided{};

  // Waiting for a unit.
  bool waits_for_unit = false;
  int waits_for = -1;
  Right waits_as = Right::owed;
  bool waits_dual = false;
  bool has_waited = false;   ///< A round has left the pupil on the list.
  int wait = 0;              ///< Counts waits, as `stay`.
  bool after_trial = false;  ///< Owed a place because a trial failed.
  int last_year_waited = 0;  ///< School year of the latest wait past day six.

  // The stay at a unit or spot place.
  int clock = 0;  ///< Counts new drawings of the clocks of the stay.
  bool settled = false;
  bool has_asked_for_plan = false;  ///< In this stay.
  Instant ready = sim::never;
  bool to_college = false;
  bool at_fair_access = false;  ///< Waits for the Fair Access Panel.
  int found_school = -1;        ///< By the Fair Access Panel.
  Place before_trial;
  bool vocational = false;

  // Plans.
  bool assessed = false;
  bool has_plan = false;
  bool waits_for_specialist = false;
  bool complex_need = false;
  bool refuses_local = false;
  double refusal_luck = 1;     ///< Of the request: refuses a local place if below the share.
  Instant named = sim::never;  ///< When a plan first named special provision.
  int search = 0;              ///< Counts searches, as `stay`.

  // Partnerships.
  bool before_panel = false;
  Why kept_for = Why::nothing;  ///< Why a panel keeps the pupil at school.
  int keeping = 0;              ///< Counts changes of that, as `stay`.
  int host = -1;                ///< The school of a managed move.
  bool other_authority_pays = false;

  bool is_here() const { return place.where != Where::gone; }
  bool is_at_school() const {
    return place.where == Where::school || place.where == Where::trial ||
           place.where == Where::managed_move || place.where == Where::part_time;
  }
};

}  // namespace twin
