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

enum class Anchor { start, middle, end };

struct TextStyle {
  double size = 12;
  Anchor anchor = Anchor::start;
  bool bold = false;
  std::string_view colour = "#1a1a1a";
};

class Svg {
 public:
  /// Lengths are in pixels at the size drawn; y counts from the top.
  explicit Svg(double width) : width_(width) {}

  void text(double x, double baseline, std::string_view words, const TextStyle& style = {});
  /// Requires: width and height >= 0.
  void rectangle(double x, double y, double width, double height, std::string_view colour);
  void line(double x1, double y1, double x2, double y2, double thickness, std::string_view colour);
  void circle(double x, double y, double radius, std::string_view colour);
  void triangle(double x1, double y1, double x2, double y2, double x3, double y3,
                std::string_view colour);

  /// The picture. `title` and `description` are for those who cannot see it.
  std::string finish(double height, std::string_view title, std::string_view description) const;

 private:
  double width_;
  std::string marks_;
};

}  // namespace output
