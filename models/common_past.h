// Until when two boroughs have the same past: the first instant from which anything that is given
// may make a difference.
//
// The rule is careful: what has no date differs from the start, a number that may change on dates
// from the first step at which it does. A part of which a first day is known - a quota from the day
// there is one, an intervention from its own start - has a rule of its own, beside that part. Every
// rule names all members of what it compares, so that a new one does not compile until somebody has
// said from when it counts.
#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <optional>
#include <string>
#include <tuple>
#include <type_traits>
#include <utility>
#include <vector>

#include "models/borough.h"

namespace models {

struct Ground;

/// From the first day of the run.
constexpr sim::Instant at_once = sim::Instant::min();

/// What two boroughs are compared in.
struct Pasts {
  const Borough& one;
  const Borough& other;
  /// The newcomers whom a run without a Fair Access Panel lets come for the options that have one.
  const Dated* newcomers = nullptr;
  sim::Instant start() const { return one.period.start(); }
};

/// When options on these grounds part; `never` if what is given makes no difference to what
/// happens. Where only `february_round` differs, World::february_has_mattered says the rest.
sim::Instant parting(const Ground& one, const Ground& other, const Dated* newcomers);

/// Whether first causes that are to come, and searches for independent places, are the same.
bool same_reach(const Borough& one, const Borough& other);
bool same_searches(const Borough& one, const Borough& other);

// Each in the file of what it compares.
sim::Instant parting_of_roles(const UnitRole& one, const UnitRole& other, sim::Instant start);
sim::Instant parting_of_specialists(const Pasts& pasts);
sim::Instant parting_of_specialist_policy(const Pasts& pasts);
sim::Instant parting_of_options(const Pasts& pasts);
sim::Instant parting_of_partnerships(const Pasts& pasts);
sim::Instant parting_of_interventions(const Pasts& pasts);
sim::Instant parting_of_quotas(const Pasts& pasts);
sim::Instant parting_of_devolution(const Pasts& pasts);
sim::Instant parting_of_fair_access(const Pasts& pasts);
sim::Instant parting_of_blocks(const Pasts& pasts);

// The members of each part, in order -------------------------------------------------------------

inline auto parts(const Demography& of) {
  const auto& [intake, arrivals, departures] = of;
  return std::tie(intake, arrivals, departures);
}
inline auto parts(const Partnership& of) {
  const auto& [id, name] = of;
  (void)name;
  return std::tie(id);
}
inline auto parts(const Schools& of) {
  const auto& [partnerships, primary, secondary, without_pupils, concentration] = of;
  return std::tie(partnerships, primary, secondary, without_pupils, concentration);
}
inline auto parts(const FixedTermExclusions& of) {
  const auto& [rate, term, shape, contagion, repeat_rate, level, primary_follows] = of;
  return std::tie(rate, term, shape, contagion, repeat_rate, level, primary_follows);
}
inline auto parts(const Exclusion& of) {
  const auto& [base, year_10, year_11, record, with_plan, level, one_off, withdrawn, review_days,
               provision_day, deduction] = of;
  return std::tie(base, year_10, year_11, record, with_plan, level, one_off, withdrawn, review_days,
                  provision_day, deduction);
}
inline auto parts(const Stay& of) {
  const auto& [settling, early, late, plan_request] = of;
  return std::tie(settling, early, late, plan_request);
}
inline auto parts(const Unit& of) {
  const auto& [id, name, youngest, oldest, takes_excluded, places, limit, stay, role] = of;
  (void)name;
  return std::tie(id, youngest, oldest, takes_excluded, places, limit, stay, role);
}
inline auto parts(const Referral& of) {
  const auto& [id, unit, youngest, oldest, rate, dual, through_panel] = of;
  return std::tie(id, unit, youngest, oldest, rate, dual, through_panel);
}
inline auto parts(const Waiting& of) {
  const auto& [spot_search_weeks, referral_patience_weeks] = of;
  return std::tie(spot_search_weeks, referral_patience_weeks);
}
inline auto parts(const Crowding& of) {
  const auto& [attendance_fall, reintegration_fall] = of;
  return std::tie(attendance_fall, reintegration_fall);
}
inline auto parts(const Reintegration& of) {
  const auto& [success, failure, college, before_panel_days] = of;
  return std::tie(success, failure, college, before_panel_days);
}
inline auto parts(const PhaseChange& of) {
  const auto& [mainstream, unit, specialist] = of;
  return std::tie(mainstream, unit, specialist);
}
inline auto parts(const Plans& of) {
  const auto& [requests, base_year, growth, weight, after_exclusion, refused, in_time, limit_weeks,
               soonest_weeks, late_weeks, complex_need, to_specialist, to_unit, unit_to_specialist,
               initial] = of;
  return std::tie(requests, base_year, growth, weight, after_exclusion, refused, in_time,
                  limit_weeks, soonest_weeks, late_weeks, complex_need, to_specialist, to_unit,
                  unit_to_specialist, initial);
}
inline auto parts(const Independent& of) {
  const auto& [search, shortest_wait_weeks, most, post_sixteen, post_sixteen_years, price,
               other_paid_by_social_care] = of;
  return std::tie(search, shortest_wait_weeks, most, post_sixteen, post_sixteen_years, price,
                  other_paid_by_social_care);
}
inline auto parts(const OutOfSight& of) {
  const auto& [part_time, part_time_weeks, part_time_exposure, home_education,
               home_education_return, missing, missing_return, part_time_after_withdrawal,
               home_education_after_withdrawal] = of;
  return std::tie(part_time, part_time_weeks, part_time_exposure, home_education,
                  home_education_return, missing, missing_return, part_time_after_withdrawal,
                  home_education_after_withdrawal);
}
inline auto parts(const EducationOtherwise& of) {
  const auto& [rate, weeks, full_time, unit, by_unit, price] = of;
  return std::tie(rate, weeks, full_time, unit, by_unit, price);
}
inline auto parts(const LookedAfter& of) {
  const auto& [placed_elsewhere, years, at_other_authority, care_paid, referred, unit] = of;
  return std::tie(placed_elsewhere, years, at_other_authority, care_paid, referred, unit);
}
inline auto parts(const PlansTo25& of) {
  const auto& [plans, price] = of;
  return std::tie(plans, price);
}
inline auto parts(const StartRow& of) {
  const auto& [provision, number, year_group, registration, leaving_year, pupils] = of;
  return std::tie(provision, number, year_group, registration, leaving_year, pupils);
}
/// Prices are looked up for the day, and compared by what they are then.
inline auto values(const Prices& of) {
  const auto& [unit_place, unit_top_up, referral_paid_by_school, referral_paid_by_partnership,
               excluded_paid_by_partnership, alternatives_paid_by_partnership, tuition,
               spot_place] = of;
  return std::tie(unit_place, unit_top_up, referral_paid_by_school, referral_paid_by_partnership,
                  excluded_paid_by_partnership, alternatives_paid_by_partnership, tuition,
                  spot_place);
}
inline auto values(const Travel::Kind& of) {
  const auto& [share, cost] = of;
  return std::tie(share, cost);
}
inline auto parts(const Travel& of) {
  const auto& [kinds] = of;
  return std::tie(kinds);
}
inline auto parts(const PupilGroup& of) {
  const auto& [id, name, share, relative_risk] = of;
  (void)name;
  return std::tie(id, share, relative_risk);
}
inline auto parts(const Quota::Band& of) {
  const auto& [above, price] = of;
  return std::tie(above, price);
}
inline auto parts(const Range& of) {
  const auto& [value, low, high] = of;
  return std::tie(value, low, high);
}

// When two values part ----------------------------------------------------------------------------

template <class Value>
sim::Instant parting(const Value& one, const Value& other, sim::Instant start);

/// The first date after which it matters that a row of steps begins then, and not on the first day.
inline sim::Instant parting_of_first_days(sim::Instant one, sim::Instant other,
                                          sim::Instant start) {
  if (std::max(one, start) == std::max(other, start)) return sim::never;
  return one <= start ? other : other <= start ? one : std::min(one, other);
}

template <class Value>
sim::Instant parting(const StepFunction<Value>& one, const StepFunction<Value>& other,
                     sim::Instant start) {
  const auto& a = one.steps();
  const auto& b = other.steps();
  if (a.front().second != b.front().second) return at_once;
  const sim::Instant first = parting_of_first_days(a.front().first, b.front().first, start);
  for (std::size_t i = 1; i < std::max(a.size(), b.size()); ++i) {
    if (i < a.size() && i < b.size() && a[i] == b[i]) continue;
    return std::min(
        {first, i < a.size() ? a[i].first : sim::never, i < b.size() ? b[i].first : sim::never});
  }
  return first;
}

/// A level is tabulated once a replication, so that a later year bears on the first day.
inline sim::Instant parting(const YearLevel& one, const YearLevel& other, sim::Instant start) {
  const auto& [known, free_from, persistence, innovation] = one;
  const bool same = parting(known, other.known, start) == sim::never &&
                    std::tie(free_from, persistence, innovation) ==
                        std::tie(other.free_from, other.persistence, other.innovation);
  return same ? sim::never : at_once;
}

inline sim::Instant parting(const UnitRole& one, const UnitRole& other, sim::Instant start) {
  return parting_of_roles(one, other, start);
}

template <class Rows>
sim::Instant parting_of_rows(const Rows& one, const Rows& other, sim::Instant start) {
  if (one.size() != other.size()) return at_once;
  sim::Instant first = sim::never;
  for (std::size_t i = 0; i < one.size(); ++i)
    first = std::min(first, parting(one[i], other[i], start));
  return first;
}

template <class Value>
sim::Instant parting(const std::vector<Value>& one, const std::vector<Value>& other,
                     sim::Instant start) {
  return parting_of_rows(one, other, start);
}
template <class Value, std::size_t Size>
sim::Instant parting(const std::array<Value, Size>& one, const std::array<Value, Size>& other,
                     sim::Instant start) {
  return parting_of_rows(one, other, start);
}
template <class Value>
sim::Instant parting(const std::optional<Value>& one, const std::optional<Value>& other,
                     sim::Instant start) {
  if (one.has_value() != other.has_value()) return at_once;
  return one ? parting(*one, *other, start) : sim::never;
}

/// When two numbers first differ, whatever steps they are made of: of what is only ever looked up
/// for the day, as prices are.
template <class Value>
sim::Instant first_difference(const StepFunction<Value>& one, const StepFunction<Value>& other,
                              sim::Instant start) {
  if (one.at(start) != other.at(start)) return at_once;
  sim::Instant first = sim::never;
  for (const auto* steps : {&one.steps(), &other.steps()})
    for (const auto& step : *steps)
      if (step.first > start && one.at(step.first) != other.at(step.first))
        first = std::min(first, step.first);
  return first;
}

/// Of a part, when the first of its members does; else at once, unless they are equal.
template <class Value>
sim::Instant parting(const Value& one, const Value& other, sim::Instant start) {
  if constexpr (requires { parts(one); }) {
    const auto all = [&]<std::size_t... at>(std::index_sequence<at...>) {
      const auto a = parts(one);
      const auto b = parts(other);
      return std::min({parting(std::get<at>(a), std::get<at>(b), start)...});
    };
    return all(std::make_index_sequence<std::tuple_size_v<decltype(parts(one))>>{});
  } else if constexpr (requires { values(one); }) {
    const auto all = [&]<std::size_t... at>(std::index_sequence<at...>) {
      const auto a = values(one);
      const auto b = values(other);
      return std::min({first_difference(std::get<at>(a), std::get<at>(b), start)...});
    };
    return all(std::make_index_sequence<std::tuple_size_v<decltype(values(one))>>{});
  } else {
    return one == other ? sim::never : at_once;
  }
}

/// When a number is first above 0; `at_once` if it is on the first day.
template <class Value>
sim::Instant first_above_0(const StepFunction<Value>& given, sim::Instant start) {
  if (given.at(start) > Value{}) return at_once;
  for (const auto& [from, value] : given.steps())
    if (from > start && value > Value{}) return from;
  return sim::never;
}

/// When the partnerships of either first have panels.
sim::Instant first_panels(const Pasts& pasts);

}  // namespace models
