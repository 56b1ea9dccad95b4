#include <fstream>
#include <iterator>
#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "scenarios/scenario_reader.h"

namespace {

using testing::HasSubstr;

std::string synthetic() {
  std::ifstream stream(SEMH_SOURCE_DIR "/scenarios/synthetic_borough.toml");
  return {std::istreambuf_iterator<char>(stream), {}};
}

/// The synthetic borough with `was` written as `is`, once.
std::string with(const std::string& was, const std::string& is) {
  std::string text = synthetic();
  text.replace(text.find(was), was.size(), is);
  return text;
}

models::Borough read(const std::string& text) {
  return scenarios::read_scenario(scenarios::parse(text, "test.toml"), "test").borough;
}

std::string complaints(const std::string& text) {
  try {
    read(text);
    return {};
  } catch (const scenarios::ScenarioError& error) {
    return error.what();
  }
}

TEST(UnitReader, ReadsTheRoleOfAUnit) {
  const auto borough = read(synthetic());
  const models::UnitRole& upper = borough.units[1].role;
  EXPECT_EQ(upper.attendance->at(sim::date(2014, 1, 1)), 0.65);
  ASSERT_EQ(upper.sites.size(), 2U);
  EXPECT_EQ(upper.sites[1].places.at(sim::date(2016, 9, 1)), 5);
  EXPECT_EQ(upper.vocational_places.at(sim::date(2016, 9, 1)), 4);
  EXPECT_EQ(upper.reintegration_to_year_9.at(sim::date(2017, 1, 1)), 1.3);
  EXPECT_EQ(borough.units[2].role.longest_stay_weeks.at(sim::date(2017, 1, 1)), 26);
  EXPECT_EQ(borough.crowding.reintegration_fall, 0.1);
  EXPECT_EQ(borough.reintegration.before_panel_days.at(sim::date(2014, 1, 1)), 40);
}

TEST(UnitReader, WantsThePlacesOfTheSitesToAddUp) {
  EXPECT_THAT(complaints(with("value = 6, low = 4, high = 8, source",
                              "value = 7, low = 4, high = "
                              "8, source")),
              HasSubstr("add up to the 11 places of the unit on 2016-09-01, not to 12"));
}

TEST(UnitReader, WantsVocationalPlacesWithinThePlacesOfTheUnit) {
  EXPECT_THAT(complaints(with("value = 4, low = 2, high = 6, source",
                              "value = 12, low = 2, high = 12, source")),
              HasSubstr("must not be more than the places of the unit"));
}

TEST(FairAccessReader, ReadsThePanel) {
  const auto given = read(synthetic()).fair_access;
  ASSERT_TRUE(given.has_value());
  EXPECT_EQ(given->from, sim::Instant{sim::date(2016, 9, 1)});
  EXPECT_EQ(given->meeting_weeks, 4);
  EXPECT_EQ(given->most_cases, 3);
  EXPECT_EQ(given->days_to_place.at(sim::date(2017, 1, 1)), 25);
  EXPECT_EQ(given->support.at(sim::date(2017, 1, 1)), 1.3);
}

TEST(FairAccessReader, WantsNewcomersInARangeThatCouldBe) {
  EXPECT_THAT(complaints(with("competing = { value = 8,", "competing = { value = -8,")),
              HasSubstr("competing of [fair_access]: must be 0 to"));
}

}  // namespace
