// How often something happened in independent trials, and how surely: the chance of a deficit, of a
// roll above its places.
#pragma once

#include <cstdint>

namespace sim {

/// Both ends in [0, 1].
struct ProportionInterval {
  double lower = 0;
  double upper = 1;
};

// Each requires: trials >= 1, 0 <= hits <= trials, confidence in (0, 1).

/// The interval to quote: close to its nominal coverage at any size, never outside [0, 1].
/// Source: Wilson (1927), JASA 22(158), without continuity correction.
ProportionInterval wilson(std::int64_t hits, std::int64_t trials, double confidence = 0.95);

/// The interval for "never" and "always", where its outer end is exactly 0 or 1.
/// Source: Brown, Cai & DasGupta (2001), Statistical Science 16(2).
ProportionInterval jeffreys(std::int64_t hits, std::int64_t trials, double confidence = 0.95);

/// Never covers less than it says, and often much more: for a guarantee, not for a headline.
/// Source: Clopper & Pearson (1934), Biometrika 26(4).
ProportionInterval clopper_pearson(std::int64_t hits, std::int64_t trials,
                                   double confidence = 0.95);

/// The largest proportion that `trials` without a single hit do not rule out, one-sided.
double largest_unseen(std::int64_t trials, double confidence = 0.95);

/// The fewest trials without a single hit that rule out a proportion above `proportion` in (0, 1).
std::int64_t trials_to_rule_out(double proportion, double confidence = 0.95);

}  // namespace sim
