#include "sim/random/elementary.h"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <cstring>
#include <limits>
#include <utility>

#include <gtest/gtest.h>

#include "sim/random/log_table.h"
#include "sim/random/stream.h"

namespace {

std::uint64_t bits_of(double x) {
  std::uint64_t bits = 0;
  std::memcpy(&bits, &x, sizeof bits);
  return bits;
}

/// Distance from the truth, in units of the last place of the truth.
double units_off(double value, long double truth) {
  const double size = std::abs(static_cast<double>(truth));
  const double unit = std::nextafter(size, std::numeric_limits<double>::infinity()) - size;
  return static_cast<double>(std::abs(value - truth)) / unit;
}

/// Calls `check(u)` for many u in (0, 1).
template <class Check>
void at_many(Check&& check) {
  sim::Stream stream(sim::Universe(1, sim::Domain::simulation, 0), {});
  for (int i = 0; i < 200'000; ++i) check(stream.uniform());
}

// These answers are bits, not approximations: another machine, compiler or option must agree.
TEST(Elementary, GivesTheSameBitsForLogEverywhere) {
  constexpr std::pair<double, double> known[] = {
      {0x1p-53, -0x1.25e4f7b2737fap+5},
      {0x1.0000000000001p-52, -0x1.205966f2b4f12p+5},
      {0x1.12e0be826d695p-30, -0x1.4b927f32bffb8p+4},
      {0x1.0624dd2f1a9fcp-10, -0x1.ba18a998fffap+2},
      {0x1.999999999999ap-4, -0x1.26bb1bbb55515p+1},
      {0x1p-2, -0x1.62e42fefa39efp+0},
      {0x1.6a09e667f3bccp-1, -0x1.62e42fefa39f1p-2},
      {0x1.6a09e667f3bcdp-1, -0x1.62e42fefa39eep-2},
      {0x1.ccccccccccccdp-1, -0x1.af8e8210a415cp-4},
      {0x1.fffffffffffffp-1, -0x1p-53},
      {0x1p+0, 0x0p+0},
      {0x1.0000000000001p+0, 0x1.fffffffffffffp-53},
      {0x1.8p+0, 0x1.9f323ecbf984cp-2},
      {0x1.5bf0a8b145769p+1, 0x1p+0},
      {0x1.4p+3, 0x1.26bb1bbb55516p+1},
      {0x1.81cd6c8b43958p+13, 0x1.2d79559791e31p+3},
      {0x1.7e43c8800759cp+996, 0x1.5963447f87fb5p+9},
      {0x1p-1022, -0x1.6232bdd7abcd2p+9},
  };
  for (const auto& [x, answer] : known) EXPECT_EQ(bits_of(sim::log(x)), bits_of(answer)) << x;
}

TEST(Elementary, GivesTheSameBitsForExpEverywhere) {
  constexpr std::pair<double, double> known[] = {
      {-0x1.5ep+9, 0x0p+0},
      {-0x1.5df3333333333p+9, 0x1.32132bfae6577p-1010},
      {-0x1.94p+5, 0x1.1ad9f47f3722ap-73},
      {-0x1p+0, 0x1.78b56362cef38p-2},
      {-0x1p-1, 0x1.368b2fc6f960ap-1},
      {-0x1.b7cdfd9d7bdbbp-34, 0x1.ffffffff2419p-1},
      {0x0p+0, 0x1p+0},
      {0x1.b7cdfd9d7bdbbp-34, 0x1.000000006df38p+0},
      {0x1.62e42fefa39efp-2, 0x1.6a09e667f3bccp+0},
      {0x1p-1, 0x1.a61298e1e069cp+0},
      {0x1p+0, 0x1.5bf0a8b14576ap+1},
      {0x1.26bb1bbb55516p+1, 0x1.4000000000001p+3},
      {0x1.4p+4, 0x1.ceb088b68e804p+28},
      {0x1.91p+6, 0x1.8c39b9134bac4p+144},
      {0x1.6273333333333p+9, 0x1.a796454e90694p+1022},
  };
  for (const auto& [x, answer] : known) EXPECT_EQ(bits_of(sim::exp(x)), bits_of(answer)) << x;
}

TEST(Elementary, GivesTheSameBitsForPowEverywhere) {
  struct Known {
    double x, y, answer;
  };
  constexpr Known known[] = {
      {0x1p-1, -0x1p+1, 0x1p+2},
      {0x1.ccccccccccccdp-1, -0x1p+2, 0x1.862f365a49e6ap+0},
      {0x1.f7ced916872bp-4, -0x1.6db6db6db6db7p+1, 0x1.8e5b13a070c1cp+8},
      {0x1p+1, 0x1p-1, 0x1.6a09e667f3bccp+0},
      {0x1.4p+3, -0x1.8p+1, 0x1.0624dd2f1a9f9p-10},
      {0x1.000010c6f7a0bp+0, 0x1.e848p+19, 0x1.5bf09d4a0f972p+1},
      {0x1.b7cdfd9d7bdbbp-34, 0x1.999999999999ap-4, 0x1.9999999999998p-4},
  };
  for (const auto& [x, y, answer] : known)
    EXPECT_EQ(bits_of(sim::pow(x, y)), bits_of(answer)) << x << " to the power " << y;
}

TEST(Elementary, HasALogWithinAUnitAndAThirdOfTheLastPlace) {
  double worst = 0;
  at_many([&](double u) {
    for (const double x : {u, 0.98 + 0.04 * u, 1 / u, u * 0x1p-1000, u * 0x1p+1000})
      worst = std::max(worst, units_off(sim::log(x), std::log(static_cast<long double>(x))));
  });
  EXPECT_LT(worst, 1.34);
  EXPECT_GT(worst, 0.4) << "the comparison has lost its edge";
}

TEST(Elementary, HasAnExpWithinOneUnitOfTheLastPlace) {
  double worst = 0;
  at_many([&](double u) {
    for (const double x : {u - 0.5, 40 * (u - 0.5), 1390 * (u - 0.5)})
      worst = std::max(worst, units_off(sim::exp(x), std::exp(static_cast<long double>(x))));
  });
  EXPECT_LT(worst, 1.1);
  EXPECT_GT(worst, 0.4) << "the comparison has lost its edge";
}

// The error of y log x, which the exponential carries over, is relative to its size.
TEST(Elementary, HasAPowAsExactAsItsExponentAllows) {
  at_many([&](double u) {
    for (const double y : {-20.0, -2.0, -0.4, 0.5, 3.0}) {
      const double exponent = std::abs(y * std::log(u));
      if (exponent > 600) continue;
      const double allowed = 2 + 2 * exponent;
      ASSERT_LT(units_off(sim::pow(u, y), std::pow(static_cast<long double>(u), y)), allowed)
          << u << " to the power " << y;
    }
  });
}

TEST(Elementary, EndsExpAtItsLimits) {
  EXPECT_EQ(sim::exp(-701), 0.0);
  EXPECT_EQ(sim::exp(-1e300), 0.0);
  EXPECT_EQ(sim::exp(710), std::numeric_limits<double>::max());
  EXPECT_EQ(sim::exp(0), 1.0);
  EXPECT_EQ(sim::log(1), 0.0);
}

TEST(Elementary, HasALogisticThatIsSymmetric) {
  EXPECT_EQ(sim::logistic(0), 0.5);
  for (const double x : {0.1, 1.0, 5.0, 40.0, 800.0}) {
    EXPECT_NEAR(sim::logistic(x) + sim::logistic(-x), 1.0, 1e-15) << x;
    EXPECT_NEAR(sim::logistic(x), 1 / (1 + std::exp(-x)), 1e-15) << x;
  }
}

TEST(LogTable, HoldsTheLogarithmOfEveryCentre) {
  constexpr std::uint64_t first = 0x1FF35;  // The leading bits of 181/256, nearest to sqrt(1/2).
  for (std::uint64_t i = 0; i < 129; ++i) {
    const std::uint64_t bits = (first + i) << 45;
    double centre = 0;
    std::memcpy(&centre, &bits, sizeof centre);
    const auto& [inverse, high, low] = sim::log_table[i];

    EXPECT_EQ(inverse, 1 / centre);
    EXPECT_EQ(high * 0x1p42, std::nearbyint(high * 0x1p42)) << "a multiple of 2^-42";
    const long double log = std::log(static_cast<long double>(centre));
    EXPECT_LT(std::abs(static_cast<double>(log - high - low)), 1e-19) << centre;
  }
}

}  // namespace
