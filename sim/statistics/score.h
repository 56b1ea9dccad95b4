// How good a forecast was, once the figure is known. Lower is better, everywhere.
//
// The continuous ranked probability score (CRPS) is in the unit of the figure: how far off, with
// credit for having said how sure one was; of a forecast that names one number it is the plain
// error. The interval score asks for narrow intervals that hold the figure, the log score for a
// high probability of exactly what came. None of them can be improved by saying anything but what
// one believes. Source: Gneiting & Raftery (2007), JASA 102(477).
#pragma once

#include <cstdint>
#include <span>

#include "sim/statistics/count_law.h"

namespace sim {

/// Both ends in the unit of the figure.
struct Range {
  double lower = 0;
  double upper = 0;

  bool holds(double figure) const { return lower <= figure && figure <= upper; }
};

/// Of equally probable futures. Requires: at least one, all finite.
double crps_of_ensemble(std::span<const double> ensemble, double figure);

/// The same, without what few futures lose by being few, so that ensembles of different sizes can
/// be compared; it may be slightly negative. Requires: at least two, all finite.
/// Source: Ferro (2014), QJRMS 140.
double fair_crps_of_ensemble(std::span<const double> ensemble, double figure);

/// sum over k of (P(N <= k) - 1{k >= count})^2.
double crps_of_counts(const CountLaw& law, std::int64_t count);

/// Requires: deviation > 0.
double crps_of_normal(double mean, double deviation, double figure);

/// Of location + scale * t. Requires: scale > 0, freedom > 1; with less there is no such score.
/// Source: Jordan, Krueger & Lerch (2019), Journal of Statistical Software 90(12), app. A.
double crps_of_student_t(double location, double scale, double freedom, double figure);

/// Width of an interval that is to hold the figure with probability `coverage` in (0, 1), and a
/// penalty of 2 / (1 - coverage) for each unit by which it misses.
double interval_score(Range interval, double coverage, double figure);

/// -log P(N = count), of the law with the ensemble's mean and variance: negative binomial, Poisson
/// where it is not over-dispersed. Requires: at least two futures, none negative.
double log_score_of_ensemble(std::span<const double> ensemble, std::int64_t count);

/// Where the figure lies in the law: between P(N < count) and P(N <= count). Over many forecasts
/// that are neither too sure nor too unsure, a uniform pick between them is uniform on (0, 1).
Range probability_integral(const CountLaw& law, std::int64_t count);
Range probability_integral(std::span<const double> ensemble, double figure);

/// location + scale * t: a law on the line, as a straight trend has it.
struct StudentLaw {
  double location = 0;
  double scale = 1;
  double freedom = 1;
};

/// All that is said about one forecast of one count.
struct Scores {
  double mean = 0;
  double median = 0;
  Range fifty{};    ///< To hold the figure 5 times in 10.
  Range ninety{};   ///< 9 times in 10.
  double crps = 0;  ///< Not a number where the law has none.
  double interval_score_fifty = 0;
  double interval_score_ninety = 0;
  double log_score = 0;
  Range integral{};  ///< probability_integral().
};

/// Of simulated futures: the fair CRPS, and quantiles of type 7. Requires: at least two, none
/// negative.
Scores scores_of(std::span<const double> ensemble, std::int64_t count);
Scores scores_of(const CountLaw& law, std::int64_t count);
/// The log score is that of the unit around the count. Requires: scale > 0, freedom > 0.
Scores scores_of(const StudentLaw& law, std::int64_t count);

}  // namespace sim
