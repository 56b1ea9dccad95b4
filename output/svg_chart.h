// Charts as SVG: the message as the title, every mark labelled where it stands, nothing to look up.
//
// A fan chart sets forecasts of several figures beside what was observed. Each figure is a panel
// with a scale of its own: a thin bar that should hold the figure 9 times in 10, a thick one for 5
// in 10, a dot in the middle, and the numbers in words at its end. A bar that is far wider than the
// panel is cut, with an arrow. Readable at a width of 600 pixels, and without colour.
#pragma once

#include <string>
#include <vector>

namespace output {

/// Requires: low <= lower <= middle <= upper <= high, all finite.
struct Fan {
  std::string label;
  bool emphasised = false;  ///< Drawn in colour, and by it the panel's scale is chosen.
  double low = 0;           ///< 9 times in 10 the figure lies from here ...
  double lower = 0;         ///< 5 times in 10 from here ...
  double middle = 0;
  double upper = 0;  ///< ... to here.
  double high = 0;   ///< ... to here.
};

struct FanPanel {
  std::string heading;
  double observed = 0;
  std::vector<Fan> fans;
};

struct FanChart {
  std::string title;  ///< What the reader should take away, in a sentence.
  std::string about;  ///< How to read it.
  std::vector<FanPanel> panels;
  std::string foot;  ///< What the figures are, and are not.
};

/// Requires: a title, and a panel with a fan.
std::string svg_text(const FanChart& chart);

}  // namespace output
