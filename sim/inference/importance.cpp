#include "sim/inference/importance.h"

#include <algorithm>
#include <cmath>  // sqrt, ceil, floor and abs alone: IEEE 754 fixes their results
#include <cstddef>
#include <limits>
#include <numeric>

#include "sim/inference/weights.h"
#include "sim/kernel/expects.h"
#include "sim/random/elementary.h"
#include "sim/random/log_gamma.h"

namespace sim {
namespace {

constexpr double infinity = std::numeric_limits<double>::infinity();
constexpr std::size_t fewest_excesses = 5;

/// What k is drawn towards, with the weight of ten excesses.
constexpr double usual_shape = 0.5;
constexpr double usual_weight = 10;

double mean_log1p(double theta, std::span<const double> excesses) {
  double sum = 0;
  for (const double excess : excesses) sum += log1p(-theta * excess);
  return sum / static_cast<double>(excesses.size());
}

/// The excess below which a share `p` of the law lies.
double pareto_quantile(double p, const ParetoFit& fit) {
  const double size = log1p(-p);
  if (std::abs(fit.shape) < 1e-8) return -fit.scale * size;
  return fit.scale * (exp(-fit.shape * size) - 1) / fit.shape;
}

/// How many of the largest weights are taken for the tail.
std::size_t tail_of(std::size_t size) {
  const auto n = static_cast<double>(size);
  return static_cast<std::size_t>(std::ceil(std::min(0.2 * n, 3 * std::sqrt(n))));
}

}  // namespace

// theta stands for -k / scale: its profile likelihood is averaged over a grid that the quartile and
// the largest excess suggest.
ParetoFit fitted_pareto(std::span<const double> excesses) {
  expects(excesses.size() >= fewest_excesses, "a Pareto law is fitted to five excesses or more");
  expects(excesses.front() > 0 && std::is_sorted(excesses.begin(), excesses.end()),
          "excesses are positive and in rising order");
  const auto n = static_cast<double>(excesses.size());
  const double points = 30 + std::floor(std::sqrt(n));
  const double quartile = excesses[static_cast<std::size_t>(std::floor(n / 4 + 0.5)) - 1];
  std::vector<double> thetas;
  std::vector<double> likelihoods;
  for (int j = 1; j <= static_cast<int>(points); ++j) {
    const double theta = 1 / excesses.back() + (1 - std::sqrt(points / (j - 0.5))) / 3 / quartile;
    const double shape = mean_log1p(theta, excesses);
    if (shape == 0) continue;  // theta is 0: the exponential law, between its neighbours
    thetas.push_back(theta);
    likelihoods.push_back(n * (log(-theta / shape) - shape - 1));
  }
  const std::vector<double> weights = normalised(likelihoods);
  double theta = 0;
  for (std::size_t j = 0; j < weights.size(); ++j) theta += weights[j] * thetas[j];
  const double shape = mean_log1p(theta, excesses);
  return {.shape = shape, .scale = -shape / theta};
}

SmoothedWeights smoothed(std::span<const double> log_weights) {
  const std::size_t size = log_weights.size();
  const std::size_t tail = tail_of(size);
  expects(tail >= fewest_excesses && tail < size, "there are 25 weights or more");
  std::vector<std::size_t> order(size);
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::stable_sort(order.begin(), order.end(),
                   [&](std::size_t a, std::size_t b) { return log_weights[a] < log_weights[b]; });
  const double largest = log_weights[order.back()];
  expects(largest > -infinity && largest < infinity, "some of the draws are possible");

  SmoothedWeights result{{log_weights.begin(), log_weights.end()}, infinity, 0};
  for (double& weight : result.log_weights) weight -= largest;
  const double threshold = exp(result.log_weights[order[size - tail - 1]]);
  std::vector<double> excesses;
  for (std::size_t i = size - tail; i < size; ++i) {
    const double excess = exp(result.log_weights[order[i]]) - threshold;
    if (excess > 0) excesses.push_back(excess);
  }
  if (excesses.size() >= fewest_excesses) {
    const auto n = static_cast<double>(excesses.size());
    ParetoFit fit = fitted_pareto(excesses);
    fit.shape = (fit.shape * n + usual_shape * usual_weight) / (n + usual_weight);
    result.shape = fit.shape;
    for (std::size_t i = 0; i < excesses.size(); ++i) {
      const double expected = pareto_quantile((static_cast<double>(i) + 0.5) / n, fit) + threshold;
      result.log_weights[order[size - excesses.size() + i]] = log(std::min(1.0, expected));
    }
  }
  const double sum = log_sum_exp(result.log_weights);
  for (double& weight : result.log_weights) weight -= sum;
  result.effective = effective_sample_size(normalised(result.log_weights));
  return result;
}

}  // namespace sim
