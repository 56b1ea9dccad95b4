#include "sim/inference/weights.h"

#include <algorithm>
#include <limits>
#include <numeric>

#include "sim/kernel/expects.h"
#include "sim/random/elementary.h"

namespace sim {
namespace {

constexpr double infinity = std::numeric_limits<double>::infinity();

/// The sum of the weights, in their order.
double sum_of(std::span<const double> weights) {
  double sum = 0;
  for (const double weight : weights) {
    expects(weight >= 0, "a weight is not negative");
    sum += weight;
  }
  expects(sum > 0 && sum < infinity, "some of the draws have a weight, and a finite one");
  return sum;
}

}  // namespace

double log_sum_exp(std::span<const double> terms) {
  double largest = -infinity;
  for (const double term : terms) largest = std::max(largest, term);
  if (largest == -infinity) return -infinity;
  double sum = 0;
  for (const double term : terms) sum += exp(term - largest);
  return largest + log(sum);
}

std::vector<double> normalised(std::span<const double> log_weights) {
  double largest = -infinity;
  for (const double weight : log_weights) largest = std::max(largest, weight);
  expects(largest > -infinity && largest < infinity, "some of the draws are possible");
  std::vector<double> weights(log_weights.size());
  for (std::size_t i = 0; i < weights.size(); ++i) weights[i] = exp(log_weights[i] - largest);
  const double sum = sum_of(weights);
  for (double& weight : weights) weight /= sum;
  return weights;
}

double effective_sample_size(std::span<const double> weights) {
  const double sum = sum_of(weights);
  double squares = 0;
  for (const double weight : weights) squares += (weight / sum) * (weight / sum);
  return 1 / squares;
}

std::vector<std::size_t> systematic_resampling(std::span<const double> weights, std::size_t count,
                                               double u) {
  expects(u > 0 && u < 1, "a uniform variate lies inside (0, 1)");
  const double step = sum_of(weights) / static_cast<double>(count);
  std::size_t last = weights.size() - 1;
  while (weights[last] == 0) --last;  // Rounding must not choose an impossible one at the end.

  std::vector<std::size_t> chosen;
  chosen.reserve(count);
  std::size_t at = 0;
  double below = weights[0];
  for (std::size_t i = 0; i < count; ++i) {
    const double mark = (static_cast<double>(i) + u) * step;
    while (mark >= below && at < last) below += weights[++at];
    chosen.push_back(at);
  }
  return chosen;
}

WeightedMoments weighted_moments(std::span<const double> draws, std::size_t dimensions,
                                 std::span<const double> weights) {
  expects(draws.size() == weights.size() * dimensions, "every draw has a weight");
  const double sum = sum_of(weights);
  WeightedMoments moments{std::vector<double>(dimensions),
                          std::vector<double>(dimensions * dimensions)};
  for (std::size_t i = 0; i < weights.size(); ++i)
    for (std::size_t j = 0; j < dimensions; ++j)
      moments.mean[j] += weights[i] / sum * draws[i * dimensions + j];

  std::vector<double> apart(dimensions);
  for (std::size_t i = 0; i < weights.size(); ++i) {
    for (std::size_t j = 0; j < dimensions; ++j)
      apart[j] = draws[i * dimensions + j] - moments.mean[j];
    for (std::size_t j = 0; j < dimensions; ++j)
      for (std::size_t k = 0; k <= j; ++k)
        moments.covariance[j * dimensions + k] += weights[i] / sum * apart[j] * apart[k];
  }
  for (std::size_t j = 0; j < dimensions; ++j)
    for (std::size_t k = 0; k < j; ++k)
      moments.covariance[k * dimensions + j] = moments.covariance[j * dimensions + k];
  return moments;
}

double weighted_quantile(std::span<const double> values, std::span<const double> weights,
                         double probability) {
  expects(values.size() == weights.size(), "every value has a weight");
  expects(probability >= 0 && probability <= 1, "a probability lies in [0, 1]");
  const double below = probability * sum_of(weights);
  std::vector<std::size_t> order(values.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
    return values[a] < values[b] || (values[a] == values[b] && a < b);
  });
  double sum = 0;
  for (const std::size_t i : order) {
    sum += weights[i];
    if (sum >= below && weights[i] > 0) return values[i];
  }
  return values[order.back()];
}

}  // namespace sim
