// compare.html: what a comparison says, as one page that needs nothing else.
//
// Every sentence is made from the numbers: which side a difference lies on, how large it is and in
// how many futures, so no heading can say what the data do not. A fall in exclusions always stands
// beside the children who are not in full-time education. The same comparison gives the same bytes.
#pragma once

#include <string>

#include "tools/semh/compare/comparison.h"

namespace tools {

/// Requires: a base and at least one option; every list by option has one entry an option.
std::string page_of(const Comparison& comparison);

}  // namespace tools
