// What it is worth to know more before a choice is made.
//
// Net benefit is what an option is worth in one possible world. Who must choose now takes the
// option that is best on average; who knew the world first could take the best in each. The
// difference is the value of perfect information; of knowing some numbers alone, it is the value
// of partial information. It is never negative, and it is nothing where no knowledge would change
// the choice.
//
// Partial information is found by regression of the differences in net benefit on the numbers in
// question, without a simulation within a simulation. A regression of noise would give value to
// noise, for whoever picks the best of several noisy guesses believes the luckiest: so a curve is
// kept only where it explains more than chance would, and what its own error adds is taken off.
// Source: Raiffa & Schlaifer, "Applied Statistical Decision Theory" (1961); Strong, Oakley &
// Brennan (2014), Medical Decision Making 34(3).
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace sim {

struct PerfectInformation {
  std::size_t best = 0;       ///< The option to take if nothing more is known; the first of equals.
  double value = 0;           ///< In the unit of net benefit.
  double standard_error = 0;  ///< Of that value, over the worlds.
  std::vector<double> is_best;  ///< Share of the worlds in which an option is best, the first of
                                ///< equals. shape (options)
};

/// `net_benefit` has shape (worlds x options), worlds equally likely. Its values must be means
/// without luck: luck in them counts as something to be known.
/// Requires: two worlds, two options, all values finite.
PerfectInformation perfect_information(std::span<const double> net_benefit, std::size_t options);

struct PartialInformation {
  double value = 0;  ///< In the unit of net benefit; 0 where no curve is better than none.
  double lower = 0;  ///< Middle 95% of the bootstrap over worlds, without what error adds.
  double upper = 0;
  std::size_t terms = 0;  ///< Of the curve, without its constant.
};

struct Regression {
  std::uint64_t seed = 1;
  std::uint32_t resamples = 300;
  double confidence = 0.95;
};

/// `differences` is the net benefit of each further option less that of the first, shape (worlds x
/// columns), luck and all; `known` are the numbers that would be known, shape (worlds x numbers).
///
/// The curve is the sum of a natural cubic spline in each number, of up to four terms, and, of
/// several numbers, of the products of each two; as many terms as make the Bayesian information
/// criterion least, and at most one for ten worlds.
/// Requires: 20 worlds, a column, a number, all values finite.
/// Source of the criterion: Schwarz (1978), Annals of Statistics 6(2).
PartialInformation partial_information(std::span<const double> differences, std::size_t columns,
                                       std::span<const double> known, std::size_t numbers,
                                       const Regression& regression = {});

}  // namespace sim
