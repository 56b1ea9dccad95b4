// [[lever]]: names for what can be switched, judged against what is there.
#include "scenarios/lever.h"

#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "scenarios/scenario_reader.h"
#include "tests/scenarios/temporary_folder.h"

namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::SizeIs;

const std::string synthetic = std::string(SEMH_SOURCE_DIR) + "/scenarios/synthetic_borough.toml";

class LeverReader : public testing::Test {
 protected:
  scenarios::Scenario read(const std::string& text) const {
    std::filesystem::copy_file(synthetic, folder_.path() / "synthetic_borough.toml",
                               std::filesystem::copy_options::overwrite_existing);
    return scenarios::read_scenario(
        folder_.write("option.toml", "extends = \"synthetic_borough.toml\"\n" + text));
  }
  std::string refusal(const std::string& text) const {
    try {
      read(text);
      return {};
    } catch (const scenarios::ScenarioError& error) {
      return error.what();
    }
  }

  TemporaryFolder folder_;
};

TEST_F(LeverReader, ReadsNamesAndKeys) {
  const auto scenario = read(
      "[[lever]]\nid = \"units\"\nname = \"Units\"\nkeys = [\"unit[upper].places\", "
      "\"unit[lower]*\"]\n[[lever]]\nid = \"menu\"\nname = \"Menu\"\ntogether = "
      "[\"option[*]*\"]\n");
  ASSERT_THAT(scenario.levers, SizeIs(2));
  EXPECT_EQ(scenario.levers[0].id, "units");
  EXPECT_EQ(scenario.levers[0].name, "Units");
  EXPECT_THAT(scenario.levers[0].keys, ElementsAre("unit[upper].places", "unit[lower]*"));
  EXPECT_THAT(scenario.levers[1].together, ElementsAre("option[*]*"));
}

TEST_F(LeverReader, RefusesKeysThatNothingFits) {
  EXPECT_THAT(refusal("[[lever]]\nid = \"units\"\nname = \"Units\"\nkeys = [\"unit[uper]*\"]\n"),
              testing::AllOf(HasSubstr("none fits \"unit[uper]*\""), HasSubstr("semh explain")));
  EXPECT_THAT(refusal("[[lever]]\nid = \"own\"\nname = \"Own\"\nkeys = [\"lever*\"]\n"),
              HasSubstr("none fits"));
}

TEST_F(LeverReader, RefusesALeverOfNothing) {
  EXPECT_THAT(refusal("[[lever]]\nid = \"none\"\nname = \"None\"\n"),
              HasSubstr("must say what belongs to the lever"));
  EXPECT_THAT(refusal("[[lever]]\nid = \"none\"\nkeys = [\"unit*\"]\n"), HasSubstr("name"));
}

TEST_F(LeverReader, IsNoDifferenceBetweenScenarios) {
  const auto named =
      read("[[lever]]\nid = \"units\"\nname = \"Units\"\nkeys = [\"unit[upper].places\"]\n");
  EXPECT_THAT(
      scenarios::differences(scenarios::read_scenario(synthetic).assumptions, named.assumptions),
      SizeIs(0));
}

}  // namespace
