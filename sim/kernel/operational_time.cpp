#include "sim/kernel/operational_time.h"

#include <algorithm>

#include "sim/kernel/expects.h"

namespace sim {

OperationalTime::OperationalTime(const std::vector<Interval>& open) {
  expects(!open.empty(), "operational time has an open interval");
  std::int64_t before = 0;
  for (const auto& [opens, closes] : open) {
    expects(opens < closes, "an open interval has a positive length");
    expects(closings_.empty() || closings_.back() <= opens,
            "open intervals are in order and apart");
    openings_.push_back({opens, before});
    closings_.push_back(closes);
    before += (closes - opens).count();
  }
  openings_.push_back({never, before});
  total_ = Seconds{before};

  bucket_ = std::max<std::int64_t>(1, before / static_cast<std::int64_t>(open.size()));
  std::size_t opening = 0;
  for (std::int64_t start = 0; start < before; start += bucket_) {
    while (openings_[opening + 1].before <= start) ++opening;
    opening_at_.push_back(static_cast<std::uint32_t>(opening));
  }
}

Seconds OperationalTime::elapsed(Instant when) const {
  const auto later =
      std::upper_bound(openings_.begin(), openings_.end(), when,
                       [](Instant instant, const Opening& o) { return instant < o.opens; });
  if (later == openings_.begin()) return Seconds{0};
  const auto index = static_cast<std::size_t>(later - openings_.begin()) - 1;
  if (index >= closings_.size()) return total_;
  return Seconds{openings_[index].before} +
         (std::min(when, closings_[index]) - openings_[index].opens);
}

Instant OperationalTime::at(Seconds open_time) const {
  expects(open_time.count() >= 0, "operational time is not negative");
  if (open_time >= total_) return never;
  std::size_t opening = opening_at_[static_cast<std::size_t>(open_time.count() / bucket_)];
  while (openings_[opening + 1].before <= open_time.count()) ++opening;
  return openings_[opening].opens + (open_time - Seconds{openings_[opening].before});
}

bool OperationalTime::is_open(Instant when) const {
  const Seconds so_far = elapsed(when);
  return so_far < total_ && at(so_far) == when;
}

}  // namespace sim
