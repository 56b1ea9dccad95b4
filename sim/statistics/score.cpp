#include "sim/statistics/score.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <limits>
#include <vector>

#include <boost/math/distributions/normal.hpp>
#include <boost/math/distributions/students_t.hpp>
#include <boost/math/special_functions/beta.hpp>

#include "sim/kernel/expects.h"
#include "sim/statistics/estimate.h"
#include "sim/statistics/quantile.h"
#include "sim/statistics/tally.h"

namespace sim {
namespace {

constexpr double root_pi = 1.7724538509055160273;

/// Mean distance to the figure, and the sum over all pairs of futures of their distance.
struct Distances {
  double to_figure = 0;
  double between = 0;
};

Distances distances(std::span<const double> ensemble, double figure) {
  std::vector<double> sorted(ensemble.begin(), ensemble.end());
  std::sort(sorted.begin(), sorted.end());
  const auto n = static_cast<double>(sorted.size());
  Distances all;
  for (std::size_t i = 0; i < sorted.size(); ++i) {
    all.to_figure += std::abs(sorted[i] - figure) / n;
    all.between += 2 * (2 * static_cast<double>(i) + 1 - n) * sorted[i];
  }
  return all;
}

/// The middle and both intervals by `quantile`, and what they score.
template <class Quantile>
void score_intervals(Scores& scores, double figure, Quantile quantile) {
  scores.median = quantile(0.5);
  scores.fifty = {quantile(0.25), quantile(0.75)};
  scores.ninety = {quantile(0.05), quantile(0.95)};
  scores.interval_score_fifty = interval_score(scores.fifty, 0.5, figure);
  scores.interval_score_ninety = interval_score(scores.ninety, 0.9, figure);
}

}  // namespace

double crps_of_ensemble(std::span<const double> ensemble, double figure) {
  expects(!ensemble.empty(), "there is a future to score");
  const auto n = static_cast<double>(ensemble.size());
  const Distances all = distances(ensemble, figure);
  return all.to_figure - all.between / (2 * n * n);
}

double fair_crps_of_ensemble(std::span<const double> ensemble, double figure) {
  expects(ensemble.size() >= 2, "there are two futures to score");
  const auto n = static_cast<double>(ensemble.size());
  const Distances all = distances(ensemble, figure);
  return all.to_figure - all.between / (2 * n * (n - 1));
}

double crps_of_counts(const CountLaw& law, std::int64_t count) {
  expects(count >= 0, "a count is not negative");
  double sum = 0;
  for (std::int64_t k = 0; k <= law.largest(); ++k) {
    const double off = law.at_most(k) - (k >= count ? 1.0 : 0.0);
    sum += off * off;
  }
  return sum + static_cast<double>(std::max<std::int64_t>(0, count - law.largest() - 1));
}

double crps_of_normal(double mean, double deviation, double figure) {
  expects(deviation > 0, "a deviation is positive");
  const boost::math::normal standard;
  const double z = (figure - mean) / deviation;
  return deviation * (z * (2 * cdf(standard, z) - 1) + 2 * pdf(standard, z) - 1 / root_pi);
}

double crps_of_student_t(double location, double scale, double freedom, double figure) {
  expects(scale > 0, "a scale is positive");
  expects(freedom > 1, "the score of a t law exists above one degree of freedom");
  const boost::math::students_t standard(freedom);
  const double z = (figure - location) / scale;
  const double whole = boost::math::beta(0.5, freedom / 2);
  const double ratio = boost::math::beta(0.5, freedom - 0.5) / (whole * whole);
  const double spread = 2 * pdf(standard, z) * (freedom + z * z) / (freedom - 1);
  return scale *
         (z * (2 * cdf(standard, z) - 1) + spread - 2 * std::sqrt(freedom) / (freedom - 1) * ratio);
}

double interval_score(Range interval, double coverage, double figure) {
  expects(interval.lower <= interval.upper, "an interval has its ends in order");
  expects(coverage > 0 && coverage < 1, "a coverage lies in (0, 1)");
  const double missed =
      std::max(0.0, interval.lower - figure) + std::max(0.0, figure - interval.upper);
  return interval.upper - interval.lower + 2 / (1 - coverage) * missed;
}

double log_score_of_ensemble(std::span<const double> ensemble, std::int64_t count) {
  expects(ensemble.size() >= 2, "there are two futures to score");
  Tally tally;
  for (const double value : ensemble) tally.add(value);
  // What never happened in n futures is still about half as rare as once.
  const double least = 0.5 / static_cast<double>(ensemble.size());
  return -CountLaw::log_probability(count, std::max(tally.mean(), least), tally.variance());
}

Range probability_integral(const CountLaw& law, std::int64_t count) {
  return {law.at_most(count - 1), law.at_most(count)};
}

Range probability_integral(std::span<const double> ensemble, double figure) {
  expects(!ensemble.empty(), "there is a future");
  const auto share = [&](auto counts) {
    return static_cast<double>(std::count_if(ensemble.begin(), ensemble.end(), counts)) /
           static_cast<double>(ensemble.size());
  };
  return {share([&](double x) { return x < figure; }),
          share([&](double x) { return x <= figure; })};
}

Scores scores_of(std::span<const double> ensemble, std::int64_t count) {
  const auto figure = static_cast<double>(count);
  const OrderedSample sample({ensemble.begin(), ensemble.end()});
  Scores scores;
  score_intervals(scores, figure, [&](double p) { return sample.quantile(p); });
  Tally tally;
  for (const double value : ensemble) tally.add(value);
  scores.mean = tally.mean();
  scores.crps = fair_crps_of_ensemble(ensemble, figure);
  scores.log_score = log_score_of_ensemble(ensemble, count);
  scores.integral = probability_integral(ensemble, figure);
  return scores;
}

Scores scores_of(const CountLaw& law, std::int64_t count) {
  Scores scores;
  score_intervals(scores, static_cast<double>(count),
                  [&](double p) { return static_cast<double>(law.quantile(p)); });
  scores.mean = law.mean();
  scores.crps = crps_of_counts(law, count);
  scores.log_score = -law.log_probability(count);
  scores.integral = probability_integral(law, count);
  return scores;
}

Scores scores_of(const StudentLaw& law, std::int64_t count) {
  const boost::math::students_t standard(law.freedom);
  const auto figure = static_cast<double>(count);
  const auto at = [&](double x) { return (x - law.location) / law.scale; };
  Scores scores;
  score_intervals(scores, figure, [&](double p) {
    return law.location + law.scale * (p == 0.5 ? 0 : student_t_quantile(p, law.freedom));
  });
  scores.mean = law.location;
  scores.crps = law.freedom > 1 ? crps_of_student_t(law.location, law.scale, law.freedom, figure)
                                : std::numeric_limits<double>::quiet_NaN();
  const double from = std::abs(at(figure)) - 0.5 / law.scale;  // in the upper half, to lose nothing
  const long double unit =
      cdf(complement(standard, from)) - cdf(complement(standard, from + 1 / law.scale));
  scores.log_score = static_cast<double>(-std::log(unit));
  const double below = cdf(standard, at(figure));
  scores.integral = {below, below};
  return scores;
}

}  // namespace sim
