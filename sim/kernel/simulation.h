// The clock and the loop. Knows that events happen in order, and nothing about what they mean.
#pragma once

#include <algorithm>
#include <cstdint>
#include <vector>

#include "sim/kernel/event_list.h"
#include "sim/kernel/timetable.h"

namespace sim {

class Simulation {
 public:
  /// Forgets every event and sets the clock to `start`.
  void start_at(Instant start) {
    events_.clear();
    timetable_.clear();
    reached_ = Slot(start, 0, 0, 0, 0).order();
  }

  Instant now() const { return Slot::at(reached_); }

  /// Requires: `slot` is not past, and if it is for this instant, its stage is not over.
  void schedule(Slot slot) {
    expects(Slot::stage_order(slot.order()) >= Slot::stage_order(reached_),
            "an event is scheduled for a stage of an instant that is not over");
    events_.add(slot);
  }

  /// Keeps of the events that are scheduled those of which `keeps(slot)`; the timetable is not
  /// asked. Requires: no event is happening.
  template <class Keeps>
  void keep(Keeps&& keeps) {
    std::vector<Slot> kept;
    if (events_.next() == Slot::last()) return;
    events_.each([&](const Slot& slot) {
      if (keeps(slot)) kept.push_back(slot);
    });
    events_.clear();
    for (const Slot& slot : kept) events_.add(slot);
  }

  /// The events known before the run begins; fill it and sort it before running.
  Timetable& timetable() { return timetable_; }

  /// Lets every event before `end` happen, in order. `model.is_current(slot)` says whether an event
  /// has been superseded since it was scheduled (it is then discarded); `model.happen(slot)` makes
  /// it happen and may schedule more. A model may offer `approach(far, near)`, called with slots of
  /// the timetable some events ahead, to fetch what they will need. Ensures: now() == end.
  template <class Model>
  void run_until(Instant end, Model& model) {
    const Slot closing(end, 0, 0, 0, 0);
    Slot known = std::min(timetable_.next(), closing);
    for (;;) {
      Slot slot = events_.next();
      if (slot < known) {
        events_.drop_next();
        if constexpr (requires { model.approach(slot); }) model.approach(events_.coming());
      } else {
        if (known == closing) break;
        slot = known;
        timetable_.drop_next();
        if constexpr (requires { model.approach(slot, slot); })
          model.approach(timetable_.coming(8), timetable_.coming(3));
        known = std::min(timetable_.next(), closing);
      }
      if (!model.is_current(slot)) continue;
      reached_ = slot.order();
      model.happen(slot);
    }
    reached_ = std::max(reached_, closing.order());
  }

 private:
  EventList events_;
  Timetable timetable_;
  std::uint64_t reached_ = 0;  ///< The order of the event that happens now.
};

}  // namespace sim
