// The name that was probably meant.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace scenarios {

/// Single-character insertions, deletions and substitutions from `a` to `b`.
std::size_t edits(std::string_view a, std::string_view b);

/// The candidate nearest to `word`: at most two edits away, or the same but for - _ and case.
std::optional<std::string> nearest(std::string_view word,
                                   const std::vector<std::string>& candidates);

/// `word` cut and escaped, with every character outside ASCII as its code point: a letter that only
/// looks like another shows.
std::string spelled(std::string_view word);

/// `text` as TOML writes it, in quotes. Requires: no control characters but tab and line end.
std::string in_quotes(std::string_view text);

}  // namespace scenarios
