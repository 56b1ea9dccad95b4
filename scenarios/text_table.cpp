#include "scenarios/text_table.h"

#include <algorithm>
#include <string_view>

#include "scenarios/diagnostic.h"
#include "scenarios/utf8.h"

namespace scenarios {
namespace {

using Lines = std::vector<std::string>;

/// How many bytes of `text` make at most `width` characters, ending where a line may break.
std::size_t fitting(std::string_view text, std::size_t width) {
  std::size_t at = 0;
  std::size_t soft = 0;  // after a space, or after a mark inside a long word
  for (std::size_t used = 0; at < text.size() && used < width; ++used) {
    at += character_at(text, at).bytes;
    const char last = text[at - 1];
    if (at == text.size() || text[at] == ' ' || last == '.' || last == '_' || last == '-' ||
        last == '/')
      soft = at;
  }
  if (at == text.size()) return at;
  return soft > 0 ? soft : at;
}

Lines wrapped(const std::string& cell, std::size_t width) {
  const std::string safe = escaped(cell);
  std::string_view rest = safe;
  Lines lines;
  while (!rest.empty()) {
    const std::size_t bytes = fitting(rest, width);
    lines.emplace_back(rest.substr(0, bytes));
    rest.remove_prefix(bytes);
    while (!rest.empty() && rest.front() == ' ') rest.remove_prefix(1);
  }
  if (lines.empty()) lines.emplace_back();
  return lines;
}

void write_row(std::string& text, const std::vector<Lines>& cells,
               const std::vector<std::size_t>& widths) {
  std::size_t height = 0;
  for (const Lines& cell : cells) height = std::max(height, cell.size());
  for (std::size_t line = 0; line < height; ++line) {
    std::string row;
    for (std::size_t column = 0; column < cells.size(); ++column) {
      const std::string piece = line < cells[column].size() ? cells[column][line] : "";
      row += piece + std::string(widths[column] - length_in_characters(piece) + 2, ' ');
    }
    row.erase(row.find_last_not_of(' ') + 1);
    text += row + "\n";
  }
}

}  // namespace

std::string text_table(const std::vector<Column>& columns,
                       const std::vector<std::vector<std::string>>& rows) {
  std::vector<std::vector<Lines>> table(1);
  for (const Column& column : columns) table[0].push_back(wrapped(column.title, column.widest));
  for (const auto& row : rows) {
    std::vector<Lines>& cells = table.emplace_back();
    for (std::size_t i = 0; i < columns.size(); ++i)
      cells.push_back(wrapped(row[i], columns[i].widest));
  }

  std::vector<std::size_t> widths(columns.size(), 0);
  for (const auto& cells : table)
    for (std::size_t i = 0; i < cells.size(); ++i)
      for (const std::string& line : cells[i])
        widths[i] = std::max(widths[i], length_in_characters(line));

  std::string text;
  write_row(text, table[0], widths);
  std::vector<Lines> rule;
  for (const std::size_t width : widths) rule.push_back({std::string(width, '-')});
  write_row(text, rule, widths);
  for (std::size_t i = 1; i < table.size(); ++i) write_row(text, table[i], widths);
  return text;
}

}  // namespace scenarios
