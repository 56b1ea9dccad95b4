#include "models/measures_units.h"

#include <string>

#include "models/borough.h"
#include "models/catalogue.h"

namespace models {
namespace {

/// Of 1,000 sessions of the year, how many were attended; not available without a roll.
std::int64_t per_thousand(std::int64_t thousandths, std::int64_t roll) {
  return roll > 0 ? (thousandths + roll / 2) / roll : sim::not_available;
}

void add_attendance(Catalogue& all, const Borough& borough) {
  const auto add = [&](std::string whose, std::string definition, auto value) {
    all.add("unit_attendance", std::move(whose), "sessions in 1,000", std::move(definition),
            Basis::school_year, Shown::as_counted, value);
  };
  add("", "Sessions attended by pupils of units, of 1,000; units without a given attendance aside.",
      [](const World& world, int year) {
        std::int64_t attended = 0;
        std::int64_t roll = 0;
        for (std::size_t unit = 0; unit < world.borough.units.size(); ++unit) {
          if (!world.borough.units[unit].role.attendance) continue;
          attended += world.record.attending_area(year, unit);
          roll += world.record.roll_area(year, unit);
        }
        return per_thousand(attended, roll);
      });
  for (std::size_t unit = 0; unit < borough.units.size(); ++unit)
    if (borough.units[unit].role.attendance)
      add(borough.units[unit].id, "Sessions attended by pupils of the unit, of 1,000.",
          [unit](const World& world, int year) {
            return per_thousand(world.record.attending_area(year, unit),
                                world.record.roll_area(year, unit));
          });
}

void add_role(Catalogue& all, const Borough& borough) {
  for (std::size_t unit = 0; unit < borough.units.size(); ++unit)
    all.add_mean("unit_roll_with_visitors", borough.units[unit].id,
                 "Pupils on roll at the unit or on another provision at its site, on average.",
                 [unit](const World& world, int year) {
                   return world.record.roll_area(year, unit) + world.record.hosted_area(year, unit);
                 });
  all.add_mean("vocational_places_held", "",
               "Pupils of Years 10 and 11 in vocational places of units, on average.",
               [](const World& world, int year) {
                 return world.record.area(year, Stock::vocational_places_held);
               });
  all.add_counts("reintegrations_put_off_by_crowding", Count::crowded_out, "occasions",
                 "Times that a pupil would have been ready for a school in a unit within its "
                 "places.");
}

std::int64_t back_at_school(const World& world, int year) {
  return world.record.counted(Count::trials_succeeded, year) -
         world.record.counted(Count::to_college, year);
}

void add_pathways(Catalogue& all) {
  const auto add = [&](const char* kind, std::string definition, auto value) {
    all.add("pathways_out_of_units", kind, "pupils", std::move(definition), Basis::school_year,
            Shown::as_counted, value);
  };
  const auto counted = [](Count count) {
    return [count](const World& world, int year) { return world.record.counted(count, year); };
  };
  add("school", "Reintegrations into a mainstream school that succeeded.", back_at_school);
  add("college", "Reintegrations into a college that succeeded.", counted(Count::to_college));
  add("specialist", "From a unit or spot place to a special school, base or independent school.",
      counted(Count::to_specialist));
  add("vocational", "Left at the end of Year 11 from a vocational place.",
      counted(Count::vocational_pathway));
  add("year-11", "Left a unit, spot place or tuition at the end of Year 11 by no such pathway.",
      [](const World& world, int year) {
        return world.record.counted(Count::aged_out, year) -
               world.record.counted(Count::vocational_pathway, year);
      });
  all.add("moved_to_more_suitable_placement", "", "pupils",
          "Pupils of units and spot places who transferred to a school, a college or a specialist "
          "place.",
          Basis::school_year, Shown::as_counted, [](const World& world, int year) {
            return world.record.counted(Count::trials_succeeded, year) +
                   world.record.counted(Count::to_specialist, year);
          });
}

void add_waits_for_school(Catalogue& all) {
  all.add_counts("ready_for_school", Count::ready_for_school, "pupils",
                 "Pupils of units and spot places who became ready for a school or college.");
  all.add_mean("waiting_for_school", "",
               "Pupils who are ready for a school and keep a unit or spot place until one has room "
               "for them, on average.",
               [](const World& world, int year) {
                 return world.record.area(year, Stock::ready_for_school);
               });
  all.add_counts("placed_without_delay", Count::placed_without_delay, "pupils",
                 "Reintegrations that began within 25 school days of the pupil being ready.");
  all.add("days_to_school_place", "", "school days",
          "From being ready to the first day at the school or college, on average.",
          Basis::school_year, Shown::as_counted, [](const World& world, int year) {
            const std::int64_t begun = world.record.counted(Count::trials, year);
            const std::int64_t days = world.record.counted(Count::school_days_to_place, year);
            return begun > 0 ? (days + begun / 2) / begun : sim::not_available;
          });
}

void add_fair_access(Catalogue& all, const Borough& borough) {
  if (!borough.fair_access) return;
  all.add_counts("fair_access_cases", Count::cases, "cases",
                 "Pupils of units and spot places brought to the Fair Access Panel.");
  all.add_counts("fair_access_cases_decided", Count::cases_decided, "cases",
                 "... for whom it found a school.");
  all.add_counts("fair_access_cases_ended", Count::cases_ended, "cases",
                 "... who needed no school any more before it did.");
  all.add_counts("fair_access_newcomers", Count::newcomers, "cases",
                 "Hard-to-place newcomers brought to the Fair Access Panel.");
  const auto turns = [&](std::string school, int first, int end) {
    all.add("fair_access_turns", std::move(school), "pupils",
            "Pupils whom the Fair Access Panel has given to the school.", Basis::school_year,
            Shown::as_counted, [first, end](const World& world, int year) {
              std::int64_t sum = 0;
              for (int at = first; at < end; ++at) sum += turns_taken(world, year, at);
              return sum;
            });
  };
  const Schools& schools = borough.schools;
  turns("primary-schools", 0, schools.primary);
  for (int school = 0; school < schools.secondary; ++school)
    turns("secondary-" + std::to_string(school + 1), schools.primary + school,
          schools.primary + school + 1);
}

}  // namespace

void add_units_in_detail(Catalogue& all, const Borough& borough) {
  add_attendance(all, borough);
  add_role(all, borough);
  add_pathways(all);
  add_waits_for_school(all);
  add_fair_access(all, borough);
}

}  // namespace models
