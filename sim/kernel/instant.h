// The clock: an integer number of seconds, with a civil calendar for free.
//
// Seconds are fine enough for queueing theory to hold and exact enough for Little's law and pence
// to balance. There is no time zone and no summer time: 1 September 00:00 is 1 September 00:00.
#pragma once

#include <chrono>
#include <cstdint>
#include <string>

namespace sim {

using Instant = std::chrono::sys_seconds;
using Date = std::chrono::sys_days;
using Days = std::chrono::days;
using Seconds = std::chrono::seconds;

/// Later than anything that is simulated; what will not happen happens then.
constexpr Instant never{Seconds{std::int64_t{1} << 33}};

constexpr std::int64_t seconds_per_day = 86'400;
/// [seconds per year] of 365.25 days: what "per year" means in every rate.
constexpr double seconds_per_year = 365.25 * 86'400;

constexpr Date date(int year, unsigned month, unsigned day) {
  return std::chrono::year{year} / std::chrono::month{month} / std::chrono::day{day};
}

constexpr Date date_of(Instant at) {
  return std::chrono::floor<Days>(at);
}

constexpr int year_of(Date day) {
  return static_cast<int>(std::chrono::year_month_day{day}.year());
}

constexpr unsigned month_of(Date day) {
  return static_cast<unsigned>(std::chrono::year_month_day{day}.month());
}

/// `start` plus a wait of `years`, rounded up to the second; `never` when it lies beyond.
/// Requires: years >= 0.
inline Instant after_years(Instant start, double years) {
  const double wait = years * seconds_per_year;
  if (!(wait < 8e9)) return never;
  const auto whole = static_cast<std::int64_t>(wait);
  const Instant at = start + Seconds{whole + (static_cast<double>(whole) < wait ? 1 : 0)};
  return at < never ? at : never;
}

/// [years] of 365.25 days from `from` to `to`.
constexpr double years_between(Instant from, Instant to) {
  return static_cast<double>((to - from).count()) / seconds_per_year;
}

/// ISO 8601: 2016-09-01.
std::string to_string(Date day);

}  // namespace sim
