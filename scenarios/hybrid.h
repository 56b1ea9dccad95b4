// A scenario between two others: of some keys it has what one says, of all others what the other
// says.
//
// The two are merged key by key as an option is merged over its base (document.h): tables by key,
// tables of an array by `id`; a value, an estimate, or a list of dated steps is one thing. Texts
// that only people read (names, sources, notes) are no difference.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "scenarios/document.h"

namespace scenarios {

/// The places at which two scenarios say something else, such as unit[aspire-secondary].places; of
/// a table or an element that only one of the two has, every key below it. In the order of the
/// base, then of the option.
std::vector<std::string> changed_keys(const Document& base, const Document& option);

/// The base with what the option says of every changed key that `takes` names; it is named as the
/// base is and has no levers. It need not keep every rule of a scenario.
Document hybrid(const Document& base, const Document& option,
                const std::function<bool(const std::string& key)>& takes);

}  // namespace scenarios
