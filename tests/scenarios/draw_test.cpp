#include "scenarios/draw.h"

#include <cmath>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>
#include <set>
#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "scenarios/scenario_reader.h"
#include "tests/scenarios/is_scenario.h"
#include "tests/scenarios/small_posterior.h"
#include "tests/scenarios/temporary_folder.h"

namespace {

namespace fs = std::filesystem;

using scenarios::Change;
using scenarios::Draw;
using scenarios::How;
using scenarios::RegisterRow;
using scenarios::Scenario;
using testing::HasSubstr;

const fs::path shipped = fs::path(SEMH_SOURCE_DIR) / "scenarios";

const scenarios::Document& synthetic() {
  static const scenarios::Document document = scenarios::load(shipped / "synthetic_borough.toml");
  return document;
}

Scenario drawn(const Draw& draw) {
  return scenarios::read_scenario(synthetic(), "synthetic_borough", draw);
}

Scenario changed(std::vector<Change> changes) {
  Draw draw;
  draw.name = "draw 3 of a test";
  draw.changes = std::move(changes);
  return drawn(draw);
}

Draw lucky(double z) {
  Draw draw;
  draw.name = "draw 3 of a test";
  draw.luck = [z](const std::string&) { return z; };
  return draw;
}

const RegisterRow& row(const Scenario& scenario, const std::string& key, std::size_t step = 0) {
  for (const RegisterRow& each : scenario.assumptions.rows)
    if (each.key == key && step-- == 0) return each;
  throw std::runtime_error("no row " + key);
}

double value(const Scenario& scenario, const std::string& key, std::size_t step = 0) {
  return row(scenario, key, step).estimate->value;
}

TEST(Pattern, DescribesKeysByStars) {
  EXPECT_TRUE(scenarios::fits("plans.growth", "plans.growth"));
  EXPECT_FALSE(scenarios::fits("plans.growth", "plans.growth.more"));
  EXPECT_TRUE(scenarios::fits("unit[*].stay.early.*", "unit[upper].stay.early.year_10"));
  EXPECT_FALSE(scenarios::fits("unit[*].stay.early.*", "unit[upper].stay.late.year_10"));
  EXPECT_TRUE(scenarios::fits("*", "anything"));
  EXPECT_TRUE(scenarios::fits("a*b*c", "a.b.b.c"));
  EXPECT_FALSE(scenarios::fits("a*b*c", "a.b.b"));
  EXPECT_TRUE(scenarios::fits("*.price", "prices.price"));
}

TEST(Pattern, DescribesAListByItsKeyAndByItsPlaces) {
  EXPECT_TRUE(scenarios::fits("rate", "rate[3]"));
  EXPECT_TRUE(scenarios::fits("rate[3]", "rate[3]"));
  EXPECT_TRUE(scenarios::fits("rate[*]", "rate[12]"));
  EXPECT_FALSE(scenarios::fits("rate[3]", "rate[4]"));
  EXPECT_EQ(scenarios::without_index("a[x].rate[3]"), "a[x].rate");
  EXPECT_EQ(scenarios::without_index("a[x].rate"), "a[x].rate");
}

TEST(Draw, LeavesEverythingWhereItIsIfItSaysNothing) {
  const Scenario central = scenarios::read_scenario(synthetic(), "synthetic_borough");

  EXPECT_TRUE(scenarios::differences(central.assumptions, drawn({}).assumptions).empty());
}

TEST(Draw, SetsMultipliesAndAddsInItsOrder) {
  const Scenario scenario = changed({{"plans.growth", {}, How::set, 0.1},
                                     {"plans.gr*", {}, How::times, 0.5},
                                     {"plans.growth", {}, How::plus, 0.01}});

  EXPECT_DOUBLE_EQ(value(scenario, "plans.growth"), 0.06);
  EXPECT_DOUBLE_EQ(scenario.borough.plans.growth, 0.06);
}

TEST(Draw, ChangesEveryYearGroupOrOne) {
  const Scenario scenario = changed({{"fixed_term_exclusions.rate", {}, How::times, 2},
                                     {"fixed_term_exclusions.rate[11]", {}, How::times, 0.5}});

  EXPECT_DOUBLE_EQ(scenario.borough.fixed_term.rate[9], 0.26);
  EXPECT_DOUBLE_EQ(scenario.borough.fixed_term.rate[10], 0.14);
}

TEST(Draw, ChangesTheStepOfItsDayAlone) {
  const Scenario scenario =
      changed({{"exclusion.withdrawn_primary", sim::date(2017, 9, 1), How::set, 0.75}});

  EXPECT_EQ(value(scenario, "exclusion.withdrawn_primary", 0), 0.1);
  EXPECT_EQ(value(scenario, "exclusion.withdrawn_primary", 1), 0.75);
}

TEST(Draw, StaysInsideWhatMayBeWrittenThere) {
  const Scenario scenario = changed({{"exclusion.withdrawn_*", {}, How::plus, 5},
                                     {"schools.primary", {}, How::times, 1.04},
                                     {"prices.tuition", {}, How::times, 1.00001}});

  EXPECT_EQ(value(scenario, "exclusion.withdrawn_secondary"), 1);
  EXPECT_EQ(value(scenario, "schools.primary"), 15);  // 14.56 schools
  const double pounds = value(scenario, "prices.tuition");
  EXPECT_NEAR(pounds * 100, std::round(pounds * 100), 1e-6);
}

TEST(Draw, KeepsTheRangeAndTheTextAsTheyAreStated) {
  const Scenario scenario = changed({{"plans.growth", {}, How::set, 0.11}});
  const Scenario central = scenarios::read_scenario(synthetic(), "synthetic_borough");

  EXPECT_EQ(scenario.canonical, central.canonical);
  EXPECT_EQ(row(scenario, "plans.growth").estimate->low,
            row(central, "plans.growth").estimate->low);
  EXPECT_TRUE(row(scenario, "plans.growth").ranged);
}

TEST(Draw, LeavesTheRestOfASumOfOneInProportion) {
  const Scenario scenario = changed({{"phase_change.unit", {}, How::set, 0.1}});

  EXPECT_DOUBLE_EQ(scenario.borough.phase_change.unit, 0.1);
  EXPECT_DOUBLE_EQ(scenario.borough.phase_change.mainstream, 0.6);  // 0.4 and 0.2 share 0.9
  EXPECT_DOUBLE_EQ(scenario.borough.phase_change.specialist, 0.3);
  EXPECT_DOUBLE_EQ(value(scenario, "phase_change.specialist"), 0.3);
}

TEST(Draw, RefusesPartsThatSumToMoreThanOne) {
  try {
    changed(
        {{"phase_change.unit", {}, How::set, 0.7}, {"phase_change.specialist", {}, How::set, 0.5}});
    FAIL() << "1.2 of all pupils";
  } catch (const scenarios::ScenarioError& error) {
    EXPECT_THAT(error.what(), HasSubstr("must sum to 1, and the parts that are fitted sum to 1.2"));
  }
}

TEST(Draw, SamplesEveryRangeByTheLuckOfItsKey) {
  const Scenario high = drawn(lucky(1.6448536269514722));

  EXPECT_NEAR(value(high, "exclusion.record"), 1.0, 1e-9);
  EXPECT_NEAR(value(high, "fixed_term_exclusions.rate[12]"), 0.2, 1e-9);
  EXPECT_NEAR(value(high, "exclusion.withdrawn_secondary", 1), 0.5, 1e-9);
  EXPECT_NEAR(value(high, "exclusion.deduction_primary"), 3500, 1e-9);
  EXPECT_EQ(high.borough.exclusion.record, value(high, "exclusion.record"));
}

TEST(Draw, AsksForOneLuckAKeyWithoutDateOrPlace) {
  std::set<std::string> asked;
  Draw draw;
  draw.luck = [&](const std::string& key) {
    asked.insert(key);
    return 0.0;
  };
  drawn(draw);

  EXPECT_EQ(asked.count("fixed_term_exclusions.rate"), 1U);
  EXPECT_EQ(asked.count("exclusion.withdrawn_primary"), 1U);
  EXPECT_EQ(asked.count("unit[upper].stay.early.year_10"), 1U);
  for (const std::string& key : asked) EXPECT_FALSE(key.ends_with(']')) << key;
}

TEST(Draw, NeverSamplesChoicesWholeNumbersOrPartsOfASum) {
  const Scenario central = scenarios::read_scenario(synthetic(), "synthetic_borough");
  const Scenario high = drawn(lucky(1));

  for (const char* key :
       {"schools.primary", "panel.most_cases", "phase_change.unit", "plans.weight[5]",
        "fixed_term_exclusions.term.autumn", "block.rest_growth", "unit[upper].places"})
    EXPECT_EQ(value(high, key), value(central, key)) << key;
}

TEST(Draw, LeavesWhatIsHeldCentral) {
  Draw draw = lucky(1);
  draw.held = {"exclusion.record", "unit[*].stay.*"};

  const Scenario scenario = drawn(draw);

  EXPECT_EQ(value(scenario, "exclusion.record"), 0.6);
  EXPECT_EQ(value(scenario, "unit[upper].stay.settling"), 1.0);
  EXPECT_GT(value(scenario, "exclusion.year_10"), 0.3);
}

TEST(Draw, FitsAKeyRatherThanSampleIt) {
  Draw draw = lucky(1);
  draw.changes = {{"exclusion.record", {}, How::times, 1}};

  EXPECT_EQ(value(drawn(draw), "exclusion.record"), 0.6);
}

TEST(Draw, KnowsALevelThatAFitHasSeenAndDrawsItNoMore) {
  const sim::Date seen = sim::date(2016, 9, 1);
  const Scenario scenario = changed({{"exclusion.level_secondary.known", seen, How::plus, 0.2}});

  const models::YearLevel& level = scenario.borough.exclusion.level[1];
  EXPECT_EQ(level.known.at(sim::date(2015, 9, 1)), 0.3);
  EXPECT_DOUBLE_EQ(level.known.at(seen), 0.5);  // on the last that was stated
  EXPECT_EQ(level.free_from, sim::date(2017, 9, 1));
  EXPECT_DOUBLE_EQ(value(scenario, "exclusion.level_secondary.known", 2), 0.5);
  EXPECT_EQ(row(scenario, "exclusion.level_secondary.known", 2).from, seen);
  EXPECT_EQ(row(scenario, "exclusion.level_secondary.free_from").word, "2017-09-01");
  EXPECT_EQ(scenario.borough.exclusion.level[0].free_from, sim::date(2016, 9, 1));
}

TEST(Draw, OfALevelWithinTheYearsThatAreKnownFreesNothing) {
  const Scenario scenario =
      changed({{"exclusion.level_secondary.known", sim::date(2015, 2, 1), How::set, 0.1}});

  EXPECT_EQ(scenario.borough.exclusion.level[1].known.at(sim::date(2016, 1, 1)), 0.1);
  EXPECT_EQ(scenario.borough.exclusion.level[1].free_from, sim::date(2016, 9, 1));
}

TEST(Draw, ThatBreaksARuleIsNamedWithItsKey) {
  try {
    changed({{"plans.soonest_weeks", {}, How::set, 90}});
    FAIL() << "plans sooner than they may last";
  } catch (const scenarios::ScenarioError& error) {
    const std::string text = error.what();
    EXPECT_THAT(text, HasSubstr("soonest_weeks"));
    EXPECT_THAT(text, HasSubstr("in draw 3 of a test"));
    EXPECT_THAT(text, HasSubstr("Hold plans.soonest_weeks in the posterior"));
  }
}

std::vector<fs::path> every_scenario() {
  std::vector<fs::path> files{shipped / "synthetic_borough.toml"};
  for (const auto& entry : fs::directory_iterator(shipped / "rotherham"))
    if (is_scenario(entry.path())) files.push_back(entry.path());
  return files;
}

/// Two keys at one address would always have the same luck.
TEST(Luck, HasAnAddressForEveryShippedKey) {
  std::map<std::uint32_t, std::string> keys;
  for (const fs::path& file : every_scenario())
    for (const RegisterRow& each : scenarios::read_scenario(file).assumptions.rows) {
      const std::string key = scenarios::without_index(each.key);
      const auto [known, fresh] = keys.try_emplace(scenarios::entity_of(key), key);
      EXPECT_EQ(known->second, key);
    }
  EXPECT_GT(keys.size(), 400U);
}

TEST(Luck, IsStandardNormalAndTheSameForTheSameDraw) {
  double sum = 0;
  double squares = 0;
  constexpr int draws = 4'000;
  for (std::uint32_t draw = 0; draw < draws; ++draw) {
    const double z = scenarios::luck_of(11, draw)("exclusion.record");
    ASSERT_EQ(z, scenarios::luck_of(11, draw)("exclusion.record"));
    sum += z;
    squares += z * z;
  }
  EXPECT_NEAR(sum / draws, 0, 4 / std::sqrt(draws));
  EXPECT_NEAR(squares / draws, 1, 4 * std::sqrt(2.0 / draws));
  EXPECT_NE(scenarios::luck_of(11, 0)("exclusion.record"),
            scenarios::luck_of(12, 0)("exclusion.record"));
  EXPECT_NE(scenarios::luck_of(11, 0)("exclusion.record"),
            scenarios::luck_of(11, 0)("exclusion.year_10"));
}

TEST(Luck, BreaksNoRuleOfAnyShippedScenario) {
  for (const fs::path& file : every_scenario()) {
    const scenarios::Document document = scenarios::load(file);
    for (std::uint32_t number = 0; number < 8; ++number) {
      Draw draw;
      draw.name = "draw " + std::to_string(number);
      draw.luck = scenarios::luck_of(1, number);
      EXPECT_NO_THROW(scenarios::read_scenario(document, file.stem().string(), draw)) << file;
    }
  }
}

}  // namespace
