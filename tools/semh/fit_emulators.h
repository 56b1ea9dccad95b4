// What the model would say at any guess, without running it: an emulator for the mean of each
// target's figure and one for its dispersion, and from both how likely the evidence is.
#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <vector>

#include "scenarios/fit.h"
#include "sim/inference/emulator.h"
#include "sim/inference/hold_out.h"
#include "tools/semh/fit_design.h"

namespace tools {

/// Of a target's figure in one replication, what the emulator does not know included.
struct Foreseen {
  double mean = 0;
  double variance = 0;
  double ignorance = 0;  ///< Of the logarithm of the mean: the emulator's own variance.
};

/// How an emulator of a target does at points that it was not fitted to.
struct EmulatorCheck {
  std::string target;
  sim::HoldOut held_out;
  bool has_process = false;
};

class FitEmulators {
 public:
  /// Requires: at least twice as many points as inputs.
  FitEmulators(const scenarios::Fit& fit, const std::vector<DesignPoint>& points,
               std::size_t replications, unsigned threads);

  const scenarios::Fit& fit() const { return *fit_; }

  /// Where a guess lies among the inputs of the emulators.
  std::vector<double> standardised(std::span<const double> z) const;
  Foreseen foreseen(std::size_t target, std::span<const double> standardised) const;

  /// At points that are in no training. shape (targets)
  std::vector<EmulatorCheck> check(const std::vector<DesignPoint>& unseen,
                                   std::size_t replications) const;

 private:
  sim::Training training(const std::vector<DesignPoint>& points, std::size_t target,
                         std::size_t replications) const;

  const scenarios::Fit* fit_;
  std::vector<double> centre_;
  std::vector<double> spread_;
  std::vector<sim::Emulator> means_;        ///< By target: of the logarithm of the mean.
  std::vector<sim::Emulator> dispersions_;  ///< By target: of log(variance / mean).
};

/// log probability of what was observed of a target, given what is foreseen.
double log_probability(const scenarios::FitTarget& target, const Foreseen& foreseen);

/// How far what was observed lies from what is foreseen, in deviations of all that is uncertain.
double implausibility(const scenarios::FitTarget& target, const Foreseen& foreseen);

/// The targets of school years up to `to`.
std::vector<std::size_t> targets_to(const scenarios::Fit& fit, int to);

}  // namespace tools
