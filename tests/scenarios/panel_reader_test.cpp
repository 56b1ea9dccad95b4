// Partnerships, panels and the menu, as a scenario gives them.
#include <fstream>
#include <sstream>
#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "scenarios/diagnostic.h"
#include "scenarios/scenario_reader.h"

namespace {

using models::OptionKind;
using scenarios::parse;
using scenarios::read_scenario;
using testing::HasSubstr;

std::string synthetic() {
  std::ostringstream whole;
  whole << std::ifstream(SEMH_SOURCE_DIR "/scenarios/synthetic_borough.toml").rdbuf();
  return whole.str();
}

models::Borough borough_of(const std::string& text) {
  return read_scenario(parse(text, "test.toml"), "test").borough;
}

std::string with(const std::string& old_text, const std::string& new_text) {
  std::string text = synthetic();
  const std::size_t at = text.find(old_text);
  EXPECT_NE(at, std::string::npos) << old_text;
  if (at != std::string::npos) text.replace(at, old_text.size(), new_text);
  return text;
}

std::string complaints(const std::string& text) {
  try {
    borough_of(text);
    return {};
  } catch (const scenarios::ScenarioError& error) {
    return error.what();
  }
}

const models::Option& option(const models::Borough& borough, const std::string& id) {
  for (const models::Option& one : borough.options)
    if (one.id == id) return one;
  throw std::out_of_range(id);
}

TEST(PanelReader, ReadsTheRegimeThePanelAndTheMenu) {
  const auto borough = borough_of(synthetic());

  EXPECT_FALSE(borough.regime.live.at(sim::date(2016, 8, 31)));
  EXPECT_TRUE(borough.regime.live.at(sim::date(2016, 9, 1)));
  EXPECT_EQ(borough.panel.most_cases, 3);
  EXPECT_DOUBLE_EQ(borough.panel.diverted_by_charge, 0.5) << "5 of 10";
  EXPECT_EQ(borough.panel.reference_charge, sim::Money::pounds(10'000));
  EXPECT_FALSE(borough.referrals[0].through_panel);
  EXPECT_TRUE(borough.referrals[1].through_panel);
}

TEST(PanelReader, ReadsWhatEachKindOfOptionHas) {
  const auto borough = borough_of(synthetic());
  const auto& move = option(borough, "move");
  EXPECT_EQ(move.kind, OptionKind::managed_move);
  EXPECT_DOUBLE_EQ(move.success, 0.55);
  EXPECT_DOUBLE_EQ(move.failed_excluded, 0.1);
  const auto& college = option(borough, "college");
  EXPECT_DOUBLE_EQ(college.distance.at(sim::date(2018, 9, 1)), 4);
  EXPECT_EQ(college.providers.at(sim::date(2018, 9, 1)), 3);
  EXPECT_EQ(college.paid_by, models::OptionPayer::school);
  EXPECT_EQ(college.price.at(sim::date(2018, 9, 1)), sim::Money::pounds(12'000));
  EXPECT_TRUE(option(borough, "partnership-place").each_partnership);
  EXPECT_TRUE(option(borough, "unit").dual);
}

TEST(PanelReader, RefusesAPriceThatNobodyPays) {
  EXPECT_THAT(complaints(with("paid_by = \"partnership\"\n", "")), HasSubstr("paid_by"));
}

TEST(PanelReader, RefusesAKindThatThereIsNot) {
  EXPECT_THAT(complaints(with("kind = \"short-break\"", "kind = \"short-brake\"")),
              HasSubstr("Did you mean \"short-break\"?"));
}

TEST(PanelReader, RefusesAMenuWithNothingForAYearGroup) {
  std::string text = synthetic();
  for (const std::string id : {"support", "unit", "exclusion", "plan", "part-time", "home"}) {
    const std::size_t at = text.find("first_year = 0", text.find("id = \"" + id + "\""));
    text.replace(at, 14, "first_year = 5");
  }
  EXPECT_THAT(
      complaints(text),
      HasSubstr("must include one with a share for year group 0, as partnerships are live"));
}

TEST(PanelReader, RefusesToDivertAllTenOfTen) {
  EXPECT_THAT(complaints(with("diverted_by_charge = { value = 5, low = 2, high = 8",
                              "diverted_by_charge = { value = 10, low = 2, high = 10")),
              HasSubstr("must be 0 to 9.9 of 10 referrals"));
}

TEST(PanelReader, RefusesOddsAfterAFailedMoveThatExceedOne) {
  EXPECT_THAT(complaints(with("failed_move_excluded = { value = 0.1, low = 0.0, high = 0.3",
                              "failed_move_excluded = { value = 0.5, low = 0.0, high = 0.5")),
              HasSubstr("must leave room for back_to_panel"));
}

TEST(PanelReader, NeedsAPanelOncePartnershipsAreLive) {
  std::string text = synthetic();
  const std::size_t from = text.find("[panel]\n");
  text.erase(from, text.find("[[option]]") - from);
  EXPECT_THAT(complaints(text), HasSubstr("panel"));
}

TEST(PanelReader, LeavesEverythingOffWithoutItsTables) {
  std::string text = synthetic();
  const std::size_t from = text.find("[partnerships]\n");
  text.erase(from, text.find("[waiting]") - from);
  const auto borough = borough_of(text);
  EXPECT_FALSE(borough.regime.live.at(sim::date(2020, 1, 1)));
  EXPECT_TRUE(borough.options.empty());
}

}  // namespace
