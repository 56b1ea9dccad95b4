// The counts of a start state, kept in a table of comma-separated values beside the scenario.
#pragma once

#include "scenarios/node.h"

namespace scenarios {

/// Replaces `file` of [start_state], if there, by the rows of that file, as tables
/// [[start_state.row]] with their places in it: from then on they are a part of the scenario, in
/// what is frozen and in its digest. The file lies in the folder of the scenario that names it.
/// Throws: ScenarioError.
void take_in_start_state(Node& root);

}  // namespace scenarios
