#include "sim/decision/shapley.h"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <set>
#include <utility>

#include "sim/kernel/expects.h"
#include "sim/random/stream.h"
#include "sim/statistics/clustered.h"
#include "sim/statistics/tally.h"

namespace sim {
namespace {

constexpr std::uint32_t orders_of_levers = 1;  ///< Purpose in the domain of sensitivity.

std::int64_t factorial(std::size_t n) {
  std::int64_t product = 1;
  for (std::size_t i = 2; i <= n; ++i) product *= static_cast<std::int64_t>(i);
  return product;
}

std::size_t place_of(const LeverOrders& orders, LeverSet set) {
  const auto at = std::lower_bound(orders.sets.begin(), orders.sets.end(), set);
  expects(at != orders.sets.end() && *at == set, "every set on the way was asked for");
  return static_cast<std::size_t>(at - orders.sets.begin());
}

std::size_t size_of(LeverSet set) {
  std::size_t size = 0;
  for (; set != 0; set &= set - 1) ++size;
  return size;
}

/// Which orders begin with `size` levers of a set and then one more: so many of levers!.
std::vector<WideWhole> exact_shares(std::size_t levers, std::span<const std::int64_t> worth) {
  std::vector<WideWhole> weight;
  for (std::size_t size = 0; size < levers; ++size)
    weight.push_back(WideWhole{factorial(size)} * factorial(levers - size - 1));
  std::vector<WideWhole> shares(levers);
  for (LeverSet set = 0; set < worth.size(); ++set) {
    const std::size_t size = size_of(set);
    for (std::size_t lever = 0; lever < levers; ++lever) {
      const LeverSet with = set | LeverSet{1} << lever;
      if (with == set) continue;
      shares[lever] += weight[size] * (WideWhole{worth[with]} - worth[set]);
    }
  }
  return shares;
}

/// What each lever adds in one order.
std::vector<WideWhole> added(const LeverOrders& orders, const std::vector<std::size_t>& order,
                             std::span<const std::int64_t> worth) {
  std::vector<WideWhole> shares(orders.levers);
  LeverSet set = 0;
  std::int64_t before = worth.front();
  for (const std::size_t lever : order) {
    set |= LeverSet{1} << lever;
    const std::int64_t after = worth[place_of(orders, set)];
    shares[lever] = WideWhole{after} - before;
    before = after;
  }
  return shares;
}

std::vector<std::size_t> drawn_order(std::size_t levers, std::size_t number, std::uint64_t seed) {
  Stream stream(Universe(seed, Domain::sensitivity_design, 0),
                {orders_of_levers, static_cast<std::uint32_t>(number), 0});
  std::vector<std::size_t> order(levers);
  std::iota(order.begin(), order.end(), std::size_t{0});
  for (std::size_t left = levers; left > 1; --left) {
    const auto taken = static_cast<std::size_t>(stream.uniform() * static_cast<double>(left));
    std::swap(order[left - 1], order[std::min(taken, left - 1)]);
  }
  return order;
}

double as_real(WideWhole numerator, WideWhole denominator) {
  return static_cast<double>(numerator) / static_cast<double>(denominator);
}

/// Half the width of what sampling orders leaves open in each part: a pair of an order and its
/// reverse is one observation of the mean over futures.
std::vector<double> half_widths_of_orders(const LeverOrders& orders,
                                          const std::vector<std::vector<std::int64_t>>& worth,
                                          std::span<const std::size_t> groups, std::size_t parts,
                                          double confidence) {
  std::vector<Tally> tallies(parts);
  for (std::size_t pair = 0; pair + 1 < orders.sampled.size(); pair += 2) {
    std::vector<WideWhole> sums(parts);
    for (const auto& future : worth)
      for (const std::size_t order : {pair, pair + 1}) {
        const auto shares = added(orders, orders.sampled[order], future);
        for (std::size_t lever = 0; lever < shares.size(); ++lever)
          sums[groups[lever]] += shares[lever];
      }
    for (std::size_t part = 0; part < parts; ++part)
      tallies[part].add(as_real(sums[part], 2 * static_cast<WideWhole>(worth.size())));
  }
  std::vector<double> half_widths(parts);
  if (orders.sampled.size() >= 4)
    for (std::size_t part = 0; part < parts; ++part)
      half_widths[part] = estimate(tallies[part], confidence).half_width;
  return half_widths;
}

std::vector<std::size_t> counted_to(std::size_t end) {
  std::vector<std::size_t> numbers(end);
  std::iota(numbers.begin(), numbers.end(), std::size_t{0});
  return numbers;
}

WideWhole floored(WideWhole numerator, WideWhole denominator) {
  const WideWhole quotient = numerator / denominator;
  return numerator % denominator < 0 ? quotient - 1 : quotient;
}

}  // namespace

std::int64_t LeverOrders::denominator() const {
  return is_exact() ? factorial(levers) : static_cast<std::int64_t>(sampled.size());
}

LeverOrders every_order(std::size_t levers) {
  expects(levers <= most_exact_levers, "every set of so many levers can be simulated");
  LeverOrders orders{.levers = levers, .sets = {}};
  for (LeverSet set = 0; set < LeverSet{1} << levers; ++set) orders.sets.push_back(set);
  return orders;
}

LeverOrders sampled_orders(std::size_t levers, std::size_t pairs, std::uint64_t seed) {
  expects(levers >= 1 && levers <= 63, "a set of levers fits a word");
  expects(pairs >= 1, "there is an order");
  LeverOrders orders{.levers = levers, .sets = {}};
  std::set<LeverSet> sets{0};
  for (std::size_t pair = 0; pair < pairs; ++pair) {
    std::vector<std::size_t> order = drawn_order(levers, pair, seed);
    orders.sampled.push_back(order);
    std::reverse(order.begin(), order.end());
    orders.sampled.push_back(std::move(order));
  }
  for (const auto& order : orders.sampled) {
    LeverSet set = 0;
    for (const std::size_t lever : order) sets.insert(set |= LeverSet{1} << lever);
  }
  orders.sets.assign(sets.begin(), sets.end());
  return orders;
}

std::vector<WideWhole> lever_shares(const LeverOrders& orders,
                                    std::span<const std::int64_t> worth) {
  expects(worth.size() == orders.sets.size(), "every set has a worth");
  if (orders.is_exact()) return exact_shares(orders.levers, worth);
  std::vector<WideWhole> shares(orders.levers);
  for (const auto& order : orders.sampled) {
    const auto one = added(orders, order, worth);
    for (std::size_t lever = 0; lever < shares.size(); ++lever) shares[lever] += one[lever];
  }
  return shares;
}

WideWhole SharedDifference::total() const {
  WideWhole sum = 0;
  for (const WideWhole part : sums) sum += part;
  return sum;
}

SharedDifference shared_difference(const LeverOrders& orders,
                                   const std::vector<std::vector<std::int64_t>>& worth,
                                   std::span<const std::size_t> groups,
                                   std::span<const std::size_t> clusters, double confidence) {
  expects(clusters.size() == worth.size(), "every future is of one cluster");
  expects(groups.size() == orders.levers, "every lever is of one part");
  const std::size_t parts =
      groups.empty() ? 0 : *std::max_element(groups.begin(), groups.end()) + 1;
  SharedDifference shared;
  shared.sums.assign(parts, 0);
  std::vector<std::vector<double>> by_future(parts);
  for (const auto& future : worth) {
    std::vector<WideWhole> of_part(parts);
    const auto shares = lever_shares(orders, future);
    for (std::size_t lever = 0; lever < shares.size(); ++lever)
      of_part[groups[lever]] += shares[lever];
    for (std::size_t part = 0; part < parts; ++part) {
      shared.sums[part] += of_part[part];
      by_future[part].push_back(as_real(of_part[part], orders.denominator()));
    }
  }
  shared.denominator = WideWhole{orders.denominator()} * static_cast<WideWhole>(worth.size());
  const auto of_orders = half_widths_of_orders(orders, worth, groups, parts, confidence);
  for (std::size_t part = 0; part < parts; ++part) {
    Estimate one = clustered_estimate(by_future[part], clusters, confidence);
    one.mean = as_real(shared.sums[part], shared.denominator);
    if (of_orders[part] > 0)
      one.half_width =
          std::sqrt(one.half_width * one.half_width + of_orders[part] * of_orders[part]);
    shared.parts.push_back(one);
  }
  return shared;
}

SharedDifference shared_difference(const LeverOrders& orders,
                                   const std::vector<std::vector<std::int64_t>>& worth,
                                   double confidence) {
  return shared_difference(orders, worth, counted_to(orders.levers), counted_to(worth.size()),
                           confidence);
}

std::int64_t rounded_ratio(WideWhole numerator, WideWhole denominator) {
  expects(denominator > 0, "a denominator is above nothing");
  const WideWhole size = numerator < 0 ? -numerator : numerator;
  const auto whole = static_cast<std::int64_t>((2 * size + denominator) / (2 * denominator));
  return numerator < 0 ? -whole : whole;
}

std::vector<std::int64_t> whole_parts(std::span<const WideWhole> sums, WideWhole denominator) {
  expects(denominator > 0, "a denominator is above nothing");
  WideWhole total = 0;
  std::vector<std::int64_t> parts;
  std::vector<WideWhole> left;
  for (const WideWhole sum : sums) {
    const WideWhole below = floored(sum, denominator);
    total += sum;
    left.push_back(sum - below * denominator);
    parts.push_back(static_cast<std::int64_t>(below));
  }
  std::int64_t missing = rounded_ratio(total, denominator) -
                         std::accumulate(parts.begin(), parts.end(), std::int64_t{0});
  std::vector<std::size_t> order(parts.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::stable_sort(order.begin(), order.end(),
                   [&](std::size_t a, std::size_t b) { return left[a] > left[b]; });
  for (const std::size_t part : order)
    if (missing-- > 0) ++parts[part];
  return parts;
}

}  // namespace sim
