// What stands in the books at the end of a month or a week: the rows that series are made of.
#pragma once

#include <array>
#include <cstdint>
#include <vector>

#include "models/record.h"
#include "sim/kernel/instant.h"

namespace models {

struct Snapshot {
  sim::Instant at{};
  std::array<std::int64_t, counts> totals{};    ///< Events since the start of the run.
  std::array<std::int64_t, settings> pupils{};  ///< By setting; mainstream with a reason only.
  std::array<std::int64_t, extra_stocks> stocks{};
  std::vector<std::int64_t> rolls;  ///< By unit.
  std::int64_t semh_spend = 0;      ///< Since the start of the run [pence].
};

using Snapshots = std::vector<Snapshot>;

}  // namespace models
