// What a run does with a number of a scenario that names a posterior: whether it is fitted, held,
// sampled from its range or always as it stands.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "scenarios/posterior.h"
#include "scenarios/register.h"
#include "scenarios/scenario_reader.h"

namespace tools {

enum class Treatment { central, fitted, held, sampled };

/// "fitted", "held", "sampled from its range", "as it stands".
std::string name_of(Treatment treatment);

/// The posterior of one scenario, and what it makes of each of its numbers.
class Treatments {
 public:
  /// Requires: the scenario names a posterior. Throws: ScenarioError if that is none.
  explicit Treatments(const scenarios::Scenario& scenario);

  const scenarios::Posterior& posterior() const { return posterior_; }
  Treatment of(const scenarios::RegisterRow& row) const;

  /// Median, 5% and 95% of the number over the draws. Requires: it is fitted.
  scenarios::Estimate fitted(const scenarios::RegisterRow& row) const;
  /// The parameters that set the number, by their numbers.
  std::vector<std::size_t> parameters_of(const scenarios::RegisterRow& row) const;
  /// Parameters that set nothing in the register.
  std::vector<std::string> idle(const scenarios::Register& rows) const;

 private:
  scenarios::Posterior posterior_;
  std::vector<scenarios::Draw> draws_;  ///< In the order in which runs take them.
};

/// "0.12 (0.1 to 0.15)", to three digits.
std::string middle_and_range(const scenarios::Estimate& estimate);

/// How the scenario's numbers are known, for semh check. Reads it in the draws that a run takes
/// first, so that a rule that draws break is seen before a run. Throws: ScenarioError of the first.
std::string treatments_text(const scenarios::Scenario& scenario);

/// What a posterior is and what the data have moved, for semh check.
std::string posterior_text_for_people(const scenarios::Posterior& posterior);

/// The parameters of a posterior as a table of Markdown.
std::string posterior_in_markdown(const scenarios::Posterior& posterior);

}  // namespace tools
