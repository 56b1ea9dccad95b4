#include "sim/experiment/packed_row.h"

namespace sim {
namespace {

/// Numbers of a row and bytes of a row, each in 8 bytes, lowest first.
constexpr std::size_t head = 16;

void put(std::string& bytes, std::uint64_t number) {
  for (int shift = 0; shift < 64; shift += 8)
    bytes += static_cast<char>(static_cast<std::uint8_t>(number >> shift));
}

std::uint64_t number_at(std::string_view bytes, std::size_t place) {
  std::uint64_t number = 0;
  for (std::size_t i = 0; i < 8; ++i)
    number |= std::uint64_t{static_cast<std::uint8_t>(bytes[place + i])} << (8 * i);
  return number;
}

}  // namespace

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

void PackedRow::append_to(std::string& bytes) const {
  put(bytes, size_);
  put(bytes, bytes_.size());
  bytes.append(bytes_.begin(), bytes_.end());
}

std::optional<PackedRow> PackedRow::taken_from(std::string_view& bytes) {
  if (bytes.size() < head) return {};
  const std::uint64_t size = number_at(bytes, 0);
  const std::uint64_t length = number_at(bytes, 8);
  if (length > bytes.size() - head) return {};
  const std::string_view packed = bytes.substr(head, static_cast<std::size_t>(length));
  PackedRow row;
  row.size_ = static_cast<std::size_t>(size);
  row.bytes_.assign(packed.begin(), packed.end());
  // The last byte of each number, and no other, is below 0x80; none has more than ten.
  std::uint64_t numbers = 0;
  int bytes_of_number = 0;
  for (const std::uint8_t byte : row.bytes_) {
    if (++bytes_of_number > 10) return {};
    if (byte >= 0x80) continue;
    ++numbers;
    bytes_of_number = 0;
  }
  if (numbers != size || bytes_of_number != 0) return {};
  bytes.remove_prefix(head + packed.size());
  return row;
}

}  // namespace sim
