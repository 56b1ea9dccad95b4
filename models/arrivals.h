// Streams that reach the borough as a whole: requests, referrals, exclusions without a record.
//
// Each is a Poisson process whose rate changes on known dates; its n-th arrival has its own random
// numbers, so the same requests arrive in every scenario and only their consequences differ.
#pragma once

#include <cstdint>

#include "models/borough.h"
#include "models/purpose.h"
#include "sim/random/crossing.h"
#include "sim/random/stream.h"
#include "sim/random/variate.h"

namespace models {

class World;
struct Pupil;

struct Arrivals {
  Purpose purpose;
  std::uint32_t number = 0;   ///< Which stream of its purpose.
  Dated rate;                 ///< [per year]
  std::uint32_t ordinal = 0;  ///< Of the arrival that is scheduled next.
  sim::Instant since{};       ///< When the one before it arrived: the start of the run at first.
  sim::Instant latest{};      ///< When the process itself reaches it.
};

/// Finds when the arrival that is scheduled next comes, from `since` on.
template <class AnyWorld>
void map_next(const AnyWorld& world, Arrivals& arrivals) {
  const double u = world.uniform(arrivals.purpose, arrivals.number, arrivals.ordinal);
  arrivals.latest = sim::crossing(arrivals.rate, arrivals.since, sim::exponential(u));
}

/// Schedules the next arrival as an `Event` numbered as the stream is, when schools are next open.
template <class Event, class AnyWorld>
void schedule_next(AnyWorld& world, Arrivals& arrivals) {
  ++arrivals.ordinal;
  arrivals.since = arrivals.ordinal == 1 ? world.now() : arrivals.latest;
  map_next(world, arrivals);
  world.template schedule<Event>(arrivals.number, world.when_open(arrivals.latest));
}

/// The random numbers of the arrival that is happening, the waiting time already drawn.
template <class AnyWorld>
sim::Stream luck_of_arrival(const AnyWorld& world, const Arrivals& arrivals) {
  sim::Stream luck = world.stream(arrivals.purpose, arrivals.number, arrivals.ordinal);
  luck.uniform();
  return luck;
}

/// A pupil of `year_group` on roll who is in mainstream, nothing pending, and, with `without_plan`,
/// neither has nor awaits a plan; each equally likely. `u` names a sequence of pupils of the
/// cohort, of whom the first such is taken; null if there is none among 200, as when hardly any is
/// left. A larger cohort changes whom `u` names only where it names one of the new pupils.
Pupil* pick_from_mainstream(World& world, int year_group, double u, bool without_plan);

/// A year group from `first` to `last`, each as likely as its `weight`, or equally likely if none
/// has any.
int pick_year_group(const ByYearGroup<double>& weight, int first, int last, double u);

}  // namespace models
