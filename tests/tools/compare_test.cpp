// Options set side by side: what is said of a year, and the command as a user meets it.
#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <map>
#include <set>
#include <sstream>
#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "output/utf8.h"
#include "sim/random/stream.h"
#include "sim/statistics/estimate.h"
#include "sim/statistics/quantile.h"
#include "tests/sanitized.h"
#include "tests/tools/command.h"
#include "tools/semh/compare/compared_measures.h"

namespace {

using testing::AllOf;
using testing::HasSubstr;
using testing::Not;
using tools::Better;
using tools::ByOption;

/// Two options in made futures, two a draw. The option is lower by 3 on average; what is not known
/// of the effect has a deviation of 1, what is luck in the difference one of 0.5.
struct Made {
  ByOption values{{}, {}};
  std::vector<std::size_t> clusters;
};
constexpr double effect = -3;
const double deviation = std::sqrt(1 + 0.25);

Made made(std::uint32_t number, std::size_t draws) {
  const sim::Universe universe(5, sim::Domain::bootstrap, number);
  sim::Stream stream(universe, {2, 0, 0});
  const auto normal = [&] { return sim::normal_quantile(stream.uniform()); };
  Made all;
  for (std::size_t draw = 0; draw < draws; ++draw) {
    const double not_known = normal();
    for (int future = 0; future < 2; ++future) {
      const double luck = 50 + 10 * normal();
      all.values[0].push_back(luck);
      all.values[1].push_back(luck + effect + not_known + 0.5 * normal());
      all.clusters.push_back(draw);
    }
  }
  return all;
}

TEST(ComparedYear, CoversAsItSaysOverTwoHundredRepetitions) {
  constexpr std::uint32_t repetitions = 200;
  std::int64_t mean_covered = 0;
  std::int64_t chance_covered = 0;
  double in_range = 0;
  // The chance that the option is lower, and the share of a normal law in the range.
  const double lower = 1 - std::erfc(-effect / deviation / std::sqrt(2.0)) / 2;
  const auto below = [&](double value) {
    return std::erfc(-(value - effect) / deviation / std::sqrt(2.0)) / 2;
  };
  for (std::uint32_t repetition = 0; repetition < repetitions; ++repetition) {
    const Made one = made(repetition, 100);
    const auto year = tools::compared_year(one.values, one.clusters, Better::lower);
    const auto& found = *year.differences[1];
    const sim::Estimate& mean = found.mean.difference;
    mean_covered += mean.lower() <= effect && effect <= mean.upper() ? 1 : 0;
    const auto interval = found.better.interval;
    chance_covered += interval.lower <= lower && lower <= interval.upper ? 1 : 0;
    in_range += below(found.futures.high) - below(found.futures.low);
  }
  EXPECT_GE(sim::wilson(mean_covered, repetitions, 0.999).upper, 0.95);
  EXPECT_LE(sim::wilson(mean_covered, repetitions, 0.999).lower, 0.95);
  EXPECT_GE(sim::wilson(chance_covered, repetitions, 0.999).upper, 0.95);
  EXPECT_NEAR(in_range / repetitions, 0.8, 0.01);
}

TEST(ComparedYear, SaysWhatPairingHasGained) {
  const Made one = made(1, 200);
  const auto year = tools::compared_year(one.values, one.clusters, Better::lower);
  const auto& found = *year.differences[1];
  EXPECT_FALSE(year.differences[0]) << "the base is not compared with itself";
  EXPECT_GT(found.mean.correlation, 0.98);
  EXPECT_NEAR(found.mean.variance_ratio, (100 + 101.25) / 1.25, 45);
  EXPECT_NEAR(found.better.share(), 0.996, 0.01);
  EXPECT_EQ(found.same.hits, 0);
}

TEST(ComparedYear, LeavesOutFuturesInWhichEitherIsNotAvailable) {
  const double none = std::nan("");
  const ByOption values{{1, 2, none, 4}, {2, none, 5, 6}};
  const auto year =
      tools::compared_year(values, std::vector<std::size_t>{0, 1, 2, 3}, Better::higher);
  EXPECT_EQ(year.differences[1]->better.futures, 2);
  EXPECT_EQ(year.differences[1]->mean.difference.mean, 1.5);
  const ByOption without{{1, 2}, {}};
  EXPECT_FALSE(
      tools::compared_year(without, std::vector<std::size_t>{0, 1}, Better::lower).differences[1]);
}

class Compare : public Command {
 protected:
  Compare() {
    write("base.toml", contents(scenarios_folder + "synthetic_borough.toml"));
    write("option.toml",
          "extends = \"base.toml\"\nname = \"Fewer decisions\"\nabout = \"An option.\"\n"
          "[exclusion]\nwithdrawn_secondary = [{ from = 2015-09-01, value = 0.9, low = 0.9, "
          "high = 0.9, unit = \"share\", source = \"ASSUMED\" }]\n");
    write("same.toml", "extends = \"base.toml\"\nname = \"The same\"\nabout = \"Nothing else.\"\n");
  }

  static void TearDownTestSuite() {
    if (!kept().empty()) std::filesystem::remove_all(kept());
  }

  /// Where a replication takes long, the hundred futures of both options are simulated once for all
  /// tests, and found in the folder `out`.
  void simulate() const {
    if (!SEMH_SANITIZED) return;
    if (kept().empty()) {
      std::string name = (std::filesystem::temp_directory_path() / "semh-compared-XXXXXX").string();
      kept() = mkdtemp(name.data());
      const Answer answer = semh("compare base.toml option.toml -n 100 -o out -q");
      ASSERT_EQ(answer.exit_code, 0) << answer.err;
      std::filesystem::copy(folder_ / "out", kept(), std::filesystem::copy_options::recursive);
    } else {
      std::filesystem::copy(kept(), folder_ / "out", std::filesystem::copy_options::recursive);
    }
  }

  static std::filesystem::path& kept() {
    static std::filesystem::path folder;
    return folder;
  }

  /// Rows of a table by its header.
  std::vector<std::map<std::string, std::string>> rows(const std::string& file) const {
    std::istringstream lines(contents(folder_ / file));
    std::string line;
    std::getline(lines, line);
    const auto cells_of = [](const std::string& row) {
      std::vector<std::string> found{""};
      bool quoted = false;
      for (const char c : row) {
        if (c == '"') quoted = !quoted;
        if (c == ',' && !quoted)
          found.emplace_back();
        else if (c != '"')
          found.back() += c;
      }
      return found;
    };
    const auto names = cells_of(line);
    std::vector<std::map<std::string, std::string>> all;
    while (std::getline(lines, line)) {
      const auto cells = cells_of(line);
      std::map<std::string, std::string> row;
      for (std::size_t i = 0; i < std::min(names.size(), cells.size()); ++i)
        row[names[i]] = cells[i];
      all.push_back(std::move(row));
    }
    return all;
  }
};

TEST_F(Compare, KeepsWithinEightyColumns) {
  simulate();
  const Answer answer = semh("compare base.toml option.toml -n 100 -o out -q");
  ASSERT_EQ(answer.exit_code, 0) << answer.err;
  std::istringstream lines(answer.out);
  for (std::string line; std::getline(lines, line);) EXPECT_LE(output::width_of(line), 80U) << line;
}

TEST_F(Compare, TakesDifferencesFutureByFuture) {
  simulate();
  const Answer answer = semh("compare base.toml option.toml -n 100 -o out -q");
  ASSERT_EQ(answer.exit_code, 0) << answer.err;
  EXPECT_THAT(answer.out, AllOf(HasSubstr("Fewer decisions beside"), HasSubstr("WHICH IS BEST"),
                                HasSubstr("CHANCE OR CHANGE"), HasSubstr("After 100 futures")));
  std::map<std::string, std::vector<double>> exclusions;  // by scenario
  for (const auto& row : rows("out/academic-years-by-replication.csv"))
    if (row.at("time_period") == "201617")
      exclusions[row.at("scenario")].push_back(std::stod(row.at("permanent_exclusions")));
  std::vector<double> differences;
  for (std::size_t r = 0; r < exclusions["base"].size(); ++r)
    differences.push_back(exclusions["option"][r] - exclusions["base"][r]);
  ASSERT_EQ(differences.size(), 100U);
  const sim::OrderedSample sample(differences);
  bool found = false;
  for (const auto& row : rows("out/comparison.csv")) {
    if (row.at("scenario") != "option" || row.at("measure") != "permanent_exclusions" ||
        row.at("year") != "2016/17")
      continue;
    found = true;
    EXPECT_NEAR(std::stod(row.at("difference_mean")), sim::estimate(differences).mean, 1e-8);
    EXPECT_NEAR(std::stod(row.at("difference_p10")), sample.quantile(0.1), 1e-8);
    EXPECT_NEAR(std::stod(row.at("difference_p90")), sample.quantile(0.9), 1e-8);
    const auto better = std::count_if(differences.begin(), differences.end(),
                                      [](double difference) { return difference < 0; });
    EXPECT_NEAR(std::stod(row.at("better_share")), static_cast<double>(better) / 100, 1e-8);
  }
  EXPECT_TRUE(found);
  EXPECT_EQ(semh("verify out").exit_code, 0);
}

TEST_F(Compare, StopsAtThePrecisionAskedForOnAnyThreads) {
  // Of 6% the first look falls short; where every access is watched, one look has to do.
  const std::string percent = SEMH_SANITIZED ? "45" : "6";
  const std::string words = "compare base.toml option.toml -n 400 -q --precision " + percent;
  const Answer one = semh(words + " --threads 1 -o one");
  const Answer three = semh(words + " --threads 3 -o three");
  ASSERT_EQ(one.exit_code, 0) << one.err << one.out;
  EXPECT_THAT(one.out, HasSubstr("Asked for: " + percent + ".0%"));
  EXPECT_EQ(one.out.find("After 100 futures") != std::string::npos, SEMH_SANITIZED);
  EXPECT_THAT(one.out, Not(HasSubstr("After 400 futures")));
  EXPECT_EQ(one.out, three.out);
  EXPECT_EQ(contents(folder_ / "one/comparison.csv"), contents(folder_ / "three/comparison.csv"));
  EXPECT_EQ(contents(folder_ / "one/comparison.h5"), contents(folder_ / "three/comparison.h5"));
}

TEST_F(Compare, NeverTakesFuturesAwayFromResultsThatAreThere) {
  simulate();
  ASSERT_EQ(semh("compare base.toml option.toml -n 150 -o out -q").exit_code, 0);
  const Answer answer = semh("compare base.toml option.toml -n 400 --precision 45 -o out -q");
  ASSERT_EQ(answer.exit_code, 0) << answer.err;
  EXPECT_THAT(contents(folder_ / "out/replications.toml"), HasSubstr("replications = 150\n"));
}

TEST_F(Compare, SaysWhereChildrenAreWhoAreNotInFullTimeEducation) {
  simulate();
  const Answer answer = semh(
      "compare base.toml option.toml -n 100 -o out -q --measure 'not_in_full_time_education:*'");
  ASSERT_EQ(answer.exit_code, 0) << answer.err;
  EXPECT_THAT(answer.out, HasSubstr("WHERE CHILDREN ARE"));
  std::map<std::string, double> mean;  // Of the option less the base.
  double together = 0;
  for (const auto& row : rows("out/not-in-full-time-education.csv")) {
    const double sign = row.at("scenario") == "option" ? 1 : -1;
    mean[row.at("route")] += sign * std::stod(row.at("pupils_mean"));
    together += sign * std::stod(row.at("pupils_mean"));
  }
  EXPECT_EQ(mean.size(), 5U);
  int found = 0;
  for (const auto& row : rows("out/comparison.csv")) {
    if (row.at("measure") != "not_in_full_time_education" || row.at("year") != "average" ||
        row.at("scenario") != "option")
      continue;
    const double difference = std::stod(row.at("difference_mean"));
    if (row.at("breakdown") == "all")
      EXPECT_NEAR(difference, together, 0.01) << "but for whole pupil-days";
    else if (row.at("breakdown") == "waiting-past-day-six")
      EXPECT_NEAR(difference, mean.at("waiting for a unit past the sixth day"), 1e-8);
    else
      continue;
    ++found;
  }
  EXPECT_EQ(found, 2);
}

TEST_F(Compare, TellsRollsOfUnitsFirstAndOfAllLast) {
  simulate();
  ASSERT_EQ(semh("compare base.toml option.toml -n 100 -o out -q").exit_code, 0);
  std::vector<std::string> units;
  std::map<std::string, std::map<std::string, double>> places;
  for (const auto& row : rows("out/rolls-by-month.csv")) {
    if (units.empty() || units.back() != row.at("unit")) units.push_back(row.at("unit"));
    if (row.at("scenario") == "base")
      places[row.at("unit")][row.at("month")] = std::stod(row.at("places"));
    EXPECT_LE(std::stod(row.at("roll_p10")), std::stod(row.at("roll_median")));
    EXPECT_LE(std::stod(row.at("roll_median")), std::stod(row.at("roll_p90")));
  }
  ASSERT_GT(units.size(), 2U);
  EXPECT_EQ(units.back(), "On roll at all units");
  for (const auto& [month, all] : places.at("On roll at all units")) {
    double sum = 0;
    for (const auto& [unit, of] : places) sum += unit == "On roll at all units" ? 0 : of.at(month);
    EXPECT_EQ(sum, all) << month;
  }
}

TEST_F(Compare, SaysThatTheCapCameFirst) {
  simulate();
  const Answer answer = semh("compare base.toml option.toml -n 100 --precision 0.1 -o out");
  EXPECT_EQ(answer.exit_code, 10);
  EXPECT_THAT(answer.out, HasSubstr("the cap of 100")) << answer.out;
}

TEST_F(Compare, OfTheSameThingFindsNoDifference) {
  const Answer answer = semh("compare base.toml same.toml -n 100 -o out -q");
  ASSERT_EQ(answer.exit_code, 0) << answer.err;
  EXPECT_THAT(answer.out, AllOf(HasSubstr("Nothing to compare: no measure differs"),
                                Not(HasSubstr("WHICH IS BEST"))));
}

TEST_F(Compare, AnswersProgramsInJson) {
  simulate();
  const Answer answer = semh("compare base.toml option.toml -n 100 -o out -q --json");
  ASSERT_EQ(answer.exit_code, 0) << answer.err;
  const auto all = nlohmann::json::parse(answer.out);
  EXPECT_EQ(all.at("schema"), "semh.compare/1");
  EXPECT_EQ(all.at("measures").at(0).at("measure"), "not_in_full_time_education");
  EXPECT_EQ(all.at("measures").at(1).at("measure"), "permanent_exclusions");
  EXPECT_LT(all.at("measures").at(1).at("average").at("options").at(1).at("mean").at("value"), 0);
  EXPECT_FALSE(all.at("inputs").empty());
  EXPECT_FALSE(all.at("routes").empty());
}

TEST_F(Compare, SaysWhichYearsAreReported) {
  const Answer answer = semh("compare base.toml option.toml -n 100 -o out -q --years 2090");
  EXPECT_EQ(answer.exit_code, 2);
  EXPECT_THAT(answer.err, AllOf(HasSubstr("--years 2090"), HasSubstr("years that are reported")));
}

TEST_F(Compare, LeavesOutOnlyMeasuresThatAreNothingInEveryFuture) {
  simulate();
  const Answer answer = semh("compare base.toml option.toml -n 100 -q -o out --measure 'money:*'");
  ASSERT_EQ(answer.exit_code, 0) << answer.err;

  std::map<std::string, bool> is_nothing;
  for (const auto& row : rows("out/comparison.csv")) {
    bool& nothing =
        is_nothing.try_emplace(row.at("measure") + row.at("breakdown"), true).first->second;
    for (const char* level : {"level_median", "level_p10", "level_p90"})
      nothing = nothing && row.at(level) == "0";
  }
  std::size_t shown = 0;
  for (const auto& [measure, nothing] : is_nothing) shown += nothing ? 0 : 1;
  ASSERT_GT(is_nothing.size(), shown);
  std::size_t words = answer.out.find("Left out: ");
  ASSERT_NE(words, std::string::npos);
  const std::size_t left_out = std::stoul(answer.out.substr(words + 10));
  EXPECT_GT(left_out, 0U);
  EXPECT_LE(left_out, is_nothing.size() - shown);
}

TEST_F(Compare, TakesFurtherMeasuresAndSaysWhichItDoesNotKnow) {
  simulate();
  const Answer answer = semh(
      "compare base.toml option.toml -n 100 -o out -q --measure exclusions_withdrawn --measure "
      "unit_roll");
  ASSERT_EQ(answer.exit_code, 0) << answer.err;
  EXPECT_THAT(answer.out, HasSubstr("Exclusions withdrawn"));
  const Answer wrong = semh("compare base.toml option.toml -n 100 -o no -q --measure unit_rolls");
  EXPECT_EQ(wrong.exit_code, 2);
  EXPECT_THAT(wrong.err, HasSubstr("unit_roll"));
}

TEST_F(Compare, JudgesByTheObjectiveAskedForAndByNoOther) {
  simulate();
  const Answer answer =
      semh("compare base.toml option.toml -n 100 -o out -q --objective fixed_term_exclusions");
  ASSERT_EQ(answer.exit_code, 0) << answer.err;
  EXPECT_THAT(answer.out, AllOf(HasSubstr("Fewest fixed-term exclusions"),
                                Not(HasSubstr("Fewest permanent exclusions"))));
  const Answer wrong = semh("compare base.toml option.toml -n 100 -o no -q --objective unit_role");
  EXPECT_EQ(wrong.exit_code, 2);
  EXPECT_THAT(wrong.err, HasSubstr("permanent_exclusions"));
}

TEST_F(Compare, NeedsTwoScenariosAndAtMostEight) {
  EXPECT_EQ(semh("compare base.toml").exit_code, 2);
  EXPECT_EQ(semh("compare base.toml option.toml -n 99").exit_code, 2);
  EXPECT_EQ(semh("compare base.toml option.toml --precision 0").exit_code, 2);
  const Answer nine =
      semh("compare base.toml option.toml same.toml a.toml b.toml c.toml d.toml e.toml f.toml");
  EXPECT_EQ(nine.exit_code, 2);
  EXPECT_THAT(nine.err, HasSubstr("8"));
}

/// The lever is worth the whole difference, and what was simulated for it is found again.
TEST_F(Compare, SharesADifferenceOutAndFindsWhatItHasSimulated) {
  simulate();
  const std::string words = "compare base.toml option.toml -n 100 --deep-futures 20 --why -o out";
  const Answer first = semh(words);
  ASSERT_EQ(first.exit_code, 0) << first.err;
  EXPECT_THAT(first.out, HasSubstr("WHY Fewer decisions differs: averaged over every order"));
  std::map<std::string, double> total;
  std::map<std::string, double> sum;
  for (const auto& row : rows("out/attribution.csv")) {
    total[row.at("measure")] = std::stod(row.at("total"));
    sum[row.at("measure")] += std::stod(row.at("share"));
  }
  ASSERT_FALSE(total.empty());
  for (const auto& [measure, all] : total) EXPECT_NEAR(sum[measure], all, 1e-9) << measure;
  EXPECT_LT(total.at("permanent_exclusions"), 0);
  EXPECT_EQ(semh("verify out").exit_code, 0);

  const Answer again = semh(words);
  EXPECT_EQ(again.exit_code, 0);
  EXPECT_EQ(again.out, first.out);
  EXPECT_THAT(again.err, Not(HasSubstr("warning")));
  EXPECT_EQ(semh("compare base.toml option.toml -n 100 -o out --discard --seed 2").exit_code, 0);
}

TEST_F(Compare, SaysThatItNeedsAFileOfFutures) {
  const Answer answer = semh("compare base.toml option.toml -n 100 --robust -o out");
  EXPECT_EQ(answer.exit_code, 2);
  EXPECT_THAT(answer.err, HasSubstr("futures.toml"));
  EXPECT_THAT(left_behind(),
              testing::UnorderedElementsAre("base.toml", "option.toml", "same.toml"));
}

/// Step 3 counts partnerships that work, and the arrangements of 2014 have none: the target is
/// there, and nothing tells whether it is met. Of the others both tables say the same.
void expect_success_as_the_run_says(const std::vector<std::map<std::string, std::string>>& run,
                                    const std::vector<std::map<std::string, std::string>>& compared,
                                    const nlohmann::json& json) {
  const auto chances = [](const auto& rows, const char* share) {
    std::multiset<std::string> found;  // Those that are known.
    for (const auto& row : rows)
      if (row.at(share) != "x")
        found.insert(row.at("scenario") + row.at("step") + row.at("text") + row.at(share));
    return found;
  };
  EXPECT_EQ(chances(run, "chance"), chances(compared, "met_share"));
  int unknown = 0;
  for (const auto& each : json) {
    const auto& met = each.at("options").at(0).at("met");
    ASSERT_FALSE(met.is_null()) << "every target of the shipped scenarios is in their base";
    if (met.at("futures") != 0) continue;
    ++unknown;
    EXPECT_EQ(each.at("step"), 3);
    EXPECT_TRUE(met.at("share").is_null());
    EXPECT_GT(each.at("options").at(1).at("met").at("futures"), 0);
  }
  EXPECT_EQ(unknown, 1);
}

/// What an option says of a key on a day is one thing.
void expect_no_input_twice(const nlohmann::json& inputs) {
  std::set<std::string> once;
  for (const auto& each : inputs)
    EXPECT_TRUE(once.insert(each.at("scenario").get<std::string>() + " " +
                            each.at("key").get<std::string>() + " " + each.at("from").dump())
                    .second)
        << each;
  EXPECT_GT(once.size(), 50U);
}

/// Between the two futures of a draw, whose parameters are the same.
double luck_of_changes(const std::vector<std::map<std::string, std::string>>& rows,
                       const std::string& before, const std::string& after) {
  std::map<int, double> changes;  // By replication; those of a draw are neighbours.
  for (const auto& row : rows) {
    if (row.at("scenario") != "arrangements_2014") continue;
    const double value = std::stod(row.at("permanent_exclusions"));
    if (row.at("time_period") == after) changes[std::stoi(row.at("replication"))] += value;
    if (row.at("time_period") == before) changes[std::stoi(row.at("replication"))] -= value;
  }
  std::vector<double> sizes;
  for (const auto& [replication, change] : changes)
    if (replication % 2 == 0 && changes.count(replication + 1) > 0)
      for (int each = 0; each < 2; ++each)
        sizes.push_back(std::abs(change - changes.at(replication + 1)) / std::sqrt(2.0));
  return sim::OrderedSample(std::move(sizes)).quantile(0.95);
}

TEST_F(Compare, OfTheShippedScenariosIsPairedAndTellsLuck) {
  if (SEMH_SANITIZED) GTEST_SKIP() << "NOT TESTED: 200 runs of the whole borough take minutes here";
  const std::string rotherham = scenarios_folder + "rotherham/";
  const Answer answer = semh("compare '" + rotherham + "arrangements_2014.toml' '" + rotherham +
                             "five_steps_2015.toml' -n 100 -o out -q --json");
  ASSERT_EQ(answer.exit_code, 0) << answer.err;
  const auto all = nlohmann::json::parse(answer.out);
  const auto& exclusions = all.at("measures").at(1);
  ASSERT_EQ(exclusions.at("measure"), "permanent_exclusions");
  EXPECT_GE(exclusions.at("average").at("options").at(1).at("variance_ratio"), 4);

  expect_success_as_the_run_says(rows("out/success.csv"), rows("out/success-compared.csv"),
                                 all.at("success"));
  expect_no_input_twice(all.at("inputs"));

  const double luck =
      luck_of_changes(rows("out/academic-years-by-replication.csv"), "202021", "202122");
  bool found = false;
  for (const auto& row : rows("out/chance-or-change.csv"))
    if (row.at("measure") == "permanent_exclusions") {
      EXPECT_NEAR(std::stod(row.at("change")), luck, 1e-6);
      found = true;
    }
  EXPECT_TRUE(found);
}

}  // namespace
