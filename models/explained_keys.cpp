#include "models/explanations.h"

namespace models {
namespace {

constexpr KeyExplanation all[] = {
    {"name", "models/borough.h", "The name by which outputs show the scenario."},
    {"about", "models/borough.h", "What the scenario is about, in a sentence."},
    {"period.*", "models/borough.h", "First and last school year, and the first one reported."},
    {"population.intake", "models/population.cpp", "Pupils who enter Reception each September."},
    {"population.arrivals", "models/population.cpp", "Pupils who move in each September."},
    {"population.departures", "models/population.cpp", "How often a family moves away."},
    {"schools.concentration_*", "models/exposure.cpp",
     "How unequal schools are in how often they exclude."},
    {"schools.*", "models/population.cpp", "How many schools and partnerships there are."},
    {"fixed_term_exclusions.rate", "models/exposure.cpp",
     "Fixed-term exclusions of a pupil-year in each year group, Reception first."},
    {"fixed_term_exclusions.term.*", "models/exposure.cpp",
     "How the rate of a school day differs between terms."},
    {"fixed_term_exclusions.shape", "models/fixed_term_exclusion.cpp",
     "How much pupils differ: small means that few pupils make most exclusions."},
    {"fixed_term_exclusions.contagion", "models/fixed_term_exclusion.cpp",
     "Repeats that each fixed-term exclusion leads to."},
    {"fixed_term_exclusions.repeat_rate", "models/fixed_term_exclusion.cpp",
     "How soon a repeat follows."},
    {"fixed_term_exclusions.primary_follows", "models/exposure.cpp",
     "Share of the year's level that primary schools follow."},
    {"fixed_term_exclusions.level.*", "models/year_level.cpp",
     "How far each school year lies above or below the yearly rates."},
    {"exclusion.level_*", "models/year_level.cpp",
     "How far a school year's decisions to exclude lie above or below the usual."},
    {"exclusion.one_off_*", "models/exclusion.cpp",
     "Decisions to exclude a pupil without a record."},
    {"exclusion.withdrawn_*", "models/challenge.cpp",
     "Share of decisions that challenge has withdrawn."},
    {"exclusion.review_days", "models/challenge.cpp", "School days until governors have met."},
    {"exclusion.provision_day", "models/sixth_day.cpp",
     "School day from which education is owed after a decision."},
    {"exclusion.deduction_*", "models/challenge.cpp",
     "What the school hands over for a pupil it excludes."},
    {"exclusion.*", "models/exclusion.cpp",
     "Odds that a head decides to exclude for good after a fixed-term exclusion."},
    {"unit.stay.settling", "models/stay.cpp", "How soon a stay reaches its second stage."},
    {"unit.stay.plan_request", "models/stay.cpp", "How often a stay leads to a plan request."},
    {"unit.stay.*", "models/stay.cpp", "How soon a pupil goes back to school on trial."},
    {"unit.places", "models/pupil_referral_unit.cpp",
     "Places that the authority has commissioned: up to here referrals and plans are admitted."},
    {"unit.physical_limit", "models/pupil_referral_unit.cpp",
     "Up to here pupils are admitted to whom education is owed from day six."},
    {"unit.*", "models/pupil_referral_unit.cpp", "Whom the unit takes."},
    {"referral.*", "models/referral.cpp", "Referrals by schools to a unit."},
    {"waiting.spot_search", "models/pupil_referral_unit.cpp",
     "Time to find a spot-purchased place when the unit has no room."},
    {"waiting.referral_patience", "models/referral.cpp",
     "How long a referral waits before it is given up."},
    {"reintegration.*", "models/reintegration.cpp",
     "How soon a reintegration on trial succeeds or fails."},
    {"phase_change.*", "models/school_year.cpp", "Where primary pupils of a unit go after Year 6."},
    {"plans.initial_*", "models/plan.cpp", "Pupils who hold a plan when the run begins."},
    {"plans.complex_need", "models/specialist_place.cpp",
     "Share of plans that only an independent school can meet."},
    {"plans.*", "models/plan.cpp", "Requests for plans, their answers, and what a plan names."},
    {"specialist.place_element", "models/spending.cpp", "Paid for a place, filled or not."},
    {"specialist.top_up", "models/spending.cpp", "Paid for a pupil."},
    {"specialist.*", "models/specialist_place.cpp",
     "A special school, base or other authority's school: places, ages, opening."},
    {"independent.after_year_11*", "models/school_year.cpp",
     "Placements that go on after Year 11."},
    {"independent.price*", "models/spending.cpp", "Yearly fee of an independent placement."},
    {"independent.*", "models/specialist_place.cpp",
     "How soon an independent place is found and agreed, and how many at most."},
    {"prices.*", "models/spending.cpp", "A price a year, and who pays it."},
    {"block.*", "models/spending.cpp", "Income of the high needs block and its other spending."},
    {"intervention.*_effect", "models/intervention.cpp",
     "What an intervention lessens for the pupils it reaches, as a share."},
    {"intervention.cost", "models/intervention.cpp", "What an intervention costs a year."},
    {"intervention.paid_by", "models/intervention.cpp", "Who pays what schools do not."},
    {"intervention.traded_income", "models/intervention.cpp",
     "Share of the cost of an intervention that schools pay."},
    {"intervention.*", "models/intervention.cpp",
     "Which pupils an intervention reaches, when, and how it ends."},
    {"group.*", "models/pupil_group.cpp",
     "A group of pupils: its share, and its risk against others where a source gives one."},
    {"success.*", "models/success.cpp",
     "What the strategy said it would be judged by: a measure, a target and a date."},
};

}  // namespace

std::span<const KeyExplanation> key_explanations() {
  return all;
}

const KeyExplanation* explanation_of_key(std::string_view key) {
  for (const KeyExplanation& each : all)
    if (fits(each.keys, key)) return &each;
  return nullptr;
}

}  // namespace models
