// Levels of years: what moves the whole borough's exclusions from one school year to the next.
#pragma once

#include <vector>

#include "models/borough.h"
#include "sim/random/stream.h"

namespace models {

/// The level of each school year [log or logit]: as estimated before `free_from`; afterwards it
/// moves by a normal step a year, the same in every scenario, and keeps a share of its distance
/// from the last estimate. Share 1 is a random walk; below 1 the range of a forecast stays finite.
/// Either way the middle of the forecast is the last estimate: nothing is expected to drift.
/// `which` tells one family of levels from another.
std::vector<double> year_levels(const sim::Universe& universe, const YearLevel& level,
                                const Period& period, int which);

}  // namespace models
