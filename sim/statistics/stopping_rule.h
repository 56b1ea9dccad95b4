// When enough futures have been simulated: as soon as a mean is known as precisely as was asked.
//
// It is looked at after so many values and then after each further batch, in the order of their
// numbers, so the answer is the same however many threads have simulated them. Looking often makes
// the interval cover a little less than it says; a first look at 100 keeps that small.
// Source: Law, "Simulation Modeling and Analysis", 5th ed. (2015), s.9.4.1.
#pragma once

#include <cstddef>
#include <optional>
#include <span>

#include "sim/statistics/estimate.h"

namespace sim {

struct Looks {
  std::size_t first = 100;
  std::size_t batch = 50;

  /// The first look that sees at least `count` values.
  std::size_t at_or_after(std::size_t count) const;
};

/// Whether the half width of their clustered_estimate() is at most `half_width`.
bool is_precise(std::span<const double> values, std::span<const std::size_t> clusters,
                double half_width, double confidence = 0.95);

/// The number of values at the first look at which the half width of their clustered_estimate() is
/// at most `half_width`; nothing if there is none. `clusters` names the cluster of each value.
/// Requires: looks.first >= 2, looks.batch >= 1, half_width > 0, two clusters at the first look.
std::optional<std::size_t> precise_after(std::span<const double> values,
                                         std::span<const std::size_t> clusters, double half_width,
                                         const Looks& looks = {}, double confidence = 0.95);

/// The half width to wait for so that the relative error is at most `relative` of the true mean,
/// when the mean seen is `mean`. Requires: relative in (0, 1).
double half_width_for(double relative, double mean);

/// The confidence of each of `count` intervals that hold together with `together`.
/// Source: Bonferroni's inequality.
double confidence_of_each(double together, std::size_t count);

}  // namespace sim
