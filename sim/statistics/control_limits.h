// Whether a change is more than chance: an observed figure against what was to be expected had
// nothing new happened, and how long two futures must run before figures could tell them apart.
//
// Limits at 95 and 99.8 in 100, as control charts have them. One figure in twenty lies outside the
// inner limits by chance alone; one in five hundred outside the outer ones. A signal says that the
// expectation was wrong, never why.
// Source: Shewhart, "Economic Control of Quality of Manufactured Product" (1931); the limits of
// Spiegelhalter (2005), Statistics in Medicine 24.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "sim/statistics/score.h"

namespace sim {

struct ControlLimits {
  Range inner{};  ///< Holds 95 in 100 of what is expected.
  Range outer{};  ///< Holds 99.8 in 100.
};

/// Of equally probable futures: their quantiles (type 7). Where they are too few for the outer
/// limits (fewer than 1,000), those of the negative binomial law with their mean and variance, and
/// never inside the extremes seen. Requires: at least 20 futures, all finite, none negative.
ControlLimits control_limits(std::span<const double> expected);

enum class Signal : std::uint8_t { within_chance, unusual, more_than_chance };
/// Outside no limits, outside the inner ones, outside both.
Signal signal_of(const ControlLimits& limits, double figure);

/// "31 lies inside the 95% limits (18 to 52): no more than chance." For people; `figure` is a
/// count.
std::string statement_of(const ControlLimits& limits, double figure);

/// Counts since a common start, one row a future and one column a time.
struct Cumulative {
  std::size_t times = 0;
  std::vector<double> counts;  ///< shape (futures x times), time fastest.

  std::size_t futures() const { return times == 0 ? 0 : counts.size() / times; }
};

/// The chance, at each time, that a figure of `plan` would be called different from the law of
/// `no_change` by a two-sided test at `level`: the power, in [0, 1], shape (times).
/// A figure is different where no more than level / 2 of the futures without change are as low, or
/// as high.
/// Requires: the same shape for both, at least 20 futures; level in (0, 1).
std::vector<double> power_to_tell_apart(const Cumulative& plan, const Cumulative& no_change,
                                        double level = 0.05);

/// The earliest time at which the power reaches `wanted`; nothing if there is none.
std::optional<std::size_t> told_apart_at(std::span<const double> power, double wanted = 0.8);

}  // namespace sim
