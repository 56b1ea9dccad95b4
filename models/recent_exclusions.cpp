#include "models/recent_exclusions.h"

#include <algorithm>

#include "sim/kernel/expects.h"

namespace models {

int RecentExclusions::add(Place& place, sim::Instant now) {
  const std::int64_t seconds = now.time_since_epoch().count();
  constexpr std::int64_t a_year = sim::Seconds{sim::Days{365}}.count();
  sim::expects(seconds >= a_year && seconds <= std::numeric_limits<std::uint32_t>::max(),
               "an exclusion falls in the years that its record can tell");
  const auto a_year_ago = static_cast<std::uint32_t>(seconds - a_year);
  while (place.number > 0 && all_[place.block + 1 + place.first] <= a_year_ago) {
    ++place.first;
    --place.number;
  }
  if (std::uint32_t{place.first} + place.number == room(place)) make_room(place);
  all_[place.block + 1 + place.first + place.number] = static_cast<std::uint32_t>(seconds);
  return ++place.number;
}

void RecentExclusions::make_room(Place& place) {
  const std::uint32_t had = room(place);
  const std::size_t from = std::size_t{place.block} + 1 + place.first;
  if (place.first == 0) {  // All are of the last year.
    sim::expects(had < std::numeric_limits<std::uint16_t>::max() / 2, "a record has an end");
    const std::uint32_t room = std::max(shortest_block - 1, 2 * had + 1);
    const auto block = static_cast<std::uint32_t>(all_.size());
    all_.resize(all_.size() + 1 + room);
    all_[block] = room;
    if (had > 0) std::copy_n(&all_[from], place.number, &all_[std::size_t{block} + 1]);
    place.block = block;
  } else {
    std::copy_n(&all_[from], place.number, &all_[std::size_t{place.block} + 1]);
    place.first = 0;
  }
}

}  // namespace models
