#include "sim/sensitivity/whitening.h"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <utility>

#include "sim/inference/cholesky.h"
#include "sim/kernel/expects.h"
#include "sim/random/elementary.h"
#include "sim/random/variate.h"
#include "sim/sensitivity/rank_correlation.h"

namespace sim {
namespace {

constexpr int most_steps = 60;

/// Standard normals in the order of the values, of length 1; all 0 where nothing varies.
std::vector<double> unit_scores(std::span<const double> values) {
  std::vector<double> scores = mid_ranks(values);
  const auto size = static_cast<double>(scores.size());
  double mean = 0;
  for (double& score : scores) {
    score = normal((score - 0.5) / size);
    mean += score / size;
  }
  double squares = 0;
  for (double& score : scores) {
    score -= mean;
    squares += score * score;
  }
  for (double& score : scores) score = squares > 1e-12 ? score / std::sqrt(squares) : 0;
  return scores;
}

}  // namespace

std::optional<std::vector<double>> symmetric_root(std::vector<double> matrix, std::size_t size) {
  expects(matrix.size() == size * size, "a matrix is as wide as it is high");
  // Denman & Beavers (1976): root and inverse root, each half of itself and the other's inverse.
  std::vector<double> root = std::move(matrix);
  std::vector<double> inverse_root(size * size);
  for (std::size_t i = 0; i < size; ++i) inverse_root[i * size + i] = 1;
  for (int step = 0; step < most_steps; ++step) {
    const auto root_factor = Cholesky::of(root, size);
    const auto inverse_factor = Cholesky::of(inverse_root, size);
    if (!root_factor || !inverse_factor) return std::nullopt;
    const auto of_root = root_factor->inverse();
    const auto of_inverse = inverse_factor->inverse();
    double moved = 0;
    for (std::size_t i = 0; i < root.size(); ++i) {
      const double next = (root[i] + of_inverse[i]) / 2;
      moved = std::max(moved, std::abs(next - root[i]));
      root[i] = next;
      inverse_root[i] = (inverse_root[i] + of_root[i]) / 2;
    }
    if (moved < 1e-13) return root;
  }
  return root;
}

CorrelatedInputs::CorrelatedInputs(std::span<const double> sample, std::size_t inputs)
    : inputs_(inputs), correlations_(inputs * inputs) {
  expects(inputs >= 1 && sample.size() % inputs == 0 && !sample.empty(),
          "correlations are of inputs in draws");
  const std::size_t draws = sample.size() / inputs;
  std::vector<std::vector<double>> scores;
  std::vector<double> column(draws);
  for (std::size_t i = 0; i < inputs; ++i) {
    for (std::size_t d = 0; d < draws; ++d) {
      column[d] = sample[d * inputs + i];
      expects(std::isfinite(column[d]), "an input is finite");
    }
    scores.push_back(unit_scores(column));
  }
  const double untold = 3 / std::sqrt(static_cast<double>(draws));
  for (std::size_t i = 0; i < inputs; ++i)
    for (std::size_t j = 0; j < inputs; ++j) {
      const double found =
          std::inner_product(scores[i].begin(), scores[i].end(), scores[j].begin(), 0.0);
      correlations_[i * inputs + j] = i == j ? 1 : std::abs(found) > untold ? found : 0;
    }
  // Two inputs of which one is a function of the other leave no root: they are drawn apart a
  // little.
  auto root = symmetric_root(correlations_, inputs);
  while (!root) {
    for (std::size_t i = 0; i < inputs; ++i)
      for (std::size_t j = 0; j < inputs; ++j)
        if (i != j) correlations_[i * inputs + j] *= 0.99;
    root = symmetric_root(correlations_, inputs);
  }
  root_ = std::move(*root);
}

std::vector<double> CorrelatedInputs::scores(std::span<const double> independent) const {
  expects(independent.size() == inputs_, "there is a normal for every input");
  std::vector<double> found(inputs_);
  for (std::size_t i = 0; i < inputs_; ++i)
    for (std::size_t j = 0; j < inputs_; ++j) found[i] += root_[i * inputs_ + j] * independent[j];
  return found;
}

double normal_probability(double z) {
  constexpr double coefficients[] = {0.319381530, -0.356563782, 1.781477937, -1.821255978,
                                     1.330274429};
  const double at = 1 / (1 + 0.2316419 * std::abs(z));
  double polynomial = 0;
  for (int k = 4; k >= 0; --k) polynomial = (polynomial + coefficients[k]) * at;
  constexpr double density_at_0 = 0.3989422804014327;
  const double above = density_at_0 * exp(-z * z / 2) * polynomial;
  return z > 0 ? 1 - above : above;
}

}  // namespace sim
