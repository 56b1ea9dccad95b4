// A queue on the engine's own classes, general enough for every queue with a closed form: several
// classes, many servers or few, waiting or loss, impatience, any law of stay.
//
// One unit of the textbook's time is `unit` seconds: coarse enough for long runs, fine enough that
// rounding a wait up to a second is far below any standard error.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <vector>

#include "sim/kernel/resource.h"
#include "sim/kernel/simulation.h"
#include "sim/kernel/waiting_list.h"
#include "sim/random/stream.h"
#include "sim/random/variate.h"
#include "sim/statistics/time_weighted.h"

namespace theory {

constexpr double unit = 1e6;  // [s]

inline sim::Seconds units(double count) {
  const double seconds = count * unit;
  const auto whole = static_cast<std::int64_t>(seconds);
  return sim::Seconds{whole + (static_cast<double>(whole) < seconds ? 1 : 0)};
}

struct QueueSpec {
  std::vector<double> arrival_rates;  ///< By class, the first class served first [per unit].
  int servers = 1;
  bool may_wait = true;
  bool ignore_classes = false;  ///< First come, first served across classes: wrong, on purpose.
  double impatience = 0;        ///< Rate at which somebody who waits gives up [per unit].
  std::function<double(sim::Stream&)> stay;  ///< [units]
  std::int64_t present_at_start = 0;
  double warm_up = 0;   ///< Not observed [units].
  double observed = 0;  ///< [units]
};

/// What became of somebody who arrived in the observed time.
struct Visit {
  std::size_t of_class = 0;
  double waited = 0;  ///< Until service or giving up [units].
  double stayed = 0;  ///< Waiting and service [units]; 0 for who was never served.
  bool had_to_wait = false;
  bool served = false;
};

/// The law of an exponential stay.
inline std::function<double(sim::Stream&)> exponential_stay(double rate) {
  return [rate](sim::Stream& luck) { return sim::exponential(luck.uniform()) / rate; };
}

inline sim::Universe universe_of(std::uint32_t replication) {
  return sim::Universe(20180123, sim::Domain::simulation, replication);
}

class Queue {
 public:
  using Observed = std::function<std::int64_t(std::int64_t present)>;

  Queue(const QueueSpec& spec, const sim::Universe& universe)
      : spec_(spec),
        universe_(universe),
        servers_(spec.servers, spec.servers),
        present_(sim::Instant{}),
        waiting_(sim::Instant{}) {}

  /// Also takes the time average of `function` of the number present. Call before run().
  std::size_t observe(Observed function) {
    functions_.push_back(std::move(function));
    averages_.emplace_back(sim::Instant{}, functions_.back()(0));
    return averages_.size() - 1;
  }

  void run() {
    simulation_.start_at(sim::Instant{});
    for (std::size_t c = 0; c < spec_.arrival_rates.size(); ++c) schedule_arrival(c, 0);
    for (std::int64_t i = 0; i < spec_.present_at_start; ++i) arrive(0);
    const sim::Instant opening = sim::Instant{} + units(spec_.warm_up);
    const sim::Instant closing = opening + units(spec_.observed);
    simulation_.run_until(opening, *this);
    observing_ = true;
    present_at_opening_ = present_.value();
    present_.open_window(opening);
    waiting_.open_window(opening);
    for (auto& average : averages_) average.open_window(opening);
    simulation_.run_until(closing, *this);
    mean_present_ = present_.mean_through(closing);
    mean_waiting_ = waiting_.mean_through(closing);
    for (const auto& average : averages_) means_.push_back(average.mean_through(closing));
    present_at_closing_ = present_.value();
    observing_ = false;
    while (still_there_ > 0) simulation_.run_until(simulation_.now() + units(10), *this);
  }

  double mean_present() const { return mean_present_; }
  double mean_waiting() const { return mean_waiting_; }
  double mean_busy() const { return mean_present_ - mean_waiting_; }
  double mean_of(std::size_t observed) const { return means_[observed]; }
  std::int64_t present_at_opening() const { return present_at_opening_; }
  std::int64_t present_at_closing() const { return present_at_closing_; }
  /// Of everybody who arrived in the observed time, however much later they left.
  const std::vector<Visit>& visits() const { return visits_; }

  // The two questions of sim::Simulation.
  bool is_current(const sim::Slot& slot) const {
    return slot.what() != gives_up || !guests_[slot.entity()].begun;
  }
  void happen(const sim::Slot& slot) {
    switch (slot.what()) {
      case arrives:
        schedule_arrival(slot.entity(), slot.sequence() + 1);
        arrive(slot.entity());
        return;
      case gives_up: leave_the_line(slot.entity()); return;
      default: depart(slot.entity()); return;
    }
  }

 private:
  enum What : std::uint32_t { arrives, departs, gives_up };
  enum Purpose : std::uint32_t { gap, length_of_stay, patience };

  struct Guest {
    sim::Instant arrived;
    sim::Instant served_from;
    std::size_t of_class = 0;
    bool begun = false;  ///< Service, or the end of waiting.
    bool had_to_wait = false;
    bool observed = false;
  };

  double uniform(Purpose purpose, std::uint32_t entity, std::uint32_t episode = 0) const {
    return universe_.uniform({.purpose = purpose, .entity = entity, .episode = episode});
  }

  void schedule_arrival(std::size_t of_class, std::uint32_t number) {
    const auto entity = static_cast<std::uint32_t>(of_class);
    const double wait =
        sim::exponential(uniform(gap, entity, number)) / spec_.arrival_rates[of_class];
    simulation_.schedule(sim::Slot(simulation_.now() + units(wait), 1, entity, number, arrives));
  }

  void arrive(std::size_t of_class) {
    const sim::Instant now = simulation_.now();
    const auto guest = static_cast<std::uint32_t>(guests_.size());
    const bool room = servers_.has_room(sim::Claim::within_places);
    guests_.push_back({now, now, of_class, false, !room, observing_});
    if (observing_ && (room || spec_.may_wait)) ++still_there_;
    if (room) {
      set_present(+1);
      serve(guest);
    } else if (spec_.may_wait) {
      set_present(+1);
      waiting_.add(now, +1);
      line_.add(spec_.ignore_classes ? 0 : of_class, guest);
      if (spec_.impatience > 0) {
        const double wait = sim::exponential(uniform(patience, guest)) / spec_.impatience;
        simulation_.schedule(sim::Slot(now + units(wait), 1, guest, 1, gives_up));
      }
    } else if (observing_) {
      visits_.push_back({.of_class = of_class, .had_to_wait = true});
    }
  }

  void serve(std::uint32_t guest) {
    const sim::Instant now = simulation_.now();
    servers_.admit(sim::Claim::within_places);
    guests_[guest].begun = true;
    guests_[guest].served_from = now;
    sim::Stream luck(universe_, {.purpose = length_of_stay, .entity = guest});
    simulation_.schedule(sim::Slot(now + units(spec_.stay(luck)), 1, guest, 0, departs));
  }

  void depart(std::uint32_t guest) {
    servers_.release();
    set_present(-1);
    record(guest, true);
    const auto anybody = [](std::size_t, std::uint32_t) { return true; };
    if (const std::optional<std::uint32_t> next = line_.take_first(anybody)) {
      waiting_.add(simulation_.now(), -1);
      serve(*next);
    }
  }

  void leave_the_line(std::uint32_t guest) {
    guests_[guest].begun = true;
    guests_[guest].served_from = simulation_.now();
    line_.remove(spec_.ignore_classes ? 0 : guests_[guest].of_class, guest);
    waiting_.add(simulation_.now(), -1);
    set_present(-1);
    record(guest, false);
  }

  void record(std::uint32_t number, bool served) {
    const Guest& guest = guests_[number];
    if (!guest.observed) return;
    --still_there_;
    const auto in_units = [](sim::Seconds span) {
      return static_cast<double>(span.count()) / unit;
    };
    visits_.push_back({.of_class = guest.of_class,
                       .waited = in_units(guest.served_from - guest.arrived),
                       .stayed = served ? in_units(simulation_.now() - guest.arrived) : 0,
                       .had_to_wait = guest.had_to_wait,
                       .served = served});
  }

  void set_present(std::int64_t change) {
    present_.add(simulation_.now(), change);
    for (std::size_t i = 0; i < functions_.size(); ++i)
      averages_[i].set(simulation_.now(), functions_[i](present_.value()));
  }

  QueueSpec spec_;
  sim::Universe universe_;
  sim::Simulation simulation_;
  sim::Resource servers_;
  sim::WaitingList<std::uint32_t, 2> line_;
  std::vector<Guest> guests_;
  bool observing_ = false;
  std::int64_t still_there_ = 0;  ///< Of those who arrived in the observed time.
  std::int64_t present_at_opening_ = 0;
  std::int64_t present_at_closing_ = 0;
  double mean_present_ = 0;
  double mean_waiting_ = 0;
  std::vector<double> means_;
  sim::TimeWeighted present_;
  sim::TimeWeighted waiting_;
  std::vector<Observed> functions_;
  std::vector<sim::TimeWeighted> averages_;
  std::vector<Visit> visits_;
};

}  // namespace theory
