#include "output/svg.h"

#include <algorithm>
#include <cmath>
#include <cstddef>

#include "output/number_text.h"
#include "output/utf8.h"
#include "sim/kernel/expects.h"

namespace output {
namespace {

/// To a tenth of a pixel, without a needless end.
std::string number(double value) {
  std::string text = fixed(value, 1);
  if (text.ends_with(".0")) text.resize(text.size() - 2);
  return text == "-0" ? "0" : text;
}

std::string attribute(std::string_view name, const std::string& value) {
  return " " + std::string(name) + "=\"" + value + "\"";
}

std::string attribute(std::string_view name, double value) {
  return attribute(name, number(value));
}

constexpr const char* dashes = "6 4";

/// A number of tenths in as few letters as can be: "12.3", "-.5", with a space before what would
/// run into the number before it.
std::string tenths(long value, bool apart) {
  const std::string sign = value < 0 ? "-" : apart ? " " : "";
  const long size = value < 0 ? -value : value;
  std::string text = size >= 10 || size == 0 ? std::to_string(size / 10) : "";
  if (size % 10 != 0) text += "." + std::to_string(size % 10);
  return sign + text;
}

/// From point to point as steps from the last, which are short; rounded as wholes, so that no error
/// adds up.
std::string path_of(const std::vector<Point>& points) {
  std::string text;
  long x = 0;
  long y = 0;
  for (const Point& point : points) {
    const long next_x = std::lround(10 * point.x);
    const long next_y = std::lround(10 * point.y);
    text += text.empty() ? "M" : "";
    text += tenths(next_x - x, text.size() > 1) + tenths(next_y - y, true);
    if (&point == points.data()) text += "l";
    x = next_x;
    y = next_y;
  }
  return text;
}

/// In lines of at most `width`, at spaces, as `measure` measures a text.
template <typename Measure>
std::vector<std::string> lines_of(std::string_view text, double width, const Measure& measure) {
  std::vector<std::string> lines(1);
  for (std::size_t from = 0; from < text.size();) {
    const std::size_t end = std::min(text.find(' ', from), text.size());
    const std::string word(text.substr(from, end - from));
    from = end + 1;
    if (word.empty()) continue;
    if (!lines.back().empty() && measure(lines.back() + " " + word) > width) lines.emplace_back();
    lines.back() += (lines.back().empty() ? "" : " ") + word;
  }
  return lines;
}

/// Of a letter of Arial, in thousandths of its size; what is beyond ASCII counts as a capital.
double arial_advance(char letter) {
  constexpr std::string_view thin = "'ijl|";
  constexpr std::string_view narrow = " !()*,-./:;I[\\]`frt{}\"";
  constexpr std::string_view wide = "%@MWm";
  if (thin.find(letter) != std::string_view::npos) return 235;
  if (narrow.find(letter) != std::string_view::npos) return 335;
  if (wide.find(letter) != std::string_view::npos) return 900;
  if (letter >= 'A' && letter <= 'Z') return 725;
  if (letter == 'w' || letter == '+' || letter == '<' || letter == '=' || letter == '>') return 722;
  return 560;
}

std::string_view word_of(Anchor anchor) {
  switch (anchor) {
    case Anchor::start: return "start";
    case Anchor::middle: return "middle";
    case Anchor::end: return "end";
  }
  sim::contract_broken("text is anchored in one of the known ways");
}

/// From one point to another, in the letters of a path.
std::string stroke_of(double x1, double y1, double x2, double y2) {
  const std::string from = "M" + number(x1) + " " + number(y1);
  if (number(x1) == number(x2)) return from + "V" + number(y2);
  if (number(y1) == number(y2)) return from + "H" + number(x2);
  return from + "L" + number(x2) + " " + number(y2);
}

/// Goes on with the last mark where that is a path of the same style: a page has thousands of
/// lines, and most follow one of their kind.
void add_stroke(std::string& marks, const std::string& stroke, const std::string& style) {
  const std::string begins = "<path d=\"";
  const std::string ends = "\"" + style;
  const std::size_t last = marks.rfind('<');
  if (last != std::string::npos && marks.compare(last, begins.size(), begins) == 0 &&
      marks.ends_with(ends) && marks.find('"', last + begins.size()) == marks.size() - ends.size())
    marks.insert(marks.size() - ends.size(), stroke);
  else
    marks += begins + stroke + ends;
}

}  // namespace

std::string markup_of(std::string_view text) {
  std::string markup;
  for (const char c : printable(text)) switch (c) {
      case '&': markup += "&amp;"; break;
      case '<': markup += "&lt;"; break;
      case '>': markup += "&gt;"; break;
      case '"': markup += "&quot;"; break;
      case '\'': markup += "&#39;"; break;
      default: markup += c;
    }
  return markup;
}

double text_width(std::string_view text, double size) {
  constexpr double widest_usual = 0.62;  // of the size: a letter of DejaVu Sans, on average
  return static_cast<double>(width_of(printable(text))) * size * widest_usual;
}

std::vector<std::string> text_lines(std::string_view text, double size, double width) {
  return lines_of(text, width, [&](const std::string& line) { return text_width(line, size); });
}

double arial_width(std::string_view text, double size, bool bold) {
  const std::string safe = printable(text);
  double thousandths = 0;
  for (const char letter : safe) {
    const auto byte = static_cast<unsigned char>(letter);
    if (byte < 0x80) thousandths += arial_advance(letter);
    if (byte >= 0xE0) thousandths += 1'000;  // three bytes or more: an ideograph at most
    if (byte >= 0xC0 && byte < 0xE0) thousandths += 725;  // two bytes: a letter with an accent
  }
  return thousandths * size / 1'000 * (bold ? 1.08 : 1.0);
}

std::vector<std::string> arial_lines(std::string_view text, double size, double width, bool bold) {
  return lines_of(text, width,
                  [&](const std::string& line) { return arial_width(line, size, bold); });
}

void Svg::text(double x, double baseline, std::string_view words, const TextStyle& style) {
  marks_ += "<text" + attribute("x", x) + attribute("y", baseline);
  if (style.size != text_size_) marks_ += attribute("font-size", style.size);
  if (style.colour != text_colour_) marks_ += attribute("fill", std::string(style.colour));
  if (text_size_ > 0) {  // in a page, whose style sheet knows the classes
    std::string classes = style.bold ? "b" : "";
    if (style.anchor != Anchor::start)
      classes += (classes.empty() ? "" : " ") + std::string(word_of(style.anchor)).substr(0, 1);
    if (!classes.empty()) marks_ += attribute("class", classes);
  } else {
    if (style.anchor != Anchor::start)
      marks_ += attribute("text-anchor", std::string(word_of(style.anchor)));
    if (style.bold) marks_ += attribute("font-weight", "bold");
  }
  marks_ += ">" + markup_of(words) + "</text>\n";
}

void Svg::rectangle(double x, double y, double width, double height, std::string_view colour) {
  sim::expects(width >= 0 && height >= 0, "a rectangle has no negative side");
  marks_ += "<rect" + attribute("x", x) + attribute("y", y) + attribute("width", width) +
            attribute("height", height) + attribute("fill", std::string(colour)) + "/>\n";
}

void Svg::line(double x1, double y1, double x2, double y2, double thickness,
               std::string_view colour) {
  std::string style = attribute("stroke", std::string(colour)) + "/>\n";
  if (text_size_ == 0 || thickness != 1) style = attribute("stroke-width", thickness) + style;
  if (text_size_ > 0)
    add_stroke(marks_, stroke_of(x1, y1, x2, y2), style);
  else
    marks_ += "<line" + attribute("x1", x1) + attribute("y1", y1) + attribute("x2", x2) +
              attribute("y2", y2) + style;
}

void Svg::circle(double x, double y, double radius, std::string_view colour) {
  marks_ += "<circle" + attribute("cx", x) + attribute("cy", y) + attribute("r", radius);
  if (colour != text_colour_) marks_ += attribute("fill", std::string(colour));
  marks_ += "/>\n";
}

void Svg::triangle(double x1, double y1, double x2, double y2, double x3, double y3,
                   std::string_view colour) {
  const std::string points = number(x1) + "," + number(y1) + " " + number(x2) + "," + number(y2) +
                             " " + number(x3) + "," + number(y3);
  marks_ +=
      "<polygon" + attribute("points", points) + attribute("fill", std::string(colour)) + "/>\n";
}

void Svg::dashed_line(double x1, double y1, double x2, double y2, double thickness,
                      std::string_view colour) {
  const std::string style =
      attribute("stroke", std::string(colour)) + attribute("stroke-dasharray", dashes) + "/>\n";
  if (text_size_ > 0 && thickness == 1)
    add_stroke(marks_, stroke_of(x1, y1, x2, y2), style);
  else
    marks_ += "<line" + attribute("x1", x1) + attribute("y1", y1) + attribute("x2", x2) +
              attribute("y2", y2) + attribute("stroke-width", thickness) + style;
}

void Svg::outlined_rectangle(double x, double y, double width, double height,
                             std::string_view colour, std::string_view outline) {
  sim::expects(width >= 0 && height >= 0, "a rectangle has no negative side");
  marks_ += "<rect" + attribute("x", x) + attribute("y", y) + attribute("width", width) +
            attribute("height", height) + attribute("fill", std::string(colour)) +
            attribute("stroke", std::string(outline)) + "/>\n";
}

void Svg::area(const std::vector<Point>& outline, std::string_view colour, std::string_view edge) {
  sim::expects(outline.size() >= 3, "an area has at least three corners");
  marks_ += "<path" + attribute("d", path_of(outline) + "z") +
            attribute("fill", std::string(colour)) + attribute("stroke", std::string(edge)) +
            "/>\n";
}

void Svg::track(const std::vector<Point>& points, double thickness, std::string_view colour,
                bool dashed) {
  sim::expects(points.size() >= 2, "a line has two ends");
  marks_ += "<path" + attribute("d", path_of(points)) + " fill=\"none\"" +
            attribute("stroke", std::string(colour)) + attribute("stroke-width", thickness) +
            (dashed ? attribute("stroke-dasharray", dashes) : "") + "/>\n";
}

std::string Svg::finish_in_page(double height, std::string_view style_class,
                                std::string_view alternative) const {
  return "<svg" + attribute("class", markup_of(style_class)) +
         attribute("viewBox", "0 0 " + number(width_) + " " + number(height)) +
         attribute("width", width_) + attribute("height", height) + " role=\"img\"" +
         attribute("aria-label", markup_of(alternative)) +
         (text_size_ > 0 ? attribute("font-size", text_size_) : "") + ">\n<rect" +
         attribute("width", width_) + attribute("height", height) + " fill=\"#ffffff\"/>\n" +
         (text_colour_.empty()
              ? marks_
              : "<g" + attribute("fill", text_colour_) + ">\n" + marks_ + "</g>\n") +
         "</svg>\n";
}

std::string Svg::finish(double height, std::string_view title, std::string_view description) const {
  const std::string size = number(width_) + " " + number(height);
  return "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 " + size + "\"" +
         attribute("width", width_) + attribute("height", height) +
         " role=\"img\" font-family=\"Arial, Helvetica, 'DejaVu Sans', sans-serif\">\n<title>" +
         markup_of(title) + "</title>\n<desc>" + markup_of(description) + "</desc>\n" + "<rect" +
         attribute("width", width_) + attribute("height", height) + " fill=\"#ffffff\"/>\n" +
         marks_ + "</svg>\n";
}

}  // namespace output
