#include "sim/decision/value_of_information.h"

#include <algorithm>
#include <cmath>  // sqrt, isfinite and abs alone: IEEE 754 fixes their results
#include <optional>
#include <utility>

#include "sim/inference/cholesky.h"
#include "sim/kernel/expects.h"
#include "sim/random/elementary.h"
#include "sim/random/stream.h"
#include "sim/statistics/quantile.h"

namespace sim {
namespace {

constexpr std::uint32_t resampled_worlds = 19;
constexpr std::size_t most_spline_terms = 4;
constexpr std::size_t worlds_a_term = 10;

/// Of one number: itself, and bends at quantiles between which it is cubic; beyond the outer ones
/// it is straight. Source: Hastie, Tibshirani & Friedman, "The Elements of Statistical Learning",
/// 2nd ed. (2009), s.5.2.1.
class Spline {
 public:
  /// Fewer terms where the number takes too few values; none where it takes one.
  Spline(const std::vector<double>& values, std::size_t terms) {
    const OrderedSample sample(values);
    centre_ = sample.quantile(0.5);
    spread_ = sample.largest() - sample.smallest();
    if (spread_ <= 0 || terms == 0) return;
    knots_.push_back(sample.smallest());
    for (std::size_t k = 0; k <= terms && terms > 1; ++k) {
      const double share = 0.05 + 0.9 * static_cast<double>(k) / static_cast<double>(terms);
      const double knot = sample.quantile(share);
      if (k == 0)
        knots_.front() = knot;
      else if (knot > knots_.back())
        knots_.push_back(knot);
    }
  }

  std::size_t terms() const {
    if (knots_.empty()) return 0;
    return std::max<std::size_t>(1, knots_.size() - 1);
  }

  void add(double value, std::vector<double>& row) const {
    if (knots_.empty()) return;
    row.push_back((value - centre_) / spread_);
    const std::size_t last = knots_.size() - 1;
    for (std::size_t k = 0; k + 2 <= last; ++k)
      row.push_back(bend(value, k, last) - bend(value, last - 1, last));
  }

 private:
  static double cubed(double x) { return x > 0 ? x * x * x : 0; }
  double bend(double value, std::size_t from, std::size_t last) const {
    const double below = cubed((value - knots_[from]) / spread_);
    const double above = cubed((value - knots_[last]) / spread_);
    return (below - above) * spread_ / (knots_[last] - knots_[from]);
  }

  double centre_ = 0;
  double spread_ = 0;
  std::vector<double> knots_;  ///< Rising; one alone stands for a straight line.
};

/// Rows of a regression, the constant first.
struct Curve {
  std::vector<double> rows;  ///< shape (worlds x terms)
  std::size_t terms = 1;
};

Curve curve_of(std::span<const double> known, std::size_t numbers, std::size_t spline_terms,
               bool products) {
  const std::size_t worlds = known.size() / numbers;
  std::vector<Spline> splines;
  for (std::size_t j = 0; j < numbers; ++j) {
    std::vector<double> values(worlds);
    for (std::size_t w = 0; w < worlds; ++w) values[w] = known[w * numbers + j];
    splines.emplace_back(values, spline_terms);
  }
  Curve curve;
  for (std::size_t w = 0; w < worlds; ++w) {
    std::vector<double> row{1};
    std::vector<double> straight;
    for (std::size_t j = 0; j < numbers; ++j) {
      const std::size_t begin = row.size();
      splines[j].add(known[w * numbers + j], row);
      if (row.size() > begin) straight.push_back(row[begin]);
    }
    for (std::size_t j = 0; products && j < straight.size(); ++j)
      for (std::size_t i = 0; i < j; ++i) row.push_back(straight[i] * straight[j]);
    curve.terms = row.size();
    curve.rows.insert(curve.rows.end(), row.begin(), row.end());
  }
  return curve;
}

/// What the curve says in each world when each is taken so many times. shape (worlds x columns)
std::vector<double> fitted(const Curve& curve, std::span<const double> differences,
                           std::size_t columns, const std::vector<double>& times) {
  const std::size_t terms = curve.terms;
  const std::size_t worlds = times.size();
  std::vector<double> gram = weighted_gram(curve.rows, terms, times);
  for (std::size_t k = 0; k < terms; ++k)
    gram[k * terms + k] += 1e-10 * (gram[k * terms + k] + static_cast<double>(worlds) * 1e-6);
  const auto factor = Cholesky::of(std::move(gram), terms);
  expects(factor.has_value(), "normal equations with a ridge have a solution");
  std::vector<double> values(worlds * columns);
  std::vector<double> side(terms);
  for (std::size_t c = 0; c < columns; ++c) {
    std::fill(side.begin(), side.end(), 0);
    for (std::size_t w = 0; w < worlds; ++w)
      for (std::size_t k = 0; k < terms && times[w] > 0; ++k)
        side[k] += times[w] * curve.rows[w * terms + k] * differences[w * columns + c];
    const auto coefficients = factor->solve(side);
    for (std::size_t w = 0; w < worlds; ++w)
      for (std::size_t k = 0; k < terms; ++k)
        values[w * columns + c] += curve.rows[w * terms + k] * coefficients[k];
  }
  return values;
}

/// Schwarz's criterion, all columns together: what is left over, and a price for each term.
double criterion(const Curve& curve, std::span<const double> differences, std::size_t columns,
                 const std::vector<double>& left_of_nothing) {
  const std::size_t worlds = differences.size() / columns;
  const auto size = static_cast<double>(worlds);
  const auto values = fitted(curve, differences, columns, std::vector<double>(worlds, 1.0));
  double sum = 0;
  for (std::size_t c = 0; c < columns; ++c) {
    if (left_of_nothing[c] <= 0) continue;  // a column that never varies
    double left = 0;
    for (std::size_t w = 0; w < worlds; ++w) {
      const double apart = differences[w * columns + c] - values[w * columns + c];
      left += apart * apart;
    }
    const double share = std::max(left / left_of_nothing[c], 1e-12);
    sum += size * log(share) + static_cast<double>(curve.terms) * log(size);
  }
  return sum;
}

/// Squared distances from the mean, by column.
std::vector<double> squares_of(std::span<const double> differences, std::size_t columns) {
  const std::size_t worlds = differences.size() / columns;
  std::vector<double> squares(columns);
  for (std::size_t c = 0; c < columns; ++c) {
    double mean = 0;
    double size = 0;
    for (std::size_t w = 0; w < worlds; ++w) {
      const double value = differences[w * columns + c];
      const double from_mean = value - mean;
      mean += from_mean / ++size;
      squares[c] += from_mean * (value - mean);
    }
  }
  return squares;
}

/// The curve of the least criterion; nothing if that is none at all.
std::optional<Curve> best_curve(std::span<const double> differences, std::size_t columns,
                                std::span<const double> known, std::size_t numbers) {
  const std::size_t worlds = differences.size() / columns;
  const auto left_of_nothing = squares_of(differences, columns);
  std::optional<Curve> best;
  double least =
      criterion({.rows = std::vector<double>(worlds, 1.0)}, differences, columns, left_of_nothing);
  for (std::size_t spline = 1; spline <= most_spline_terms; ++spline)
    for (const bool products : {false, true}) {
      if (products && numbers == 1) continue;
      Curve curve = curve_of(known, numbers, spline, products);
      if (curve.terms == 1 || (curve.terms - 1) * worlds_a_term > worlds) continue;
      const double found = criterion(curve, differences, columns, left_of_nothing);
      if (found >= least) continue;
      least = found;
      best = std::move(curve);
    }
  return best;
}

/// Of choosing in every world by what the curve says there, over choosing once.
double value_of(const std::vector<double>& values, std::size_t columns,
                const std::vector<double>& times) {
  double all = 0;
  double chosen = 0;
  std::vector<double> sums(columns);
  for (std::size_t w = 0; w < times.size(); ++w) {
    double best = 0;
    for (std::size_t c = 0; c < columns; ++c) {
      sums[c] += times[w] * values[w * columns + c];
      best = std::max(best, values[w * columns + c]);
    }
    chosen += times[w] * best;
    all += times[w];
  }
  const double once = std::max(0.0, *std::max_element(sums.begin(), sums.end()));
  return std::max(0.0, (chosen - once) / all);
}

void expect_finite(std::span<const double> values) {
  for (const double value : values) expects(std::isfinite(value), "a value is finite");
}

}  // namespace

PerfectInformation perfect_information(std::span<const double> net_benefit, std::size_t options) {
  expects(options >= 2 && net_benefit.size() >= 2 * options && net_benefit.size() % options == 0,
          "a choice is between two options at least, in two worlds at least");
  expect_finite(net_benefit);
  const std::size_t worlds = net_benefit.size() / options;
  std::vector<double> sums(options);
  PerfectInformation found;
  found.is_best.resize(options);
  for (std::size_t w = 0; w < worlds; ++w) {
    const auto row = net_benefit.subspan(w * options, options);
    for (std::size_t o = 0; o < options; ++o) sums[o] += row[o];
    const auto best = std::max_element(row.begin(), row.end()) - row.begin();
    found.is_best[static_cast<std::size_t>(best)] += 1 / static_cast<double>(worlds);
  }
  found.best = static_cast<std::size_t>(std::max_element(sums.begin(), sums.end()) - sums.begin());
  double squares = 0;
  double count = 0;
  for (std::size_t w = 0; w < worlds; ++w) {
    const auto row = net_benefit.subspan(w * options, options);
    const double lost = *std::max_element(row.begin(), row.end()) - row[found.best];
    const double from_mean = lost - found.value;
    found.value += from_mean / ++count;
    squares += from_mean * (lost - found.value);
  }
  found.standard_error = std::sqrt(squares / ((count - 1) * count));
  return found;
}

PartialInformation partial_information(std::span<const double> differences, std::size_t columns,
                                       std::span<const double> known, std::size_t numbers,
                                       const Regression& regression) {
  expects(columns >= 1 && numbers >= 1, "there is an option to choose, and a number to know");
  const std::size_t worlds = differences.size() / columns;
  expects(
      worlds >= 20 && differences.size() == worlds * columns && known.size() == worlds * numbers,
      "every world has its differences and its numbers, and there are twenty");
  expects(regression.resamples >= 2, "an interval needs resamples");
  expect_finite(differences);
  expect_finite(known);
  const auto curve = best_curve(differences, columns, known, numbers);
  if (!curve) return {};

  std::vector<double> times(worlds, 1.0);
  const double plain = value_of(fitted(*curve, differences, columns, times), columns, times);
  std::vector<double> again;
  double sum = 0;
  for (std::uint32_t resample = 0; resample < regression.resamples; ++resample) {
    Stream stream(Universe(regression.seed, Domain::bootstrap, resample),
                  {.purpose = resampled_worlds});
    std::fill(times.begin(), times.end(), 0);
    for (std::size_t pick = 0; pick < worlds; ++pick)
      times[std::min(worlds - 1, static_cast<std::size_t>(stream.uniform() *
                                                          static_cast<double>(worlds)))] += 1;
    again.push_back(value_of(fitted(*curve, differences, columns, times), columns, times));
    sum += again.back();
  }
  const double added = sum / static_cast<double>(again.size()) - plain;
  const OrderedSample sample(std::move(again));
  return {.value = std::max(0.0, plain - added),
          .lower = std::max(0.0, sample.quantile((1 - regression.confidence) / 2) - 2 * added),
          .upper = std::max(0.0, sample.quantile((1 + regression.confidence) / 2) - 2 * added),
          .terms = curve->terms - 1};
}

}  // namespace sim
