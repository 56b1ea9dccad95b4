#include "sim/statistics/baseline.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include "sim/kernel/expects.h"
#include "sim/random/elementary.h"

namespace sim {
namespace {

constexpr std::size_t nodes_of_walk = 64;
constexpr double least_mean = 1e-12;  // of a regression far down

using Known = std::span<const YearlyCount>;

/// As a Poisson mean, or under a logarithm.
double positive(std::int64_t count) {
  return std::max(0.5, static_cast<double>(count));
}

/// A binomial share of a count of this mean and variance.
std::optional<Forecast> thinned(double mean, double variance, double share) {
  auto law = CountLaw::negative_binomial(mean * share,
                                         share * share * variance + share * (1 - share) * mean);
  return law ? std::optional<Forecast>(std::move(*law)) : std::nullopt;
}

/// The mean square of what changed in a year, `change(before, after)`; nothing without two figures.
template <class Change>
std::optional<double> mean_square_step(Known known, Change change) {
  if (known.size() < 2) return {};
  double sum = 0;
  for (std::size_t i = 1; i < known.size(); ++i) {
    const double step = change(positive(known[i - 1].count), positive(known[i].count));
    sum += step * step / (known[i].year - known[i - 1].year);
  }
  return sum / static_cast<double>(known.size() - 1);
}

std::optional<Forecast> by_walk(Known known, const Asked& asked) {
  const auto variance =
      mean_square_step(known, [](double before, double after) { return log(after / before); });
  if (!variance) return {};
  const Quadrature normal = gauss_hermite(nodes_of_walk);
  const double deviation = std::sqrt((asked.year - known.back().year) * *variance);
  std::vector<double> means;
  for (const double z : normal.nodes)
    means.push_back(asked.exposure * positive(known.back().count) * exp(deviation * z));
  auto law = CountLaw::poisson_mixture(means, normal.weights);
  return law ? std::optional<Forecast>(std::move(*law)) : std::nullopt;
}

/// Means of year and count, the years less theirs.
struct Centred {
  explicit Centred(Known known) {
    const auto n = static_cast<double>(known.size());
    for (const YearlyCount& one : known) {
      mean_year += one.year / n;
      mean_count += static_cast<double>(one.count) / n;
    }
    for (const YearlyCount& one : known) {
      years.push_back(one.year - mean_year);
      squares += years.back() * years.back();
    }
  }
  double mean_year = 0;
  double mean_count = 0;
  std::vector<double> years;
  double squares = 0;
};

std::optional<Forecast> by_trend(Known known, const Asked& asked) {
  if (known.size() < 3) return {};
  const auto n = static_cast<double>(known.size());
  const Centred at(known);
  double slope = 0;
  for (std::size_t i = 0; i < known.size(); ++i)
    slope += at.years[i] * static_cast<double>(known[i].count) / at.squares;
  double left = 0;
  for (std::size_t i = 0; i < known.size(); ++i) {
    const double off = static_cast<double>(known[i].count) - at.mean_count - slope * at.years[i];
    left += off * off;
  }
  const double ahead = asked.year - at.mean_year;
  const double mean = at.mean_count + slope * ahead;
  const double variance = left / (n - 2) * (1 + 1 / n + ahead * ahead / at.squares);
  const double share = asked.exposure;
  const double scale =
      std::sqrt(share * share * variance + share * (1 - share) * std::max(0.0, mean));
  if (!(scale > 0)) return {};  // The figures lie on a line.
  return StudentLaw{.location = share * mean, .scale = scale, .freedom = n - 2};
}

/// Log mean in the middle year, and its slope.
struct LogLine {
  double level = 0;
  double slope = 0;
};

/// Newton's steps on the likelihood; nothing where it has no greatest value.
std::optional<LogLine> poisson_regression(Known known, const Centred& at) {
  if (known.size() < 3 || !(at.mean_count > 0)) return {};
  LogLine line{.level = log(at.mean_count), .slope = 0};
  for (int step = 0; step < 200; ++step) {
    double excess = 0, lean = 0, weight = 0, skew = 0, spread = 0;
    for (std::size_t i = 0; i < known.size(); ++i) {
      const double x = at.years[i];
      const double mean = exp(line.level + line.slope * x);
      const double off = static_cast<double>(known[i].count) - mean;
      excess += off;
      lean += off * x;
      weight += mean;
      skew += mean * x;
      spread += mean * x * x;
    }
    const double determinant = weight * spread - skew * skew;
    if (!(determinant > 0)) return {};
    const double up = (spread * excess - skew * lean) / determinant;
    const double tilt = (weight * lean - skew * excess) / determinant;
    const double longest = std::max(std::abs(up), std::abs(tilt));
    const double shortened = std::min(1.0, 1 / longest);
    line.level += longest > 1 ? up * shortened : up;
    line.slope += longest > 1 ? tilt * shortened : tilt;
    if (longest < 1e-13) return line;
  }
  return std::abs(line.slope) < 5 ? std::optional<LogLine>(line) : std::nullopt;
}

std::optional<Forecast> by_regression(Known known, const Asked& asked, bool dispersed) {
  const Centred at(known);
  const auto line = poisson_regression(known, at);
  if (!line) return {};
  double dispersion = 1;
  if (dispersed) {
    double squares = 0;
    for (std::size_t i = 0; i < known.size(); ++i) {
      const double mean = exp(line->level + line->slope * at.years[i]);
      const double off = static_cast<double>(known[i].count) - mean;
      squares += off * off / mean;
    }
    dispersion = std::max(1.0, squares / static_cast<double>(known.size() - 2));
  }
  const double mean =
      std::max(least_mean, exp(line->level + line->slope * (asked.year - at.mean_year)));
  return thinned(mean, dispersion * mean, asked.exposure);
}

std::optional<Forecast> by_last_value(Known known, const Asked& asked, bool dispersed) {
  const double mean = positive(known.back().count);
  double dispersion = 1;
  if (dispersed) {
    const auto found = mean_square_step(
        known, [](double before, double after) { return (after - before) / std::sqrt(before); });
    if (!found) return {};
    dispersion = std::max(1.0, *found * (asked.year - known.back().year));
  }
  return thinned(mean, dispersion * mean, asked.exposure);
}

/// Orthonormal Hermite polynomials of degrees count - 1 and count at `x`, for the normal weight.
std::pair<double, double> last_hermite(std::size_t count, double x) {
  double before = 0;
  double now = 1;
  for (std::size_t i = 0; i < count; ++i) {
    const double next = (x * now - std::sqrt(static_cast<double>(i)) * before) /
                        std::sqrt(static_cast<double>(i + 1));
    before = now;
    now = next;
  }
  return {before, now};
}

/// How many roots lie below `x`: negative pivots of the tridiagonal matrix less x.
std::size_t roots_below(std::size_t count, double x) {
  std::size_t below = 0;
  double pivot = 1;
  for (std::size_t i = 0; i < count; ++i) {
    pivot = -x - (i == 0 ? 0 : static_cast<double>(i) / pivot);
    if (pivot == 0) pivot = 1e-300;
    if (pivot < 0) ++below;
  }
  return below;
}

}  // namespace

const std::vector<Baseline>& baselines() {
  static const std::vector<Baseline> all{
      Baseline::last_value, Baseline::log_random_walk,      Baseline::linear_trend,
      Baseline::log_linear, Baseline::last_value_dispersed, Baseline::log_linear_dispersed};
  return all;
}

std::string name_of(Baseline baseline) {
  switch (baseline) {
    case Baseline::last_value: return "last value";
    case Baseline::log_random_walk: return "log random walk";
    case Baseline::linear_trend: return "linear trend";
    case Baseline::log_linear: return "log-linear trend";
    case Baseline::last_value_dispersed: return "last value, dispersed";
    case Baseline::log_linear_dispersed: return "log-linear, dispersed";
  }
  contract_broken("a baseline is one of those known");
}

std::optional<Forecast> forecast_by(Baseline baseline, Known known, const Asked& asked) {
  expects(!known.empty(), "there is a figure to go by");
  expects(asked.exposure > 0 && asked.exposure <= 1, "an exposure is a share of a year");
  for (std::size_t i = 0; i < known.size(); ++i) {
    expects(known[i].count >= 0, "a count is not negative");
    expects(known[i].year < (i + 1 < known.size() ? known[i + 1].year : asked.year),
            "years rise up to the one asked for");
  }
  switch (baseline) {
    case Baseline::last_value: return by_last_value(known, asked, false);
    case Baseline::log_random_walk: return by_walk(known, asked);
    case Baseline::linear_trend: return by_trend(known, asked);
    case Baseline::log_linear: return by_regression(known, asked, false);
    case Baseline::last_value_dispersed: return by_last_value(known, asked, true);
    case Baseline::log_linear_dispersed: return by_regression(known, asked, true);
  }
  contract_broken("a baseline is one of those known");
}

Scores scores_of(const Forecast& forecast, std::int64_t count) {
  return std::visit([&](const auto& law) { return scores_of(law, count); }, forecast);
}

Quadrature gauss_hermite(std::size_t count) {
  expects(count >= 1 && count <= 200, "a quadrature has 1 to 200 nodes");
  Quadrature rule;
  const double reach = 2 * std::sqrt(static_cast<double>(count)) + 1;
  for (std::size_t i = 0; i < count; ++i) {
    double low = -reach;
    double high = reach;
    for (int step = 0; step < 100; ++step) {
      const double middle = low + (high - low) / 2;
      (roots_below(count, middle) > i ? high : low) = middle;
    }
    const double node = low + (high - low) / 2;
    const double at_node = last_hermite(count, node).first;
    rule.nodes.push_back(node);
    rule.weights.push_back(1 / (static_cast<double>(count) * at_node * at_node));
  }
  return rule;
}

}  // namespace sim
