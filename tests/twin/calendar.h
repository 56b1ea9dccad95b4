// When schools are open: 190 days a year in three terms, lessons from 08:45 to 15:15.
//
// A plain list of the days. School time is counted in seconds of lessons from the first day on.
#pragma once

#include <array>
#include <cstddef>
#include <map>
#include <vector>

#include "sim/kernel/instant.h"

namespace twin {

class Calendar {
 public:
  Calendar(int first_school_year, int last_school_year);

  static constexpr double lessons_a_day = 6.5 * 3600;            ///< [seconds]
  static constexpr double lessons_a_year = 190 * lessons_a_day;  ///< [seconds]

  /// The `count`-th school day after the day of `when`, at 00:00.
  sim::Instant school_day_after(sim::Instant when, int count) const;
  /// Lessons from the first day to `when` [seconds].
  double lessons_until(sim::Instant when) const;
  /// Lessons between them in whole days, to the nearest.
  int school_days_between(sim::Instant from, sim::Instant to) const;
  /// `when` itself during lessons, or else the beginning of the next.
  sim::Instant when_open(sim::Instant when) const;
  /// When `seconds` of lessons have passed since `from`.
  sim::Instant after_lessons(sim::Instant from, double seconds) const;
  /// The term of `when`: 0 to 2.
  int term_of(sim::Instant when) const;
  /// School days of each term of a school year.
  const std::array<int, 3>& days_of_terms(int school_year) const;
  /// An instant of lessons of that term, given how far through it in [0, 1).
  sim::Instant in_term(int school_year, int term, double how_far) const;

 private:
  /// Of a school year, by term.
  struct Year {
    std::array<int, 3> first{};  ///< Number of its first day.
    std::array<int, 3> days{};
  };
  /// The first day after the day of `when`, or on it.
  std::size_t first_after(sim::Instant when) const;
  std::size_t first_on_or_after(sim::Instant when) const;
  sim::Instant at(double lessons) const;

  std::vector<sim::Date> days_;
  std::map<int, Year> years_;
  std::vector<sim::Date> terms_begin_;  ///< In order; a term goes on until the next begins.
};

}  // namespace twin
