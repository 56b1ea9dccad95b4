// One thing that may happen, as a threshold drawn once and consumed by its own hazard.
//
// The threshold is never redrawn when the hazard changes: what was consumed stays consumed, and the
// instant is mapped anew. Of several causes, the earliest crossing wins. This keeps a spell the
// same luck under every policy, and is exact for hazards that are constant between changes.
#pragma once

#include <limits>

#include "sim/kernel/expects.h"
#include "sim/kernel/instant.h"

namespace sim {

class HazardClock {
 public:
  HazardClock() = default;

  /// `threshold` is exponential with mean 1; nothing is consumed until a rate is set.
  HazardClock(Instant start, double threshold) : left_(threshold), since_(start) {
    expects(threshold >= 0, "a threshold is not negative");
  }

  /// Consumes up to `now` at the old rate and goes on at `rate` [per year].
  /// Requires: now is not before the last change, rate >= 0.
  void set_rate(Instant now, double rate) {
    expects(now >= since_ && rate >= 0, "a hazard moves forward in time and is not negative");
    left_ -= rate_ * years_between(since_, now);
    if (left_ < 0) left_ = 0;
    since_ = now;
    rate_ = rate;
  }

  /// From `now` on the threshold is never crossed.
  void stop(Instant now) {
    set_rate(now, 0);
    left_ = std::numeric_limits<double>::infinity();
  }

  /// When the threshold is crossed if the rate stays; `never` at rate zero.
  Instant crossing() const { return rate_ > 0 ? after_years(since_, left_ / rate_) : never; }

  double rate() const { return rate_; }

 private:
  double left_ = 0;
  double rate_ = 0;
  Instant since_{};
};

}  // namespace sim
