#include "sim/random/log_gamma.h"

#include <cstddef>

#include "sim/kernel/expects.h"
#include "sim/random/elementary.h"

namespace sim {
namespace {

/// 1 less Euler's constant.
constexpr double linear = 0x1.b0ee6072093cep-2;

/// (-1)^k (zeta(k) - 1) / k for k = 2, 3, ...: the further terms of log gamma(2 + e) in e.
/// Source: Abramowitz & Stegun (1964), 6.1.33.
constexpr double further[] = {
    0x1.4a34cc4a60fa6p-2,  -0x1.13e001a557607p-4,  0x1.51322ac7d8483p-6,  -0x1.e404fc218f5f2p-8,
    0x1.7add6eadb6c30p-9,  -0x1.38ac5c2bf8e08p-10, 0x1.0b36af86396e9p-11, -0x1.d3fd4c76d2fc8p-13,
    0x1.a127b0f17d65ap-14, -0x1.78de5bd7c81efp-15, 0x1.580dcee66eb02p-16, -0x1.3cbc963ce2243p-17,
    0x1.2597a39f34aacp-18, -0x1.11b2eb7679541p-19, 0x1.0064cdeb22f0fp-20, -0x1.e2600d93cfd2fp-22,
    0x1.c76bbb3f07a4dp-23, -0x1.af5a6cbbf8a97p-24, 0x1.99b93c2070b0fp-25, -0x1.862c734df3eacp-26,
    0x1.7469daccfadcdp-27, -0x1.6434a8447aeadp-28, 0x1.555a877ffd2c3p-29, -0x1.47b1679258d0ep-30,
    0x1.3b15d2b2fc10cp-31, -0x1.2f69a9fabe3e0p-32};
constexpr std::size_t terms = sizeof further / sizeof further[0];

/// log gamma(2 + e), for e in [-1/2, 1/2], where what is left out is below 2^-56 of the value.
double near_two(double e) {
  double series = further[terms - 1];
  for (std::size_t k = terms - 1; k-- > 0;) series = series * e + further[k];
  return e * (linear + e * series);
}

}  // namespace

// log(u) / (u - 1) hardly changes near 1, so it may be taken where 1 + x is rounded to.
double log1p(double x) {
  const double u = 1 + x;
  if (u == 1) return x;
  return log(u) * (x / (u - 1));
}

// The series is asymptotic; at 10 its first omitted term is below 1e-17.
// Source: Abramowitz & Stegun (1964), 6.1.40.
double stirling_remainder(double x) {
  const double y = 1 / (x * x);
  const double high = 1.0 / 1188 + y * (-691.0 / 360360 + y * (1.0 / 156 + y * (-3617.0 / 122400)));
  return (1.0 / 12 + y * (-1.0 / 360 + y * (1.0 / 1260 + y * (-1.0 / 1680 + y * high)))) / x;
}

double log_gamma(double x) {
  expects(x > 0, "the gamma function is asked of a positive number");
  if (x < 0.5) return near_two(x) - log1p(x) - log(x);
  if (x < 1.5) return near_two(x - 1) - log(x);
  if (x >= 10) return (x - 0.5) * log(x) - x + half_log_two_pi + stirling_remainder(x);
  double product = 1;
  while (x >= 2.5) {
    x -= 1;
    product *= x;
  }
  return near_two(x - 2) + log(product);
}

}  // namespace sim
