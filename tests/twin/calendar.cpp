#include "tests/twin/calendar.h"

#include <algorithm>
#include <cmath>

namespace twin {
namespace {

using sim::Date;
using sim::Days;

constexpr sim::Seconds opens{8 * 3600 + 45 * 60};
constexpr sim::Seconds closes{15 * 3600 + 15 * 60};

unsigned weekday(Date day) {
  return std::chrono::weekday{day}.iso_encoding();  // Monday is 1.
}

Date next_monday(Date day) {
  while (weekday(day) != 1) day += Days{1};
  return day;
}

/// Easter Sunday by Gauss's rule, with its two exceptions: another rule than the model's.
Date easter(int year) {
  const int golden = year % 19;
  const int century = year / 100;
  const int moon = (15 + century - century / 4 - (13 + 8 * century) / 25) % 30;
  const int sun = (4 + century - century / 4) % 7;
  const int d = (19 * golden + moon) % 30;
  const int e = (2 * (year % 4) + 4 * (year % 7) + 6 * d + sun) % 7;
  int after = d + e;
  if (d == 29 && e == 6) after -= 7;
  if (d == 28 && e == 6 && (11 * moon + 11) % 30 < 19) after -= 7;
  return Date{sim::date(year, 3, 22)} + Days{after};
}

bool is_early_may_holiday(Date day) {
  const std::chrono::year_month_day civil{day};
  return weekday(day) == 1 && civil.month() == std::chrono::May &&
         static_cast<unsigned>(civil.day()) <= 7;
}

}  // namespace

Calendar::Calendar(int first_school_year, int last_school_year) {
  for (int year = first_school_year; year <= last_school_year; ++year) {
    struct Stretch {
      Date from;
      Date to;  ///< The day after.
      int term;
    };
    const Date october = next_monday(sim::date(year, 10, 24));
    const Date february = next_monday(sim::date(year + 1, 2, 12));
    const Date may = next_monday(sim::date(year + 1, 5, 25));
    const Date easter_sunday = easter(year + 1);
    const Stretch stretches[] = {
        {next_monday(sim::date(year, 9, 2)), october, 0},
        {october + Days{7}, sim::date(year, 12, 20), 0},
        {next_monday(sim::date(year + 1, 1, 3)), february, 1},
        {february + Days{7}, easter_sunday - Days{9}, 1},
        {easter_sunday + Days{8}, may, 2},
        {may + Days{7}, sim::date(year + 1, 8, 1), 2},
    };
    terms_begin_.push_back(sim::date(year, 9, 1));
    terms_begin_.push_back(stretches[2].from);
    terms_begin_.push_back(stretches[4].from);
    int days = 0;
    for (const Stretch& stretch : stretches)
      for (Date day = stretch.from; day < stretch.to; day += Days{1}) {
        if (weekday(day) > 5 || is_early_may_holiday(day) || days == 190) continue;
        Year& of_year = years_[year];
        const auto term = static_cast<std::size_t>(stretch.term);
        if (of_year.days[term]++ == 0) of_year.first[term] = static_cast<int>(days_.size());
        days_.push_back(day);
        ++days;
      }
  }
}

std::size_t Calendar::first_after(sim::Instant when) const {
  const Date day = sim::date_of(when);
  const auto found =
      std::partition_point(days_.begin(), days_.end(), [&](Date each) { return each <= day; });
  return static_cast<std::size_t>(found - days_.begin());
}

std::size_t Calendar::first_on_or_after(sim::Instant when) const {
  return first_after(when - Days{1});
}

sim::Instant Calendar::school_day_after(sim::Instant when, int count) const {
  const std::size_t at = first_after(when) + static_cast<std::size_t>(count) - 1;
  return at < days_.size() ? sim::Instant{days_[at]} : sim::never;
}

double Calendar::lessons_until(sim::Instant when) const {
  const std::size_t day = first_on_or_after(when);
  double lessons = static_cast<double>(day) * lessons_a_day;
  if (day < days_.size()) {
    const auto into = static_cast<double>((when - (days_[day] + opens)).count());
    lessons += std::clamp(into, 0.0, lessons_a_day);
  }
  return lessons;
}

int Calendar::school_days_between(sim::Instant from, sim::Instant to) const {
  return static_cast<int>(
      std::floor((lessons_until(to) - lessons_until(from)) / lessons_a_day + 0.5));
}

sim::Instant Calendar::when_open(sim::Instant when) const {
  const std::size_t at = first_on_or_after(when);
  if (at == days_.size()) return sim::never;
  const Date day = days_[at];
  if (when < day + opens) return day + opens;
  if (when < day + closes) return when;
  return at + 1 < days_.size() ? sim::Instant{days_[at + 1] + opens} : sim::never;
}

sim::Instant Calendar::at(double lessons) const {
  const auto day = static_cast<std::size_t>(lessons / lessons_a_day);
  if (day >= days_.size()) return sim::never;
  const double into = lessons - static_cast<double>(day) * lessons_a_day;
  return days_[day] + opens + sim::Seconds{static_cast<std::int64_t>(std::ceil(into))};
}

sim::Instant Calendar::after_lessons(sim::Instant from, double seconds) const {
  return at(lessons_until(from) + seconds);
}

int Calendar::term_of(sim::Instant when) const {
  int term = 2;
  for (const Date begins : terms_begin_)
    if (begins <= when) term = (term + 1) % 3;
  return term;
}

const std::array<int, 3>& Calendar::days_of_terms(int school_year) const {
  return years_.at(school_year).days;
}

sim::Instant Calendar::in_term(int school_year, int term, double how_far) const {
  const Year& year = years_.at(school_year);
  const auto t = static_cast<std::size_t>(term);
  return at((year.first[t] + how_far * year.days[t]) * lessons_a_day);
}

}  // namespace twin
