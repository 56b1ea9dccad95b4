// Which way a response goes with an input, whatever the shape, as long as it only rises or falls.
//
// Values give way to their ranks. The partial correlation is between what is left of input and
// response when the other inputs have explained what they can, so a direction is not another's.
// Source: Spearman (1904); Iman & Conover (1979), Technometrics 21(4), for the partial one.
#pragma once

#include <cstddef>
#include <span>
#include <vector>

namespace sim {

/// From 1; values that are the same share the mean of their ranks.
std::vector<double> mid_ranks(std::span<const double> values);

/// Of ranks, in [-1, 1]; 0 where one of them never varies.
/// Requires: as many values in each, at least two.
double rank_correlation(std::span<const double> one, std::span<const double> other);

struct PartialCorrelation {
  double value = 0;  ///< in [-1, 1]
  double t = 0;      ///< In its standard errors, of `freedom` degrees.
  double freedom = 0;
};

/// By input. `at` has shape (points x inputs). 0 of an input that never varies, and of all where
/// the values never do. Requires: more than inputs + 1 points, and no input that is a function of
/// the others.
std::vector<PartialCorrelation> partial_rank_correlations(std::span<const double> at,
                                                          std::size_t inputs,
                                                          std::span<const double> values);

}  // namespace sim
