// Of what the range of a measure is made, and what year-on-year change would be more than chance.
#pragma once

#include <vector>

#include "tools/semh/compare/compared_measures.h"
#include "tools/semh/compare/comparison.h"
#include "tools/semh/results.h"

namespace tools {

/// Each of `rows` in the base, for the last year shown. The shares are missing (0 and
/// 0) at central values.
std::vector<ChanceOrChange> chance_or_change(const Yearbook& book, const View& view,
                                             const std::vector<ComparedRow>& rows);

/// Roll against places of every unit and of all together, month by month from the first year shown.
std::vector<MonthlyRoll> rolls_of(const Yearbook& book, const View& view);

/// The strategy's own measures of success: each option's chance of meeting them by their own year,
/// and of meeting them in the last year that ends by September 2021.
std::vector<ComparedSuccess> compared_success(const Yearbook& book);

}  // namespace tools
