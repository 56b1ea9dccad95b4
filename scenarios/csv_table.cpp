#include "scenarios/csv_table.h"

#include <algorithm>
#include <cstdint>
#include <optional>
#include <utility>

#include "scenarios/spelling.h"
#include "scenarios/utf8.h"

namespace scenarios {
namespace {

constexpr std::size_t most_mistakes = 100;

class CsvReader {
 public:
  CsvReader(std::shared_ptr<const Source> source, const std::string& key)
      : source_(std::move(source)), text_(source_->text), key_(key) {}

  std::vector<CsvRow> rows() {
    std::vector<CsvRow> rows;
    while (at_ < text_.size() && mistakes_.size() < most_mistakes) {
      if (text_[at_] == '\n' || text_[at_] == '#') {
        skip_line();
        continue;
      }
      CsvRow row = next_row();
      const auto is_empty = [](const CsvCell& cell) { return cell.text.empty(); };
      if (std::all_of(row.begin(), row.end(), is_empty)) continue;
      if (rows.size() == most_csv_rows) {
        mistake(row[0].place, "a table of more rows", "must have at most " + limit(most_csv_rows),
                "Split it, or take rows out.");
        break;
      }
      rows.push_back(std::move(row));
    }
    if (!mistakes_.empty()) throw ScenarioError(std::move(mistakes_));
    return rows;
  }

 private:
  static std::string limit(std::size_t number) {
    return grouped(static_cast<std::int64_t>(number));
  }

  void mistake(Place place, std::string what, std::string rule, std::string action) {
    mistakes_.push_back({.place = std::move(place),
                         .key = key_,
                         .what = std::move(what),
                         .rule = std::move(rule),
                         .action = std::move(action)});
  }

  Place here() const { return {source_, line_, column_, 1}; }

  /// Requires: not at the end. The line and the column follow.
  void step() {
    const std::size_t bytes = character_at(text_, at_).bytes;
    ++column_;
    if (text_[at_] == '\n') {
      ++line_;
      column_ = 1;
    }
    at_ += bytes;
  }

  void take_into(std::string& text) {
    const std::size_t from = at_;
    step();
    text.append(text_.substr(from, at_ - from));
  }

  void skip_line() {
    while (at_ < text_.size() && text_[at_] != '\n') step();
    if (at_ < text_.size()) step();
  }

  bool at_end_of_cell() const {
    return at_ >= text_.size() || text_[at_] == ',' || text_[at_] == '\n';
  }

  /// Ensures: the end of the line is passed.
  CsvRow next_row() {
    CsvRow row;
    while (true) {
      CsvCell cell = next_cell();
      if (row.size() == most_csv_cells) {
        mistake(cell.place, "a row of more cells", "must have at most " + limit(most_csv_cells),
                "Put a cell that holds a comma in double quotes.");
        skip_line();
        return row;
      }
      row.push_back(std::move(cell));
      if (at_ >= text_.size()) return row;
      const bool last = text_[at_] == '\n';
      step();
      if (last) return row;
    }
  }

  CsvCell next_cell() {
    CsvCell cell{{}, here()};
    if (at_ < text_.size() && text_[at_] == '"') {
      take_quoted(cell);
    } else {
      while (!at_end_of_cell()) {
        if (text_[at_] == '"') {
          mistake(here(), "a quote inside a cell", "must be doubled, in a cell in double quotes",
                  "Write \"\" for it, and a quote before and after the cell.");
          skip_cell();
          break;
        }
        take_into(cell.text);
      }
    }
    if (line_ == cell.place.line) cell.place.width = std::max(1U, column_ - cell.place.column);
    return cell;
  }

  void take_quoted(CsvCell& cell) {
    step();
    while (at_ < text_.size()) {
      if (text_[at_] != '"') {
        take_into(cell.text);
        continue;
      }
      step();
      if (at_ >= text_.size() || text_[at_] != '"') {
        if (at_end_of_cell()) return;
        mistake(here(), "text after the quote that ends a cell", "must be a comma or a line end",
                "Put it inside the quotes, or double a quote that is a part of the text.");
        skip_cell();
        return;
      }
      take_into(cell.text);
    }
    mistake(cell.place, "a cell in double quotes", "must end with a double quote",
            "Write the quote that ends it.");
  }

  void skip_cell() {
    while (!at_end_of_cell()) step();
  }

  std::shared_ptr<const Source> source_;
  std::string_view text_;
  std::string key_;
  std::size_t at_ = 0;
  std::uint32_t line_ = 1;
  std::uint32_t column_ = 1;
  std::vector<Diagnostic> mistakes_;
};

std::string joined(const std::vector<std::string_view>& columns) {
  std::string text;
  for (const std::string_view column : columns) {
    if (!text.empty()) text += ',';
    text += column;
  }
  return text;
}

Place whole_row(const CsvRow& row) {
  Place place = row.front().place;
  const Place& end = row.back().place;
  if (end.line == place.line) place.width = end.column + end.width - place.column;
  return place;
}

/// What is wrong with the heading; nothing when it is that of `columns`.
std::optional<Diagnostic> fault_of_heading(const CsvRow& row,
                                           const std::vector<std::string_view>& columns) {
  const std::string action = "Write the heading " + joined(columns) + ".";
  for (const char mark : {';', '\t'})
    if (row.size() == 1 && row[0].text.find(mark) != std::string::npos)
      return Diagnostic{
          .place = row[0].place,
          .what = std::string("cells separated by ") + (mark == ';' ? "semicolons" : "tabs"),
          .rule = "must be separated by commas",
          .action = "Save the sheet as CSV UTF-8 (comma delimited)."};
  for (std::size_t i = 0; i < row.size() && i < columns.size(); ++i)
    if (row[i].text != columns[i])
      return Diagnostic{
          .place = row[i].place,
          .what = "column " + std::to_string(i + 1) + " = \"" + spelled(row[i].text) + "\"",
          .rule = "must be " + std::string(columns[i]),
          .action = action};
  if (row.size() == columns.size()) return std::nullopt;
  return Diagnostic{.place = whole_row(row),
                    .what = "a heading of " + std::to_string(row.size()) + " columns",
                    .rule = "must have " + std::to_string(columns.size()),
                    .action = action};
}

}  // namespace

std::vector<CsvRow> csv_rows(const std::shared_ptr<const Source>& source, const std::string& key) {
  return CsvReader(source, key).rows();
}

std::vector<CsvRow> csv_table(const std::shared_ptr<const Source>& source,
                              const std::vector<std::string_view>& columns,
                              const std::string& key) {
  std::vector<CsvRow> rows = csv_rows(source, key);
  if (rows.empty())
    throw ScenarioError({{.place = Place{source},
                          .key = key,
                          .what = "no heading",
                          .rule = "must be " + joined(columns),
                          .action = "Write it in the first line."}});
  if (auto fault = fault_of_heading(rows.front(), columns)) {
    fault->key = key;
    throw ScenarioError({*fault});
  }
  rows.erase(rows.begin());
  std::vector<Diagnostic> mistakes;
  for (const CsvRow& row : rows) {
    if (row.size() == columns.size() || mistakes.size() == most_mistakes) continue;
    mistakes.push_back({.place = whole_row(row),
                        .key = key,
                        .what = "a row of " + std::to_string(row.size()) + " cells",
                        .rule = "must have " + std::to_string(columns.size()),
                        .action = row.size() > columns.size()
                                      ? "Put a cell that holds a comma in double quotes."
                                      : "Write a comma for each cell, also for an empty one."});
  }
  if (!mistakes.empty()) throw ScenarioError(std::move(mistakes));
  return rows;
}

}  // namespace scenarios
