// A difference taken apart: a bar a cause, each from where the last one ended, and the whole below.
//
// The bars add up: the last one begins at nothing and ends where the causes have come to. A thin
// line over the end of a bar is the 95% interval of that cause, or of the whole.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "output/svg_parts.h"

namespace output {

/// Requires: finite; half_width >= 0.
struct BridgeStep {
  std::string label;
  double value = 0;
  std::optional<double> half_width;
  std::string said;
};

struct Bridge {
  std::string alternative;
  std::string below = "less";  ///< What lies on the left of nothing.
  std::string above = "more";
  std::string zero = "no difference";
  std::size_t option = 1;  ///< Whose colour it has.
  std::vector<BridgeStep> steps;
  std::string total_label;
  std::string total_said;
  std::optional<double> total_half_width{};  ///< >= 0.
};

/// Requires: a step.
std::string svg_in_page(const Bridge& bridge, Room room);

}  // namespace output
