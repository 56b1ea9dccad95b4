// Amounts side by side: groups of bars from zero, each with its number and its range.
//
// A thin line over the end of a bar holds 8 in 10 futures.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "output/svg_parts.h"

namespace output {

/// The bar ends at `middle`, which a mean of rare events may have beyond its range.
/// Requires: low <= high, all finite.
struct BarRow {
  std::string label;
  std::size_t option = 0;  ///< Whose colour it has.
  double low = 0;
  double middle = 0;
  double high = 0;
  std::string said;
};

struct BarGroup {
  std::string heading;
  std::vector<BarRow> rows;
};

struct BarChart {
  std::string alternative;
  std::vector<BarGroup> groups;
};

/// Requires: a group with a row.
std::string svg_in_page(const BarChart& chart, Room room);

}  // namespace output
