// Levels of years: what moves the whole borough's exclusions from one school year to the next.
#pragma once

#include <vector>

#include "models/borough.h"
#include "sim/random/stream.h"

namespace models {

/// The level of each school year [log or logit]: as estimated before `free_from`; afterwards each
/// year keeps a share of the last year's level and adds a normal step, the same in every scenario.
/// `which` tells one family of levels from another.
std::vector<double> year_levels(const sim::Universe& universe, const YearLevel& level,
                                const Period& period, int which);

}  // namespace models
