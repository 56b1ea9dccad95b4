// A row of whole numbers in little memory, for keeping what thousands of replications leave behind.
//
// Each number is stored as its difference from the one before, small differences in one byte: years
// and months of one measure are neighbours and alike. Nothing is lost; any 64-bit integers will do.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace sim {

class PackedRow {
 public:
  PackedRow() = default;
  explicit PackedRow(const std::vector<std::int64_t>& values);

  std::size_t size() const { return size_; }
  std::size_t bytes() const { return bytes_.size(); }

  /// Where reading of a row has come to: it can go on from there again.
  struct Mark {
    std::size_t index = 0;    ///< Of the number that is next.
    std::size_t byte = 0;     ///< Where that begins.
    std::uint64_t value = 0;  ///< Of the number before it.
  };

  /// Calls `take(index, value)` for each number in order up to, but not including, index `end`.
  template <class Take>
  void each(std::size_t end, Take&& take) const {
    static_cast<void>(each(Mark{}, end, take));
  }
  /// The same from `mark` on, which is of this row. Returns where that has come to.
  template <class Take>
  Mark each(const Mark& mark, std::size_t end, Take&& take) const {
    const std::uint8_t* next = bytes_.data() + mark.byte;
    std::uint64_t value = mark.value;
    std::size_t i = mark.index;
    for (; i < end && i < size_; ++i) {
      std::uint64_t folded = 0;
      unsigned shift = 0;
      for (std::uint8_t byte = 0x80; (byte & 0x80) != 0; shift += 7) {
        byte = *next++;
        folded |= static_cast<std::uint64_t>(byte & 0x7F) << shift;
      }
      value += (folded >> 1) ^ (~(folded & 1) + 1);
      take(i, static_cast<std::int64_t>(value));
    }
    return {i, static_cast<std::size_t>(next - bytes_.data()), value};
  }

  std::vector<std::int64_t> values() const;

  /// Appends what taken_from() reads back.
  void append_to(std::string& bytes) const;
  /// Takes a row off the front of `bytes`; nothing if they do not begin with one.
  static std::optional<PackedRow> taken_from(std::string_view& bytes);

 private:
  std::vector<std::uint8_t> bytes_;
  std::size_t size_ = 0;
};

}  // namespace sim
