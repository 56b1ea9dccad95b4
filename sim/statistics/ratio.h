// A ratio of two means from the same replications, such as pounds for each exclusion avoided.
//
// Dividing the ends of two intervals is wrong. Fieller's interval holds every ratio that the data
// do not contradict; where the mean below may be zero that set has no ends, and is said to have
// none. Source: Fieller, Some problems in interval estimation, Journal of the Royal Statistical
// Society B, 1954.
#pragma once

#include <optional>
#include <vector>

namespace sim {

struct RatioEstimate {
  double ratio = 0;
  /// t^2 Var(mean below) / (mean below)^2: from 1 on the interval has no ends.
  double g = 0;
  struct Interval {
    double lower = 0;
    double upper = 0;
  };
  std::optional<Interval> interval;  ///< Fieller's; none where it has no ends.
  double delta_error = 0;            ///< Standard error by the delta method, for contrast.
  Interval delta{};                  ///< The symmetric interval that goes with it.
};

/// Requires: as many values above as below, at least 2; the mean below is not 0.
RatioEstimate ratio_of_means(const std::vector<double>& above, const std::vector<double>& below,
                             double confidence = 0.95);

}  // namespace sim
