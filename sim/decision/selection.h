// Which of several options is best, and how surely: selection that uses the luck they share.
//
// Options are simulated in the same futures, so it is the variance of their differences that
// counts, which is far smaller than that of each. A value is one unit of observation: the mean of
// the futures of one draw of the parameters, so that the selection holds under what is not known
// about them as well. Smaller is better; who wants more gives values with their sign turned.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "sim/statistics/estimate.h"

namespace sim {

/// Constants of the screening: every pair's boundary falls to 0 as observations come in.
/// Source: Kim & Nelson (2001), ACM TOMACS 11(3), with c = 1.
struct ScreeningConstants {
  double eta = 0;
  double h_squared = 0;
};
/// Requires: options >= 2, first_stage >= 2, error in (0, 1 - 1 / options).
ScreeningConstants screening_constants(std::size_t options, std::size_t first_stage, double error);

/// Values of all options, one row an observation.
struct PairedValues {
  std::size_t options = 0;
  std::vector<double> values;  ///< shape (observations x options), option fastest.

  std::size_t observations() const { return options == 0 ? 0 : values.size() / options; }
  double at(std::size_t observation, std::size_t option) const {
    return values[observation * options + option];
  }
};

struct Screening {
  std::vector<bool> survives;  ///< By option; at least one does.
  std::size_t survivors = 0;
  std::size_t observations = 0;  ///< Seen when one was left, or all there were.
};

/// Drops options that the observations show to be worse, one observation after another in their
/// order. With probability 1 - error the option that is best by at least `indifference` is among
/// the survivors; when one is left, it is the best or within `indifference` of it.
/// Requires: options >= 2; more observations than first_stage >= 2; indifference > 0; values whose
/// differences are near to normal.
/// Source: Kim & Nelson (2001), procedure KN, with variances of paired differences.
Screening screened(const PairedValues& values, double indifference, double error = 0.05,
                   std::size_t first_stage = 30);

/// How far the mean of each option lies behind the smallest of the means, over all observations,
/// with its 95% interval by pairs; 0 for the option that has it. Requires: options >= 2,
/// observations >= 2.
std::vector<Estimate> behind_best(const PairedValues& values);

/// What is to be said of an option. Screening asks which one is best, and drops whatever is not,
/// however little it lacks: of those it dropped, how far they are behind says the rest.
enum class Standing : std::uint8_t {
  may_be_best,      ///< Not dropped.
  as_good,          ///< Dropped, and behind by no more than `indifference`.
  perhaps_as_good,  ///< Dropped, and its interval holds `indifference`.
  worse,            ///< Dropped, and behind by more than that.
};
Standing standing(bool survives, const Estimate& behind, double indifference);

/// In how many observations each option is the best, or one of several best.
std::vector<std::size_t> times_best(const PairedValues& values);

/// The shares in which a budget would best be spread over options that are simulated by themselves.
/// Requires: as many means as deviations, at least three, all deviations > 0, one smallest mean.
/// Source: Chen, Lin, Yucesan & Chick (2000), Discrete Event Dynamic Systems 10(3).
std::vector<double> budget_shares(std::span<const double> means,
                                  std::span<const double> deviations);

/// A lower bound of the chance that the smallest mean seen is the smallest, when each option has
/// been simulated so often by itself. Source: as above, after Bonferroni's inequality.
double chance_of_correct_selection(std::span<const double> means,
                                   std::span<const double> deviations,
                                   std::span<const double> replications);

}  // namespace sim
