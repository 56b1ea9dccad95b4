// A count drawn by inversion from the law that a likelihood of counts supposes.
#pragma once

#include <cstdint>

namespace sim {

/// Negative binomial with `mean` and `variance`, Poisson where variance <= mean; monotone in `u` in
/// (0, 1). Above a mean of 500 the normal law of these moments, rounded.
/// Requires: mean > 0, finite.
std::int64_t count_variate(double u, double mean, double variance);

}  // namespace sim
