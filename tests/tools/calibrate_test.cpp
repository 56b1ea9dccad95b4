// The commands `semh calibrate` and `semh forecast` as a user meets them, on the synthetic borough.
#include <algorithm>
#include <csignal>
#include <cstddef>
#include <filesystem>
#include <sstream>
#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "scenarios/posterior.h"
#include "tests/tools/command.h"

namespace {

namespace fs = std::filesystem;
using testing::HasSubstr;

/// The shipped fit of the synthetic borough, as small as it may be.
class Calibrate : public Command {
 protected:
  Calibrate() {
    fs::copy(scenarios_folder + "synthetic_borough.toml", folder_ / "synthetic_borough.toml");
    fs::copy(scenarios_folder + "synthetic_evidence", folder_ / "synthetic_evidence");
    std::string text = contents(scenarios_folder + "synthetic_fit.toml");
    for (const auto& [key, value] : {std::pair{"points", 30},
                                     {"hold_out", 5},
                                     {"later_points", 20},
                                     {"replications", 2},
                                     {"particles", 100},
                                     {"check_draws", 25},
                                     {"check_replications", 2},
                                     {"draws", 50}})
      set(text, key, value);
    write("fit.toml", text);
  }

  static void set(std::string& text, const std::string& key, int value) {
    const std::size_t at = text.find("\n" + key + " = ") + 1;
    text.replace(at, text.find('\n', at) - at, key + " = " + std::to_string(value));
  }

  std::string posterior() const { return contents(folder_ / "synthetic_posterior.toml"); }
};

TEST_F(Calibrate, MakesTheSameBytesOnAnyNumberOfThreadsAndFromWhatIsThere) {
  const Answer one = semh("calibrate fit.toml --folder a --threads 1 -q");
  ASSERT_EQ(one.exit_code, 0) << one.err;
  const std::string by_one = posterior();
  const std::string account = contents(folder_ / "calibration.md");
  ASSERT_FALSE(by_one.empty());

  ASSERT_EQ(semh("calibrate fit.toml --folder b --threads 2 -q").exit_code, 0);
  EXPECT_EQ(posterior(), by_one);
  ASSERT_EQ(semh("calibrate fit.toml --folder a -q").exit_code, 0) << "everything is there";
  EXPECT_EQ(posterior(), by_one);
  EXPECT_EQ(contents(folder_ / "calibration.md"), account);
}

TEST_F(Calibrate, GoesOnAfterAKill) {
  ASSERT_EQ(semh("calibrate fit.toml --folder whole --threads 1 -q").exit_code, 0);
  const std::string whole = posterior();
  fs::remove(folder_ / "synthetic_posterior.toml");
  // Killed at any instant; what the journal has by then is used, and the end is the same.
  const std::string killed = "cd '" + folder_.string() +
                             "' && timeout --foreground -s KILL 1 '" SEMH_BINARY
                             "' calibrate fit.toml --folder part --threads 1 -q";
  [[maybe_unused]] const int status = std::system(killed.c_str());
  ASSERT_EQ(semh("calibrate fit.toml --folder part --threads 2 -q").exit_code, 0);
  EXPECT_EQ(posterior(), whole);
}

TEST_F(Calibrate, WritesAPosteriorThatARunSamplesAndAnAccountOfIt) {
  ASSERT_EQ(semh("calibrate fit.toml --folder a -q").exit_code, 0);
  const auto read = scenarios::read_posterior(folder_ / "synthetic_posterior.toml");
  EXPECT_EQ(read.parameters.size(), 10U);
  EXPECT_EQ(read.draws.size(), 50U);
  EXPECT_EQ(read.inputs.size(), 64U);
  write("fitted.toml",
        "extends = \"synthetic_borough.toml\"\nname = \"Fitted\"\nabout = \"A test.\"\n"
        "[uncertainty]\nposterior = \"synthetic_posterior.toml\"\n");
  const Answer run = semh("run fitted.toml --replications 4 -o out -q --section uncertainty");
  EXPECT_EQ(run.exit_code, 0) << run.err;

  // And says which of its parameters the evidence has moved.
  const std::string account = contents(folder_ / "calibration.md");
  const std::size_t moved = account.find("## What the evidence has moved");
  const std::size_t assumed = account.find("## What it has not: assumptions, and no results");
  ASSERT_NE(moved, std::string::npos);
  ASSERT_NE(assumed, std::string::npos);
  EXPECT_LT(moved, account.find("`fixed-term-scale`"));
  EXPECT_LT(account.find("`fixed-term-scale`"), assumed);
  EXPECT_THAT(account, HasSubstr("means of parameters differ between them by at most"));
}

TEST_F(Calibrate, ChecksItselfOnMadeFigures) {
  const Answer check = semh("calibrate fit.toml --folder a --check 3 -q");
  ASSERT_EQ(check.exit_code, 0) << check.err;
  EXPECT_THAT(check.out, HasSubstr("In 3 fits to made figures"));
  std::istringstream lines(contents(folder_ / "fit_check.csv"));
  std::string line;
  std::getline(lines, line);
  EXPECT_THAT(line, HasSubstr("parameter,fits,within_90_in_100,within_50_in_100,chi_squared"));
  std::size_t parameters = 0;
  while (std::getline(lines, line)) ++parameters;
  EXPECT_EQ(parameters, 10U);
}

TEST_F(Calibrate, RefusesATargetThatTheBaseDoesNotMeasure) {
  std::string text = contents(folder_ / "fit.toml");
  const std::size_t at = text.find("measure = \"referrals\"");
  text.replace(at, 21, "measure = \"referalls\"");
  write("wrong.toml", text);
  const Answer answer = semh("calibrate wrong.toml --folder a");
  EXPECT_EQ(answer.exit_code, 2);
  EXPECT_THAT(answer.err, HasSubstr("must be a measure of the base"));
}

class Forecast : public Command {
 protected:
  Forecast() {
    fs::create_directory(folder_ / "evidence");
    fs::copy(scenarios_folder + "rotherham/evidence/observed.csv",
             folder_ / "evidence/observed.csv");
    fs::copy(scenarios_folder + "synthetic_borough.toml", folder_ / "synthetic_borough.toml");
    write("later.toml",
          "extends = \"synthetic_borough.toml\"\nname = \"Later\"\nabout = \"A test.\"\n"
          "[period]\nfirst_school_year = 2013\nlast_school_year = 2021\nreport_from = 2014\n");
  }
};

TEST_F(Forecast, HasEveryColumnMeasureYearAndQuantile) {
  const Answer answer = semh("forecast --from . --replications 20 --folder out -q");
  ASSERT_EQ(answer.exit_code, 0) << answer.err;
  std::istringstream lines(contents(folder_ / "forecast.csv"));
  std::string line;
  std::getline(lines, line);
  EXPECT_EQ(line, "scenario,measure,definition,phase,year,quantile,value");
  std::vector<std::string> rows;
  while (std::getline(lines, line)) rows.push_back(line);
  const auto has = [&](const std::string& start) {
    return std::any_of(rows.begin(), rows.end(),
                       [&](const std::string& row) { return row.rfind(start, 0) == 0; });
  };
  EXPECT_TRUE(has("later,permanent_exclusions,council,total,2017/18,0.50,"));
  EXPECT_TRUE(has("later,permanent_exclusions,dfe,secondary,2021/22,mean,"));
  EXPECT_TRUE(has("later,pru_roll_january,-,-,2019/20,0.99,"));
  EXPECT_TRUE(has("later,semh_spend,-,-,2017-18,0.01,"));
  EXPECT_FALSE(has("synthetic_borough,")) << "what others extend is never forecast by itself";
  EXPECT_EQ(rows.size() % 10, 0U) << "nine quantiles and the mean of each";
  EXPECT_THAT(contents(folder_ / "forecast.md"), HasSubstr("a pandemic"));
}

TEST_F(Forecast, CountsFewerAsTheDepartmentDoes) {
  ASSERT_EQ(semh("forecast --from . --replications 60 --folder out -q").exit_code, 0);
  const std::string text = contents(folder_ / "forecast.csv");
  const auto value = [&](const std::string& start) {
    const std::size_t at = text.find(start) + start.size();
    return std::stod(text.substr(at, text.find('\n', at) - at));
  };
  const double council = value("later,permanent_exclusions,council,total,2018/19,0.50,");
  const double department = value("later,permanent_exclusions,dfe,total,2018/19,0.50,");
  EXPECT_GT(council, 0);
  // Council over department was 1.13, 1.07, 1.31, 1.02 and 1.27: about 1.16 in the middle.
  EXPECT_NEAR(council / department, 1.16, 0.08);
  const double width = value("later,permanent_exclusions,dfe,total,2018/19,0.95,") -
                       value("later,permanent_exclusions,dfe,total,2018/19,0.05,");
  EXPECT_GT(width / department, (value("later,permanent_exclusions,council,total,2018/19,0.95,") -
                                 value("later,permanent_exclusions,council,total,2018/19,0.05,")) /
                                    council)
      << "the ratio is uncertain too";
}

}  // namespace
