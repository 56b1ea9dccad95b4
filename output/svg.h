// A drawing as SVG text: a handful of marks, numbers that are the same bytes everywhere, and
// nothing from outside that could become markup.
//
// No style sheet, no script, no font file, no link: the text is the whole picture. Its words are
// text, so they can be searched and read aloud.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace output {

/// `text` as it stands inside markup: printable, with & < > " ' written as entities.
std::string markup_of(std::string_view text);

/// How wide `text` is at most at this size, in a common font without serifs.
double text_width(std::string_view text, double size);

/// `text` in lines of at most `width`, at spaces; a longer word has a line of its own.
std::vector<std::string> text_lines(std::string_view text, double size, double width);

/// How wide `text` is in Arial, which is narrower; with a little to spare.
double arial_width(std::string_view text, double size, bool bold = false);

/// As text_lines, in Arial.
std::vector<std::string> arial_lines(std::string_view text, double size, double width,
                                     bool bold = false);

enum class Anchor { start, middle, end };

struct TextStyle {
  double size = 12;
  Anchor anchor = Anchor::start;
  bool bold = false;
  std::string_view colour = "#1a1a1a";
};

struct Point {
  double x = 0;
  double y = 0;
};

class Svg {
 public:
  /// Lengths are in pixels at the size drawn; y counts from the top.
  explicit Svg(double width) : width_(width) {}
  /// The same, for a page. Words are of that size and colour where they are not said
  /// to be others; bold ones have the class "b", those that are centred or end there "m" or "e".
  Svg(double width, double text_size, std::string_view text_colour)
      : width_(width), text_size_(text_size), text_colour_(text_colour) {}

  double width() const { return width_; }

  void text(double x, double baseline, std::string_view words, const TextStyle& style = {});
  /// Requires: width and height >= 0.
  void rectangle(double x, double y, double width, double height, std::string_view colour);
  void line(double x1, double y1, double x2, double y2, double thickness, std::string_view colour);
  void circle(double x, double y, double radius, std::string_view colour);
  void triangle(double x1, double y1, double x2, double y2, double x3, double y3,
                std::string_view colour);
  void dashed_line(double x1, double y1, double x2, double y2, double thickness,
                   std::string_view colour);
  /// Requires: width and height >= 0.
  void outlined_rectangle(double x, double y, double width, double height, std::string_view colour,
                          std::string_view outline);
  /// A filled shape with a thin outline. Requires: at least three points.
  void area(const std::vector<Point>& outline, std::string_view colour, std::string_view edge);
  /// Straight from point to point. Requires: at least two points.
  void track(const std::vector<Point>& points, double thickness, std::string_view colour,
             bool dashed = false);

  /// The picture. `title` and `description` are for those who cannot see it.
  std::string finish(double height, std::string_view title, std::string_view description) const;

  /// The picture as a part of a page, which shows or hides it by `style_class`. `alternative` is
  /// read out in its place; the page holds the numbers in a table.
  std::string finish_in_page(double height, std::string_view style_class,
                             std::string_view alternative) const;

 private:
  double width_;
  double text_size_ = 0;
  std::string text_colour_;
  std::string marks_;
};

}  // namespace output
