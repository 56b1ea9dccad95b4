#include "output/svg_parts.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>

#include "output/number_text.h"
#include "output/utf8.h"
#include "sim/kernel/expects.h"

namespace output {
namespace {

constexpr std::string_view white = "#ffffff";
constexpr std::string_view ellipsis = "\xE2\x80\xA6";

constexpr std::array<OptionColour, 8> palette{{{"#12436d", "#89a1b6", "#d0d9e2", white},
                                               {"#f46a25", "#fab592", "#fde1d3", ink},
                                               {"#28a197", "#94d0cb", "#d4ecea", ink},
                                               {"#801650", "#c08ba8", "#e6d0dc", white},
                                               {"#a285d1", "#d1c2e8", "#ece7f6", ink},
                                               {"#2073bc", "#90b9de", "#d2e3f2", white},
                                               {"#7a6200", "#bdb180", "#e4e0cc", white},
                                               {"#b23a74", "#d99dba", "#f0d8e3", white}}};

/// The least of 1, 2 and 5 times a power of ten that divides `span` into at most `ticks` steps.
double round_step(double span, int ticks) {
  double power = 1;
  while (power * ticks < span) power *= 10;
  while (power > 1e-6 && power * ticks >= span * 10) power /= 10;
  for (const double share : {0.1, 0.2, 0.5})
    if (power * share * ticks >= span) return power * share;
  return power;
}

/// Before the last character: bytes that go on from another are not a first byte.
void remove_last_letter(std::string& text) {
  while (!text.empty() && (static_cast<unsigned char>(text.back()) & 0xC0) == 0x80) text.pop_back();
  if (!text.empty()) text.pop_back();
}

}  // namespace

const OptionColour& option_colour(std::size_t option) {
  return palette[option % palette.size()];
}

std::string option_letter(std::size_t option) {
  sim::expects(option < 26, "an option has a letter");
  return {static_cast<char>('A' + static_cast<int>(option))};
}

std::string fitted(std::string_view text, double size, double width, bool bold) {
  std::string kept = printable(text);
  if (arial_width(kept, size, bold) <= width) return kept;
  while (!kept.empty() && arial_width(kept + std::string(ellipsis), size, bold) > width)
    remove_last_letter(kept);
  while (kept.ends_with(' ')) kept.pop_back();
  return kept + std::string(ellipsis);
}

std::vector<std::string> fitted_lines(std::string_view text, double size, double width, bool bold) {
  auto lines = arial_lines(printable(text), size, width, bold);
  for (std::string& line : lines) line = fitted(line, size, width, bold);
  return lines;
}

double draw_lines(Svg& svg, const std::vector<std::string>& lines, double x, double top,
                  const TextStyle& style) {
  for (const std::string& line : lines) {
    svg.text(x, top + style.size, line, style);
    top += style.size * 1.3;
  }
  return top;
}

Axis::Axis(double least, double most, double start, double end, int ticks)
    : start_(start), end_(end) {
  sim::expects(std::isfinite(least) && std::isfinite(most), "an axis ends somewhere");
  sim::expects(start < end && ticks >= 1, "an axis has a length and a tick");
  least = std::min(least, 0.0);
  most = std::max(most, 0.0);
  if (most - least < 1e-9) most = least + 1;
  const double step = round_step(most - least, ticks);
  for (double rest = step; rest < 0.999 && decimals_ < 6; rest *= 10) ++decimals_;
  const double first = std::floor(least / step + 1e-9);
  const double last = std::ceil(most / step - 1e-9);
  least_ = first * step;
  most_ = last * step;
  const auto steps = static_cast<int>(last - first);
  for (int tick = 0; tick <= steps; ++tick) ticks_.push_back((first + tick) * step);
}

double Axis::at(double value) const {
  return start_ + (end_ - start_) * std::clamp((value - least_) / (most_ - least_), 0.0, 1.0);
}

std::string Axis::words(double tick) const {
  return with_commas(tick, decimals_);
}

void draw_grid(Svg& svg, const Axis& axis, double top, double bottom) {
  for (const double tick : axis.ticks())
    if (tick != 0) svg.line(axis.at(tick), top, axis.at(tick), bottom, 1, grid_ink);
  svg.line(axis.at(0), top, axis.at(0), bottom, 2, ink);
}

double draw_tick_words(Svg& svg, const Axis& axis, double bottom) {
  double free_from = 0;
  for (const double tick : axis.ticks()) {
    const std::string words = axis.words(tick);
    const double half = arial_width(words, chart_text) / 2;
    const double x = std::clamp(axis.at(tick), half, svg.width() - half);
    if (x - half < free_from) continue;
    svg.text(x, bottom + 4 + chart_text, words,
             {.size = chart_text, .anchor = Anchor::middle, .colour = quiet_ink});
    free_from = x + half + 8;
  }
  return bottom + 8 + chart_text;
}

double draw_sides(Svg& svg, const Axis& axis, const Sides& sides) {
  const double zero = axis.at(0);
  const double half = arial_width(sides.zero, chart_text, true) / 2;
  svg.text(std::clamp(zero, axis.start() + half, axis.end() - half), chart_text, sides.zero,
           {.size = chart_text, .anchor = Anchor::middle, .bold = true, .colour = ink});
  const double y = 2.4 * chart_text;
  const std::string below = "\xE2\x86\x90 " + std::string(sides.below);
  const std::string above = std::string(sides.above) + " \xE2\x86\x92";
  if (arial_width(below, chart_text) <= zero - 8)
    svg.text(zero - 8, y, below, {.size = chart_text, .anchor = Anchor::end, .colour = ink});
  if (zero - axis.start() < axis.end() - zero ||
      arial_width(above, chart_text) <= axis.end() - zero)
    svg.text(zero + 8, y, above, {.size = chart_text, .colour = ink});
  return sides_height;
}

}  // namespace output
