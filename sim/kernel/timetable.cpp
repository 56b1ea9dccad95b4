#include "sim/kernel/timetable.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <limits>
#include <utility>

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
  constexpr unsigned most_digits = 4;  // An instant has 33 bits.
  expects(slots_.size() <= std::numeric_limits<std::uint32_t>::max(), "a timetable has an end");
  spare_.resize(slots_.size());
  const auto digit = [&](const Slot& slot, unsigned number) {
    return static_cast<std::size_t>((((slot.order() >> 31) - base) >> number * digit_bits) &
                                    (digits - 1));
  };
  unsigned passes = 0;
  while (passes < most_digits && span >> passes * digit_bits != 0) ++passes;
  std::array<std::array<std::uint32_t, digits>, most_digits> start{};
  for (const Slot& slot : slots_)
    for (unsigned pass = 0; pass < passes; ++pass) ++start[pass][digit(slot, pass)];
  for (unsigned pass = 0; pass < passes; ++pass) {
    std::uint32_t before = 0;
    for (std::uint32_t& count : start[pass]) before += std::exchange(count, before);
    for (const Slot& slot : slots_) spare_[start[pass][digit(slot, pass)]++] = slot;
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
