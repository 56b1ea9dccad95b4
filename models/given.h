// The shapes that given values come in: by phase or year group, and dated where they may change.
#pragma once

#include <array>

#include "models/year_group.h"
#include "sim/kernel/money.h"
#include "sim/kernel/step_function.h"

namespace models {

template <class Value>
using ByPhase = std::array<Value, phases>;
template <class Value>
using ByYearGroup = std::array<Value, year_groups>;

using sim::StepFunction;
/// A number that may change on dates.
using Dated = StepFunction<double>;
/// A price that may change on dates [£ per year].
using Price = StepFunction<sim::Money>;

/// A central value and the range it may lie in.
struct Range {
  double value = 0;
  double low = 0;
  double high = 0;
};

}  // namespace models
