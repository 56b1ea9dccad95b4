#include "output/csv.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <variant>

#include "output/number_text.h"
#include "output/utf8.h"
#include "sim/experiment/disk.h"
#include "sim/kernel/expects.h"

namespace output {
namespace {

/// The marks that spreadsheets run what begins with, narrow and, for East Asia, wide.
/// Source: OWASP, "CSV Injection".
bool begins_like_a_formula(std::string_view cell) {
  if (std::string_view("=+-@\t\r\n").find(cell.front()) != std::string_view::npos) return true;
  constexpr std::array<std::string_view, 4> wide{"\uFF1D", "\uFF0B", "\uFF0D", "\uFF20"};
  return std::any_of(wide.begin(), wide.end(),
                     [&](std::string_view mark) { return cell.substr(0, mark.size()) == mark; });
}

/// Text as one cell; a leading ' makes text of what would be run. Semicolons and tabs are quoted as
/// commas are: some spreadsheets part cells there.
std::string text_cell(std::string_view text) {
  std::string cell = printable(text);
  if (cell.empty()) return "\"\"";
  if (begins_like_a_formula(cell)) cell.insert(0, "'");
  if (cell.find_first_of(",;\t\"\r\n") == std::string::npos) return cell;
  std::string quoted = "\"";
  for (const char c : cell) quoted += c == '"' ? std::string("\"\"") : std::string(1, c);
  return quoted + "\"";
}

std::string cell_of(const sim::Column& column, std::size_t row) {
  if (const auto* texts = std::get_if<std::vector<std::string>>(&column.values))
    return text_cell((*texts)[row]);
  if (const auto* counts = std::get_if<std::vector<std::int64_t>>(&column.values))
    return (*counts)[row] == sim::not_available ? "x" : text_of((*counts)[row]);
  return text_of(std::get<std::vector<double>>(column.values)[row]);
}

}  // namespace

std::string csv_text(const sim::ResultTable& table) {
  sim::expects_well_formed(table);
  std::string text;
  for (const sim::Column& column : table.columns)
    text += (&column == &table.columns.front() ? "" : ",") + column.measure.name;
  text += '\n';
  for (std::size_t row = 0; row < sim::rows_of(table); ++row) {
    for (const sim::Column& column : table.columns) {
      if (&column != &table.columns.front()) text += ',';
      text += cell_of(column, row);
    }
    text += '\n';
  }
  return text;
}

std::string csv_meta_text(const sim::ResultTable& table) {
  sim::expects_well_formed(table);
  std::string text = "column,unit,definition\n*,\"\"," + text_cell(table.definition) + "\n";
  for (const sim::Column& column : table.columns)
    text += column.measure.name + "," + text_cell(column.measure.unit) + "," +
            text_cell(column.measure.definition) + "\n";
  return text;
}

std::string file_name_of(std::string_view name) {
  constexpr std::size_t longest = 50;
  std::string slug;
  for (const char c : name) {
    const bool upper = c >= 'A' && c <= 'Z';
    if (upper || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'))
      slug += upper ? static_cast<char>(c - 'A' + 'a') : c;
    else if (!slug.empty() && slug.back() != '-')
      slug += '-';
  }
  slug.resize(std::min(slug.size(), longest));
  while (!slug.empty() && slug.back() == '-') slug.pop_back();
  sim::expects(!slug.empty(), "a file's name has a letter or a digit");
  return slug;
}

std::vector<std::filesystem::path> write_csv(const sim::ResultTable& table,
                                             const std::filesystem::path& folder) {
  const std::string name = file_name_of(table.name);
  const std::filesystem::path values = folder / (name + ".csv");
  const std::filesystem::path meaning = folder / (name + ".meta.csv");
  sim::write_whole_file(meaning, csv_meta_text(table));
  sim::write_whole_file(values, csv_text(table));
  return {values, meaning};
}

}  // namespace output
