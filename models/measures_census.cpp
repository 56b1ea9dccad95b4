// The measures that are counted as published figures are: one term, or one day of January.
#include <array>
#include <cmath>
#include <string>
#include <utility>

#include "models/catalogue.h"
#include "models/school_census.h"
#include "models/world.h"

namespace models {
namespace {

struct Ages {
  const char* name;
  int first;
  int last;
};

/// As the council gives its term's figures.
constexpr std::array<Ages, 4> ages{
    {{"primary", 0, 6}, {"years-7-to-9", 7, 9}, {"year-10", 10, 10}, {"year-11", 11, 11}}};

std::int64_t counted(const World& world, Count what, int year, const Ages& of) {
  std::int64_t sum = 0;
  for (int group = of.first; group <= of.last; ++group)
    sum += world.record.counted(what, year, group);
  return sum;
}

void add_autumn(Catalogue& all) {
  for (const Ages& each : ages)
    all.add("permanent_exclusions_in_autumn", each.name, "exclusions",
            "Permanent exclusions that stand, decided from September to December.",
            Basis::school_year, Shown::as_counted, [each](const World& world, int year) {
              return counted(world, Count::permanent_in_autumn, year, each);
            });
  for (int p = 0; p < phases; ++p)
    all.add("exclusions_withdrawn_in_autumn", phase_names[static_cast<std::size_t>(p)], "decisions",
            "Decisions of September to December that were withdrawn or not upheld.",
            Basis::school_year, Shown::as_counted, [p](const World& world, int year) {
              return world.record.counted(Count::withdrawn_in_autumn, year, static_cast<Phase>(p));
            });
}

/// Pupils of units whose main or only registration is the unit.
std::int64_t registered_at_units(const World& world, const SchoolCensus& census) {
  const double elsewhere = 1 - world.borough.census.dual_main;
  return census.at_units - static_cast<std::int64_t>(std::floor(
                               elsewhere * static_cast<double>(census.dual_at_units) + 0.5));
}

template <class Value>
void add_day(Catalogue& all, std::string name, std::string breakdown, const char* unit,
             std::string definition, Value value) {
  all.add(std::move(name), std::move(breakdown), unit, std::move(definition), Basis::school_year,
          Shown::as_counted, [value](const World& world, int year) {
            return value(world, world.censuses[static_cast<std::size_t>(year)]);
          });
}

void add_january(Catalogue& all) {
  add_day(all, "pru_roll_january", "", "pupils",
          "Pupils on the roll of units on 31 January, single and dual-main registrations, as the "
          "January census counts.",
          registered_at_units);
  add_day(all, "pru_roll_january_all", "", "pupils",
          "Pupils on the roll of units on 31 January, dual-subsidiary registrations included.",
          [](const World&, const SchoolCensus& census) { return census.at_units; });
  add_day(all, "pru_roll_january_ehcp", "", "pupils",
          "Pupils on the roll of units on 31 January who hold a plan for SEMH.",
          [](const World&, const SchoolCensus& census) { return census.with_plan_at_units; });
  add_day(all, "out_of_borough_pupils_january", "", "pupils",
          "Pupils to Year 11 in independent, non-maintained and other authorities' special schools "
          "on 31 January.",
          [](const World&, const SchoolCensus& census) {
            return census.independent + census.at_other_authorities;
          });
  add_day(all, "out_of_borough_pupils_january", "other-authority", "pupils",
          "... in other authorities' special schools.",
          [](const World&, const SchoolCensus& census) { return census.at_other_authorities; });
  add_day(all, "out_of_borough_pupils_january", "independent", "pupils",
          "... in independent and non-maintained special schools.",
          [](const World&, const SchoolCensus& census) { return census.independent; });
  add_day(all, "ehcp_semh_january", "", "pupils",
          "Pupils of Reception to Year 11 who hold a plan for SEMH on 31 January, wherever they "
          "are.",
          [](const World&, const SchoolCensus& census) { return census.with_plan; });
  add_day(all, "unit_enrolments", "", "enrolments",
          "Enrolments at units in the terms of autumn and spring: on roll in September, and all "
          "who come by the end of March.",
          [](const World&, const SchoolCensus& census) { return census.enrolments; });
}

}  // namespace

void add_census(Catalogue& all) {
  add_autumn(all);
  add_january(all);
}

}  // namespace models
