// What a number in a scenario may be. Private to Section.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "scenarios/section.h"

namespace scenarios {

struct Section::Limits {
  enum class Kind { real, probability, whole, pounds };

  Kind kind = Kind::real;
  double least = 0;
  double most = 0;
  std::int64_t whole_least = 0;  ///< For whole numbers, which a double may not hold exactly.
  std::int64_t whole_most = 0;
  std::string_view unit{};

  static Limits of_real(double least, double most, std::string_view unit) {
    return {.kind = Kind::real, .least = least, .most = most, .unit = unit};
  }
  static Limits of_probability() { return {.kind = Kind::probability, .least = 0, .most = 1}; }
  static Limits of_whole(std::int64_t least, std::int64_t most, std::string_view unit) {
    return {.kind = Kind::whole,
            .least = static_cast<double>(least),
            .most = static_cast<double>(most),
            .whole_least = least,
            .whole_most = most,
            .unit = unit};
  }
  static Limits of_pounds(std::int64_t least, std::int64_t most, std::string_view unit) {
    return {.kind = Kind::pounds,
            .least = static_cast<double>(least),
            .most = static_cast<double>(most),
            .whole_least = least,
            .whole_most = most,
            .unit = unit};
  }

  /// The value nearest to `value` that may stand here.
  double nearest(double value) const;

  /// 0 to 100,000, or 0 to 5 years.
  std::string range() const;
  /// must be a whole number, 0 to 100,000.
  std::string rule() const;
};

}  // namespace scenarios
