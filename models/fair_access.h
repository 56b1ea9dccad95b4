// How a school place is found for a pupil who is ready for one: what is given.
#pragma once

#include "sim/kernel/instant.h"
#include "sim/kernel/step_function.h"

namespace models {

/// A Fair Access Panel. Before `from` each pupil's school place is found without one.
struct FairAccess {
  sim::Instant from{};
  int meeting_weeks = 4;  ///< Between two meetings, which are on school days [weeks].
  int most_cases = 20;    ///< Decided at one meeting.
  /// Hard-to-place newcomers who take a turn [cases per year].
  sim::StepFunction<double> competing = 0.0;
  /// From being ready to the first day at the school, at the soonest [school days].
  sim::StepFunction<int> days_to_place = 0;
  /// Times the odds that a reintegration agreed by the panel succeeds.
  sim::StepFunction<double> support = 1.0;
};

}  // namespace models
