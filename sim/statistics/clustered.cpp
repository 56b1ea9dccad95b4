#include "sim/statistics/clustered.h"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <vector>

#include "sim/kernel/expects.h"
#include "sim/statistics/tally.h"

namespace sim {
namespace {

struct Clusters {
  double mean = 0;
  double squared_error = 0;  ///< Of that mean.
  std::size_t count = 0;
};

/// The clusters counted from 0 in their order. Most often they are given in order.
std::vector<std::size_t> ranks_of(std::span<const std::size_t> clusters) {
  std::vector<std::size_t> ranks;
  ranks.reserve(clusters.size());
  if (std::is_sorted(clusters.begin(), clusters.end())) {
    std::size_t rank = 0;
    for (std::size_t i = 0; i < clusters.size(); ++i)
      ranks.push_back(i > 0 && clusters[i] != clusters[i - 1] ? ++rank : rank);
    return ranks;
  }
  std::vector<std::size_t> distinct(clusters.begin(), clusters.end());
  std::sort(distinct.begin(), distinct.end());
  distinct.erase(std::unique(distinct.begin(), distinct.end()), distinct.end());
  for (const std::size_t cluster : clusters)
    ranks.push_back(static_cast<std::size_t>(
        std::lower_bound(distinct.begin(), distinct.end(), cluster) - distinct.begin()));
  return ranks;
}

Clusters clusters_of(std::span<const double> values, std::span<const std::size_t> clusters) {
  expects(values.size() == clusters.size(), "each value has a cluster");
  const double n = static_cast<double>(values.size());
  const double mean = std::accumulate(values.begin(), values.end(), 0.0) / n;
  const std::vector<std::size_t> ranks = ranks_of(clusters);
  const std::size_t number = ranks.empty() ? 0 : *std::max_element(ranks.begin(), ranks.end()) + 1;
  expects(number >= 2, "an interval needs two clusters");
  std::vector<double> totals(number);  // of what lies above the mean
  for (std::size_t i = 0; i < values.size(); ++i) totals[ranks[i]] += values[i] - mean;
  double squares = 0;
  for (const double total : totals) squares += total * total;
  const double count = static_cast<double>(number);
  return {mean, count / (count - 1) * squares / (n * n), number};
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
