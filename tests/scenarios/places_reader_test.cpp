// The tables of places, of children out of sight and in care, and of start states: what is read,
// and what their authors are told.
#include <fstream>
#include <sstream>
#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "scenarios/diagnostic.h"
#include "scenarios/document.h"
#include "scenarios/scenario_reader.h"
#include "tests/scenarios/temporary_folder.h"

namespace {

using scenarios::parse;
using scenarios::read_scenario;
using scenarios::ScenarioError;
using testing::AllOf;
using testing::HasSubstr;

namespace fs = std::filesystem;
const fs::path source = SEMH_SOURCE_DIR;

std::string text_of(const fs::path& file) {
  std::ostringstream whole;
  whole << std::ifstream(file).rdbuf();
  return whole.str();
}

std::string synthetic_with(const std::string& old_text, const std::string& new_text) {
  std::string text = text_of(source / "scenarios/synthetic_borough.toml");
  const std::size_t at = text.find(old_text);
  EXPECT_NE(at, std::string::npos) << old_text;
  return text.replace(at, old_text.size(), new_text);
}

std::string complaints(const std::string& text) {
  try {
    read_scenario(parse(text, "test.toml"), "test");
    return {};
  } catch (const ScenarioError& error) {
    return error.what();
  }
}

TEST(PlacesReader, ReadsEveryTableOfTheSyntheticBorough) {
  const auto borough = read_scenario(source / "scenarios/synthetic_borough.toml").borough;
  EXPECT_EQ(borough.out_of_sight.part_time[1].at(sim::date(2015, 1, 1)), 10);
  EXPECT_EQ(borough.out_of_sight.home_education_after_withdrawal.at(sim::date(2015, 1, 1)), 0.1);
  EXPECT_EQ(borough.specialist_policy.imports.at(sim::date(2015, 1, 1)), 0.1);
  EXPECT_EQ(borough.specialist_policy.return_rate.at(sim::date(2019, 1, 1)), 0.3);
  EXPECT_TRUE(borough.specialist_policy.february_round);
  EXPECT_EQ(borough.looked_after.unit, "bridge");
  EXPECT_EQ(borough.education_otherwise.rate[10], 1.6);
  EXPECT_EQ(borough.education_otherwise.by_unit, 0.2);
  EXPECT_EQ(borough.plans_to_25.plans.at(sim::date(2016, 1, 1)), 15);
}

TEST(PlacesReader, RefusesSharesOfWithdrawnExclusionsAboveOne) {
  EXPECT_THAT(complaints(synthetic_with("part_time_after_withdrawal = { value = 0.2, low = 0, "
                                        "high = 0.4",
                                        "part_time_after_withdrawal = { value = 0.95, low = 0, "
                                        "high = 1")),
              HasSubstr("must not sum to more than 1 with part_time_after_withdrawal"));
}

TEST(PlacesReader, NamesAnUnknownUnit) {
  EXPECT_THAT(
      complaints(synthetic_with("unit = \"bridge\"\nby_unit", "unit = \"brigde\"\nby_unit")),
      HasSubstr("brigde"));
}

constexpr const char* heading =
    "provision,year_group,registration,leaving_year,pupils,low,high,source\n";

/// The synthetic borough with a start state of these rows.
class StartStateFile : public testing::Test {
 protected:
  fs::path with(const std::string& rows, const std::string& name = "start.csv") {
    std::ofstream(folder_.path() / "start.csv") << heading << rows;
    std::ofstream(folder_.path() / "test.toml")
        << text_of(source / "scenarios/synthetic_borough.toml")
        << "\n[start_state]\ndate = 2016-01-21\nfile = \"" << name << "\"\n";
    return folder_.path() / "test.toml";
  }
  std::string complaints_of(const std::string& rows, const std::string& name = "start.csv") {
    try {
      read_scenario(with(rows, name));
      return {};
    } catch (const ScenarioError& error) {
      return error.what();
    }
  }

 private:
  TemporaryFolder folder_;
};

TEST_F(StartStateFile, IsReadRowByRow) {
  const auto scenario =
      read_scenario(with("# a note\nupper,9,dual-main,2017,3,,,\"A count, of the day\"\n\n"
                         "independent,8,single,2019,2,1,4,ASSUMED\n"));
  const auto& state = scenario.borough.start_state;
  EXPECT_EQ(state.date, sim::Instant{sim::date(2016, 1, 21)});
  ASSERT_EQ(state.rows.size(), 2U);
  EXPECT_EQ(state.rows[0].provision, models::StartRow::Provision::unit);
  EXPECT_EQ(state.rows[0].number, 1);
  EXPECT_EQ(state.rows[0].registration, models::StartRow::Registration::dual_main);
  EXPECT_EQ(state.rows[0].leaving_year, 2017);
  EXPECT_EQ(state.rows[0].pupils, 3);
  EXPECT_EQ(state.rows[1].provision, models::StartRow::Provision::independent);
  EXPECT_EQ(state.rows[1].year_group, 8);
}

TEST_F(StartStateFile, IsAPartOfTheCanonicalText) {
  const auto one = read_scenario(with("upper,9,single,2017,3,,,counted\n")).canonical;
  const auto other = read_scenario(with("upper,9,single,2017,4,,,counted\n")).canonical;
  EXPECT_NE(one, other);
  EXPECT_THAT(one, HasSubstr("[[start_state.row]]"));
  const auto again = read_scenario(parse(one, "frozen.toml"), "frozen");
  EXPECT_EQ(again.canonical, one);
  ASSERT_EQ(again.borough.start_state.rows.size(), 1U);
  EXPECT_EQ(again.borough.start_state.rows[0].pupils, 3);
}

TEST_F(StartStateFile, IsRefusedWithLineAndColumn) {
  EXPECT_THAT(complaints_of("upper,9,single,2017,3,,,counted\nuper,9,single,2017,3,,,counted\n"),
              AllOf(HasSubstr("start.csv:3:1"), HasSubstr("uper")));
  EXPECT_THAT(complaints_of("upper,9,single,2017,many,,,counted\n"), HasSubstr("start.csv:2:21"));
  EXPECT_THAT(complaints_of("upper,9,single,2017,3,,,ASSUMED\n"), HasSubstr("start.csv:2"));
  EXPECT_THAT(complaints_of("upper,9,single,2017,3\n"), HasSubstr("a row of 5 cells"));
  EXPECT_THAT(complaints_of("upper,4,single,2017,3,,,counted\n"),
              HasSubstr("must be one that upper takes, 7 to 11"));
  EXPECT_THAT(complaints_of("upper,9,single,2015,3,,,counted\n"),
              HasSubstr("must be 2016 to 2018, the summers until Year 11 ends"));
  EXPECT_THAT(complaints_of("upper,9,single,2017,300,,,counted\n"), HasSubstr("must fit"));
}

TEST_F(StartStateFile, IsOneInTheSameFolder) {
  for (const char* name : {"../start.csv", "/etc/passwd", "start.txt", "folder/start.csv"})
    EXPECT_THAT(complaints_of("upper,9,single,2017,3,,,counted\n", name),
                HasSubstr("must be the name of a .csv file in the same folder"))
        << name;
  EXPECT_THAT(complaints_of("upper,9,single,2017,3,,,counted\n", "none.csv"),
              HasSubstr("must name a file that is there"));
}

TEST(StartStateTemplate, FitsTheHistoryItIsFor) {
  const TemporaryFolder folder;
  for (const auto& entry : fs::directory_iterator(source / "scenarios/rotherham"))
    if (entry.is_regular_file()) fs::copy(entry.path(), folder.path() / entry.path().filename());
  std::ofstream(folder.path() / "from_counts.toml")
      << "extends = \"as_planned_2018.toml\"\nname = \"From counts\"\nabout = \"A test.\"\n"
         "[start_state]\ndate = 2018-01-18\nfile = \"start_state_2018_01.csv\"\n";
  const auto scenario = read_scenario(folder.path() / "from_counts.toml");
  int pupils = 0;
  for (const auto& row : scenario.borough.start_state.rows) pupils += row.pupils;
  EXPECT_EQ(pupils, 103 + 36 + 5 + 41);
}

}  // namespace
