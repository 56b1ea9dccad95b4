#include "models/apportionment.h"

#include <algorithm>
#include <numeric>

#include "sim/kernel/expects.h"

namespace models {

std::vector<std::int64_t> apportioned(std::int64_t total, const std::vector<double>& weights) {
  std::vector<std::int64_t> shares(weights.size(), 0);
  const double sum = std::accumulate(weights.begin(), weights.end(), 0.0);
  if (total == 0 || sum <= 0) return shares;
  std::vector<double> remainders;
  std::int64_t left = total;
  for (std::size_t i = 0; i < weights.size(); ++i) {
    sim::expects(weights[i] >= 0, "nobody's due is negative");
    const double due = static_cast<double>(total) * weights[i] / sum;
    shares[i] = static_cast<std::int64_t>(due);
    remainders.push_back(due - static_cast<double>(shares[i]));
    left -= shares[i];
  }
  std::vector<std::size_t> order(weights.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::stable_sort(order.begin(), order.end(),
                   [&](std::size_t a, std::size_t b) { return remainders[a] > remainders[b]; });
  for (std::size_t next = 0; left > 0; ++next, --left) ++shares[order[next % order.size()]];
  return shares;
}

}  // namespace models
