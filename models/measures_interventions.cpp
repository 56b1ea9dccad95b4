#include <cmath>
#include <cstddef>
#include <cstdint>
#include <string>

#include "models/catalogue.h"

namespace models {
namespace {

/// What one of the two payers of an intervention has been due in a financial year.
sim::Money due(const World& world, std::size_t line, int year) {
  const sim::Instant start = world.borough.period.start();
  return world.spending.cost(line, start, financial_year_starts(year + 1)) -
         world.spending.cost(line, start, financial_year_starts(year));
}

sim::Money paid_by_schools(const World& world, std::size_t intervention, int year) {
  const auto& lines = world.lines.support[intervention];
  return lines ? due(world, lines->schools, year) : sim::Money{};
}

sim::Money paid_otherwise(const World& world, std::size_t intervention, int year) {
  const auto& lines = world.lines.support[intervention];
  return lines ? due(world, lines->payer, year) : sim::Money{};
}

void add_reached(Catalogue& all, const std::string& id, std::size_t number) {
  all.add("pupils_reached", id, "pupils",
          "Pupils whom the intervention reaches on 1 January: the share it has reached of the "
          "pupils on roll in its year groups and schools.",
          Basis::school_year, Shown::as_counted, [number](const World& world, int year) {
            const sim::Instant january =
                sim::date(world.borough.period.first_school_year + year + 1, 1, 1);
            return std::int64_t{std::llround(pupils_reached(world, number, january))};
          });
}

void add_cost(Catalogue& all, const std::string& id, std::size_t number) {
  const std::string pence(sim::pence_unit);
  all.add("intervention_cost", id, pence, "Cost of the intervention, whoever pays.",
          Basis::financial_year, Shown::money, [number](const World& world, int year) {
            return (paid_otherwise(world, number, year) + paid_by_schools(world, number, year))
                .in_pence();
          });
  all.add("intervention_income", id, pence, "What schools pay for the intervention as a trade.",
          Basis::financial_year, Shown::money, [number](const World& world, int year) {
            return paid_by_schools(world, number, year).in_pence();
          });
}

}  // namespace

void add_interventions(Catalogue& all, const Borough& borough) {
  for (std::size_t number = 0; number < borough.interventions.size(); ++number) {
    const std::string& id = borough.interventions[number].id;
    add_reached(all, id, number);
    add_cost(all, id, number);
  }
}

void add_groups(Catalogue& all, const Borough& borough) {
  using What = GroupCounts::What;
  for (std::size_t group = 0; group < borough.groups.size(); ++group) {
    const auto add = [&](const char* name, What what, const char* definition) {
      all.add(name, borough.groups[group].id, "exclusions", definition, Basis::school_year,
              Shown::as_counted, [what, group](const World& world, int year) {
                return world.by_group.counted(what, group, year);
              });
    };
    add("fixed_term_exclusions_by_group", What::fixed_term,
        "Fixed-term exclusions of pupils of the group.");
    add("permanent_exclusions_by_group", What::permanent,
        "Permanent exclusions of pupils of the group, by the date of the head's decision.");
  }
}

}  // namespace models
