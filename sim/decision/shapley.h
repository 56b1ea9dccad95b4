// Whose doing a difference is: the difference between two options shared out among the levers in
// which they differ.
//
// What a lever makes of it depends on which levers are there already, so its share is the mean of
// what it adds over every order in which levers are put on. Shares add up to the whole difference,
// a lever that never changes anything has none, two that do the same have the same, and no lever's
// share depends on the order in which levers are listed.
// Source: Shapley, "A value for n-person games" (1953); with sampled orders, Castro, Gomez &
// Tejada, "Polynomial calculation of the Shapley value based on sampling" (2009).
//
// What a set of levers is worth is a whole number (events, days, pence). Shares are kept as
// whole numbers over one denominator, so that they add up exactly.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "sim/statistics/estimate.h"

namespace sim {

/// Levers that are on, by bit.
using LeverSet = std::uint64_t;

__extension__ typedef __int128 WideWhole;

/// Up to so many levers every set of them is asked for.
inline constexpr std::size_t most_exact_levers = 10;

/// Which sets of levers have to be simulated.
struct LeverOrders {
  std::size_t levers = 0;
  std::vector<LeverSet> sets;  ///< Rising: the first has no lever, the last has all.
  /// The orders in which levers are put on, each followed by its reverse; none where every order is
  /// meant.
  std::vector<std::vector<std::size_t>> sampled{};

  bool is_exact() const { return sampled.empty(); }
  /// Of every share.
  std::int64_t denominator() const;
};

/// Every set. Requires: at most most_exact_levers.
LeverOrders every_order(std::size_t levers);

/// `pairs` orders and their reverses. Requires: 1 to 63 levers, at least one pair.
LeverOrders sampled_orders(std::size_t levers, std::size_t pairs, std::uint64_t seed);

/// The share of each lever in one future, times orders.denominator(): together they are
/// worth.back() - worth.front(), times that. `worth` is by set, as orders.sets.
std::vector<WideWhole> lever_shares(const LeverOrders& orders, std::span<const std::int64_t> worth);

/// What levers make of the mean difference over futures.
struct SharedDifference {
  /// Times `denominator`: sums over futures. Their sum is the whole difference, exactly.
  std::vector<WideWhole> sums;
  WideWhole denominator = 1;  ///< That of the shares times the number of futures.
  /// 95% intervals, each part by itself: Student-t over clusters of futures (clustered.h) and,
  /// where orders were sampled, over pairs of them as well.
  std::vector<Estimate> parts;

  WideWhole total() const;
};

/// `worth` is what each set is worth in each future, shape (futures x sets). `groups` says to which
/// part each lever belongs, counted from 0 without gaps; `clusters` names the cluster of each
/// future. Requires: at least two clusters.
SharedDifference shared_difference(const LeverOrders& orders,
                                   const std::vector<std::vector<std::int64_t>>& worth,
                                   std::span<const std::size_t> groups,
                                   std::span<const std::size_t> clusters, double confidence = 0.95);

/// The same with each lever a part, and each future a cluster, of its own.
SharedDifference shared_difference(const LeverOrders& orders,
                                   const std::vector<std::vector<std::int64_t>>& worth,
                                   double confidence = 0.95);

/// Whole numbers near `sums` / `denominator` that add up to their rounded total: by the largest
/// remainder, the first of equals. None is further than 1 from its part, and 0 stays 0.
/// Requires: denominator > 0.
std::vector<std::int64_t> whole_parts(std::span<const WideWhole> sums, WideWhole denominator);

/// Halves away from zero. Requires: denominator > 0.
std::int64_t rounded_ratio(WideWhole numerator, WideWhole denominator);

}  // namespace sim
