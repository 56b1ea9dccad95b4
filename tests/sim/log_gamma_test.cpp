#include "sim/random/log_gamma.h"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <cstring>
#include <utility>

#include <gtest/gtest.h>

#include "sim/kernel/expects.h"
#include "sim/random/stream.h"

namespace {

double relative_error(double value, long double truth) {
  return static_cast<double>(std::abs((value - truth) / truth));
}

TEST(LogGamma, IsExactToThirteenDigitsBesideItsZerosToo) {
  sim::Stream stream(sim::Universe(1, sim::Domain::simulation, 0), {});
  double worst = 0;
  for (int i = 0; i < 50'000; ++i) {
    const double u = stream.uniform();
    for (const double x : {u, 3 * u, 20 * u, 1e4 * u, 1e-6 / u, 1 + 1e-3 * (u - 0.5),
                           2 + 1e-3 * (u - 0.5), 1 + 1e-9 * u, 1 / u})
      worst = std::max(worst,
                       relative_error(sim::log_gamma(x), std::lgamma(static_cast<long double>(x))));
  }
  EXPECT_LT(worst, 1e-13);
  EXPECT_GT(worst, 1e-16) << "the comparison has lost its edge";
}

TEST(LogGamma, IsExactlyZeroAtOneAndTwo) {
  EXPECT_EQ(sim::log_gamma(1), 0.0);
  EXPECT_EQ(sim::log_gamma(2), 0.0);
  EXPECT_THROW(sim::log_gamma(0), sim::ContractError);
  EXPECT_THROW(sim::log_gamma(-0.5), sim::ContractError);
}

TEST(LogGamma, HasARemainderThatCompletesStirlingsFormula) {
  for (const double x : {10.0, 11.5, 40.0, 1e3, 1e7}) {
    const long double y = x;
    const long double formula = (y - 0.5L) * std::log(y) - y + 0.918938533204672741780L;
    const double lacks = static_cast<double>(std::lgamma(y) - formula);
    EXPECT_NEAR(sim::stirling_remainder(x), lacks, 1e-17 * std::abs(static_cast<double>(formula)))
        << x;
  }
}

TEST(LogOfOneAnd, IsExactNearZeroToo) {
  sim::Stream stream(sim::Universe(2, sim::Domain::simulation, 0), {});
  for (int i = 0; i < 20'000; ++i) {
    const double u = stream.uniform();
    for (const double x : {u, -u, 1e-8 * u, -1e-8 * u, 1e-17 * u, 100 * u})
      ASSERT_LT(relative_error(sim::log1p(x), std::log1p(static_cast<long double>(x))), 2e-15) << x;
  }
  EXPECT_EQ(sim::log1p(0), 0.0);
}

}  // namespace
