// The exposures at which the first causes of each candidate fall, found once a replication.
//
// They follow from the pupil's luck alone, so every option that goes on from a common past meets
// the same: only the dates on which they are reached are its own.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace models {

class Thresholds {
 public:
  void clear() {
    all_.clear();
    ends_.clear();
  }

  /// Adds one to those of the candidate that is being looked at.
  void add(double exposure) { all_.push_back(exposure); }
  /// No more of this candidate.
  void close() { ends_.push_back(static_cast<std::uint32_t>(all_.size())); }

  std::size_t candidates() const { return ends_.size(); }
  /// Those of a candidate, counted from 0, in order: as many as can be reached at their schools.
  std::span<const double> of(std::size_t candidate) const {
    const std::size_t first = candidate == 0 ? 0 : ends_[candidate - 1];
    return {all_.data() + first, ends_[candidate] - first};
  }

 private:
  std::vector<double> all_;
  std::vector<std::uint32_t> ends_;  ///< By candidate: where those of the next begin.
};

}  // namespace models
