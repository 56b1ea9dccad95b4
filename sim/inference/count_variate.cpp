#include "sim/inference/count_variate.h"

#include <algorithm>
#include <cmath>

#include "sim/kernel/expects.h"
#include "sim/random/elementary.h"
#include "sim/random/variate.h"

namespace sim {

std::int64_t count_variate(double u, double mean, double variance) {
  expects(mean > 0 && std::isfinite(mean) && std::isfinite(variance),
          "a count has a positive mean, and a variance");
  if (mean > 500)
    return std::max<std::int64_t>(
        0, std::llround(mean + std::sqrt(std::max(variance, mean)) * normal(u)));
  const bool spread = variance > mean * (1 + 1e-9);
  const double size = spread ? mean * mean / (variance - mean) : 0;
  const double odds = spread ? mean / (mean + size) : 0;
  double probability = spread ? exp(size * log(size / (size + mean))) : exp(-mean);
  double at_most = probability;
  // Far beyond any count that a uniform variate of 52 bits can ask for.
  const auto end =
      static_cast<std::int64_t>(100 * (mean + std::sqrt(std::max(variance, mean)) + 10));
  std::int64_t count = 0;
  while (at_most < u && count < end) {
    ++count;
    const auto n = static_cast<double>(count);
    probability *= spread ? odds * (size + n - 1) / n : mean / n;
    at_most += probability;
  }
  return count;
}

}  // namespace sim
