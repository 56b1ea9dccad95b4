// Which assumptions matter at all, and which do not: Morris screening of every one of them.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "sim/sensitivity/morris.h"
#include "tools/semh/sensitivity/quantities.h"

namespace tools {

struct ScreeningAsked {
  std::size_t scenarios = 1;  ///< The first alone, or the second less the first.
  std::size_t trajectories = 8;
  std::size_t told = 0;  ///< The first so many quantities are asked about; others are kept.
  VariantRequest request;
};

/// By quantity.
struct ScreenedQuantity {
  double mean = 0;                         ///< Over all points and futures.
  std::vector<sim::MorrisEffect> effects;  ///< By assumption, of its range from 5% to 95%.
  std::vector<std::size_t> matter;         ///< Of them, the greatest first.
};

struct Screening {
  std::vector<ScreenedQuantity> quantities;
  Simulated simulated;
  std::size_t trajectories = 0;
  /// By assumption: its share of the squared effects that stand out, the mean over the quantities
  /// asked about that anything moves.
  std::vector<double> shares;
  std::vector<std::size_t> order;   ///< Assumptions by that share, the greatest first.
  std::vector<std::size_t> matter;  ///< Those of which the shares make up 90%.
};

/// Walks of which a 95% interval can be made: picked again from three, all picks are the smallest
/// in 1 case of 27, so that the interval is no more than their range.
inline constexpr std::size_t walks_of_an_interval = 4;

/// How much of the squared effects those that matter make up.
inline constexpr double share_that_matters = 0.9;

/// The standard normal of a place from 0 to 1 between the 5% and the 95% point.
double normal_of_level(double level);

/// Nothing if it was asked to stop. Throws: as simulated().
std::optional<Screening> screened(const Assumptions& assumptions,
                                  const std::vector<Quantity>& quantities,
                                  const ScreeningAsked& asked);

}  // namespace tools
