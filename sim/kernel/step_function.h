// A value that changes on known dates: places, a price, a policy.
#pragma once

#include <algorithm>
#include <cstddef>
#include <utility>
#include <vector>

#include "sim/kernel/expects.h"
#include "sim/kernel/instant.h"

namespace sim {

template <class Value>
class StepFunction {
 public:
  using Step = std::pair<Instant, Value>;  ///< (from when the value holds, value)

  /// The same value at all times.
  StepFunction(Value always = {})
      : steps_{{Instant{}, std::move(always)}} {}  // NOLINT: a constant is one

  /// Requires: at least one step, instants strictly rising.
  explicit StepFunction(std::vector<Step> steps) : steps_(std::move(steps)) {
    expects(!steps_.empty(), "a step function has a first value");
    for (std::size_t i = 1; i < steps_.size(); ++i)
      expects(steps_[i - 1].first < steps_[i].first, "steps are in order of time, one an instant");
  }

  /// The value that holds at `when`. Before the first step, the first value.
  const Value& at(Instant when) const {
    const auto later =
        std::upper_bound(steps_.begin(), steps_.end(), when,
                         [](Instant instant, const Step& step) { return instant < step.first; });
    return later == steps_.begin() ? steps_.front().second : (later - 1)->second;
  }

  /// When the value next changes after `when`; `never` if it does not.
  Instant next_change(Instant when) const {
    for (const Step& step : steps_)
      if (step.first > when) return step.first;
    return never;
  }

  const std::vector<Step>& steps() const { return steps_; }

 private:
  std::vector<Step> steps_;
};

}  // namespace sim
