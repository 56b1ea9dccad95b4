// The pending events of one replication, in the order they will happen.
//
// The order is total: by instant, then by stage (which of several things at one instant comes first
// is a modelling decision, made once beside the event), then by entity, then by the entity's own
// sequence. The order in which events were scheduled never matters.
//
// A flat 4-ary heap of 16-byte slots: a slot is order, event and claim ticket at once. Nothing is
// ever removed from the middle; a superseded event is discarded when it is taken (simulation.h).
#pragma once

#include <cstddef>
#include <cstdint>
#include <limits>
#include <memory>
#include <new>

#include "sim/kernel/expects.h"
#include "sim/kernel/instant.h"

namespace sim {

/// What will happen to whom, and when: one event, in 16 bytes.
class Slot {
 public:
  static constexpr std::uint32_t most_entities = 1U << 26;
  static constexpr std::uint32_t most_stages = 1U << 5;

  Slot() = default;

  /// `what` is the model's own code of the event, `sequence` counts the events of `entity`.
  /// Requires: `at` from 1970 to `never`, stage and entity within their limits.
  Slot(Instant at, std::uint32_t stage, std::uint32_t entity, std::uint32_t sequence,
       std::uint32_t what)
      : order_((static_cast<std::uint64_t>(at.time_since_epoch().count()) << 31) |
               (std::uint64_t{stage} << 26) | entity),
        tail_((std::uint64_t{sequence} << 32) | what) {
    expects(at.time_since_epoch().count() >= 0 && at < never, "an event lies in the calendar");
    expects(stage < most_stages && entity < most_entities, "stage and entity fit their slot");
  }

  Instant at() const { return Instant{Seconds{static_cast<std::int64_t>(order_ >> 31)}}; }
  std::uint32_t stage() const { return static_cast<std::uint32_t>(order_ >> 26) & 31U; }
  std::uint32_t entity() const { return static_cast<std::uint32_t>(order_) & (most_entities - 1); }
  std::uint32_t sequence() const { return static_cast<std::uint32_t>(tail_ >> 32); }
  std::uint32_t what() const { return static_cast<std::uint32_t>(tail_); }

  /// Instant, stage and entity in one number: the leading part of the order.
  std::uint64_t order() const { return order_; }

  /// Without branches: a mispredicted comparison costs more than the levels a heap saves.
  friend bool operator<(const Slot& a, const Slot& b) {
    const unsigned earlier = a.order_ < b.order_;
    const unsigned same = a.order_ == b.order_;
    const unsigned before = a.tail_ < b.tail_;
    return (earlier | (same & before)) != 0;
  }
  friend bool operator==(const Slot& a, const Slot& b) {
    return a.order_ == b.order_ && a.tail_ == b.tail_;
  }

  /// After every event.
  static Slot last() {
    Slot slot;
    slot.order_ = slot.tail_ = std::numeric_limits<std::uint64_t>::max();
    return slot;
  }

 private:
  std::uint64_t order_ = 0;
  std::uint64_t tail_ = 0;
};

static_assert(sizeof(Slot) == 16);

class EventList {
 public:
  EventList() { reserve(1024); }

  bool empty() const { return size() == 0; }
  std::size_t size() const { return filled_ - (hole_ ? 1 : 0); }

  void clear() {
    for (std::size_t i = 0; i < filled_; ++i) heap_[i] = Slot::last();
    filled_ = 0;
    hole_ = false;
  }

  void add(const Slot& slot) {
    if (hole_) {  // The event just taken left its place at the top: no need to shrink and grow.
      hole_ = false;
      sink(slot);
      return;
    }
    if (filled_ + 5 > capacity_) reserve(capacity_ * 2);
    rise(filled_++, slot);
  }

  /// The next event; Slot::last() when there is none.
  const Slot& next() {
    if (hole_) close_hole();
    return heap_[0];
  }

  /// Requires: not empty.
  Slot take_next() {
    if (hole_) close_hole();
    expects(filled_ > 0, "an event is pending");
    hole_ = true;
    return heap_[0];
  }

 private:
  static constexpr std::size_t cache_line = 64;

  struct Aligned {
    void operator()(Slot* memory) const {
      ::operator delete[](memory, std::align_val_t{cache_line});
    }
  };

  /// Children of i are 4i+1 to 4i+4. The heap starts three slots into its memory, so that four
  /// siblings share one cache line; past the last event lie slots that sort after everything.
  void reserve(std::size_t capacity) {
    auto* memory = static_cast<Slot*>(
        ::operator new[]((capacity + 8) * sizeof(Slot), std::align_val_t{cache_line}));
    std::unique_ptr<Slot[], Aligned> grown(memory);
    for (std::size_t i = 0; i < capacity + 8; ++i) memory[i] = Slot::last();
    for (std::size_t i = 0; i < filled_; ++i) memory[i + 3] = heap_[i];
    memory_ = std::move(grown);
    heap_ = memory + 3;
    capacity_ = capacity;
  }

  void close_hole() {
    hole_ = false;
    const Slot moved = heap_[--filled_];
    heap_[filled_] = Slot::last();
    if (filled_ > 0) sink(moved);
  }

  void rise(std::size_t i, const Slot& slot) {
    while (i > 0) {
      const std::size_t parent = (i - 1) / 4;
      if (!(slot < heap_[parent])) break;
      heap_[i] = heap_[parent];
      i = parent;
    }
    heap_[i] = slot;
  }

  void sink(const Slot& slot) {
    std::size_t i = 0;
    for (std::size_t child = 1; child < filled_; child = 4 * i + 1) {
      const std::size_t left = child + static_cast<std::size_t>(heap_[child + 1] < heap_[child]);
      const std::size_t right =
          child + 2 + static_cast<std::size_t>(heap_[child + 3] < heap_[child + 2]);
      const std::size_t least = heap_[right] < heap_[left] ? right : left;
      if (!(heap_[least] < slot)) break;
      heap_[i] = heap_[least];
      i = least;
    }
    heap_[i] = slot;
  }

  std::unique_ptr<Slot[], Aligned> memory_;
  Slot* heap_ = nullptr;
  std::size_t capacity_ = 0;
  std::size_t filled_ = 0;  ///< Slots in use, the hole included.
  bool hole_ = false;       ///< The top has been taken and not yet refilled.
};

}  // namespace sim
