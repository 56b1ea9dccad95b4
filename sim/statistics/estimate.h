// What a number of replications say about a mean, and how surely.
#pragma once

#include <cstddef>
#include <span>

#include "sim/statistics/tally.h"

namespace sim {

/// mean +- half_width is the confidence interval. Both in the unit of the values.
struct Estimate {
  double mean = 0;
  double half_width = 0;
  std::size_t replications = 0;

  double lower() const { return mean - half_width; }
  double upper() const { return mean + half_width; }
};

/// Student-t interval for the mean of independent replications.
///
/// `values`      one measure, one value a replication; shape (replications)
/// `confidence`  in (0, 1)
/// Requires: at least two values, all finite.
/// Source: Law, "Simulation Modeling and Analysis", 5th ed. (2015), ch. 4.
Estimate estimate(std::span<const double> values, double confidence = 0.95);
Estimate estimate(const Tally& values, double confidence = 0.95);

/// One option minus another over the same replications, and what sharing their luck has gained.
struct PairedDifference {
  Estimate difference;
  double standard_deviation = 0;  ///< Of one pair's difference.
  double t = 0;                   ///< The mean difference in its standard errors.
  double p_value = 1;             ///< Two-sided, of no difference.
  double correlation = 0;         ///< Of the two options; 0 when either never varies.
  /// How many times more replications independent runs would need for this precision. Below 1,
  /// common random numbers did harm. Infinite when every difference is the same.
  double variance_ratio = 1;
};

/// Option minus baseline, paired by replication: with common random numbers the shared luck
/// cancels, so this is the interval to quote when two options are compared. Requires: as many
/// values in each, at least two, all finite.
PairedDifference paired_difference(std::span<const double> option, std::span<const double> baseline,
                                   double confidence = 0.95);

/// The value below which a Student-t variate of `freedom` > 0 falls with probability `p` in (0, 1).
double student_t_quantile(double p, double freedom);

/// The same of a standard normal variate.
double normal_quantile(double p);
/// The probability of a standard normal variate below `z`; for statistics that are printed.
double normal_cumulative(double z);

}  // namespace sim
