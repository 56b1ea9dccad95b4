#include <cmath>
#include <cstddef>
#include <string>
#include <utility>
#include <vector>

#include "scenarios/scenario_reader.h"
#include "sim/random/elementary.h"

namespace scenarios {
namespace {

using models::Borough;

struct Years {
  int first;
  int last;
};

Years read_years(Section& section) {
  const Years years{static_cast<int>(section.whole_number("first_year", 0, models::last_year)),
                    static_cast<int>(section.whole_number("last_year", 0, models::last_year))};
  if (years.first > years.last) section.complain("last_year", "must not be before first_year");
  return years;
}

models::Stay read_stay(Section section) {
  models::Stay stay;
  stay.settling = section.assumption("settling", 0, 50, "per year").value;
  const auto bands = [&](std::string_view key, models::ByYearGroup<double>& rates) {
    Section band = section.section(key);
    const double younger = band.assumption("to_year_9", 0, 50, "per year").value;
    const double year_10 = band.assumption("year_10", 0, 50, "per year").value;
    const double year_11 = band.assumption("year_11", 0, 50, "per year").value;
    rates.fill(younger);
    rates[10] = year_10;
    rates[11] = year_11;
    band.finish();
  };
  bands("early", stay.early);
  bands("late", stay.late);
  stay.plan_request = section.assumption("plan_request", 0, 20, "per year").value;
  section.finish();
  return stay;
}

/// Units and providers are numbered in one byte.
constexpr std::size_t most_providers = 200;

/// The tables under `key`; too many of them is a problem like any other.
std::vector<Section> few_sections(Section& root, std::string_view key) {
  std::vector<Section> sections = root.sections(key);
  if (sections.size() > most_providers)
    root.complain(key, "must be at most 200 tables, not " + std::to_string(sections.size()));
  return sections;
}

void read_units(Section& root, Borough& borough, const Period& period) {
  for (Section& section : few_sections(root, "unit")) {
    models::Unit unit;
    unit.id = section.id();
    unit.name = section.text("name");
    const Years years = read_years(section);
    unit.first_year = years.first;
    unit.last_year = years.last;
    unit.takes_excluded = section.boolean("takes_excluded");
    unit.places = dated_whole(section.whole_steps("places", 0, 100'000, "places", period));
    unit.limit = dated(section.steps("physical_limit", 1, 10, "times places", period));
    unit.stay = read_stay(section.section("stay"));
    section.finish();
    borough.units.push_back(unit);
  }
  for (int group = 0; group < models::year_groups; ++group) {
    bool served = false;
    for (const models::Unit& unit : borough.units)
      served |= unit.takes_excluded && unit.first_year <= group && group <= unit.last_year;
    if (!served) {
      root.complain(
          "unit",
          "must include one that takes excluded pupils of year group " + std::to_string(group),
          "Widen first_year or last_year of a unit with takes_excluded = true.");
      return;
    }
  }
}

void read_referrals(Section& root, Borough& borough, const Period& period) {
  std::vector<std::string> unit_ids;
  for (const models::Unit& unit : borough.units) unit_ids.push_back(unit.id);
  for (Section& section : few_sections(root, "referral")) {
    models::Referral referral;
    referral.id = section.id();
    const std::size_t unit = section.choice("unit", unit_ids);
    if (unit < unit_ids.size()) referral.unit = unit_ids[unit];
    const Years years = read_years(section);
    referral.first_year = years.first;
    referral.last_year = years.last;
    referral.rate = dated(section.steps("rate", 0, 10'000, "referrals per year", period));
    referral.dual = section.boolean("dual");
    referral.through_panel = section.optional_boolean("through_panel").value_or(false);
    section.finish();
    borough.referrals.push_back(referral);
  }
}

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
    section.complain("soonest_weeks", "must not be more than limit_weeks");
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
    steps.emplace_back(sim::date(year, 4, 1),
                       sim::Money::pence(static_cast<std::int64_t>(pence + 0.5)));
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

}  // namespace

void read_provision(Section& root, models::Borough& borough) {
  const Period period = step_period(borough.period);
  read_units(root, borough, period);
  read_referrals(root, borough, period);
  Section waiting = root.section("waiting");
  borough.waiting.spot_search_weeks = waiting.assumption("spot_search", 0, 500, "weeks").value;
  borough.waiting.referral_patience_weeks =
      waiting.assumption("referral_patience", 1, 500, "weeks").value;
  waiting.finish();
  Section reintegration = root.section("reintegration");
  borough.reintegration = {reintegration.assumption("success", 0, 100, "per year").value,
                           reintegration.assumption("failure", 0, 100, "per year").value};
  if (borough.reintegration.success + borough.reintegration.failure <= 0)
    reintegration.complain("success", "must be above 0, unless failure is",
                           "A trial that neither succeeds nor fails never ends.");
  reintegration.finish();
  const auto change = root.shares("phase_change", {"mainstream", "unit", "specialist"});
  if (change.size() == 3)
    borough.phase_change = {change[0].value, change[1].value, change[2].value};
  borough.plans = read_plans(root.section("plans"), period);
  read_specialists(root, borough, period);
  borough.independent = read_independent(root.section("independent"), borough.period);
  read_money(root, borough);
  read_out_of_sight(root, borough);
}

}  // namespace scenarios
