// What the charts of a page have in common: two widths, one palette, axes with round numbers.
//
// A chart is drawn twice, wide and narrow, and the page shows the one that fits, so its words keep
// the size of the words around it. A colour means the same option in every chart and never stands
// alone: a letter or a name goes with it. Colours: Government Analysis Function, "Data
// visualisation: colours in charts", each at least 3:1 on white.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "output/svg.h"

namespace output {

enum class Room { wide, narrow };

/// [pixels] The width of a small chart among others, which the page sets side by side or below each
/// other: it fits both rooms.
constexpr double panel_width = 330;
constexpr std::string_view panel_class = "panel";

/// [pixels] The width a chart is drawn at.
constexpr double width_of(Room room) {
  return room == Room::wide ? 720 : 320;
}

/// As the style sheet of a page knows it.
constexpr std::string_view class_of(Room room) {
  return room == Room::wide ? "wide" : "narrow";
}

constexpr double chart_text = 14;  ///< [pixels] the size of words in a chart; none is smaller
constexpr std::string_view ink = "#0b0c0c";
constexpr std::string_view quiet_ink = "#505a5f";
constexpr std::string_view limit_ink = "#3d3d3d";  ///< A limit: places, a target. Always dashed.
constexpr std::string_view grid_ink = "#cecece";

struct OptionColour {
  std::string_view strong;
  std::string_view middle;  ///< Half of it, on white.
  std::string_view light;   ///< A fifth of it.
  std::string_view on;      ///< Words on the strong one.
};

/// The base is option 0. From the ninth on they come again.
const OptionColour& option_colour(std::size_t option);

/// "A" for the base. Requires: option < 26.
std::string option_letter(std::size_t option);

/// `text`, cut with an ellipsis where Arial of that size would be wider than `width`.
std::string fitted(std::string_view text, double size, double width, bool bold = false);

/// `text` in lines, each of them fitted.
std::vector<std::string> fitted_lines(std::string_view text, double size, double width,
                                      bool bold = false);

/// Draws the lines one below the other, the first with its baseline at `top` + size; returns where
/// the last one ends.
double draw_lines(Svg& svg, const std::vector<std::string>& lines, double x, double top,
                  const TextStyle& style);

/// From values to places along a line, with ticks at round numbers.
class Axis {
 public:
  /// Holds `least`, `most` and zero. Requires: both finite, start < end, ticks >= 1.
  Axis(double least, double most, double start, double end, int ticks);

  double at(double value) const;
  double start() const { return start_; }
  double end() const { return end_; }
  const std::vector<double>& ticks() const { return ticks_; }
  /// A tick with the decimals that its step needs.
  std::string words(double tick) const;

 private:
  double least_ = 0;
  double most_ = 1;
  double start_;
  double end_;
  int decimals_ = 0;
  std::vector<double> ticks_;
};

/// Faint lines at the ticks, and a strong one at zero.
void draw_grid(Svg& svg, const Axis& axis, double top, double bottom);

/// The numbers of the ticks below `bottom`, those that have room; returns where they end.
double draw_tick_words(Svg& svg, const Axis& axis, double bottom);

/// Words about an axis through nothing, without which nobody knows which side is which.
struct Sides {
  std::string_view zero;
  std::string_view below;  ///< Left out where the axis hardly goes there; so is the other.
  std::string_view above;
};

constexpr double sides_height = 2.4 * chart_text + 8;

/// Above a plot that begins at `sides_height`, which it returns.
double draw_sides(Svg& svg, const Axis& axis, const Sides& sides);

}  // namespace output
