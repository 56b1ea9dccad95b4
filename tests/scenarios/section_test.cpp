#include "scenarios/section.h"

#include <functional>
#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "scenarios/document.h"
#include "tests/scenarios/small_borough.h"

namespace {

using namespace std::chrono_literals;
using scenarios::Reading;
using scenarios::Section;
using small_borough::complaints;
using small_borough::settings;
using testing::ElementsAre;
using testing::HasSubstr;

/// What is said when `read` reads `text`.
std::string said(const std::string& text, const std::function<void(Section&)>& read) {
  const scenarios::Document document = scenarios::parse(text, "test.toml");
  Reading reading;
  Section root(document.root, reading);
  read(root);
  try {
    reading.judge();
    return {};
  } catch (const scenarios::ScenarioError& error) {
    return error.what();
  }
}

TEST(Section, ReportsEveryMistakeAtOnceInOrderOfLine) {
  EXPECT_EQ(
      complaints("name = \"Small\"\n"
                 "frist_day = 2014-09-01\n"
                 "pupils = -5\n"
                 "withdrawn = \"70%\"\n"
                 "[[provider]]\n"
                 "id = \"aspire\"\n"
                 "name = \"Aspire\"\n"
                 "kind = \"prv\"\n"
                 "places = [ { from = 2008-09-01, value = 18000.5, source = \"5 Steps\" } ]\n"),
      "test.toml:1:1: error: first_day is missing: must be a date from 2008-09-01 to "
      "2022-08-31.\n"
      "  1 | name = \"Small\"\n"
      "    | ^  Write first_day = ... here.\n"
      "test.toml:2:1: error: unknown key frist_day; did you mean first_day?\n"
      "  2 | frist_day = 2014-09-01\n"
      "    | ^^^^^^^^^  Write first_day, or take it out.\n"
      "test.toml:3:10: error: pupils = -5: must be 0 to 2,000,000.\n"
      "  3 | pupils = -5\n"
      "    |          ^^  Write a number in this range.\n"
      "test.toml:4:13: error: withdrawn = \"70%\": must be a probability, 0 to 1.\n"
      "  4 | withdrawn = \"70%\"\n"
      "    |             ^^^^^  Write 0.7.\n"
      "test.toml:8:8: error: kind = \"prv\" in provider \"aspire\": must be one of pru, "
      "special.\n"
      "  8 | kind = \"prv\"\n"
      "    |        ^^^^^  Did you mean \"pru\"?\n"
      "test.toml:9:41: error: value = 18000.5 in step 1 of places of provider \"aspire\": must "
      "be a whole number, 0 to 100,000 pupils.\n"
      "  9 | places = [ { from = 2008-09-01, value = 18000.5, source = \"5 Steps\" } ]\n"
      "    |                                         ^^^^^^^  Round it, and leave out the "
      "point.\n");
}

TEST(Section, ReadsSettingsOfEveryKind) {
  const scenarios::Document document = scenarios::parse(
      "t = \"text\"\nw = 9_007_199_254_740_993\nr = 2\np = 0.25\nd = 2016-09-01\nb = true\n"
      "m = 17_543.86\nc = \"two\"\nl = [\"two\", \"one\"]\nn = [\"a\", \"b\"]\n[s]\n",
      "test.toml");
  Reading reading;
  Section root(document.root, reading);
  EXPECT_EQ(root.text("t"), "text");
  EXPECT_EQ(root.whole_number("w", 0, INT64_MAX), 9'007'199'254'740'993) << "exact beyond 2^53";
  EXPECT_EQ(root.real("r", 0, 5, "years"), 2.0);
  EXPECT_EQ(root.probability("p"), 0.25);
  EXPECT_EQ(root.date("d", sim::date(2016, 9, 1), sim::date(2016, 9, 1)), sim::date(2016, 9, 1));
  EXPECT_TRUE(root.boolean("b"));
  EXPECT_EQ(root.money("m", 0, 20'000).in_pence(), 1'754'386);
  EXPECT_EQ(root.choice("c", {"one", "two"}), 1U);
  EXPECT_THAT(root.choices("l", {"one", "two"}), ElementsAre(1U, 0U));
  EXPECT_THAT(root.texts("n"), ElementsAre("a", "b"));
  EXPECT_TRUE(root.optional_section("s").has_value());
  EXPECT_FALSE(root.optional_section("none").has_value());
  EXPECT_FALSE(root.optional_real("none", 0, 1, "").has_value());
  EXPECT_THAT(root.keys(), ElementsAre("t", "w", "r", "p", "d", "b", "m", "c", "l", "n", "s"));
  root.finish();
  EXPECT_NO_THROW(reading.judge());
}

TEST(Section, SaysWhatToWriteForMoney) {
  const auto money = [](Section& root) { root.money("price", 0, 1'000'000); };
  EXPECT_EQ(
      said("price = \"£18,000\"\n", money),
      "test.toml:1:9: error: price = \"£18,000\": must be an amount of 0 to 1,000,000 pounds.\n"
      "  1 | price = \"£18,000\"\n"
      "    |         ^^^^^^^^^  Write 18000 without £ or comma.\n");
  EXPECT_THAT(said("price = 0.005\n", money), HasSubstr("price = 0.005: must be in whole pence."));
  EXPECT_THAT(said("price = 1_000_000.01\n", money), HasSubstr("must be 0 to 1,000,000 pounds."));
}

TEST(Section, RecognisesDatesWrittenInOtherWays) {
  const auto date = [](Section& root) {
    root.date("d", small_borough::period.first, small_borough::period.last);
  };
  EXPECT_EQ(
      said("d = 42614\n", date),
      "test.toml:1:5: error: d = 42614: must be a date such as 2016-09-01.\n"
      "  1 | d = 42614\n"
      "    |     ^^^^^  This looks like a spreadsheet's number for a day: write year, month and "
      "day; 2016-09-01 is 1 September 2016.\n");
  EXPECT_THAT(said("d = \"01/09/2016\"\n", date),
              HasSubstr("Write the year first, then the month, then the day"));
  EXPECT_THAT(said("d = 2022-09-01\n", date),
              HasSubstr("d = 2022-09-01: must be a date from 2008-09-01 to 2022-08-31."));
}

TEST(Section, SuggestsTheNearestKeyAndShowsLettersThatOnlyLookAlike) {
  EXPECT_THAT(complaints(settings + "pupil = 1\n"),
              HasSubstr("test.toml:5:1: error: unknown key pupil; did you mean pupils?\n"));
  EXPECT_THAT(complaints(settings + "First-Day = 1\n"), HasSubstr("did you mean first_day?"));
  EXPECT_THAT(complaints(settings + "'р\u0075pils' = 1\n"),
              HasSubstr("unknown key \\u{440}upils; did you mean pupils?"));
  EXPECT_THAT(complaints(settings + "xyzzy = 1\n"),
              HasSubstr("unknown key xyzzy: must be one of first_day, name, provider, pru, pupils, "
                        "routes, withdrawn."));
}

TEST(Section, AsksForAnIdOnceAndOnlyPlainOnes) {
  const std::string one =
      "[[provider]]\nid = \"a\"\nname = \"A\"\nkind = \"pru\"\nplaces = { value = "
      "1, source = \"x\" }\n";
  EXPECT_EQ(complaints(settings + one), "");
  EXPECT_THAT(
      complaints(settings + one + one),
      HasSubstr("test.toml:11:6: error: id = \"a\" in [[provider]]: must be given once, and "
                "is in line 6.\n"));
  EXPECT_THAT(complaints(settings + "[[provider]]\nid = \"../a\"\n"),
              HasSubstr("must be made of a to z, 0 to 9, - and _, at most 60."));
  EXPECT_THAT(complaints(settings + "provider = 3\n"),
              HasSubstr("provider = 3: must be one or more [[provider]] tables."));
}

TEST(Section, SaysOnceThatATableIsMissing) {
  EXPECT_EQ(complaints(settings + "[pru]\n"),
            "test.toml:5:1: error: stay is missing in [pru]: must be a table.\n"
            "  5 | [pru]\n"
            "    | ^^^^^  Write [pru.stay] and its keys below it.\n");
}

TEST(Section, LetsTheReaderComplainAboutSeveralKeys) {
  EXPECT_EQ(said("first = 2\nlast = 1\n",
                 [](Section& root) {
                   const auto first = root.whole_number("first", 0, 9);
                   if (root.whole_number("last", 0, 9) < first)
                     root.complain("last", "must not be before first, in line 1", "Swap them.");
                 }),
            "test.toml:2:8: error: last = 1: must not be before first, in line 1.\n"
            "  2 | last = 1\n"
            "    |        ^  Swap them.\n");
}

TEST(Section, RefusesLongArraysAndLongTexts) {
  std::string many = "x = [";
  for (int i = 0; i < 10'001; ++i) many += "\"a\",";
  EXPECT_THAT(said(many + "]\n", [](Section& root) { root.texts("x"); }),
              HasSubstr("x = [...]: must have at most 10,000 elements, not 10,001."));
  EXPECT_THAT(
      said("x = \"" + std::string(201, 'a') + "\"\n", [](Section& root) { root.text("x"); }),
      HasSubstr("...\": must be at most 200 characters, not 201."));
}

TEST(Section, KeepsAKeyThatIsAskedForAndNotReadAProblem) {
  EXPECT_THAT(said("x = 1\n",
                   [](Section& root) {
                     EXPECT_TRUE(root.has("x"));
                     root.finish();
                   }),
              HasSubstr("unknown key x; did you mean x?"));
}

}  // namespace
