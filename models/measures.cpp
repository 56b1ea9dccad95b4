#include "models/measures.h"

#include <utility>

#include "models/catalogue.h"
#include "models/census.h"
#include "models/measures_units.h"
#include "models/world.h"

namespace models {
namespace {

void add_exclusions(Catalogue& all, const Borough& borough) {
  all.add_counts("permanent_exclusions", Count::permanent, "exclusions",
                 "Permanent exclusions that stand, by the date of the head's decision.");
  all.add_counts("decisions_to_exclude", Count::decisions, "decisions",
                 "Decisions to exclude permanently, withdrawn ones and pending ones included.");
  all.add_counts("exclusions_withdrawn", Count::withdrawn, "decisions",
                 "Decisions withdrawn or not upheld, by the date of the head's decision.");
  all.add_counts("fixed_term_exclusions", Count::fixed_term, "exclusions",
                 "Fixed-term exclusions.");
  all.add_counts("repeated_fixed_term_exclusions", Count::repeats, "exclusions",
                 "Fixed-term exclusions that an earlier one of the same pupil led to.");
  all.add_counts("pupils_with_fixed_term_exclusions", Count::pupils_excluded, "pupils",
                 "Pupils with at least one fixed-term exclusion in the school year.");
  for (int group = 0; group < year_groups; ++group)
    all.add("permanent_exclusions_by_year_group",
            group == 0 ? "reception" : "year-" + std::to_string(group), "exclusions",
            "Permanent exclusions that stand, by year group at the decision.", Basis::school_year,
            Shown::as_counted, [group](const World& world, int year) {
              return world.record.counted(Count::permanent, year, group);
            });
  for (int partnership = 0; partnership < static_cast<int>(borough.partnerships.size());
       ++partnership)
    all.add("permanent_exclusions_by_partnership",
            borough.partnerships[static_cast<std::size_t>(partnership)].id, "exclusions",
            "Permanent exclusions that stand, by the partnership of the school.",
            Basis::school_year, Shown::as_counted, [partnership](const World& world, int year) {
              return world.record.permanent_in(year, partnership);
            });
}

std::int64_t area_of(const World& world, int year, std::initializer_list<Setting> where) {
  std::int64_t sum = 0;
  for (const Setting setting : where) sum += world.record.area(year, setting);
  return sum;
}

void add_waiting(Catalogue& all) {
  all.add_counts(
      "waited_past_day_six", Count::waited_past_day_six, "pupils",
      "Pupils, once a year, owed education from the sixth day of an exclusion for whom no "
      "unit had room.");
  all.add_counts("waited_after_trial", Count::waited_after_trial, "waits",
                 "Waits for a place after a reintegration that failed, for want of room.");
  all.add_mean(
      "waiting_past_day_six", "",
      "Pupils on tuition because no unit has room within its limit, on average.",
      [](const World& world, int year) { return area_of(world, year, {Setting::tuition}); });
  all.add_mean(
      "in_spot_places", "", "Pupils in spot-purchased alternative places, on average.",
      [](const World& world, int year) { return area_of(world, year, {Setting::spot_place}); });
  all.add_mean(
      "waiting_for_unit_at_school", "",
      "Pupils at school who are referred to a unit, or have a plan for one, and wait for room, "
      "on average.",
      [](const World& world, int year) {
        return world.record.area(year, Setting::mainstream, Reason::unit_full);
      });
  all.add_counts("spot_places_taken", Count::spot_places, "places",
                 "Spot-purchased places taken up.");
  all.add_mean("waiting_for_specialist", "",
               "Pupils whose plan names special provision and who wait for it, on average.",
               [](const World& world, int year) {
                 return world.record.area(year, Stock::waiting_for_specialist);
               });
  all.add_mean("waiting_for_specialist_at_units", "",
               "... of whom holding a place at a pupil referral unit meanwhile.",
               [](const World& world, int year) {
                 return world.record.area(year, Stock::waiting_at_units);
               });
}

void add_units(Catalogue& all, const Borough& borough) {
  all.add_mean("unit_roll", "",
               "Pupils on roll at pupil referral units, dual included, on average.",
               [](const World& world, int year) { return area_of(world, year, {Setting::unit}); });
  for (std::size_t unit = 0; unit < borough.units.size(); ++unit) {
    const std::string& id = borough.units[unit].id;
    all.add_mean(
        "unit_roll", id, "Pupils on roll at the unit, dual included, on average.",
        [unit](const World& world, int year) { return world.record.roll_area(year, unit); });
    all.add("unit_roll_most", id, "pupils", "Most pupils on roll at the unit on any day.",
            Basis::school_year, Shown::as_counted,
            [unit](const World& world, int year) { return world.record.most_on_roll(year, unit); });
    all.add("unit_places", id, "places", "Commissioned places at the end of the school year.",
            Basis::school_year, Shown::as_counted, [unit](const World& world, int year) {
              const Period& period = world.borough.period;
              return std::int64_t{world.borough.units[unit].places.at(
                  sim::date(period.first_school_year + year + 1, 8, 31))};
            });
  }
  all.add_mean(
      "dual_registered", "", "Pupils at units who stay on a school's roll, on average.",
      [](const World& world, int year) { return world.record.area(year, Stock::dual_registered); });
  all.add_mean(
      "plans_at_units", "", "Pupils at units who hold a plan, on average.",
      [](const World& world, int year) { return world.record.area(year, Stock::plans_at_units); });
  all.add_counts("unit_admissions", Count::unit_admissions, "admissions", "Admissions to units.");
  all.add_counts("referrals", Count::referrals, "referrals", "Referrals to units by schools.");
  all.add_counts("referrals_lapsed", Count::referrals_lapsed, "referrals",
                 "Referrals given up before there was room.");
  all.add_counts("left_units_after_year_11", Count::aged_out, "pupils",
                 "Pupils who left a unit, a spot place or tuition at the end of Year 11.");
  all.add_counts("reintegrations_begun", Count::trials, "pupils", "Reintegrations begun on trial.");
  all.add_counts("reintegrations_succeeded", Count::trials_succeeded, "pupils",
                 "Reintegrations that succeeded.");
  all.add_counts("reintegrations_failed", Count::trials_failed, "pupils",
                 "Reintegrations that failed.");
}

void add_specialist(Catalogue& all) {
  all.add_mean("out_of_borough", "",
               "Pupils of school age in other authorities' or independent special schools, on "
               "average.",
               [](const World& world, int year) {
                 return area_of(world, year, {Setting::other_authority, Setting::independent});
               });
  all.add_mean("out_of_borough", "other-authority", "... in other authorities' special schools.",
               [](const World& world, int year) {
                 return area_of(world, year, {Setting::other_authority});
               });
  all.add_mean(
      "out_of_borough", "independent", "... in independent and non-maintained special schools.",
      [](const World& world, int year) { return area_of(world, year, {Setting::independent}); });
  all.add_mean("in_local_specialist_places", "",
               "Pupils in the borough's special schools and bases for SEMH, on average.",
               [](const World& world, int year) {
                 return area_of(world, year, {Setting::special_school, Setting::resource_base});
               });
  all.add_mean(
      "after_year_11", "", "Young people whose placement goes on after Year 11, on average.",
      [](const World& world, int year) { return area_of(world, year, {Setting::post_sixteen}); });
  all.add_counts("plan_requests", Count::plan_requests, "requests",
                 "Requests for a plan for SEMH.");
  all.add_counts("plans_refused", Count::plans_refused, "requests", "Requests refused.");
  all.add_counts("plans_issued", Count::plans_issued, "plans", "Plans for SEMH issued.");
  all.add_counts("placed_locally", Count::placed_locally, "placements",
                 "Placements in the borough's special schools and bases.");
  all.add_counts("placed_at_other_authority", Count::placed_at_other_authority, "placements",
                 "Placements at other authorities' special schools.");
  all.add_counts("placed_independent", Count::placed_independent, "placements",
                 "Placements at independent and non-maintained special schools.");
  all.add_counts("specialist_places_named", Count::specialist_named, "plans",
                 "Plans that name special provision.");
}

}  // namespace

std::vector<YearlyMeasure> yearly_measures(const Borough& borough) {
  Catalogue all;
  all.add("pupils_on_roll", "", "pupils", "Pupils in Reception to Year 11 on 1 September.",
          Basis::school_year, Shown::as_counted,
          [](const World& world, int year) { return world.population.roll(year); });
  add_exclusions(all, borough);
  add_waiting(all);
  add_units(all, borough);
  add_units_in_detail(all, borough);
  add_specialist(all);
  add_panel_measures(all, borough);
  add_displacement(all);
  add_children(all);
  add_interventions(all, borough);
  add_groups(all, borough);
  add_census(all);
  add_money(all, borough);
  return std::move(all.measures);
}

std::vector<MonthlyMeasure> monthly_measures(const Borough& borough) {
  std::vector<MonthlyMeasure> all;
  const auto add = [&](std::string name, std::string breakdown, std::string unit,
                       std::string definition, bool is_flow, auto value) {
    all.push_back({{std::move(name), std::move(unit), std::move(definition)},
                   std::move(breakdown),
                   is_flow,
                   value});
  };
  const auto flow = [&](std::string name, Count count, std::string definition) {
    add(std::move(name), "", "events", std::move(definition), true,
        [count](const Snapshot& s) { return s.totals[static_cast<std::size_t>(count)]; });
  };
  const auto stock = [&](std::string name, Setting setting, std::string definition) {
    add(std::move(name), "", "pupils", std::move(definition), false,
        [setting](const Snapshot& s) { return s.pupils[static_cast<std::size_t>(setting)]; });
  };
  flow("fixed_term_exclusions", Count::fixed_term, "Fixed-term exclusions in the period.");
  flow("decisions_to_exclude", Count::decisions, "Decisions to exclude in the period.");
  flow("unit_admissions", Count::unit_admissions, "Admissions to units in the period.");
  for (std::size_t unit = 0; unit < borough.units.size(); ++unit)
    add("unit_roll", borough.units[unit].id, "pupils", "On roll at the end of the period.", false,
        [unit](const Snapshot& s) { return s.rolls[unit]; });
  stock("waiting_past_day_six", Setting::tuition, "On tuition at the end of the period.");
  stock("in_spot_places", Setting::spot_place, "In spot-purchased places at its end.");
  stock("in_special_schools", Setting::special_school, "In the borough's special schools.");
  stock("in_resource_bases", Setting::resource_base, "In resource bases.");
  stock("at_other_authorities", Setting::other_authority, "In other authorities' schools.");
  stock("in_independent_schools", Setting::independent, "In independent special schools.");
  add("waiting_for_specialist", "", "pupils", "Waiting for a specialist place at its end.", false,
      [](const Snapshot& s) {
        return s.stocks[static_cast<std::size_t>(Stock::waiting_for_specialist)];
      });
  add("plans_at_units", "", "pupils", "At units with a plan at the end of the period.", false,
      [](const Snapshot& s) { return s.stocks[static_cast<std::size_t>(Stock::plans_at_units)]; });
  add("semh_spend", "", std::string(sim::pence_unit), "Posted in the period.", true,
      [](const Snapshot& s) { return s.semh_spend; });
  return all;
}

std::string shown_unit(const YearlyMeasure& measure) {
  switch (measure.shown) {
    case Shown::as_counted: return measure.measure.unit;
    case Shown::mean: return "pupils";
    case Shown::money: return "pounds";
  }
  sim::contract_broken("a value is shown in one of the known ways");
}

std::string shown_definition(const YearlyMeasure& measure) {
  const std::string& definition = measure.measure.definition;
  return definition.substr(0, definition.find(pupil_days));
}

double shown_value(const YearlyMeasure& measure, std::int64_t stored, int year) {
  const auto number = static_cast<double>(stored);
  if (measure.shown == Shown::money) return number / 100;
  if (measure.shown == Shown::as_counted) return number;
  return number / static_cast<double>((sim::date(year + 1, 9, 1) - sim::date(year, 9, 1)).count());
}

std::vector<int> reported_school_years(const Period& period) {
  std::vector<int> years;
  for (int year = period.report_from; year <= period.last_school_year; ++year)
    years.push_back(year - period.first_school_year);
  return years;
}

std::vector<int> reported_financial_years(const Period& period) {
  std::vector<int> years;
  for (int year = period.report_from + 1; year <= period.last_school_year; ++year)
    years.push_back(year);
  return years;
}

namespace {

/// What `posted` says of the services that the block pays for SEMH, less what it gets back.
template <class Posted>
sim::Money spent_on_semh(Posted posted) {
  sim::Money sum;
  for (const Service service :
       {Service::unit_places, Service::unit_top_up, Service::tuition, Service::spot_places,
        Service::local_places, Service::local_top_up, Service::other_authority_top_up,
        Service::independent_fees, Service::post_sixteen_fees, Service::managed_moves,
        Service::short_breaks, Service::alternative_provision, Service::school_provision,
        Service::partnership_places, Service::quality_assurance, Service::protection,
        Service::devolved, Service::support, Service::education_otherwise})
    sum += posted(service);
  for (const Service service : {Service::top_up_recharge, Service::alternatives_recharge,
                                Service::devolved_returned, Service::imported_places})
    sum -= posted(service);
  return sum;
}

}  // namespace

sim::Money semh_spend(const Ledger& ledger, int financial_year) {
  return spent_on_semh([&](Service service) { return ledger.posted(financial_year, service); });
}

sim::Money semh_spend_in_school_year(const Ledger& ledger, int school_year) {
  return spent_on_semh(
      [&](Service service) { return ledger.posted_in_school_year(school_year, service); });
}

}  // namespace models
