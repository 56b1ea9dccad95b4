// In what two scenarios differ, number by number: what the option says otherwise, from when on, and
// on whose word.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "scenarios/scenario_reader.h"
#include "sim/kernel/instant.h"
#include "tools/semh/compare/comparison.h"

namespace tools {

/// The numbers and choices that `option`, the how-manieth of the comparison, has otherwise than the
/// base, with ranges, units and sources: by the date of their lever, then by their own. Names are
/// left out, and so is what only the option has and does nothing (0 places, 1 times). What is so
/// from the first day of the run or before has no date; what belongs to a new thing begins with it.
std::vector<InputDifference> input_differences(const scenarios::Scenario& base,
                                               const scenarios::Scenario& option,
                                               std::size_t number);

/// Whether it is a setting: a date, a rule or whom it is for. A choice has no source, as nobody
/// could have measured it; everywhere its source is said to be `word_of_choice`.
bool is_choice(const InputDifference& input);
/// Whether it is a number that nobody has measured.
bool is_assumed(const InputDifference& input);
inline constexpr const char* word_of_choice = "choice";
/// On whose word an input is: "[P4 s.3] two sites", "ASSUMED", "choice". Never empty.
std::string source_in_words(const InputDifference& input);

/// What the keys stand for that `inputs` cite, in order: as listed beside the files that say so. A
/// file that is not text lists nothing. Throws: std::system_error where it cannot be read.
std::vector<CitedSource> sources_cited(const std::vector<InputDifference>& inputs,
                                       const std::vector<scenarios::Scenario>& scenarios);

/// A lever in one line: from when on, how many numbers and choices, and on whose word.
struct LeverLine {
  std::string lever;
  std::optional<sim::Date> from;
  std::size_t inputs = 0;
  std::size_t assumed = 0;
  std::size_t choices = 0;
  std::vector<std::string> sources;  ///< Of the others: [P4], each once.
  std::size_t sourced() const { return inputs - assumed - choices; }
};

/// What an option differs in, by date. A lever begins with the first of its numbers that has a
/// date, unless it changes one of the base's from the start; settings alone do not begin it.
std::vector<LeverLine> lever_lines(const std::vector<InputDifference>& inputs, std::size_t option);

}  // namespace tools
