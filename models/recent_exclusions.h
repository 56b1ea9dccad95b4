// The fixed-term exclusions of each pupil in the last 365 days: when they were, oldest first.
//
// Every exclusion asks how many there have been, and most are months apart, so what has been kept
// of a pupil is no longer in the cache. It therefore lies together: a block of instants for each
// pupil in one array for all, moved to one twice as long when it is full.
#pragma once

#include <cstddef>
#include <cstdint>
#include <limits>
#include <vector>

#include "sim/kernel/instant.h"

namespace models {

class RecentExclusions {
 public:
  /// Where those of a pupil are; the pupil keeps it.
  struct Place {
    static constexpr std::uint32_t none = std::numeric_limits<std::uint32_t>::max();
    std::uint32_t block = none;
    std::uint16_t first = 0;   ///< Of the instants of the block that are of the last year ...
    std::uint16_t number = 0;  ///< ... and how many those were, when last counted.
  };

  void clear() { all_.clear(); }

  /// Adds one at `now` to those at `place`, and forgets what was 365 days ago or longer.
  /// Ensures: returns how many are left, this one included.
  /// Requires: `now` is not before the one added last, and can be counted in 32 bits since 1970.
  int add(Place& place, sim::Instant now);

  /// Fetches what is at `place` while there is time.
  [[gnu::always_inline]] void approach(const Place& place) const {
    if (place.block != Place::none) __builtin_prefetch(all_.data() + place.block);
  }

 private:
  static constexpr std::uint32_t shortest_block = 8;

  std::uint32_t room(const Place& place) const {
    return place.block == Place::none ? 0 : all_[place.block];
  }
  /// Makes room for one more at the end of the block.
  void make_room(Place& place);

  /// Blocks: how many instants have room in it, then the instants [s since 1970].
  std::vector<std::uint32_t> all_;
};

}  // namespace models
