#include "models/common_past.h"

#include "models/world.h"

namespace models {
namespace {

bool are_equal(const StartState& one, const StartState& other) {
  const auto& [date, rows] = one;
  return date == other.date && parting(rows, other.rows, at_once) == sim::never;
}

sim::Instant parting_of_start_states(const StartState& one, const StartState& other) {
  return are_equal(one, other) ? sim::never : std::min(one.date, other.date);
}

/// Periods are the same or there is no common past; what is reported is read off at the end.
bool are_equal(const Period& one, const Period& other) {
  const auto& [first, last, report_from] = one;
  (void)report_from;
  return first == other.first_school_year && last == other.last_school_year;
}

}  // namespace

sim::Instant first_panels(const Pasts& pasts) {
  return std::min(first_above_0(pasts.one.regime.live, pasts.start()),
                  first_above_0(pasts.other.regime.live, pasts.start()));
}

sim::Instant parting(const Ground& one, const Ground& other, const Dated* newcomers) {
  const Borough& b = other.borough;
  const Pasts pasts{one.borough, b, newcomers};
  const auto& [name, period, demography, schools, partnerships, fixed_term, exclusion, units,
               referrals, regime, panel, options, waiting, crowding, census, reintegration,
               fair_access, phase_change, plans, specialists, independent, specialist_policy,
               out_of_sight, education_otherwise, looked_after, plans_to_25, start_state, prices,
               quota, devolution, travel, block, success, interventions, groups] = one.borough;
  if (!are_equal(period, b.period) || !(one.terms == other.terms)) return at_once;
  // Read off when all is over, or not at all.
  (void)name, (void)census, (void)success;
  // With rules of their own, which are beside them.
  (void)regime, (void)panel, (void)options, (void)fair_access, (void)specialists;
  (void)specialist_policy, (void)quota, (void)devolution, (void)block, (void)interventions;
  const sim::Instant start = period.start();
  const auto of = [start](const auto& a, const auto& c) { return parting(a, c, start); };
  return std::min({of(demography, b.demography),
                   of(schools, b.schools),
                   of(partnerships, b.partnerships),
                   of(fixed_term, b.fixed_term),
                   of(exclusion, b.exclusion),
                   of(units, b.units),
                   of(referrals, b.referrals),
                   of(waiting, b.waiting),
                   of(crowding, b.crowding),
                   of(reintegration, b.reintegration),
                   of(phase_change, b.phase_change),
                   of(plans, b.plans),
                   of(independent, b.independent),
                   of(out_of_sight, b.out_of_sight),
                   of(education_otherwise, b.education_otherwise),
                   of(looked_after, b.looked_after),
                   of(plans_to_25, b.plans_to_25),
                   of(prices, b.prices),
                   of(travel, b.travel),
                   of(groups, b.groups),
                   parting_of_start_states(start_state, b.start_state),
                   parting_of_partnerships(pasts),
                   parting_of_options(pasts),
                   parting_of_fair_access(pasts),
                   parting_of_specialists(pasts),
                   parting_of_specialist_policy(pasts),
                   parting_of_quotas(pasts),
                   parting_of_devolution(pasts),
                   parting_of_blocks(pasts),
                   parting_of_interventions(pasts)});
}

bool same_searches(const Borough& one, const Borough& other) {
  return parting(one.independent.search, other.independent.search, one.period.start()) ==
         sim::never;
}

}  // namespace models
