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

using testing::ContainsRegex;
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

/// A recharge of thousands of pounds, and one that nobody ever pays.
tools::Comparison with_recharges() {
  tools::Comparison comparison = sample::comparison();
  const auto add = [&](const char* label, double level) {
    comparison.measures.push_back(sample::measure({"recharge",
                                                   label,
                                                   "pounds",
                                                   models::Basis::financial_year,
                                                   true,
                                                   tools::Better::neither,
                                                   level,
                                                   {-0.5 * level, 0.1 * level}}));
    comparison.measures.back().breakdown = label;
  };
  add("Recharge, south", 30'000);
  add("Recharge, north", 0);
  comparison.measures.back().is_nothing = true;
  comparison.chance.push_back({"recharge", "Recharge, south", "Recharge, south", "pounds", true,
                               "2021-22", 0.5, 0.5, 0.4, 0.6, 12'300});
  comparison.chance.push_back(
      {"recharge", "Recharge, north", "Recharge, north", "pounds", true, "2021-22"});
  return comparison;
}

TEST(CompareText, WritesThousandsAsThousands) {
  const std::string text = tools::text_of(with_recharges(), 80, false);
  EXPECT_THAT(text, ContainsRegex("Recharge, south, £ thousand +36.3 +−15.0 \\(−28.5 to −3.0\\)"));
  EXPECT_THAT(text, ContainsRegex("Recharge, south, £ thousand +2021-22 .* 12.3\n"));
  EXPECT_THAT(text, ContainsRegex("Spending on SEMH, £ million +7.68 +−0.45"));
  const std::size_t results = text.find("RESULTS of");
  EXPECT_THAT(text.substr(results, text.find("WHY ") - results), Not(HasSubstr("0.00")));
}

TEST(CompareText, LeavesOutWhatIsNothingAndSaysSo) {
  const std::string text = tools::text_of(with_recharges(), 80, false);
  EXPECT_THAT(text, Not(HasSubstr("Recharge, north,")));
  EXPECT_THAT(text, HasSubstr("Left out: 1 measure is 0 under every option, in every year and"));
  EXPECT_THAT(text, HasSubstr("Left out: 1 measure that does not vary there."));
  EXPECT_THAT(tools::text_of(sample::comparison(), 80, false), Not(HasSubstr("Left out: 1 meas")));
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
