// Bad input against the reader that the command uses: each test spoils one thing of a scenario that
// is otherwise good, and holds the reader to what it tells the author.
#include "scenarios/scenario_reader.h"

#include <fstream>
#include <sstream>
#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "scenarios/diagnostic.h"
#include "tests/scenarios/temporary_folder.h"

namespace {

using scenarios::parse;
using scenarios::read_scenario;
using scenarios::ScenarioError;
using testing::AllOf;
using testing::HasSubstr;
using testing::IsEmpty;

const std::string& good() {
  static const std::string text = [] {
    std::ostringstream whole;
    whole << std::ifstream(SEMH_SOURCE_DIR "/scenarios/synthetic_borough.toml").rdbuf();
    return whole.str();
  }();
  return text;
}

/// The good scenario with `old_text`, which it has once, replaced.
std::string with(const std::string& old_text, const std::string& new_text,
                 std::string text = good()) {
  const std::size_t at = text.find(old_text);
  EXPECT_NE(at, std::string::npos) << old_text;
  EXPECT_EQ(text.find(old_text, at + 1), std::string::npos) << old_text << " is there twice";
  if (at != std::string::npos) text.replace(at, old_text.size(), new_text);
  return text;
}

/// What the author of `text` is told; empty when nothing is wrong.
std::string complaints(const std::string& text) {
  try {
    read_scenario(parse(text, "test.toml"), "test");
    return {};
  } catch (const ScenarioError& error) {
    return error.what();
  }
}

std::size_t problems(const std::string& text) {
  try {
    read_scenario(parse(text, "test.toml"), "test");
    return 0;
  } catch (const ScenarioError& error) {
    return error.diagnostics().size();
  }
}

TEST(ScenarioReader, ReadsAGoodScenario) {
  EXPECT_THAT(complaints(good()), IsEmpty());
  const auto scenario = read_scenario(parse(good(), "test.toml"), "test");
  EXPECT_EQ(scenario.borough.units.size(), 3U);
  EXPECT_EQ(scenario.borough.units[1].places.at(sim::date(2016, 8, 31)), 16);
  EXPECT_EQ(scenario.borough.units[1].places.at(sim::date(2016, 9, 1)), 11);
  EXPECT_EQ(scenario.borough.referrals[1].unit, "bridge");
  EXPECT_EQ(scenario.borough.specialists[2].kind, models::SpecialistKind::other_authority);
  EXPECT_EQ(scenario.borough.prices.spot_place.at(sim::date(2015, 1, 1)),
            sim::Money::pounds(18'000));
}

TEST(ScenarioReader, RefusesNegativePlaces) {
  const std::string told = complaints(with("  { from = 2013-09-01, value = 16, low = 12",
                                           "  { from = 2013-09-01, value = -3, low = -4"));
  EXPECT_THAT(told, AllOf(HasSubstr("value = -3 in step 1 of places of unit \"upper\": must be "
                                    "0 to 100,000 places."),
                          HasSubstr("test.toml:")));
}

TEST(ScenarioReader, RefusesPlacesThatAreNotWhole) {
  EXPECT_THAT(complaints(with("  { from = 2013-09-01, value = 16, low = 12",
                              "  { from = 2013-09-01, value = 16.5, low = 12")),
              HasSubstr("must be a whole number, 0 to 100,000 places"));
}

TEST(ScenarioReader, RefusesNumbersThatAreNotNumbers) {
  for (const std::string bad : {"nan", "inf", "-inf", "1e400"})
    EXPECT_THAT(complaints(with("contagion = { value = 0.25", "contagion = { value = " + bad)),
                HasSubstr("must be"))
        << bad;
}

TEST(ScenarioReader, RefusesSharesThatDoNotSumToOne) {
  const std::string told =
      complaints(with("mainstream = { value = 0.6,", "mainstream = { value = 0.7,"));
  EXPECT_THAT(told, AllOf(HasSubstr("from_school in [plans] sums to 1.1 (lines "),
                          HasSubstr("must be 1"), HasSubstr("Reduce by 0.1.")));
}

TEST(ScenarioReader, RefusesWeightsOfYearGroupsThatDoNotSumToOne) {
  EXPECT_THAT(complaints(with("values = [0.06, 0.08, 0.10,", "values = [0.06, 0.08, 0.15,")),
              AllOf(HasSubstr("must sum to 1, not 1.0"), HasSubstr("never rescaled for you")));
}

TEST(ScenarioReader, RefusesAListOfElevenYearGroups) {
  EXPECT_THAT(complaints(with("values = [0.06, 0.08, 0.10,", "values = [0.06, 0.08,")),
              HasSubstr("must be a list of 12 numbers, not of 11"));
}

TEST(ScenarioReader, NamesTheNearestUnitForAReferralToNone) {
  EXPECT_THAT(complaints(with("unit = \"bridge\"\nfirst_year", "unit = \"brige\"\nfirst_year")),
              AllOf(HasSubstr("unit = \"brige\" in referral \"bridge-referrals\": must be one of "
                              "lower, upper, bridge"),
                    HasSubstr("Did you mean \"bridge\"?")));
}

TEST(ScenarioReader, NamesTheNearestKey) {
  EXPECT_THAT(complaints(with("takes_excluded = false", "take_excluded = false")),
              HasSubstr("did you mean takes_excluded?"));
}

TEST(ScenarioReader, RefusesStepsWhoseDatesDoNotRise) {
  EXPECT_THAT(
      complaints(with("{ from = 2016-09-01, value = 11", "{ from = 2013-09-01, value = 11")),
      HasSubstr("must be later than 2013-09-01 in line "));
}

TEST(ScenarioReader, RefusesDatesThatDoNotExist) {
  EXPECT_THAT(
      complaints(with("{ from = 2016-09-01, value = 11", "{ from = 2016-09-31, value = 11")),
      HasSubstr("2016-09-31"));
}

TEST(ScenarioReader, RefusesARunThatEndsBeforeItBegins) {
  EXPECT_THAT(
      complaints(with("last_school_year = 2020", "last_school_year = 2012")),
      HasSubstr("last_school_year = 2012 in [period]: must not be before first_school_year"));
  EXPECT_THAT(complaints(with("last_school_year = 2020", "last_school_year = 2053")),
              HasSubstr("must be at most 39 years after first_school_year"));
}

TEST(ScenarioReader, RefusesToReportAYearThatIsNotRun) {
  for (const std::string bad : {"2012", "2021"})
    EXPECT_THAT(
        complaints(with("report_from = 2014", "report_from = " + bad)),
        HasSubstr("report_from = " + bad + " in [period]: must be a school year of the run"));
}

TEST(ScenarioReader, RefusesABillionPupilsBeforeAnythingRuns) {
  EXPECT_THAT(complaints(with("value = 520, low = 470, high = 570",
                              "value = 1_000_000_000, low = 470, high = 1_000_000_000")),
              HasSubstr("value = 1000000000 in step 2 of intake of [population]: must be 1 to "
                        "100,000 pupils."));
}

TEST(ScenarioReader, RefusesYearGroupsThatNoUnitTakesOnceExcluded) {
  EXPECT_THAT(complaints(with("name = \"the upper unit\"\nfirst_year = 7",
                              "name = \"the upper unit\"\nfirst_year = 8")),
              AllOf(HasSubstr("must include one that takes excluded pupils of year group 7"),
                    HasSubstr("Widen first_year or last_year")));
}

TEST(ScenarioReader, RefusesAUnitWhoseYearGroupsAreReversed) {
  EXPECT_THAT(complaints(with("name = \"the bridge unit\"\nfirst_year = 5\nlast_year = 10",
                              "name = \"the bridge unit\"\nfirst_year = 10\nlast_year = 5")),
              HasSubstr("last_year = 5 in unit \"bridge\": must not be before first_year"));
}

TEST(ScenarioReader, RefusesMoreSecondarySchoolsThanPrimaryOnes) {
  EXPECT_THAT(complaints(with("secondary = { value = 3, low = 3, high = 4",
                              "secondary = { value = 30, low = 3, high = 40")),
              HasSubstr("must not be more than the primary schools that feed them"));
}

TEST(ScenarioReader, RefusesAnUnlabelledNumber) {
  EXPECT_THAT(
      complaints(with("contagion = { value = 0.25, low = 0.0, high = 0.5, unit = \"repeats per "
                      "exclusion\", source = \"ASSUMED (invented)\" }",
                      "contagion = 0.25")),
      AllOf(HasSubstr("contagion = 0.25 in [fixed_term_exclusions]: unlabelled number"),
            HasSubstr(
                "Write { value = 0.25, unit = \"repeats per exclusion\", source = \"...\" }.")));
}

TEST(ScenarioReader, RefusesAnAssumptionWithoutARange) {
  EXPECT_THAT(complaints(with("spot_search = { value = 8, low = 4, high = 16,",
                              "spot_search = { value = 8,")),
              HasSubstr("both ends of the range must be given where source is ASSUMED"));
}

TEST(ScenarioReader, RefusesAnotherUnit) {
  EXPECT_THAT(complaints(with("high = 16, unit = \"weeks\"", "high = 16, unit = \"days\"")),
              HasSubstr("must be \"weeks\""));
}

TEST(ScenarioReader, RefusesTwoUnitsOfOneId) {
  EXPECT_THAT(complaints(with("id = \"upper\"", "id = \"lower\"")),
              HasSubstr("must be given once, and is in line "));
}

TEST(ScenarioReader, TellsEveryMistakeAtOnceInOrderOfLine) {
  std::string text = with("value = 520, low = 470", "value = 0, low = 0");
  text = with("  { from = 2013-09-01, value = 16, low = 12",
              "  { from = 2013-09-01, value = -3, low = 12", text);
  text = with("unit = \"bridge\"\nfirst_year", "unit = \"brige\"\nfirst_year", text);
  EXPECT_GE(problems(text), 3U);
  const std::string told = complaints(text);
  const std::size_t intake = told.find("intake");
  const std::size_t places = told.find("places of unit \"upper\"");
  const std::size_t referral = told.find("brige");
  EXPECT_LT(intake, places);
  EXPECT_LT(places, referral);
  EXPECT_NE(referral, std::string::npos);
}

TEST(ScenarioReader, RefusesAnEstimateOfALevelThatIsDrawn) {
  EXPECT_THAT(
      complaints(
          with("free_from = 2016-09-01\npersistence = { value = 0.8, low = 0.5, high = 1.0, unit = "
               "\"share\", source = \"ASSUMED (invented)\" }\ninnovation = { value = 0.15",
               "free_from = 2014-09-01\npersistence = { value = 0.8, low = 0.5, high = 1.0, unit = "
               "\"share\", source = \"ASSUMED (invented)\" }\ninnovation = { value = 0.15")),
      HasSubstr("must end before free_from = 2014-09-01 in line "));
}

TEST(ScenarioReader, RefusesAReferralToAUnitThatDoesNotTakeItsYearGroups) {
  EXPECT_THAT(complaints(with("unit = \"bridge\"\nfirst_year", "unit = \"lower\"\nfirst_year")),
              HasSubstr("to lower, which takes 0 to 6"));
}

TEST(ScenarioReader, SaysEachMistakeOnce) {
  EXPECT_EQ(problems(with("unit = \"bridge\"\nfirst_year", "unit = \"brige\"\nfirst_year")), 1U);
  EXPECT_EQ(problems(with("report_from = 2014", "report_from = 2030")), 1U);
  EXPECT_EQ(problems(with("spot_search = ", "spot_serch = ")), 2U);  // One missing, one unknown.
}

TEST(ScenarioReader, ShowsTheCircleOfScenariosThatExtendOneAnother) {
  const TemporaryFolder folder;
  folder.write("a.toml", "extends = \"b.toml\"\nname = \"A\"\n");
  folder.write("b.toml", "extends = \"a.toml\"\nname = \"B\"\n");
  try {
    read_scenario(folder.path() / "a.toml");
    FAIL() << "a circle was read";
  } catch (const ScenarioError& error) {
    EXPECT_THAT(error.what(), HasSubstr("closes a circle, a.toml -> b.toml -> a.toml"));
  }
}

TEST(ScenarioReader, ReadsASmallDifferenceOverABase) {
  const TemporaryFolder folder;
  folder.write("base.toml", good());
  folder.write("option.toml",
               "extends = \"base.toml\"\nname = \"Option\"\n[[unit]]\nid = \"upper\"\nplaces = "
               "[{ from = 2018-09-01, value = 20, low = 18, high = 22, source = \"ASSUMED\" }]\n"
               "[[unit.site]]\nid = \"new-site\"\nplaces = "
               "[{ from = 2018-09-01, value = 14, low = 12, high = 16, source = \"ASSUMED\" }]\n");
  const auto option = read_scenario(folder.path() / "option.toml");
  EXPECT_EQ(option.id, "option");
  EXPECT_EQ(option.borough.name, "Option");
  EXPECT_EQ(option.borough.units.size(), 3U);
  EXPECT_EQ(option.borough.units[1].places.at(sim::date(2018, 8, 31)), 11);
  EXPECT_EQ(option.borough.units[1].places.at(sim::date(2018, 9, 1)), 20);
}

}  // namespace
