// One tree laid over another: how an option is merged over its base (document.h).
#pragma once

#include "scenarios/node.h"

namespace scenarios {

/// The base with what the option says.
Node merged(const Node& base, const Node& option);

}  // namespace scenarios
