// Where children are: every out-of-borough pupil-day and pound by the reason it carries, and those
// not in full-time education by route, before and after.
#pragma once

#include <vector>

#include "tools/semh/compare/compared_measures.h"
#include "tools/semh/compare/comparison.h"
#include "tools/semh/results.h"

namespace tools {

/// A row for each reason of capacity, quota, timing and need, and for each other that any option
/// has; in an average year of `span`, which is of school years. The means of a column add up to the
/// pupils out of borough, and to what the block pays for them.
std::vector<DisplacementRow> displacement_of(const Yearbook& book, const ComparedSpan& span);

/// The routes by which children are not in full-time education, in an average year of `span`. The
/// means of a column add up to all of them.
std::vector<RouteRow> routes_of(const Yearbook& book, const ComparedSpan& span);

}  // namespace tools
