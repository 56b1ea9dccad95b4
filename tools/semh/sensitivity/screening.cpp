#include "tools/semh/sensitivity/screening.h"

#include <algorithm>
#include <numeric>
#include <utility>

#include "sim/random/variate.h"

namespace tools {
namespace {

/// Those that act: the others are 0 without a simulation.
std::vector<std::size_t> moved_of(const Assumptions& assumptions) {
  std::vector<std::size_t> moved;
  for (std::size_t i = 0; i < assumptions.size(); ++i)
    if (assumptions[i].acts) moved.push_back(i);
  return moved;
}

std::vector<double> inputs_of(const sim::MorrisDesign& design,
                              const std::vector<std::size_t>& moved, std::size_t inputs) {
  std::vector<double> all(design.size() * inputs);
  for (std::size_t p = 0; p < design.size(); ++p)
    for (std::size_t k = 0; k < moved.size(); ++k)
      all[p * inputs + moved[k]] = normal_of_level(design.point(p)[k]);
  return all;
}

/// Its part of the squared effects that stand out; nothing where none does.
std::vector<double> shares_of(const ScreenedQuantity& one) {
  std::vector<double> shares;
  double sum = 0;
  for (const sim::MorrisEffect& effect : one.effects) {
    shares.push_back(effect.stands_out() ? effect.net() * effect.net() : 0);
    sum += shares.back();
  }
  for (double& share : shares) share = sum > 0 ? share / sum : 0;
  return shares;
}

void add_shares(Screening& screening, std::size_t told, std::size_t assumptions) {
  screening.shares.assign(assumptions, 0);
  double moved = 0;  // quantities that anything moves
  for (std::size_t q = 0; q < told; ++q) {
    const ScreenedQuantity& one = screening.quantities[q];
    const auto shares = shares_of(one);
    moved += one.matter.empty() ? 0 : 1;
    for (std::size_t i = 0; i < assumptions; ++i) screening.shares[i] += shares[i];
  }
  for (double& share : screening.shares) share /= std::max(1.0, moved);
  screening.order.resize(assumptions);
  std::iota(screening.order.begin(), screening.order.end(), std::size_t{0});
  const auto& shares = screening.shares;
  std::stable_sort(screening.order.begin(), screening.order.end(),
                   [&](std::size_t a, std::size_t b) { return shares[a] > shares[b]; });
  const double all = std::accumulate(shares.begin(), shares.end(), 0.0);
  double sum = 0;
  for (const std::size_t i : screening.order) {
    if (shares[i] <= 0 || sum >= share_that_matters * all) break;
    sum += shares[i];
    screening.matter.push_back(i);
  }
}

}  // namespace

double normal_of_level(double level) {
  return sim::normal(0.05 + 0.9 * level);
}

std::optional<Screening> screened(const Assumptions& assumptions,
                                  const std::vector<Quantity>& quantities,
                                  const ScreeningAsked& asked) {
  const auto moved = moved_of(assumptions);
  const sim::MorrisDesign design = sim::morris_design(
      asked.trajectories, moved.size(),
      {.seed = asked.request.seed, .design = 0, .levels = 4, .candidates = 4 * asked.trajectories});
  auto all = simulated(assumptions, quantities,
                       {.inputs = inputs_of(design, moved, assumptions.size()),
                        .scenarios = asked.scenarios,
                        .request = asked.request});
  if (!all) return std::nullopt;
  Screening screening;
  screening.trajectories = asked.trajectories;
  for (std::size_t q = 0; q < quantities.size(); ++q) {
    const auto values = all->values(quantities, q);
    ScreenedQuantity one;
    one.effects.resize(assumptions.size());
    one.mean =
        std::accumulate(values.begin(), values.end(), 0.0) / static_cast<double>(values.size());
    const auto effects =
        sim::morris_effects(design, values, all->replications, {.seed = asked.request.seed});
    for (std::size_t k = 0; k < moved.size(); ++k) one.effects[moved[k]] = effects[k];
    one.matter = sim::those_that_matter(one.effects, share_that_matters);
    screening.quantities.push_back(std::move(one));
  }
  screening.simulated = std::move(*all);
  add_shares(screening, asked.told, assumptions.size());
  return screening;
}

}  // namespace tools
