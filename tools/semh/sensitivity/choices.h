// What it is worth to know assumptions before choosing between two scenarios.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "sim/decision/value_of_information.h"
#include "sim/inference/emulator.h"
#include "tools/semh/sensitivity/quantities.h"

namespace tools {

/// Assumptions that one study would tell together.
struct KnownTogether {
  std::string name;                  ///< "everything fitted"
  std::vector<std::size_t> members;  ///< Places among those asked of.
  sim::PartialInformation value{};
};

/// What it is worth to know, for one choice between the two scenarios.
struct Choice {
  std::string objective;  ///< In words: "the greatest net benefit"
  std::string unit;       ///< "pupils a year", "pounds a year"
  bool is_money = false;
  double advantage = 0;                  ///< Of the second scenario over the first, on average.
  double error = 0;                      ///< Standard error of that, over the points.
  double likely = 0;                     ///< Share of the points at which the second is better.
  sim::PerfectInformation everything{};  ///< Of all that matter, by the emulator.
  std::vector<sim::PartialInformation> knowing{};  ///< By assumption asked of.
  std::vector<std::size_t> order{};                ///< Places in `knowing`, most worth first.
  std::vector<KnownTogether> together{};
};

/// A choice, and by how much the second scenario is better in every future of every point.
struct ChoiceAsked {
  Choice choice;
  std::vector<double> better;
};

/// Net benefit first, where there is what it needs; then every quantity of which somebody says what
/// is better. `values` are those of the difference, by quantity; `worth` that of a permanent
/// exclusion avoided [pounds].
std::vector<ChoiceAsked> choices_of(const std::vector<Quantity>& quantities,
                                    const std::vector<std::vector<double>>& values, double worth);

/// The choice with what it is worth to know. `training` has how much better the second scenario is
/// at standard normals of the assumptions asked of.
Choice valued(Choice choice, const sim::Training& training,
              const std::vector<KnownTogether>& together, std::uint64_t seed);

/// What a permanent exclusion avoided must be worth for the scenarios to be level on average; none
/// if nothing above 0 makes them so.
std::optional<double> break_even(const std::vector<Quantity>& quantities,
                                 const std::vector<std::vector<double>>& values);

}  // namespace tools
