#include "sim/statistics/clustered.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <numeric>

#include "sim/kernel/expects.h"
#include "sim/statistics/tally.h"

namespace sim {
namespace {

struct Clusters {
  double mean = 0;
  double squared_error = 0;  ///< Of that mean.
  std::size_t count = 0;
};

Clusters clusters_of(std::span<const double> values, std::span<const std::size_t> clusters) {
  expects(values.size() == clusters.size(), "each value has a cluster");
  const double n = static_cast<double>(values.size());
  const double mean = std::accumulate(values.begin(), values.end(), 0.0) / n;
  std::map<std::size_t, double> totals;  // of what lies above the mean
  for (std::size_t i = 0; i < values.size(); ++i) totals[clusters[i]] += values[i] - mean;
  expects(totals.size() >= 2, "an interval needs two clusters");
  double squares = 0;
  for (const auto& [cluster, total] : totals) squares += total * total;
  const double count = static_cast<double>(totals.size());
  return {mean, count / (count - 1) * squares / (n * n), totals.size()};
}

}  // namespace

Estimate clustered_estimate(std::span<const double> values, std::span<const std::size_t> clusters,
                            double confidence) {
  expects(confidence > 0 && confidence < 1, "a confidence level lies in (0, 1)");
  const Clusters found = clusters_of(values, clusters);
  const double t = student_t_quantile((1 + confidence) / 2, static_cast<double>(found.count) - 1);
  return {.mean = found.mean,
          .half_width = t * std::sqrt(found.squared_error),
          .replications = values.size()};
}

double effective_size(std::span<const double> values, std::span<const std::size_t> clusters) {
  const Clusters found = clusters_of(values, clusters);
  Tally alone;
  for (const double value : values) alone.add(value);
  const double all = static_cast<double>(values.size());
  if (found.squared_error <= 0) return all;
  return std::clamp(alone.variance() / found.squared_error, 1.0, all);
}

ProportionInterval clustered_wilson(std::span<const double> hits,
                                    std::span<const std::size_t> clusters, double confidence) {
  const double share = clusters_of(hits, clusters).mean;
  const double size = effective_size(hits, clusters);
  const double z = normal_quantile((1 + confidence) / 2);
  const double shrink = 1 + z * z / size;
  const double centre = (share + z * z / (2 * size)) / shrink;
  const double reach =
      z * std::sqrt(share * (1 - share) / size + z * z / (4 * size * size)) / shrink;
  // At the very ends the interval ends there too, whatever was lost in rounding.
  return {share > 0 ? std::max(0.0, centre - reach) : 0.0,
          share < 1 ? std::min(1.0, centre + reach) : 1.0};
}

}  // namespace sim
