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

  const std::int64_t span = (closings_.back() - openings_.front().opens).count();
  time_bucket_ = std::max<std::int64_t>(1, span / static_cast<std::int64_t>(open.size()));
  std::size_t opened = 0;
  for (std::int64_t start = 0; start < span; start += time_bucket_) {
    while (openings_[opened].opens <= openings_.front().opens + Seconds{start}) ++opened;
    opened_by_.push_back(static_cast<std::uint32_t>(opened));
  }
}

Seconds OperationalTime::elapsed(Instant when) const {
  if (openings_.empty() || when < openings_.front().opens) return Seconds{0};
  if (when >= closings_.back()) return total_;
  const std::int64_t since = (when - openings_.front().opens).count();
  std::size_t index = opened_by_[static_cast<std::size_t>(since / time_bucket_)] - 1;
  while (openings_[index + 1].opens <= when) ++index;
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
