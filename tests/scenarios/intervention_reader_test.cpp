// Interventions and groups as a scenario writes them, and what an author is told who slips.
#include <fstream>
#include <sstream>
#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "scenarios/diagnostic.h"
#include "scenarios/scenario_reader.h"

namespace {

using models::Effect;
using scenarios::parse;
using scenarios::read_scenario;
using testing::ElementsAre;
using testing::HasSubstr;

/// The synthetic borough without its interventions and groups.
std::string without_support() {
  std::ostringstream whole;
  whole << std::ifstream(SEMH_SOURCE_DIR "/scenarios/synthetic_borough.toml").rdbuf();
  std::istringstream lines(whole.str());
  std::string text;
  std::string line;
  bool is_support = false;
  while (std::getline(lines, line)) {
    if (line.rfind("[", 0) == 0)
      is_support = line.rfind("[[intervention]]", 0) == 0 || line.rfind("[[group]]", 0) == 0;
    if (!is_support) text += line + "\n";
  }
  return text;
}

const std::string training = R"(
[[intervention]]
id = "training"
name = "Training"
first_year = 7
last_year = 11
schools = ["1", "3"]
from = 2015-09-01
ramp_months = { value = 24, low = 12, high = 36, unit = "months", source = "ASSUMED" }
reach = [
  { from = 2015-09-01, value = 0.3, low = 0.1, high = 0.4, unit = "share", source = "ASSUMED" },
  { from = 2018-09-01, value = 0.6, low = 0.3, high = 0.8, source = "ASSUMED" },
]
fixed_term_effect = { value = 0.1, low = 0.0, high = 0.2, unit = "share", source = "ASSUMED" }
decision_effect = { value = 0.2, low = 0.0, high = 0.4, unit = "share", source = "ASSUMED" }
withdrawal_effect = { value = 0.3, low = 0.0, high = 0.4, unit = "share", source = "ASSUMED" }
otherwise_effect = { value = 0.25, low = 0.0, high = 0.4, unit = "share", source = "ASSUMED" }
funding_ends = 2019-08-31
decay_months = { value = 12, low = 0, high = 24, unit = "months", source = "ASSUMED" }
cost = { value = 1000, low = 500, high = 2000, unit = "pounds per year", source = "ASSUMED" }
paid_by = "health"
traded_income = { value = 0.7, low = 0.4, high = 1.0, unit = "share", source = "ASSUMED" }
)";

models::Borough read(const std::string& more) {
  return read_scenario(parse(without_support() + more, "test.toml"), "test").borough;
}

std::string complaints(const std::string& old_text, const std::string& new_text) {
  std::string text = training;
  const std::size_t at = text.find(old_text);
  EXPECT_NE(at, std::string::npos) << old_text;
  text.replace(at, old_text.size(), new_text);
  try {
    read(text);
    return {};
  } catch (const scenarios::ScenarioError& error) {
    return error.what();
  }
}

TEST(InterventionReader, ReadsEveryLever) {
  const auto borough = read(training);
  ASSERT_EQ(borough.interventions.size(), 1U);
  const models::Intervention& given = borough.interventions.front();
  EXPECT_EQ(given.id, "training");
  EXPECT_EQ(given.first_year, 7);
  EXPECT_THAT(given.schools, ElementsAre(0, 2)) << "counted from 0";
  EXPECT_EQ(given.from, sim::Instant{sim::date(2015, 9, 1)});
  EXPECT_EQ(given.ramp_months, 24);
  EXPECT_EQ(given.reach.at(sim::date(2018, 9, 1)), 0.6);
  EXPECT_EQ(given.effect_on(Effect::fixed_term), 0.1);
  EXPECT_EQ(given.effect_on(Effect::decision), 0.2);
  EXPECT_EQ(given.effect_on(Effect::withdrawal), 0.3);
  EXPECT_EQ(given.effect_on(Effect::otherwise), 0.25);
  EXPECT_EQ(given.funding_ends, sim::Instant{sim::date(2019, 8, 31)});
  EXPECT_EQ(given.decay_months, 12);
  EXPECT_EQ(given.cost.at(given.from), sim::Money::pounds(1000));
  EXPECT_EQ(given.paid_by, models::Account::health);
  EXPECT_EQ(given.traded.at(given.from), 0.7);
}

TEST(InterventionReader, NeedsNoInterventionAndNoGroup) {
  const auto borough = read("");
  EXPECT_TRUE(borough.interventions.empty());
  EXPECT_TRUE(borough.groups.empty());
}

TEST(InterventionReader, RefusesASchoolThatIsNotThere) {
  EXPECT_THAT(complaints("schools = [\"1\", \"3\"]", "schools = [\"1\", \"4\"]"),
              HasSubstr("schools"));
}

TEST(InterventionReader, RefusesNamedSchoolsOfBothPhases) {
  EXPECT_THAT(complaints("first_year = 7", "first_year = 6"), HasSubstr("both phases"));
}

TEST(InterventionReader, RefusesAReachThatFalls) {
  EXPECT_THAT(complaints("value = 0.6, low = 0.3", "value = 0.2, low = 0.1"),
              HasSubstr("must not fall"));
}

TEST(InterventionReader, RefusesAnEndBeforeTheStart) {
  EXPECT_THAT(complaints("funding_ends = 2019-08-31", "funding_ends = 2015-09-01"),
              HasSubstr("must be after from"));
}

TEST(InterventionReader, RefusesADecayThatNeverBegins) {
  EXPECT_THAT(complaints("funding_ends = 2019-08-31\n", ""), HasSubstr("funding_ends"));
}

TEST(InterventionReader, RefusesAPayerOutsideTheBooks) {
  EXPECT_THAT(complaints("\"health\"", "\"parents\""), HasSubstr("paid_by"));
}

TEST(InterventionReader, ReadsAGroup) {
  const auto borough = read(R"(
[[group]]
id = "low-income"
name = "Low income"
share = { value = 0.2, unit = "share", source = "census" }
relative_risk = { value = 3, unit = "times", source = "a published table" }
)");
  ASSERT_EQ(borough.groups.size(), 1U);
  EXPECT_EQ(borough.groups.front().share, 0.2);
  EXPECT_EQ(borough.groups.front().relative_risk, 3);
}

}  // namespace
