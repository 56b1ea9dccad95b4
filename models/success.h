// What the strategy itself said it would be judged by: a measure, a target and the year by which it
// is to be met.
//
// Nothing in the model looks at a target: it is read off the results, replication by replication,
// so that meeting it can be reported as a chance.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace models {

struct Borough;
struct RunResult;
struct YearlyMeasure;

enum class SuccessRule : std::uint8_t {
  at_most,
  at_least,
  fall_from,  ///< Lower than in the base year by a share of it.
};

struct SuccessTarget {
  std::string id;
  int step = 1;           ///< Of the five steps, 1 to 5.
  std::string text;       ///< In the words of the strategy.
  std::string measure;    ///< Name of a yearly measure.
  std::string breakdown;  ///< Whose; empty for everyone's.
  SuccessRule rule = SuccessRule::at_most;
  double target = 0;  ///< In the unit the measure is shown in; of `fall_from`, a share [1].
  int base_year = 0;  ///< Of `fall_from`: the calendar year in which that year begins.
  int by = 0;         ///< The calendar year in which the year begins that has to meet it.
};

/// Whether `reached` meets the target; `base` is the value of the base year, of a `fall_from`.
bool is_met_by(const SuccessTarget& target, double reached, double base);

/// Whether each target of the borough is met in a replication; nothing where a value is not
/// available. `measures` are those of the borough, to which `result` belongs.
/// Requires: each target's measure is one of them, and its years are reported.
std::vector<std::optional<bool>> successes(const Borough& borough,
                                           const std::vector<YearlyMeasure>& measures,
                                           const RunResult& result);

}  // namespace models
