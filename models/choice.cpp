#include "models/choice.h"

#include <algorithm>

#include "sim/kernel/expects.h"
#include "sim/random/elementary.h"

namespace models {
namespace {

double largest_utility(const std::vector<Alternative>& all) {
  const Alternative* best = nullptr;
  for (const Alternative& one : all)
    if (one.open && (best == nullptr || one.utility > best->utility)) best = &one;
  sim::expects(best != nullptr, "there is something to choose from");
  return best->utility;
}

}  // namespace

std::vector<double> choice_probabilities(const std::vector<Alternative>& all) {
  const double largest = largest_utility(all);  // Taken off first, so that nothing overflows.
  std::vector<double> chosen;
  double sum = 0;
  for (const Alternative& one : all) {
    chosen.push_back(one.open ? sim::exp(one.utility - largest) : 0);
    sum += chosen.back();
  }
  for (double& probability : chosen) probability /= sum;
  return chosen;
}

double logsum(const std::vector<Alternative>& all) {
  const double largest = largest_utility(all);
  double sum = 0;
  for (const Alternative& one : all)
    if (one.open) sum += sim::exp(one.utility - largest);
  return largest + sim::log(sum);
}

double gumbel(double u) {
  return -sim::log(-sim::log(u));
}

std::optional<std::size_t> choose(const std::vector<Alternative>& all,
                                  const std::vector<double>& luck) {
  sim::expects(luck.size() == all.size(), "every alternative has its own luck");
  std::optional<std::size_t> winner;
  double best = 0;
  for (std::size_t i = 0; i < all.size(); ++i) {
    if (!all[i].open) continue;
    const double value = all[i].utility + gumbel(luck[i]);
    if (winner && value <= best) continue;
    winner = i;
    best = value;
  }
  return winner;
}

double utility_lost(double share, double diverted) {
  sim::expects(0 < share && share < 1, "a share that can fall to others lies between 0 and 1");
  sim::expects(0 <= diverted && diverted < 1, "not all are diverted");
  const double left = share * (1 - diverted);
  return sim::log(share / (1 - share)) - sim::log(left / (1 - left));
}

}  // namespace models
