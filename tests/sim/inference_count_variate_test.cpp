#include <cstdint>

#include <boost/math/distributions/negative_binomial.hpp>
#include <boost/math/distributions/poisson.hpp>
#include <gtest/gtest.h>

#include "sim/inference/count_variate.h"
#include "sim/kernel/expects.h"
#include "sim/random/stream.h"
#include "sim/statistics/tally.h"

namespace {

/// The least count that `u` of the law does not exceed.
template <class Law>
std::int64_t least_count(const Law& law, double u) {
  std::int64_t count = 0;
  while (cdf(law, static_cast<double>(count)) < u) ++count;
  return count;
}

TEST(CountVariate, InvertsThePoissonLaw) {
  for (const double mean : {0.2, 5.0, 48.0})
    for (const double u : {0.001, 0.2, 0.5, 0.83, 0.999})
      EXPECT_EQ(sim::count_variate(u, mean, mean / 2),
                least_count(boost::math::poisson_distribution<>(mean), u))
          << mean << " at " << u;
}

TEST(CountVariate, InvertsTheNegativeBinomialLaw) {
  for (const double mean : {0.5, 9.0, 60.0})
    for (const double ratio : {1.2, 3.0})
      for (const double u : {0.001, 0.2, 0.5, 0.83, 0.999}) {
        const double size = mean / (ratio - 1);
        const boost::math::negative_binomial_distribution<> law(size, size / (size + mean));
        EXPECT_EQ(sim::count_variate(u, mean, ratio * mean), least_count(law, u))
            << mean << ", " << ratio << " at " << u;
      }
}

TEST(CountVariate, HasItsMomentsWhereItIsNormal) {
  const sim::Universe universe(1, sim::Domain::bootstrap, 0);
  sim::Stream luck(universe, {.purpose = 9});
  sim::Tally counts;
  for (int i = 0; i < 4000; ++i)
    counts.add(static_cast<double>(sim::count_variate(luck.uniform(), 4200, 12'600)));
  EXPECT_NEAR(counts.mean(), 4200, 4 * 112.2 / 63.2);
  EXPECT_NEAR(counts.variance(), 12'600, 4 * 12'600 * 0.0224);
}

TEST(CountVariate, RefusesWhatIsNoLaw) {
  EXPECT_THROW(sim::count_variate(0.5, 0, 1), sim::ContractError);
}

}  // namespace
