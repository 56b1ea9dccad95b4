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
std::vector<Placed> placed(const ChanceTrack& track, const Axis& axis) {
  std::vector<Placed> dots;
  for (const ChanceMark& mark : track.marks) {
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

double height_of(const std::vector<std::string>& lines) {
  return 1.3 * chart_text * static_cast<double>(lines.size());
}

/// A track, measured.
struct Track {
  std::vector<std::string> said;
  std::vector<Placed> dots;
  bool is_hollow = false;
  double lanes = lane_height;  // height
  double height = 0;           // of its words as well
};

Track track_of(const ChanceTrack& track, const Axis& axis, const Layout& layout, Room room) {
  Track measured{fitted_lines(track.said, chart_text, layout.words_width, true),
                 placed(track, axis), track.is_hollow};
  for (const Placed& dot : measured.dots)
    measured.lanes = std::max(measured.lanes, static_cast<double>(dot.lane + 1) * lane_height);
  const double words = height_of(measured.said);
  measured.height =
      room == Room::wide ? std::max(words, measured.lanes) + 4 : words + measured.lanes + 10;
  return measured;
}

void draw_dot(Svg& svg, const Placed& dot, double middle, bool is_hollow) {
  const OptionColour& colour = option_colour(dot.option);
  svg.circle(dot.x, middle, radius, colour.strong);
  if (is_hollow) svg.circle(dot.x, middle, radius - 2, "#ffffff");
  svg.text(dot.x, middle + 5, option_letter(dot.option),
           {.size = chart_text,
            .anchor = Anchor::middle,
            .bold = true,
            .colour = is_hollow ? ink : colour.on});
}

void draw_track(Svg& svg, const Track& track, const Axis& axis, double top, Room room) {
  const double words = height_of(track.said);
  const bool wide = room == Room::wide;
  draw_lines(svg, track.said, 0, wide ? top + (track.height - 4 - words) / 2 : top,
             {.size = chart_text, .bold = true, .colour = ink});
  const double lanes = wide ? top + (track.height - 4 - track.lanes) / 2 : top + words + 5;
  svg.line(axis.start(), lanes + track.lanes / 2, axis.end(), lanes + track.lanes / 2, 1,
           quiet_ink);
  for (const double tick : {0.0, 50.0, 100.0})
    svg.line(axis.at(tick), lanes, axis.at(tick), lanes + track.lanes, 1, quiet_ink);
  for (const Placed& dot : track.dots)
    draw_dot(svg, dot, lanes + (static_cast<double>(dot.lane) + 0.5) * lane_height,
             track.is_hollow);
}

/// Draws a row below `top` and returns where it ends.
double draw_row(Svg& svg, const ChanceRow& row, const Axis& axis, double top, const Layout& layout,
                Room room) {
  sim::expects(!row.tracks.empty(), "a row of chances has a track");
  double y = draw_lines(svg, fitted_lines(row.label, chart_text, layout.words_width), 0, top + 6,
                        {.size = chart_text, .colour = ink});
  for (const ChanceTrack& given : row.tracks) {
    const Track track = track_of(given, axis, layout, room);
    draw_track(svg, track, axis, y, room);
    y += track.height;
  }
  return y + 6;
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
    y = draw_row(svg, given, axis, y, layout, room);
  }
  return svg.finish_in_page(y + 2, class_of(room), chart.alternative);
}

}  // namespace output
