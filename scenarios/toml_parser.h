// TOML text to our own tree. The one place that knows which parser is used.
#pragma once

#include <memory>

#include "scenarios/diagnostic.h"
#include "scenarios/node.h"

namespace scenarios {

/// Ensures: keys in the order of the file, no time of day, no NaN or infinity, no negative zero, no
/// invisible character in any text. Throws: ScenarioError.
Node parse_toml(const std::shared_ptr<const Source>& source);

}  // namespace scenarios
