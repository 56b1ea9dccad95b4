#include "scenarios/prescan.h"

#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "scenarios/advice.h"
#include "scenarios/source_file.h"

namespace {

using testing::HasSubstr;

/// One line for each fault: line:column what: rule | action.
std::string faults(const std::string& text) {
  std::string all;
  for (const auto& one : scenarios::prescan(scenarios::source_from(text, "a.toml")))
    all += std::to_string(one.place.line) + ":" + std::to_string(one.place.column) + " " +
           one.what + ": " + one.rule + " | " + one.action + "\n";
  return all;
}

TEST(Prescan, AcceptsWhatAScenarioIsWrittenIn) {
  EXPECT_EQ(faults("# comment – £\n"
                   "name = \"a [ { # \\\" \"  # é\n"
                   "'quoted key' = 'C:\\path'\n"
                   "a.b.c = 1_000\n"
                   "x = -1.5e-3\ny = 0x53454D48\nz = true\nd = 2016-09-01\n"
                   "[table]\n[ table . inner ]\n[[list]]\nid = 1\n[list.below]\n[[list]]\nid = 2\n"
                   "[list.below]\n"
                   "steps = [ # a comment\n  { from = 2016-09-01, value = 1 },\n\n  2,\n]\n"
                   "long = \"\"\"two\nlines with \"\" and [[\"\"\"\n"),
            "");
}

TEST(Prescan, RefusesWhatBringsTheParserDown) {
  EXPECT_EQ(faults("[[\n"),
            "1:3 the end of the line in a key: must be a name made of a to z, 0 to 9, _ and - | "
            "Write the key in these letters, or put text in quotes after =.\n");
  EXPECT_EQ(faults("[&"),
            "1:2 & in a key: must be a name made of a to z, 0 to 9, _ and - | "
            "Write the key in these letters, or put text in quotes after =.\n");
  EXPECT_EQ(faults("schön = 1\n"),
            "1:4 ö (\\u{f6}) in a key: must be a name made of a to z, 0 to 9, _ and - | "
            "Write the key in these letters, or put text in quotes after =.\n");
}

TEST(Prescan, LimitsWhatIsInsideWhatToThirtyTwo) {
  const auto nested = [](std::size_t deep) {
    return "a = " + std::string(deep, '[') + std::string(deep, ']') + "\n";
  };
  EXPECT_EQ(faults(nested(32)), "");
  EXPECT_EQ(
      faults(nested(33)),
      "1:37 tables and arrays more than 32 deep: must be at most 32 deep | Use fewer of them.\n");

  std::string dotted = "a";
  for (int part = 1; part < 32; ++part) dotted += ".a";
  EXPECT_EQ(faults(dotted + " = 1\n"), "");
  EXPECT_THAT(faults(dotted + ".a = 1\n"), HasSubstr("must be at most 32 deep"));
  EXPECT_THAT(faults("[" + dotted + "]\nb.c = { d = 1 }\n"), HasSubstr("must be at most 32 deep"));
}

TEST(Prescan, NamesBothLinesOfADuplicate) {
  EXPECT_EQ(
      faults("a = 1\n\na = 2\n"),
      "3:1 a is given twice, in lines 1 and 3: must be given once | Delete one of the two.\n");
  EXPECT_EQ(
      faults("[t]\na = 1\n[u]\na = 1\n[t]\n"),
      "5:1 t is given twice, in lines 1 and 5: must be given once | Delete one of the two.\n");
  EXPECT_EQ(
      faults("t.a = 1\n'a' = 1\n\"a\" = 2\n[t]\n"),
      "3:1 a is given twice, in lines 2 and 3: must be given once | Delete one of the two.\n"
      "4:1 t is given twice, in lines 1 and 4: must be given once | Delete one of the two.\n");
}

TEST(Prescan, KnowsThatElementsOfAnArrayShareTheirKeys) {
  EXPECT_EQ(faults("[[p]]\na = 1\n[p.t]\nb = 1\n[[p]]\na = 1\n[p.t]\nb = 1\n"), "");
  EXPECT_EQ(faults("p = [ { a = 1 }, { a = 1 } ]\n"), "");
  EXPECT_EQ(faults("p = [ { a = 1, a = 2 } ]\n"),
            "1:16 a is given twice in line 1: must be given once | Delete one of the two.\n");
}

TEST(Prescan, ReadsOnAfterALineThatIsWrong) {
  EXPECT_EQ(
      faults("a = one\nb = 2\nc = 3 4\n= 5\n"),
      "1:5 one outside quotes: must be a number, a date, true, false, or text in quotes | Put "
      "text in quotes; write numbers with digits and a point alone.\n"
      "3:5 3 4 outside quotes: must be a number, a date, true, false, or text in quotes | Put "
      "text in quotes; write numbers with digits and a point alone.\n"
      "4:1 = in a key: must be a name made of a to z, 0 to 9, _ and - | Write the key in these "
      "letters, or put text in quotes after =.\n");
}

TEST(Prescan, SaysWhereAnUnclosedBracketOrQuoteWasOpened) {
  EXPECT_THAT(faults("a = 1\nb = [1,\n2\n"), HasSubstr("2:5 [ without its end"));
  EXPECT_THAT(faults("a = { b = 1\n"), HasSubstr("1:5 { without its end"));
  EXPECT_THAT(faults("a = \"b\nc = 1\n"), HasSubstr("1:5 text without its closing quote"));
  EXPECT_THAT(faults("b = [1\nc = 2\n"), HasSubstr("2:1 c in the array that line 1 opens"));
}

TEST(Advice, RecognisesMoneyAndPercentagesOutsideQuotes) {
  EXPECT_EQ(faults("price = £18,000\n"),
            "1:9 £18,000 outside quotes: must be a number | Write 18000 without £ or comma.\n");
  EXPECT_EQ(faults("price = 18,000\n"),
            "1:9 18,000 outside quotes: must be a number | Write 18000 without £ or comma.\n");
  EXPECT_EQ(faults("a = { price = £18,000, b = 1 }\n"),
            "1:15 £18,000 outside quotes: must be a number | Write 18000 without £ or comma.\n");
  EXPECT_EQ(faults("p = 70%\n"), "1:5 70% outside quotes: must be a number | Write 0.7.\n");
}

TEST(Advice, SaysWhatToWriteForANumberInQuotes) {
  EXPECT_EQ(scenarios::number_advice("£18,000"), "Write 18000 without £ or comma.");
  EXPECT_EQ(scenarios::number_advice("£2.00m"), "Write 2000000 without £ or comma.");
  EXPECT_EQ(scenarios::number_advice("70 %"), "Write 0.7.");
  EXPECT_EQ(scenarios::number_advice("44000"), "Write 44000 without quotes.");
  EXPECT_EQ(
      scenarios::number_advice("c"),
      "A figure that is not available is not zero: write an estimate with its range, or leave "
      "the key out.");
  EXPECT_EQ(scenarios::number_advice("many"), "");
  EXPECT_EQ(scenarios::number_advice(". 06"), "");
}

TEST(Advice, RecognisesBritishAndSpreadsheetDatesWithoutGuessing) {
  EXPECT_EQ(
      faults("d = 01/09/2016\n"),
      "1:5 01/09/2016 outside quotes: must be a date such as 2016-09-01 | Write the year first, "
      "then the month, then the day: 2016-09-01 is 1 September 2016.\n");
  EXPECT_EQ(scenarios::date_advice("1.9.16"),
            "Write the year first, then the month, then the day: 2016-09-01 is 1 September 2016.");
  EXPECT_EQ(
      scenarios::date_advice("42614"),
      "This looks like a spreadsheet's number for a day: write year, month and day; 2016-09-01 "
      "is 1 September 2016.");
  EXPECT_EQ(scenarios::date_advice("2016-09-01"), "Write 2016-09-01 without quotes.");
}

TEST(Advice, RefusesTimesOfDayAndDaysThatDoNotExist) {
  for (const char* time : {"10:00:00", "2016-09-01T10:00:00", "2016-09-01 10:00:00",
                           "2016-09-01T10:00:00Z", "2016-09-01t10:00:00+01:00"})
    EXPECT_THAT(faults("d = " + std::string(time) + "\n"),
                HasSubstr("must be a date such as 2016-09-01"))
        << time;
  EXPECT_THAT(faults("d = 2015-02-29\n"), HasSubstr("must be a day that exists"));
  EXPECT_EQ(faults("d = 2016-02-29\n"), "");
}

TEST(Advice, RefusesNumbersThatAreNotFiniteOrDoNotFit) {
  for (const char* number : {"nan", "+nan", "-inf", "inf"})
    EXPECT_THAT(faults("x = " + std::string(number) + "\n"), HasSubstr("must be a finite number"));
  EXPECT_EQ(faults("x = 9223372036854775807\n"), "");
  EXPECT_THAT(faults("x = 9223372036854775808\n"),
              HasSubstr("must be a whole number up to 9,223,372,036,854,775,807"));
  EXPECT_THAT(faults("x = 1e999\n"), HasSubstr("must be a number below 1e200 in size"));
  EXPECT_THAT(faults("x = 007\n"), HasSubstr("must not begin with 0"));
}

}  // namespace
