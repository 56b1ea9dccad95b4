#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "scenarios/scenario_reader.h"

namespace {

using models::SuccessRule;
using testing::AllOf;
using testing::HasSubstr;

/// The synthetic borough with other measures of success.
std::string borough_with(const std::string& success) {
  std::ifstream stream(SEMH_SOURCE_DIR "/scenarios/synthetic_borough.toml");
  std::string text{std::istreambuf_iterator<char>(stream), {}};
  text.resize(text.find("[[success]]"));
  return text + success;
}

models::Borough read(const std::string& success) {
  return scenarios::read_scenario(scenarios::parse(borough_with(success), "test.toml"), "test")
      .borough;
}

std::string complaints(const std::string& success) {
  try {
    read(success);
    return {};
  } catch (const scenarios::ScenarioError& error) {
    return error.what();
  }
}

const std::string head =
    "[[success]]\nid = \"one\"\nstep = 4\ntext = \"exclusions reduce\"\nby = 2018\n";

std::string target(const std::string& value, const std::string& unit) {
  return "target = { value = " + value + ", unit = \"" + unit + "\", source = \"made up\" }\n";
}

TEST(SuccessReader, ReadsATargetInTheUnitOfItsMeasure) {
  const auto borough = read(head + "measure = \"unit_roll\"\nbreakdown = \"upper\"\n" +
                            "rule = \"at-most\"\n" + target("40", "pupils"));

  ASSERT_EQ(borough.success.size(), 1U);
  EXPECT_EQ(borough.success[0].measure, "unit_roll");
  EXPECT_EQ(borough.success[0].breakdown, "upper");
  EXPECT_EQ(borough.success[0].rule, SuccessRule::at_most);
  EXPECT_EQ(borough.success[0].target, 40);
  EXPECT_EQ(borough.success[0].step, 4);
  EXPECT_EQ(borough.success[0].by, 2018);
}

TEST(SuccessReader, ReadsAFallFromABaseYear) {
  const auto borough = read(head + "measure = \"permanent_exclusions\"\nrule = \"fall-from\"\n" +
                            "base_year = 2014\n" + target("0.3", "share"));

  EXPECT_EQ(borough.success[0].base_year, 2014);
  EXPECT_EQ(borough.success[0].target, 0.3);
}

TEST(SuccessReader, SaysWhichMeasureWasMeant) {
  EXPECT_THAT(complaints(head + "measure = \"permanent_exclusion\"\nrule = \"at-most\"\n" +
                         target("40", "exclusions")),
              HasSubstr("Did you mean \"permanent_exclusions\"?"));
}

TEST(SuccessReader, SaysThatAMeasureNeedsABreakdown) {
  EXPECT_THAT(
      complaints(head + "measure = \"unit_places\"\nrule = \"at-most\"\n" + target("40", "places")),
      AllOf(HasSubstr("by breakdown only"), HasSubstr("breakdown = \"lower\"")));
}

TEST(SuccessReader, RefusesAnotherUnitAndAYearThatIsNotReported) {
  const std::string measure = "measure = \"unit_roll\"\nrule = \"at-most\"\n";
  EXPECT_THAT(complaints(head + measure + target("40", "places")), HasSubstr("must be \"pupils\""));
  std::string late = head;
  late.replace(late.find("2018"), 4, "2021");
  EXPECT_THAT(complaints(late + measure + target("40", "pupils")), HasSubstr("by = 2021"));
}

TEST(SuccessReader, AsksForABaseYearOnlyWhereThereIsAFall) {
  EXPECT_THAT(
      complaints(head + "measure = \"unit_roll\"\nrule = \"fall-from\"\n" + target("0.3", "share")),
      HasSubstr("base_year"));
  EXPECT_THAT(complaints(head + "measure = \"unit_roll\"\nrule = \"at-most\"\nbase_year = 2014\n" +
                         target("40", "pupils")),
              HasSubstr("base_year"));
}

}  // namespace
