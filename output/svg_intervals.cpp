#include "output/svg_intervals.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <string_view>

#include "sim/kernel/expects.h"

namespace output {
namespace {

/// Where the columns stand. In narrow room the words are above the bar.
struct Columns {
  double plot_from = 0;
  double plot_to = 0;
  double said_from = 0;
  double aside_to = 0;  // 0: not in every row, so in none
  double row_height = 0;
  double bar_down = 0;   // from the top of a row to the middle of its bar
  double text_down = 0;  // to the baseline of its words
};

Columns columns_of(const IntervalChart& chart, Room room) {
  double label = 0;
  double said = 0;
  double aside = 0;
  for (const IntervalGroup& group : chart.groups)
    for (const IntervalRow& row : group.rows) {
      label = std::max(label, arial_width(row.label, chart_text));
      said = std::max(said, arial_width(row.said, chart_text, true));
      aside = std::max(aside, arial_width(row.aside, chart_text));
    }
  const double width = width_of(room);
  if (room == Room::narrow) {
    const double said_from = std::min(label, width / 2) + 8;
    const bool fits = said_from + said + 8 + aside <= width;
    return {8, width - 8, said_from, fits ? width : 0, 44, 29, 16};
  }
  const double from = std::min(label, 220.0) + 14;
  double said_from = width - said - (aside > 0 ? aside + 14 : 0);
  said_from = std::max(said_from, from + 200);
  const bool fits = said_from + said + 14 + aside <= width + 0.5;
  return {from, said_from - 16, said_from, fits ? width : 0, 26, 13, 18};
}

void expects_in_order(const IntervalRow& row) {
  sim::expects(std::isfinite(row.low) && std::isfinite(row.high), "a range ends somewhere");
  sim::expects(row.low <= row.middle && row.middle <= row.high, "a range has its ends in order");
}

void draw_row(Svg& svg, const IntervalRow& row, const Axis& axis, const Columns& columns,
              double top, const OptionColour& colour) {
  svg.text(0, top + columns.text_down, fitted(row.label, chart_text, columns.said_from - 4),
           {.size = chart_text, .colour = ink});
  svg.text(columns.said_from, top + columns.text_down, row.said,
           {.size = chart_text, .bold = true, .colour = ink});
  if (!row.aside.empty() && columns.aside_to > 0)
    svg.text(columns.aside_to, top + columns.text_down, row.aside,
             {.size = chart_text, .anchor = Anchor::end, .colour = quiet_ink});
  const double middle = top + columns.bar_down;
  const double from = axis.at(row.low);
  svg.outlined_rectangle(from, middle - 5, std::max(1.0, axis.at(row.high) - from), 10,
                         colour.middle, colour.strong);
  svg.circle(axis.at(row.middle), middle, 5, ink);
}

std::vector<std::string> heading_of(const IntervalGroup& group, Room room) {
  if (group.heading.empty()) return {};
  return fitted_lines(group.heading, chart_text, width_of(room), true);
}

double height_of(const IntervalGroup& group, const Columns& columns, Room room) {
  return 10 + 1.3 * chart_text * static_cast<double>(heading_of(group, room).size()) +
         columns.row_height * static_cast<double>(group.rows.size());
}

/// Over all rows. Requires: there is one.
Axis axis_of(const IntervalChart& chart, const Columns& columns, Room room) {
  double least = 0;
  double most = 0;
  std::size_t rows = 0;
  for (const IntervalGroup& group : chart.groups)
    for (const IntervalRow& row : group.rows) {
      expects_in_order(row);
      least = std::min(least, row.low);
      most = std::max(most, row.high);
      ++rows;
    }
  sim::expects(rows > 0, "a chart of differences has a row");
  return {least, most, columns.plot_from, columns.plot_to, room == Room::wide ? 5 : 4};
}

/// Draws a group below `top`; the lines of the grid keep off its words.
void draw_group(Svg& svg, const IntervalGroup& group, const Axis& axis, const Columns& columns,
                double top, Room room) {
  double y = draw_lines(svg, heading_of(group, room), 0, top + 8,
                        {.size = chart_text, .bold = true, .colour = ink}) +
             2;
  if (room == Room::wide)
    draw_grid(svg, axis, y, y + columns.row_height * static_cast<double>(group.rows.size()));
  for (const IntervalRow& row : group.rows) {
    const double middle = y + columns.bar_down;
    if (room == Room::narrow) svg.line(axis.at(0), middle - 8, axis.at(0), middle + 8, 2, ink);
    draw_row(svg, row, axis, columns, y, option_colour(group.option));
    y += columns.row_height;
  }
}

}  // namespace

std::string svg_in_page(const IntervalChart& chart, Room room) {
  const Columns columns = columns_of(chart, room);
  const Axis axis = axis_of(chart, columns, room);
  Svg svg(width_of(room), chart_text, ink);
  double y = draw_sides(svg, axis, {chart.zero, chart.below, chart.above});
  for (const IntervalGroup& group : chart.groups) {
    draw_group(svg, group, axis, columns, y, room);
    y += height_of(group, columns, room);
  }
  return svg.finish_in_page(draw_tick_words(svg, axis, y), class_of(room), chart.alternative);
}

}  // namespace output
