#include "sim/statistics/estimate.h"

#include <cmath>
#include <limits>
#include <vector>

#include <boost/math/distributions/normal.hpp>
#include <boost/math/distributions/students_t.hpp>

#include "sim/kernel/expects.h"

// Boost.Math evaluates in long double and rounds once, so that its doubles are the same whichever
// variant of log and exp the C library picks for the processor.

namespace sim {
namespace {

constexpr double infinity = std::numeric_limits<double>::infinity();

Tally tally_of(std::span<const double> values) {
  Tally tally;
  for (const double value : values) tally.add(value);
  return tally;
}

double correlation_of(std::span<const double> a, const Tally& of_a, std::span<const double> b,
                      const Tally& of_b) {
  const double spread = std::sqrt(of_a.second_moment_sum()) * std::sqrt(of_b.second_moment_sum());
  if (spread == 0) return 0;
  double together = 0;
  for (std::size_t i = 0; i < a.size(); ++i)
    together += (a[i] - of_a.mean()) * (b[i] - of_b.mean());
  return together / spread;
}

double two_sided_p(double t, double freedom) {
  if (std::isinf(t)) return 0;
  return 2 * cdf(complement(boost::math::students_t(freedom), std::abs(t)));
}

}  // namespace

Estimate estimate(const Tally& values, double confidence) {
  expects(values.count() >= 2, "an interval needs two replications");
  expects(confidence > 0 && confidence < 1, "a confidence level lies in (0, 1)");
  const double n = static_cast<double>(values.count());
  const double standard_error = std::sqrt(values.variance() / n);
  return {.mean = values.mean(),
          .half_width = student_t_quantile((1 + confidence) / 2, n - 1) * standard_error,
          .replications = static_cast<std::size_t>(values.count())};
}

Estimate estimate(std::span<const double> values, double confidence) {
  return estimate(tally_of(values), confidence);
}

PairedDifference paired_difference(std::span<const double> option, std::span<const double> baseline,
                                   double confidence) {
  expects(option.size() == baseline.size(), "replications come in pairs");
  std::vector<double> differences(option.size());
  for (std::size_t i = 0; i < option.size(); ++i) differences[i] = option[i] - baseline[i];

  const Tally of_difference = tally_of(differences);
  const Tally of_option = tally_of(option);
  const Tally of_baseline = tally_of(baseline);
  PairedDifference paired{.difference = estimate(of_difference, confidence)};
  paired.standard_deviation = of_difference.standard_deviation();
  paired.correlation = correlation_of(option, of_option, baseline, of_baseline);

  const double n = static_cast<double>(option.size());
  const double independent = of_option.variance() + of_baseline.variance();
  if (paired.standard_deviation > 0) {
    paired.t = paired.difference.mean / (paired.standard_deviation / std::sqrt(n));
    paired.variance_ratio = independent / of_difference.variance();
  } else {
    paired.t = paired.difference.mean == 0 ? 0 : std::copysign(infinity, paired.difference.mean);
    paired.variance_ratio = independent == 0 ? 1 : infinity;
  }
  paired.p_value = two_sided_p(paired.t, n - 1);
  return paired;
}

double student_t_quantile(double p, double freedom) {
  expects(p > 0 && p < 1, "a probability lies in (0, 1)");
  expects(freedom > 0, "there is a degree of freedom");
  return quantile(boost::math::students_t(freedom), p);
}

double normal_cumulative(double z) {
  return cdf(boost::math::normal(), z);
}

double normal_quantile(double p) {
  expects(p > 0 && p < 1, "a probability lies in (0, 1)");
  return quantile(boost::math::normal(), p);
}

}  // namespace sim
