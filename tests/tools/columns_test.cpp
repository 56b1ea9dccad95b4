#include "tools/semh/columns.h"

#include <cstddef>
#include <cstdint>
#include <vector>

#include <gtest/gtest.h>

#include "sim/kernel/expects.h"

namespace {

/// What stands at a place of a row here.
std::int64_t value_at(std::size_t row, std::size_t place) {
  const auto number = static_cast<std::int64_t>(place * 1000 + row);
  return place % 3 == 0 ? -number : number;
}

class ColumnsOfRows : public testing::Test {
 protected:
  static constexpr std::size_t width = 5 * tools::Columns::block + 7;
  static constexpr std::size_t rows = 3;

  ColumnsOfRows() {
    for (std::size_t row = 0; row < rows; ++row) {
      std::vector<std::int64_t> values;
      for (std::size_t place = 0; place < width; ++place) values.push_back(value_at(row, place));
      packed_.emplace_back(values);
    }
  }

  tools::Columns columns(std::size_t most_values) const {
    std::vector<const sim::PackedRow*> all;
    for (const sim::PackedRow& row : packed_) all.push_back(&row);
    return {all, most_values};
  }

  static void expect_column(tools::Columns& columns, std::size_t place) {
    const std::int64_t* const column = columns.at(place);
    for (std::size_t row = 0; row < rows; ++row)
      ASSERT_EQ(column[row], value_at(row, place)) << row << ", " << place;
  }

 private:
  std::vector<sim::PackedRow> packed_;
};

TEST_F(ColumnsOfRows, AreFoundInWhateverOrderTheyAreAskedFor) {
  for (const std::size_t blocks : {0U, 1U, 2U, 9U}) {
    tools::Columns all = columns(blocks * tools::Columns::block * rows);
    for (std::size_t place = 0; place < width; ++place) expect_column(all, place);
    for (std::size_t step = 0; step < width; ++step) expect_column(all, step * 97 % width);
  }
}

TEST_F(ColumnsOfRows, StayWhereTheyAreWhileTheirBlockIsAskedFor) {
  tools::Columns all = columns(2 * tools::Columns::block * rows);
  const std::int64_t* const first = all.at(1);

  expect_column(all, width - 1);

  EXPECT_EQ(all.at(1), first);
}

TEST_F(ColumnsOfRows, HaveNoneBeyondTheRows) {
  EXPECT_THROW(columns(1000).at(width), sim::ContractError);
  EXPECT_THROW(tools::Columns({}, 1000).at(0), sim::ContractError);
}

}  // namespace
