// Phases and year groups: who is how old in which school year.
#pragma once

#include <cstdint>

namespace models {

enum class Phase : std::uint8_t { primary, secondary };
constexpr int phases = 2;

/// Year groups are counted from Reception (0) to Year 11 (11); Year 7 is the first of secondary
/// school.
constexpr int year_groups = 12;
constexpr int first_secondary_year = 7;
constexpr int last_year = 11;

constexpr Phase phase_of(int year_group) {
  return year_group < first_secondary_year ? Phase::primary : Phase::secondary;
}

constexpr int index(Phase phase) {
  return static_cast<int>(phase);
}

}  // namespace models
