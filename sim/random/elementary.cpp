#include "sim/random/elementary.h"

#include <cstdint>
#include <cstring>
#include <limits>

namespace sim {
namespace {

constexpr double log2_high =
    0x1.62e42fee00000p-1;  // 33 leading bits of log 2, so k * high is exact.
constexpr double log2_low = 0x1.a39ef35793c76p-33;  // The rest.

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

// x = 2^k m with m in [sqrt(1/2), sqrt(2)); log m = 2 artanh(s) with s = (m - 1) / (m + 1), |s| <
// 0.1716, by its series: s^23 / 23 is below the last place.
double log(double x) {
  const std::uint64_t bits = bits_of(x);
  const std::uint64_t shifted = bits + (0x3FF0000000000000 - 0x3FE6A09E667F3BCD);
  const auto k = static_cast<std::int64_t>(shifted >> 52) - 1023;
  const double m = from_bits((shifted & 0x000FFFFFFFFFFFFF) + 0x3FE6A09E667F3BCD);

  const double f = m - 1;
  const double s = f / (2 + f);
  const double z = s * s;
  const double w = z * z;
  const double even = 1.0 / 3 + w * (1.0 / 7 + w * (1.0 / 11 + w * (1.0 / 15 + w * (1.0 / 19))));
  const double odd = 1.0 / 5 + w * (1.0 / 9 + w * (1.0 / 13 + w * (1.0 / 17 + w * (1.0 / 21))));
  const double tail = z * (even + z * odd);
  // 2 s = f - s f, so log m = f - s (f - 2 tail): the large term is exact.
  const auto times = static_cast<double>(k);
  return times * log2_high + (f - (s * (f - 2 * tail) - times * log2_low));
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
