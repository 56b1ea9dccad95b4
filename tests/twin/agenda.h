// A naive list of what is going to happen: an instant, a stage of it, and what to do then.
//
// Nothing is ever taken off the list. What has been overtaken looks, when its turn comes, whether
// it still applies, and does nothing if not.
#pragma once

#include <algorithm>
#include <cstdint>
#include <functional>
#include <utility>
#include <vector>

#include "sim/kernel/instant.h"

namespace twin {

/// What happens at one instant happens in this order.
enum class Stage { books, roll_over, places, exits, decisions, placements, admissions, incidents };

class Agenda {
 public:
  using Deed = std::function<void()>;

  void add(sim::Instant when, Stage stage, Deed deed) {
    if (when >= sim::never) return;
    entries_.push_back({when, stage, count_++, std::move(deed)});
    std::push_heap(entries_.begin(), entries_.end());
  }
  bool is_empty() const { return entries_.empty(); }
  sim::Instant next() const { return entries_.front().when; }
  Deed take() {
    std::pop_heap(entries_.begin(), entries_.end());
    Deed deed = std::move(entries_.back().deed);
    entries_.pop_back();
    return deed;
  }

 private:
  struct Entry {
    sim::Instant when;
    Stage stage;
    std::uint64_t number;  ///< First added, first done.
    Deed deed;
    bool operator<(const Entry& other) const {
      if (when != other.when) return when > other.when;
      if (stage != other.stage) return stage > other.stage;
      return number > other.number;
    }
  };
  std::vector<Entry> entries_;  ///< A heap, the next in front.
  std::uint64_t count_ = 0;
};

}  // namespace twin
