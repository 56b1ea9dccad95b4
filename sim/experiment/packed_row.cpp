#include "sim/experiment/packed_row.h"

namespace sim {

PackedRow::PackedRow(const std::vector<std::int64_t>& values) : size_(values.size()) {
  bytes_.reserve(values.size() * 2);
  std::uint64_t before = 0;
  for (const std::int64_t value : values) {
    const std::uint64_t step =
        static_cast<std::uint64_t>(value) - before;  // Wraps, and back again.
    before = static_cast<std::uint64_t>(value);
    // The sign goes last, so that steps down are as small as steps up.
    std::uint64_t folded = (step << 1) ^ (~(step >> 63) + 1);
    for (; folded >= 0x80; folded >>= 7) bytes_.push_back(static_cast<std::uint8_t>(folded | 0x80));
    bytes_.push_back(static_cast<std::uint8_t>(folded));
  }
  bytes_.shrink_to_fit();
}

std::vector<std::int64_t> PackedRow::values() const {
  std::vector<std::int64_t> all;
  all.reserve(size_);
  each(size_, [&](std::size_t, std::int64_t value) { all.push_back(value); });
  return all;
}

}  // namespace sim
