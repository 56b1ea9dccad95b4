#include "scenarios/prescan.h"

#include <algorithm>
#include <map>
#include <string>
#include <string_view>
#include <utility>

#include "scenarios/advice.h"
#include "scenarios/utf8.h"

namespace scenarios {
namespace {

bool is_key_letter(char letter) {
  return (letter >= 'a' && letter <= 'z') || (letter >= 'A' && letter <= 'Z') ||
         (letter >= '0' && letter <= '9') || letter == '_' || letter == '-';
}

/// The reading of a line or of the file cannot go on from here.
struct Lost {};

class Skeleton {
 public:
  explicit Skeleton(const std::shared_ptr<const Source>& source)
      : source_(source), text_(source->text) {}

  std::vector<Diagnostic> read() {
    while (!at_end() && problems_.size() < enough) {
      depth_ = 0;
      level_ = table_level_;
      try {
        statement();
      } catch (const Lost&) {
        if (depth_ > 0) break;
        while (!at_end() && here() != '\n') step();
      }
    }
    return std::move(problems_);
  }

 private:
  static constexpr std::size_t enough = 1'000;  // problems: the file is no scenario
  using Key = std::vector<std::string>;
  struct Definition {
    std::uint32_t line = 0;
    bool complete = false;  // A value, to which nothing can be added, rather than a table.
  };

  bool at_end() const { return at_ >= text_.size(); }
  char here() const { return at_end() ? '\0' : text_[at_]; }
  bool ahead(std::string_view wanted) const { return text_.substr(at_, wanted.size()) == wanted; }
  Place place() const { return {.source = source_, .line = line_, .column = column_}; }

  void step() {
    const Character character = character_at(text_, at_);
    at_ += character.bytes;
    ++column_;
    if (character.code == '\n') {
      ++line_;
      column_ = 1;
    }
  }
  void step(std::size_t times) {
    while (times-- > 0) step();
  }

  void complain(const Place& at, std::string what, std::string rule, std::string action) {
    problems_.push_back({.place = at,
                         .key = {},
                         .what = std::move(what),
                         .rule = std::move(rule),
                         .action = std::move(action)});
  }
  [[noreturn]] void lose(const Place& at, std::string what, std::string rule, std::string action) {
    complain(at, std::move(what), std::move(rule), std::move(action));
    throw Lost{};
  }

  /// The character here, for a message.
  std::string found() const {
    if (at_end()) return "the end of the file";
    if (here() == '\n') return "the end of the line";
    const Character character = character_at(text_, at_);
    const std::string letter = shown(text_.substr(at_, character.bytes));
    return character.code < 0x80 || letter == code_point(character.code)
               ? letter
               : letter + " (" + code_point(character.code) + ")";
  }

  void skip_spaces() {
    while (here() == ' ' || here() == '\t') step();
  }
  void skip_comment() {
    if (here() != '#') return;
    while (!at_end() && here() != '\n') step();
  }
  /// Spaces, line ends and comments: between the elements of an array.
  void skip_blank() {
    for (skip_spaces(); here() == '\n' || here() == '#'; skip_spaces()) {
      skip_comment();
      if (!at_end()) step();
    }
  }
  void expect_end_of_line() {
    skip_spaces();
    skip_comment();
    if (at_end()) return;
    if (here() != '\n')
      lose(place(), found() + " after the end of a value or a header",
           "must be on a line of its own", "Begin a new line, or take it out.");
    step();
  }

  void statement() {
    skip_spaces();
    if (at_end() || here() == '\n' || here() == '#') return expect_end_of_line();
    if (here() == '[') {
      header();
    } else {
      key_and_value(table_);
    }
    expect_end_of_line();
  }

  void header() {
    const Place start = place();
    const bool element = ahead("[[");
    table_level_ = level_ = 0;
    step(element ? 2 : 1);
    skip_spaces();
    const Key name = key();
    skip_spaces();
    const std::string_view close = element ? "]]" : "]";
    if (!ahead(close))
      lose(place(), found() + " in a header",
           "must be the name of a table in brackets, such as [pru.stay] or [[provider]]",
           "Close the header with " + std::string(close) + ".");
    step(close.size());
    table_level_ = name.size();
    table_ = element ? define_element(name, start) : define({}, name, start, false);
  }

  /// Dotted: at least one part, each bare or in quotes.
  Key key() {
    const Place start = place();
    Key parts;
    do {
      if (!parts.empty()) step();  // the point
      skip_spaces();
      parts.push_back(key_part());
      skip_spaces();
      if (level_ + parts.size() > deepest) too_deep(start);
    } while (here() == '.');
    return parts;
  }
  [[noreturn]] void too_deep(const Place& at) {
    lose(at, "tables and arrays more than " + std::to_string(deepest) + " deep",
         "must be at most " + std::to_string(deepest) + " deep", "Use fewer of them.");
  }

  std::string key_part() {
    const Place start = place();
    const std::size_t first = at_;
    std::string part;
    if (ahead("\"\"") || ahead("''")) {
      lose(start, "a key of no letters or of several lines", "must be a name", "Name the key.");
    } else if (here() == '"' || here() == '\'') {
      quoted();
      part = text_.substr(first + 1, at_ - first - 2);
      if (text_[first] == '"' && part.find('\\') != std::string::npos)
        lose(start, "a key with a backslash", "must be a plain name",
             "Write the letters themselves.");
    } else {
      while (is_key_letter(here())) step();
      part = text_.substr(first, at_ - first);
      if (part.empty() || static_cast<unsigned char>(here()) >= 0x80)
        lose(place(), found() + " in a key", "must be a name made of a to z, 0 to 9, _ and -",
             "Write the key in these letters, or put text in quotes after =.");
    }
    if (part.size() > longest_key)
      lose(start, "a key of " + grouped(static_cast<std::int64_t>(part.size())) + " characters",
           "must be at most " + std::to_string(longest_key) + " characters", "Shorten it.");
    return part;
  }

  /// The path of the table in which the last part of `name` is; says so when a part of it is a
  /// value.
  std::string prefix_of(std::string path, const Key& name, const Place& at, bool dotted = false) {
    for (std::size_t i = 0; i + 1 < name.size(); ++i) {
      path += '\n' + name[i];
      if (const auto array = elements_.find(path); array != elements_.end())
        path += '#' + std::to_string(array->second);
      const auto known = defined_.find(path);
      if (known != defined_.end() && known->second.complete)
        twice(at, name[i], known->second.line, "must be a table to hold more keys");
      if (dotted) defined_.try_emplace(path, Definition{at.line, false});  // no [header] after it
    }
    return path;
  }

  /// Notes that `name` is given here, and complains when it was given before. Returns its path.
  std::string define(const std::string& table, const Key& name, const Place& at, bool complete) {
    std::string path = prefix_of(table, name, at, complete);
    if (++keys_[path] == most_keys + 1)
      complain(at, "more than " + grouped(std::int64_t{most_keys}) + " keys in a table",
               "must be at most " + grouped(std::int64_t{most_keys}), "Use an array.");
    path += '\n' + name.back();
    const auto [known, fresh] = defined_.try_emplace(path, Definition{at.line, complete});
    if (!fresh) twice(at, name.back(), known->second.line, "must be given once");
    return path;
  }

  /// The same for one more [[name]].
  std::string define_element(const Key& name, const Place& at) {
    const std::string path = prefix_of({}, name, at) + '\n' + name.back();
    const std::size_t number = ++elements_[path];
    const auto [known, fresh] = defined_.try_emplace(path, Definition{at.line, false});
    if (number == 1 && !fresh)
      twice(at, name.back(), known->second.line, "must be either [table] or [[tables]]");
    return path + '#' + std::to_string(number);
  }

  void twice(Place at, const std::string& name, std::uint32_t first, const std::string& rule) {
    at.width = static_cast<std::uint32_t>(std::min(name.size(), longest_key));
    complain(at,
             shown(name) + " is given twice" +
                 (first == at.line
                      ? " in line " + std::to_string(first)
                      : ", in lines " + std::to_string(first) + " and " + std::to_string(at.line)),
             rule, "Delete one of the two.");
  }

  void key_and_value(const std::string& table) {
    const Place start = place();
    const Key name = key();
    const std::string path = define(table, name, start, true);
    if (here() != '=')
      lose(place(), found() + " after a key", "must be = and a value",
           "Write key = value; put text in quotes.");
    step();
    skip_spaces();
    level_ += name.size() - 1;
    value(path);
    level_ -= name.size() - 1;
  }

  void value(const std::string& path) {
    switch (here()) {
      case '"':
      case '\'': quoted(); return;
      case '[': array(path); return;
      case '{': inline_table(path); return;
      default: token();
    }
  }

  void open_bracket() {
    ++depth_;
    if (++level_ > deepest) too_deep(place());
    step();
  }
  void close_bracket() {
    step();
    --depth_;
    --level_;
  }

  void array(const std::string& path) {
    const Place start = place();
    open_bracket();
    for (std::size_t element = 0;; ++element) {
      skip_blank();
      if (here() == ']') break;
      if (at_end()) unclosed(start, "[");
      value(path + '#' + std::to_string(element));
      skip_blank();
      if (here() == ']') break;
      if (at_end()) unclosed(start, "[");
      if (here() != ',')
        lose(place(), found() + " in the array that line " + std::to_string(start.line) + " opens",
             "must be , or ] after each element", "Put a comma between elements.");
      step();
    }
    close_bracket();
  }

  void inline_table(const std::string& path) {
    const Place start = place();
    open_bracket();
    skip_spaces();
    while (here() != '}') {
      if (at_end() || here() == '\n') unclosed(start, "{");
      key_and_value(path);
      skip_spaces();
      if (here() == '}') break;
      if (at_end() || here() == '\n') unclosed(start, "{");
      if (here() != ',')
        lose(place(), found() + " in { }", "must be , or } after each value",
             "Put a comma between values.");
      step();
      skip_spaces();
      if (here() == '}')
        lose(place(), "a comma before }", "must be followed by key = value", "Delete the comma.");
    }
    close_bracket();
  }

  [[noreturn]] void unclosed(const Place& start, const std::string& bracket) {
    lose(start, bracket + " without its end",
         bracket == "{" ? "must be closed with } in the same line" : "must be closed with ]",
         "Close it.");
  }

  void quoted() {
    const Place start = place();
    const char quote = here();
    const std::string triple(3, quote);
    const bool lines = ahead(triple);
    step(lines ? 3 : 1);
    while (true) {
      if (at_end() || (!lines && here() == '\n'))
        lose(start, "text without its closing quote", "must be closed with the same quote",
             lines ? "Close it with three quotes." : "Close it in the same line.");
      if (lines ? ahead(triple) : here() == quote) break;
      const bool escape = quote == '"' && here() == '\\';
      step();
      if (escape && !at_end() && (lines || here() != '\n')) step();
    }
    step(lines ? 3 : 1);
    if (lines)  // one or two quotes may belong to the text
      for (int extra = 0; extra < 2 && here() == quote; ++extra) step();
  }

  /// A value outside quotes: to the end of the line, or inside brackets to the next separator.
  void token() {
    Place start = place();
    const std::size_t first = at_;
    const std::string_view stops = depth_ == 0 ? "#\n" : "#\n,]}";
    const bool money = ahead("£");
    std::size_t last = at_;
    while (!at_end()) {
      const bool grouping = money && here() == ',' && at_ + 1 < text_.size() &&
                            text_[at_ + 1] >= '0' && text_[at_ + 1] <= '9';
      if (stops.find(here()) != std::string_view::npos && !grouping) break;
      const bool blank = here() == ' ' || here() == '\t';
      step();
      if (!blank) last = at_;
    }
    const std::string_view token = text_.substr(first, last - first);
    if (token.empty())
      lose(start, found() + " where a value belongs",
           "must be a number, a date, true, false, or text in quotes", "Write a value.");
    start.width = static_cast<std::uint32_t>(length_in_characters(token));
    if (const auto fault = fault_of(token))
      complain(start, shown(token) + " outside quotes", fault->rule, fault->action);
  }

  const std::shared_ptr<const Source>& source_;
  std::string_view text_;
  std::size_t at_ = 0;
  std::uint32_t line_ = 1;
  std::uint32_t column_ = 1;

  std::size_t depth_ = 0;        // of brackets, here
  std::size_t level_ = 0;        // of tables and arrays, here
  std::size_t table_level_ = 0;  // of the current header
  std::string table_;            // its path: parts joined by line ends, elements numbered
  std::map<std::string, Definition> defined_;
  std::map<std::string, std::size_t> elements_;  // how many of each array of tables so far
  std::map<std::string, std::size_t> keys_;      // how many in each table

  std::vector<Diagnostic> problems_;
};

}  // namespace

std::vector<Diagnostic> prescan(const std::shared_ptr<const Source>& source) {
  return Skeleton(source).read();
}

}  // namespace scenarios
