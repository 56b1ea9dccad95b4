#include "sim/inference/minimise.h"

#include <algorithm>
#include <cmath>  // sqrt and isfinite alone: IEEE 754 fixes their results
#include <cstddef>
#include <deque>
#include <utility>

#include "sim/kernel/expects.h"

namespace sim {
namespace {

constexpr std::size_t memory = 8;
constexpr int halvings = 20;
constexpr double sufficient = 1e-4;  ///< Of the decrease that the slope promises.

double product(std::span<const double> a, std::span<const double> b) {
  double sum = 0;
  for (std::size_t i = 0; i < a.size(); ++i) sum += a[i] * b[i];
  return sum;
}

/// A step taken and how it changed the gradient.
struct Pair {
  std::vector<double> step;
  std::vector<double> change;
  double curvature = 0;
};

struct Point {
  std::vector<double> at;
  std::vector<double> gradient;
  double value = 0;
};

class Descent {
 public:
  Descent(const SmoothFunction& function, const MinimiseSettings& settings)
      : function_(function), settings_(settings) {}

  Point evaluated(std::vector<double> at) const {
    for (std::size_t i = 0; i < at.size(); ++i)
      at[i] = std::min(std::max(at[i], settings_.lower[i]), settings_.upper[i]);
    Point point{.at = std::move(at), .gradient = {}, .value = 0};
    point.gradient.resize(point.at.size());
    point.value = function_(point.at, point.gradient);
    return point;
  }

  /// The gradient without what pushes against the walls of the box.
  std::vector<double> free_gradient(const Point& from) const {
    std::vector<double> free = from.gradient;
    for (std::size_t i = 0; i < free.size(); ++i) {
      const bool against_lower = from.at[i] <= settings_.lower[i] && free[i] > 0;
      const bool against_upper = from.at[i] >= settings_.upper[i] && free[i] < 0;
      if (against_lower || against_upper) free[i] = 0;
    }
    return free;
  }

  /// Where BFGS would go from a point with this gradient.
  std::vector<double> direction(const std::vector<double>& free) const {
    std::vector<double> way = free;
    std::vector<double> shares(pairs_.size());
    for (std::size_t k = pairs_.size(); k-- > 0;) {
      shares[k] = product(pairs_[k].step, way) / pairs_[k].curvature;
      for (std::size_t i = 0; i < way.size(); ++i) way[i] -= shares[k] * pairs_[k].change[i];
    }
    const double scale = pairs_.empty() ? 1 / std::max(1.0, std::sqrt(product(free, free)))
                                        : pairs_.back().curvature /
                                              product(pairs_.back().change, pairs_.back().change);
    for (double& x : way) x *= scale;
    for (std::size_t k = 0; k < pairs_.size(); ++k) {
      const double share = shares[k] - product(pairs_[k].change, way) / pairs_[k].curvature;
      for (std::size_t i = 0; i < way.size(); ++i) way[i] += share * pairs_[k].step[i];
    }
    for (std::size_t i = 0; i < way.size(); ++i) way[i] = free[i] == 0 ? 0 : -way[i];
    return way;
  }

  /// The first of ever smaller steps along `way` that is low enough; `from` itself if none is.
  Point searched(const Point& from, const std::vector<double>& way) const {
    double size = 1;
    for (int i = 0; i < halvings; ++i, size /= 2) {
      std::vector<double> at = from.at;
      for (std::size_t j = 0; j < at.size(); ++j) at[j] += size * way[j];
      Point point = evaluated(std::move(at));
      double promised = 0;
      for (std::size_t j = 0; j < way.size(); ++j)
        promised += from.gradient[j] * (point.at[j] - from.at[j]);
      if (promised < 0 && point.value <= from.value + sufficient * promised) return point;
    }
    return from;
  }

  void remember(const Point& from, const Point& to) {
    Pair pair{to.at, to.gradient, 0};
    for (std::size_t i = 0; i < pair.step.size(); ++i) {
      pair.step[i] -= from.at[i];
      pair.change[i] -= from.gradient[i];
    }
    pair.curvature = product(pair.step, pair.change);
    if (pair.curvature <= 1e-10 * product(pair.change, pair.change)) return;
    pairs_.push_back(std::move(pair));
    if (pairs_.size() > memory) pairs_.pop_front();
  }

  void forget() { pairs_.clear(); }
  bool remembers() const { return !pairs_.empty(); }

 private:
  const SmoothFunction& function_;
  const MinimiseSettings& settings_;
  std::deque<Pair> pairs_;
};

}  // namespace

Minimum minimise(const SmoothFunction& function, std::vector<double> start,
                 const MinimiseSettings& settings) {
  expects(settings.lower.size() == start.size() && settings.upper.size() == start.size(),
          "every unknown has two bounds");
  Descent descent(function, settings);
  Point best = descent.evaluated(std::move(start));
  expects(std::isfinite(best.value), "a search starts where there is a value");
  for (int i = 0; i < settings.iterations; ++i) {
    const std::vector<double> free = descent.free_gradient(best);
    if (product(free, free) == 0) break;
    Point next = descent.searched(best, descent.direction(free));
    const double gained = best.value - next.value;
    if (gained < settings.improvement) {
      if (gained > 0) best = std::move(next);
      if (!descent.remembers()) break;
      descent.forget();  // Once more, straight down.
      continue;
    }
    descent.remember(best, next);
    best = std::move(next);
  }
  return {.at = std::move(best.at), .value = best.value};
}

}  // namespace sim
