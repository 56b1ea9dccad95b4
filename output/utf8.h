// Text from elsewhere made safe to print, and how wide it is.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace output {

/// `text` as valid UTF-8 without control characters other than tab and line break: what is neither
/// becomes U+FFFD, so that no name in a scenario can move a cursor or break a file.
std::string printable(std::string_view text);

/// Columns of a terminal that `text` takes. Requires: `text` is printable, on one line.
std::size_t width_of(std::string_view text);

}  // namespace output
