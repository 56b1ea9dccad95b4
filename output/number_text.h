// Numbers as text, the same bytes on every machine and under every locale.
//
// Two kinds: for programs (text_of: enough digits, no commas, a hyphen for minus) and for people
// (commas, pounds, chances; the minus sign U+2212). printf, streams and std::to_string of a double
// follow the locale of the host, so none of them is let through.
#pragma once

#include <cstdint>
#include <string>

namespace output {

/// -1234567
std::string text_of(std::int64_t number);

/// At most `significant` digits, in [1, 17], without trailing zeros: 0.1, 1234567.5, 1.5e-07.
/// Ten digits by default: libraries differ in the sixteenth, and nobody reads past the third.
/// What is not finite is "x", not available.
std::string text_of(double number, int significant = 10);

/// Exactly `decimals` digits after the point, in [0, 15]: 0.30. No commas, a hyphen for minus.
std::string fixed(double number, int decimals);

// For people. What is not finite is "not available".

/// 1,234,567
std::string with_commas(std::int64_t number);
/// 1,234.5, with exactly `decimals` digits after the point.
std::string with_commas(double number, int decimals);

/// Pupils come whole: 1,234. Halves are rounded away from zero.
std::string whole(double number);

/// 22 in 100; "fewer than 1 in 100" and "more than 99 in 100" where rounding would say never or
/// always. Requires: `chance` in [0, 1].
std::string chance(double chance);

/// £1,234,567, to the whole pound.
std::string pounds(std::int64_t pence);

/// £3.8 million, £1.2 billion; below a million £400,000, to the whole pound.
std::string pounds_in_words(std::int64_t pence);

/// £3.8, in a column or a run of figures headed "£ million".
std::string pounds_in_millions(std::int64_t pence, int decimals = 1);

}  // namespace output
