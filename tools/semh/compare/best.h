// Which option is best on an objective, how surely, and which have been shown not to be.
#pragma once

#include <string>
#include <vector>

#include "tools/semh/compare/comparison.h"
#include "tools/semh/results.h"

namespace tools {

/// What an option is judged by: a measure in an average year from the first difference on.
struct Objective {
  std::string measure;
  std::string breakdown;
  double worth_telling = 0;  ///< The smallest difference that matters, in the unit people read.
};

/// Permanent exclusions to one child a year, children not in full-time education to one child, and
/// spending on SEMH to 25,000 pounds: ASSUMED.
const std::vector<Objective>& usual_objectives();

/// The objectives of these names, NAME or NAME:BREAKDOWN; the usual ones of none.
/// Throws: ScenarioError if options cannot be judged by one of them.
std::vector<Objective> objectives_of(const std::vector<std::string>& names);

/// None where no option ever differs, or there are too few futures to tell.
std::vector<BestOption> best_of(const Yearbook& book, const View& view,
                                const std::vector<Objective>& objectives);

}  // namespace tools
