#include <cmath>
#include <string>
#include <utility>
#include <vector>

#include "scenarios/scenario_reader.h"
#include "sim/random/elementary.h"

namespace scenarios {
namespace {

using models::Borough;

models::Plans read_plans(Section section, const Period& period) {
  models::Plans plans;
  plans.requests = section.assumption("requests", 0, 10'000, "requests per year").value;
  plans.base_year = static_cast<int>(section.whole_number("base_year", 1980, 2100));
  plans.growth = section.assumption("growth", -0.5, 0.5, "log per year").value;
  const auto weights = section.assumptions("weight", models::year_groups, 0, 1, "share");
  double sum = 0;
  for (std::size_t group = 0; group < weights.size(); ++group) {
    plans.weight[group] = weights[group].value;
    sum += weights[group].value;
  }
  if (weights.size() == models::year_groups && (sum < 1 - 1e-9 || sum > 1 + 1e-9))
    section.complain("weight", "must sum to 1, not " + number_text(std::round(sum * 1e9) / 1e9),
                     "Change the shares of the year groups; they are never rescaled for you.");
  plans.after_exclusion = {
      section.assumption("after_exclusion_primary", 0, 1, "probability").value,
      section.assumption("after_exclusion_secondary", 0, 1, "probability").value};
  plans.refused = dated(section.steps("refused", 0, 1, "share", period));
  plans.on_time = dated(section.steps("on_time", 0.001, 0.999, "share", period));
  plans.soonest_weeks = section.assumption("soonest_weeks", 0, 100, "weeks").value;
  plans.limit_weeks = section.assumption("limit_weeks", 0, 100, "weeks").value;
  if (plans.soonest_weeks > plans.limit_weeks)
    section.complain("soonest_weeks",
                     "must not be more than " + section.told("limit_weeks", "soonest_weeks"),
                     "Put the shorter time first.");
  plans.late_weeks = section.assumption("late_weeks", 0, 200, "weeks").value;
  plans.complex_need = section.assumption("complex_need", 0, 1, "share").value;
  const auto from_school = section.shares("from_school", {"mainstream", "specialist", "unit"});
  if (from_school.size() == 3) {
    plans.to_specialist = from_school[1].value;
    plans.to_unit = from_school[2].value;
  }
  const auto from_unit = section.shares("from_unit", {"unit", "specialist"});
  if (from_unit.size() == 2) plans.unit_to_specialist = from_unit[1].value;
  plans.initial = {section.assumption("initial_mainstream", 0, 600, "pupils").value,
                   section.assumption("initial_other_authority", 0, 600, "pupils").value,
                   section.assumption("initial_independent", 0, 600, "pupils").value};
  section.finish();
  return plans;
}

constexpr Word<models::SpecialistKind> kinds[] = {
    {"special-school", models::SpecialistKind::special_school},
    {"resource-base", models::SpecialistKind::resource_base},
    {"other-authority", models::SpecialistKind::other_authority},
};

void read_specialists(Section& root, Borough& borough, const Period& period) {
  for (Section& section : few_sections(root, "specialist")) {
    models::Specialist given;
    given.id = section.id();
    given.name = section.text("name");
    given.kind = section.choice("kind", kinds);
    const Years years = read_years(section);
    given.first_year = years.first;
    given.last_year = years.last;
    given.most_per_year_group = static_cast<int>(
        section.whole_assumption("most_per_year_group", 1, 10'000, "pupils").value);
    if (const auto announced = section.optional_date("announced", period.first, period.last))
      given.announced = *announced;
    given.places = dated_whole(section.whole_steps("places", 0, 100'000, "places", period));
    if (section.has("slippage")) {
      const auto shares = section.shares("slippage", {"none", "a_term", "a_year", "two_years"});
      for (std::size_t i = 0; i < shares.size(); ++i) given.slippage[i] = shares[i].value;
    }
    given.place_element = dated(
        section.money_steps("place_element", 0, 1'000'000, "pounds per place per year", period));
    given.top_up =
        dated(section.money_steps("top_up", 0, 1'000'000, "pounds per pupil per year", period));
    section.finish();
    borough.specialists.push_back(given);
  }
}

/// A price of one financial year that changes by the same share every April.
models::Price grown_price(Section& section, const models::Period& run) {
  const sim::Money price =
      section.money_assumption("price", 0, 1'000'000, "pounds per pupil per year").value;
  const auto base_year = static_cast<int>(section.whole_number("price_year", 1980, 2100));
  const double growth = section.assumption("price_growth", -0.2, 0.5, "per year").value;
  std::vector<models::Price::Step> steps;
  for (int year = run.first_school_year; year <= run.last_school_year + 1; ++year) {
    const double pence =
        static_cast<double>(price.in_pence()) * sim::pow(1 + growth, year - base_year);
    steps.emplace_back(sim::date(year, 4, 1), sim::Money::pence(std::llround(pence)));
  }
  return models::Price(std::move(steps));
}

models::Independent read_independent(Section section, const models::Period& run) {
  const Period period = step_period(run);
  models::Independent given;
  given.search = dated(section.steps("search", 0, 100, "per year", period));
  given.shortest_wait_weeks = section.assumption("shortest_wait", 0, 500, "weeks").value;
  given.most = dated_whole(section.whole_steps("most", 0, 100'000, "pupils", period));
  given.post_sixteen = section.assumption("after_year_11", 0, 1, "share").value;
  given.post_sixteen_years = section.assumption("after_year_11_years", 0, 9, "years").value;
  given.price = grown_price(section, run);
  if (section.has("other_paid_by_social_care"))
    given.other_paid_by_social_care = dated(section.money_steps(
        "other_paid_by_social_care", 0, 1'000'000, "pounds per pupil per year", period));
  section.finish();
  return given;
}

models::SpecialistPolicy read_policy(Section section, const Period& period) {
  models::SpecialistPolicy given;
  const auto share = [&](std::string_view key) {
    return dated(section.steps(key, 0, 1, "share", period));
  };
  given.local_refused = share("local_refused");
  given.appeal_weeks = section.assumption("appeal", 0, 500, "weeks").value;
  given.imports = share("imports");
  given.backfill = share("backfill");
  given.return_rate = share("return_rate");
  given.february_round = section.optional_boolean("february_round").value_or(false);
  section.finish();
  return given;
}

models::LookedAfter read_looked_after(Section section, const Borough& borough,
                                      const Period& period) {
  models::LookedAfter given;
  given.placed_elsewhere =
      dated(section.steps("placed_elsewhere", 0, 10'000, "pupils per year", period));
  given.years = section.assumption("years", 0.01, 20, "years").value;
  given.at_other_authority = section.assumption("at_other_authority", 0, 1, "share").value;
  given.care_paid = dated(section.steps("care_paid", 0, 1, "share", period));
  if (section.has("referred")) {
    given.referred = dated(section.steps("referred", 0, 10'000, "pupils per year", period));
    given.unit = unit_chosen(section, borough);
  }
  section.finish();
  return given;
}

models::PlansTo25 read_plans_to_25(Section section, const Period& period) {
  models::PlansTo25 given;
  given.plans = dated_whole(section.whole_steps("plans", 0, 100'000, "plans", period));
  given.price =
      dated(section.money_steps("price", 0, 1'000'000, "pounds per plan per year", period));
  section.finish();
  return given;
}

}  // namespace

std::string unit_chosen(Section& section, const Borough& borough) {
  std::vector<std::string> ids;
  for (const models::Unit& unit : borough.units) ids.push_back(unit.id);
  const std::size_t unit = section.choice("unit", ids);
  return unit < ids.size() ? ids[unit] : std::string();
}

void read_specialist_provision(Section& root, Borough& borough) {
  const Period period = step_period(borough.period);
  borough.plans = read_plans(root.section("plans"), period);
  read_specialists(root, borough, period);
  borough.independent = read_independent(root.section("independent"), borough.period);
  if (auto section = root.optional_section("specialist_places"))
    borough.specialist_policy = read_policy(std::move(*section), period);
  if (auto section = root.optional_section("looked_after"))
    borough.looked_after = read_looked_after(std::move(*section), borough, period);
  if (auto section = root.optional_section("plans_to_25"))
    borough.plans_to_25 = read_plans_to_25(std::move(*section), period);
}

}  // namespace scenarios
