#include "sim/kernel/arithmetic.h"

#include <limits>

#include "sim/kernel/expects.h"

#if defined(__FAST_MATH__) || (defined(__FINITE_MATH_ONLY__) && __FINITE_MATH_ONLY__ != 0)
#error "-ffast-math and its parts change results from machine to machine: build without them"
#endif

namespace sim {

static_assert(std::numeric_limits<double>::is_iec559 && std::numeric_limits<double>::digits == 53 &&
                  std::numeric_limits<double>::has_denorm == std::denorm_present,
              "a double is that of IEEE 754");

void expect_exact_arithmetic() {
  // Volatile, so that the processor works them out when the program runs, and not the compiler
  // before.
  const volatile double just_above = 1 + 0x1p-27;
  const volatile double just_below = 1 - 0x1p-27;
  const volatile double one = 1;
  const double product_less_one = just_above * just_below - one;
  expects(product_less_one == 0, "a product is rounded before it is added to");

  const volatile double large = 0x1p53;
  const double regrouped = (large + one) - large;
  expects(regrouped == 0, "sums are worked out in the order they are written");

  const volatile double smallest = std::numeric_limits<double>::min();
  const volatile double half = 0.5;
  const double near_zero = smallest * half;
  expects(near_zero != 0 && near_zero + near_zero == smallest, "numbers near zero are kept");

  const volatile double third_of_last_place = 0x1p-54;
  const double up = one + third_of_last_place;
  const double down = -one - third_of_last_place;
  const double towards_zero = one - third_of_last_place * half;
  expects(up == 1 && down == -1 && towards_zero == 1, "rounding is to the nearest");
}

}  // namespace sim
