// Events that are known before the run begins, sorted once.
//
// Most entities never change course, so all their events follow from the random numbers alone.
// Sorting them together by radix and walking the array costs a fraction of passing each through the
// event list, which is left to hold the exceptions.
#pragma once

#include <algorithm>
#include <cstddef>
#include <vector>

#include "sim/kernel/event_list.h"

namespace sim {

class Timetable {
 public:
  Timetable() = default;
  ~Timetable() = default;
  Timetable(const Timetable&) = default;
  Timetable(Timetable&&) noexcept = default;
  Timetable& operator=(Timetable&&) noexcept = default;
  /// Takes over what is still to come, in the memory there is.
  Timetable& operator=(const Timetable& other) {
    if (this == &other) return *this;
    slots_.assign(other.slots_.begin() + static_cast<std::ptrdiff_t>(other.position_),
                  other.slots_.end());
    position_ = 0;
    in_order_ = other.in_order_;
    latest_ = other.latest_;
    return *this;
  }

  void clear() {
    slots_.clear();
    position_ = 0;
    in_order_ = true;
    latest_ = Slot();
  }

  void add(Slot slot) {
    in_order_ = in_order_ && !(slot < latest_);
    latest_ = slot;
    slots_.push_back(slot);
  }

  /// Puts the slots in order. Call once, after the last `add`.
  void sort();

  std::size_t size() const { return slots_.size() - position_; }

  /// The next slot; Slot::last() when there is none.
  Slot next() const { return position_ < slots_.size() ? slots_[position_] : Slot::last(); }
  void drop_next() { ++position_; }
  /// The slot that comes `ahead` slots after the next one; the last one when there are fewer.
  /// Requires: the timetable is not empty.
  const Slot& coming(std::size_t ahead) const {
    return slots_[std::min(position_ + ahead, slots_.size() - 1)];
  }

 private:
  std::vector<Slot> slots_;
  std::vector<Slot> spare_;
  std::size_t position_ = 0;
  bool in_order_ = true;  ///< Every slot came after the one before it.
  Slot latest_;
};

}  // namespace sim
