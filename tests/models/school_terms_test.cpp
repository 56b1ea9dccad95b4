#include "models/school_terms.h"

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

TEST(SchoolTerms, ClosesAroundEaster) {
  // Easter Sundays: from the almanac.
  for (const sim::Date easter : {sim::date(2009, 4, 12), sim::date(2011, 4, 24),
                                 sim::date(2016, 3, 27), sim::date(2019, 4, 21)})
    for (int offset = -2; offset <= 7; ++offset)
      EXPECT_FALSE(has_lessons(easter + sim::Days{offset})) << sim::to_string(easter);
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
}

TEST(SchoolTerms, ClosesAtWeekendsAndOutOfHours) {
  const auto& school_time = typical().school_time();
  const sim::Date monday = sim::date(2010, 9, 13);
  EXPECT_TRUE(school_time.is_open(monday + std::chrono::minutes{8 * 60 + 45}));
  EXPECT_FALSE(school_time.is_open(monday + std::chrono::minutes{8 * 60 + 44}));
  EXPECT_FALSE(school_time.is_open(monday + std::chrono::minutes{15 * 60 + 15}));
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
  EXPECT_THROW(with_terms(sim::Days{3}, sim::Days{3}), sim::ContractError);
  EXPECT_THROW(with_terms(sim::Days{3}, sim::Days{10}), sim::ContractError);
  EXPECT_THROW(SchoolTerms({{start, start + sim::Days{10}}}, {start}), sim::ContractError);
}

}  // namespace
