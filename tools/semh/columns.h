// Values of one place in every replication's packed row: what summaries are made of.
//
// Rows are packed one replication at a time and read one column at a time, in whatever order
// measures are asked for. So columns are unpacked in blocks of neighbours, each from a mark in the
// rows where it begins, and the blocks last asked for are kept.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "sim/experiment/packed_row.h"

namespace tools {

class Columns {
 public:
  /// Keeps at most about `most_values` values unpacked. The rows must outlive this.
  /// Requires: every row has as many values.
  Columns(std::vector<const sim::PackedRow*> rows, std::size_t most_values);

  /// The value at `place` of each row in turn, until another place is asked for.
  /// Requires: every row has such a place.
  const std::int64_t* at(std::size_t place);
  std::size_t rows() const { return rows_.size(); }

  /// Columns that are unpacked together.
  static constexpr std::size_t block = 64;

 private:
  struct Block {
    std::size_t number = 0;
    std::vector<std::int64_t> values{};  ///< shape (columns x rows)
  };

  void mark_rows();
  void unpack(Block& into) const;

  std::vector<const sim::PackedRow*> rows_;
  std::vector<sim::PackedRow::Mark> marks_;  ///< Where each block begins, shape (blocks x rows).
  std::size_t most_blocks_;
  std::vector<Block> kept_;  ///< The one last asked for comes first.
};

}  // namespace tools
