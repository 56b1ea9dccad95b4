// Which parameters cannot have produced what was observed, by a wide margin: they are left out
// before anything is fitted.
//
// It trims and must not decide: at least a tenth of the prior always stays, whatever the cut says.
// Parameters are independent standard normals, as everywhere in sim/inference.
// Source: Craig, Goldstein, Seheult & Smith (1997), in "Case Studies in Bayesian Statistics III";
// Pukelsheim (1994), American Statistician 48(2), for the cut of 3.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <span>
#include <vector>

#include "sim/experiment/replicate.h"

namespace sim {

/// What keeps an emulated output and its observation apart, as variances. None is negative.
struct Tolerance {
  double emulator = 0;     ///< Of the emulated mean.
  double observation = 0;  ///< Of the observed figure.
  double chance = 0;       ///< From one future to another, at the same parameters.
  double discrepancy = 0;  ///< Of the model from the world.
};

/// |observed - expected| over the square root of all variances. Requires: one of them is positive.
double implausibility(double observed, double expected, const Tolerance& tolerance);

/// Of a parameter point: the largest over its outputs, the second largest of more than ten, since
/// of many outputs one may be badly emulated. 0 of none.
double implausibility(std::span<const double> of_outputs);

struct MatchingSettings {
  std::uint64_t seed = 1;
  std::uint32_t wave = 0;  ///< Waves share no number.
  double cut = 3;
  double least_share = 0.1;         ///< Of the prior, kept whatever the cut. In [0, 1].
  std::size_t prior_draws = 10000;  ///< To learn the share from. At least 100.
  ReplicateOptions run = {};
};

/// What is left of the prior.
struct Matched {
  double cut = 0;    ///< The one used: not below the one asked for.
  double share = 0;  ///< Of the prior, not implausible.
  double share_at_asked_cut = 0;
  std::vector<double> points;  ///< Not implausible; shape (points x dimensions).
  bool stopped = false;        ///< On request, with fewer points than wanted.
};

/// Draws from the prior, restricted to points that are not implausible, until there are `wanted`.
/// `implausibility_at` is called from several threads at once. Requires: dimensions >= 1.
/// Ensures: the same for any number of threads.
Matched match(std::size_t dimensions, std::size_t wanted,
              const std::function<double(std::span<const double>)>& implausibility_at,
              const MatchingSettings& settings);

/// Whether another wave of simulations is worth its time: the last one shrank what is left by a
/// fifth or more, and the emulators are not yet much surer than what they are compared with.
/// `emulator` and `rest` are variances, of the emulator and of all else, typical of the outputs.
bool another_wave_helps(double share_before, double share, double emulator, double rest);

}  // namespace sim
