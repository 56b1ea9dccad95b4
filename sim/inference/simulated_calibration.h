// Whether fits keep their promises: over many sets of figures simulated from known parameters, a
// range of nine in ten must hold the truth nine times in ten.
// Source: Talts, Betancourt, Simpson, Vehtari & Gelman (2018), arXiv:1804.06788.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace sim {

/// The share of the prior's variance that the observations have taken away: 1 is everything learnt,
/// 0 nothing; below 0 they have made it less sure. Requires: before > 0, after >= 0.
double contraction(double variance_before, double variance_after);

/// How many of the draws lie below the truth; where some equal it, a uniform `u` in (0, 1) says how
/// many of those count, so that ranks of counts are even too. From 0 to the number of draws.
std::size_t rank_of(double truth, std::span<const double> draws, double u);

/// Ranks of truths among as many draws each, sorted into bins.
struct RankHistogram {
  std::vector<std::int64_t> counts;  ///< of each bin, as equally wide as whole ranks allow
  double chi_squared = 0;            ///< of even ranks
  /// Chance of a chi-squared as large, were the ranks even.
  double p_value = 1;
};

/// Requires: ranks from 0 to `draws`; 2 <= bins <= draws + 1; at least one rank.
RankHistogram rank_histogram(std::span<const std::size_t> ranks, std::size_t draws,
                             std::size_t bins = 20);

/// How many truths lay within the central interval of their draws that has `probability`.
/// Requires: ranks from 0 to `draws`; a probability in (0, 1).
std::int64_t covered(std::span<const std::size_t> ranks, std::size_t draws, double probability);

/// Counts from `lower` to `upper` are what a binomial variate of `trials` and `probability` keeps
/// to with at least `confidence`, the rest split between both ends.
struct CountRange {
  std::int64_t lower = 0;
  std::int64_t upper = 0;
};

/// Requires: trials >= 1, probability and confidence in (0, 1).
CountRange binomial_range(std::int64_t trials, double probability, double confidence = 0.99);

}  // namespace sim
