#include "sim/random/variate.h"

#include <algorithm>
#include <cmath>  // sqrt alone: IEEE 754 fixes its result
#include <cstddef>

#include "sim/kernel/expects.h"
#include "sim/random/elementary.h"

namespace sim {
namespace {

/// Coefficients of AS 241, highest power first.
constexpr double central_top[] = {2.509080928730122672e+3, 3.343057558358812810e+4,
                                  6.726577092700870085e+4, 4.592195393154987145e+4,
                                  1.373169376550946112e+4, 1.971590950306551442e+3,
                                  1.331416678917843774e+2, 3.387132872796366608e+0};
constexpr double central_base[] = {5.226495278852854561e+3, 2.872908573572194267e+4,
                                   3.930789580009271061e+4, 2.121379430158659586e+4,
                                   5.394196021424751107e+3, 6.871870074920579083e+2,
                                   4.231333070160091125e+1, 1.0};
constexpr double middle_top[] = {7.74545014278341407640e-4, 2.27238449892691845833e-2,
                                 2.41780725177450611770e-1, 1.27045825245236838258e+0,
                                 3.64784832476320460504e+0, 5.76949722146069140550e+0,
                                 4.63033784615654529590e+0, 1.42343711074968357734e+0};
constexpr double middle_base[] = {1.05075007164441684324e-9, 5.47593808499534494600e-4,
                                  1.51986665636164571966e-2, 1.48103976427480074590e-1,
                                  6.89767334985100004550e-1, 1.67638483018380384940e+0,
                                  2.05319162663775882187e+0, 1.0};
constexpr double tail_top[] = {2.01033439929228813265e-7, 2.71155556874348757815e-5,
                               1.24266094738807843860e-3, 2.65321895265761230930e-2,
                               2.96560571828504891230e-1, 1.78482653991729133580e+0,
                               5.46378491116411436990e+0, 6.65790464350110377720e+0};
constexpr double tail_base[] = {2.04426310338993978564e-15, 1.42151175831644588870e-7,
                                1.84631831751005468180e-5,  7.86869131145613259100e-4,
                                1.48753612908506148525e-2,  1.36929880922735805310e-1,
                                5.99832206555887937690e-1,  1.0};

double polynomial(const double (&coefficients)[8], double x) {
  double value = coefficients[0];
  for (std::size_t i = 1; i < 8; ++i) value = value * x + coefficients[i];
  return value;
}

}  // namespace

double normal(double u) {
  expects(u > 0 && u < 1, "a uniform variate lies inside (0, 1)");
  const double q = u - 0.5;
  if (q >= -0.425 && q <= 0.425) {
    const double r = 0.180625 - q * q;
    return q * polynomial(central_top, r) / polynomial(central_base, r);
  }
  const double r = std::sqrt(-log(q < 0 ? u : 1 - u));
  const double size = r <= 5 ? polynomial(middle_top, r - 1.6) / polynomial(middle_base, r - 1.6)
                             : polynomial(tail_top, r - 5) / polynomial(tail_base, r - 5);
  return q < 0 ? -size : size;
}

int poisson(double u, double mean) {
  expects(mean >= 0 && mean <= 600, "a Poisson mean lies in [0, 600]");
  double probability = exp(-mean);
  double sum = probability;
  int count = 0;
  while (u > sum) {
    probability *= mean / (count + 1);
    if (sum + probability == sum) break;  // What is left is less than the sum can show.
    sum += probability;
    ++count;
  }
  return count;
}

double triangular(double u, double low, double mode, double high) {
  expects(low <= mode && mode <= high, "a triangular peak lies between its ends");
  if (low == high) return mode;
  const double at_mode = (mode - low) / (high - low);
  return u < at_mode ? low + std::sqrt(u * (high - low) * (mode - low))
                     : high - std::sqrt((1 - u) * (high - low) * (high - mode));
}

double two_piece_normal(double z, double low, double value, double high) {
  expects(low <= value && value <= high, "a value lies within its range");
  constexpr double one_in_twenty = 1.6448536269514722;       // standard normal quantile 0.95
  constexpr double one_in_two_hundred = 2.5758293035489004;  // 0.995
  const double steps = std::clamp(z, -one_in_two_hundred, one_in_two_hundred) / one_in_twenty;
  return value + steps * (z > 0 ? high - value : value - low);
}

double next_exposure(double u, double shape, int events, double exposure) {
  expects(shape > 0 && events >= 0 && exposure >= 0, "a propensity has a shape and a past");
  return (shape + exposure) * pow(u, -1 / (shape + events)) - shape;
}

}  // namespace sim
