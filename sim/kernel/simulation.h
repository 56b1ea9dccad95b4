// The clock and the loop. Knows that events happen in order, and nothing about what they mean.
#pragma once

#include <algorithm>
#include <cstdint>

#include "sim/kernel/event_list.h"
#include "sim/kernel/timetable.h"

namespace sim {

class Simulation {
 public:
  /// Forgets every event and sets the clock to `start`.
  void start_at(Instant start) {
    events_.clear();
    timetable_.clear();
    now_ = Slot(start, 0, 0, 0, 0);
    clock_ = start;
  }

  Instant now() const { return clock_; }

  /// Requires: `slot` is not past, and if it is for this instant, its stage is not over.
  void schedule(const Slot& slot) {
    expects((slot.order() >> 26) >= (now_.order() >> 26),
            "an event is scheduled for a stage of an instant that is not over");
    events_.add(slot);
  }

  /// The events known before the run begins; fill it and sort it before running.
  Timetable& timetable() { return timetable_; }

  /// Lets every event before `end` happen, in order. `model.is_current(slot)` says whether an event
  /// has been superseded since it was scheduled (it is then discarded); `model.happen(slot)` makes
  /// it happen and may schedule more. Ensures: now() == end.
  template <class Model>
  void run_until(Instant end, Model& model) {
    for (;;) {
      const Slot known = timetable_.next();
      const bool from_list = events_.next() < known;
      const Slot slot = from_list ? events_.next() : known;
      if (slot == Slot::last() || slot.at() >= end) break;
      if (from_list)
        events_.take_next();
      else
        timetable_.drop_next();
      if (!model.is_current(slot)) continue;
      now_ = slot;
      clock_ = slot.at();
      model.happen(slot);
    }
    clock_ = end;
    now_ = std::max(now_, Slot(end, 0, 0, 0, 0));
  }

 private:
  EventList events_;
  Timetable timetable_;
  Slot now_;
  Instant clock_{};
};

}  // namespace sim
