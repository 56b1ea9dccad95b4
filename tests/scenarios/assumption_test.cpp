#include <cmath>
#include <functional>
#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "scenarios/document.h"
#include "scenarios/section.h"

namespace {

using scenarios::Estimate;
using scenarios::Period;
using scenarios::Reading;
using scenarios::Section;
using testing::HasSubstr;
using testing::Not;

constexpr Period period{sim::date(2008, 9, 1), sim::date(2022, 8, 31)};

/// Reads `text` and says what is wrong with it.
std::string said(const std::string& text, const std::function<void(Section&)>& read) {
  const scenarios::Document document = scenarios::parse(text, "test.toml");
  Reading reading;
  Section root(document.root, reading);
  read(root);
  root.finish();
  try {
    reading.judge();
    return {};
  } catch (const scenarios::ScenarioError& error) {
    return error.what();
  }
}

void stay(Section& root) {
  root.assumption("stay", 0, 10, "years");
}
void places(Section& root) {
  root.whole_steps("places", 0, 100'000, "pupils", period);
}
void routes(Section& root) {
  root.shares("routes", {"kept", "moved", "excluded"});
}

TEST(Assumption, HasValueRangeUnitSourceAndNote) {
  const scenarios::Document document = scenarios::parse(
      "\nstay = { value = 1.0, low = 0.7, high = 1.4, unit = \"years\", source = \"ASSUMED\", note "
      "= "
      "\"fitted\" }\n",
      "test.toml");
  Reading reading;
  Section root(document.root, reading);
  const Estimate stay = root.assumption("stay", 0, 10, "years");

  EXPECT_EQ(stay.value, 1.0);
  EXPECT_EQ(stay.low, 0.7);
  EXPECT_EQ(stay.high, 1.4);
  ASSERT_EQ(reading.assumptions.rows.size(), 1U);
  const scenarios::RegisterRow& row = reading.assumptions.rows.front();
  EXPECT_EQ(row.key, "stay");
  EXPECT_EQ(row.unit, "years");
  EXPECT_EQ(row.source, "ASSUMED");
  EXPECT_EQ(row.note, "fitted");
  EXPECT_EQ(row.file, "test.toml");
  EXPECT_EQ(row.line, 2U);
}

TEST(Assumption, IsNeverABareNumber) {
  EXPECT_EQ(said("stay = 1.5\n", stay),
            "test.toml:1:8: error: stay = 1.5: unlabelled number.\n"
            "  1 | stay = 1.5\n"
            "    |        ^^^  Write { value = 1.5, unit = \"years\", source = \"...\" }.\n");
}

TEST(Assumption, NeedsARangeWhereItsSourceIsAssumed) {
  EXPECT_EQ(
      said("stay = { value = 1, unit = \"years\", source = \"ASSUMED: small norm\" }\n", stay),
      "test.toml:1:8: error: low is missing in [stay]: both ends of the range must be given "
      "where source is ASSUMED.\n"
      "  1 | stay = { value = 1, unit = \"years\", source = \"ASSUMED: small norm\" }\n"
      "    |        " +
          std::string(61, '^') + "  Write low = and high =.\n");
  EXPECT_THAT(
      said("stay = { value = 1, low = 0, unit = \"years\", source = \"P 004\" }\n", stay),
      HasSubstr("high is missing in [stay]: both ends of a range must be given, or neither."));
  EXPECT_EQ(said("stay = { value = 1, unit = \"years\", source = \"P 004\" }\n", stay), "");
}

TEST(Assumption, LiesInsideItsRange) {
  EXPECT_THAT(
      said("stay = { value = 1, low = 2, high = 3, unit = \"years\", source = \"x\" }\n", stay),
      HasSubstr("test.toml:1:27: error: low = 2 in [stay]: must be at most value, 1."));
  EXPECT_THAT(
      said("stay = { value = 5, low = 2, high = 3, unit = \"years\", source = \"x\" }\n", stay),
      HasSubstr("high = 3 in [stay]: must be at least value, 5."));
  EXPECT_THAT(
      said("stay = { value = 5, low = 2, high = 11, unit = \"years\", source = \"x\" }\n", stay),
      HasSubstr("high = 11 in [stay]: must be 0 to 10 years."));
}

TEST(Assumption, IsInTheUnitThatIsRead) {
  EXPECT_THAT(said("stay = { value = 1, unit = \"months\", source = \"x\" }\n", stay),
              HasSubstr("unit = \"months\" in [stay]: must be \"years\"."));
  EXPECT_THAT(said("stay = { value = 1, source = \"x\" }\n", stay),
              HasSubstr("unit is missing in [stay]: must be \"years\"."));
  EXPECT_THAT(said("odds = { value = 1, unit = \"years\", source = \"x\" }\n",
                   [](Section& root) { root.assumption("odds", 0, 10, ""); }),
              HasSubstr("unit = \"years\" in [odds]: must be left out: this is a pure number."));
}

TEST(Assumption, NamesItsSourceAndNothingUnknown) {
  EXPECT_THAT(said("stay = { value = 1, unit = \"years\" }\n", stay),
              HasSubstr("source is missing in [stay]: must say where the number comes from, or "
                        "ASSUMED."));
  EXPECT_THAT(said("stay = { value = 1, unit = \"years\", source = \" \" }\n", stay),
              HasSubstr("source = \" \" in [stay]: must not be empty."));
  EXPECT_THAT(said("stay = { value = 1, unit = \"years\", source = \"x\", hihg = 2 }\n", stay),
              HasSubstr("unknown key hihg in [stay]; did you mean high?"));
}

/// Its range and labels are known, though there is nothing that they belong to.
TEST(Assumption, WithoutAValueLacksNothingElse) {
  const std::string labels =
      "low = 1, high = 2, unit = \"years\", source = \"x\", note = \"y\" }\n";
  const std::string missing = said("stay = { " + labels, stay);
  EXPECT_THAT(missing, HasSubstr("value is missing in [stay]: must be a number, 0 to 10 years."));
  EXPECT_THAT(missing, Not(HasSubstr("unknown key")));
  EXPECT_THAT(said("stay = { value = 11, " + labels, stay), Not(HasSubstr("unknown key")));
}

TEST(Assumption, InPoundsIsExactInPence) {
  const scenarios::Document document = scenarios::parse(
      "price = { value = 17543.86, low = 15000, high = 18000, unit = \"pounds per place\", source "
      "= "
      "\"ASSUMED\" }\n",
      "test.toml");
  Reading reading;
  const auto price =
      Section(document.root, reading).money_assumption("price", 0, 50'000, "pounds per place");
  EXPECT_EQ(price.value.in_pence(), 1'754'386);
  EXPECT_EQ(price.low, sim::Money::pounds(15'000));
  EXPECT_EQ(price.high, sim::Money::pounds(18'000));
}

TEST(Assumption, MayBeAListUnderOneSource) {
  const std::string list =
      "age = { values = [1, 2.5, 3], unit = \"pupils\", source = \"census\" }\n";
  const scenarios::Document document = scenarios::parse(list, "test.toml");
  Reading reading;
  const auto ages = Section(document.root, reading).assumptions("age", 3, 0, 100, "pupils");
  EXPECT_EQ(ages[1].value, 2.5);
  EXPECT_EQ(reading.assumptions.rows[2].key, "age[3]");

  const auto four = [](Section& root) { root.assumptions("age", 4, 0, 100, "pupils"); };
  EXPECT_THAT(said(list, four),
              HasSubstr("values = [...] in [age]: must be a list of 4 numbers, not of 3."));
  EXPECT_THAT(
      said("age = { values = [1, 2, 3, 4], unit = \"pupils\", source = \"ASSUMED\" }\n", four),
      HasSubstr("low is missing in [age]: must be a list of 4 numbers."));
  EXPECT_THAT(said("age = { values = [1, 2, 3, 4], low = [1, 3, 3, 4], high = [1, 3, 3, 4], unit = "
                   "\"pupils\", source = \"x\" }\n",
                   four),
              HasSubstr("must lie between low and high, and number 2 does not."));
}

TEST(Shares, SumToOneAndAreNeverRenormalised) {
  EXPECT_EQ(said("[routes]\nkept = 0.5\nmoved = 0.5\nsource = \"P 004\"\nexcluded = 0.1\n", routes),
            "test.toml:1:1: error: routes sums to 1.1 (lines 2, 3, 5): must be 1.\n"
            "  1 | [routes]\n"
            "    | ^^^^^^^^  Reduce by 0.1.\n");
  EXPECT_THAT(
      said("routes = { kept = 0.3, moved = 0.3, excluded = 0.3, source = \"x\" }\n", routes),
      HasSubstr("routes sums to 0.9 (line 1): must be 1."));
  EXPECT_EQ(said("routes = { kept = 0.1, moved = 0.2, excluded = 0.7, source = \"x\" }\n", routes),
            "");
  EXPECT_EQ(said("routes = { kept = 0.1, moved = 0.2, excluded = 0.7000000005, source = \"x\" }\n",
                 routes),
            "")
      << "within 1e-9";
  EXPECT_THAT(said("routes = { kept = 0.1, moved = 0.2, excluded = 0.700000002, source = \"x\" }\n",
                   routes),
              HasSubstr("Reduce by 2e-09."));
}

TEST(Shares, AreLabelledOneByOneOrTogether) {
  EXPECT_THAT(said("routes = { kept = 0.5, moved = 0.3, excluded = 0.2 }\n", routes),
              HasSubstr("kept = 0.5 in [routes]: unlabelled number."));
  EXPECT_THAT(
      said("routes = { kept = 0.5, moved = 0.3, excluded = 0.2, source = \"ASSUMED\" }\n", routes),
      HasSubstr("moved = 0.3 in [routes]: must have low and high where source is ASSUMED."));
  EXPECT_EQ(said("[routes]\nsource = \"ASSUMED\"\nkept = { value = 0.5, low = 0.3, high = 0.6 }\n"
                 "moved = { value = 0.3, low = 0.1, high = 0.4 }\n"
                 "excluded = { value = 0.2, source = \"P 004\" }\n",
                 routes),
            "");
  EXPECT_THAT(said("routes = { kept = 0.5, moved = 0.5, source = \"x\" }\n", routes),
              HasSubstr("excluded is missing in [routes]: must be a probability, 0 to 1."));
}

TEST(Steps, HoldFromTheirDates) {
  const scenarios::Document document = scenarios::parse(
      "places = [\n  { value = 90, source = \"A\" },\n"
      "  { from = 2016-09-01, value = 53, low = 50, high = 55, source = \"B\" },\n]\n",
      "test.toml");
  Reading reading;
  const auto steps =
      Section(document.root, reading).whole_steps("places", 0, 100, "pupils", period);

  ASSERT_EQ(steps.size(), 2U);
  EXPECT_EQ(steps[0].from, period.first);
  EXPECT_EQ(steps[0].value.value, 90);
  EXPECT_EQ(steps[1].from, sim::date(2016, 9, 1));
  EXPECT_EQ(steps[1].value.high, 55);
  ASSERT_EQ(reading.assumptions.rows.size(), 2U);
  EXPECT_EQ(reading.assumptions.rows[1].from, sim::date(2016, 9, 1));
  EXPECT_EQ(reading.assumptions.rows[1].unit, "pupils");
}

TEST(Steps, RiseStrictlyInsideThePeriod) {
  EXPECT_THAT(
      said("places = [\n { from = 2016-09-01, value = 1, source = \"x\" },\n"
           " { from = 2016-09-01, value = 2, source = \"x\" } ]\n",
           places),
      HasSubstr("test.toml:3:11: error: from = 2016-09-01 in step 2 of places: must be later "
                "than 2016-09-01 in line 2."));
  EXPECT_THAT(said("places = [ { from = 2022-09-01, value = 1, source = \"x\" } ]\n", places),
              HasSubstr("from = 2022-09-01 in step 1 of places: must be a date from 2008-09-01 to "
                        "2022-08-31."));
  EXPECT_THAT(
      said("places = [ { value = 1, source = \"x\" }, { value = 2, source = \"x\" } ]\n", places),
      HasSubstr("from is missing in step 2 of places: must be a date such as 2016-09-01."));
}

TEST(Steps, ComeBackInRisingOrderEvenAfterAProblem) {
  for (const std::string text :
       {"places = 3\n", "places = []\n", "other = 1\n",
        "places = [ { from = 2022-08-31, value = -1 }, { from = 2016-09-01, value = 2 }, 7 ]\n"}) {
    const scenarios::Document document = scenarios::parse(text, "test.toml");
    Reading reading;
    Section root(document.root, reading);
    const auto steps = root.whole_steps("places", 0, 100, "pupils", period);
    ASSERT_FALSE(steps.empty()) << text;
    for (std::size_t i = 1; i < steps.size(); ++i) EXPECT_LT(steps[i - 1].from, steps[i].from);
    EXPECT_THROW(reading.judge(), scenarios::ScenarioError);
  }
}

TEST(Steps, AreNeverABareNumberOrEmpty) {
  EXPECT_EQ(said("places = 90\n", places),
            "test.toml:1:10: error: places = 90: unlabelled number.\n"
            "  1 | places = 90\n"
            "    |          ^^  Write [ { from = 2008-09-01, value = ..., source = \"...\" } ].\n");
  EXPECT_THAT(said("places = []\n", places),
              HasSubstr("places = [...]: must have at least one step."));
  EXPECT_THAT(said("places = [90]\n", places), HasSubstr("places = 90: must be a step."));
}

TEST(Steps, MayBeTruthsWordsMoneyAndTables) {
  const scenarios::Document document = scenarios::parse(
      "open = [ { value = false }, { from = 2016-09-01, value = true, source = \"P 000\" } ]\n"
      "always = true\n"
      "kind = [ { value = \"a\" }, { from = 2016-09-01, value = \"b\" } ]\n"
      "price = { value = 18_000, source = \"P 004\" }\n"
      "rules = [ { from = 2016-09-01, places = 3 } ]\n",
      "test.toml");
  Reading reading;
  Section root(document.root, reading);
  EXPECT_TRUE(root.boolean_steps("open", period)[1].value);
  EXPECT_TRUE(root.boolean_steps("always", period)[0].value);
  EXPECT_EQ(root.choice_steps("kind", {"a", "b"}, period)[1].value, 1U);
  EXPECT_EQ(root.money_steps("price", 0, 50'000, "pounds", period)[0].value.value,
            sim::Money::pounds(18'000));
  auto rules = root.section_steps("rules", period);
  ASSERT_EQ(rules.size(), 1U);
  EXPECT_EQ(rules[0].value.whole_number("places", 0, 9), 3);
  rules[0].value.finish();
  root.finish();
  EXPECT_NO_THROW(reading.judge());
}

}  // namespace
