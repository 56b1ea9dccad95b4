// Quantiles of a sample, and how surely the sample knows them.
//
// The sample is kept whole and sorted: a hundred thousand replications are less than a megabyte,
// and a sketch would give answers that depend on the order of merging.
#pragma once

#include <cstddef>
#include <vector>

namespace sim {

/// A quantile lies between the order statistics `lower` and `upper`, counted from 1.
/// 0 stands for minus infinity, sample size + 1 for plus infinity.
struct QuantileRanks {
  std::size_t lower = 0;
  std::size_t upper = 0;
  double coverage = 0;  ///< Exact for a continuous law; for counts the interval covers more.
};

/// Distribution-free interval for the quantile of `probability` from `size` observations.
/// Requires: size >= 1, probability and confidence in (0, 1).
/// Source: David & Nagaraja, "Order Statistics", 3rd ed. (2003), s.7.1.
QuantileRanks quantile_ranks(std::size_t size, double probability, double confidence = 0.95);

/// Both ends in the unit of the sample; infinite where the sample is too small to say.
struct QuantileInterval {
  double lower = 0;
  double upper = 0;
};

class OrderedSample {
 public:
  /// Requires: at least one value, all finite, in any order.
  explicit OrderedSample(std::vector<double> values);

  std::size_t size() const { return values_.size(); }
  double smallest() const { return values_.front(); }
  double largest() const { return values_.back(); }

  /// The quantile of `probability` in [0, 1], between two neighbours in proportion.
  /// Source: type 7 of Hyndman & Fan (1996), American Statistician 50(4); the default of R and
  /// numpy.
  double quantile(double probability) const;

  /// Requires: probability and confidence in (0, 1).
  QuantileInterval quantile_interval(double probability, double confidence = 0.95) const;

 private:
  std::vector<double> values_;  // ascending
};

}  // namespace sim
