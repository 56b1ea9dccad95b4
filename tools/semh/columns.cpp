#include "tools/semh/columns.h"

#include <algorithm>
#include <utility>

#include "sim/kernel/expects.h"

namespace tools {

Columns::Columns(std::vector<const sim::PackedRow*> rows, std::size_t most_values)
    : rows_(std::move(rows)),
      width_(std::max<std::size_t>(64, most_values / std::max<std::size_t>(1, rows_.size()))) {}

const std::int64_t* Columns::at(std::size_t place) {
  const std::size_t kept = rows_.empty() ? 0 : window_.size() / rows_.size();
  if (place < first_ || place >= first_ + kept) unpack_from(place);
  return window_.data() + (place - first_) * rows_.size();
}

void Columns::unpack_from(std::size_t place) {
  sim::expects(!rows_.empty() && place < rows_.front()->size(),
               "a column of the rows is asked for");
  first_ = place;
  const std::size_t end = std::min(place + width_, rows_.front()->size());
  window_.assign((end - place) * rows_.size(), 0);
  for (std::size_t row = 0; row < rows_.size(); ++row)
    rows_[row]->each(end, [&](std::size_t at, std::int64_t value) {
      if (at >= place) window_[(at - place) * rows_.size() + row] = value;
    });
}

}  // namespace tools
