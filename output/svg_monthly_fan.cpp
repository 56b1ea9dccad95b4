#include "output/svg_monthly_fan.h"

#include <algorithm>
#include <cstddef>
#include <string_view>
#include <utility>

#include "output/number_text.h"
#include "sim/kernel/expects.h"

namespace output {
namespace {

constexpr double label_room = 84;  // right of a panel
constexpr double axis_room = 40;   // left of it
constexpr double plot_height = 190;

/// Where one panel lies.
struct Frame {
  double left = 0;
  double right = 0;
  double top = 0;
  double bottom() const { return top + plot_height; }
};

void expects_in_order(const MonthlyFan& fan, std::size_t months) {
  for (const auto* line : {&fan.low, &fan.lower, &fan.middle, &fan.upper, &fan.high, &fan.limit})
    sim::expects(line->size() == months, "a fan has a value a month");
  for (std::size_t m = 0; m < months; ++m)
    sim::expects(fan.low[m] <= fan.lower[m] && fan.lower[m] <= fan.middle[m] &&
                     fan.middle[m] <= fan.upper[m] && fan.upper[m] <= fan.high[m],
                 "a fan has its quantiles in order");
}

/// The whole picture's axes: values upwards, so that places on the page run down.
class FanPanel {
 public:
  FanPanel(Svg& svg, const MonthlyFanChart& chart, const Axis& values, const Frame& frame)
      : svg_(svg), chart_(chart), values_(values), frame_(frame) {}

  void draw(const MonthlyFan& fan) {
    draw_grid();
    const OptionColour& colour = option_colour(fan.option);
    band(fan.low, fan.high, colour.light, colour.strong);
    band(fan.lower, fan.upper, colour.middle, colour.strong);
    svg_.track(along(fan.middle), 2.5, ink);
    svg_.track(steps(fan.limit), 2, limit_ink, true);
    draw_months();
    draw_labels(fan);
  }

 private:
  double x(std::size_t month) const {
    const auto last = static_cast<double>(chart_.months.size() - 1);
    return frame_.left + (frame_.right - frame_.left) * static_cast<double>(month) / last;
  }
  double y(double value) const { return frame_.bottom() - values_.at(value); }

  std::vector<Point> along(const std::vector<double>& values) const {
    std::vector<Point> points;
    for (std::size_t m = 0; m < values.size(); ++m) points.push_back({x(m), y(values[m])});
    return points;
  }

  std::vector<Point> steps(const std::vector<double>& values) const {
    std::vector<Point> points{{x(0), y(values[0])}};
    for (std::size_t m = 1; m < values.size(); ++m) {
      if (y(values[m]) == points.back().y) continue;
      points.push_back({x(m), points.back().y});
      points.push_back({x(m), y(values[m])});
    }
    points.push_back({frame_.right, points.back().y});
    return points;
  }

  void band(const std::vector<double>& low, const std::vector<double>& high,
            std::string_view colour, std::string_view edge) {
    std::vector<Point> outline = along(high);
    const std::vector<Point> lower = along(low);
    outline.insert(outline.end(), lower.rbegin(), lower.rend());
    svg_.area(outline, colour, edge);
  }

  void draw_grid() {
    for (const double tick : values_.ticks()) {
      svg_.line(frame_.left, y(tick), frame_.right, y(tick), 1, tick == 0 ? ink : grid_ink);
      svg_.text(frame_.left - 6, y(tick) + 5, values_.words(tick),
                {.size = chart_text, .anchor = Anchor::end, .colour = quiet_ink});
    }
  }

  /// A tick at each September, named where there is room.
  void draw_months() {
    double free_from = 0;
    for (std::size_t m = 0; m < chart_.months.size(); ++m) {
      if (sim::month_of(chart_.months[m]) != 9) continue;
      svg_.line(x(m), frame_.bottom(), x(m), frame_.bottom() + 5, 1, ink);
      const std::string year = std::to_string(sim::year_of(chart_.months[m]));
      const std::string words = free_from == 0 ? "Sep " + year : year;
      const double half = arial_width(words, chart_text) / 2;
      if (x(m) - half < free_from || x(m) + half > frame_.right + label_room) continue;
      svg_.text(x(m), frame_.bottom() + 8 + chart_text, words,
                {.size = chart_text, .anchor = Anchor::middle, .colour = quiet_ink});
      free_from = x(m) + half + 10;
    }
  }

  /// Beside the ends of the lines, moved apart where they would meet.
  void draw_labels(const MonthlyFan& fan) {
    struct Label {
      double y;
      std::string words;
      bool bold;
    };
    std::vector<Label> labels{
        {y((fan.upper.back() + fan.high.back()) / 2), "8 in 10", false},
        {y((fan.middle.back() + fan.upper.back()) / 2), "5 in 10", false},
        {y(fan.middle.back()), "Middle " + whole(fan.middle.back()), true},
        {y(fan.limit.back()), chart_.limit_name + " " + whole(fan.limit.back()), true}};
    std::stable_sort(labels.begin(), labels.end(),
                     [](const Label& a, const Label& b) { return a.y < b.y; });
    constexpr double height = 17;
    const double last = frame_.bottom() - 2;
    for (std::size_t i = 1; i < labels.size(); ++i)
      labels[i].y = std::max(labels[i].y, labels[i - 1].y + height);
    for (std::size_t i = labels.size(); i-- > 0;) {
      const double room = last - height * static_cast<double>(labels.size() - 1 - i);
      labels[i].y = std::min(labels[i].y, room);
    }
    for (const Label& label : labels)
      svg_.text(frame_.right + 5, label.y + 5,
                fitted(label.words, chart_text, label_room - 5, label.bold),
                {.size = chart_text, .bold = label.bold, .colour = ink});
  }

  Svg& svg_;
  const MonthlyFanChart& chart_;
  const Axis& values_;
  Frame frame_;
};

}  // namespace

std::vector<std::string> panels_in_page(const MonthlyFanChart& chart) {
  sim::expects(chart.months.size() >= 2 && !chart.fans.empty(), "a fan chart has months and a fan");
  double most = 0;
  for (const MonthlyFan& fan : chart.fans) {
    expects_in_order(fan, chart.months.size());
    most = std::max({most, *std::max_element(fan.high.begin(), fan.high.end()),
                     *std::max_element(fan.limit.begin(), fan.limit.end())});
  }
  const Axis values(0, most, 0, plot_height - 8, 5);
  std::vector<std::string> panels;
  for (const MonthlyFan& fan : chart.fans) {
    Svg svg(panel_width, chart_text, ink);
    const double top = draw_lines(svg, fitted_lines(fan.heading, chart_text, panel_width, true), 0,
                                  0, {.size = chart_text, .bold = true, .colour = ink}) +
                       10;
    FanPanel panel(svg, chart, values, {axis_room, panel_width - label_room, top});
    panel.draw(fan);
    panels.push_back(svg.finish_in_page(top + plot_height + 30, panel_class,
                                        fan.heading + ". " + chart.alternative));
  }
  return panels;
}

}  // namespace output
