// A page in one file: no script, no network, nothing from outside that could become markup.
//
// The page says in its own policy that it may load nothing. Headings go down one level at a time,
// every table has a caption and every cell its headers, every picture its words and its numbers, so
// that it can be read aloud, by keyboard, at a width of 320 pixels and on paper. The style sheet is
// our own and carries nobody's mark.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace output {

/// Words of a paragraph, some of them strong or leading elsewhere on the page.
class Phrase {
 public:
  Phrase() = default;
  Phrase(std::string_view text) { plain(text); }
  Phrase(const std::string& text) { plain(text); }
  Phrase(const char* text) { plain(text); }

  Phrase& plain(std::string_view text);
  Phrase& strong(std::string_view text);
  /// To the heading with that id.
  Phrase& link(std::string_view id, std::string_view text);

  const std::string& markup() const { return markup_; }
  /// The same without markup.
  const std::string& words() const { return words_; }
  bool empty() const { return markup_.empty(); }

 private:
  std::string markup_;
  std::string words_;
};

struct HtmlCell {
  HtmlCell(std::string words) : text(std::move(words)) {}
  HtmlCell(const char* words) : text(words) {}
  HtmlCell(std::string words, std::string second)
      : text(std::move(words)), below(std::move(second)) {}

  std::string text;
  std::string below;   ///< In smaller letters under it, a line a line; may be empty.
  std::string spoken;  ///< Said after it to who cannot see which row stands above; may be empty.
  int shade = 0;       ///< 0 none, to 4 the strongest; never the only sign of anything.
  bool strong = false;
};

struct HtmlColumn {
  std::string heading;
  bool is_number = true;  ///< Numbers stand to the right.
  std::string brief{};    ///< Of a stacked table: in front of each number where it is narrow.
};

/// The first cell of a row is its header.
struct HtmlTable {
  std::string caption;  ///< Unlike that of any other table of the page.
  std::vector<HtmlColumn> columns;
  std::vector<std::vector<HtmlCell>> rows;
  /// Where it is narrow, a row's header stands above its numbers, so that none is out of sight.
  bool is_stacked = false;
};

struct HtmlFigure {
  std::string message;  ///< What the reader should take away, in a sentence: its heading.
  std::string measure;  ///< What is shown, of whom and when.
  std::string how_to_read;
  std::string of;  ///< What its numbers are of, in a few words: "permanent exclusions".
  std::vector<std::string> pictures;  ///< SVG made by this layer: wide and narrow, or panels.
  std::vector<HtmlTable> numbers;     ///< The same as tables, folded away.
  bool fold_in_print = false;         ///< Never unfold the numbers on paper, however short.
  std::string note{};                 ///< What to know of the picture, beneath it; may be empty.
};

class HtmlPage {
 public:
  explicit HtmlPage(std::string title) : title_(std::move(title)) {}

  /// Requires: 1 first and once, then never more than one level down. `id` may be empty.
  void heading(int level, std::string_view text, std::string_view id = "");
  void paragraph(const Phrase& text, std::string_view style_class = "");
  void list(const std::vector<Phrase>& items, std::string_view style_class = "");
  /// Set off from the rest: what to take away.
  void inset(const std::vector<Phrase>& paragraphs);
  /// Links to the headings named so far and later, in order. Requires: each id is given to one.
  void contents(const std::vector<std::pair<std::string, std::string>>& ids_and_names);
  /// Requires: a caption, a column, and as many cells in each row as columns.
  void table(const HtmlTable& table);
  /// The same, folded away under `summary`; on paper only short ones are unfolded, and what the
  /// reader has unfolded.
  void folded(std::string_view summary, const std::vector<HtmlTable>& tables, bool in_print = true);
  /// Its message is a heading of `level`. Requires: a message and a picture.
  void figure(int level, const HtmlFigure& figure);

  /// The whole page. `banner` stands above everything, `foot` below, a paragraph a line.
  std::string finish(std::string_view banner, const std::vector<std::string>& foot) const;

 private:
  std::string title_;
  std::string body_;
  int level_ = 0;
  std::size_t tables_ = 0;
};

/// The style sheet of every page.
std::string_view page_style();

}  // namespace output
