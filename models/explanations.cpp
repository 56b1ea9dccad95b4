#include "models/explanations.h"

#include <algorithm>

#include "sim/kernel/expects.h"

namespace models {
namespace {

constexpr std::string_view council =
    "The council's own yearly counts (SEMH briefing, January 2018; 5 Steps, 2015).";
constexpr std::string_view census = "Rolls of the school census, as a mean over the year.";
constexpr std::string_view asked = "What the papers ask and nobody counts yet.";
constexpr std::string_view plan_returns = "The yearly SEN2 return of the authority.";
constexpr std::string_view january = "One day of January, as the school census counts.";
constexpr std::string_view books = "The ledger: every pound has a payer, a payee and a reason.";

constexpr Explanation all[] = {
    {"permanent_exclusions", Subject::exclusions, council,
     "exclusion.base_* exclusion.record exclusion.year_1* exclusion.with_plan exclusion.level_* "
     "exclusion.one_off_* exclusion.withdrawn_*",
     "fixed_term_exclusions"},
    {"permanent_exclusions_by_year_group", Subject::exclusions,
     "Year groups as in the briefing of January 2018.", "exclusion.year_1* exclusion.base_*",
     "permanent_exclusions"},
    {"permanent_exclusions_by_partnership", Subject::exclusions, asked,
     "schools.concentration_* schools.partnerships", "permanent_exclusions"},
    {"decisions_to_exclude", Subject::exclusions,
     "34 in autumn 2017, the withdrawn ones included (briefing, January 2018).",
     "exclusion.base_* exclusion.record exclusion.level_*", "fixed_term_exclusions"},
    {"exclusions_withdrawn", Subject::exclusions,
     "13 of 34 in autumn 2017 (briefing, January 2018).", "exclusion.withdrawn_*",
     "decisions_to_exclude"},
    {"permanent_exclusions_in_autumn", Subject::exclusions,
     "The briefing of January 2018 counts one term: 21 in autumn 2017.",
     "exclusion.base_* exclusion.year_1* exclusion.level_* fixed_term_exclusions.term.autumn",
     "permanent_exclusions"},
    {"exclusions_withdrawn_in_autumn", Subject::exclusions,
     "13 in autumn 2017 (briefing, January 2018).", "exclusion.withdrawn_*",
     "exclusions_withdrawn"},
    {"fixed_term_exclusions", Subject::exclusions, council,
     "fixed_term_exclusions.* schools.concentration_* population.intake", ""},
    {"repeated_fixed_term_exclusions", Subject::exclusions, asked,
     "fixed_term_exclusions.contagion fixed_term_exclusions.repeat_rate", "fixed_term_exclusions"},
    {"pupils_with_fixed_term_exclusions", Subject::exclusions,
     "The Department for Education's counts of pupils with one or more.",
     "fixed_term_exclusions.shape fixed_term_exclusions.contagion", "fixed_term_exclusions"},
    {"fixed_term_exclusions_by_group", Subject::exclusions,
     "Exclusions by pupil characteristics, where the Department for Education publishes them.",
     "group.share group.relative_risk", "fixed_term_exclusions"},
    {"permanent_exclusions_by_group", Subject::exclusions,
     "Exclusions by pupil characteristics, where the Department for Education publishes them.",
     "group.share group.relative_risk", "permanent_exclusions"},

    {"not_in_full_time_education", Subject::full_time,
     "So that nobody is moved out of the count when exclusions fall.",
     "out_of_sight.* education_otherwise.rate education_otherwise.weeks "
     "education_otherwise.full_time exclusion.withdrawn_* waiting.spot_search",
     "waiting_past_day_six exclusions_withdrawn"},
    {"in_home_education", Subject::full_time, asked, "out_of_sight.home_education_*",
     "exclusions_withdrawn"},
    {"part_time_timetables", Subject::full_time, asked, "out_of_sight.part_time_*",
     "exclusions_withdrawn"},
    {"home_education_begun", Subject::full_time, asked, "out_of_sight.home_education_*",
     "exclusions_withdrawn"},
    {"lost_from_view", Subject::full_time, "The duty to trace children missing education.",
     "out_of_sight.missing_*", ""},
    {"educated_otherwise", Subject::full_time, "Section 19 of the Education Act 1996.",
     "education_otherwise.*", ""},
    {"education_otherwise_begun", Subject::full_time, "Section 19 of the Education Act 1996.",
     "education_otherwise.rate education_otherwise.by_unit", ""},

    {"waited_past_day_six", Subject::waiting,
     "The duty to educate from the sixth school day of an exclusion.",
     "exclusion.provision_day unit.places unit.physical_limit", "decisions_to_exclude unit_roll"},
    {"waited_after_trial", Subject::waiting, asked, "reintegration.* unit.physical_limit",
     "unit_roll"},
    {"waiting_past_day_six", Subject::waiting, asked,
     "waiting.spot_search unit.places unit.physical_limit", "waited_past_day_six"},
    {"in_spot_places", Subject::waiting, asked, "waiting.spot_search", "waiting_past_day_six"},
    {"spot_places_taken", Subject::waiting, asked, "waiting.spot_search", "waiting_past_day_six"},
    {"waiting_for_unit_at_school", Subject::waiting, asked,
     "unit.places waiting.referral_patience referral.rate", "unit_roll"},
    {"waiting_for_specialist", Subject::waiting, asked,
     "specialist.places specialist.most_per_year_group independent.search independent.most",
     "specialist_places_named"},
    {"waiting_for_specialist_at_units", Subject::waiting, asked, "", "waiting_for_specialist"},

    {"unit_roll", Subject::units, census,
     "unit.places unit.physical_limit unit.stay.* referral.rate reintegration.*",
     "decisions_to_exclude plans_issued"},
    {"unit_roll_most", Subject::units, asked, "", "unit_roll"},
    {"unit_places", Subject::units, "Commissioned places: 24 primary, 90 secondary (5 Steps s.3).",
     "unit.places", ""},
    {"dual_registered", Subject::units, census, "referral.dual", "referrals"},
    {"pru_roll_january", Subject::units, january, "census.dual_main referral.dual",
     "unit_roll dual_registered"},
    {"pru_roll_january_all", Subject::units, january, "unit.stay.* referral.rate", "unit_roll"},
    {"pru_roll_january_ehcp", Subject::units, plan_returns,
     "plans.from_school.unit plans.from_unit.* unit.stay.plan_request", "plans_at_units"},
    {"unit_enrolments", Subject::units,
     "Enrolments of autumn and spring, as the absence statistics count them.",
     "unit.stay.* referral.rate", "unit_admissions"},
    {"plans_at_units", Subject::units, plan_returns,
     "plans.from_school.unit plans.from_unit.* unit.stay.plan_request", "plans_issued unit_roll"},
    {"unit_admissions", Subject::units, asked, "unit.places referral.rate",
     "decisions_to_exclude referrals"},
    {"referrals", Subject::units, asked, "referral.rate", ""},
    {"referrals_lapsed", Subject::units, asked, "waiting.referral_patience", "unit_roll"},
    {"left_units_after_year_11", Subject::units, asked, "unit.stay.*", "unit_roll"},
    {"unit_attendance", Subject::units,
     "'Attendance is approximately 60%' (5 Steps, step 1); absence returns give 59.98 in 2014/15.",
     "unit.attendance crowding.attendance_fall unit.small_site_attendance "
     "unit.vocational_attendance unit.site.places",
     "unit_roll"},
    {"unit_roll_with_visitors", Subject::units, asked, "", "unit_roll"},
    {"vocational_places_held", Subject::units,
     "'Develop vocational PRU centres' (5 Steps, step 1).", "unit.vocational_places", "unit_roll"},
    {"reintegrations_put_off_by_crowding", Subject::units, asked, "crowding.reintegration_fall",
     "unit_roll"},
    {"pathways_out_of_units", Subject::units,
     "'Pathways out of the Aspire PRU' are available (5 Steps, step 5).",
     "unit.stay.* unit.vocational_places reintegration.*", "reintegrations_succeeded"},
    {"moved_to_more_suitable_placement", Subject::units,
     "'Learners transfer to a more suitable school or learning placement' (5 Steps, step 1).",
     "unit.stay.* reintegration.*", "reintegrations_succeeded"},
    {"ready_for_school", Subject::units, asked,
     "unit.stay.* unit.longest_stay_weeks unit.reintegration_*", "unit_roll"},
    {"waiting_for_school", Subject::units, asked,
     "reintegration.before_panel_days fair_access.days_to_place fair_access.meeting_weeks "
     "fair_access.most_cases",
     "ready_for_school"},
    {"placed_without_delay", Subject::units,
     "'A school place identified without delay' (5 Steps, step 5); 25 school days are ASSUMED.",
     "reintegration.before_panel_days fair_access.days_to_place", "ready_for_school"},
    {"days_to_school_place", Subject::units, asked,
     "reintegration.before_panel_days fair_access.days_to_place", "ready_for_school"},
    {"fair_access_cases", Subject::units, asked, "fair_access.from", "ready_for_school"},
    {"fair_access_cases_decided", Subject::units, asked,
     "fair_access.meeting_weeks fair_access.most_cases", "fair_access_cases"},
    {"fair_access_cases_ended", Subject::units, asked, "", "fair_access_cases"},
    {"fair_access_newcomers", Subject::units, asked, "fair_access.competing", ""},
    {"fair_access_turns", Subject::units, asked, "fair_access.most_cases", "fair_access_cases"},
    {"reintegrations_begun", Subject::units,
     "'Promote the reintegration of pupils' (5 Steps, step 1).",
     "unit.stay.early.* "
     "unit.stay.late.* unit.stay.settling",
     "unit_roll"},
    {"reintegrations_succeeded", Subject::units, asked, "reintegration.success",
     "reintegrations_begun"},
    {"reintegrations_failed", Subject::units, asked, "reintegration.failure",
     "reintegrations_begun"},

    {"panel_cases", Subject::partnerships,
     "Partnerships 'take responsibility for referrals to Aspire' (briefing, 2018).",
     "partnerships.live partnerships.refer_*", "fixed_term_exclusions referrals"},
    {"panel_cases_dropped", Subject::partnerships, asked, "panel.meeting_weeks panel.most_cases",
     "panel_cases"},
    {"panel_choices", Subject::partnerships,
     "The menu of options of the partnerships (5 Steps, steps 2 and 3).",
     "option.share option.places panel.weight_* panel.diverted_* panel.response", "panel_cases"},
    {"learners_decided", Subject::partnerships, asked, "partnerships.live", "panel_choices"},
    {"learners_kept", Subject::partnerships,
     "'Retains the majority of its learners in its learning community' (5 Steps, step 3).",
     "option.share panel.response", "panel_choices"},
    {"managed_moves_begun", Subject::partnerships, "Managed moves (5 Steps, steps 3 and 5).",
     "option.share option.before_panels", "panel_choices"},
    {"managed_moves_succeeded", Subject::partnerships, asked, "option.success",
     "managed_moves_begun"},
    {"managed_moves_failed", Subject::partnerships, asked, "option.success", "managed_moves_begun"},
    {"refused_for_quota", Subject::partnerships,
     "A quota of places at Aspire for each partnership (5 Steps, step 4).", "quota.*",
     "panel_cases"},
    {"quota_places", Subject::partnerships, "'Quota for partnerships' (5 Steps, step 4).",
     "quota.*", ""},
    {"quota_held", Subject::partnerships, asked, "quota.participation",
     "unit_roll permanent_exclusions_by_partnership"},
    {"above_quota", Subject::partnerships, asked, "quota.*", "quota_held quota_places"},
    {"referrals_refused", Subject::partnerships, asked, "quota.above quota.secondary quota.primary",
     "referrals quota_held"},
    {"learners_kept_in_100", Subject::partnerships,
     "'Retains the majority of its learners in its learning community' (5 Steps, step 3).",
     "option.share panel.response", "learners_kept"},

    {"alternative_providers", Subject::alternatives,
     "'The number of alternative providers available in Rotherham' (5 Steps, step 2).",
     "option.providers", ""},
    {"in_managed_moves", Subject::alternatives, asked, "option.weeks option.share",
     "managed_moves_begun"},
    {"in_short_breaks", Subject::alternatives,
     "Turnaround placements: the short breaks of the 5 Steps.",
     "option.places option.weeks option.share", "panel_choices"},
    {"in_alternative_provision", Subject::alternatives,
     "'Young people access alternative provision' (5 Steps, step 2).",
     "option.places option.weeks option.share option.before_panels", "panel_choices"},
    {"in_school_provision", Subject::alternatives,
     "'In house AP', described as at risk (5 Steps s.3).",
     "option.places option.weeks option.before_panels", "panel_choices"},
    {"in_partnership_places", Subject::alternatives,
     "School based alternative provision (5 Steps, step 2).", "option.places option.weeks",
     "panel_choices"},

    {"out_of_borough", Subject::plans, "Placements of the cost table of 2014/15 (5 Steps s.3).",
     "specialist.places independent.search independent.most plans.complex_need plans.initial_*",
     "specialist_places_named"},
    {"out_of_borough_pupils_january", Subject::plans, january,
     "plans.complex_need independent.* plans.initial_*", "out_of_borough"},
    {"ehcp_semh_january", Subject::plans, plan_returns, "plans.requests plans.growth",
     "plans_issued"},
    {"in_local_specialist_places", Subject::plans, asked,
     "specialist.places specialist.most_per_year_group", "specialist_places_named"},
    {"in_special_schools", Subject::plans, census, "specialist.places",
     "in_local_specialist_places"},
    {"in_resource_bases", Subject::plans, census, "specialist.places",
     "in_local_specialist_places"},
    {"at_other_authorities", Subject::plans, census, "specialist.places", "out_of_borough"},
    {"in_independent_schools", Subject::plans, census, "independent.search", "out_of_borough"},
    {"after_year_11", Subject::plans, plan_returns,
     "independent.after_year_11 independent.after_year_11_years", "out_of_borough"},
    {"plan_requests", Subject::plans, plan_returns,
     "plans.requests plans.growth plans.after_exclusion_* unit.stay.plan_request",
     "fixed_term_exclusions unit_roll"},
    {"plans_refused", Subject::plans, plan_returns, "plans.refused", "plan_requests"},
    {"plans_issued", Subject::plans, plan_returns, "plans.refused plans.on_time plans.late_weeks",
     "plan_requests"},
    {"specialist_places_named", Subject::plans, asked,
     "plans.from_school.specialist plans.from_unit.specialist phase_change.specialist",
     "plans_issued"},
    {"placed_locally", Subject::plans, asked, "specialist.places", "specialist_places_named"},
    {"placed_at_other_authority", Subject::plans, asked, "specialist.places",
     "specialist_places_named"},
    {"placed_independent", Subject::plans, asked, "independent.search independent.shortest_wait",
     "specialist_places_named"},
    {"local_places_taken_by_others", Subject::plans, asked,
     "specialist_places.imports specialist.places", ""},
    {"local_places_refused", Subject::plans, asked, "specialist_places.local_refused",
     "specialist_places_named"},
    {"requests_from_new_places", Subject::plans, asked,
     "specialist_places.backfill specialist.places", ""},
    {"returned_to_the_borough", Subject::plans, asked,
     "specialist_places.return_rate specialist.places", "out_of_borough"},
    {"placed_in_care", Subject::plans, asked, "looked_after.placed_elsewhere", ""},

    {"displaced", Subject::displacement,
     "Every pupil-day away from mainstream carries its reason, so that its cost can be traced.",
     "unit.places specialist.places specialist.announced", "unit_roll waiting_for_specialist"},
    {"out_of_borough_by_reason", Subject::displacement,
     "Every out-of-borough pupil-day is traced to capacity, quota, need or timing.",
     "specialist.places specialist.announced plans.complex_need specialist_places.local_refused",
     "out_of_borough waiting_for_specialist"},
    {"out_of_borough_cost_by_reason", Subject::displacement,
     "... and so is every pound, by the pupil-days of the school year.",
     "specialist.places independent.price specialist.top_up", "out_of_borough_by_reason"},

    {"intervention_cost", Subject::money, books,
     "intervention.cost intervention.from intervention.funding_ends", ""},
    {"intervention_income", Subject::money, books, "intervention.traded_income",
     "intervention_cost"},
    {"semh_spend", Subject::money, "The cost table of 2014/15, GBP 3.78m (5 Steps s.3).",
     "prices.* specialist.place_element specialist.top_up independent.price* intervention.cost "
     "intervention.traded_income option.price option.quality_assurance_cost devolution.* "
     "education_otherwise.price",
     "unit_roll out_of_borough"},
    {"money", Subject::money, books,
     "prices.* specialist.place_element specialist.top_up "
     "independent.price* exclusion.deduction_* block.* intervention.cost option.price "
     "devolution.* quota.* travel.* education_otherwise.price",
     "unit_roll out_of_borough"},
    {"semh_spend_in_school_year", Subject::money,
     "The same postings by school year: both sum to one total.",
     "prices.* specialist.place_element specialist.top_up independent.price* intervention.cost "
     "intervention.traded_income option.price option.quality_assurance_cost devolution.* "
     "education_otherwise.price",
     "unit_roll out_of_borough"},
    {"money_in_school_year", Subject::money, books,
     "prices.* specialist.place_element specialist.top_up "
     "independent.price* exclusion.deduction_* block.* intervention.cost option.price "
     "devolution.* quota.* travel.* education_otherwise.price",
     "unit_roll out_of_borough"},
    {"balance_carried_forward", Subject::money,
     "The deficit that the grant carries from year to year (Schools Forum).",
     "block.opening_balance block.opening_year", "in_year_balance"},
    {"transfer_asked", Subject::money,
     "Transfers between blocks: from 2018-19 at most half a percent of the schools block.",
     "block.transfer block.transfer_limit block.schools_block", ""},
    {"provision_cost", Subject::money, "The cost table of 2014/15, line by line (5 Steps s.3).",
     "prices.unit_place prices.unit_top_up unit.places specialist.top_up independent.price*",
     "unit_roll out_of_borough"},
    {"travel_cost", Subject::money, "A pressure on the general fund, outside the grant.",
     "travel.*", "unit_roll out_of_borough in_spot_places"},
    {"released_funding", Subject::money, "'Devolving released funding' (5 Steps, step 4).",
     "devolution.* unit.places prices.unit_place prices.unit_top_up", "unit_roll"},
    {"recharge", Subject::money, books,
     "quota.* prices.referral_p* prices.*_paid_by_partnership devolution.*",
     "above_quota released_funding"},
    {"in_year_balance", Subject::money, "The high needs block by financial year (Schools Forum).",
     "block.*", "semh_spend"},

    {"pupils_reached", Subject::population, asked,
     "intervention.reach intervention.from intervention.ramp_months intervention.funding_ends "
     "intervention.decay_months population.intake",
     ""},
    {"pupils_on_roll", Subject::population, census,
     "population.intake population.arrivals population.departures", ""},
};

}  // namespace

std::string_view title_of(Subject subject) {
  switch (subject) {
    case Subject::exclusions: return "Exclusions";
    case Subject::full_time: return "Not in full-time education";
    case Subject::waiting: return "Waiting";
    case Subject::units: return "Pupil referral units";
    case Subject::partnerships: return "Partnerships and schools";
    case Subject::alternatives: return "Alternative provision";
    case Subject::plans: return "Plans and specialist places";
    case Subject::displacement: return "Why pupils are where they are";
    case Subject::money: return "Money";
    case Subject::population: return "Population";
  }
  sim::contract_broken("a measure belongs to one of the known subjects");
}

std::span<const Explanation> explanations() {
  return all;
}

const Explanation* explanation_of(std::string_view measure) {
  for (const Explanation& each : all)
    if (each.measure == measure) return &each;
  return nullptr;
}

std::string without_ids(std::string_view key) {
  std::string plain;
  int depth = 0;
  for (const char c : key) {
    if (c == '[') ++depth;
    if (depth == 0) plain += c;
    if (c == ']' && depth > 0) --depth;
  }
  return plain;
}

bool fits(std::string_view pattern, std::string_view key) {
  const std::size_t star = pattern.find('*');
  if (star == std::string_view::npos) return pattern == key;
  if (key.substr(0, star) != pattern.substr(0, star)) return false;
  const std::string_view rest = pattern.substr(star + 1);
  if (rest.empty()) return true;
  for (std::size_t at = star; at <= key.size(); ++at)
    if (fits(rest, key.substr(at))) return true;
  return false;
}

std::vector<std::string_view> words_of(std::string_view list) {
  std::vector<std::string_view> words;
  while (!list.empty()) {
    const std::size_t end = std::min(list.find(' '), list.size());
    if (end > 0) words.push_back(list.substr(0, end));
    list.remove_prefix(std::min(end + 1, list.size()));
  }
  return words;
}

}  // namespace models
