// Futures that may come: read, judged, and laid over scenarios.
#include "scenarios/futures.h"

#include <cmath>
#include <filesystem>
#include <map>
#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "scenarios/scenario_reader.h"
#include "tests/scenarios/is_scenario.h"
#include "tests/scenarios/temporary_folder.h"

namespace {

using scenarios::Document;
using scenarios::Future;
using scenarios::parse;
using testing::AllOf;
using testing::HasSubstr;
using testing::Not;

const std::string shipped = std::string(SEMH_SOURCE_DIR) + "/scenarios/rotherham/";

std::vector<Future> read(const std::string& text) {
  const TemporaryFolder folder;
  return scenarios::read_futures(folder.write("futures.toml", text));
}

std::string refusal(const std::string& text) {
  try {
    read(text);
    return {};
  } catch (const scenarios::ScenarioError& error) {
    return error.what();
  }
}

std::string future(const std::string& rest) {
  return "[[future]]\nid = \"f\"\nwords = \"Otherwise\"\nsource = \"ASSUMED\"\n" + rest;
}

std::string made(const std::string& scenario, const std::string& rest) {
  return scenarios::in_future(parse(scenario, "s.toml"), read(future(rest)).front())
      .canonical_text();
}

const std::string small =
    "[a]\nx = 1\nsteps = [{ from = 2014-09-01, value = 3 }, { from = 2018-09-01, value = 5 }]\n"
    "[[p]]\nid = \"one\"\ny = 1\n[[p]]\nid = \"two\"\ny = 2\nz = 3\n";

TEST(Futures, LayAPieceOverEveryElementThatIsThere) {
  EXPECT_EQ(
      made(small, "[[future.overlay.p]]\nid = \"*\"\nz = 9\n"),
      parse("[a]\nx = 1\nsteps = [{ from = 2014-09-01, value = 3 }, { from = 2018-09-01, value "
            "= 5 }]\n[[p]]\nid = \"one\"\ny = 1\nz = 9\n[[p]]\nid = \"two\"\ny = 2\nz = 9\n",
            "t.toml")
          .canonical_text());
}

TEST(Futures, LeaveAloneWhatIsNotThere) {
  const std::string as_it_was = parse(small, "s.toml").canonical_text();
  EXPECT_EQ(made(small, "[future.overlay.b]\nx = 2\n"), as_it_was);
  EXPECT_EQ(made(small, "[[future.overlay.p]]\nid = \"three\"\ny = 2\n"), as_it_was);
  EXPECT_EQ(made(small, "[future.overlay.a]\nother = [{ from = 2018-09-01, value = 1 }]\n"),
            as_it_was);
}

TEST(Futures, OverlayStepsFromTheirOwnDay) {
  EXPECT_THAT(made(small, "[future.overlay.a]\nsteps = [{ from = 2017-09-01, value = 0 }]\n"),
              AllOf(HasSubstr("2014-09-01"), HasSubstr("2017-09-01"), Not(HasSubstr("2018"))));
}

TEST(Futures, MoveStepsFromADayOn) {
  EXPECT_THAT(
      made(small, "[future.later]\n\"a.steps\" = { months = 12, from = 2016-01-01 }\n"),
      AllOf(HasSubstr("2014-09-01"), HasSubstr("2019-09-01"), Not(HasSubstr("2018-09-01"))));
  EXPECT_EQ(made(small, "[future.later]\n\"a.x\" = { months = 12, from = 2016-01-01 }\n"),
            parse(small, "s.toml").canonical_text());
}

TEST(Futures, TakeTheEndOfTheRangeThatAScenarioStates) {
  const auto scenario = scenarios::read_scenario(shipped + "as_planned_2018.toml");
  const auto changes = scenarios::changes_in(
      read(future("[future.ends]\n\"plans.growth\" = \"high\"\n\"period.*\" = \"low\"\n")).front(),
      scenario.assumptions);
  ASSERT_EQ(changes.size(), 1U);
  EXPECT_EQ(changes[0].keys, "plans.growth");
  EXPECT_EQ(changes[0].value, 0.09);
}

// What is known ends in January 2018: growth that comes otherwise must not make another past.
TEST(Futures, OfGrowthBeginInSeptember2018AndGoTheWayTheySay) {
  const auto scenario = scenarios::read_scenario(shipped + "as_planned_2018.toml");
  const auto document = parse(scenario.canonical, "s.toml");
  std::map<std::string, models::Borough> by_id;
  for (const Future& each : scenarios::read_futures(shipped + "futures.toml"))
    by_id[each.id] = scenarios::read_borough(scenarios::in_future(document, each), {});
  const auto refused = [](const models::Borough& borough, int year, unsigned month, unsigned day) {
    return borough.plans.refused.at(sim::date(year, month, day));
  };
  for (const char* id : {"growth-high", "growth-low"}) {
    for (int year = 2009; year <= 2018; ++year)
      EXPECT_EQ(refused(by_id.at(id), year, 8, 31), refused(scenario.borough, year, 8, 31)) << id;
    EXPECT_EQ(by_id.at(id).plans.growth, scenario.borough.plans.growth);
  }
  const double accepted = 1 - refused(scenario.borough, 2018, 8, 31);
  for (int year = 2018; year <= 2021; ++year) {
    EXPECT_NEAR(1 - refused(by_id.at("growth-high"), year, 9, 1),
                accepted * std::exp(0.098 * (year - 2017)), 0.001);
    EXPECT_NEAR(1 - refused(by_id.at("growth-low"), year, 9, 1),
                accepted * std::exp(-0.065 * (year - 2017)), 0.001);
  }
}

TEST(Futures, AreRefusedWithWhatIsWrong) {
  EXPECT_THAT(refusal("x = 1\n"), HasSubstr("futures that may come"));
  EXPECT_THAT(refusal(future("")), HasSubstr("must say what comes otherwise"));
  EXPECT_THAT(refusal(future("[future.ends]\n\"plans.growth\" = \"hihg\"\n")),
              HasSubstr("Did you mean \"high\"?"));
  EXPECT_THAT(refusal(future("[future.later]\n\"a\" = { months = 0, from = 2016-01-01 }\n")),
              HasSubstr("1 to 120"));
  EXPECT_THAT(refusal(future("strukture = \"x\"\n[future.ends]\n\"a\" = \"low\"\n")),
              HasSubstr("strukture"));
  EXPECT_THAT(refusal("[[future]]\nid = \"f\"\nstructure = \"s\"\n"),
              AllOf(HasSubstr("words"), HasSubstr("source")));
}

TEST(Futures, ThatAreShippedReadInEveryScenario) {
  const auto futures = scenarios::read_futures(shipped + "futures.toml");
  EXPECT_EQ(futures.size(), 7U);
  for (const auto& entry : std::filesystem::directory_iterator(shipped)) {
    if (!is_scenario(entry.path())) continue;
    const auto scenario = scenarios::read_scenario(entry.path());
    const auto document = parse(scenario.canonical, "s.toml");
    for (const Future& each : futures) {
      scenarios::Draw draw;
      draw.changes = scenarios::changes_in(each, scenario.assumptions);
      EXPECT_NO_THROW(scenarios::read_borough(scenarios::in_future(document, each), draw))
          << scenario.id << " in " << each.id;
    }
  }
}

}  // namespace
