// Draws from a posterior, by leading particles from the prior to it in small steps.
//
// The likelihood is let in by degrees: at temperature 0 it counts for nothing, at 1 in full. Each
// step is as large as half the particles' worth allows; then they are resampled and moved about in
// ways that leave the law of that temperature unchanged. What is learnt on the way is the evidence:
// how probable the observations are under the whole model.
//
// A sweep moves each particle twice. A random walk alone, at this many sweeps, is too slow beyond a
// dozen parameters: with 36 it left variances a third too small (tests/sim). So it is followed by a
// swing about the particles' centre, which is near to a fresh draw where the law is near to normal.
//
// Everything uncertain is a function of independent standard normals, so that is the prior. The
// result is a pure function of the seed and the likelihood: the same for any number of threads.
// Source: Del Moral, Doucet & Jasra (2006), J. Royal Statistical Society B 68(3); Jasra, Stephens,
// Doucet & Tsagaris (2011), Scandinavian J. of Statistics 38(1), for the steps; Cotter, Roberts,
// Stuart & White (2013), Statistical Science 28(3), for swings.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <span>
#include <vector>

#include "sim/experiment/replicate.h"

namespace sim {

/// One temperature, when its moves are done.
struct TemperedStep {
  double temperature = 0;   ///< In (0, 1].
  double effective = 0;     ///< Draws that the weights at this temperature were worth.
  double acceptance = 0;    ///< Share of the random walks that were taken.
  double swings_taken = 0;  ///< Share of the swings that were.
  double scale = 0;         ///< Of the random walks, times 2.38 / sqrt(dimensions).
  int sweeps = 0;
};

struct TemperedSettings {
  std::uint64_t seed = 1;
  std::uint32_t run = 0;         ///< Which run of this seed: runs share no number.
  std::size_t particles = 2000;  ///< At least 2 more than dimensions.
  double share_kept = 0.5;       ///< Of the particles' worth, at each step. In (0, 1).
  int fewest_sweeps = 5;
  int most_sweeps = 50;           ///< At most 255.
  std::size_t most_tries = 1000;  ///< Prior draws a particle, in search of a possible one.
  unsigned threads = 1;
  const std::atomic<bool>* stop = nullptr;              ///< Once true, the run ends early.
  std::function<void(const TemperedStep&)> progress{};  ///< By the calling thread.
};

struct TemperedResult {
  std::size_t dimensions = 0;
  std::vector<double> draws;            ///< Of equal weight; shape (particles x dimensions).
  std::vector<double> log_likelihoods;  ///< Of each draw.
  double log_evidence = 0;
  std::vector<TemperedStep> steps;
  double possible_share = 0;  ///< Of the prior; 0, and no draws, where nothing possible was found.
  bool stopped = false;       ///< On request: the draws are of the last temperature reached.
};

/// `log_likelihood` of a point [dimensions]: minus infinity where impossible, never plus infinity
/// or not a number; called from several threads at once. Requires: dimensions >= 1.
/// Throws: ContractError for what is not a likelihood.
TemperedResult tempered_monte_carlo(
    std::size_t dimensions, const std::function<double(std::span<const double>)>& log_likelihood,
    const TemperedSettings& settings);

/// The temperature in (temperature, 1] at which equally weighted particles, reweighted from
/// `temperature`, are worth `effective` draws; 1 where they are worth no fewer even there.
/// Requires: 0 <= temperature < 1; effective below the number of possible particles.
double next_temperature(std::span<const double> log_likelihoods, double temperature,
                        double effective);

}  // namespace sim
