#include "tools/semh/columns.h"

#include <algorithm>
#include <array>
#include <utility>

#include "sim/kernel/expects.h"

namespace tools {

Columns::Columns(std::vector<const sim::PackedRow*> rows, std::size_t most_values)
    : rows_(std::move(rows)),
      most_blocks_(std::max<std::size_t>(
          1, most_values / (block * std::max<std::size_t>(1, rows_.size())))) {}

const std::int64_t* Columns::at(std::size_t place) {
  sim::expects(!rows_.empty() && place < rows_.front()->size(),
               "a column of the rows is asked for");
  if (marks_.empty()) mark_rows();
  const std::size_t number = place / block;
  auto found = std::find_if(kept_.begin(), kept_.end(),
                            [&](const Block& each) { return each.number == number; });
  if (found == kept_.end()) {
    if (kept_.size() < most_blocks_) kept_.emplace_back();
    found = kept_.end() - 1;  // Asked for longest ago.
    found->number = number;
    unpack(*found);
  }
  std::rotate(kept_.begin(), found, found + 1);
  return kept_.front().values.data() + place % block * rows_.size();
}

void Columns::mark_rows() {
  const std::size_t blocks = (rows_.front()->size() + block - 1) / block;
  marks_.resize(blocks * rows_.size());
  for (std::size_t row = 0; row < rows_.size(); ++row) {
    sim::PackedRow::Mark mark;
    for (std::size_t number = 0; number < blocks; ++number) {
      marks_[number * rows_.size() + row] = mark;
      mark = rows_[row]->each(mark, (number + 1) * block, [](std::size_t, std::int64_t) {});
    }
  }
}

void Columns::unpack(Block& into) const {
  const std::size_t first = into.number * block;
  const std::size_t columns = std::min(block, rows_.front()->size() - first);
  into.values.resize(columns * rows_.size());
  // Eight rows at a time: what goes to one column then fills a line of the cache.
  constexpr std::size_t together = 8;
  std::array<std::int64_t, block * together> few{};
  for (std::size_t from = 0; from < rows_.size(); from += together) {
    const std::size_t number = std::min(together, rows_.size() - from);
    for (std::size_t i = 0; i < number; ++i)
      static_cast<void>(rows_[from + i]->each(
          marks_[into.number * rows_.size() + from + i], first + columns,
          [&](std::size_t at, std::int64_t value) { few[(at - first) * together + i] = value; }));
    for (std::size_t column = 0; column < columns; ++column)
      std::copy_n(few.data() + column * together, number,
                  into.values.data() + column * rows_.size() + from);
  }
}

}  // namespace tools
