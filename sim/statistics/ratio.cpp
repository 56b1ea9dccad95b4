#include "sim/statistics/ratio.h"

#include <algorithm>
#include <cmath>

#include "sim/kernel/expects.h"
#include "sim/statistics/estimate.h"

namespace sim {
namespace {

/// Means, and variances and covariance of the means.
struct Moments {
  double above = 0;
  double below = 0;
  double var_above = 0;
  double var_below = 0;
  double covariance = 0;
};

Moments moments_of(const std::vector<double>& above, const std::vector<double>& below) {
  Moments m;
  const auto n = static_cast<double>(above.size());
  for (std::size_t i = 0; i < above.size(); ++i) {
    m.above += above[i] / n;
    m.below += below[i] / n;
  }
  const double weight = 1 / (n * (n - 1));
  for (std::size_t i = 0; i < above.size(); ++i) {
    const double a = above[i] - m.above;
    const double b = below[i] - m.below;
    m.var_above += weight * a * a;
    m.var_below += weight * b * b;
    m.covariance += weight * a * b;
  }
  return m;
}

}  // namespace

RatioEstimate ratio_of_means(const std::vector<double>& above, const std::vector<double>& below,
                             double confidence) {
  expects(above.size() == below.size() && above.size() >= 2,
          "a ratio has as many values above as below, at least two");
  const Moments m = moments_of(above, below);
  expects(m.below != 0, "the mean below a ratio is not 0");
  const double t =
      student_t_quantile(1 - (1 - confidence) / 2, static_cast<double>(above.size() - 1));

  RatioEstimate found;
  found.ratio = m.above / m.below;
  found.g = t * t * m.var_below / (m.below * m.below);
  const double variance =
      m.var_above - 2 * found.ratio * m.covariance + found.ratio * found.ratio * m.var_below;
  found.delta_error = std::sqrt(std::max(0.0, variance)) / std::abs(m.below);
  found.delta = {found.ratio - t * found.delta_error, found.ratio + t * found.delta_error};
  if (found.g >= 1) return found;

  // The ends are where (above - r below)^2 = t^2 Var(above - r below).
  const double a = m.below * m.below - t * t * m.var_below;
  const double b = m.above * m.below - t * t * m.covariance;
  const double c = m.above * m.above - t * t * m.var_above;
  const double root = std::sqrt(std::max(0.0, b * b - a * c));
  found.interval = {(b - root) / a, (b + root) / a};
  return found;
}

}  // namespace sim
