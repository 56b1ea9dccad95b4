// From a scenario file to the borough it describes.
//
// Every key, its unit and its range stand in scenario_reader.cpp and provision_reader.cpp and
// nowhere else. Rules that involve two keys are checked last, at the later key.
#pragma once

#include <filesystem>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "models/borough.h"
#include "scenarios/document.h"
#include "scenarios/draw.h"
#include "scenarios/lever.h"
#include "scenarios/register.h"
#include "scenarios/section.h"

namespace scenarios {

struct Scenario {
  std::string id;         ///< The file's name without its ending: how outputs call it.
  std::string about;      ///< What it is about, in a sentence.
  std::string authority;  ///< Name of the local authority; may be empty.
  models::Borough borough;
  Register assumptions;   ///< Every number read, with its source.
  std::string canonical;  ///< The merged scenario, for freezing.
  std::vector<std::filesystem::path> files;
  std::vector<Lever> levers{};                ///< As it groups and calls what can be switched.
  std::shared_ptr<const Source> posterior{};  ///< From which runs sample; null at central values.
};

/// Throws: ScenarioError with every problem; filesystem_error when a file cannot be read.
Scenario read_scenario(const std::filesystem::path& file);

/// The same from a document already loaded. Throws: ScenarioError.
Scenario read_scenario(const Document& document, std::string id);

/// The same with the numbers of `draw`: the register shows those that are used, and the canonical
/// text is still that of the scenario. Throws: ScenarioError, also where only the draw breaks a
/// rule.
Scenario read_scenario(const Document& document, std::string id, const Draw& draw);

/// The borough of such a scenario alone, for whoever reads one draw after another. Requires: it has
/// been read before: units, sources and notes, and what a target is about, are not judged again.
/// Throws: ScenarioError.
models::Borough read_borough(const Document& document, const Draw& draw);

// Parts of the reader that stand in files of their own.

/// When steps may begin: from before the first cohort's birth to past the end of the run.
Period step_period(const models::Period& period);

models::Dated dated(const Steps<Estimate>& steps);
models::StepFunction<int> dated_whole(const Steps<Estimate>& steps);
models::Price dated(const Steps<MoneyEstimate>& steps);

struct Years {
  int first;
  int last;
};
/// The keys first_year and last_year.
Years read_years(Section& section);
/// The tables under `key`; too many of them is a problem like any other.
std::vector<Section> few_sections(Section& root, std::string_view key);

void read_units(Section& root, models::Borough& borough, const Period& period);
void read_referrals(Section& root, models::Borough& borough, const Period& period);
void read_crowding(Section& root, models::Borough& borough);
void read_census(Section& root, models::Borough& borough);
void read_reintegration(Section section, models::Borough& borough, const Period& period);
void read_fair_access(Section& root, models::Borough& borough, const Period& period);

/// Units, referrals, waiting, reintegration, plans, specialist and independent places, and money.
void read_provision(Section& root, models::Borough& borough);

/// Partnerships, their panels and the menu.
void read_panels(Section& root, models::Borough& borough);
/// Prices, quotas, devolution, travel and the block.
void read_money(Section& root, models::Borough& borough);
models::Quota read_quota(Section section, const models::Borough& borough);

/// Plans, specialist and independent places, what becomes of places, children in care and plans to
/// 25 (specialist_reader.cpp).
void read_specialist_provision(Section& root, models::Borough& borough);

/// The id of the unit that `unit` names.
std::string unit_chosen(Section& section, const models::Borough& borough);

/// Counts on a date that replace the simulated stock (start_state_reader.cpp).
void read_start_state(Section& root, models::Borough& borough);

/// Part-time timetables, home education and children not traced (out_of_sight_reader.cpp).
void read_out_of_sight(Section& root, models::Borough& borough);
models::Devolution read_devolution(Section section, const models::Period& run);
models::Travel read_travel(Section section, const models::Period& run);

/// Measures of success. Requires: everything else has been read, for the measures follow from it.
void read_success(Section& root, models::Borough& borough);
/// Interventions, and the groups of pupils (intervention_reader.cpp).
void read_interventions(Section& root, models::Borough& borough);
void read_groups(Section& root, models::Borough& borough);

}  // namespace scenarios
