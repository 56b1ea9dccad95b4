// The list of measures while it is being made: one way to add each shape of measure.
#pragma once

#include <array>
#include <string>
#include <utility>
#include <vector>

#include "models/measures.h"
#include "models/world.h"

namespace models {

inline constexpr std::array phase_names{"primary", "secondary"};

/// How a mean is stored: exactly, in whole pupil-days.
inline constexpr const char* pupil_days = " Stored as pupil-days of the year: divide by its days.";

class Catalogue {
 public:
  void add_counts(std::string name, Count count, const std::string& unit, std::string definition) {
    const sim::Measure measure{std::move(name), unit, std::move(definition)};
    measures.push_back(
        {measure, "", Basis::school_year, Shown::as_counted,
         [count](const World& world, int year) { return world.record.counted(count, year); }});
    for (int phase = 0; phase < phases; ++phase)
      measures.push_back({measure, phase_names[static_cast<std::size_t>(phase)], Basis::school_year,
                          Shown::as_counted, [count, phase](const World& world, int year) {
                            return world.record.counted(count, year, static_cast<Phase>(phase));
                          }});
  }

  template <class Area>
  void add_mean(std::string name, std::string breakdown, std::string definition, Area area) {
    measures.push_back({{std::move(name), "pupil-days", std::move(definition) + pupil_days},
                        std::move(breakdown),
                        Basis::school_year,
                        Shown::mean,
                        [area](const World& world, int year) {
                          return (area(world, year) + sim::seconds_per_day / 2) /
                                 sim::seconds_per_day;
                        }});
  }

  template <class Value>
  void add(std::string name, std::string breakdown, std::string unit, std::string definition,
           Basis basis, Shown shown, Value value) {
    measures.push_back({{std::move(name), std::move(unit), std::move(definition)},
                        std::move(breakdown),
                        basis,
                        shown,
                        value});
  }

  std::vector<YearlyMeasure> measures;
};

// Lists that stand in files of their own.

void add_money(Catalogue& all, const Borough& borough);  // measures_money.cpp

/// measures_panel.cpp: panels, their choices and the options of the menu.
void add_panel_measures(Catalogue& all, const Borough& borough);
// What stands in files of its own.
void add_displacement(Catalogue& all);  // measures_displacement.cpp
void add_children(Catalogue& all);      // measures_children.cpp
void add_census(Catalogue& all);        // measures_census.cpp
// measures_interventions.cpp
void add_interventions(Catalogue& all, const Borough& borough);
void add_groups(Catalogue& all, const Borough& borough);

}  // namespace models
