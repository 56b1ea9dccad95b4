#include <filesystem>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "scenarios/diagnostic.h"
#include "scenarios/scenario_reader.h"
#include "tools/semh/carry_out.h"
#include "tools/semh/commands.h"

namespace tools {
namespace {

/// A complaint about several files at once, which stands on no line of one.
scenarios::Diagnostic complaint(std::string what, std::string rule, std::string action) {
  scenarios::Diagnostic problem;
  problem.what = std::move(what);
  problem.rule = std::move(rule);
  problem.action = std::move(action);
  return problem;
}

std::vector<scenarios::Scenario> read_all(const std::vector<std::filesystem::path>& files) {
  std::vector<scenarios::Scenario> read;
  std::vector<scenarios::Diagnostic> problems;
  std::set<std::string> ids;
  for (const auto& file : files) {
    try {
      read.push_back(scenarios::read_scenario(file));
    } catch (const scenarios::ScenarioError& error) {
      problems.insert(problems.end(), error.diagnostics().begin(), error.diagnostics().end());
      continue;
    }
    if (!ids.insert(read.back().id).second)
      problems.push_back(
          complaint("scenario " + read.back().id, "must not be given twice",
                    "Name each scenario's file once; outputs call it by that name."));
  }
  if (!problems.empty()) throw scenarios::ScenarioError(std::move(problems));
  return read;
}

/// Options are set side by side, so they must report the same years and be about the same children.
void expect_comparable(const std::vector<scenarios::Scenario>& read) {
  std::vector<scenarios::Diagnostic> problems;
  const auto differ = [&](const scenarios::Scenario& scenario, std::string what, std::string rule) {
    problems.push_back(complaint(what + " of scenario " + scenario.id, std::move(rule),
                                 "Run it by itself, or let both extend the same base."));
  };
  const models::Borough& first = read.front().borough;
  for (const scenarios::Scenario& scenario : read) {
    const models::Period& period = scenario.borough.period;
    if (period.first_school_year != first.period.first_school_year ||
        period.last_school_year != first.period.last_school_year ||
        period.report_from != first.period.report_from)
      differ(scenario, "the period", "must be that of " + read.front().id);
    const models::Demography& children = scenario.borough.demography;
    if (children.intake != first.demography.intake ||
        children.arrivals != first.demography.arrivals ||
        children.departures != first.demography.departures)
      differ(scenario, "the population", "must be that of " + read.front().id);
  }
  if (!problems.empty()) throw scenarios::ScenarioError(std::move(problems));
}

}  // namespace

int run(const RunRequest& request, const Purpose& purpose) {
  std::vector<scenarios::Scenario> read = read_all(request.scenarios);
  expect_comparable(read);
  return carry_out(request, std::move(read), purpose);
}

int run(const RunRequest& request) {
  return run(request, Purpose{});
}

}  // namespace tools
