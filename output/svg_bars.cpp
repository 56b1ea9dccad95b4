#include "output/svg_bars.h"

#include <algorithm>
#include <cmath>
#include <cstddef>

#include "sim/kernel/expects.h"

namespace output {
namespace {

constexpr double bar = 14;
constexpr double row_height = 22;

struct Layout {
  double label_width = 0;
  double plot_from = 0;
  double plot_to = 0;
};

void expects_in_order(const BarRow& row) {
  sim::expects(std::isfinite(row.low) && std::isfinite(row.high), "a bar ends somewhere");
  sim::expects(std::isfinite(row.middle) && row.low <= row.high, "a range has its ends in order");
}

Layout layout_of(const BarChart& chart, Room room) {
  double label = 0;
  double said = 0;
  for (const BarGroup& group : chart.groups)
    for (const BarRow& row : group.rows) {
      label = std::max(label, arial_width(row.label, chart_text));
      said = std::max(said, arial_width(row.said, chart_text, true));
    }
  label = std::min(label, room == Room::wide ? 220.0 : 60.0);
  return {label, label + 10, std::max(label + 90, width_of(room) - said - 14)};
}

void draw_row(Svg& svg, const BarRow& row, const Axis& axis, double top, double label, Room room) {
  const OptionColour& colour = option_colour(row.option);
  const double middle = top + row_height / 2;
  svg.text(0, middle + 5, fitted(row.label, chart_text, label),
           {.size = chart_text, .colour = ink});
  const double from = std::min(axis.at(0), axis.at(row.middle));
  svg.outlined_rectangle(from, middle - bar / 2,
                         std::max(1.0, std::abs(axis.at(row.middle) - axis.at(0))), bar,
                         colour.middle, colour.strong);
  if (row.high > row.low) {
    svg.line(axis.at(row.low), middle, axis.at(row.high), middle, 2, ink);
    for (const double end : {row.low, row.high})
      svg.line(axis.at(end), middle - 4, axis.at(end), middle + 4, 2, ink);
  }
  svg.text(width_of(room), middle + 5, row.said,
           {.size = chart_text, .anchor = Anchor::end, .bold = true, .colour = ink});
}

std::vector<std::string> heading_of(const BarGroup& group, Room room) {
  return fitted_lines(group.heading, chart_text, width_of(room), true);
}

double height_of(const BarGroup& group, Room room) {
  return 10 + 1.3 * chart_text * static_cast<double>(heading_of(group, room).size()) + 2 +
         row_height * static_cast<double>(group.rows.size());
}

}  // namespace

std::string svg_in_page(const BarChart& chart, Room room) {
  double least = 0;
  double most = 0;
  std::size_t rows = 0;
  double end = 0;
  for (const BarGroup& group : chart.groups) {
    end += height_of(group, room);
    for (const BarRow& row : group.rows) {
      expects_in_order(row);
      least = std::min(least, row.low);
      most = std::max(most, row.high);
      ++rows;
    }
  }
  sim::expects(rows > 0, "a chart of bars has a bar");
  const Layout layout = layout_of(chart, room);
  const Axis axis(least, most, layout.plot_from, layout.plot_to, room == Room::wide ? 5 : 3);
  Svg svg(width_of(room), chart_text, ink);
  double y = 0;
  for (const BarGroup& group : chart.groups) {
    y = draw_lines(svg, heading_of(group, room), 0, y + 10,
                   {.size = chart_text, .bold = true, .colour = ink}) +
        2;
    const double bottom = y + row_height * static_cast<double>(group.rows.size());
    draw_grid(svg, axis, y, bottom);
    for (const BarRow& row : group.rows) {
      draw_row(svg, row, axis, y, layout.label_width, room);
      y += row_height;
    }
  }
  return svg.finish_in_page(draw_tick_words(svg, axis, end + 4), class_of(room), chart.alternative);
}

}  // namespace output
