// A naive list of what is going to happen: an instant, a stage of it, and what to do then.
//
// Nothing is ever taken off the list. What has been overtaken looks, when its turn comes, whether
// it still applies, and does nothing if not.
#pragma once

#include <cstdint>
#include <functional>
#include <queue>
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
    if (when < sim::never) entries_.push({when, stage, count_++, std::move(deed)});
  }
  bool is_empty() const { return entries_.empty(); }
  sim::Instant next() const { return entries_.top().when; }
  Deed take() {
    Deed deed = entries_.top().deed;
    entries_.pop();
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
  std::priority_queue<Entry> entries_;
  std::uint64_t count_ = 0;
};

}  // namespace twin
