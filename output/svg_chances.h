// Chances of several things under several options: lettered dots from 0 to 100 in 100.
//
// The letter says which option, the colour says it again, and the numbers stand in words with the
// row, so that nothing needs to be read off. Dots that would meet lie one below the other. A row
// may have several tracks, each beside its own words: of one year, and of another.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "output/svg_parts.h"

namespace output {

struct ChanceMark {
  std::size_t option = 0;  ///< Its letter and colour.
  double share = 0;        ///< In [0, 1].
};

struct ChanceTrack {
  std::string said;  ///< "A 28 in 100, B 30 in 100"
  std::vector<ChanceMark> marks;
  bool is_hollow = false;  ///< Its dots are rings.
};

struct ChanceRow {
  std::string label;
  std::vector<ChanceTrack> tracks;
};

struct ChanceChart {
  std::string alternative;
  std::vector<ChanceRow> rows;
};

/// Requires: a row, a track in each; shares in [0, 1].
std::string svg_in_page(const ChanceChart& chart, Room room);

}  // namespace output
