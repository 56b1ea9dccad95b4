#include "output/svg_chances.h"

#include <algorithm>
#include <cstddef>

#include "sim/kernel/expects.h"

namespace output {
namespace {

constexpr double radius = 10;
constexpr double lane_height = 2 * radius + 2;

struct Placed {
  double x = 0;
  std::size_t lane = 0;
  std::size_t option = 0;
};

/// Each mark in the first lane in which it meets none.
std::vector<Placed> placed(const ChanceRow& row, const Axis& axis) {
  std::vector<Placed> dots;
  for (const ChanceMark& mark : row.marks) {
    sim::expects(mark.share >= 0 && mark.share <= 1, "a chance lies in [0, 1]");
    Placed dot{axis.at(100 * mark.share), 0, mark.option};
    const auto meets = [&](const Placed& other) {
      return other.lane == dot.lane && other.x - dot.x < 2 * radius && dot.x - other.x < 2 * radius;
    };
    while (std::any_of(dots.begin(), dots.end(), meets)) ++dot.lane;
    dots.push_back(dot);
  }
  return dots;
}

struct Layout {
  double words_width = 0;
  double track_from = 0;
  double track_to = 0;
};

Layout layout_of(Room room) {
  const double width = width_of(room);
  const double edge = radius + 2;
  if (room == Room::narrow) return {width, edge, width - edge};
  return {390, 414 + edge, width - edge};
}

/// A row, measured.
struct Row {
  std::vector<std::string> label;
  std::vector<std::string> said;
  std::vector<Placed> dots;
  double words = 0;   // height
  double lanes = 0;   // height
  double height = 0;  // of all of it
};

Row row_of(const ChanceRow& row, const Axis& axis, const Layout& layout, Room room) {
  Row measured{fitted_lines(row.label, chart_text, layout.words_width),
               fitted_lines(row.said, chart_text, layout.words_width, true),
               placed(row, axis),
               0,
               lane_height,
               0};
  measured.words =
      1.3 * chart_text * static_cast<double>(measured.label.size() + measured.said.size());
  for (const Placed& dot : measured.dots)
    measured.lanes = std::max(measured.lanes, static_cast<double>(dot.lane + 1) * lane_height);
  measured.height = room == Room::wide ? std::max(measured.words, measured.lanes) + 16
                                       : measured.words + measured.lanes + 22;
  return measured;
}

void draw_row(Svg& svg, const Row& row, const Axis& axis, double top, Room room) {
  double y = draw_lines(svg, row.label, 0, top + 6, {.size = chart_text, .colour = ink});
  draw_lines(svg, row.said, 0, y, {.size = chart_text, .bold = true, .colour = ink});
  const double lanes =
      room == Room::wide ? top + (row.height - row.lanes) / 2 : top + 6 + row.words + 6;
  svg.line(axis.start(), lanes + row.lanes / 2, axis.end(), lanes + row.lanes / 2, 1, quiet_ink);
  for (const double tick : {0.0, 50.0, 100.0})
    svg.line(axis.at(tick), lanes, axis.at(tick), lanes + row.lanes, 1, quiet_ink);
  for (const Placed& dot : row.dots) {
    const OptionColour& colour = option_colour(dot.option);
    const double middle = lanes + (static_cast<double>(dot.lane) + 0.5) * lane_height;
    svg.circle(dot.x, middle, radius, colour.strong);
    svg.text(dot.x, middle + 5, option_letter(dot.option),
             {.size = chart_text, .anchor = Anchor::middle, .bold = true, .colour = colour.on});
  }
}

}  // namespace

std::string svg_in_page(const ChanceChart& chart, Room room) {
  sim::expects(!chart.rows.empty(), "a chart of chances has a row");
  const Layout layout = layout_of(room);
  const Axis axis(0, 100, layout.track_from, layout.track_to, 2);
  Svg svg(width_of(room), chart_text, ink);
  const TextStyle quiet{.size = chart_text, .colour = quiet_ink};
  svg.text(axis.start() - radius, chart_text, "0 in 100", quiet);
  svg.text(axis.at(50), chart_text, "50",
           {.size = chart_text, .anchor = Anchor::middle, .colour = quiet_ink});
  svg.text(axis.end() + radius, chart_text, "100 in 100",
           {.size = chart_text, .anchor = Anchor::end, .colour = quiet_ink});
  double y = 1.6 * chart_text;
  for (const ChanceRow& given : chart.rows) {
    svg.line(0, y, width_of(room), y, 1, grid_ink);
    const Row row = row_of(given, axis, layout, room);
    draw_row(svg, row, axis, y, room);
    y += row.height;
  }
  return svg.finish_in_page(y + 2, class_of(room), chart.alternative);
}

}  // namespace output
