// Variates by inversion: one uniform in, one variate out, so streams stay in step across policies.
//
// Each function is monotone in its uniform `u`, in (0, 1), and in its rate or mean: more of a rate
// never means fewer events for the same luck.
#pragma once

#include "sim/random/elementary.h"

namespace sim {

/// Exponential with mean 1.
inline double exponential(double u) {
  return -log(u);
}

/// Standard normal. Source: Wichura, algorithm AS 241, Applied Statistics 37(3), 1988.
double normal(double u);

/// Poisson with `mean`. Requires: 0 <= mean <= 600 (above, e^-mean leaves too few digits).
int poisson(double u, double mean);

/// Triangular on [low, high] with its peak at `mode`; `mode` itself when the three are equal.
/// Requires: low <= mode <= high.
double triangular(double u, double low, double mode, double high);

/// A quantity whose median is `value` and of which nine in ten lie between `low` and `high`, at the
/// standard normal `z`: normal on either side, with a width of its own, and cut where one in a
/// hundred lies outside. Never falls as `z` rises. Requires: low <= value <= high.
/// ASSUMED: how a stated range is read. Source of the law: Fechner, "Kollektivmasslehre" (1897).
double two_piece_normal(double z, double low, double value, double high);

/// The exposure at which the next event of a gamma-mixed Poisson process falls, given `events` so
/// far, the last of them at `exposure`. The gamma propensity (shape `shape`, mean 1) is integrated
/// out and never drawn: the counts are negative binomial. Requires: shape > 0, events >= 0,
/// exposure >= 0. Source: the waiting time has survival ((k + E) / (k + E'))^(k + n), the Polya
/// process.
double next_exposure(double u, double shape, int events, double exposure);

}  // namespace sim
