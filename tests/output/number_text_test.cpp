#include "output/number_text.h"

#include <cmath>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <limits>
#include <string>

#include <gtest/gtest.h>

#include "sim/kernel/expects.h"
#include "tests/output/german_locale.h"

namespace {

constexpr double infinity = std::numeric_limits<double>::infinity();
constexpr std::int64_t least = std::numeric_limits<std::int64_t>::min();

TEST(NumberText, ForProgramsHasEnoughDigitsAndNoMore) {
  EXPECT_EQ(output::text_of(0.0), "0");
  EXPECT_EQ(output::text_of(-0.0), "0");
  EXPECT_EQ(output::text_of(0.1), "0.1");
  EXPECT_EQ(output::text_of(0.1 + 0.2), "0.3");
  EXPECT_EQ(output::text_of(-2.5), "-2.5");
  EXPECT_EQ(output::text_of(100.0), "100");
  EXPECT_EQ(output::text_of(1234567.5), "1234567.5");
  EXPECT_EQ(output::text_of(1.0 / 3), "0.3333333333");
  EXPECT_EQ(output::text_of(2.0 / 3, 3), "0.667");
  EXPECT_EQ(output::text_of(9.9999, 2), "10");
  EXPECT_EQ(output::text_of(0.00012), "0.00012");
  EXPECT_EQ(output::text_of(1.5e-7), "1.5e-7");
  EXPECT_EQ(output::text_of(-3e20), "-3e20");
  EXPECT_EQ(output::text_of(123456789012.0), "123456789000");
  EXPECT_EQ(output::text_of(least), "-9223372036854775808");
}

TEST(NumberText, SaysThatWhatIsNotFiniteIsNotAvailable) {
  EXPECT_EQ(output::text_of(std::nan("")), "x");
  EXPECT_EQ(output::text_of(-infinity), "x");
  EXPECT_EQ(output::fixed(infinity, 2), "x");
  EXPECT_EQ(output::whole(std::nan("")), "not available");
}

TEST(NumberText, OfSeventeenDigitsReadsBackAsTheSameNumber) {
  for (const double number : {0.1, 1e-300, 3.1415926535897931, 1.7976931348623157e308, 5e-324})
    EXPECT_EQ(std::strtod(output::text_of(number, 17).c_str(), nullptr), number);
}

TEST(NumberText, WithFixedDecimalsNeverShowsMinusNothing) {
  EXPECT_EQ(output::fixed(1.005, 1), "1.0");
  EXPECT_EQ(output::fixed(-0.04, 1), "0.0");
  EXPECT_EQ(output::fixed(-0.06, 1), "-0.1");
  EXPECT_EQ(output::fixed(1e300, 0).size(), 301U);
}

TEST(NumberText, ForPeopleHasCommasAndATrueMinus) {
  EXPECT_EQ(output::with_commas(std::int64_t{0}), "0");
  EXPECT_EQ(output::with_commas(std::int64_t{999}), "999");
  EXPECT_EQ(output::with_commas(std::int64_t{1'000}), "1,000");
  EXPECT_EQ(output::with_commas(std::int64_t{-1'234'567}), "−1,234,567");
  EXPECT_EQ(output::with_commas(least), "−9,223,372,036,854,775,808");
  EXPECT_EQ(output::with_commas(1234.56, 1), "1,234.6");
  EXPECT_EQ(output::with_commas(-999.96, 1), "−1,000.0");
}

TEST(NumberText, CountsPeopleInWholes) {
  EXPECT_EQ(output::whole(1234.4), "1,234");
  EXPECT_EQ(output::whole(0.5), "1");
  EXPECT_EQ(output::whole(2.5), "3");
  EXPECT_EQ(output::whole(-0.2), "0");
}

TEST(NumberText, NeverRoundsAChanceToNeverOrAlways) {
  EXPECT_EQ(output::chance(0.22), "22 in 100");
  EXPECT_EQ(output::chance(0.004), "fewer than 1 in 100");
  EXPECT_EQ(output::chance(0), "fewer than 1 in 100");
  EXPECT_EQ(output::chance(0.005), "1 in 100");
  EXPECT_EQ(output::chance(0.994), "99 in 100");
  EXPECT_EQ(output::chance(0.996), "more than 99 in 100");
  EXPECT_THROW(output::chance(1.01), sim::ContractError);
}

TEST(MoneyText, IsInPoundsOrMillionsAsOneWouldSayIt) {
  EXPECT_EQ(output::pounds(123'456'749), "£1,234,567");
  EXPECT_EQ(output::pounds(50), "£1");
  EXPECT_EQ(output::pounds(-49), "£0");
  EXPECT_EQ(output::pounds(-1'800'000), "−£18,000");
  EXPECT_EQ(output::pounds(least), "−£92,233,720,368,547,758");

  EXPECT_EQ(output::pounds_in_words(378'200'000), "£3.8 million");
  EXPECT_EQ(output::pounds_in_words(40'000'000), "£400,000");
  EXPECT_EQ(output::pounds_in_words(-70'000'000), "−£700,000");
  EXPECT_EQ(output::pounds_in_words(99'999'949), "£999,999");
  EXPECT_EQ(output::pounds_in_words(99'999'950), "£1.0 million");
  EXPECT_EQ(output::pounds_in_words(-2'204'999'999), "−£22.0 million");
  EXPECT_EQ(output::pounds_in_words(99'999'000'000), "£1.0 billion");
}

TEST(MoneyText, HasTheDecimalsOfItsColumn) {
  EXPECT_EQ(output::pounds_in_millions(378'200'000), "£3.8");
  EXPECT_EQ(output::pounds_in_millions(5'200'000, 3), "£0.052");
  EXPECT_EQ(output::pounds_in_millions(-4'999'999), "£0.0");
  EXPECT_EQ(output::pounds_in_millions(-5'000'000), "−£0.1");
  EXPECT_EQ(output::pounds_in_millions(123'456'000'000'00, 0), "£123,456");
}

TEST(NumberText, IsTheSameUnderAGermanLocale) {
  const auto texts = [] {
    return output::text_of(1234567.5) + " " + output::text_of(1.5e-7) + " " +
           output::fixed(0.25, 2) + " " + output::with_commas(1234.5, 1) + " " +
           output::pounds_in_words(378'200'000) + " " + output::text_of(std::int64_t{1'234'567});
  };
  const std::string plain = texts();

  const GermanLocale german;
  if (!german.holds()) GTEST_SKIP() << "NOT TESTED: de_DE.UTF-8 is neither installed nor compiled";
  char control[8] = "";
  std::snprintf(control, sizeof control, "%.1f", 0.5);
  ASSERT_STREQ(control, "0,5") << "the locale is in force";
  EXPECT_EQ(texts(), plain);
}

}  // namespace
