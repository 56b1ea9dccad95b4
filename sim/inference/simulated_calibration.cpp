#include "sim/inference/simulated_calibration.h"

#include <algorithm>
#include <cmath>  // sqrt alone: IEEE 754 fixes its result

#include "sim/kernel/expects.h"
#include "sim/random/elementary.h"
#include "sim/random/log_gamma.h"

namespace sim {
namespace {

/// Chance that a gamma variate of `shape` and rate 1 is above `x`.
/// Source: Abramowitz & Stegun (1964), 6.5.29 below the mean and 6.5.31 (Lentz) above it.
double gamma_tail(double shape, double x) {
  if (x <= 0) return 1;
  const double density = exp(shape * log(x) - x - log_gamma(shape));
  if (x < shape + 1) {
    double term = 1 / shape;
    double sum = term;
    for (int n = 1; n < 1000 && term > 1e-17 * sum; ++n) sum += term *= x / (shape + n);
    return 1 - density * sum;
  }
  double b = x + 1 - shape;
  double c = 1e300;
  double d = 1 / b;
  double fraction = d;
  for (int n = 1; n < 1000; ++n) {
    const double a = -n * (n - shape);
    b += 2;
    d = 1 / (a * d + b);
    c = b + a / c;
    const double change = c * d;
    fraction *= change;
    if (change > 1 - 1e-16 && change < 1 + 1e-16) break;
  }
  return density * fraction;
}

/// The smallest count that a binomial variate does not exceed with `probability_below` or more.
std::int64_t binomial_quantile(std::int64_t trials, double probability, double probability_below) {
  const auto n = static_cast<double>(trials);
  double sum = 0;
  for (std::int64_t count = 0; count < trials; ++count) {
    const auto k = static_cast<double>(count);
    sum += exp(log_gamma(n + 1) - log_gamma(k + 1) - log_gamma(n - k + 1) + k * log(probability) +
               (n - k) * log(1 - probability));
    if (sum >= probability_below) return count;
  }
  return trials;
}

}  // namespace

double contraction(double variance_before, double variance_after) {
  expects(variance_before > 0 && variance_after >= 0, "a prior has a variance");
  return 1 - variance_after / variance_before;
}

std::size_t rank_of(double truth, std::span<const double> draws, double u) {
  expects(u > 0 && u < 1, "a uniform variate lies inside (0, 1)");
  std::size_t below = 0;
  std::size_t equal = 0;
  for (const double draw : draws) {
    if (draw < truth) ++below;
    if (draw == truth) ++equal;
  }
  return below + static_cast<std::size_t>(u * static_cast<double>(equal + 1));
}

RankHistogram rank_histogram(std::span<const std::size_t> ranks, std::size_t draws,
                             std::size_t bins) {
  expects(bins >= 2 && bins <= draws + 1, "every bin holds a rank");
  expects(!ranks.empty(), "there is a rank");
  const std::size_t values = draws + 1;
  const auto bin_of = [&](std::size_t rank) { return rank * bins / values; };
  std::vector<double> widths(bins);
  for (std::size_t rank = 0; rank < values; ++rank) widths[bin_of(rank)] += 1;

  RankHistogram histogram{std::vector<std::int64_t>(bins), 0, 1};
  for (const std::size_t rank : ranks) {
    expects(rank <= draws, "a rank is at most the number of draws");
    ++histogram.counts[bin_of(rank)];
  }
  for (std::size_t i = 0; i < bins; ++i) {
    const double expected =
        static_cast<double>(ranks.size()) * widths[i] / static_cast<double>(values);
    const double apart = static_cast<double>(histogram.counts[i]) - expected;
    histogram.chi_squared += apart * apart / expected;
  }
  histogram.p_value = gamma_tail(static_cast<double>(bins - 1) / 2, histogram.chi_squared / 2);
  return histogram;
}

std::int64_t covered(std::span<const std::size_t> ranks, std::size_t draws, double probability) {
  expects(probability > 0 && probability < 1, "a probability lies in (0, 1)");
  const double half_tail = (1 - probability) / 2 * static_cast<double>(draws + 1);
  std::int64_t count = 0;
  for (const std::size_t rank : ranks) {
    expects(rank <= draws, "a rank is at most the number of draws");
    const double middle = static_cast<double>(rank) + 0.5;
    if (middle > half_tail && middle < static_cast<double>(draws + 1) - half_tail) ++count;
  }
  return count;
}

CountRange binomial_range(std::int64_t trials, double probability, double confidence) {
  expects(trials >= 1, "there is a trial");
  expects(probability > 0 && probability < 1, "a probability lies in (0, 1)");
  expects(confidence > 0 && confidence < 1, "a confidence level lies in (0, 1)");
  return {.lower = binomial_quantile(trials, probability, (1 - confidence) / 2),
          .upper = binomial_quantile(trials, probability, (1 + confidence) / 2)};
}

}  // namespace sim
