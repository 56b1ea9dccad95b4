#include <cstddef>
#include <cstdint>
#include <limits>
#include <string>
#include <string_view>
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

TEST(PackedRow, GoesOnFromAMark) {
  const sim::PackedRow row(Values{300, -2, 70'000, 70'001, 9});
  Values seen;
  const auto take = [&](std::size_t i, std::int64_t value) {
    EXPECT_EQ(i, seen.size());
    seen.push_back(value);
  };
  const auto middle = row.each({}, 2, take);
  EXPECT_EQ(middle.index, 2U);
  EXPECT_EQ(row.each(row.each(middle, 4, take), 99, take).index, 5U);
  EXPECT_EQ(seen, row.values());

  row.each(middle, 3, [](std::size_t i, std::int64_t value) {
    EXPECT_EQ(i, 2U);
    EXPECT_EQ(value, 70'000);
  });
}

TEST(PackedRow, IsReadBackFromTheBytesItWasWrittenTo) {
  std::string bytes;
  for (const Values& values : {Values{}, Values{-5, 1'000'000, 0}, Values{7}})
    sim::PackedRow(values).append_to(bytes);
  std::string_view rest = bytes;
  EXPECT_EQ(sim::PackedRow::taken_from(rest)->values(), Values{});
  EXPECT_EQ(sim::PackedRow::taken_from(rest)->values(), (Values{-5, 1'000'000, 0}));
  EXPECT_EQ(sim::PackedRow::taken_from(rest)->values(), Values{7});
  EXPECT_TRUE(rest.empty());
  EXPECT_FALSE(sim::PackedRow::taken_from(rest).has_value());
}

TEST(PackedRow, IsNotReadFromBytesThatAreNone) {
  std::string bytes;
  sim::PackedRow(Values{300, 2}).append_to(bytes);
  for (std::size_t length = 0; length < bytes.size(); ++length) {
    std::string_view cut = std::string_view(bytes).substr(0, length);
    EXPECT_FALSE(sim::PackedRow::taken_from(cut).has_value()) << length;
  }
  std::string unfinished = bytes;
  unfinished.back() = '\x80';
  std::string too_many = bytes;
  too_many[0] = 3;
  std::string too_long(16, '\0');
  too_long[0] = 1;
  too_long[8] = 11;
  too_long += std::string(10, '\x80') + '\0';
  for (const std::string& wrong : {unfinished, too_many, too_long}) {
    std::string_view view = wrong;
    EXPECT_FALSE(sim::PackedRow::taken_from(view).has_value());
  }
}

}  // namespace
