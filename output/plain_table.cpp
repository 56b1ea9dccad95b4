#include "output/plain_table.h"

#include <algorithm>
#include <numeric>
#include <string_view>

#include "output/utf8.h"
#include "sim/kernel/expects.h"

namespace output {
namespace {

constexpr std::size_t gap = 2;

/// On one line, and printable.
std::string flattened(const std::string& text) {
  std::string flat = printable(text);
  std::replace_if(
      flat.begin(), flat.end(), [](char c) { return c == '\n' || c == '\r' || c == '\t'; }, ' ');
  return flat;
}

std::vector<std::string> words_of(std::string_view text) {
  std::vector<std::string> words;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find(' '), text.size());
    if (end > 0) words.emplace_back(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return words;
}

std::size_t longest_word(std::string_view text) {
  std::size_t longest = 0;
  for (const std::string& word : words_of(text)) longest = std::max(longest, width_of(word));
  return longest;
}

/// `text` on lines of at most `width`, except where one word is longer. At least one line.
std::vector<std::string> wrapped(const std::string& text, std::size_t width) {
  if (width_of(text) <= width) return {text};
  std::vector<std::string> lines;
  for (const std::string& word : words_of(text)) {
    if (!lines.empty() && width_of(lines.back()) + 1 + width_of(word) <= width)
      lines.back() += " " + word;
    else
      lines.push_back(word);
  }
  return lines.empty() ? std::vector<std::string>{""} : lines;
}

/// A column and the widths it can take.
struct Fitted {
  PlainColumn column;
  std::size_t least = 0;
  std::size_t width = 0;
};

Fitted fitted(const PlainColumn& column) {
  Fitted fit{.column = column};
  fit.column.heading = flattened(column.heading);
  fit.width = width_of(fit.column.heading);
  fit.least = longest_word(fit.column.heading);
  for (std::string& cell : fit.column.cells) {
    cell = flattened(cell);
    fit.width = std::max(fit.width, width_of(cell));
    const bool breaks = column.align == Align::left;
    fit.least = std::max(fit.least, breaks ? longest_word(cell) : width_of(cell));
  }
  return fit;
}

std::size_t total(const std::vector<Fitted>& columns, std::size_t Fitted::*width) {
  return std::accumulate(
      columns.begin(), columns.end(), gap * (columns.size() - 1),
      [width](std::size_t sum, const Fitted& column) { return sum + column.*width; });
}

/// The width that the lines of `column` take when broken to be narrower than now.
std::size_t narrower(const Fitted& column) {
  std::size_t width = column.least;
  const auto widen = [&](const std::string& text) {
    for (const std::string& line : wrapped(text, column.width - 1))
      width = std::max(width, width_of(line));
  };
  widen(column.column.heading);
  for (const std::string& cell : column.column.cells) widen(cell);
  return width;
}

/// Breaks lines of the widest column that can give, until all fit or none can: first the headings
/// of numbers, which stand once, then texts, which stand in every row.
void narrow(std::vector<Fitted>& columns, std::size_t width) {
  for (const Align align : {Align::right, Align::left}) {
    while (total(columns, &Fitted::width) > width) {
      Fitted* widest = nullptr;
      for (Fitted& column : columns)
        if (column.column.align == align && column.width > column.least &&
            (widest == nullptr || column.width > widest->width))
          widest = &column;
      if (widest == nullptr) break;
      widest->width = narrower(*widest);
    }
  }
}

/// One cell's line, filled up to the width of its column.
std::string padded(const std::string& text, const Fitted& column) {
  const std::size_t taken = width_of(text);
  const std::string space(column.width > taken ? column.width - taken : 0, ' ');
  return column.column.align == Align::left ? text + space : space + text;
}

/// The lines of one row; `cells` shape (columns x lines). Headings stand at the bottom.
std::string row_text(const std::vector<Fitted>& columns,
                     const std::vector<std::vector<std::string>>& cells, bool at_bottom) {
  std::size_t height = 0;
  for (const auto& lines : cells) height = std::max(height, lines.size());
  std::string text;
  for (std::size_t line = 0; line < height; ++line) {
    std::string whole;
    for (std::size_t c = 0; c < columns.size(); ++c) {
      const std::size_t skipped = at_bottom ? height - cells[c].size() : 0;
      const bool filled = line >= skipped && line - skipped < cells[c].size();
      if (c > 0) whole += std::string(gap, ' ');
      whole += padded(filled ? cells[c][line - skipped] : "", columns[c]);
    }
    whole.erase(whole.find_last_not_of(' ') + 1);
    text += whole + "\n";
  }
  return text;
}

std::string block_text(std::vector<Fitted> columns, std::size_t width) {
  narrow(columns, width);
  std::vector<std::vector<std::string>> heading;
  std::vector<std::vector<std::string>> rule;
  for (const Fitted& column : columns) {
    heading.push_back(wrapped(column.column.heading, column.width));
    rule.push_back({std::string(column.width, '-')});
  }
  std::string text = row_text(columns, heading, true) + row_text(columns, rule, false);
  for (std::size_t row = 0; row < columns.front().column.cells.size(); ++row) {
    std::vector<std::vector<std::string>> cells;
    for (const Fitted& column : columns)
      cells.push_back(wrapped(column.column.cells[row], column.width));
    text += row_text(columns, cells, false);
  }
  return text;
}

}  // namespace

std::string plain_table(const std::vector<PlainColumn>& columns, std::size_t width) {
  sim::expects(!columns.empty(), "a table has a column");
  for (const PlainColumn& column : columns)
    sim::expects(column.cells.size() == columns.front().cells.size(),
                 "the columns of a table are of one length");

  const Fitted first = fitted(columns.front());
  std::string text;
  std::vector<Fitted> block{first};
  for (std::size_t c = 1; c < columns.size(); ++c) {
    block.push_back(fitted(columns[c]));
    if (block.size() > 2 && total(block, &Fitted::least) > width) {
      const Fitted next = block.back();
      block.pop_back();
      text += block_text(block, width) + "\n";
      block = {first, next};
    }
  }
  return text + block_text(block, width);
}

}  // namespace output
