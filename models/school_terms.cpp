#include "models/school_terms.h"

#include <algorithm>
#include <utility>

#include "sim/kernel/expects.h"

namespace models {
namespace {

using sim::Date;
using sim::Days;

/// Easter Sunday. Source: the anonymous Gregorian algorithm (Meeus, "Astronomical Algorithms", ch.
/// 8).
Date easter(int year) {
  const int a = year % 19;
  const int b = year / 100;
  const int c = year % 100;
  const int d = (19 * a + b - b / 4 - (b - (b + 8) / 25 + 1) / 3 + 15) % 30;
  const int e = (32 + 2 * (b % 4) + 2 * (c / 4) - d - c % 4) % 7;
  const int f = d + e - 7 * ((a + 11 * d + 22 * e) / 451) + 114;
  return sim::date(year, static_cast<unsigned>(f / 31), static_cast<unsigned>(f % 31 + 1));
}

Date monday_on_or_after(Date day) {
  const unsigned from_monday = std::chrono::weekday{day}.iso_encoding() - 1;
  return from_monday == 0 ? day : day + Days{7 - from_monday};
}

struct Stretch {
  Date first;
  Date after_last;
};

/// Half-terms of the school year that begins in September of `year`, two a term; the last goes on
/// until the year has had its days.
std::vector<Stretch> half_terms(int year) {
  const Date autumn = monday_on_or_after(sim::date(year, 9, 2));
  const Date october_break = monday_on_or_after(sim::date(year, 10, 24));
  const Date spring = monday_on_or_after(sim::date(year + 1, 1, 3));
  const Date february_break = monday_on_or_after(sim::date(year + 1, 2, 12));
  const Date easter_break = easter(year + 1) - Days{9};  // Closes on the Friday nine days before.
  const Date summer = easter(year + 1) + Days{8};
  const Date may_break = monday_on_or_after(sim::date(year + 1, 5, 25));
  return {{autumn, october_break},  {october_break + Days{7}, sim::date(year, 12, 20)},
          {spring, february_break}, {february_break + Days{7}, easter_break},
          {summer, may_break},      {may_break + Days{7}, sim::date(year + 1, 8, 1)}};
}

constexpr int days_a_year = 190;  // 195 less five for training.
constexpr sim::Seconds lessons_begin{8 * 3600 + 45 * 60};
constexpr sim::Seconds lessons_end{15 * 3600 + 15 * 60};

bool is_weekday(Date day) {
  return std::chrono::weekday{day}.iso_encoding() <= 5;
}

bool is_bank_holiday(Date day) {  // The early May holiday; the others fall in school holidays.
  const std::chrono::year_month_day civil{day};
  return civil.month() == std::chrono::May && static_cast<unsigned>(civil.day()) <= 7 &&
         std::chrono::weekday{day} == std::chrono::Monday;
}

}  // namespace

SchoolTerms::SchoolTerms(const std::vector<sim::OperationalTime::Interval>& intervals,
                         std::vector<sim::Instant> term_starts)
    : school_time_(intervals), term_starts_(std::move(term_starts)) {
  sim::expects(!term_starts_.empty() && term_starts_.size() % terms_a_year == 0,
               "a school year has three terms");
  for (const sim::Instant start : term_starts_)
    term_edges_.push_back(static_cast<double>(school_time_.elapsed(start).count()));
  term_edges_.push_back(static_cast<double>(school_time_.total().count()));
  for (std::size_t i = 1; i < term_edges_.size(); ++i)
    sim::expects(term_edges_[i - 1] < term_edges_[i], "every term has school time");

  of_school_time_ = sim::Buckets(school_time_.total().count(), 8 * term_starts_.size());
  std::size_t term = 0;
  for (std::size_t bucket = 0; bucket < of_school_time_.count(); ++bucket) {
    while (term_edges_[term + 1] <= static_cast<double>(of_school_time_.first_in(bucket))) ++term;
    term_at_.push_back(static_cast<std::uint32_t>(term));
  }

  for (const auto& [opens, closes] : intervals)
    for (Date day = sim::date_of(opens); day < closes; day += Days{1})
      if (days_.empty() || days_.back() < day) days_.push_back(day);
}

SchoolTerms SchoolTerms::typical(int first_year, int last_year) {
  std::vector<sim::OperationalTime::Interval> intervals;
  std::vector<sim::Instant> term_starts;
  for (int year = first_year; year <= last_year; ++year) {
    const auto stretches = half_terms(year);
    int days_left = days_a_year;
    for (std::size_t i = 0; i < stretches.size(); ++i) {
      // Terms meet, so that every instant of a year belongs to one; the year turns on 1 September.
      if (i % 2 == 0)
        term_starts.push_back(i == 0 ? sim::Instant{sim::date(year, 9, 1)}
                                     : sim::Instant{stretches[i].first});
      for (Date day = stretches[i].first; day < stretches[i].after_last; day += Days{1}) {
        if (!is_weekday(day) || is_bank_holiday(day) || days_left == 0) continue;
        intervals.emplace_back(day + lessons_begin, day + lessons_end);
        --days_left;
      }
    }
  }
  return SchoolTerms(intervals, std::move(term_starts));
}

sim::Instant SchoolTerms::school_day_after(sim::Instant when, int count) const {
  const auto later = std::upper_bound(days_.begin(), days_.end(), sim::date_of(when));
  const auto left = days_.end() - later;
  return count <= left ? sim::Instant{*(later + (count - 1))} : sim::never;
}

}  // namespace models
