#include "output/svg_chart.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <string_view>
#include <utility>

#include "output/number_text.h"
#include "output/svg.h"
#include "sim/kernel/expects.h"

namespace output {
namespace {

constexpr double page = 600;
constexpr double margin = 8;
constexpr double plot_from = 176;
constexpr double plot_to = 412;
constexpr double numbers_from = 420;
constexpr double row_height = 16;
constexpr double small = 12;  // [pixels] the least size of a letter

constexpr std::string_view ink = "#1a1a1a";
constexpr std::string_view quiet = "#5a5a5a";
constexpr std::string_view model_light = "#9ccbe6";
constexpr std::string_view model_dark = "#0b5a8a";
constexpr std::string_view naive_light = "#d0d0d0";
constexpr std::string_view naive_dark = "#777777";
constexpr std::string_view observed_colour = "#b34700";

/// From a value of a panel to its place across.
class Scale {
 public:
  explicit Scale(const FanPanel& panel) {
    double reach = panel.observed;
    double whole = panel.observed;
    for (const Fan& fan : panel.fans) {
      if (fan.emphasised) reach = std::max(reach, fan.high);
      whole = std::max(whole, fan.high);
    }
    most_ = std::max(1.0, std::min(whole, 1.5 * reach) * 1.04);
  }
  double at(double value) const {
    return plot_from + (plot_to - plot_from) * std::clamp(value / most_, 0.0, 1.0);
  }
  bool cuts_above(double value) const { return value > most_; }
  bool cuts_below(double value) const { return value < 0; }

 private:
  double most_ = 1;
};

void expects_in_order(const Fan& fan) {
  sim::expects(std::isfinite(fan.low) && std::isfinite(fan.high), "a fan ends somewhere");
  sim::expects(fan.low <= fan.lower && fan.lower <= fan.middle && fan.middle <= fan.upper &&
                   fan.upper <= fan.high,
               "a fan has its quantiles in order");
}

/// `text`, cut where it would be wider than `width`.
std::string cut(const std::string& text, double width) {
  if (text_width(text, small) <= width) return text;
  std::string kept;
  for (const std::string& word : text_lines(text, small, 0)) {
    std::string longer = kept;
    if (!longer.empty()) longer += ' ';
    longer += word;
    if (text_width(longer + " ...", small) > width) break;
    kept = std::move(longer);
  }
  return kept + " ...";
}

/// "48 (37 to 60)"
std::string said(const Fan& fan) {
  return whole(fan.middle) + " (" + whole(fan.low) + " to " + whole(fan.high) + ")";
}

void draw_bars(Svg& svg, const Fan& fan, const Scale& scale, double middle) {
  expects_in_order(fan);
  const auto light = fan.emphasised ? model_light : naive_light;
  svg.text(plot_from - 8, middle + 4, cut(fan.label, plot_from - 8 - margin / 2),
           {.size = small, .anchor = Anchor::end, .bold = fan.emphasised, .colour = ink});
  svg.rectangle(scale.at(fan.low), middle - 2, scale.at(fan.high) - scale.at(fan.low), 4, light);
  svg.rectangle(scale.at(fan.lower), middle - 5, scale.at(fan.upper) - scale.at(fan.lower), 10,
                light);
  svg.text(numbers_from, middle + 4, said(fan), {.size = small, .bold = fan.emphasised});
}

void draw_marks(Svg& svg, const Fan& fan, const Scale& scale, double middle) {
  const auto dark = fan.emphasised ? model_dark : naive_dark;
  if (scale.cuts_above(fan.high))
    svg.triangle(plot_to, middle - 5, plot_to + 4, middle, plot_to, middle + 5, dark);
  if (scale.cuts_below(fan.low))
    svg.triangle(plot_from, middle - 5, plot_from - 4, middle, plot_from, middle + 5, dark);
  if (!scale.cuts_above(fan.middle) && !scale.cuts_below(fan.middle))
    svg.circle(scale.at(fan.middle), middle, 3.5, dark);
}

/// Draws one panel below `top`; returns where it ends.
double draw_panel(Svg& svg, const FanPanel& panel, double top) {
  sim::expects(!panel.fans.empty(), "a panel has a forecast");
  const Scale scale(panel);
  double y = top;
  for (const std::string& line : text_lines(panel.heading, 13, page - 2 * margin))
    svg.text(margin, y += 16, line, {.size = 13, .bold = true});
  const std::string words = "observed " + whole(panel.observed);
  const double half = text_width(words, small) / 2;
  const double x = scale.at(panel.observed);
  svg.text(std::clamp(x, plot_from + half, plot_to - half), y += 16, words,
           {.size = small, .anchor = Anchor::middle, .bold = true, .colour = observed_colour});
  const double rows = y + 5;
  const double end = rows + row_height * static_cast<double>(panel.fans.size());
  const auto middle = [&](std::size_t i) {
    return rows + row_height * (static_cast<double>(i) + 0.5);
  };
  for (std::size_t i = 0; i < panel.fans.size(); ++i)
    draw_bars(svg, panel.fans[i], scale, middle(i));
  svg.line(x, rows - 2, x, end, 2, observed_colour);
  for (std::size_t i = 0; i < panel.fans.size(); ++i)
    draw_marks(svg, panel.fans[i], scale, middle(i));
  return end + 8;
}

double draw_lines(Svg& svg, const std::string& text, double top, double size, double spacing,
                  const TextStyle& style) {
  for (const std::string& line : text_lines(text, size, page - 2 * margin))
    svg.text(margin, top += spacing, line, style);
  return top;
}

}  // namespace

std::string svg_text(const FanChart& chart) {
  sim::expects(!chart.title.empty() && !chart.panels.empty(), "a chart has a message and a panel");
  Svg svg(page);
  double y = draw_lines(svg, chart.title, margin, 17, 22, {.size = 17, .bold = true});
  y = draw_lines(svg, chart.about, y + 4, small, 16, {.size = small, .colour = quiet}) + 10;
  std::string description = chart.about;
  for (const FanPanel& panel : chart.panels) {
    svg.line(margin, y, page - margin, y, 1, naive_light);
    y = draw_panel(svg, panel, y);
    description += " " + panel.heading + ": observed " + whole(panel.observed);
    for (const Fan& fan : panel.fans) description += "; " + fan.label + " " + said(fan);
    description += ".";
  }
  svg.line(margin, y, page - margin, y, 1, naive_light);
  y = draw_lines(svg, chart.foot, y + 4, small, 16, {.size = small, .colour = quiet});
  return svg.finish(y + 14, chart.title, description);
}

}  // namespace output
