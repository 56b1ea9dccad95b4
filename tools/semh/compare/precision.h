// How precisely a comparison knows its mean differences, as a share of the level of the measure:
// that of the base or the option, whichever is more.
//
// All measures of which less or more is better, and all options, count together (Bonferroni), in
// the average year from the first difference on. The balance of the block is held against what is
// spent, because it may lie near nothing.
#pragma once

#include <optional>

#include "tools/semh/compare/comparison.h"
#include "tools/semh/results.h"

namespace tools {

/// `asked` is the half width wanted, as a share of the level; nothing if none is. `cap` is
/// the number of futures that were asked for at most.
ComparedPrecision precision_of(const Yearbook& book, const View& view, std::optional<double> asked,
                               std::size_t cap);

/// "After 300 futures the mean differences are known to 3.1% of the base's level or better; ..."
std::string text_of(const ComparedPrecision& precision);

}  // namespace tools
