// What is fitted, to what, and how: a fit as a file describes it.
//
// Every parameter is a function of a standard normal of its own, so all priors are one and the
// inference knows no other: a range (low, value, high) is read as a median with nine in ten between
// its ends; a step of a walk is the parameter it follows and a normal step. A target is one figure
// of the evidence and the measure that it is a count of. What is observed is looked up in the
// evidence and never typed here, so a fit cannot disagree with it.
#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "scenarios/draw.h"
#include "sim/kernel/instant.h"

namespace scenarios {

struct FitParameter {
  std::string id{};
  std::string meaning{};
  std::string unit{};
  std::string source{};
  std::string identified_by{};
  double low = 0;  ///< A range; of a step of a walk its start is `value`.
  double value = 0;
  double high = 0;
  double least = -1e9;  ///< What is beyond is drawn back to here: no share is below 0.
  double most = 1e9;
  bool compared = false;     ///< Free where the fit is compared with one without a likelihood.
  bool logarithmic = false;  ///< The range is even on the scale of logarithms.
  bool is_step = false;
  std::optional<std::size_t>
      follows{};               ///< Of a step: the parameter it goes on from, or its start.
  std::size_t step = 0;        ///< Of a step: the parameter that is its deviation.
  std::vector<Change> sets{};  ///< Each with 0 for the value.
  int from_year = 0;           ///< School year before which it moves nothing; 0 if there is none.
};

/// One of several accounts between which the evidence cannot tell.
struct FitStructure {
  std::string id{};
  std::string meaning{};
  double coordinate = 0;  ///< Where it lies among the others, for the emulator.
  std::vector<Change> sets{};
};

enum class TargetLaw : std::uint8_t {
  count,  ///< What was observed is a count that chance has made.
  rough,  ///< ... and its definition is only roughly that of the measure: a log-normal error.
};

struct FitTarget {
  std::string id{};
  std::string measure{};
  std::string breakdown{};
  int year = 0;  ///< In which the school year begins.
  TargetLaw law = TargetLaw::count;
  double error = 0;                ///< Of a rough one [log].
  bool compared = false;           ///< Also fitted without a likelihood, as a check.
  std::vector<double> observed{};  ///< Alternatives, equally likely.
  std::string source{};            ///< The rows of the evidence.
  sim::Date ends{};                ///< The last day that they count.
};

/// A posterior that is made of the targets up to a school year.
struct FitPosterior {
  std::string id{};
  std::string about{};
  int to = 0;
  std::size_t draws = 0;
};

struct Fit {
  std::filesystem::path base{};  ///< The scenario that is fitted.
  int last_school_year = 0;      ///< Simulated no further.
  std::uint64_t seed = 0;
  std::size_t points = 0;        ///< Of the first wave of the design.
  std::size_t later_points = 0;  ///< Of each wave after it.
  std::size_t waves = 0;
  std::size_t hold_out = 0;  ///< Points of the first wave that check the emulators.
  std::size_t replications = 0;
  std::size_t particles = 0;
  std::size_t check_draws = 0;         ///< Draws of the last posterior that are simulated ...
  std::size_t check_replications = 0;  ///< ... so often, to check the emulators where it lies.
  std::vector<std::string> held{};
  std::vector<FitStructure> structures{};
  std::vector<FitParameter> parameters{};
  std::vector<FitTarget> targets{};
  std::vector<FitPosterior> posteriors{};
  std::string canonical{};  ///< Of the file and of the evidence it looks up.

  /// The last day that any target up to the school year `to` counts.
  sim::Date evidence_ends(int to) const;

  /// Standard normals that a draw takes: one for the structure, if there are several, then one a
  /// parameter.
  std::size_t dimensions() const { return parameters.size() + (structures.empty() ? 0 : 1); }

  /// The structure that `z` stands for; 0 if there are none.
  std::size_t structure_of(std::span<const double> z) const;

  /// The parameters' values, in their order. Requires: z has dimensions() numbers.
  std::vector<double> values_of(std::span<const double> z) const;

  /// The inputs of the emulators: the structure's coordinate, then each parameter on its scale.
  std::vector<double> inputs_of(std::span<const double> z) const;

  /// What those values change in the scenario, when the evidence ends with the school year `to`:
  /// steps after it are left out, and levels are free from then on.
  std::vector<Change> changes_of(std::size_t structure, std::span<const double> values,
                                 int to) const;
};

/// Throws: ScenarioError with every problem; filesystem_error.
Fit read_fit(const std::filesystem::path& file);

}  // namespace scenarios
