// The comparison for a terminal, of a comparison made by hand: what it says and in which unit.
#include <algorithm>
#include <cstddef>
#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "scenarios/scenario_reader.h"
#include "tests/tools/command.h"
#include "tests/tools/sample_comparison.h"
#include "tools/semh/compare/compare.h"
#include "tools/semh/compare/inputs.h"

namespace {

using testing::HasSubstr;
using testing::Not;

TEST(CompareText, CountsNumbersChoicesAndSourcesApart) {
  tools::Comparison comparison = sample::comparison();
  for (std::size_t i = 5; i < 15; ++i) comparison.inputs[i].source = "";
  const std::string text = tools::text_of(comparison, 80, false);
  EXPECT_THAT(text, HasSubstr("Inputs  ASSUMED  Choices  From sources\n"));
  EXPECT_THAT(text,
              HasSubstr("Early intervention          the start        8        0        8  0\n"));
  EXPECT_THAT(
      text, HasSubstr("Alternative provision       the start        6        2        2  2: [P4]"));
  EXPECT_THAT(text, HasSubstr("A choice is a setting"));
  EXPECT_THAT(tools::text_of(comparison, 80, true), HasSubstr("  choice\n"));
}

TEST(CompareText, SaysWhatTheSourcesAreThatItCites) {
  tools::Comparison comparison = sample::comparison();
  const std::string text = tools::text_of(comparison, 80, false);
  EXPECT_THAT(text, HasSubstr("\n[P0] A briefing of January 2018.\n[P4] A strategy <of 2015>.\n"));
  EXPECT_THAT(text, HasSubstr("[S5] Not in the list of sources beside the scenarios."));

  comparison.inputs.resize(3);
  EXPECT_THAT(tools::text_of(comparison, 80, false), Not(HasSubstr("[P4]")));
}

TEST(CitedSources, AreThoseOfTheListBesideTheScenario) {
  const std::vector<scenarios::Scenario> both{
      scenarios::read_scenario(scenarios_folder + "rotherham/arrangements_2014.toml"),
      scenarios::read_scenario(scenarios_folder + "rotherham/as_planned_2018.toml")};
  auto inputs = tools::input_differences(both[0], both[1], 1);
  inputs.push_back(inputs.front());
  inputs.back().source = "[Z9] nobody has listed it";
  const auto cited = tools::sources_cited(inputs, both);
  const auto what_of = [&](const std::string& key) {
    const auto at = std::find_if(cited.begin(), cited.end(),
                                 [&](const tools::CitedSource& one) { return one.key == key; });
    return at == cited.end() ? "not cited" : at->what;
  };
  EXPECT_THAT(what_of("[N4]"), HasSubstr("0.5% of the schools block"));
  EXPECT_THAT(what_of("[P0]"), HasSubstr("SEMH Strategy Update"));
  EXPECT_EQ(what_of("[Z9]"), "");
  EXPECT_EQ(what_of("[O5]"), "not cited");
}

}  // namespace
