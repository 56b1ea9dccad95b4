// How much each of the assumptions that matter is to blame for, and what it is worth to know it.
//
// The assumptions that the screening has found are varied together, the others stay in the middle.
// An emulator of each quantity answers where nothing was simulated; shares of the variance are
// taken from it, and what it gets wrong is added to their intervals. The value of knowing is found
// from the simulated points themselves.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "sim/sensitivity/rank_correlation.h"
#include "sim/sensitivity/saltelli.h"
#include "tools/semh/sensitivity/choices.h"
#include "tools/semh/sensitivity/quantities.h"

namespace tools {

struct DeepAsked {
  std::size_t scenarios = 1;             ///< With two, a choice is between them.
  std::vector<std::size_t> assumptions;  ///< Those that matter.
  double worth = 50'000;                 ///< Of a permanent exclusion avoided [pounds].
  VariantRequest request;
};

/// Of a quantity, or of the difference in it.
struct DeepQuantity {
  double mean = 0;                         ///< Of the emulator, over the assumptions.
  double variance = 0;                     ///< Of the emulator, over the assumptions.
  double explained = 0;                    ///< Share of what differs at points held out, at most 1.
  std::vector<sim::VarianceShare> shares;  ///< By assumption asked of.
  std::vector<sim::PartialCorrelation> directions;  ///< The same.
};

struct Deep {
  std::vector<std::size_t> assumptions;
  std::vector<DeepQuantity> quantities{};
  std::vector<Choice> choices{};  ///< Net benefit first; none of one scenario.
  double worth = 0;
  std::optional<double> breaks_even{};  ///< The worth at which the two are level on average.
  std::size_t points = 0;
  Simulated simulated{};
};

/// Nothing if it was asked to stop. Requires: an assumption. Throws: as simulated().
std::optional<Deep> looked_into(const Assumptions& assumptions,
                                const std::vector<Quantity>& quantities, const DeepAsked& asked);

}  // namespace tools
