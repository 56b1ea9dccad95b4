#include <cmath>
#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "sim/kernel/expects.h"
#include "sim/random/stream.h"
#include "sim/random/variate.h"
#include "sim/statistics/control_limits.h"

namespace {

using testing::HasSubstr;

std::vector<double> poisson_futures(double mean, std::size_t count) {
  std::vector<double> futures;
  sim::Stream stream(sim::Universe(7, sim::Domain::bootstrap, 0), {.purpose = 1});
  while (futures.size() < count) futures.push_back(sim::poisson(stream.uniform(), mean));
  return futures;
}

TEST(ControlLimits, HoldWhatIsExpected) {
  for (const std::size_t futures : {400U, 4'000U}) {
    const sim::ControlLimits limits = sim::control_limits(poisson_futures(48, futures));
    // Of Poisson(48): 35 to 62 and 29 to 71.
    EXPECT_NEAR(limits.inner.lower, 35, 2) << futures;
    EXPECT_NEAR(limits.inner.upper, 62, 2) << futures;
    EXPECT_NEAR(limits.outer.lower, 29, 3) << futures;
    EXPECT_NEAR(limits.outer.upper, 71, 4) << futures;
  }
}

TEST(ControlLimits, SayInWordsWhetherItIsMoreThanChance) {
  const sim::ControlLimits limits{.inner = {35, 62}, .outer = {28.5, 1'234}};
  EXPECT_EQ(sim::statement_of(limits, 43),
            "43 lies inside the 95% limits (35 to 62): no more than chance.");
  EXPECT_THAT(sim::statement_of(limits, 63), HasSubstr("unusual"));
  EXPECT_THAT(sim::statement_of(limits, 2'000),
              HasSubstr("2,000 lies outside the 99.8% limits (28.5 to 1,234): more than chance."));
  EXPECT_EQ(sim::signal_of(limits, 35), sim::Signal::within_chance);
  EXPECT_EQ(sim::signal_of(limits, 34), sim::Signal::unusual);
  EXPECT_EQ(sim::signal_of(limits, 28), sim::Signal::more_than_chance);
}

TEST(ControlLimits, AreNotSetByAHandfulOfFutures) {
  EXPECT_THROW(sim::control_limits(std::vector<double>(19, 3.0)), sim::ContractError);
  EXPECT_EQ(sim::control_limits(std::vector<double>(20, 0.0)).outer.upper, 0);
}

/// Poisson counts of `rate` a half-term, summed; both futures of a pair with the same luck.
sim::Cumulative counts_of(double rate, std::size_t futures, std::size_t times) {
  sim::Cumulative all{.times = times, .counts = {}};
  for (std::uint32_t future = 0; future < futures; ++future) {
    sim::Stream stream(sim::Universe(3, sim::Domain::bootstrap, future), {.purpose = 1});
    double sum = 0;
    for (std::size_t time = 0; time < times; ++time)
      all.counts.push_back(sum += sim::poisson(stream.uniform(), rate));
  }
  return all;
}

TEST(TellingApart, TakesAsLongAsTheTextbookSays) {
  // 8 a half-term against 6: after n of them 8 n against 6 n, which is 80% power when
  // 2 n = 1.96 sqrt(8 n) + 0.84 sqrt(6 n), at n = 14.4.
  const auto power = sim::power_to_tell_apart(counts_of(6, 2'000, 30), counts_of(8, 2'000, 30));
  const auto when = sim::told_apart_at(power);
  ASSERT_TRUE(when);
  EXPECT_NEAR(static_cast<double>(*when) + 1, 14.4, 2);
}

TEST(TellingApart, IsRareWhereNothingDiffers) {
  const auto power = sim::power_to_tell_apart(counts_of(8, 2'000, 30), counts_of(8, 2'000, 30));
  for (const double chance : power) EXPECT_LE(chance, 0.05);
  EXPECT_FALSE(sim::told_apart_at(power));
}

TEST(TellingApart, NeedsPairs) {
  EXPECT_THROW(sim::power_to_tell_apart(counts_of(8, 30, 4), counts_of(8, 30, 5)),
               sim::ContractError);
  EXPECT_THROW(sim::power_to_tell_apart(counts_of(8, 10, 4), counts_of(8, 10, 4)),
               sim::ContractError);
}

}  // namespace
