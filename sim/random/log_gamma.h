// The logarithm of the gamma function, and of 1 + x, from the exact operations of elementary.h, so
// that the probability of a count is the same bits on every machine.
#pragma once

namespace sim {

/// log(1 + x), exact near 0 too. Requires: x > -1.
double log1p(double x);

/// log of the gamma function; log n! is log_gamma(n + 1). Relative error below 1e-13, also beside
/// its zeros at 1 and 2. Requires: x positive, finite and not subnormal.
double log_gamma(double x);

/// What Stirling's formula (x - 1/2) log x - x + log(2 pi) / 2 lacks of log_gamma(x): about 1 /
/// 12x. Requires: x >= 10.
double stirling_remainder(double x);

/// log(2 pi) / 2.
inline constexpr double half_log_two_pi = 0x1.d67f1c864beb5p-1;

}  // namespace sim
