// Values of one place in every replication's packed row: what summaries are made of.
//
// Rows are packed one replication at a time and read one column at a time. A run of neighbouring
// columns is unpacked at once and kept, so whoever asks in order pays for each row a few times.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "sim/experiment/packed_row.h"

namespace tools {

class Columns {
 public:
  /// Keeps at most about `most_values` values unpacked. The rows must outlive this.
  Columns(std::vector<const sim::PackedRow*> rows, std::size_t most_values);

  /// The value at `place` of each row in turn. Requires: every row has such a place.
  const std::int64_t* at(std::size_t place);
  std::size_t rows() const { return rows_.size(); }

 private:
  void unpack_from(std::size_t place);

  std::vector<const sim::PackedRow*> rows_;
  std::size_t width_;
  std::size_t first_ = 0;
  std::vector<std::int64_t> window_;  ///< shape (columns unpacked x rows)
};

}  // namespace tools
