#include "sim/inference/predictive_check.h"

#include <algorithm>
#include <cmath>  // sqrt and abs alone: IEEE 754 fixes their results
#include <numeric>
#include <optional>
#include <utility>

#include "sim/inference/cholesky.h"
#include "sim/kernel/expects.h"
#include "sim/random/variate.h"

namespace sim {

double randomised_pit(double observed, std::span<const double> draws,
                      std::span<const double> weights, double u) {
  expects(draws.size() == weights.size(), "every draw has a weight");
  expects(u > 0 && u < 1, "a uniform variate lies inside (0, 1)");
  double below = 0;
  double equal = 0;
  double sum = 0;
  for (std::size_t i = 0; i < draws.size(); ++i) {
    expects(weights[i] >= 0, "a weight is not negative");
    sum += weights[i];
    if (draws[i] < observed) below += weights[i];
    if (draws[i] == observed) equal += weights[i];
  }
  expects(sum > 0, "some of the draws have a weight");
  return (below + u * equal) / sum;
}

std::vector<double> normal_scores(std::span<const double> sample) {
  const std::size_t size = sample.size();
  std::vector<std::size_t> order(size);
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::stable_sort(order.begin(), order.end(),
                   [&](std::size_t a, std::size_t b) { return sample[a] < sample[b]; });
  std::vector<double> scores(size);
  for (std::size_t first = 0; first < size;) {
    std::size_t end = first + 1;
    while (end < size && sample[order[end]] == sample[order[first]]) ++end;
    const double middle = (static_cast<double>(first) + static_cast<double>(end)) / 2;
    for (std::size_t i = first; i < end; ++i)
      scores[order[i]] = normal(middle / static_cast<double>(size));
    first = end;
  }
  return scores;
}

Correlations correlations(std::span<const double> runs, std::size_t outputs) {
  expects(outputs >= 1 && runs.size() >= 3 * outputs && runs.size() % outputs == 0,
          "correlations are learnt from three runs or more");
  const std::size_t count = runs.size() / outputs;
  std::vector<double> scores(runs.size());
  for (std::size_t k = 0; k < outputs; ++k) {
    std::vector<double> own(count);
    for (std::size_t i = 0; i < count; ++i) own[i] = runs[i * outputs + k];
    own = normal_scores(own);
    const double mean = std::accumulate(own.begin(), own.end(), 0.0) / static_cast<double>(count);
    for (std::size_t i = 0; i < count; ++i) scores[i * outputs + k] = own[i] - mean;
  }
  const std::vector<double> gram = weighted_gram(scores, outputs, std::vector<double>(count, 1.0));

  Correlations found{outputs, std::vector<double>(outputs * outputs), 0, 0, 0};
  for (std::size_t a = 0; a < outputs; ++a) {
    found.matrix[a * outputs + a] = 1;
    for (std::size_t b = 0; b < a; ++b) {
      const double size = std::sqrt(gram[a * outputs + a]) * std::sqrt(gram[b * outputs + b]);
      const double value = size > 0 ? gram[a * outputs + b] / size : 0;
      found.matrix[a * outputs + b] = found.matrix[b * outputs + a] = value;
      if (std::abs(value) <= found.largest) continue;
      found.largest = std::abs(value);
      found.first = b;
      found.second = a;
    }
  }
  return found;
}

double gaussian_copula_log_density(std::span<const double> scores, const Correlations& of) {
  expects(scores.size() == of.outputs, "every output has a score");
  std::vector<double> matrix = of.matrix;
  for (std::size_t k = 0; k < of.outputs; ++k) matrix[k * of.outputs + k] += 1e-9;
  const std::optional<Cholesky> factor = Cholesky::of(std::move(matrix), of.outputs);
  expects(factor.has_value(), "correlations of a sample are not negative definite");
  double together = 0;
  for (const double x : factor->half_solve(scores)) together += x * x;
  double apart = 0;
  for (const double x : scores) apart += x * x;
  return (apart - together - factor->log_determinant()) / 2;
}

}  // namespace sim
