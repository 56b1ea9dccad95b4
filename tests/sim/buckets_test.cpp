#include "sim/kernel/buckets.h"

#include <cstddef>
#include <cstdint>
#include <utility>

#include <gtest/gtest.h>

#include "sim/kernel/expects.h"

namespace {

using sim::Buckets;

/// Every number belongs to one bucket, which rises with it.
void expect_in_its_bucket(const Buckets& buckets, std::int64_t number) {
  const std::size_t found = buckets.of(number);
  EXPECT_LE(buckets.first_in(found), number);
  EXPECT_LT(number, buckets.first_in(found + 1));
  EXPECT_LT(found, buckets.count());
}

TEST(Buckets, HoldEachNumberOnce) {
  for (const auto& [end, count] :
       {std::pair<std::int64_t, std::size_t>{1, 1}, {7, 3}, {10, 100}, {1000, 7}, {4096, 64}}) {
    const Buckets buckets(end, count);
    EXPECT_EQ(buckets.first_in(0), 0);
    for (std::int64_t number = 0; number < end; ++number) expect_in_its_bucket(buckets, number);
  }
}

TEST(Buckets, AreEquallyWide) {
  const Buckets buckets(23'400 * 1'330, 1'330);  // Seven years of school days.
  EXPECT_EQ(buckets.count(), 1'330U);
  for (std::size_t bucket = 0; bucket < buckets.count(); ++bucket)
    EXPECT_EQ(buckets.first_in(bucket), static_cast<std::int64_t>(23'400 * bucket));
}

TEST(Buckets, ReachToTheirLimits) {
  constexpr std::int64_t most = std::int64_t{1} << 40;
  constexpr std::size_t many = std::size_t{1} << 20;
  for (const std::size_t count : {std::size_t{1}, std::size_t{3}, many}) {
    const Buckets buckets(most, count);
    EXPECT_GE(buckets.count(), count);
    EXPECT_LE(buckets.count(), count + 1);
    for (std::int64_t number = 0; number < most; number = number * 5 + 1)
      for (const std::int64_t beside : {number, most - 1 - number})
        expect_in_its_bucket(buckets, beside);
  }
  EXPECT_THROW(Buckets(most + 1, 1), sim::ContractError);
  EXPECT_THROW(Buckets(0, 1), sim::ContractError);
  EXPECT_THROW(Buckets(1, 0), sim::ContractError);
  EXPECT_THROW(Buckets(1, many + 1), sim::ContractError);
}

TEST(Buckets, AreNoneWhereNothingIsHeld) {
  EXPECT_EQ(Buckets().count(), 0U);
}

}  // namespace
