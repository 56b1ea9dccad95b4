// Where options part: one world has lived through what they have in common and goes on as each.
//
// What has happened is the same under either ground; what is still to come may not be. An event
// that stands for the next of a row (the next change of places, the next arrival of a stream) is
// mapped anew under the ground of the option, and keeps its place in line, so that everything
// happens when, and in the order in which, a run of the option alone would have it.
#pragma once

#include <cstdint>
#include <utility>
#include <vector>

#include "models/arrivals.h"
#include "models/world.h"
#include "sim/kernel/expects.h"

namespace models {

/// The standing events of a world as it goes on under another ground, taken off its list.
class Appointments {
 public:
  Appointments(World& world, const Borough& of_past, std::vector<StandingEvent> standing)
      : world_(&world), of_past_(&of_past), standing_(std::move(standing)) {}

  /// The borough of the other ground.
  const Borough& of_past() const { return *of_past_; }

  /// Appoints `Event` again, for `at`; what the past did not know has the sequence `if_new`.
  template <class Event>
  void again(std::uint32_t number, sim::Instant at, std::uint32_t if_new) {
    const StandingEvent* before = find(AnyEvent::code<Event>(), number);
    world_->schedule<Event>(number, at, before == nullptr ? if_new : before->sequence);
  }

  /// Appoints `Event` again as it was. Requires: it was.
  template <class Event>
  void as_it_was(std::uint32_t number) {
    const StandingEvent* before = find(AnyEvent::code<Event>(), number);
    sim::expects(before != nullptr, "what goes on as it was had been appointed");
    world_->schedule<Event>(number, before->at, before->sequence);
  }

  /// The next arrival of each of `streams`, whose rates are of the own ground, in the place of
  /// those of `past`; one that is not in the past has run since the first day. `first` is the
  /// sequence of the first that is opened, of those that are ever scheduled.
  template <class Event>
  void streams(std::vector<Arrivals>& past, std::vector<Arrivals> streams, std::uint32_t first) {
    for (Arrivals& stream : streams) {
      if (stream.ordinal == 0) continue;  // Never scheduled.
      for (const Arrivals& before : past)
        if (before.number == stream.number && before.ordinal > 0) {
          stream.ordinal = before.ordinal;
          stream.since = before.since;
        }
      map_next(*world_, stream);
      again<Event>(stream.number, world_->when_open(stream.latest), first++);
    }
    past = std::move(streams);
  }

 private:
  const StandingEvent* find(std::uint32_t what, std::uint32_t number) const {
    for (const StandingEvent& each : standing_)
      if (each.what == what && each.number == number) return &each;
    return nullptr;
  }

  World* world_;
  const Borough* of_past_;
  std::vector<StandingEvent> standing_;
};

// Each in the file of what goes on: it fits the state to the own ground, and appoints again.
void continue_units(World& world, Appointments& appointments);
void continue_specialists(World& world, Appointments& appointments);
void continue_menu(World& world, Appointments& appointments);
void continue_the_books(World& world, Appointments& appointments);
void continue_quotas(World& world, Appointments& appointments);
void continue_released_funding(World& world);
void continue_referrals(World& world, Appointments& appointments);
void continue_partnerships(World& world, Appointments& appointments);
void continue_option_streams(World& world, Appointments& appointments);
void continue_out_of_sight(World& world, Appointments& appointments);
void continue_start_state(World& world, Appointments& appointments);
void continue_fair_access(World& world, Appointments& appointments);
void continue_looked_after(World& world, Appointments& appointments);

/// Searches for an independent place that are under way are mapped anew.
void continue_searches(World& world);
/// First causes that are still to come, as support leaves them under the own ground.
void continue_first_causes(World& world);
/// ... and of those off the timetable, when support next changes.
void continue_reach(World& world);

/// The pupils whose places are paid for by lines that are new.
void join_new_lines(World& world, const std::vector<char>& is_new);

}  // namespace models
