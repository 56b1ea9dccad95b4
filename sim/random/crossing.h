// When a threshold is crossed by a hazard that changes only on known dates.
#pragma once

#include "sim/kernel/instant.h"
#include "sim/kernel/step_function.h"

namespace sim {

/// The instant at which the hazard `rate` [per year], from `start` on, has consumed `threshold`
/// (exponential with mean 1); `never` if it never does. Exact, step by step.
/// Requires: threshold >= 0, rates >= 0.
Instant crossing(const StepFunction<double>& rate, Instant start, double threshold);

}  // namespace sim
