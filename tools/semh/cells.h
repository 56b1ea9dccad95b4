// Values of many replications as people read them in a cell of a table.
#pragma once

#include <string>
#include <vector>

#include "models/measures.h"
#include "sim/statistics/quantile.h"

namespace tools {

/// Those that are available.
std::vector<double> available(std::vector<double> values);

/// "38", "1.25" in £ million: one value in the unit of the headline.
std::string number_in_cell(const models::YearlyMeasure& measure, double value);

/// "38 (29 to 49)": the middle future and the range of 8 in 10; "not available" without values.
std::string range_in_cell(const models::YearlyMeasure& measure, const std::vector<double>& values);

/// The unit of such a cell: "£ million" for money.
std::string unit_in_cell(const models::YearlyMeasure& measure);

/// Share of the values below zero, in [0, 1].
double share_below_zero(const std::vector<double>& values);

}  // namespace tools
