#include "sim/statistics/control_limits.h"

#include <algorithm>
#include <cmath>

#include "sim/kernel/expects.h"
#include "sim/statistics/count_law.h"
#include "sim/statistics/quantile.h"
#include "sim/statistics/tally.h"

namespace sim {
namespace {

constexpr std::size_t fewest_futures = 20;
constexpr std::size_t enough_for_outer = 1'000;
constexpr double outer_tail = 0.001;

/// A figure or a limit: limits between two counts are shown with a half.
std::string number(double value) {
  const double halves = std::round(value * 2) / 2;
  const auto whole = static_cast<std::int64_t>(halves);
  std::string text = std::to_string(whole);
  for (std::size_t at = text.size(); at > 3; at -= 3) text.insert(at - 3, ",");
  return static_cast<double>(whole) == halves ? text : text + ".5";
}

std::string in_words(const Range& limits) {
  return number(limits.lower) + " to " + number(limits.upper);
}

}  // namespace

ControlLimits control_limits(std::span<const double> expected) {
  expects(expected.size() >= fewest_futures, "limits need 20 futures");
  const OrderedSample sample({expected.begin(), expected.end()});
  expects(sample.smallest() >= 0, "what is counted is not negative");
  ControlLimits limits{.inner = {sample.quantile(0.025), sample.quantile(0.975)},
                       .outer = {sample.quantile(outer_tail), sample.quantile(1 - outer_tail)}};
  if (sample.size() >= enough_for_outer) return limits;
  Tally tally;
  for (const double value : expected) tally.add(value);
  const auto law =
      tally.mean() > 0 ? CountLaw::negative_binomial(tally.mean(), tally.variance()) : std::nullopt;
  if (!law) return limits;
  limits.outer.lower = std::min(limits.outer.lower, static_cast<double>(law->quantile(outer_tail)));
  limits.outer.upper =
      std::max(limits.outer.upper, static_cast<double>(law->quantile(1 - outer_tail)));
  return limits;
}

Signal signal_of(const ControlLimits& limits, double figure) {
  if (limits.inner.holds(figure)) return Signal::within_chance;
  return limits.outer.holds(figure) ? Signal::unusual : Signal::more_than_chance;
}

std::string statement_of(const ControlLimits& limits, double figure) {
  const std::string said = number(figure);
  switch (signal_of(limits, figure)) {
    case Signal::within_chance:
      return said + " lies inside the 95% limits (" + in_words(limits.inner) +
             "): no more than chance.";
    case Signal::unusual:
      return said + " lies outside the 95% limits (" + in_words(limits.inner) +
             ") and inside the 99.8% limits (" + in_words(limits.outer) +
             "): unusual, and still what one figure in twenty does by chance.";
    case Signal::more_than_chance:
      return said + " lies outside the 99.8% limits (" + in_words(limits.outer) +
             "): more than chance.";
  }
  contract_broken("a signal is one of those known");
}

std::vector<double> power_to_tell_apart(const Cumulative& plan, const Cumulative& no_change,
                                        double level) {
  expects(plan.times == no_change.times && plan.counts.size() == no_change.counts.size(),
          "futures come in pairs");
  expects(plan.futures() >= fewest_futures, "a test needs 20 futures");
  expects(level > 0 && level < 1, "a level lies in (0, 1)");
  const std::size_t futures = plan.futures();
  const double most = level / 2 * static_cast<double>(futures);
  std::vector<double> power;
  std::vector<double> law(futures);
  for (std::size_t time = 0; time < plan.times; ++time) {
    for (std::size_t i = 0; i < futures; ++i) law[i] = no_change.counts[i * plan.times + time];
    std::sort(law.begin(), law.end());
    std::size_t different = 0;
    for (std::size_t i = 0; i < futures; ++i) {
      const double figure = plan.counts[i * plan.times + time];
      const auto as_low = std::upper_bound(law.begin(), law.end(), figure) - law.begin();
      const auto as_high = law.end() - std::lower_bound(law.begin(), law.end(), figure);
      if (static_cast<double>(std::min(as_low, as_high)) <= most) ++different;
    }
    power.push_back(static_cast<double>(different) / static_cast<double>(futures));
  }
  return power;
}

std::optional<std::size_t> told_apart_at(std::span<const double> power, double wanted) {
  for (std::size_t time = 0; time < power.size(); ++time)
    if (power[time] >= wanted) return time;
  return {};
}

}  // namespace sim
