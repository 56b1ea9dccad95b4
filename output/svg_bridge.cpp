#include "output/svg_bridge.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <string_view>

#include "sim/kernel/expects.h"

namespace output {
namespace {

constexpr double bar = 16;

/// A bar, where it begins and ends, and its words.
struct Row {
  std::vector<std::string> label;
  std::string_view said;
  double from = 0;
  double to = 0;
  double whisker = 0;
  bool total = false;
};

struct Columns {
  double label_width = 0;
  double plot_from = 0;
  double plot_to = 0;
};

Columns columns_of(const Bridge& bridge, Room room) {
  const double width = width_of(room);
  double said = arial_width(bridge.total_said, chart_text, true);
  for (const BridgeStep& step : bridge.steps)
    said = std::max(said, arial_width(step.said, chart_text, true));
  if (room == Room::narrow) return {width - said - 10, 8, width - 8};
  return {206, 220, std::max(420.0, width - said - 14)};
}

std::vector<Row> rows_of(const Bridge& bridge, const Columns& columns) {
  std::vector<Row> rows;
  double reached = 0;
  for (const BridgeStep& step : bridge.steps) {
    sim::expects(std::isfinite(step.value) && step.half_width.value_or(0) >= 0,
                 "a step of a bridge has a size");
    rows.push_back({fitted_lines(step.label, chart_text, columns.label_width), step.said, reached,
                    reached + step.value, step.half_width.value_or(0), false});
    reached += step.value;
  }
  rows.push_back({fitted_lines(bridge.total_label, chart_text, columns.label_width, true),
                  bridge.total_said, 0, reached, bridge.total_half_width.value_or(0), true});
  return rows;
}

double height_of(const Row& row, Room room) {
  const double words = 1.3 * chart_text * static_cast<double>(row.label.size());
  return room == Room::wide ? std::max(words, bar) + 12 : words + bar + 16;
}

void draw_bar(Svg& svg, const Row& row, const Axis& axis, double middle, std::size_t option) {
  const OptionColour& colour = option_colour(option);
  const double from = std::min(axis.at(row.from), axis.at(row.to));
  const double across = std::max(1.0, std::abs(axis.at(row.to) - axis.at(row.from)));
  svg.outlined_rectangle(from, middle - bar / 2, across, bar,
                         row.total ? colour.strong : colour.middle, colour.strong);
  if (row.whisker <= 0) return;
  const double left = axis.at(row.to - row.whisker);
  const double right = axis.at(row.to + row.whisker);
  if (row.total) svg.line(left, middle, right, middle, 6, "#ffffff");  // Seen on the dark bar too.
  svg.line(left, middle, right, middle, 2, ink);
  for (const double end : {left, right}) svg.line(end, middle - 4, end, middle + 4, 2, ink);
}

double words_height(const Row& row) {
  return 1.3 * chart_text * static_cast<double>(row.label.size());
}

/// Of the bar of a row that begins at `top`.
double middle_of(const Row& row, double top, Room room) {
  if (room == Room::wide) return top + height_of(row, room) / 2;
  return top + 8 + words_height(row) + bar / 2;
}

void draw_row(Svg& svg, const Row& row, const Axis& axis, double top, Room room,
              std::size_t option) {
  const double middle = middle_of(row, top, room);
  const double first = room == Room::wide ? middle - words_height(row) / 2 : top + 6;
  draw_lines(svg, row.label, 0, first, {.size = chart_text, .bold = row.total, .colour = ink});
  svg.text(width_of(room), room == Room::wide ? middle + 5 : first + chart_text, row.said,
           {.size = chart_text, .anchor = Anchor::end, .bold = true, .colour = ink});
  draw_bar(svg, row, axis, middle, option);
}

Axis axis_of(const std::vector<Row>& rows, const Columns& columns, Room room) {
  double least = 0;
  double most = 0;
  for (const Row& row : rows) {
    least = std::min({least, row.from, row.to - row.whisker});
    most = std::max({most, row.from, row.to + row.whisker});
  }
  return {least, most, columns.plot_from, columns.plot_to, room == Room::wide ? 5 : 4};
}

}  // namespace

std::string svg_in_page(const Bridge& bridge, Room room) {
  sim::expects(!bridge.steps.empty(), "a bridge has a step");
  const Columns columns = columns_of(bridge, room);
  const std::vector<Row> rows = rows_of(bridge, columns);
  const Axis axis = axis_of(rows, columns, room);
  Svg svg(width_of(room), chart_text, ink);
  const double begin = draw_sides(svg, axis, {bridge.zero, bridge.below, bridge.above});
  double end = begin;
  for (const Row& row : rows) end += height_of(row, room);
  if (room == Room::wide) draw_grid(svg, axis, begin, end + 4);
  double y = begin;
  double before = 0;
  for (const Row& row : rows) {
    const double middle = middle_of(row, y, room);
    const double x = axis.at(row.total ? row.to : row.from);
    if (room == Room::narrow)
      svg.line(axis.at(0), middle - bar / 2 - 3, axis.at(0), middle + bar / 2 + 3, 2, ink);
    else if (before > 0)
      svg.dashed_line(x, before + bar / 2, x, middle - bar / 2, 1, quiet_ink);
    draw_row(svg, row, axis, y, room, bridge.option);
    before = middle;
    y += height_of(row, room);
  }
  return svg.finish_in_page(draw_tick_words(svg, axis, end + 4), class_of(room),
                            bridge.alternative);
}

}  // namespace output
