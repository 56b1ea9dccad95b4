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

/// Draws picked again with replacement, again and again: which are picked does not depend on any
/// value, so that one set of picks serves every measure of as many draws.
class DrawPicks {
 public:
  /// `seed` addresses the picks. Requires: two draws and two resamples at least.
  DrawPicks(std::size_t draws, std::uint64_t seed, std::uint32_t resamples = 500);

  std::size_t draws() const { return draws_; }
  std::size_t resamples() const { return picks_.size() / draws_; }
  /// As many as there are draws, by their number.
  std::span<const std::uint32_t> of(std::size_t resample) const {
    return std::span(picks_).subspan(resample * draws_, draws_);
  }

 private:
  std::size_t draws_;
  std::vector<std::uint32_t> picks_;  ///< shape (resamples x draws)
};

/// The middle `confidence` of the share over draws picked again, each with all of its futures.
/// Requires: can_split(draws), picks of as many draws, confidence in (0, 1).
/// Source: Davison & Hinkley, "Bootstrap Methods and their Application" (1997), s.3.8.
ShareInterval share_interval(std::span<const double> values, std::span<const std::size_t> draws,
                             const DrawPicks& picks, double confidence = 0.95);

}  // namespace sim
