#include "sim/kernel/money.h"

#include <cstdint>

#include <gtest/gtest.h>

#include "sim/kernel/instant.h"

namespace {

using sim::Accrual;
using sim::date;
using sim::Date;
using sim::Instant;
using sim::Money;
using sim::Seconds;

constexpr Date april(int year) {
  return date(year, 4, 1);
}
std::int64_t seconds_of_year(int from) {
  return Seconds{Instant{april(from + 1)} - Instant{april(from)}}.count();
}

TEST(Money, IsWholePence) {
  EXPECT_EQ(Money::pounds(18'000).in_pence(), 1'800'000);
  EXPECT_EQ((Money::pounds(1) - Money::pence(1)).in_pence(), 99);
  EXPECT_EQ((Money::pounds(1) + Money::pence(1)).in_pence(), 101);
  EXPECT_EQ((-Money::pence(5) * 3).in_pence(), -15);
  EXPECT_LT(Money::pence(99), Money::pounds(1));
}

TEST(Accrual, PaysExactlyThePriceOverAFullYear) {
  for (const int year : {2014, 2015}) {  // 365 days, and 366 with 29 February 2016.
    Accrual accrual;
    accrual.start(april(year));
    accrual.accrue(april(year + 1), Money::pence(1'754'413), 1);

    EXPECT_EQ(accrual.pay(seconds_of_year(year)), Money::pence(1'754'413));
    EXPECT_EQ(accrual.carried(), 0);
  }
}

TEST(Accrual, PaysTheSameHoweverTheYearIsCutUp) {
  const std::int64_t year = seconds_of_year(2015);
  Accrual accrual;
  accrual.start(april(2015));
  Money paid;
  Instant now = april(2015);
  for (std::int64_t step = 1; now < april(2016); step = step * 7 % 1'000'003) {
    now = std::min(now + Seconds{step}, Instant{april(2016)});
    accrual.accrue(now, Money::pounds(59'001), 3);
    paid += accrual.pay(year);
  }

  EXPECT_EQ(paid, Money::pounds(177'003));
  EXPECT_EQ(accrual.carried(), 0);
}

TEST(Accrual, SplitsAYearExactlyAtAChangeOfPrice) {
  Accrual accrual;
  accrual.start(april(2015));
  accrual.accrue(date(2015, 9, 1), Money::pounds(366), 1);  // 153 of 366 days.
  accrual.accrue(april(2016), Money::pounds(732), 1);       // 213 days.

  EXPECT_EQ(accrual.pay(seconds_of_year(2015)), Money::pounds(153 + 2 * 213));
}

TEST(Accrual, CarriesForwardWhatMakesNoWholePenny) {
  Accrual accrual;
  accrual.start(april(2014));
  accrual.accrue(Instant{april(2014)} + Seconds{1}, Money::pence(1), 1);
  EXPECT_EQ(accrual.pay(seconds_of_year(2014)), Money{});
  EXPECT_EQ(accrual.carried(), 1);
  accrual.accrue(april(2015), Money::pence(1), 1);
  EXPECT_EQ(accrual.pay(seconds_of_year(2014)), Money::pence(1));
}

TEST(Accrual, OwesNothingBeforeItStartsAndWhenItStartsAgain) {
  Accrual accrual;
  EXPECT_EQ(accrual.carried(), 0);
  accrual.start(april(2014));
  accrual.accrue(april(2015), Money::pounds(1), 1);
  accrual.start(april(2015));
  EXPECT_EQ(accrual.carried(), 0);
}

TEST(Accrual, CountsNothingForNoPlacesAndNeverGoesBack) {
  Accrual accrual;
  accrual.start(april(2014));
  accrual.accrue(april(2015), Money::pounds(18'000), 0);
  EXPECT_EQ(accrual.pay(seconds_of_year(2014)), Money{});
  EXPECT_THROW(accrual.accrue(april(2014), Money::pounds(1), 1), sim::ContractError);
}

// A borough's whole block for a year, in one accrual, stays far from the end of 63 bits.
TEST(Accrual, HoldsABoroughsYear) {
  Accrual accrual;
  accrual.start(april(2014));
  accrual.accrue(april(2015), Money::pounds(60'000), 2'000);
  EXPECT_EQ(accrual.pay(seconds_of_year(2014)), Money::pounds(120'000'000));
}

}  // namespace
