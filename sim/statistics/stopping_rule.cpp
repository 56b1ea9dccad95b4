#include "sim/statistics/stopping_rule.h"

#include <cmath>

#include "sim/kernel/expects.h"
#include "sim/statistics/clustered.h"

namespace sim {

std::size_t Looks::at_or_after(std::size_t count) const {
  if (count <= first) return first;
  return first + (count - first + batch - 1) / batch * batch;
}

bool is_precise(std::span<const double> values, std::span<const std::size_t> clusters,
                double half_width, double confidence) {
  expects(half_width > 0, "the precision that is asked for is above 0");
  return clustered_estimate(values, clusters, confidence).half_width <= half_width;
}

std::optional<std::size_t> precise_after(std::span<const double> values,
                                         std::span<const std::size_t> clusters, double half_width,
                                         const Looks& looks, double confidence) {
  expects(looks.first >= 2 && looks.batch >= 1, "a look sees two values, and later ones more");
  for (std::size_t seen = looks.first; seen <= values.size(); seen += looks.batch)
    if (is_precise(values.first(seen), clusters.first(seen), half_width, confidence)) return seen;
  return std::nullopt;
}

double half_width_for(double relative, double mean) {
  expects(relative > 0 && relative < 1, "a relative error lies in (0, 1)");
  return relative / (1 + relative) * std::abs(mean);
}

double confidence_of_each(double together, std::size_t count) {
  expects(together > 0 && together < 1 && count > 0, "a confidence level lies in (0, 1)");
  return 1 - (1 - together) / static_cast<double>(count);
}

}  // namespace sim
