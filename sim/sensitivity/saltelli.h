// How much of what varies is due to each input: shares of the variance.
//
// The first-order share is what would be gone, on average, if the input were known; the total share
// is what would be left if all others were known. Where inputs do not interact the two agree and
// the shares sum to 1. Inputs must be independent: of correlated ones the shares have no such
// meaning.
// Source: Saltelli et al. (2010), Computer Physics Communications 181(2), table 2 (b) for the first
// order; Jansen (1999), Computer Physics Communications 117, for the total.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <span>
#include <vector>

#include "sim/sensitivity/sobol_points.h"

namespace sim {

/// Two independent samples, A and B, and what stands between them.
class SaltelliDesign {
 public:
  /// Requires: rows a power of 2, at most 2^24; from 1 to 500 inputs.
  SaltelliDesign(std::size_t rows, std::size_t inputs, const SobolScramble& scramble = {});

  std::size_t rows() const { return rows_; }
  std::size_t inputs() const { return inputs_; }
  /// Points in (0, 1), shape (inputs) each.
  std::vector<double> a(std::size_t row) const;
  std::vector<double> b(std::size_t row) const;
  /// That of A, but for `input`, which is as in B.
  std::vector<double> mixed(std::size_t row, std::size_t input) const;

 private:
  std::size_t rows_;
  std::size_t inputs_;
  std::vector<double> points_;  ///< shape (rows x (2 inputs)): A beside B
};

/// What a function says at the points of a design: rows x (inputs + 2) values.
struct SaltelliValues {
  std::vector<double> a;      ///< shape (rows)
  std::vector<double> b;      ///< shape (rows)
  std::vector<double> mixed;  ///< shape (rows x inputs)
};

SaltelliValues evaluated(const SaltelliDesign& design,
                         const std::function<double(std::span<const double>)>& value);

/// In shares of the variance, with the middle 95% of the bootstrap. Estimates may lie a little
/// outside [0, 1].
struct VarianceShare {
  double first = 0;
  double first_lower = 0;
  double first_upper = 0;
  double total = 0;
  double total_lower = 0;
  double total_upper = 0;
};

struct VarianceShares {
  double mean = 0;
  double variance = 0;
  std::vector<VarianceShare> inputs;
};

/// Intervals are over rows picked again with replacement. Values are centred first, without which
/// a mean far from 0 drowns the first order. All shares are 0 where nothing varies.
/// Requires: at least two rows, and finite values.
VarianceShares variance_shares(const SaltelliValues& values, std::uint64_t seed = 1,
                               std::uint32_t resamples = 1000, double confidence = 0.95);

}  // namespace sim
