#include "sim/statistics/proportion.h"

#include <algorithm>
#include <cmath>

#include <boost/math/special_functions/beta.hpp>

#include "sim/kernel/expects.h"
#include "sim/statistics/estimate.h"

namespace sim {
namespace {

void expects_trials(std::int64_t hits, std::int64_t trials, double confidence) {
  expects(trials >= 1, "there is a trial");
  expects(hits >= 0 && hits <= trials, "there are no more hits than trials");
  expects(confidence > 0 && confidence < 1, "a confidence level lies in (0, 1)");
}

/// log(1 - confidence): how unlikely, in logs, the data may be. In long double, as in estimate.cpp.
long double log_tail(double confidence) {
  return std::log1p(-static_cast<long double>(confidence));
}

}  // namespace

ProportionInterval wilson(std::int64_t hits, std::int64_t trials, double confidence) {
  expects_trials(hits, trials, confidence);
  const double n = static_cast<double>(trials);
  const double p = static_cast<double>(hits) / n;
  const double z = normal_quantile((1 + confidence) / 2);
  const double weight = 1 + z * z / n;
  const double centre = (p + z * z / (2 * n)) / weight;
  const double half_width = z / weight * std::sqrt(p * (1 - p) / n + z * z / (4 * n * n));
  return {.lower = hits == 0 ? 0 : std::max(0.0, centre - half_width),
          .upper = hits == trials ? 1 : std::min(1.0, centre + half_width)};
}

ProportionInterval jeffreys(std::int64_t hits, std::int64_t trials, double confidence) {
  expects_trials(hits, trials, confidence);
  const double a = static_cast<double>(hits) + 0.5;
  const double b = static_cast<double>(trials - hits) + 0.5;
  const double tail = (1 - confidence) / 2;
  return {.lower = hits == 0 ? 0 : boost::math::ibeta_inv(a, b, tail),
          .upper = hits == trials ? 1 : boost::math::ibetac_inv(a, b, tail)};
}

ProportionInterval clopper_pearson(std::int64_t hits, std::int64_t trials, double confidence) {
  expects_trials(hits, trials, confidence);
  const double x = static_cast<double>(hits);
  const double misses = static_cast<double>(trials - hits);
  const double tail = (1 - confidence) / 2;
  return {.lower = hits == 0 ? 0 : boost::math::ibeta_inv(x, misses + 1, tail),
          .upper = hits == trials ? 1 : boost::math::ibetac_inv(x + 1, misses, tail)};
}

double largest_unseen(std::int64_t trials, double confidence) {
  expects_trials(0, trials, confidence);
  return static_cast<double>(-std::expm1(log_tail(confidence) / static_cast<long double>(trials)));
}

std::int64_t trials_to_rule_out(double proportion, double confidence) {
  expects(proportion > 0 && proportion < 1, "a proportion to rule out lies in (0, 1)");
  expects_trials(0, 1, confidence);
  const long double log_miss = std::log1p(-static_cast<long double>(proportion));
  return static_cast<std::int64_t>(std::ceil(log_tail(confidence) / log_miss));
}

}  // namespace sim
