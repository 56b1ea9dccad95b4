#include <cstdint>
#include <limits>
#include <vector>

#include <gtest/gtest.h>

#include "sim/experiment/packed_row.h"
#include "sim/experiment/result_table.h"

namespace {

using Values = std::vector<std::int64_t>;

TEST(PackedRow, GivesBackWhatItWasGiven) {
  constexpr std::int64_t least = std::numeric_limits<std::int64_t>::min();
  constexpr std::int64_t most = std::numeric_limits<std::int64_t>::max();
  for (const Values& values :
       {Values{}, Values{0}, Values{5, 5, 5}, Values{1, -1, 1, -1}, Values{least, most, least, 0},
        Values{sim::not_available, 17, -1'234'567'890'123}, Values{127, 128, 255, 256, 16'384, 64}})
    EXPECT_EQ(sim::PackedRow(values).values(), values);
}

TEST(PackedRow, KeepsLikeNeighboursInOneByteEach) {
  EXPECT_EQ(sim::PackedRow(Values{40, 57, 38, 52, 0, 63}).bytes(), 6U);
}

TEST(PackedRow, StopsWhereItIsAskedTo) {
  Values seen;
  sim::PackedRow(Values{3, 1, 4, 1, 5}).each(3, [&](std::size_t i, std::int64_t value) {
    EXPECT_EQ(i, seen.size());
    seen.push_back(value);
  });
  EXPECT_EQ(seen, (Values{3, 1, 4}));
}

}  // namespace
