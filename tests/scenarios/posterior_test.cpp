#include "scenarios/posterior.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <string>
#include <tuple>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "models/common_past.h"
#include "models/world.h"
#include "scenarios/scenario_reader.h"
#include "sim/kernel/expects.h"
#include "tests/scenarios/small_posterior.h"
#include "tests/scenarios/temporary_folder.h"

namespace {

using scenarios::How;
using scenarios::Posterior;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::StartsWith;

Posterior read(const std::string& text) {
  return scenarios::parse_posterior(text, "posterior.toml");
}

const std::string small = scenarios::posterior_text(small_posterior::made());

/// The small posterior with the first `old` replaced.
std::string with(const std::string& old, const std::string& fresh) {
  std::string text = small;
  const std::size_t at = text.find(old);
  EXPECT_NE(at, std::string::npos) << old;
  return text.replace(at, old.size(), fresh);
}

std::string complaint_about(const std::string& text) {
  try {
    read(text);
    return {};
  } catch (const scenarios::ScenarioError& error) {
    return error.what();
  }
}

TEST(Posterior, ReadsBackAsItWasWritten) {
  const Posterior again = read(small);

  EXPECT_EQ(scenarios::posterior_text(again), small);
  EXPECT_EQ(again.program, "semh 0.1.0");
  EXPECT_EQ(again.seed, 7U);
  EXPECT_EQ(again.inputs, std::string(64, 'a'));
  EXPECT_EQ(again.to, sim::date(2018, 1, 31));
  EXPECT_THAT(again.held, ElementsAre("panel.*"));
  ASSERT_EQ(again.structures.size(), 2U);
  EXPECT_EQ(again.structures[1].sets[1].value, 0.5);
  ASSERT_EQ(again.parameters.size(), 2U);
  EXPECT_EQ(again.parameters[1].sets[0].from, sim::date(2015, 9, 1));
  EXPECT_EQ(again.parameters[1].sets[0].how, How::plus);
  EXPECT_TRUE(again.parameters[0].moved);
  EXPECT_EQ(again.parameters[0].posterior.high, 1.08);
  ASSERT_EQ(again.draws.size(), 4U);
  EXPECT_EQ(again.draws[1].structure, 1U);
  EXPECT_THAT(again.draws[2].values, ElementsAre(1.05, -0.4));
}

TEST(Posterior, ReadsFromAFile) {
  const TemporaryFolder folder;
  const auto file = folder.write("posterior.toml", small);

  EXPECT_EQ(scenarios::posterior_text(scenarios::read_posterior(file)), small);
  EXPECT_THROW(scenarios::read_posterior(folder.path() / "none.toml"),
               std::filesystem::filesystem_error);
}

TEST(Posterior, KeepsSixDigitsAndNoNegativeZero) {
  Posterior made = small_posterior::made();
  made.draws[0].values = {1.23456789e-7, -1e-30};
  made.draws[1].values = {-123456.789, -0.0};

  const Posterior again = read(scenarios::posterior_text(made));

  EXPECT_THAT(again.draws[0].values, ElementsAre(1.23457e-7, -1e-30));
  EXPECT_THAT(again.draws[1].values, ElementsAre(-123457, 0));
}

TEST(Posterior, SurvivesAnyWordsInIt) {
  Posterior made = small_posterior::made();
  made.parameters[0].meaning = "a \"quoted\" \\ thing, £5 = [x]";

  EXPECT_EQ(read(scenarios::posterior_text(made)).parameters[0].meaning,
            made.parameters[0].meaning);
}

TEST(Posterior, OfAThousandDrawsStaysSmall) {
  Posterior made = small_posterior::made();
  const Posterior::Parameter one = made.parameters[0];
  made.parameters.clear();
  for (int i = 0; i < 36; ++i) {
    made.parameters.push_back(one);
    made.parameters.back().id = "parameter-" + std::to_string(i);
  }
  made.draws.clear();
  for (std::size_t i = 0; i < 1'000; ++i) {
    made.draws.push_back({i % 2, 1, {}});
    for (int k = 0; k < 36; ++k)
      made.draws[i].values.push_back(-std::sqrt(2.0 + static_cast<double>(i) + k));
  }
  const std::string text = scenarios::posterior_text(made);

  EXPECT_LT(text.size(), 600'000U);
  EXPECT_EQ(scenarios::posterior_text(read(text)), text);
}

TEST(Posterior, IsRefusedWhereItsCountsDoNotMatch) {
  EXPECT_THAT(complaint_about(with("values = [1.01, -0.2]", "values = [1.01]")),
              HasSubstr("must be a list of 2 numbers, not of 1"));
}

TEST(Posterior, IsRefusedWithAWeightOfNothing) {
  EXPECT_THAT(complaint_about(with("weight = 1", "weight = 0")),
              HasSubstr("weight = 0 in draw 1 of [draws]: must be above 0"));
  EXPECT_THAT(complaint_about(with("weight = 1", "weight = -1")), HasSubstr("weight = -1"));
}

TEST(Posterior, IsRefusedWithAnUnknownStructure) {
  EXPECT_THAT(complaint_about(with("{ structure = \"few\"", "{ structure = \"fewer\"")),
              HasSubstr("must be one of few, repeats"));
}

TEST(Posterior, IsRefusedWithADigestThatIsNone) {
  EXPECT_THAT(complaint_about(with("aaaa\"", "AAAA\"")), HasSubstr("must be a SHA-256 digest"));
  EXPECT_THAT(complaint_about(with("aaaa\"", "aaa\"")), HasSubstr("must be a SHA-256 digest"));
}

TEST(Posterior, IsTakenInTheOrderOfItsFileWhereWeightsAreEqual) {
  EXPECT_THAT(scenarios::order_of(small_posterior::made()), ElementsAre(0, 1, 2, 3));
  EXPECT_THAT(scenarios::order_of(small_posterior::made(), 1), ElementsAre(1, 3));
}

TEST(Posterior, IsTakenAsOftenAsItsWeightsAsk) {
  Posterior made = small_posterior::made();
  const double weights[] = {0.5, 0.25, 0.125, 0.125};
  for (std::size_t i = 0; i < 4; ++i) made.draws[i].weight = weights[i];
  while (made.draws.size() < 64) made.draws.push_back({0, 1e-9, {1, 0}});
  const auto order = scenarios::order_of(made);

  ASSERT_EQ(order.size(), 64U);
  for (std::size_t i = 0; i < 4; ++i)
    for (const std::size_t early : {8U, 16U, 64U})
      EXPECT_NEAR(static_cast<double>(std::count(
                      order.begin(), order.begin() + static_cast<std::ptrdiff_t>(early), i)),
                  weights[i] * static_cast<double>(early), 1)
          << i << " of the first " << early;
}

TEST(Posterior, HasNoOrderWithoutDraws) {
  Posterior made = small_posterior::made();
  made.structures.push_back({.id = "none", .meaning = "Nothing."});

  EXPECT_THROW(scenarios::order_of(made, 2), sim::ContractError);
}

TEST(Posterior, BecomesTheDrawOfAScenario) {
  const auto document = scenarios::load(std::filesystem::path(SEMH_SOURCE_DIR) / "scenarios" /
                                        "synthetic_borough.toml");
  const auto central = scenarios::read_scenario(document, "synthetic_borough");
  const scenarios::Draw draw = scenarios::draw_of(small_posterior::made(), 3, "posterior.toml");

  const auto scenario = scenarios::read_scenario(document, "synthetic_borough", draw);

  EXPECT_EQ(draw.name, "draw 4 of posterior.toml");
  EXPECT_EQ(scenario.borough.fixed_term.shape, 0.1);
  EXPECT_EQ(scenario.borough.fixed_term.contagion, 0.5);
  EXPECT_EQ(scenario.borough.fixed_term.rate, central.borough.fixed_term.rate);  // times 1
  EXPECT_DOUBLE_EQ(scenario.borough.exclusion.level[1].known.at(sim::date(2015, 9, 1)), 0.6);
  EXPECT_EQ(scenario.borough.panel.weight_effect, central.borough.panel.weight_effect);  // held
  EXPECT_NE(scenario.borough.exclusion.record, central.borough.exclusion.record);
  EXPECT_THROW(scenarios::draw_of(small_posterior::made(), 4), sim::ContractError);
}

auto words_of(const models::SuccessTarget& of) {
  const auto& [id, step, text, measure, breakdown, rule, target, base_year, by] = of;
  return std::tie(id, step, text, measure, breakdown, rule, target, base_year, by);
}

TEST(ReadBorough, HasTheNumbersOfTheWholeScenarioInADraw) {
  const std::string shipped = std::string(SEMH_SOURCE_DIR) + "/scenarios/rotherham/";
  for (const std::string& name :
       {std::string("arrangements_2014"), std::string("as_planned_2018")}) {
    const auto first = scenarios::read_scenario(shipped + name + ".toml");
    const auto document = scenarios::parse(first.canonical, name + ".toml");
    const auto draw = scenarios::draw_of(scenarios::named_posterior(first.posterior), 7, name);
    const models::Borough whole = scenarios::read_scenario(document, name, draw).borough;
    const models::Borough alone = scenarios::read_borough(document, draw);
    const models::Ground one(whole);
    const models::Ground other(alone);
    EXPECT_EQ(models::parting(one, other, nullptr), sim::never) << name;
    EXPECT_NE(models::parting(one, models::Ground(first.borough), nullptr), sim::never) << name;
    ASSERT_FALSE(whole.success.empty());
    ASSERT_EQ(whole.success.size(), alone.success.size());
    for (std::size_t i = 0; i < whole.success.size(); ++i)
      EXPECT_EQ(words_of(whole.success[i]), words_of(alone.success[i])) << whole.success[i].id;
  }
}

TEST(Posterior, SaysWhatItIs) {
  EXPECT_THAT(small, StartsWith("# Written by a fit"));
}

}  // namespace
