// How the model and the naive forecasts did, figure by figure.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "scenarios/back_test.h"
#include "scenarios/evidence.h"
#include "sim/statistics/control_limits.h"
#include "sim/statistics/score.h"
#include "tools/semh/back_test_simulator.h"

namespace tools {

struct ScoredForecast {
  std::string name;
  bool naive = false;
  sim::Scores scores;
};

/// One figure, and all that was forecast of it from one origin.
struct ScoredFigure {
  std::size_t origin = 0;
  std::size_t measure = 0;
  int year = 0;
  std::int64_t observed = 0;
  std::string rows;                       ///< Of the evidence.
  bool is_actual = false;                 ///< It came after the protocol, from a file of actuals.
  std::vector<ScoredForecast> forecasts;  ///< The arms, then naive ones.
  std::optional<std::size_t> best_naive;  ///< Of the least CRPS; nothing where there is none.
  sim::ControlLimits limits;              ///< Of the first arm: nothing has changed.

  /// 1 less the CRPS over that of the best naive forecast: above 0 where the model is better. NaN
  /// without one, and where that was right beyond doubt.
  double skill(std::size_t arm) const;
};

/// One forecast over several figures.
struct Total {
  std::string name;
  bool naive = false;
  double crps = 0;
  std::size_t in_fifty = 0;
  std::size_t in_ninety = 0;
};

/// Figures of one group from one origin, of those that naive forecasts exist for.
struct GroupTotals {
  std::string group;
  std::size_t figures = 0;
  std::vector<Total> totals;  ///< Of forecasts that every figure has a CRPS of; the arms first.
  /// By arm, figures that it was closer to than the naive forecast that turned out best for each.
  std::vector<std::size_t> closer;
  const Total* best_naive() const;
  /// Arms of less CRPS than the best naive forecast. Requires: there is one.
  std::size_t arms_ahead(std::size_t arms) const;
};

/// When the arms could be told apart by a measure.
struct ToldApart {
  std::size_t origin = 0;
  std::size_t measure = 0;
  std::optional<std::size_t> half_term;  ///< Of those of the origin; nothing: not within them.
  double most_power = 0;                 ///< At any half-term.
};

struct BackTestScores {
  const scenarios::BackTest* test = nullptr;
  std::vector<ScoredFigure> figures;  ///< By origin, measure and year; actuals last.
  std::vector<ToldApart> told_apart;
  std::vector<std::string> unscored;  ///< Rows of actuals that no measure counts.

  /// Figures of the evidence from an origin.
  std::vector<const ScoredFigure*> from(std::size_t origin) const;
  std::vector<GroupTotals> groups(std::size_t origin) const;
  std::size_t main_origin() const;
};

/// Holds the futures against the evidence and, if there are any, the actuals.
/// Throws: ScenarioError for a figure that is no count, and if none of the actuals can be scored.
BackTestScores scores_of(const BackTestSimulator& simulator, const BackTestFutures& futures,
                         const scenarios::Evidence& evidence,
                         const std::vector<scenarios::ObservedFigure>& actuals);

/// "2016/17", "autumn 2017".
std::string period_in_words(const scenarios::BackTestMeasure& measure, int year);

/// "the end of the first half of the autumn term 2018".
std::string half_term_in_words(int first_year, std::size_t half_term);

}  // namespace tools
