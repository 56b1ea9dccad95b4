// How much of what differs between futures is ignorance, and how much is chance.
//
// Futures are simulated several a draw of the parameters. What differs between futures of one draw
// is chance, which no study could remove; what differs between draws beyond that is ignorance of
// the parameters, which could be. The plain variance of the draws' means would count chance twice.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace sim {

struct VarianceSplit {
  double between_draws = 0;  ///< Mean square between draws.
  double within_draws = 0;   ///< Mean square within draws.
  double ignorance = 0;      ///< Variance of the draws' true means; never below 0.
  double chance = 0;         ///< Variance of futures around the true mean of their draw.
  double mean = 0;           ///< Over all futures.
  double squared_error = 0;  ///< Of that mean: between_draws over the number of futures.

  /// Of the variance of a future that ignorance makes up, in [0, 1]; 0 where nothing ever varies.
  double share() const;
};

/// One-way random effects, also for unequal numbers of futures a draw. `draws` names the draw of
/// each value; equal numbers are one draw. Nothing is known, and all is 0, of fewer than two draws
/// or without a draw of two futures: see can_split().
/// Requires: as many draws as values, all values finite.
/// Source: Searle, Casella & McCulloch, "Variance Components" (1992), s.3.6.
VarianceSplit variance_split(std::span<const double> values, std::span<const std::size_t> draws);

/// Whether there are two draws at least, and more futures than draws.
bool can_split(std::span<const std::size_t> draws);

struct ShareInterval {
  double lower = 0;
  double upper = 1;
};

/// The middle `confidence` of the share over draws picked again with replacement, each with all of
/// its futures. `seed` addresses the picks. Requires: can_split(draws), confidence in (0, 1).
/// Source: Davison & Hinkley, "Bootstrap Methods and their Application" (1997), s.3.8.
ShareInterval share_interval(std::span<const double> values, std::span<const std::size_t> draws,
                             std::uint64_t seed, double confidence = 0.95,
                             std::uint32_t resamples = 500);

}  // namespace sim
