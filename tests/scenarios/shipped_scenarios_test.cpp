#include <algorithm>
#include <filesystem>
#include <fstream>
#include <optional>
#include <regex>
#include <set>
#include <sstream>
#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "models/model.h"
#include "scenarios/scenario_reader.h"

namespace {

namespace fs = std::filesystem;

using scenarios::Difference;
using scenarios::read_scenario;
using scenarios::RegisterRow;
using scenarios::Scenario;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;
using testing::StartsWith;

const fs::path shipped_folder = fs::path(SEMH_SOURCE_DIR) / "scenarios";
const fs::path rotherham_folder = shipped_folder / "rotherham";
constexpr sim::Date cut_off = sim::date(2018, 1, 23);

std::vector<fs::path> scenarios_in(const fs::path& folder) {
  std::vector<fs::path> files;
  for (const auto& entry : fs::directory_iterator(folder))
    if (entry.path().extension() == ".toml") files.push_back(entry.path());
  std::sort(files.begin(), files.end());
  return files;
}

std::vector<fs::path> every_scenario() {
  auto files = scenarios_in(rotherham_folder);
  for (const auto& file : scenarios_in(shipped_folder)) files.push_back(file);
  return files;
}

Scenario rotherham(const std::string& id) {
  return read_scenario(rotherham_folder / (id + ".toml"));
}

std::string text_of(const fs::path& file) {
  std::ostringstream text;
  text << std::ifstream(file).rdbuf();
  return text.str();
}

/// The keys cited in `text`: [P4] and [P4 s.3] are P4.
std::set<std::string> citations_in(const std::string& text) {
  static const std::regex key(R"(\[([A-Z][0-9]+)( s\.[0-9]+)?\])");
  std::set<std::string> found;
  for (std::sregex_iterator at(text.begin(), text.end(), key), end; at != end; ++at)
    found.insert((*at)[1]);
  return found;
}

std::set<std::string> keys_defined(const std::string& sources) {
  static const std::regex row(R"(^\| \[([A-Z][0-9]+)\] \|)");
  std::set<std::string> found;
  std::istringstream lines(sources);
  std::smatch match;
  for (std::string line; std::getline(lines, line);)
    if (std::regex_search(line, match, row)) found.insert(match[1]);
  return found;
}

/// [[specialist]] tables that only the option has: until their places open they are not there.
bool is_of_new_provider(const Difference& difference, const Scenario& base) {
  const std::string& key = difference.key;
  if (key.rfind("specialist[", 0) != 0) return false;
  const std::string id = key.substr(11, key.find(']') - 11);
  return std::none_of(base.borough.specialists.begin(), base.borough.specialists.end(),
                      [&](const models::Specialist& known) { return known.id == id; });
}

/// The day from which `option` is not the same as `base`; none if it is always the same.
std::optional<sim::Date> first_difference(const Scenario& base, const Scenario& option) {
  std::optional<sim::Date> first;
  for (const Difference& found : differences(base.assumptions, option.assumptions)) {
    if (found.key == "name" || found.key == "about") continue;
    if (is_of_new_provider(found, base)) {
      const bool open = found.key.find("].places") != std::string::npos && found.option &&
                        found.option->estimate->value > 0;
      if (!open) continue;
    }
    const sim::Date from = found.from.value_or(sim::Date{});  // Undated: from the beginning.
    if (!first || from < *first) first = from;
  }
  return first;
}

TEST(ShippedScenario, ReadsWithoutAProblem) {
  const auto files = every_scenario();
  ASSERT_GE(files.size(), 6U);
  for (const auto& file : files) {
    EXPECT_NO_THROW(read_scenario(file)) << file;
    EXPECT_THAT(read_scenario(file).about, Not(IsEmpty())) << file;
  }
}

TEST(ShippedScenario, HasASourceForEveryNumber) {
  // Choices rather than estimates: school years, year groups and the days that rules set.
  const std::set<std::string> settings{
      "first_school_year", "last_school_year", "report_from", "review_days", "provision_day",
      "first_year",        "last_year",        "base_year",   "price_year",  "rest_year",
      "inflation_from",    "opening_year",     "above",       "step",        "by"};
  for (const auto& file : every_scenario())
    for (const RegisterRow& row : read_scenario(file).assumptions.rows) {
      if (!row.estimate || settings.count(row.key.substr(row.key.rfind('.') + 1)) != 0) continue;
      EXPECT_THAT(row.source, Not(IsEmpty())) << file << " " << row.key;
    }
}

TEST(ShippedScenario, CitesOnlySourcesThatAreListed) {
  const auto known = keys_defined(text_of(rotherham_folder / "sources.md"));
  for (const auto& file : scenarios_in(rotherham_folder))
    for (const std::string& key : citations_in(text_of(file)))
      EXPECT_EQ(known.count(key), 1U) << key << " in " << file;
}

TEST(ShippedScenario, CitesASourceOrSaysAssumed) {
  for (const auto& file : scenarios_in(rotherham_folder))
    for (const RegisterRow& row : read_scenario(file).assumptions.rows) {
      if (row.source.empty() || row.source.rfind("ASSUMED", 0) == 0) continue;
      EXPECT_THAT(citations_in(row.source), Not(IsEmpty())) << file << " " << row.key;
    }
}

TEST(ShippedScenario, KnowsNothingAfterJanuary2018ButPlansAndRules) {
  const std::set<std::string> plans_and_rules{"P3", "M4", "M5", "N3", "N4"};
  for (const auto& file : scenarios_in(rotherham_folder))
    for (const RegisterRow& row : read_scenario(file).assumptions.rows) {
      if (!row.from || *row.from <= cut_off || row.source.rfind("ASSUMED", 0) == 0) continue;
      for (const std::string& key : citations_in(row.source))
        EXPECT_EQ(plans_and_rules.count(key), 1U) << key << " of " << row.key << " in " << file;
    }
}

TEST(ShippedScenario, LeavesLevelsFreeBeforeTheCutOff) {
  for (const auto& file : scenarios_in(rotherham_folder)) {
    const models::Borough borough = read_scenario(file).borough;
    for (const models::YearLevel* level :
         {&borough.fixed_term.level, &borough.exclusion.level[0], &borough.exclusion.level[1]}) {
      EXPECT_LE(sim::date_of(level->free_from), sim::date(2017, 9, 1)) << file;
      EXPECT_LT(level->known.steps().back().first, level->free_from) << file;
    }
  }
}

TEST(ShippedScenario, OfASyntheticBoroughIsInventedThroughout) {
  for (const RegisterRow& row :
       read_scenario(shipped_folder / "synthetic_borough.toml").assumptions.rows) {
    if (row.source.empty()) continue;
    EXPECT_THAT(row.source, StartsWith("ASSUMED (invented)")) << row.key;
    EXPECT_TRUE(row.ranged) << row.key;
  }
}

TEST(History, IsTheSameForEveryScenarioUntilItsOwnDate) {
  const Scenario history = rotherham("history");
  const Scenario planned = rotherham("as_planned_2018");
  EXPECT_EQ(first_difference(history, rotherham("arrangements_2014")), std::nullopt);
  EXPECT_EQ(first_difference(history, planned), sim::date(2016, 4, 1));
  EXPECT_EQ(first_difference(history, rotherham("provision_2021")), sim::date(2016, 4, 1));
  EXPECT_EQ(first_difference(history, rotherham("pru_at_55")), sim::date(2016, 4, 1));
  EXPECT_EQ(first_difference(planned, rotherham("provision_2021")), sim::date(2019, 9, 1));
  EXPECT_EQ(first_difference(planned, rotherham("pru_at_55")), sim::date(2016, 9, 1));
}

/// Values of the months that end by `until`, measure by measure, of the measures both boroughs
/// have.
std::vector<std::int64_t> months_until(const Scenario& scenario, sim::Date until) {
  const models::Ground ground(scenario.borough);
  models::Model model(ground);
  const auto result = model.run(0);
  const auto ends = model.month_ends();
  std::vector<std::int64_t> values;
  for (std::size_t i = 0; i < result.monthly.size(); ++i)
    if (ends[i % ends.size()] <= until) values.push_back(result.monthly[i]);
  return values;
}

TEST(History, HappensToTheSameChildrenUntilItsOwnDate) {
  const Scenario history = rotherham("history");
  for (const auto& file : scenarios_in(rotherham_folder)) {
    const Scenario option = read_scenario(file);
    const sim::Date until = first_difference(history, option).value_or(sim::date(2022, 9, 1));
    const auto past = months_until(history, until);
    EXPECT_GT(past.size(), 100U);
    EXPECT_EQ(months_until(option, until), past) << file;
  }
}

TEST(Contradictions, AreListedAllNineteen) {
  const std::string sources = text_of(rotherham_folder / "sources.md");
  for (int number = 1; number <= 19; ++number)
    EXPECT_THAT(sources, HasSubstr("\n| " + std::to_string(number) + " | "));
}

}  // namespace
