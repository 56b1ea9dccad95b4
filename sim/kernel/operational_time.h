// A clock that runs only while something is open, and its inverse.
//
// Behaviour that stops when the doors are shut is simulated in operational time: events are drawn
// there and mapped back, so that none falls into a closed interval.
#pragma once

#include <cstddef>
#include <cstdint>
#include <utility>
#include <vector>

#include "sim/kernel/buckets.h"
#include "sim/kernel/instant.h"

namespace sim {

class OperationalTime {
 public:
  using Interval = std::pair<Instant, Instant>;  ///< Half-open: [opens, closes).

  OperationalTime() = default;

  /// Requires: at least one interval; each of positive length, in order, none overlapping.
  explicit OperationalTime(const std::vector<Interval>& open);

  /// Open time before `when`, from the first opening.
  Seconds elapsed(Instant when) const;

  /// The instant at which `open_time` has elapsed; a boundary belongs to the next open interval.
  /// `never` from the last closing on. Requires: open_time >= 0.
  Instant at(Seconds open_time) const;

  Seconds total() const { return total_; }
  bool is_open(Instant when) const;

  friend bool operator==(const OperationalTime&, const OperationalTime&) = default;

 private:
  struct Opening {
    Instant opens;
    std::int64_t before;  ///< Open seconds before it.
    friend bool operator==(const Opening&, const Opening&) = default;
  };

  std::vector<Opening> openings_;  ///< One more than the intervals: `never` after the last.
  std::vector<Instant> closings_;
  Buckets of_open_time_;
  std::vector<std::uint32_t> opening_at_;  ///< By bucket of open time, the first opening in it.
  Buckets of_time_;                        ///< From the first opening on.
  std::vector<std::uint32_t> opened_by_;  ///< By bucket of time, how many have opened by its start.
  Seconds total_{};
};

}  // namespace sim
