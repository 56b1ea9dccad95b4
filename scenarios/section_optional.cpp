// Section: settings and assumptions that may be missing. A value that is there and wrong is a
// problem all the same.
#include "scenarios/section.h"

namespace scenarios {

std::optional<std::string> Section::optional_text(std::string_view key) {
  return has(key) ? std::optional(text(key)) : std::nullopt;
}

std::optional<std::int64_t> Section::optional_whole_number(std::string_view key, std::int64_t least,
                                                           std::int64_t most) {
  return has(key) ? std::optional(whole_number(key, least, most)) : std::nullopt;
}

std::optional<double> Section::optional_real(std::string_view key, double least, double most,
                                             std::string_view unit) {
  return has(key) ? std::optional(real(key, least, most, unit)) : std::nullopt;
}

std::optional<sim::Date> Section::optional_date(std::string_view key, sim::Date first,
                                                sim::Date last) {
  return has(key) ? std::optional(date(key, first, last)) : std::nullopt;
}

std::optional<bool> Section::optional_boolean(std::string_view key) {
  return has(key) ? std::optional(boolean(key)) : std::nullopt;
}

std::optional<std::size_t> Section::optional_choice(std::string_view key,
                                                    const std::vector<std::string>& allowed) {
  return has(key) ? std::optional(choice(key, allowed)) : std::nullopt;
}

std::optional<Estimate> Section::optional_assumption(std::string_view key, double least,
                                                     double most, std::string_view unit) {
  return has(key) ? std::optional(assumption(key, least, most, unit)) : std::nullopt;
}

std::optional<MoneyEstimate> Section::optional_money_assumption(std::string_view key,
                                                                std::int64_t least_pounds,
                                                                std::int64_t most_pounds,
                                                                std::string_view unit) {
  return has(key) ? std::optional(money_assumption(key, least_pounds, most_pounds, unit))
                  : std::nullopt;
}

}  // namespace scenarios
