// Weighted samples: how much they are worth, what they average to, and drawing from them.
//
// Weights are kept as logarithms until they are compared, because likelihoods of a hundred counts
// leave the range of a double. Minus infinity is a weight of nothing.
#pragma once

#include <cstddef>
#include <span>
#include <vector>

namespace sim {

/// log of the sum of exp(terms); minus infinity of none, or of impossible ones alone.
double log_sum_exp(std::span<const double> terms);

/// exp(log_weights), scaled to a sum of 1. Requires: one is finite, none is plus infinity.
std::vector<double> normalised(std::span<const double> log_weights);

/// (sum w)^2 / sum w^2: of how many equal draws the weighted ones are worth [draws].
/// Requires: no weight is negative, one is positive.
double effective_sample_size(std::span<const double> weights);

/// Which particle each of `count` equally weighted successors comes from, in rising order, by one
/// uniform `u` in (0, 1): the (i + u) / count quantiles of the weights.
/// Requires: no weight is negative, one is positive.
/// Source: Kitagawa (1996), J. Computational and Graphical Statistics 5(1).
std::vector<std::size_t> systematic_resampling(std::span<const double> weights, std::size_t count,
                                               double u);

/// The weighted mean and covariance of draws; the weights are taken relative to their sum.
struct WeightedMoments {
  std::vector<double> mean;        ///< shape (dimensions)
  std::vector<double> covariance;  ///< shape (dimensions x dimensions)
};

/// `draws` has shape (draws x dimensions). Requires: as many weights as draws.
WeightedMoments weighted_moments(std::span<const double> draws, std::size_t dimensions,
                                 std::span<const double> weights);

/// The value below which `probability` of the weight lies. Requires: as many weights as values,
/// at least one, probability in [0, 1].
double weighted_quantile(std::span<const double> values, std::span<const double> weights,
                         double probability);

}  // namespace sim
