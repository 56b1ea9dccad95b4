// The judge at the door of the parser.
//
// toml++ 3.3 aborts, or worse, on a few tiny inputs: `[[` and a line end, a letter that is not
// ASCII where a key should be, a key of 20,000 parts. So the skeleton of a file (headers, keys,
// brackets, quotes) is read here first, with a limit on everything that nests, and only text that
// has a sound skeleton goes further. What the skeleton shows is also said better here: both lines
// of a duplicate key, an unclosed quote where it was opened, 18,000 outside quotes. Source of the
// findings: marzer/tomlplusplus issues 190, 294, 295 and pull requests 242, 301.
#pragma once

#include <cstddef>
#include <memory>
#include <vector>

#include "scenarios/diagnostic.h"

namespace scenarios {

constexpr std::size_t deepest = 32;       ///< Tables and arrays inside one another.
constexpr std::size_t longest_key = 100;  ///< [characters] of one part of a key.
constexpr std::size_t most_keys = 1'000;  ///< In one table.

/// Everything wrong with the skeleton of `source`, in order; empty when the parser may see it.
/// After a fault in a line the next line is read; after one inside brackets reading stops.
std::vector<Diagnostic> prescan(const std::shared_ptr<const Source>& source);

}  // namespace scenarios
