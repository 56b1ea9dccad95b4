#include <fstream>
#include <regex>
#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "scenarios/scenario_reader.h"

namespace {

using sim::Money;
using testing::HasSubstr;

/// The synthetic borough without its own quota, devolution and travel, and `more` at the end.
std::string text_with(const std::string& more) {
  std::ifstream file(SEMH_SOURCE_DIR "/scenarios/synthetic_borough.toml");
  std::string text;
  std::string line;
  bool is_own = false;
  while (std::getline(file, line)) {
    if (line.rfind('[', 0) == 0)
      is_own = std::regex_search(line, std::regex(R"(^\[+(quota|devolution|travel)[.\]])"));
    if (!is_own) text += line + '\n';
  }
  return text + more;
}

models::Borough borough_with(const std::string& more) {
  return scenarios::read_scenario(scenarios::parse(text_with(more), "test.toml"), "test").borough;
}

std::string complaints(const std::string& more) {
  try {
    borough_with(more);
    return {};
  } catch (const scenarios::ScenarioError& error) {
    return error.what();
  }
}

TEST(QuotaReader, ReadsTotalsBandsAndParticipation) {
  const auto quota = borough_with(R"([quota]
secondary = [{ from = 2018-09-01, value = 90, unit = "pupils", source = "rule" }]
above = "refuse"
charge = { value = 10000, unit = "pounds per place per year", source = "rule" }
participation = { value = 0.8, unit = "share", source = "rule" }
[[quota.step]]
id = "far"
above = 5
price = { value = 15000, unit = "pounds per place per year", source = "rule" }
)")
                         .quota;
  EXPECT_EQ(quota.total[1].at(sim::date(2018, 9, 1)), 90);
  EXPECT_EQ(quota.total[0].at(sim::date(2018, 9, 1)), 0);
  EXPECT_EQ(quota.above, models::Quota::Above::refuse);
  ASSERT_EQ(quota.bands.size(), 2U);
  EXPECT_EQ(quota.bands[1].above, 5);
  EXPECT_EQ(quota.bands[1].price.at({}), Money::pounds(15'000));
  EXPECT_EQ(quota.participation.at({}), 0.8);
}

TEST(QuotaReader, SaysWhatCannotBeAgreed) {
  EXPECT_THAT(complaints("[quota]\nper = \"admission\"\npooling = true\n"),
              HasSubstr("must be false where admissions are counted"));
  EXPECT_THAT(complaints("[quota]\nrule = \"by-luck\"\n"),
              HasSubstr("must be one of headcount, history, given"));
}

TEST(DevolutionReader, ReadsAmountLagAndWhatItBuys) {
  const auto read = borough_with(R"([devolution]
baseline = 2016-09-01
fixed_share = { value = 0.5, unit = "share", source = "rule" }
lag_months = { value = 12, unit = "months", source = "rule" }
rule = "amount"
amount = { value = 400000, unit = "pounds per year", source = "rule" }
split = "history"
[devolution.buys]
most = { value = 6, unit = "places per partnership", source = "rule" }
price = { value = 13000, unit = "pounds per place per year", source = "rule" }
)")
                        .devolution;
  EXPECT_EQ(read.baseline, sim::Instant{sim::date(2016, 9, 1)});
  EXPECT_EQ(read.amount.at({}), Money::pounds(400'000));
  EXPECT_EQ(read.split, models::Devolution::Split::history);
  EXPECT_EQ(read.most_places, 6);
}

TEST(DevolutionReader, WantsABaselineOnTheFirstOfAMonthWithAYearBeforeIt) {
  const std::string rest =
      "fixed_share = { value = 0, unit = \"share\", source = \"rule\" }\n"
      "lag_months = { value = 0, unit = \"months\", source = \"rule\" }\n"
      "share = { value = 1, unit = \"share\", source = \"rule\" }\n";
  EXPECT_THAT(complaints("[devolution]\nbaseline = 2016-09-02\n" + rest),
              HasSubstr("must be the first day of a month"));
  EXPECT_THAT(complaints("[devolution]\nbaseline = 2014-01-01\n" + rest),
              HasSubstr("must be 2014-09-01 or later"));
}

TEST(TravelReader, ReadsTheKindsOfPlaceGiven) {
  const auto travel = borough_with(R"([travel.independent]
share = { value = 0.65, unit = "share of pupils", source = "rule" }
cost = { value = 4000, unit = "pounds per pupil per year", source = "rule" }
)")
                          .travel;
  const auto& kind = travel.kinds[static_cast<std::size_t>(models::Journey::independent)];
  EXPECT_EQ(kind.share.at({}), 0.65);
  EXPECT_EQ(kind.cost.at({}), Money::pounds(4'000));
  EXPECT_EQ(travel.kinds[0].share.at({}), 0);
}

}  // namespace
