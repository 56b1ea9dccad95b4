// What futures say that come in clusters: several of one draw of the parameters share what is not
// known, so they are worth less than as many that share nothing.
//
// The interval is about what all draws would say. It is made of the clusters' totals, so it is
// right whatever the futures of one draw have in common; with one future a cluster it is the usual
// one.
// Source: Cochran, "Sampling Techniques", 3rd ed. (1977), s.9A: single-stage cluster sampling.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>

#include "sim/statistics/estimate.h"
#include "sim/statistics/proportion.h"

namespace sim {

/// Student-t interval for the mean of `values`, with as many degrees of freedom as there are
/// clusters, less one. `clusters` names the cluster of each value; equal numbers are one cluster.
/// Requires: as many of both, at least two clusters, all values finite.
Estimate clustered_estimate(std::span<const double> values, std::span<const std::size_t> clusters,
                            double confidence = 0.95);

/// How many independent values would tell the mean as well, in [1, values.size()]: as many as there
/// are where nothing varies, or where the clusters tell no less than single values would.
/// Requires: as clustered_estimate().
double effective_size(std::span<const double> values, std::span<const std::size_t> clusters);

/// Wilson's interval for how often `hits` says so, as if only so many futures had been seen as the
/// clusters are worth. `hits` holds 0 and 1. Requires: as clustered_estimate().
ProportionInterval clustered_wilson(std::span<const double> hits,
                                    std::span<const std::size_t> clusters,
                                    double confidence = 0.95);

}  // namespace sim
