// Whether an emulator may be believed: its errors at points that it has not seen.
#pragma once

#include <vector>

#include "sim/inference/emulator.h"

namespace sim {

/// How an emulator does at points that it has not seen.
struct HoldOut {
  std::vector<double> errors;   ///< (value - mean) / sqrt(variance + noise), of each point
  double root_mean_square = 0;  ///< Of value - mean, without what noise adds on average.
  double coverage = 0;          ///< Share of errors within the central 95%.
  double beyond_three = 0;      ///< Share of errors beyond 3.
  bool acceptable = false;
};

/// Acceptable are: fewer than 1% of errors beyond three, coverage from 90% to 99%, and a root mean
/// square below `largest`. (Of fewer than 200 points a sound emulator may well have one too many.)
/// Requires: the inputs of the emulator, at least one point, and a variance at each.
/// Source: Bastos & O'Hagan (2009), Technometrics 51(4).
HoldOut hold_out(const Emulator& emulator, const Training& unseen, double largest = 0.03);

}  // namespace sim
