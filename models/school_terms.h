// The school year: terms, holidays and school hours, and the school-time clock that runs inside
// them.
//
// Behaviour happens in school time; stays, assessments and money run in calendar time. Real term
// dates differ by school and year, so a typical set of terms is made by rule (ASSUMED: 195 days
// less five for training, three terms, Easter where the church puts it, lessons from 08:45 to
// 15:15).
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "sim/kernel/buckets.h"
#include "sim/kernel/instant.h"
#include "sim/kernel/operational_time.h"

namespace models {

constexpr int terms_a_year = 3;

class SchoolTerms {
 public:
  /// Schools open in the `intervals`; school year y, counted from 0, has term t begin at
  /// `term_starts[3 y + t]`. Requires: intervals in order; three starts a year, rising.
  SchoolTerms(const std::vector<sim::OperationalTime::Interval>& intervals,
              std::vector<sim::Instant> term_starts);

  /// The typical set of terms of the school years that begin in `first_year` to `last_year`.
  static SchoolTerms typical(int first_year, int last_year);

  const sim::OperationalTime& school_time() const { return school_time_; }

  int school_years() const { return static_cast<int>(term_starts_.size()) / terms_a_year; }

  /// When the terms begin, three a school year; a year's first begins on 1 September.
  const std::vector<sim::Instant>& term_starts() const { return term_starts_; }

  /// Where the terms lie in school time [seconds]: one more than there are terms.
  const std::vector<double>& term_edges() const { return term_edges_; }

  /// The term, counted from the first of all, in which so much school time has elapsed; their
  /// number once all has.
  std::size_t term_at(sim::Seconds elapsed) const {
    if (elapsed >= school_time_.total()) return term_edges_.size() - 1;
    std::size_t term = term_at_[of_school_time_.of(elapsed.count())];
    while (term_edges_[term + 1] <= static_cast<double>(elapsed.count())) ++term;
    return term;
  }

  /// The `count`-th school day after the day of `when`, at 00:00; `never` beyond the last term.
  sim::Instant school_day_after(sim::Instant when, int count) const;

  /// School seconds in the first school year: what "per school year" means.
  double school_year_seconds() const { return term_edges_[terms_a_year]; }

  friend bool operator==(const SchoolTerms&, const SchoolTerms&) = default;

 private:
  sim::OperationalTime school_time_;
  std::vector<sim::Instant> term_starts_;
  std::vector<double> term_edges_;
  sim::Buckets of_school_time_;
  std::vector<std::uint32_t> term_at_;  ///< By bucket of school time, the term in which it begins.
  std::vector<sim::Date> days_;
};

}  // namespace models
