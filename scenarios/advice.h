// What to do about a value that is nearly right: money with its sign, a percentage, a date as an
// Englishman or a spreadsheet writes it. Recognised and explained, never guessed.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace scenarios {

/// The number that `text` is, all of it, as TOML writes decimals (no underscores); whatever the
/// locale.
std::optional<double> decimal(std::string_view text);

/// What the author of `text` should write where a number belongs; empty when nothing is known.
std::string number_advice(std::string_view text);

/// The same where a date belongs.
std::string date_advice(std::string_view text);

/// 2016-09-01, and a day that exists or not: four digits, two and two.
bool is_written_as_date(std::string_view text);

struct Fault {
  std::string rule;
  std::string action;
};

/// What is wrong with `token`, a value outside quotes; nothing when it is a number, a date, true or
/// false. Ensures: the parser meets no time, no infinity and no number that it cannot hold.
std::optional<Fault> fault_of(std::string_view token);

}  // namespace scenarios
