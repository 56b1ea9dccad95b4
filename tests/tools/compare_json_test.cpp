// The comparison for programs: every part that people read is there, with the same numbers.
#include <cstddef>
#include <string>
#include <variant>
#include <vector>

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "tests/tools/sample_comparison.h"
#include "tools/semh/compare/compare.h"

namespace {

using Json = nlohmann::json;

Json sample_json() {
  return Json::parse(tools::json_of(sample::comparison()));
}

TEST(CompareJson, HoldsEveryPartOfAComparison) {
  const tools::Comparison all = sample::comparison();
  const Json json = sample_json();
  EXPECT_EQ(json.at("inputs").size(), all.inputs.size());
  EXPECT_EQ(json.at("measures").size(), all.measures.size());
  EXPECT_EQ(json.at("routes").size(), all.routes.size());
  EXPECT_EQ(json.at("displacement").size(), all.displacement.size());
  EXPECT_EQ(json.at("success").size(), all.success.size());
  EXPECT_EQ(json.at("best").size(), all.best.size());
  EXPECT_EQ(json.at("rolls_by_month").size(), all.rolls.size());
  EXPECT_EQ(json.at("attribution").size(), all.attributions.size());
  EXPECT_EQ(json.at("robust").size(), all.robust.size());
  EXPECT_EQ(json.at("chance_or_change").size(), all.chance.size());
  for (const auto& [part, rows] : json.items())
    EXPECT_FALSE(rows.is_array() && rows.empty()) << part;
}

TEST(CompareJson, NamesTheLeverItsDayAndItsSource) {
  const tools::Comparison all = sample::comparison();
  const tools::InputDifference& first = all.inputs.front();
  const Json json = sample_json().at("inputs").at(0);
  EXPECT_EQ(json.at("key"), first.key);
  EXPECT_EQ(json.at("base"), first.base);
  EXPECT_EQ(json.at("value"), first.value);
  EXPECT_EQ(json.at("source"), first.source);
  EXPECT_EQ(json.at("from"), first.from ? Json(sim::to_string(*first.from)) : Json(nullptr));
}

TEST(CompareJson, SaysOfAChoiceWhatTheTableSaysAndWhatSourcesAre) {
  tools::Comparison all = sample::comparison();
  all.inputs.front().source = "";
  const Json json = Json::parse(tools::json_of(all));
  EXPECT_EQ(json.at("inputs").at(0).at("source"), "choice");
  EXPECT_EQ(json.at("sources").at(0).at("source"), "[P0]");
  EXPECT_EQ(json.at("sources").at(0).at("what"), "A briefing of January 2018");
  EXPECT_EQ(json.at("sources").at(2).at("what"), nullptr);

  std::string said;
  for (const auto& table : tools::tables_of(all)) {
    if (table.name != "inputs-that-differ") continue;
    for (const auto& column : table.columns)
      if (column.measure.name == "source")
        said = std::get<std::vector<std::string>>(column.values).front();
  }
  EXPECT_EQ(said, "choice");
}

TEST(CompareJson, SaysWhereChildrenAreOptionByOption) {
  const tools::Comparison all = sample::comparison();
  const Json json = sample_json();
  const Json& route = json.at("routes").at(0);
  ASSERT_EQ(route.at("options").size(), all.options.size());
  for (std::size_t option = 0; option < all.options.size(); ++option) {
    EXPECT_EQ(route.at("options").at(option).at("scenario"), all.options[option].id);
    EXPECT_EQ(route.at("options").at(option).at("mean"), all.routes[0].mean[option]);
  }
}

TEST(CompareJson, GivesEachOptionItsRegretInEachFuture) {
  const tools::Comparison all = sample::comparison();
  const tools::RobustMatrix& matrix = all.robust.front();
  const Json json = sample_json().at("robust").at(0);
  for (std::size_t option = 0; option < all.options.size(); ++option) {
    const Json& one = json.at("options").at(option);
    EXPECT_EQ(one.at("worst_regret"), matrix.worst_regret[option]);
    for (std::size_t future = 0; future < matrix.futures.size(); ++future)
      EXPECT_EQ(one.at("futures").at(future).at("regret"), matrix.cells[option][future].regret);
  }
}

TEST(CompareJson, GivesRollsMonthByMonthAndFuturesThatAreTheSame) {
  const tools::Comparison all = sample::comparison();
  const Json json = sample_json();
  const Json& roll = json.at("rolls_by_month").at(0);
  EXPECT_EQ(roll.at("unit"), all.rolls[0].label);
  EXPECT_EQ(roll.at("months").size(), all.rolls[0].months.size());
  EXPECT_EQ(roll.at("options").at(1).at("p90"), all.rolls[0].options[1].high);
  EXPECT_EQ(roll.at("options").at(1).at("places"), all.rolls[0].options[1].places);
  EXPECT_EQ(json.at("measures").at(0).at("average").at("options").at(1).at("same").at("share"),
            all.measures[0].average->differences[1]->same.share());
}

TEST(CompareJson, SaysWhetherAPrecisionIsReachedOnlyWhereOneWasAskedFor) {
  tools::Comparison all = sample::comparison();
  all.precision.asked.reset();
  EXPECT_TRUE(Json::parse(tools::json_of(all)).at("precision").at("reached").is_null());
  all.precision.asked = 0.05;
  EXPECT_EQ(Json::parse(tools::json_of(all)).at("precision").at("reached"), true);
}

TEST(CompareJson, GivesTheChanceOfEachTargetUnderEachOption) {
  const tools::Comparison all = sample::comparison();
  const tools::ComparedSuccess& first = all.success.front();
  const Json json = sample_json().at("success").at(0);
  for (std::size_t option = 0; option < all.options.size(); ++option) {
    const Json& met = json.at("options").at(option).at("met");
    if (first.met[option])
      EXPECT_DOUBLE_EQ(met.at("share"), first.met[option]->share());
    else
      EXPECT_TRUE(met.is_null());
  }
}

}  // namespace
