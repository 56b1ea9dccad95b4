#include "sim/random/crossing.h"

#include "sim/kernel/expects.h"

namespace sim {

Instant crossing(const StepFunction<double>& rate, Instant start, double threshold) {
  expects(threshold >= 0, "a threshold is not negative");
  double left = threshold;
  for (Instant from = start; from < never;) {
    const double now = rate.at(from);
    expects(now >= 0, "a hazard is not negative");
    const Instant until = rate.next_change(from);
    const double consumed = until < never ? now * years_between(from, until) : left;
    if (now > 0 && consumed >= left) return after_years(from, left / now);
    left -= until < never ? consumed : 0;
    from = until;
  }
  return never;
}

}  // namespace sim
