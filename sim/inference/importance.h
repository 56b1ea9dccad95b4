// Whether a sample drawn from one law can be reweighted to another, and the weights to do it with.
//
// A handful of huge weights carry the answer where the two laws differ; their size is then itself a
// matter of luck. The shape k of the largest ones' law says so: below 0.5 all is well, up to 0.7
// it will do, above it no sample of a practical size will.
// Source: Vehtari, Simpson, Gelman, Yao & Gabry, "Pareto smoothed importance sampling", JMLR
// 25(72), 2024.
#pragma once

#include <span>
#include <vector>

namespace sim {

/// A generalised Pareto law of excesses over a threshold.
struct ParetoFit {
  double shape = 0;  ///< k: the larger, the heavier the tail.
  double scale = 0;
};

/// Requires: at least five excesses, positive, in rising order.
/// Source: Zhang & Stephens (2009), Technometrics 51(3).
ParetoFit fitted_pareto(std::span<const double> excesses);

/// Weights whose largest are those that their fitted law expects.
struct SmoothedWeights {
  std::vector<double> log_weights;  ///< In the order given, with log sum exp of 0.
  /// k, drawn a little towards 0.5 as for small samples; infinite where fewer than five of the
  /// largest weights differ from the rest.
  double shape = 0;
  double effective = 0;  ///< Of how many equal draws the smoothed weights are worth.
};

/// Requires: at least 25 weights, one of them finite, none plus infinity.
SmoothedWeights smoothed(std::span<const double> log_weights);

}  // namespace sim
