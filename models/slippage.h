// New places open later than announced, or do not: how late is drawn once a replication.
//
// Every step of a provider's places after its announcement slips together, by nothing, a term, a
// year or two years. The luck belongs to the provider, so the same future is late in every option.
#pragma once

#include <array>

#include "sim/kernel/instant.h"
#include "sim/kernel/step_function.h"

namespace models {

/// How likely each delay is: none, a term, a year, two years; sums to 1.
using Slippage = std::array<double, 4>;
constexpr Slippage on_time{1, 0, 0, 0};

/// The delay that `u` in (0, 1) draws [months]: later for a higher `u`.
int months_late(const Slippage& slippage, double u);

/// `places` with every step after `announced` that many months later. Requires: months >= 0.
sim::StepFunction<int> slipped(const sim::StepFunction<int>& places, sim::Instant announced,
                               int months);

}  // namespace models
