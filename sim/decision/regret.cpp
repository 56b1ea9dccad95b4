#include "sim/decision/regret.h"

#include <algorithm>

#include "sim/kernel/expects.h"
#include "sim/statistics/clustered.h"
#include "sim/statistics/tally.h"

namespace sim {
namespace {

double mean_of(const std::vector<double>& values) {
  Tally tally;
  for (const double value : values) tally.add(value);
  return tally.mean();
}

std::vector<double> apart(const std::vector<double>& one, const std::vector<double>& other) {
  std::vector<double> differences;
  for (std::size_t future = 0; future < one.size(); ++future)
    differences.push_back(one[future] - other[future]);
  return differences;
}

}  // namespace

std::vector<Regret> regrets(const std::vector<std::vector<double>>& values,
                            std::span<const std::size_t> clusters) {
  expects(!values.empty(), "there is an option");
  std::vector<Regret> all;
  for (const std::vector<double>& each : values) {
    expects(each.size() == clusters.size(), "every future is of one cluster");
    all.push_back({.mean = mean_of(each)});
  }
  const auto best = static_cast<std::size_t>(
      std::min_element(all.begin(), all.end(),
                       [](const Regret& a, const Regret& b) { return a.mean < b.mean; }) -
      all.begin());
  for (std::size_t option = 0; option < all.size(); ++option) {
    if (option == best) continue;
    const Estimate above = clustered_estimate(apart(values[option], values[best]), clusters);
    all[option].regret = std::max(0.0, above.mean);
    all[option].half_width = above.half_width;
  }
  return all;
}

}  // namespace sim
