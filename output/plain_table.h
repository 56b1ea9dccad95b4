// An aligned table of text for a terminal.
//
// Numbers stand to the right and are never broken; text and headings wrap at spaces. When even that
// is too wide, the table continues below with its first column repeated.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

namespace output {

enum class Align { left, right };

struct PlainColumn {
  std::string heading;
  Align align = Align::right;
  std::vector<std::string> cells;  ///< shape (rows)
};

/// Every line ends with \n and has no trailing space. `width` [terminal columns]; only a word or a
/// number wider than that exceeds it.
/// Requires: at least one column, all of one length.
std::string plain_table(const std::vector<PlainColumn>& columns, std::size_t width = 80);

}  // namespace output
