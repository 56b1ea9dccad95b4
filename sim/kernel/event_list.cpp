#include "sim/kernel/event_list.h"

#include <algorithm>

namespace sim {

void EventList::clear() {
  leaves_.clear();
  winners_.clear();
  free_.clear();
  used_ = 0;
  taken_ = false;
  set_first(Slot::last());
  grow_to(1);
}

void EventList::promote_second() {
  taken_ = false;
  set_first(second());
  if (used_ == free_.size()) return;
  free_.push_back(winners_[1]);
  play(winners_[1], Slot::last());
}

void EventList::grow_to(std::size_t places) {
  leaves_.resize(places, Slot::last());
  winners_.resize(std::max<std::size_t>(2, places));  // Whoever plays alone has won.
  const auto side = [&](std::size_t i) {
    return i < places ? winners_[i] : static_cast<std::uint32_t>(i - places);
  };
  for (std::size_t match = places - 1; match >= 1; --match) {
    const std::uint32_t left = side(2 * match);
    const std::uint32_t right = side(2 * match + 1);
    winners_[match] = leaves_[right] < leaves_[left] ? right : left;
  }
  set_second(leaves_[winners_[1]]);
}

}  // namespace sim
