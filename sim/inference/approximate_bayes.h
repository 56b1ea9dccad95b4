// Draws from a posterior without any likelihood: parameters whose simulated figures come close to
// those observed, ever closer in rounds. A check on the fit proper, not the fit: with many figures
// and parameters the closeness it can afford leaves its ranges too wide.
//
// Parameters are independent standard normals beforehand, as everywhere in sim/inference; the
// result is a pure function of the seed and the simulation, for any number of threads.
// Source: Beaumont, Cornuet, Marin & Robert (2009), Biometrika 96(4); Beaumont, Zhang & Balding
// (2002), Genetics 162(4), for the adjustment.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <span>
#include <vector>

#include "sim/experiment/replicate.h"

namespace sim {

/// One observed figure.
struct Summary {
  double observed = 0;
  /// Of a figure compared as it is. 0: a count, not negative, compared by twice its square root,
  /// which has a variance near 1 whatever the mean of a Poisson count.
  double standard_deviation = 0;
};

/// The figure on the scale on which distances are taken. Requires: a count is not negative.
double transformed(double figure, const Summary& summary);

/// The squared distance of simulated figures from the observed ones.
/// Requires: as many figures as summaries.
double squared_distance(std::span<const double> figures, std::span<const Summary> summaries);

struct ApproximateRound {
  double epsilon = 0;     ///< Distance within which a draw was accepted; infinite in the first.
  double acceptance = 0;  ///< Share of the tries.
  std::size_t tries = 0;
};

struct ApproximateSettings {
  std::uint64_t seed = 1;
  std::uint32_t run = 0;           ///< Which run of this seed: runs share no number.
  std::size_t particles = 1000;    ///< At least 2 more than dimensions.
  int most_rounds = 12;            ///< After the first, from the prior. At most 255.
  double least_acceptance = 0.01;  ///< In (0, 1]: a round that would fall below is not finished.
  unsigned threads = 1;
  const std::atomic<bool>* stop = nullptr;
  std::function<void(const ApproximateRound&)> progress{};  ///< By the calling thread.
};

struct ApproximateResult {
  std::size_t dimensions = 0;
  std::vector<double> draws;      ///< shape (particles x dimensions)
  std::vector<double> weights;    ///< of each draw, with a sum of 1
  std::vector<double> figures;    ///< simulated at each draw, shape (particles x summaries)
  std::vector<double> distances;  ///< of each draw
  std::vector<ApproximateRound> rounds;
  bool stopped = false;  ///< On request: the draws are of the last finished round.
};

/// Rounds end when the distance is that of two futures of the same parameters (its square twice the
/// number of summaries), when acceptance falls too low, or after the last one.
///
/// `simulate` makes the figures of a point [dimensions], in the order of the summaries, with random
/// numbers addressed by `number`, never the same twice; it is called from several threads at once.
ApproximateResult approximate_bayes(
    std::size_t dimensions, std::span<const Summary> summaries,
    const std::function<std::vector<double>(std::span<const double>, std::uint32_t number)>&
        simulate,
    const ApproximateSettings& settings);

/// Draws and weights after a local-linear regression on the transformed figures has moved each draw
/// to where it would be had its figures been those observed.
struct AdjustedDraws {
  std::vector<double> draws;    ///< shape (particles x dimensions)
  std::vector<double> weights;  ///< with a sum of 1; 0 at the largest distance (Epanechnikov)
};

AdjustedDraws adjusted(const ApproximateResult& result, std::span<const Summary> summaries);

}  // namespace sim
