// What a replication leaves behind: the yearly measures by name.
#pragma once

#include <map>
#include <string>
#include <utility>

namespace twin {

/// By ("unit_roll upper", calendar year in which the school or financial year begins): in the unit
/// in which the model stores it (events, pupil-seconds, pence). What is not available is absent.
using Results = std::map<std::pair<std::string, int>, double>;

}  // namespace twin
