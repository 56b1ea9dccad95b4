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

  of_open_time_ = Buckets(before, open.size());
  std::size_t opening = 0;
  for (std::size_t bucket = 0; bucket < of_open_time_.count(); ++bucket) {
    while (openings_[opening + 1].before <= of_open_time_.first_in(bucket)) ++opening;
    opening_at_.push_back(static_cast<std::uint32_t>(opening));
  }

  const Instant first = openings_.front().opens;
  of_time_ = Buckets((closings_.back() - first).count(), open.size());
  std::size_t opened = 0;
  for (std::size_t bucket = 0; bucket < of_time_.count(); ++bucket) {
    while (openings_[opened].opens <= first + Seconds{of_time_.first_in(bucket)}) ++opened;
    opened_by_.push_back(static_cast<std::uint32_t>(opened));
  }
}

Seconds OperationalTime::elapsed(Instant when) const {
  if (openings_.empty() || when < openings_.front().opens) return Seconds{0};
  if (when >= closings_.back()) return total_;
  const std::int64_t since = (when - openings_.front().opens).count();
  std::size_t index = opened_by_[of_time_.of(since)] - 1;
  while (openings_[index + 1].opens <= when) ++index;
  return Seconds{openings_[index].before} +
         (std::min(when, closings_[index]) - openings_[index].opens);
}

Instant OperationalTime::at(Seconds open_time) const {
  expects(open_time.count() >= 0, "operational time is not negative");
  if (open_time >= total_) return never;
  std::size_t opening = opening_at_[of_open_time_.of(open_time.count())];
  while (openings_[opening + 1].before <= open_time.count()) ++opening;
  return openings_[opening].opens + (open_time - Seconds{openings_[opening].before});
}

bool OperationalTime::is_open(Instant when) const {
  const Seconds so_far = elapsed(when);
  return so_far < total_ && at(so_far) == when;
}

}  // namespace sim
