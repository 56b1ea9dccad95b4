// Comma-separated values as RFC 4180 has them: rows of cells, each with its place in the file.
//
// A cell may stand in double quotes and then hold commas, line ends and doubled quotes. Empty
// lines, rows without a character in any cell, and lines that begin with # are for people. A quote
// where none belongs is a mistake and never guessed at: a wrong guess moves a figure to another
// column.
#pragma once

#include <cstddef>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "scenarios/diagnostic.h"

namespace scenarios {

constexpr std::size_t most_csv_rows = 50'000;
constexpr std::size_t most_csv_cells = 200;  // of a row

struct CsvCell {
  std::string text;  ///< Without its quotes.
  Place place;
};

using CsvRow = std::vector<CsvCell>;

/// The rows of `source`, none of them empty. `key` is what a message says they belong to.
/// Throws: ScenarioError, with every mistake.
std::vector<CsvRow> csv_rows(const std::shared_ptr<const Source>& source,
                             const std::string& key = {});

/// The rows below a heading of exactly these `columns`, each as long as it.
/// Throws: ScenarioError, with every mistake.
std::vector<CsvRow> csv_table(const std::shared_ptr<const Source>& source,
                              const std::vector<std::string_view>& columns,
                              const std::string& key = {});

}  // namespace scenarios
