#include <algorithm>
#include <cstddef>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "scenarios/scenario_reader.h"

namespace scenarios {
namespace {

using models::Borough;

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

double optional_value(Section& section, std::string_view key, double least, double most,
                      std::string_view unit) {
  const auto read = section.optional_assumption(key, least, most, unit);
  return read ? read->value : 0;
}

/// Every instant at which the places of the unit or of a site change, and the first day of all.
std::set<sim::Instant> changes_of_places(const models::Unit& unit) {
  std::set<sim::Instant> changes;
  for (const auto& step : unit.places.steps()) changes.insert(step.first);
  for (const models::Site& site : unit.role.sites)
    for (const auto& step : site.places.steps()) changes.insert(step.first);
  return changes;
}

void read_sites(Section& section, models::Unit& unit, const Period& period) {
  for (Section& site : section.sections("site")) {
    unit.role.sites.push_back(
        {site.id(), dated_whole(site.whole_steps("places", 0, 100'000, "places", period))});
    site.finish();
  }
  if (unit.role.sites.empty()) return;
  for (const sim::Instant when : changes_of_places(unit)) {
    int sum = 0;
    for (const models::Site& site : unit.role.sites) sum += site.places.at(when);
    if (sum == unit.places.at(when)) continue;
    section.complain("site",
                     "must have places that add up to the " + std::to_string(unit.places.at(when)) +
                         " places of the unit on " + sim::to_string(sim::date_of(when)) +
                         ", not to " + std::to_string(sum),
                     "Change the places of a site or of the unit on that date.");
    return;
  }
}

void read_vocational(Section& section, models::Unit& unit, const Period& period) {
  models::UnitRole& role = unit.role;
  if (section.has("vocational_places"))
    role.vocational_places =
        dated_whole(section.whole_steps("vocational_places", 0, 100'000, "places", period));
  role.vocational_attendance =
      optional_value(section, "vocational_attendance", 0, 1, "share of sessions");
  std::set<sim::Instant> changes = changes_of_places(unit);
  for (const auto& step : role.vocational_places.steps()) changes.insert(step.first);
  const bool fits = std::all_of(changes.begin(), changes.end(), [&](sim::Instant when) {
    return role.vocational_places.at(when) <= unit.places.at(when);
  });
  if (!fits)
    section.complain("vocational_places", "must not be more than the places of the unit",
                     "Reduce these, or add places to the unit.");
}

void read_role(Section& section, models::Unit& unit, const Period& period) {
  models::UnitRole& role = unit.role;
  if (section.has("attendance"))
    role.attendance = dated(section.steps("attendance", 0, 1, "share of sessions", period));
  read_sites(section, unit, period);
  role.small_site_attendance = optional_value(section, "small_site_attendance", 0, 0.5,
                                              "share of sessions for each halving");
  read_vocational(section, unit, period);
  if (section.has("longest_stay_weeks"))
    role.longest_stay_weeks = dated(section.steps("longest_stay_weeks", 0, 1'000, "weeks", period));
  const auto times = [&](std::string_view key, models::Dated& multiplier) {
    if (section.has(key)) multiplier = dated(section.steps(key, 0, 10, "times", period));
  };
  times("reintegration_to_year_9", role.reintegration_to_year_9);
  times("reintegration_years_10_11", role.reintegration_years_10_11);
  role.specialism = section.optional_text("specialism").value_or("");
}

void check_every_year_served(Section& root, const Borough& borough) {
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

/// Units and providers are numbered in one byte.
constexpr std::size_t most_providers = 200;

}  // namespace

Years read_years(Section& section) {
  const Years years{static_cast<int>(section.whole_number("first_year", 0, models::last_year)),
                    static_cast<int>(section.whole_number("last_year", 0, models::last_year))};
  if (years.first > years.last)
    section.complain("last_year", "must not be before " + section.told("first_year", "last_year"),
                     "Put the younger year group first.");
  return years;
}

std::vector<Section> few_sections(Section& root, std::string_view key) {
  std::vector<Section> sections = root.sections(key);
  if (sections.size() > most_providers)
    root.complain(key, "must be at most 200 tables, not " + std::to_string(sections.size()),
                  "Merge some of them.");
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
    read_role(section, unit, period);
    section.finish();
    borough.units.push_back(unit);
  }
  check_every_year_served(root, borough);
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

void read_crowding(Section& root, Borough& borough) {
  auto section = root.optional_section("crowding");
  if (!section) return;
  borough.crowding.attendance_fall =
      section->assumption("attendance_fall", 0, 1, "share of sessions for each tenth over").value;
  borough.crowding.reintegration_fall =
      section->assumption("reintegration_fall", 0, 1, "share for each tenth over").value;
  section->finish();
}

void read_census(Section& root, Borough& borough) {
  auto section = root.optional_section("census");
  if (!section) return;
  borough.census.dual_main = section->assumption("dual_main", 0, 1, "share").value;
  section->finish();
}

void read_reintegration(Section section, Borough& borough, const Period& period) {
  models::Reintegration& given = borough.reintegration;
  given.success = section.assumption("success", 0, 100, "per year").value;
  given.failure = section.assumption("failure", 0, 100, "per year").value;
  if (given.success + given.failure <= 0)
    section.complain("success", "must be above 0, unless failure is",
                     "A trial that neither succeeds nor fails never ends.");
  given.college = optional_value(section, "college", 0, 1, "share of Year 11");
  if (section.has("before_panel_days"))
    given.before_panel_days =
        dated_whole(section.whole_steps("before_panel_days", 0, 400, "school days", period));
  section.finish();
}

}  // namespace scenarios
