// What a measure means beyond its definition: where that comes from and what moves it; and what a
// key of a scenario does. For whoever asks, in words; the model itself reads none of it.
//
// A key is written without the ids of its tables: unit[rowan].places is unit.places. A list of keys
// may hold patterns, in which * stands for any characters.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace models {

/// By what a list of all measures is ordered.
enum class Subject : std::uint8_t {
  exclusions,
  full_time,
  waiting,
  units,
  partnerships,
  alternatives,
  plans,
  displacement,
  money,
  population,
};
std::string_view title_of(Subject subject);

struct Explanation {
  std::string_view measure;
  Subject subject;
  std::string_view source;   ///< Whose way of counting it is.
  std::string_view keys;     ///< Patterns of the keys that move it directly, apart by spaces.
  std::string_view follows;  ///< Measures that it follows from, apart by spaces.
};

/// In the order of subjects; one a measure, whatever its breakdown and frequency.
std::span<const Explanation> explanations();
/// Null when there is none.
const Explanation* explanation_of(std::string_view measure);

struct KeyExplanation {
  std::string_view keys;  ///< One pattern.
  std::string_view file;  ///< The behaviour that reads it, below the source folder.
  std::string_view what;  ///< What it does, in a sentence.
};

/// The first whose pattern fits a key counts.
std::span<const KeyExplanation> key_explanations();
/// Null when there is none.
const KeyExplanation* explanation_of_key(std::string_view key);

/// unit[rowan].places is unit.places, fixed_term_exclusions.rate[3] is fixed_term_exclusions.rate.
std::string without_ids(std::string_view key);
/// Whether `key`, without ids, fits `pattern`.
bool fits(std::string_view pattern, std::string_view key);
/// "a b  c" is a, b, c.
std::vector<std::string_view> words_of(std::string_view list);

}  // namespace models
