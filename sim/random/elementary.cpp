#include "sim/random/elementary.h"

#include <cstdint>
#include <cstring>
#include <limits>

#include "sim/random/log_table.h"

namespace sim {
namespace {

/// log 2 as a multiple of 2^-42, so that whole multiples of it are exact, and the rest.
constexpr double log2_high = 0x1.62e42fefa3800p-1;
constexpr double log2_low = 0x1.ef35793c76730p-45;

std::uint64_t bits_of(double x) {
  std::uint64_t bits;
  std::memcpy(&bits, &x, sizeof bits);
  return bits;
}

double from_bits(std::uint64_t bits) {
  double x;
  std::memcpy(&x, &bits, sizeof x);
  return x;
}

}  // namespace

// x = 2^k m with m in [sqrt(1/2), sqrt(2)), m = c (1 + r) with c the nearest number of 8 bits, and
// log x = k log 2 + log c + log(1 + r), |r| <= 2^-8. Its series stops at r^7: r^8 / 8 is below the
// last place.
double log(double x) {
  constexpr std::uint64_t least = 0x3FE6A09E667F3BCD;  // sqrt(1/2)
  constexpr std::uint64_t half_step = std::uint64_t{1} << 44;
  const std::uint64_t shifted = bits_of(x) + (0x3FF0000000000000 - least);
  const auto k = static_cast<double>(static_cast<std::int64_t>(shifted >> 52) - 1023);
  const std::uint64_t mantissa = (shifted & 0x000FFFFFFFFFFFFF) + least;
  const std::uint64_t nearest = (mantissa + half_step) >> 45;
  const LogOfCentre& centre = log_table[nearest - ((least + half_step) >> 45)];

  const double r = (from_bits(mantissa) - from_bits(nearest << 45)) * centre.inverse;
  const double q = r * r;
  const double tail = q * ((r * (1.0 / 3) - 1.0 / 2) + q * (r * (1.0 / 5) - 1.0 / 4) +
                           (q * q) * (r * (1.0 / 7) - 1.0 / 6));
  const double high = k * log2_high + centre.high;  // Exact: both lie on a grid of 2^-42.
  return high + (r + (tail + (k * log2_low + centre.low)));
}

// x = k log 2 + r with |r| <= 0.347; e^r by its series to r^13 / 13!.
double exp(double x) {
  if (x > 709) return std::numeric_limits<double>::max();
  if (!(x > -700)) return 0;
  constexpr double per_log2 = 0x1.71547652b82fep0;
  constexpr double rounder = 0x1.8p52;  // Adding and taking it away rounds to the nearest integer.
  const double k = (x * per_log2 + rounder) - rounder;
  const double r = (x - k * log2_high) - k * log2_low;
  const double q = r * r;
  const double q2 = q * q;
  const double low = (1.0 / 2 + r * (1.0 / 6)) + q * (1.0 / 24 + r * (1.0 / 120));
  const double middle = (1.0 / 720 + r * (1.0 / 5040)) + q * (1.0 / 40320 + r * (1.0 / 362880));
  const double high =
      (1.0 / 3628800 + r * (1.0 / 39916800)) + q * (1.0 / 479001600 + r * (1.0 / 6227020800));
  const double series = 1 + (r + q * (low + q2 * (middle + q2 * high)));
  const auto power = static_cast<std::uint64_t>(static_cast<std::int64_t>(k) + 1023) << 52;
  return series * from_bits(power);
}

double pow(double x, double y) {
  return exp(y * log(x));
}

double logistic(double x) {
  return x >= 0 ? 1 / (1 + exp(-x)) : exp(x) / (1 + exp(x));
}

}  // namespace sim
