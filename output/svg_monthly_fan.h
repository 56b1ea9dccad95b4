// Ranges by month against a limit: one small chart an option, all on one scale.
//
// The light band holds 8 in 10 futures, the darker one 5 in 10, the line is the middle future, and
// the limit (places) is a dashed step line. Each says beside its end what it is.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "output/svg_parts.h"
#include "sim/kernel/instant.h"

namespace output {

/// Each is of shape (months), and finite. Requires: low <= lower <= middle <= upper <= high.
struct MonthlyFan {
  std::string heading;
  std::size_t option = 0;  ///< Whose colour it has.
  std::vector<double> low;
  std::vector<double> lower;
  std::vector<double> middle;
  std::vector<double> upper;
  std::vector<double> high;
  std::vector<double> limit;
};

struct MonthlyFanChart {
  std::string alternative;  ///< In place of the picture, for who cannot see it.
  std::string limit_name;   ///< "Places"
  std::vector<sim::Date> months;
  std::vector<MonthlyFan> fans;
};

/// A small chart a fan. Requires: at least two months and one fan.
std::vector<std::string> panels_in_page(const MonthlyFanChart& chart);

}  // namespace output
