// The assumption register: every number the model was given, with its range, unit and source.
//
// The scenario file is the register (a number without a source is an error), so the register is
// what was read, in the order it was read, and cannot disagree with what was run.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "sim/kernel/instant.h"

namespace scenarios {

/// A central value with its range; low == value == high when no range is stated.
struct Estimate {
  double value = 0;
  double low = 0;
  double high = 0;
};

struct RegisterRow {
  std::string key;                     ///< The whole path, such as pru.stay.mean.
  std::optional<sim::Date> from{};     ///< When it is a step.
  std::optional<Estimate> estimate{};  ///< When it is a number.
  bool ranged = false;                 ///< Whether low and high were stated.
  bool may_vary = false;               ///< Ranged, not whole, and no part of a sum of 1.
  std::string word{};                  ///< When it is not a number: text, a date, true or false.
  std::string unit{};
  std::string source{};  ///< Empty for a setting, which is a choice and needs none.
  std::string note{};
  std::string file{};
  std::uint32_t line = 0;

  /// The value as text, without its range.
  std::string value_text() const;
};

struct Register {
  std::vector<RegisterRow> rows;

  /// The rows that have a source, as an aligned table at most 110 columns wide.
  std::string assumptions_text() const;
};

/// One key (and date) at which an option differs; a side that does not have it is empty.
struct Difference {
  std::string key;
  std::optional<sim::Date> from{};
  std::optional<RegisterRow> base{};
  std::optional<RegisterRow> option{};
};

/// Exactly what differs in value, range, unit or source, by key and date, in order of the option's
/// register; what only the base has comes last. Settings count as well as assumptions; how levers
/// are called does not.
std::vector<Difference> differences(const Register& base, const Register& option);

/// An aligned table at most 110 columns wide, both values and both sources in each row.
std::string differences_text(const std::vector<Difference>& differences,
                             const std::string& base_name, const std::string& option_name);

/// The shortest decimal that reads back as `number`, whatever the locale.
std::string number_text(double number);

}  // namespace scenarios
