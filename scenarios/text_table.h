// A table in plain text: columns aligned, long cells wrapped, nothing wider than a page.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

namespace scenarios {

struct Column {
  std::string title;
  std::size_t widest;  ///< [characters] A longer cell is wrapped.
};

/// `rows` hold one cell for each column. Two spaces between columns; cells are escaped.
std::string text_table(const std::vector<Column>& columns,
                       const std::vector<std::vector<std::string>>& rows);

}  // namespace scenarios
