// What there is to explain in a scenario: its measures and its keys, each with all that is known.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "models/explanations.h"
#include "scenarios/scenario_reader.h"

namespace tools {

/// The small borough in which every mechanism is on, as a scenario.
std::string every_mechanism();

struct ExplainedMeasure {
  std::string name;
  std::string definition;
  std::string unit;                      ///< As people read it.
  std::vector<std::string> frequencies;  ///< "academic year", "financial year", "month".
  std::vector<std::string> breakdowns;   ///< "all" for everyone's.
  std::vector<std::string> definitions;  ///< Of each breakdown.
  const models::Explanation* explanation = nullptr;

  /// Whether breakdowns differ in more than whose they are.
  bool is_several() const;
};

/// Every measure of the scenario: in the order of subjects, then of the list of explanations.
std::vector<ExplainedMeasure> explained_measures(const scenarios::Scenario& scenario);

/// Every key of the scenario without ids, each once, in the order read.
std::vector<std::string> keys_of(const scenarios::Scenario& scenario);

/// Those of `keys` that fit one of the patterns.
std::vector<std::string> fitting(const std::vector<std::string>& keys, std::string_view patterns);

/// The measures that the key moves directly.
std::vector<std::string> moved_by(std::string_view key);

/// `text` broken at spaces to lines of at most `width`, each after the first behind `margin`
/// spaces.
std::string broken(std::string_view text, std::size_t width, std::size_t margin);

/// "a, b, c"
std::string listed(const std::vector<std::string>& words);

/// Every measure, and every parameter of several scenarios, as tables of Markdown.
std::string measures_in_markdown(const scenarios::Scenario& scenario);
std::string parameters_in_markdown(const std::vector<scenarios::Scenario>& read);

}  // namespace tools
