// Places that can be held: as many as are agreed for the date, and a limit at or above them up to
// which a claim that cannot be refused is still admitted.
//
// A cut removes nobody: the number held falls as holders leave, and nobody is admitted until there
// is room again.
#pragma once

#include "sim/kernel/expects.h"

namespace sim {

/// How far a claim may go.
enum class Claim { within_places, within_limit };

class Resource {
 public:
  Resource() = default;
  Resource(int places, int limit) { change(places, limit); }

  /// Requires: 0 <= places <= limit.
  void change(int places, int limit) {
    expects(0 <= places && places <= limit,
            "a limit is at or above the places, which are not negative");
    places_ = places;
    limit_ = limit;
  }

  int places() const { return places_; }
  int limit() const { return limit_; }
  int held() const { return held_; }

  bool has_room(Claim claim) const {
    return held_ < (claim == Claim::within_limit ? limit_ : places_);
  }

  /// Requires: room for the claim.
  void admit(Claim claim) {
    expects(has_room(claim), "a place is given only where there is room");
    ++held_;
  }

  /// Requires: a place is held.
  void release() {
    expects(held_ > 0, "only a place that is held is released");
    --held_;
  }

 private:
  int places_ = 0;
  int limit_ = 0;
  int held_ = 0;
};

}  // namespace sim
