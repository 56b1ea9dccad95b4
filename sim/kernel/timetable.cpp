#include "sim/kernel/timetable.h"

#include <algorithm>
#include <array>
#include <cstdint>

namespace sim {

// Least significant digit first, over the digits of the instant that differ; the slots of one
// instant are then settled by comparison.
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
  const std::uint64_t span = (most >> 31) - (least >> 31);
  const std::uint64_t base = least >> 31;

  constexpr unsigned digit_bits = 10;
  constexpr std::size_t digits = 1U << digit_bits;
  spare_.resize(slots_.size());
  for (unsigned shift = 0; shift < 33 && (span >> shift) != 0; shift += digit_bits) {
    const auto digit = [&](const Slot& slot) {
      return static_cast<std::size_t>((((slot.order() >> 31) - base) >> shift) & (digits - 1));
    };
    std::array<std::size_t, digits> start{};
    for (const Slot& slot : slots_) ++start[digit(slot)];
    std::size_t before = 0;
    for (std::size_t& count : start) {
      const std::size_t here = count;
      count = before;
      before += here;
    }
    for (const Slot& slot : slots_) spare_[start[digit(slot)]++] = slot;
    slots_.swap(spare_);
  }

  const auto same_instant = [](const Slot& a, const Slot& b) { return a.at() == b.at(); };
  for (auto first = slots_.begin(); first != slots_.end();) {
    auto last = first + 1;
    while (last != slots_.end() && same_instant(*first, *last)) ++last;
    if (last - first > 1) std::sort(first, last);
    first = last;
  }
}

}  // namespace sim
