// The pending events of one replication, in the order they will happen.
//
// The order is total: by instant, then by stage (which of several things at one instant comes first
// is a modelling decision, made once beside the event), then by entity, then by the entity's own
// sequence. The order in which events were scheduled never matters.
//
// The first event lies apart; the others play a knock-out tournament of 16-byte slots: a slot is
// order, event and claim ticket at once. Every waiting event has a leaf, and every match above the
// leaves remembers which of its two sides comes first. A changed leaf replays its own way to the
// final. That way is known beforehand, so no comparison decides where to look next: nothing is
// mispredicted and memory is fetched ahead, which a heap cannot offer (tests/bench/hold_bench.cpp).
// Nothing is ever removed from the middle; a superseded event is discarded when it is taken
// (simulation.h).
#pragma once

#include <cstddef>
#include <cstdint>
#include <limits>
#include <vector>

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

  Instant at() const { return at(order_); }
  std::uint32_t stage() const { return static_cast<std::uint32_t>(order_ >> 26) & 31U; }
  std::uint32_t entity() const { return static_cast<std::uint32_t>(order_) & (most_entities - 1); }
  std::uint32_t sequence() const { return static_cast<std::uint32_t>(tail_ >> 32); }
  std::uint32_t what() const { return static_cast<std::uint32_t>(tail_); }

  /// Instant, stage and entity in one number: the leading part of the order.
  std::uint64_t order() const { return order_; }
  static Instant at(std::uint64_t order) {
    return Instant{Seconds{static_cast<std::int64_t>(order >> 31)}};
  }
  /// Instant and stage alone.
  static std::uint64_t stage_order(std::uint64_t order) { return order >> 26; }

  friend bool operator<(const Slot& a, const Slot& b) { return a.whole() < b.whole(); }
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
  friend class EventList;
  Slot(std::uint64_t order, std::uint64_t tail) : order_(order), tail_(tail) {}
  __extension__ typedef unsigned __int128 Whole;  // compared in two instructions, without a branch

  Whole whole() const { return (Whole{order_} << 64) | tail_; }

  std::uint64_t order_ = 0;
  std::uint64_t tail_ = 0;
};

static_assert(sizeof(Slot) == 16);

class EventList {
 public:
  EventList() { clear(); }

  bool empty() const { return size() == 0; }
  std::size_t size() const {
    return used_ - free_.size() + (!taken_ && first_order_ != Slot::last().order_ ? 1 : 0);
  }

  void clear();

  void add(Slot slot) {
    if (taken_) {  // What is added while an event happens costs one replay, or none.
      taken_ = false;
      if (slot < second()) return set_first(slot);
      set_first(second());
      return play(winners_[1], slot);
    }
    if (slot < first()) {
      const Slot later = first();
      set_first(slot);
      return later == Slot::last() ? void() : play(free_leaf(), later);
    }
    play(free_leaf(), slot);
  }

  /// The next event; Slot::last() when there is none.
  Slot next() {
    if (taken_) promote_second();
    return first();
  }

  /// Takes the event that `next` has just shown. Requires: there was one.
  void drop_next() {
    expects(!taken_ && first_order_ != Slot::last().order_, "an event is pending");
    taken_ = true;
  }

  /// The event that comes next if none is added. Requires: one is being taken.
  Slot coming() const { return second(); }

  /// Shows every pending event, in no particular order. Requires: none is being taken.
  template <class Show>
  void each(Show&& show) const {
    expects(!taken_, "no event is happening");
    if (first_order_ != Slot::last().order_) show(first());
    for (std::uint32_t leaf = 0; leaf < used_; ++leaf)
      if (!(leaves_[leaf] == Slot::last())) show(leaves_[leaf]);
  }

  /// Requires: not empty.
  Slot take_next() {
    const Slot taken = next();
    drop_next();
    return taken;
  }

 private:
  Slot first() const { return Slot(first_order_, first_tail_); }
  Slot second() const { return Slot(second_order_, second_tail_); }
  void set_first(Slot slot) {
    first_order_ = slot.order_;
    first_tail_ = slot.tail_;
  }
  void set_second(Slot slot) {
    second_order_ = slot.order_;
    second_tail_ = slot.tail_;
  }

  void promote_second();

  std::uint32_t free_leaf() {
    if (free_.empty()) {
      if (used_ == leaves_.size()) grow_to(leaves_.size() * 2);
      return used_++;
    }
    const std::uint32_t leaf = free_.back();
    free_.pop_back();
    return leaf;
  }

  /// Puts `slot` on `leaf` and plays its matches, from the neighbouring leaf to the final.
  void play(std::uint32_t leaf, Slot slot) {
    Slot* const leaves = leaves_.data();
    std::uint32_t* const winners = winners_.data();
    leaves[leaf] = slot;
    Slot best = slot;
    std::uint32_t winner = leaf;
    std::uint32_t rival = leaf ^ 1U;
    for (std::size_t match = (leaves_.size() + leaf) / 2; match >= 1; match /= 2) {
      const Slot other = leaves[rival];
      const bool loses = other < best;
      best = loses ? other : best;
      winner = loses ? rival : winner;
      winners[match] = winner;
      rival = winners[match ^ 1U];
    }
    set_second(best);
  }

  /// `places` is a power of two.
  void grow_to(std::size_t places);

  // The two halves of a slot lie apart: read as one while their stores are still under way, they
  // would hold up the loop.
  std::uint64_t first_order_ = 0;
  std::uint64_t second_order_ = 0;      ///< Of the tournament's winner.
  std::vector<Slot> leaves_;            ///< A power of two; Slot::last() where nothing waits.
  std::vector<std::uint32_t> winners_;  ///< By match, the final at 1: the leaf that won it.
  std::vector<std::uint32_t> free_;     ///< Leaves that were used and are empty.
  std::uint64_t first_tail_ = 0;
  std::uint64_t second_tail_ = 0;
  std::uint32_t used_ = 0;  ///< Leaves ever used.
  bool taken_ = false;      ///< The first event has been taken, and nothing has come in its place.
};

}  // namespace sim
