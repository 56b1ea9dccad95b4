// What random numbers are drawn for. The numbers are part of every stored result: never renumber.
#pragma once

#include <cstdint>

namespace models {

enum class Purpose : std::uint32_t {
  first_cause = 1,      ///< Exposure to the n-th first cause; at episode 0 also the exit clock.
  repeat_delay = 3,     ///< Delay of a repeat; episode = parent ordinal x 256 + child.
  exclusion_marks = 5,  ///< What follows a fixed-term exclusion; episode = its ordinal.
  withdrawal = 8,
  stay = 9,         ///< Thresholds of a stay; episode = stay.
  demography = 12,  ///< Arrivals from elsewhere; entity = cohort, episode = school year.
  year_level = 14,  ///< Entity = school year; episode = which family of levels.
  rest_of_block = 17,
  referral = 18,      ///< Entity = stream, episode = ordinal.
  plan_request = 19,  ///< Episode = ordinal.
  plan = 20,          ///< Refusal, assessment time, placement; episode = request.
  trial = 21,
  spot_search = 22,
  independent_search = 23,
  phase_change = 24,
  post_sixteen = 25,
  initial_plan = 26,
  referral_lapse = 28,
  one_off = 27,      ///< Entity = year group, episode = ordinal.
  support = 30,      ///< When an intervention reaches and lets go; episode = its number, by its id.
  group = 31,        ///< Who belongs to a group; episode = half the number of the group.
  repeat_kept = 33,  ///< Episode = how many repeats have come before.
  panel_choice = 40,  ///< Episode = panel x 4096 + kind x 256 + number within the kind.
  managed_move = 41,
  provision_end = 42,
  decision_heard = 45,  ///< Episode = ordinal of the fixed-term exclusion.
  panel_referral = 43,  ///< Episode = ordinal of the fixed-term exclusion.
  option_stream = 44,   ///< Entity = kind x 256 + number within the kind, episode = ordinal.
  signing = 50,       ///< Order in which schools sign an agreement; entity = phase x 2^16 + school.
  out_of_sight = 70,  ///< Entity = stream, by route and phase; episode = ordinal.
  part_time = 71,     ///< Length.
  home_education = 72,    ///< Return.
  missing = 73,           ///< Return.
  falls_ill = 75,         ///< Entity = year group, episode = ordinal.
  otherwise = 76,         ///< Length.
  local_refusal = 77,     ///< Episode = request for a plan.
  imports = 78,           ///< Entity = provider, episode = number of the place.
  backfill = 79,          ///< Entity = provider, episode = number of the place.
  return_home = 80,       ///< Episode = school year.
  in_care = 81,           ///< Entity = stream, episode = ordinal.
  care_placement = 82,    ///< Length.
  start_state = 83,       ///< Entity = row, episode = which of its pupils.
  slippage = 84,          ///< Entity = provider.
  after_withdrawal = 74,  ///< What follows a withdrawn exclusion; episode = decision.
  crowding = 60,  ///< Whether a crossing counts, and the next threshold; episode = stay, attempt.
  college = 61,   ///< Episode = trial.
  after_readiness = 63,  ///< The next threshold of a stay whose readiness came to nothing.
  newcomer = 62,         ///< Episode = ordinal.
};

}  // namespace models
