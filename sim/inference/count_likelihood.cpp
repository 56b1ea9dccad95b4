#include "sim/inference/count_likelihood.h"

#include <algorithm>
#include <cstddef>
#include <limits>

#include "sim/kernel/expects.h"
#include "sim/random/elementary.h"
#include "sim/random/log_gamma.h"

namespace sim {
namespace {

constexpr double infinity = std::numeric_limits<double>::infinity();

/// log of gamma(size + count) / gamma(size) / size^count. Stirling's two large terms are subtracted
/// on paper, so that a negative binomial of hardly more than Poisson variance keeps its digits.
double log_rising(double count, double size) {
  if (size < 10) return log_gamma(size + count) - log_gamma(size) - count * log(size);
  return (size + count - 0.5) * log1p(count / size) - count + stirling_remainder(size + count) -
         stirling_remainder(size);
}

}  // namespace

double poisson_log_probability(std::int64_t count, double mean) {
  expects(count >= 0, "a count is not negative");
  expects(mean >= 0 && mean < infinity, "a mean count is finite and not negative");
  if (mean < std::numeric_limits<double>::min()) return count == 0 ? 0 : -infinity;
  const auto y = static_cast<double>(count);
  return y * log(mean) - mean - log_gamma(y + 1);
}

double count_log_probability(std::int64_t count, double mean, double variance) {
  expects(count >= 0, "a count is not negative");
  expects(mean >= 0 && mean < infinity && variance < infinity,
          "the mean and variance of a count are finite, and the mean not negative");
  const double excess = variance - mean;
  const double size = excess > 0 ? mean * mean / excess : infinity;
  if (!(size < 1e15) || size < 1e-300) return poisson_log_probability(count, mean);
  const auto y = static_cast<double>(count);
  return y * log(mean) - log_gamma(y + 1) + log_rising(y, size) - (size + y) * log1p(mean / size);
}

double normal_log_density(double value, double mean, double variance) {
  expects(variance > 0, "a normal law has a variance");
  const double apart = value - mean;
  return -apart * apart / (2 * variance) - log(variance) / 2 - half_log_two_pi;
}

double mixture_log_density(std::span<const double> log_densities, std::span<const double> weights) {
  expects(log_densities.size() == weights.size(), "every alternative has a weight");
  double largest = -infinity;
  double total = 0;
  for (std::size_t i = 0; i < weights.size(); ++i) {
    expects(weights[i] >= 0, "a weight is not negative");
    total += weights[i];
    if (weights[i] > 0) largest = std::max(largest, log_densities[i]);
  }
  expects(total > 1 - 1e-9 && total < 1 + 1e-9, "the weights of alternatives add up to 1");
  if (largest == -infinity) return -infinity;
  double sum = 0;
  for (std::size_t i = 0; i < weights.size(); ++i)
    if (weights[i] > 0) sum += weights[i] * exp(log_densities[i] - largest);
  return largest + log(sum);
}

}  // namespace sim
