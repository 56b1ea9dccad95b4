// What is said of a fault of the model: when, where, and how to see it again.
#include "tools/semh/broken_contract.h"

#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "models/model.h"
#include "scenarios/scenario_reader.h"

namespace {

TEST(Promise24ABrokenLaw, SaysWhenWhereAndHowToRepeatIt) {
  const models::Ground ground(
      scenarios::read_scenario(SEMH_SOURCE_DIR "/scenarios/synthetic_borough.toml").borough);
  models::Model model(ground, {.seed = 7, .keeps_weeks = false});
  model.begin(3);
  model.advance(sim::date(2014, 3, 1));
  model.world().record.count(models::Count::trials, 0, 8);  // A trial that nobody is on.
  try {
    model.advance(sim::date(2015, 3, 1));
    FAIL() << "the law was not held";
  } catch (const sim::ContractError& error) {
    const std::string said =
        tools::located(error, model.world(), 7, 3, "semh trace a.toml --replication 3").what();
    EXPECT_THAT(
        said, testing::AllOf(testing::HasSubstr("conservation.cpp:"),
                             testing::HasSubstr("a trial succeeds, fails, is cut short or goes on"),
                             testing::HasSubstr("(on 2014-03-"), testing::HasSubstr(", seed 7, "),
                             testing::HasSubstr("replication 3; repeat with: semh trace a.toml")));
  }
}

}  // namespace
