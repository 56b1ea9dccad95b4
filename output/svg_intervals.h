// Differences with their ranges: a row each, against a line that says "no difference".
//
// The thick bar holds 8 in 10 futures and the dot is the middle one; both numbers stand at its end.
// Which side is better is written above, because less is not always better.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "output/svg_parts.h"

namespace output {

/// Requires: low <= middle <= high, all finite.
struct IntervalRow {
  std::string label;
  double low = 0;
  double middle = 0;
  double high = 0;
  std::string said;   ///< The same in words: "−8 (−26 to +8)".
  std::string aside;  ///< Left out where there is no room.
};

struct IntervalGroup {
  std::string heading;
  std::size_t option = 0;  ///< Whose colour it has.
  std::vector<IntervalRow> rows;
};

struct IntervalChart {
  std::string alternative;
  std::string below = "less";  ///< What lies on the left of the line.
  std::string above = "more";
  std::string zero = "no difference";
  std::vector<IntervalGroup> groups;
};

/// Requires: a group with a row.
std::string svg_in_page(const IntervalChart& chart, Room room);

}  // namespace output
