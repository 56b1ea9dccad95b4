// What is not known, as a user meets it: a scenario that names a posterior, run, looked into and
// refused.
#include <cstddef>
#include <filesystem>
#include <fstream>
#include <map>
#include <sstream>
#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "scenarios/posterior.h"
#include "tests/scenarios/small_posterior.h"
#include "tests/tools/run_folder.h"

namespace {

namespace fs = std::filesystem;
using scenarios::Posterior;
using testing::AllOf;
using testing::HasSubstr;
using testing::Not;

class Uncertainty : public RunFolder {
 protected:
  Uncertainty() {
    fs::copy(small_borough, folder_ / "synthetic_borough.toml");
    name_posterior("sampled", "posterior.toml");
    write_posterior("posterior.toml", small_posterior::made());
  }

  fs::path name_posterior(const std::string& scenario, const std::string& posterior) const {
    return write(scenario + ".toml",
                 "extends = \"synthetic_borough.toml\"\nname = \"Sampled\"\n[uncertainty]\n"
                 "posterior = \"" +
                     posterior + "\"\n");
  }

  void write_posterior(const std::string& name, const Posterior& posterior) const {
    write(name, scenarios::posterior_text(posterior));
  }

  /// Of one draw after another, how many times the rates of fixed-term exclusions.
  static Posterior with_rates(const std::vector<double>& times) {
    Posterior made = small_posterior::made();
    made.draws.clear();
    for (const double each : times) made.draws.push_back({made.draws.size() % 2, 1, {each, 0}});
    return made;
  }

  /// Fixed-term exclusions of the first year by replication.
  std::vector<std::string> exclusions(const std::string& run) const {
    std::istringstream lines(contents(folder_ / run / "academic-years-by-replication.csv"));
    std::vector<std::string> found;
    std::string line;
    std::getline(lines, line);
    const auto at = [](const std::string& row, std::size_t column) {
      std::istringstream cells(row);
      std::string cell;
      for (std::size_t i = 0; i <= column; ++i) std::getline(cells, cell, ',');
      return cell;
    };
    std::size_t column = 0;
    while (at(line, column) != "fixed_term_exclusions") ++column;
    while (std::getline(lines, line))
      if (at(line, 2) == "201415") found.push_back(at(line, column));
    return found;
  }
};

TEST_F(Uncertainty, GivesTwoFuturesInARowTheSameDraw) {
  write_posterior("posterior.toml", with_rates({0, 1}));

  const Answer answer = semh("run sampled.toml --replications 8 -q -o out1");

  ASSERT_EQ(answer.exit_code, 0) << answer.err;
  const auto counts = exclusions("out1");
  ASSERT_EQ(counts.size(), 8U);
  for (std::size_t r = 0; r < 8; ++r) EXPECT_EQ(counts[r] == "0", r / 2 % 2 == 0) << r;
  EXPECT_NE(counts[2], counts[3]);  // of another chance
}

TEST_F(Uncertainty, IsTheSameOnAnyNumberOfThreadsAndInShards) {
  const std::string words = "sampled.toml --replications 12 -q";
  const auto expected = reference(words + " --threads 1");
  ASSERT_EQ(expected.count("uncertainty.csv"), 1U);

  EXPECT_EQ(semh("run " + words + " --threads 3 -o threads").exit_code, 0);
  expect_same(run("threads"), expected);
  EXPECT_EQ(semh("run " + words + " --shard 1/2 -o one").exit_code, 0);
  EXPECT_EQ(semh("run " + words + " --shard 2/2 -o two").exit_code, 0);
  const Answer merged = semh("merge one two -q -o merged");
  EXPECT_EQ(merged.exit_code, 0) << merged.err;
  expect_same(run("merged"), expected);
}

TEST_F(Uncertainty, IsContinuedWithWhatItWasBegunWith) {
  const auto expected = reference("sampled.toml --replications 12 -q");
  ASSERT_EQ(semh("run sampled.toml --replications 5 -q -o grown").exit_code, 0);
  EXPECT_EQ(semh("run sampled.toml --replications 12 -q -o grown").exit_code, 0);
  expect_same(run("grown"), expected);

  write_posterior("posterior.toml", with_rates({1, 1.1}));
  const Answer other = semh("run sampled.toml --replications 12 -q -o grown");
  EXPECT_EQ(other.exit_code, 2);
  EXPECT_THAT(other.err, AllOf(HasSubstr("holds a run with draws of posterior "),
                               HasSubstr(", not with draws of posterior ")));
  const Answer central = semh("run sampled.toml --central --replications 12 -q -o grown");
  EXPECT_EQ(central.exit_code, 2);
  EXPECT_THAT(central.err, HasSubstr("not at central values"));
}

TEST_F(Uncertainty, StandsFrozenBesideTheScenario) {
  ASSERT_EQ(semh("run sampled.toml --replications 4 -q -o kept").exit_code, 0);
  std::string frozen;
  for (const auto& [name, bytes] : files_of(run("kept")))
    if (name.rfind("posterior-", 0) == 0) frozen = name;

  EXPECT_EQ(contents(run("kept") / frozen), contents(folder_ / "posterior.toml"));
  EXPECT_THAT(contents(run("kept") / "scenario-sampled.toml"),
              HasSubstr("posterior = \"" + frozen));
  EXPECT_THAT(contents(run("kept") / "run.toml"), HasSubstr("posterior = \""));
  EXPECT_EQ(semh("verify kept").exit_code, 0);
  // The frozen scenario runs as the one that it was made of.
  const Answer again = semh("check kept/scenario-sampled.toml");
  EXPECT_EQ(again.exit_code, 0) << again.err;
}

TEST_F(Uncertainty, IsNoneAtCentralValues) {
  ASSERT_EQ(semh("run sampled.toml --central --replications 6 -q -o with").exit_code, 0);
  write("sampled.toml", "extends = \"synthetic_borough.toml\"\nname = \"Sampled\"\n");
  ASSERT_EQ(semh("run sampled.toml --replications 6 -q -o without").exit_code, 0);

  for (const char* table : {"academic-years-by-replication.csv", "financial-years.csv"})
    EXPECT_EQ(contents(run("with") / table), contents(run("without") / table));
  EXPECT_FALSE(fs::exists(run("with") / "uncertainty.csv"));
  EXPECT_THAT(semh("run sampled.toml --replications 6 -q -o without --section uncertainty").out,
              HasSubstr("This run is at central values"));
}

TEST_F(Uncertainty, IsOfOneStructureWhereThatIsAsked) {
  write_posterior("posterior.toml", with_rates({0, 1}));  // of few, and of repeats

  ASSERT_EQ(semh("run sampled.toml --structure few --replications 4 -q -o few").exit_code, 0);
  for (const std::string& count : exclusions("few")) EXPECT_EQ(count, "0");
  const Answer mistyped = semh("run sampled.toml --structure repeat --replications 4 -q -o no");
  EXPECT_EQ(mistyped.exit_code, 2);
  EXPECT_THAT(mistyped.err,
              AllOf(HasSubstr("must be one of few, repeats"), HasSubstr("Did you mean repeats?")));
  const Answer both = semh("run sampled.toml --structure few --central -q");
  EXPECT_EQ(both.exit_code, 2);
}

TEST_F(Uncertainty, OfAStructureNeedsAPosterior) {
  const Answer answer = semh("run synthetic_borough.toml --structure few -q");

  EXPECT_EQ(answer.exit_code, 2);
  EXPECT_THAT(answer.err, HasSubstr("no scenario of the run names one"));
}

TEST_F(Uncertainty, IsTheSameWorldForAllScenariosOfARun) {
  name_posterior("other", "other-posterior.toml");
  write_posterior("other-posterior.toml", with_rates({1}));
  const Answer different = semh("run sampled.toml other.toml --replications 4 -q");
  EXPECT_EQ(different.exit_code, 2);
  EXPECT_THAT(different.err, HasSubstr("the posterior of scenario other: must be that of sampled"));

  const Answer without = semh("run sampled.toml synthetic_borough.toml --replications 4 -q");
  EXPECT_EQ(without.exit_code, 2);
  EXPECT_THAT(without.err, HasSubstr("scenario synthetic_borough: names no posterior"));

  const std::string central = "run sampled.toml synthetic_borough.toml --central --replications 4";
  EXPECT_EQ(semh(central + " -q").exit_code, 0);
}

TEST_F(Uncertainty, IsSplitIntoIgnoranceAndChance) {
  write_posterior("posterior.toml", with_rates({0.2, 0.6, 1, 1.4, 1.8, 2.2}));

  const Answer answer = semh("run sampled.toml --replications 24 -q -o split");

  ASSERT_EQ(answer.exit_code, 0) << answer.err;
  EXPECT_THAT(answer.out, AllOf(HasSubstr("another of 6 draws of"), HasSubstr("Ignorance of")));
  const std::string table = contents(run("split") / "uncertainty.csv");
  EXPECT_THAT(table, AllOf(HasSubstr("ignorance_share"), HasSubstr("permanent_exclusions"),
                           HasSubstr("semh_spend")));
  const Answer section =
      semh("run sampled.toml --replications 24 -q -o split --section uncertainty");
  EXPECT_THAT(section.out,
              AllOf(HasSubstr("IGNORANCE AND CHANCE"), HasSubstr("fixed_term_exclusions")));
  const Answer json = semh("run sampled.toml --replications 24 -q -o split --json");
  const auto headline = nlohmann::json::parse(json.out)["headline"];
  for (const auto& row : headline)
    if (row["measure"] == "fixed_term_exclusions" && row["breakdown"] == "all") {
      EXPECT_GT(row["ignorance_share"].get<double>(), 0.5) << row;
    }
}

TEST_F(Uncertainty, IsToldByCheck) {
  const Answer answer = semh("check sampled.toml");

  EXPECT_EQ(answer.exit_code, 0) << answer.err;
  EXPECT_THAT(answer.out, AllOf(HasSubstr("4 draws of posterior.toml"), HasSubstr("2018-01-31"),
                                HasSubstr("panel.weight_effect"), HasSubstr("first-causes"),
                                HasSubstr("fixed_term_exclusions.rate[3]")));
  EXPECT_THAT(semh("check synthetic_borough.toml").out, HasSubstr("It names no posterior"));
}

TEST_F(Uncertainty, IsJudgedByItselfByCheck) {
  const Answer answer = semh("check posterior.toml");

  EXPECT_EQ(answer.exit_code, 0) << answer.err;
  EXPECT_THAT(answer.out,
              AllOf(HasSubstr("A posterior of 4 draws, fitted by semh 0.1.0"),
                    HasSubstr("few, 2 draws: Exclusions repeat because"), HasSubstr("0.97"),
                    HasSubstr("not move secondary-2015: assumptions, not results"),
                    HasSubstr("Held at central values: panel.*.")));
  Posterior broken = small_posterior::made();
  broken.draws[1].values.pop_back();
  write_posterior("posterior.toml", broken);
  const Answer refused = semh("check posterior.toml");
  EXPECT_EQ(refused.exit_code, 2);
  EXPECT_THAT(refused.err, HasSubstr("must be a list of 2 numbers, not of 1"));
}

TEST_F(Uncertainty, TellsNothingOfAFileThatIsNoPosterior) {
  write("posterior.toml", "password = \"open sesame\"\n");

  for (const char* command : {"check sampled.toml", "run sampled.toml -q -o no",
                              "explain exclusion.record sampled.toml"}) {
    const Answer answer = semh(command);
    EXPECT_EQ(answer.exit_code, 2) << command;
    EXPECT_THAT(answer.err, AllOf(HasSubstr("not a posterior"), Not(HasSubstr("password")),
                                  Not(HasSubstr("sesame"))));
  }
}

TEST_F(Uncertainty, IsExplainedByKey) {
  EXPECT_THAT(semh("explain fixed_term_exclusions.contagion sampled.toml").out,
              HasSubstr("fitted: 0.25"));
  EXPECT_THAT(semh("explain panel.weight_effect sampled.toml").out, HasSubstr("held"));
  EXPECT_THAT(semh("explain exclusion.record sampled.toml").out, HasSubstr("sampled from its"));
  EXPECT_THAT(semh("explain exclusion.record synthetic_borough.toml").out,
              Not(HasSubstr("in a run")));
  const auto key = nlohmann::json::parse(semh("explain exclusion.record --json sampled.toml").out);
  EXPECT_EQ(key["rows"][0]["in_a_run"], "sampled from its range");
}

TEST_F(Uncertainty, IsListedWithWhatIdentifiesIt) {
  const std::string table = semh("explain --parameters sampled.toml").out;

  EXPECT_THAT(table, AllOf(HasSubstr("| first-causes | times |"),
                           HasSubstr("times `fixed_term_exclusions.rate[*]`"),
                           HasSubstr("| 1 (0.5 to 2) | 1.02 (0.96 to 1.08) | 0.97 | yes |"),
                           HasSubstr("no: an assumption"), HasSubstr("fitted by first-causes"),
                           HasSubstr("sampled from its range")));
}

TEST_F(Uncertainty, OfADrawThatBreaksARuleIsRefusedBeforeARun) {
  Posterior broken = small_posterior::made();
  broken.structures[1].sets.push_back({"plans.soonest_weeks", {}, scenarios::How::set, 90});
  write_posterior("posterior.toml", broken);

  for (const char* command : {"check sampled.toml", "run sampled.toml --replications 4 -q -o no"}) {
    const Answer answer = semh(command);
    EXPECT_EQ(answer.exit_code, 2) << command;
    EXPECT_THAT(answer.err, AllOf(HasSubstr("soonest_weeks"), HasSubstr("draw 2 of posterior.toml"),
                                  HasSubstr("Hold plans.soonest_weeks")));
  }
}

TEST_F(Uncertainty, IsReadFromBesideItsScenarioAlone) {
  write_posterior("outside.toml", small_posterior::made());
  fs::create_directory(folder_ / "inner");
  fs::copy(small_borough, folder_ / "inner" / "synthetic_borough.toml");
  for (const std::string name : {"../outside.toml", "/etc/passwd.toml", "none.toml"}) {
    name_posterior("inner/away", name);
    const Answer answer = semh("check inner/away.toml");
    EXPECT_EQ(answer.exit_code, 2) << name;
    EXPECT_THAT(answer.err, HasSubstr("posterior = \"" + name + "\"")) << name;
  }
}

TEST_F(Uncertainty, IsInheritedFromTheFileThatNamesIt) {
  fs::create_directory(folder_ / "base");
  fs::copy(small_borough, folder_ / "base" / "synthetic_borough.toml");
  write_posterior("base/posterior.toml", small_posterior::made());
  name_posterior("base/named", "posterior.toml");
  write("option.toml", "extends = \"base/named.toml\"\n");

  EXPECT_THAT(semh("check option.toml").out, HasSubstr("4 draws of posterior.toml"));
}

}  // namespace
