// What a careful programmer writes without the engine: the standard heap on the same 16-byte slots
// in the same order. The benchmarks hold the engine's event list against it.
#pragma once

#include <queue>
#include <vector>

#include "sim/kernel/event_list.h"

namespace bench {

class BaselineList {
 public:
  bool empty() const { return heap_.empty(); }
  void add(const sim::Slot& slot) { heap_.push(slot); }
  const sim::Slot& next() const { return heap_.top(); }
  void drop_next() { heap_.pop(); }

  sim::Slot take_next() {
    const sim::Slot slot = heap_.top();
    heap_.pop();
    return slot;
  }

 private:
  struct Later {
    bool operator()(const sim::Slot& a, const sim::Slot& b) const { return b < a; }
  };

  std::priority_queue<sim::Slot, std::vector<sim::Slot>, Later> heap_;
};

}  // namespace bench
