// Whole shares of a whole number, by largest remainder.
#pragma once

#include <cstdint>
#include <vector>

namespace models {

/// Shares `total` out in proportion to `weights`: each gets the whole part of its due, and what is
/// left goes one by one to the largest remainders, the first of equals first.
/// Requires: `total` and every weight are not negative.
/// Ensures: the shares sum to `total`; all are 0 where all weights are.
std::vector<std::int64_t> apportioned(std::int64_t total, const std::vector<double>& weights);

}  // namespace models
