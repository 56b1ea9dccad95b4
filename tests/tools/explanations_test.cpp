// Explanations keep up with what there is to explain: a measure or a key that is added without one,
// or an explanation of something that is gone, fails here.
#include "models/explanations.h"

#include <algorithm>
#include <filesystem>
#include <set>
#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "models/measures.h"
#include "scenarios/scenario_reader.h"
#include "tests/scenarios/is_scenario.h"

namespace {

namespace fs = std::filesystem;

const fs::path source = SEMH_SOURCE_DIR;

std::vector<scenarios::Scenario> read_shipped() {
  std::vector<scenarios::Scenario> read;
  for (const auto& folder : {source / "scenarios", source / "scenarios/rotherham"})
    for (const auto& entry : fs::directory_iterator(folder))
      if (is_scenario(entry.path())) read.push_back(scenarios::read_scenario(entry.path()));
  return read;
}

const std::vector<scenarios::Scenario>& shipped() {
  static const auto read = read_shipped();
  return read;
}

std::set<std::string> keys() {
  std::set<std::string> found;
  for (const auto& scenario : shipped())
    for (const auto& row : scenario.assumptions.rows) found.insert(models::without_ids(row.key));
  return found;
}

std::set<std::string> measures() {
  std::set<std::string> found;
  for (const auto& scenario : shipped()) {
    for (const auto& each : models::yearly_measures(scenario.borough))
      found.insert(each.measure.name);
    for (const auto& each : models::monthly_measures(scenario.borough))
      found.insert(each.measure.name);
  }
  return found;
}

bool fits_any(std::string_view pattern, const std::set<std::string>& all) {
  return std::any_of(all.begin(), all.end(),
                     [&](const std::string& key) { return models::fits(pattern, key); });
}

TEST(Explanation, IsThereForEveryMeasure) {
  for (const std::string& measure : measures())
    EXPECT_NE(models::explanation_of(measure), nullptr)
        << measure << ": add a row to models/explanations.cpp";
}

TEST(Explanation, IsOfAMeasureThatThereIsAndOnlyOne) {
  const auto known = measures();
  std::set<std::string_view> seen;
  for (const auto& each : models::explanations()) {
    EXPECT_EQ(known.count(std::string(each.measure)), 1U) << each.measure;
    EXPECT_TRUE(seen.insert(each.measure).second) << each.measure << " twice";
    EXPECT_NE(each.source, "") << each.measure;
  }
}

TEST(Explanation, NamesKeysOfAShippedScenario) {
  const auto known = keys();
  for (const auto& each : models::explanations())
    for (const auto pattern : models::words_of(each.keys))
      EXPECT_TRUE(fits_any(pattern, known)) << each.measure << ": " << pattern;
}

TEST(Explanation, SaysWhatMovesAMeasureOrWhatItFollowsFrom) {
  for (const auto& each : models::explanations()) {
    EXPECT_FALSE(each.keys.empty() && each.follows.empty()) << each.measure;
    for (const auto name : models::words_of(each.follows))
      EXPECT_NE(models::explanation_of(name), nullptr) << each.measure << ": " << name;
  }
}

TEST(Explanation, StandsWithItsSubject) {
  std::set<models::Subject> left;
  for (std::size_t i = 1; i < models::explanations().size(); ++i) {
    const auto before = models::explanations()[i - 1].subject;
    const auto subject = models::explanations()[i].subject;
    if (subject == before) continue;
    left.insert(before);
    EXPECT_EQ(left.count(subject), 0U) << models::explanations()[i].measure;
  }
}

TEST(KeyExplanation, IsThereForEveryKey) {
  for (const std::string& key : keys())
    EXPECT_NE(models::explanation_of_key(key), nullptr)
        << key << ": add a row to models/explained_keys.cpp";
}

TEST(KeyExplanation, NamesAFileThatThereIs) {
  for (const auto& each : models::key_explanations())
    EXPECT_TRUE(fs::exists(source / each.file)) << each.keys << ": " << each.file;
}

TEST(KeyExplanation, IsOfAKeyOfItsOwn) {
  std::set<std::string> left = keys();
  for (const auto& each : models::key_explanations()) {
    const auto before = left.size();
    for (auto at = left.begin(); at != left.end();)
      at = models::fits(each.keys, *at) ? left.erase(at) : std::next(at);
    EXPECT_LT(left.size(), before) << each.keys << " explains no key that an earlier row does not";
  }
}

TEST(Key, IsKnownWithoutItsIds) {
  EXPECT_EQ(models::without_ids("unit[rowan].stay.early.to_year_9"), "unit.stay.early.to_year_9");
  EXPECT_EQ(models::without_ids("fixed_term_exclusions.rate[3]"), "fixed_term_exclusions.rate");
  EXPECT_EQ(models::without_ids("block.rest"), "block.rest");
}

TEST(Pattern, FitsWithAnyCharactersForAStar) {
  EXPECT_TRUE(models::fits("exclusion.level_*", "exclusion.level_primary.known"));
  EXPECT_TRUE(models::fits("*.places", "unit.places"));
  EXPECT_TRUE(models::fits("unit.*.early.*", "unit.stay.early.to_year_9"));
  EXPECT_FALSE(models::fits("unit.places", "unit.places_more"));
  EXPECT_FALSE(models::fits("unit.*.late", "unit.stay.early"));
  EXPECT_FALSE(models::fits("exclusion.*", "exclusio"));
}

}  // namespace
