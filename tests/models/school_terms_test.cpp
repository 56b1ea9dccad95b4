#include "models/school_terms.h"

#include <algorithm>
#include <cstdint>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "sim/kernel/expects.h"

namespace {

using models::SchoolTerms;

constexpr int first_year = 2008;
constexpr int last_year = 2035;

const SchoolTerms& typical() {
  static const SchoolTerms terms = SchoolTerms::typical(first_year, last_year);
  return terms;
}

bool has_lessons(sim::Date day) {
  return typical().school_time().is_open(day + std::chrono::hours{10});
}

TEST(SchoolTerms, Has190DaysEachYear) {
  for (int year = first_year; year <= last_year; ++year) {
    int days = 0;
    for (sim::Date day = sim::date(year, 9, 1); day < sim::date(year + 1, 9, 1);
         day += sim::Days{1})
      days += has_lessons(day) ? 1 : 0;
    EXPECT_EQ(days, 190) << year;
  }
}

TEST(SchoolTerms, ClosesFromTheFridayNineDaysBeforeEasterToTheSundayAfter) {
  // Easter Sundays: from the almanac. The earliest, the latest, those that a simpler rule has a
  // week late, some of every century, and all from 2001 to 2040.
  for (const sim::Date easter :
       {sim::date(1818, 3, 22), sim::date(1900, 4, 15), sim::date(1943, 4, 25),
        sim::date(1954, 4, 18), sim::date(1981, 4, 19), sim::date(2001, 4, 15),
        sim::date(2002, 3, 31), sim::date(2003, 4, 20), sim::date(2004, 4, 11),
        sim::date(2005, 3, 27), sim::date(2006, 4, 16), sim::date(2007, 4, 8),
        sim::date(2008, 3, 23), sim::date(2009, 4, 12), sim::date(2010, 4, 4),
        sim::date(2011, 4, 24), sim::date(2012, 4, 8),  sim::date(2013, 3, 31),
        sim::date(2014, 4, 20), sim::date(2015, 4, 5),  sim::date(2016, 3, 27),
        sim::date(2017, 4, 16), sim::date(2018, 4, 1),  sim::date(2019, 4, 21),
        sim::date(2020, 4, 12), sim::date(2021, 4, 4),  sim::date(2022, 4, 17),
        sim::date(2023, 4, 9),  sim::date(2024, 3, 31), sim::date(2025, 4, 20),
        sim::date(2026, 4, 5),  sim::date(2027, 3, 28), sim::date(2028, 4, 16),
        sim::date(2029, 4, 1),  sim::date(2030, 4, 21), sim::date(2031, 4, 13),
        sim::date(2032, 3, 28), sim::date(2033, 4, 17), sim::date(2034, 4, 9),
        sim::date(2035, 3, 25), sim::date(2036, 4, 13), sim::date(2037, 4, 5),
        sim::date(2038, 4, 25), sim::date(2039, 4, 10), sim::date(2040, 4, 1),
        sim::date(2049, 4, 18), sim::date(2076, 4, 19), sim::date(2100, 3, 28),
        sim::date(2200, 4, 6),  sim::date(2285, 3, 22)}) {
    const int year = sim::year_of(easter) - 1;
    const SchoolTerms terms = SchoolTerms::typical(year, year);
    EXPECT_EQ(terms.term_starts()[2], sim::Instant{easter + sim::Days{8}});
    const auto lessons_on = [&](int offset) {
      return terms.school_time().is_open(easter + sim::Days{offset} + std::chrono::hours{10});
    };
    EXPECT_TRUE(lessons_on(-10)) << sim::to_string(easter);
    for (int offset = -9; offset <= 7; ++offset)
      EXPECT_FALSE(lessons_on(offset)) << sim::to_string(easter);
    EXPECT_TRUE(lessons_on(9)) << sim::to_string(easter);  // The eighth may be a bank holiday.
  }
}

/// The first and the last day of lessons of each half-term, parted by a week off or more.
std::vector<std::string> half_terms_of(int year) {
  std::vector<std::string> days;
  sim::Date before = sim::date(year, 9, 1) - sim::Days{10};
  for (sim::Date day = sim::date(year, 9, 1); day < sim::date(year + 1, 9, 1);
       day += sim::Days{1}) {
    if (!has_lessons(day)) continue;
    if (day - before > sim::Days{7}) {
      if (!days.empty()) days.push_back(sim::to_string(before));
      days.push_back(sim::to_string(day));
    }
    before = day;
  }
  days.push_back(sim::to_string(before));
  return days;
}

TEST(SchoolTerms, BeginsAndEndsHalfTermsByTheRule) {
  using Strings = std::vector<std::string>;
  EXPECT_EQ(half_terms_of(2010), (Strings{"2010-09-06", "2010-10-22", "2010-11-01", "2010-12-17",
                                          "2011-01-03", "2011-02-11", "2011-02-21", "2011-04-14",
                                          "2011-05-03", "2011-05-27", "2011-06-06", "2011-07-19"}));
  EXPECT_EQ(half_terms_of(2016), (Strings{"2016-09-05", "2016-10-21", "2016-10-31", "2016-12-19",
                                          "2017-01-09", "2017-02-10", "2017-02-20", "2017-04-06",
                                          "2017-04-24", "2017-05-26", "2017-06-05", "2017-07-24"}));
  // A date that is itself a Monday, as 3 January 2011 and 24 October 2016 are.
  EXPECT_EQ(half_terms_of(2019)[0], "2019-09-02");
  EXPECT_EQ(half_terms_of(2019)[9], "2020-05-22");
  EXPECT_EQ(half_terms_of(2017)[5], "2018-02-09");
}

TEST(SchoolTerms, BeginsTheLaterTermsOnAMonday) {
  const auto starts = SchoolTerms::typical(2010, 2011).term_starts();
  EXPECT_EQ(starts, (std::vector<sim::Instant>{sim::date(2010, 9, 1), sim::date(2011, 1, 3),
                                               sim::date(2011, 5, 2), sim::date(2011, 9, 1),
                                               sim::date(2012, 1, 9), sim::date(2012, 4, 16)}));
}

TEST(SchoolTerms, ClosesInSummerAtChristmasAndOnBankHolidays) {
  for (int year = first_year; year < last_year; ++year) {
    for (sim::Date day = sim::date(year + 1, 7, 30); day < sim::date(year + 1, 9, 1);
         day += sim::Days{1})
      EXPECT_FALSE(has_lessons(day)) << sim::to_string(day);
    for (sim::Date day = sim::date(year, 12, 21); day < sim::date(year + 1, 1, 3);
         day += sim::Days{1})
      EXPECT_FALSE(has_lessons(day)) << sim::to_string(day);
  }
  EXPECT_TRUE(has_lessons(sim::date(2012, 7, 16)));
  EXPECT_FALSE(has_lessons(sim::date(2011, 5, 2))) << "early May bank holiday";
  EXPECT_FALSE(has_lessons(sim::date(2011, 5, 30))) << "spring bank holiday";
  // The first Monday of May, from the first to the seventh.
  EXPECT_FALSE(has_lessons(sim::date(2012, 5, 7)));
  EXPECT_FALSE(has_lessons(sim::date(2017, 5, 1)));
  EXPECT_TRUE(has_lessons(sim::date(2017, 5, 8)));
  EXPECT_TRUE(has_lessons(sim::date(2012, 5, 4)));
  EXPECT_TRUE(has_lessons(sim::date(2011, 6, 6)));
}

TEST(SchoolTerms, ClosesAtWeekendsAndOutOfHours) {
  const auto& school_time = typical().school_time();
  const sim::Date monday = sim::date(2010, 9, 13);
  EXPECT_TRUE(school_time.is_open(monday + std::chrono::minutes{8 * 60 + 45}));
  EXPECT_FALSE(school_time.is_open(monday + std::chrono::minutes{8 * 60 + 44}));
  EXPECT_FALSE(school_time.is_open(monday + std::chrono::minutes{15 * 60 + 15}));
  EXPECT_TRUE(school_time.is_open(monday + std::chrono::minutes{15 * 60 + 14}));
  EXPECT_TRUE(has_lessons(monday - sim::Days{3}));
  EXPECT_FALSE(has_lessons(monday - sim::Days{1}));
  EXPECT_FALSE(has_lessons(monday - sim::Days{2}));
}

TEST(SchoolTerms, FindsTheSixthSchoolDay) {
  const sim::Instant monday = sim::date(2010, 9, 13) + std::chrono::hours{11};
  EXPECT_EQ(typical().school_day_after(monday, 1), sim::Instant{sim::date(2010, 9, 14)});
  EXPECT_EQ(typical().school_day_after(monday, 6), sim::Instant{sim::date(2010, 9, 21)});

  // Two days, half term, four days.
  const sim::Instant before_half_term = sim::date(2010, 10, 20);
  EXPECT_EQ(typical().school_day_after(before_half_term, 6), sim::Instant{sim::date(2010, 11, 4)});
  // From a day of the holidays: the sixth day of term.
  EXPECT_EQ(typical().school_day_after(sim::date(2011, 8, 1), 1),
            sim::Instant{sim::date(2011, 9, 5)});
}

TEST(SchoolTerms, EndsWithTheRun) {
  EXPECT_EQ(typical().school_day_after(sim::date(last_year + 1, 7, 20), 30), sim::never);
}

TEST(SchoolTerms, FindsTheLastSchoolDayAndNoneAfterIt) {
  const sim::Date start = sim::date(2010, 9, 1);
  const SchoolTerms terms({{start, start + sim::Days{10}}},
                          {start, start + sim::Days{3}, start + sim::Days{6}});
  EXPECT_EQ(terms.school_day_after(start, 9), sim::Instant{start + sim::Days{9}});
  EXPECT_EQ(terms.school_day_after(start, 10), sim::never) << "it closes at midnight";
  EXPECT_EQ(terms.school_day_after(start - sim::Days{1}, 1), sim::Instant{start});
}

TEST(SchoolTerms, CountsADayWithABreakOnce) {
  const sim::Date start = sim::date(2010, 9, 1);
  std::vector<sim::OperationalTime::Interval> intervals;
  for (int day = 0; day < 3; ++day)
    for (const int hour : {9, 13})
      intervals.emplace_back(start + sim::Days{day} + std::chrono::hours{hour},
                             start + sim::Days{day} + std::chrono::hours{hour + 3});
  const SchoolTerms terms(intervals, {start, start + sim::Days{1}, start + sim::Days{2}});
  EXPECT_EQ(terms.school_day_after(start, 1), sim::Instant{start + sim::Days{1}});
  EXPECT_EQ(terms.school_day_after(start, 2), sim::Instant{start + sim::Days{2}});
  EXPECT_EQ(terms.school_day_after(start, 3), sim::never);
}

TEST(SchoolTerms, BeginsEachSchoolYearOnTheFirstOfSeptember) {
  ASSERT_EQ(typical().school_years(), last_year - first_year + 1);
  for (int year = 0; year < typical().school_years(); ++year)
    EXPECT_EQ(typical().term_starts()[static_cast<std::size_t>(3 * year)],
              sim::Instant{sim::date(first_year + year, 9, 1)});
}

TEST(SchoolTerms, RefusesATermWithoutSchool) {
  const sim::Instant start = sim::date(2010, 9, 1);
  const auto with_terms = [&](sim::Days second, sim::Days third) {
    return SchoolTerms({{start, start + sim::Days{10}}}, {start, start + second, start + third});
  };
  EXPECT_NO_THROW(with_terms(sim::Days{3}, sim::Days{6}));
  EXPECT_THROW(with_terms(sim::Days{0}, sim::Days{3}), sim::ContractError);
  EXPECT_THROW(with_terms(sim::Days{3}, sim::Days{3}), sim::ContractError);
  EXPECT_THROW(with_terms(sim::Days{3}, sim::Days{10}), sim::ContractError);
  EXPECT_THROW(SchoolTerms({{start, start + sim::Days{10}}}, {start}), sim::ContractError);
}

TEST(SchoolTerms, TellsTheTermOfAllSchoolTime) {
  const SchoolTerms terms = SchoolTerms::typical(2014, 2021);
  const auto& edges = terms.term_edges();
  const auto term_of = [&](std::int64_t elapsed) {
    const auto later = std::upper_bound(edges.begin(), edges.end(), static_cast<double>(elapsed));
    return static_cast<std::size_t>(later - edges.begin()) - 1;
  };
  const std::int64_t total = terms.school_time().total().count();
  for (std::int64_t elapsed = 0; elapsed < total; elapsed += 997)
    ASSERT_EQ(terms.term_at(sim::Seconds{elapsed}), term_of(elapsed)) << elapsed;
  for (const double edge : edges)
    for (const std::int64_t beside : {-1, 0, 1}) {
      const std::int64_t elapsed = static_cast<std::int64_t>(edge) + beside;
      if (elapsed < 0) continue;
      EXPECT_EQ(terms.term_at(sim::Seconds{elapsed}), term_of(elapsed)) << elapsed;
    }
  EXPECT_EQ(terms.term_at(sim::Seconds{total}), edges.size() - 1) << "when all has elapsed";
}

}  // namespace
