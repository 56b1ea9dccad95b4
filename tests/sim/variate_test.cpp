#include "sim/random/variate.h"

#include <cmath>
#include <cstdint>
#include <cstring>
#include <utility>
#include <vector>

#include <gtest/gtest.h>

#include "sim/kernel/expects.h"
#include "sim/random/stream.h"

namespace {

std::uint64_t bits_of(double x) {
  std::uint64_t bits = 0;
  std::memcpy(&bits, &x, sizeof bits);
  return bits;
}

// These answers are bits, not approximations: another machine, compiler or option must agree.
TEST(Variate, GivesTheSameBitsForNormalEverywhere) {
  constexpr std::pair<double, double> known[] = {
      {0x1p-53, -0x1.06b48528cea51p+3},
      {0x1.19799812dea11p-40, -0x1.c234fba57a32ap+2},
      {0x1.4f8b588e368f1p-17, -0x1.10f3f8843a3dap+2},
      {0x1.32ca57a786c22p-4, -0x1.70b374817af5p+0},
      {0x1.3333333333333p-4, -0x1.7085226d3e523p+0},
      {0x1p-2, -0x1.5956b87528a49p-1},
      {0x1p-1, 0x0p+0},
      {0x1.3333333333333p-1, 0x1.036d6c4a04b5ap-2},
      {0x1.d99999999999ap-1, 0x1.7085226d3e524p+0},
      {0x1.d9a6b50b0f27cp-1, 0x1.70b374817af5p+0},
      {0x1.f333333333333p-1, 0x1.f5c0331eeff82p+0},
      {0x1.fffeb074a771dp-1, 0x1.10f3f8843a85p+2},
      {0x1.fffffffffffffp-1, 0x1.06b48528cea51p+3},
  };
  for (const auto& [u, answer] : known) EXPECT_EQ(bits_of(sim::normal(u)), bits_of(answer)) << u;
}

TEST(Variate, GivesTheSameCountsForPoissonEverywhere) {
  constexpr double luck[] = {0x1p-53, 0.001, 0.1, 0.5, 0.9, 0.999, 1 - 0x1p-53};
  const std::pair<double, std::vector<int>> known[] = {
      {0,
       {
           0,
           0,
           0,
           0,
           0,
           0,
           0,
       }},
      {0.1,
       {
           0,
           0,
           0,
           0,
           0,
           2,
           9,
       }},
      {1,
       {
           0,
           0,
           0,
           1,
           2,
           5,
           17,
       }},
      {7.5,
       {
           0,
           1,
           4,
           7,
           11,
           17,
           38,
       }},
      {55,
       {
           7,
           34,
           46,
           55,
           65,
           79,
           126,
       }},
      {600,
       {
           410,
           526,
           569,
           600,
           631,
           677,
           810,
       }},
  };
  for (const auto& [mean, counts] : known)
    for (std::size_t i = 0; i < counts.size(); ++i)
      EXPECT_EQ(sim::poisson(luck[i], mean), counts[i]) << "mean " << mean << ", u " << luck[i];
}

TEST(Variate, InvertsTheNormalLaw) {
  for (int i = 0; i < 1000; ++i) {
    const double u = 1e-7 + 0.001 * i;
    const double back = 0.5 * std::erfc(-sim::normal(u) / std::sqrt(2.0));
    ASSERT_NEAR(back, u, 4e-16 + 4e-15 * u) << u;
  }
}

TEST(Variate, InvertsThePoissonLaw) {
  for (const double mean : {0.0936, 1.0, 7.5, 55.0, 599.0}) {
    double below = 0;
    double term = std::exp(-mean);
    for (int n = 0; n < 1200 && below < 0.999999; ++n) {
      const double through = below + term;
      if (term > 1e-9) {
        ASSERT_EQ(sim::poisson(below + 0.001 * term, mean), n) << "mean " << mean;
        ASSERT_EQ(sim::poisson(through - 0.001 * term, mean), n) << "mean " << mean;
      }
      below = through;
      term *= mean / (n + 1);
    }
  }
}

TEST(Variate, IsMonotoneInItsLuckAndItsMean) {
  int last_count = 0;
  double last_normal = -100;
  double last_exposure = 1e300;
  for (int i = 0; i < 1000; ++i) {
    const double u = 0.0005 + 0.001 * i;
    ASSERT_GE(sim::poisson(u, 12), last_count);
    ASSERT_GE(sim::poisson(u, 12.5), sim::poisson(u, 12));
    ASSERT_GT(sim::normal(u), last_normal);
    ASSERT_LT(sim::next_exposure(u, 0.35, 2, 0.4), last_exposure);
    last_count = sim::poisson(u, 12);
    last_normal = sim::normal(u);
    last_exposure = sim::next_exposure(u, 0.35, 2, 0.4);
  }
}

TEST(Variate, HasATriangularLawBetweenItsEnds) {
  for (int i = 0; i < 1000; ++i) {
    const double u = 0.0005 + 0.001 * i;
    const double x = sim::triangular(u, 1, 2, 4);
    const double below = x < 2 ? (x - 1) * (x - 1) / 3 : 1 - (4 - x) * (4 - x) / 6;
    ASSERT_NEAR(below, u, 1e-12);
  }
  EXPECT_EQ(sim::triangular(0.3, 5, 5, 5), 5.0);
  EXPECT_GE(sim::triangular(1e-16, 1, 1, 2), 1.0);
  EXPECT_LE(sim::triangular(1 - 1e-16, 1, 2, 2), 2.0);
}

TEST(Variate, ReadsARangeAsNineInTenAroundItsMedian) {
  EXPECT_EQ(sim::two_piece_normal(0, 2, 3, 7), 3.0);
  EXPECT_NEAR(sim::two_piece_normal(sim::normal(0.05), 2, 3, 7), 2, 1e-12);
  EXPECT_NEAR(sim::two_piece_normal(sim::normal(0.95), 2, 3, 7), 7, 1e-12);
  EXPECT_EQ(sim::two_piece_normal(1.7, 4, 4, 4), 4.0);
  double last = -1e9;
  for (double z = -4; z <= 4; z += 0.01) {
    const double x = sim::two_piece_normal(z, 2, 3, 7);
    ASSERT_GE(x, last);
    last = x;
  }
  EXPECT_EQ(sim::two_piece_normal(40, 2, 3, 7), last);
  EXPECT_NEAR(last, 3 + 4 * 2.5758293 / 1.6448536, 1e-6);
  EXPECT_NEAR(sim::two_piece_normal(-40, 2, 3, 7), 3 - 2.5758293 / 1.6448536, 1e-6);
}

TEST(Variate, HasAnExponentialOfMeanOne) {
  EXPECT_DOUBLE_EQ(sim::exponential(0.5), 0.69314718055994531);
  EXPECT_GT(sim::exponential(1 - 0x1p-53), 0.0);
  EXPECT_NEAR(sim::exponential(0x1p-53), 53 * 0.69314718055994531, 1e-13);
}

TEST(NextExposure, LiesBeyondTheLastForAnyLuck) {
  for (const double exposure : {0.0, 0.1, 3.0})
    for (const int events : {0, 1, 20})
      for (const double u : {1e-12, 0.3, 0.999, 1 - 1e-9})
        EXPECT_GT(sim::next_exposure(u, 0.35, events, exposure), exposure);
}

TEST(Variate, KeepsItsContracts) {
  EXPECT_THROW(sim::normal(0), sim::ContractError);
  EXPECT_THROW(sim::normal(1), sim::ContractError);
  EXPECT_THROW(sim::poisson(0.5, -1), sim::ContractError);
  EXPECT_THROW(sim::poisson(0.5, 601), sim::ContractError);
  EXPECT_THROW(sim::triangular(0.5, 1, 3, 2), sim::ContractError);
  EXPECT_THROW(sim::two_piece_normal(0, 3, 2, 4), sim::ContractError);
  EXPECT_THROW(sim::next_exposure(0.5, 0, 0, 0), sim::ContractError);
}

}  // namespace
