// What is asked how much it depends on the assumptions: a measure in an average year of some, or a
// difference of two scenarios in it; and what simulations say of it at points of the assumptions.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "models/measures.h"
#include "scenarios/scenario_reader.h"
#include "tools/semh/compare/variants.h"
#include "tools/semh/sensitivity/assumptions.h"

namespace tools {

/// The mean of a measure over years of its basis, in the unit in which it is shown.
struct Quantity {
  std::string measure;
  std::string breakdown;
  std::string label;  ///< "Permanent exclusions that stand"
  std::string unit;   ///< "pupils", "pounds"
  models::Basis basis = models::Basis::school_year;
  models::Shown shown = models::Shown::as_counted;
  int first = 0;  ///< Calendar year in which the first year begins.
  int last = 0;
  int better = 0;  ///< -1 where less is better, 1 where more is, 0 where nobody says.

  std::size_t years() const { return static_cast<std::size_t>(last - first + 1); }
  bool is_money() const { return shown == models::Shown::money; }
  /// NAME or NAME:BREAKDOWN
  std::string name() const { return measure + (breakdown.empty() ? "" : ":" + breakdown); }
  /// "2018/19 to 2021/22"
  std::string span() const;
};

/// A span of calendar years in which years begin.
struct YearSpan {
  int first = 0;
  int last = 0;
};

/// Those that are asked for ("2018" or "2018-2021"); else what comes after the last evidence that
/// the posterior was fitted to, or the last four years. Throws: ScenarioError where scenarios do
/// not report them.
YearSpan years_asked(const std::vector<scenarios::Scenario>& scenarios, const std::string& years);

/// Those named by `words` (NAME or NAME:BREAKDOWN); the usual ones where there are none, of those
/// that all scenarios have. Throws: ScenarioError.
std::vector<Quantity> quantities_of(const std::vector<scenarios::Scenario>& scenarios,
                                    const std::vector<std::string>& words, const YearSpan& years);

/// Points of the assumptions, and how many futures each is lived through.
struct PointsAsked {
  std::vector<double> inputs;  ///< Standard normals, shape (points x assumptions)
  std::size_t scenarios = 1;   ///< The first alone, or the second less the first.
  VariantRequest request;
};

/// What was simulated at points, as it was stored: events, pupil-days, pence.
struct Simulated {
  std::size_t points = 0;
  std::size_t scenarios = 0;
  std::size_t replications = 0;
  /// By quantity, shape (points x scenarios x replications x years)
  std::vector<std::vector<std::int64_t>> stored;

  /// The mean over the years, of the second scenario less the first where there are two, as people
  /// read it. shape (points x replications)
  std::vector<double> values(const std::vector<Quantity>& quantities, std::size_t quantity) const;
};

/// Nothing if it was asked to stop; then standard error says how to go on.
/// Throws: ScenarioError if a quantity is not available in a year, or a point breaks a rule; as
/// VariantRuns.
std::optional<Simulated> simulated(const Assumptions& assumptions,
                                   const std::vector<Quantity>& quantities,
                                   const PointsAsked& asked);

}  // namespace tools
