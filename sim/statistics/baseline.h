// Naive forecasts of a yearly count: what a model must beat to be worth its trouble.
//
// Each knows the figures up to a year and nothing else, and answers with a law, so that it is
// scored as the model is. The first four are the plain ones. Two are for counts in the thousands,
// where a Poisson law is far too sure of itself: the same forecasts, as dispersed as the past was.
// A count of 0 is taken for a half wherever its logarithm or a Poisson mean is needed.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <variant>
#include <vector>

#include "sim/statistics/count_law.h"
#include "sim/statistics/score.h"

namespace sim {

enum class Baseline : std::uint8_t {
  last_value,       ///< Poisson with the last figure as its mean.
  log_random_walk,  ///< Poisson, whose mean drifts off the last figure, without a trend.
  linear_trend,     ///< Least squares, Student's t.
  log_linear,       ///< Poisson regression on the year.
  last_value_dispersed,
  log_linear_dispersed,
};
/// In the order above.
const std::vector<Baseline>& baselines();
/// "last value": how tables call it.
std::string name_of(Baseline baseline);

struct YearlyCount {
  int year = 0;
  std::int64_t count = 0;
};

/// The year whose count is asked for, and the share of it, in (0, 1], that falls in the period
/// meant: a law of a whole year is thinned to it.
struct Asked {
  int year = 0;
  double exposure = 1;
};

using Forecast = std::variant<CountLaw, StudentLaw>;

/// Nothing where the figures are too few (one for the last value, two for a walk or a dispersion,
/// three for a trend), where a regression has no finite answer, and where a law would be too wide
/// to be told (CountLaw::most). Requires: at least one figure, years rising and all before the one
/// asked for, no count negative.
std::optional<Forecast> forecast_by(Baseline baseline, std::span<const YearlyCount> known,
                                    const Asked& asked);

Scores scores_of(const Forecast& forecast, std::int64_t count);

/// Nodes and weights of an integral over a standard normal; the weights sum to 1.
/// Source: Golub & Welsch (1969), Mathematics of Computation 23; only roots and the four
/// operations are used, so the bits are the same everywhere.
struct Quadrature {
  std::vector<double> nodes;
  std::vector<double> weights;
};
/// Requires: 1 <= count <= 200.
Quadrature gauss_hermite(std::size_t count);

}  // namespace sim
