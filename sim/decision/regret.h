// How much worse than the best each option is, future by future.
//
// The best option is the one whose mean is lowest. Regret is the mean of what each is above it, the
// same futures set against each other, so that the luck they share drops out.
// Source: Savage, "The theory of statistical decision" (1951).
#pragma once

#include <cstddef>
#include <span>
#include <vector>

namespace sim {

struct Regret {
  double mean = 0;        ///< Of the option's own values.
  double regret = 0;      ///< Never below 0; 0 of the best.
  double half_width = 0;  ///< 95% interval of it, paired and by clusters (clustered.h).
};

/// `values` by option, then future: of each the least is best. `clusters` names the cluster of each
/// future. Requires: at least one option; of each option as many finite values as there are
/// clusters named, in at least two clusters.
std::vector<Regret> regrets(const std::vector<std::vector<double>>& values,
                            std::span<const std::size_t> clusters);

}  // namespace sim
