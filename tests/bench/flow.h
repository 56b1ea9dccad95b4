// The benchmark flow: a fixed, simplified borough for timing engines against each other.
//
// Not the model. 45,000 pupils for ten years, from the first incident to a place in a unit, with
// the numbers of the published comparison built in. It is written on the engine as the model is:
// incidents are thresholds found in bulk and kept in a timetable, and only the few pupils who leave
// mainstream pass through the event list.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <vector>

#include "sim/kernel/resource.h"
#include "sim/kernel/simulation.h"
#include "sim/kernel/waiting_list.h"
#include "sim/random/stream.h"
#include "sim/statistics/time_weighted.h"

namespace bench {

enum Phase : std::size_t { primary, secondary };

constexpr int flow_years = 10;

/// What one replication counts over its ten years.
struct FlowOutcome {
  std::int64_t events = 0;  ///< Incidents, ends, transfers, leavings and ageings.
  std::int64_t incidents = 0;
  std::int64_t decisions = 0;
  std::int64_t exclusions = 0;
  std::int64_t managed_moves = 0;
  std::int64_t alternative_provision = 0;
  std::array<double, 2> mean_occupied{};  ///< [places], by phase.
  std::array<std::int64_t, 2> most_occupied{};
};

/// One borough, to be run again and again: its memory is kept from one replication to the next.
class Flow {
 public:
  Flow();

  FlowOutcome run(const sim::Universe& universe);

  // The two questions of sim::Simulation.
  bool is_current(const sim::Slot& slot) const;
  void happen(const sim::Slot& slot);

 private:
  /// Somebody who has left mainstream at least once.
  struct Case {
    std::uint32_t pupil = 0;
    std::uint32_t partnership = 0;
    std::uint32_t incidents = 0;  ///< So far.
    double exposure = 0;          ///< At the last of them, or at the one that is scheduled.
    std::uint32_t questions = 0;  ///< Asked after a decision; each has its own random numbers.
    Phase phase = primary;        ///< Of the place held or waited for.
    bool stays = false;           ///< Keeps a place until the leaving date.
  };

  /// A pupil whose incidents are being found, one after another.
  struct Course {
    std::uint32_t pupil = 0;
    double exposure = 0;  ///< At the last incident found.
  };

  std::size_t find_pupils_with_incidents();
  void schedule_incidents();
  void incident(const sim::Slot& slot);
  Case& case_after(const sim::Slot& slot);
  void decide(Case& about, double u);
  void exclude(Case& about);
  void join_queue(Case& about, Phase phase);
  void offer_places(Phase phase);
  void place(Case& about);
  void end_of_move(Case& about);
  void end_of_stay(Case& about);
  void give_up_place(Case& about);
  void return_to_mainstream(Case& about);
  void schedule(const Case& about, sim::Instant at, std::uint32_t stage, std::uint32_t what);
  sim::Block answer(Case& about) const;
  bool has_left(const Case& about) const;

  sim::Simulation simulation_;
  const sim::Universe* universe_ = nullptr;
  FlowOutcome outcome_;
  std::vector<Course> courses_;  ///< Only the first are in use.
  std::vector<Case> cases_;
  std::vector<std::uint16_t> case_of_;  ///< By pupil: the case, counted from 1; 0 for none.
  std::array<sim::Resource, 2> units_;
  std::array<sim::Fifo<std::uint32_t>, 2> queues_;  ///< Of pupils.
  std::vector<sim::TimeWeighted> occupied_;
  std::array<std::array<int, 2>, 6> in_unit_{};  ///< Placed or waiting, by partnership and phase.
};

}  // namespace bench
