#include "sim/kernel/timetable.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cstdint>
#include <limits>
#include <utility>

namespace sim {

// By the leading bits of the instant, the least significant digit first; slots that these do not
// tell apart are few, and settled by comparison.
void Timetable::sort() {
  position_ = 0;
  if (in_order_) return;
  in_order_ = true;
  std::uint64_t least = slots_.front().order();
  std::uint64_t most = least;
  for (const Slot& slot : slots_) {
    least = std::min(least, slot.order());
    most = std::max(most, slot.order());
  }

  constexpr int digit_bits = 11;
  constexpr std::size_t digits = 1U << digit_bits;
  constexpr std::size_t passes = 2;
  const int bits = static_cast<int>(std::bit_width(most - least));
  const int shift = std::max(0, bits - static_cast<int>(passes) * digit_bits);
  const auto key = [&](const Slot& slot) { return (slot.order() - least) >> shift; };
  expects(slots_.size() <= std::numeric_limits<std::uint32_t>::max(), "a timetable has an end");
  std::array<std::array<std::uint32_t, digits>, passes> start{};
  for (const Slot& slot : slots_)
    for (std::size_t pass = 0; pass < passes; ++pass)
      ++start[pass][key(slot) >> pass * digit_bits & (digits - 1)];
  spare_.resize(slots_.size());
  for (std::size_t pass = 0; pass < passes; ++pass) {
    std::uint32_t before = 0;
    for (std::uint32_t& count : start[pass]) before += std::exchange(count, before);
    for (const Slot& slot : slots_)
      spare_[start[pass][key(slot) >> pass * digit_bits & (digits - 1)]++] = slot;
    slots_.swap(spare_);
  }

  for (auto first = slots_.begin(); first != slots_.end();) {
    auto last = first + 1;
    while (last != slots_.end() && key(*last) == key(*first)) ++last;
    if (last - first > 1) std::sort(first, last);
    first = last;
  }
}

}  // namespace sim
