#include "sim/statistics/quantile.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <utility>

#include <boost/math/distributions/binomial.hpp>
#include <boost/sort/pdqsort/pdqsort.hpp>

#include "sim/kernel/expects.h"

namespace sim {
namespace {

using Binomial = boost::math::binomial_distribution<double>;

double at_most(const Binomial& law, std::size_t hits) {
  return cdf(law, static_cast<double>(hits));
}

/// The fewest hits that `law` stays at or below with a probability of `p`.
/// By bisection on the distribution function, so that no rounding policy of a library decides.
std::size_t hits_at(const Binomial& law, double p) {
  std::size_t low = 0;
  std::size_t high = static_cast<std::size_t>(law.trials());
  while (low < high) {
    const std::size_t middle = low + (high - low) / 2;
    if (at_most(law, middle) >= p)
      high = middle;
    else
      low = middle + 1;
  }
  return low;
}

}  // namespace

QuantileRanks quantile_ranks(std::size_t size, double probability, double confidence) {
  expects(size >= 1, "a sample has a value");
  expects(probability > 0 && probability < 1, "a quantile's probability lies in (0, 1)");
  expects(confidence > 0 && confidence < 1, "a confidence level lies in (0, 1)");

  const Binomial below(static_cast<double>(size), probability);
  QuantileRanks ranks;
  ranks.lower = hits_at(below, (1 - confidence) / 2);
  ranks.upper = hits_at(below, (1 + confidence) / 2) + 1;
  ranks.coverage =
      at_most(below, ranks.upper - 1) - (ranks.lower == 0 ? 0.0 : at_most(below, ranks.lower - 1));
  return ranks;
}

OrderedSample::OrderedSample(std::vector<double> values) : values_(std::move(values)) {
  expects(!values_.empty(), "a sample has a value");
  for (const double value : values_) expects(std::isfinite(value), "an observation is finite");
  boost::sort::pdqsort_branchless(values_.begin(), values_.end());
}

double OrderedSample::quantile(double probability) const {
  expects(probability >= 0 && probability <= 1, "a quantile's probability lies in [0, 1]");
  const double place = static_cast<double>(values_.size() - 1) * probability;
  const auto below = static_cast<std::size_t>(place);
  if (below + 1 >= values_.size()) return values_.back();
  const double share = place - static_cast<double>(below);
  return values_[below] + share * (values_[below + 1] - values_[below]);
}

QuantileInterval OrderedSample::quantile_interval(double probability, double confidence) const {
  constexpr double infinity = std::numeric_limits<double>::infinity();
  const QuantileRanks ranks = quantile_ranks(size(), probability, confidence);
  return {.lower = ranks.lower == 0 ? -infinity : values_[ranks.lower - 1],
          .upper = ranks.upper > size() ? infinity : values_[ranks.upper - 1]};
}

}  // namespace sim
