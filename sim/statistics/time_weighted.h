// A whole number that changes at known instants - places taken, cases in a queue - and the area
// under it.
//
// The area is an exact integer [value x seconds], so that averages do not depend on how a period
// was cut up, and Little's law can be checked to the second. Only the mean is a fraction.
#pragma once

#include <algorithm>
#include <cstdint>

#include "sim/kernel/expects.h"
#include "sim/kernel/instant.h"

namespace sim {

class TimeWeighted {
 public:
  /// Holds `value` from `start` on; the first window opens there.
  explicit TimeWeighted(Instant start, std::int64_t value = 0)
      : opened_(start), since_(start), value_(value), largest_(value) {}

  std::int64_t value() const { return value_; }

  /// The value is `value` from `now` on. Requires: `now` is not before the last change.
  void set(Instant now, std::int64_t value) {
    if (now != since_) {
      largest_ = largest_through(now);
      area_ = area_through(now);
      since_ = now;
    }
    value_ = value;
  }

  void add(Instant now, std::int64_t change) { set(now, value_ + change); }

  /// Closes the window at `now` and opens the next one there; the value is kept.
  void open_window(Instant now) {
    expects(now >= since_, "time goes forward");
    opened_ = since_ = now;
    area_ = 0;
    largest_ = value_;
  }

  /// From the opening of the window to `now` [value x seconds], exact.
  /// Requires: `now` is not before the last change, and the area fits 63 bits.
  std::int64_t area_through(Instant now) const {
    expects(now >= since_, "time goes forward");
    std::int64_t added = 0;
    std::int64_t area = 0;
    const bool overflows = __builtin_mul_overflow(value_, (now - since_).count(), &added) ||
                           __builtin_add_overflow(area_, added, &area);
    expects(!overflows, "an area fits 63 bits");
    return area;
  }

  /// Requires: the window has lasted.
  double mean_through(Instant now) const {
    expects(now > opened_, "a mean is taken over some time");
    return static_cast<double>(area_through(now)) / static_cast<double>((now - opened_).count());
  }

  /// The largest value held in the window for any time at all. A value replaced within its instant
  /// was never held: one out and one in does not count as two.
  std::int64_t largest_through(Instant now) const {
    expects(now >= since_, "time goes forward");
    if (since_ == opened_) return value_;
    return now > since_ ? std::max(largest_, value_) : largest_;
  }

 private:
  Instant opened_;
  Instant since_;
  std::int64_t value_;
  std::int64_t largest_;
  std::int64_t area_ = 0;
};

}  // namespace sim
