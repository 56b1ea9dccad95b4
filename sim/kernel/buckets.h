// Equally wide buckets of whole numbers, and which of them a number lies in, without a division.
#pragma once

#include <cstddef>
#include <cstdint>

#include "sim/kernel/expects.h"

namespace sim {

class Buckets {
 public:
  Buckets() = default;

  /// About `count` buckets for the numbers from 0 to `end`, the end excluded.
  /// Requires: end from 1 to 2^40, count from 1 to 2^20.
  Buckets(std::int64_t end, std::size_t count) : end_(end) {
    expects(end > 0 && end <= std::int64_t{1} << unit_bits, "buckets hold numbers up to 2^40");
    expects(count > 0 && count <= std::size_t{1} << 20, "a million buckets are enough");
    const auto all = static_cast<std::int64_t>(count);
    per_number_ = unit / static_cast<std::uint64_t>(end > all ? end / all : 1) + 1;
  }

  /// The bucket of `number`, which rises with it. Requires: from 0 to the end, the end excluded.
  std::size_t of(std::int64_t number) const {
    return static_cast<std::size_t>(static_cast<std::uint64_t>(number) * per_number_ >> unit_bits);
  }

  /// The least number of a bucket, or of those after it.
  std::int64_t first_in(std::size_t bucket) const {
    return static_cast<std::int64_t>(((bucket << unit_bits) + per_number_ - 1) / per_number_);
  }

  /// How many there are.
  std::size_t count() const { return end_ == 0 ? 0 : of(end_ - 1) + 1; }

  friend bool operator==(const Buckets&, const Buckets&) = default;

 private:
  static constexpr unsigned unit_bits = 40;
  static constexpr std::uint64_t unit = std::uint64_t{1} << unit_bits;

  std::int64_t end_ = 0;
  std::uint64_t per_number_ = 0;  ///< Buckets a number, in units of 2^-40.
};

}  // namespace sim
