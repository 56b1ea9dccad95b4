// The command as a user meets it: what it prints and where, what it leaves behind, how it ends.
#include "tests/tools/command.h"

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>
#include <sstream>
#include <string>
#include <thread>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

namespace {

namespace fs = std::filesystem;
using testing::AllOf;
using testing::HasSubstr;
using testing::Not;

const std::string& scenarios = scenarios_folder;
const std::string small = scenarios + "synthetic_borough.toml";
const std::string planned = scenarios + "rotherham/as_planned_2018.toml";
const std::string fewer_places = scenarios + "rotherham/pru_at_55.toml";

/// The rows of a CSV without quoted line breaks, by their text.
std::vector<std::string> lines_of(const fs::path& file) {
  std::istringstream text(contents(file));
  std::vector<std::string> lines;
  for (std::string line; std::getline(text, line);) lines.push_back(line);
  return lines;
}

TEST_F(Command, RunPrintsTheHeadlineAndSaysWhereTheResultsLie) {
  const Answer answer = semh("run " + small + " --replications 3 -o results");

  EXPECT_EQ(answer.exit_code, 0);
  EXPECT_THAT(answer.out, AllOf(HasSubstr("CHILDREN"), HasSubstr("PLACES"), HasSubstr("MONEY"),
                                HasSubstr("not in"), HasSubstr("In-year balance"),
                                HasSubstr("Chance that"), HasSubstr("8 in 10 simulated futures"),
                                HasSubstr("Success as the strategy itself defined it")));
  EXPECT_THAT(answer.err, HasSubstr("Results are in results"));
}

/// Signs, not bytes: a pound or a minus sign takes several.
std::size_t columns_of(const std::string& line) {
  return static_cast<std::size_t>(std::count_if(line.begin(), line.end(), [](char c) {
    return (static_cast<unsigned char>(c) & 0xC0) != 0x80;
  }));
}

TEST_F(Command, RunStaysWithinEightyColumns) {
  for (const std::string& words : {small, planned + " " + fewer_places}) {
    std::istringstream lines(semh("run " + words + " --replications 2 -q -o results").out);
    for (std::string line; std::getline(lines, line);) EXPECT_LE(columns_of(line), 80U) << line;
  }
}

TEST_F(Command, RunPrintsOnlyTheMeasuresAskedFor) {
  const Answer answer =
      semh("run " + planned + " " + fewer_places +
           " --measure unit_roll:aspire-secondary --years 2016-2017 --replications 4 -o results");

  EXPECT_EQ(answer.exit_code, 0);
  EXPECT_THAT(answer.out,
              AllOf(HasSubstr("unit_roll:aspire-secondary, pupils."), HasSubstr("Middle future"),
                    HasSubstr("8 in 10 futures"), HasSubstr("Mean (95% interval)"),
                    HasSubstr("Less as_planned_2018"), HasSubstr("2016/17"), HasSubstr("2017/18"),
                    Not(HasSubstr("2015/16")), Not(HasSubstr("MONEY"))));
}

TEST_F(Command, RunPrintsEachBreakdownOfAMeasureThatHasNoOther) {
  const Answer answer = semh("run " + small + " --measure unit_places --replications 2 -o results");

  EXPECT_THAT(answer.out,
              AllOf(HasSubstr("\nlower "), HasSubstr("\nupper "), HasSubstr("2014/15")));
}

TEST_F(Command, RunSaysBeforeItBeginsWhichMeasureWasMeant) {
  const Answer name = semh("run " + small + " --measure unit_rol --replications 1000000");
  EXPECT_EQ(name.exit_code, 2);
  EXPECT_THAT(name.err, HasSubstr("Did you mean unit_roll?"));

  const Answer breakdown = semh("run " + small + " --measure unit_roll:uper");
  EXPECT_EQ(breakdown.exit_code, 2);
  EXPECT_THAT(breakdown.err, HasSubstr("Did you mean upper?"));
  EXPECT_EQ(semh("run " + small + " --years 18").exit_code, 2);
  EXPECT_TRUE(left_behind().empty());
}

TEST_F(Command, RunPrintsTheSectionAskedFor) {
  const Answer answer =
      semh("run " + small + " --section money --years 2016 --replications 3 -o results");

  EXPECT_THAT(answer.out, AllOf(HasSubstr("MONEY"), Not(HasSubstr("CHILDREN")),
                                HasSubstr("2016-17"), Not(HasSubstr("2017-18"))));
}

TEST_F(Command, RunSetsOptionsAgainstTheFirstChildByChild) {
  const Answer answer =
      semh("run " + planned + " " + fewer_places + " --section differences --replications 4");

  EXPECT_THAT(answer.out, AllOf(HasSubstr("from 2016/17"), HasSubstr("On roll at units"),
                                HasSubstr("95% interval")));
  const Answer same =
      semh("run " + scenarios + "rotherham/history.toml " + scenarios +
           "rotherham/arrangements_2014.toml --section differences --replications 2");
  EXPECT_THAT(same.out, HasSubstr("no difference in the years shown"));
}

TEST_F(Command, RunSaysHowLikelyEachMeasureOfSuccessIs) {
  const Answer answer = semh("run " + small + " --section success --replications 3 -o results");

  EXPECT_THAT(answer.out, AllOf(HasSubstr("the number of permanent exclusions reduce"),
                                HasSubstr("20% lower"), HasSubstr(" in 100")));
  EXPECT_THAT(contents(folder_ / "results/success.csv"), HasSubstr("permanent-exclusions-fall"));
  const auto json =
      nlohmann::json::parse(semh("run " + small + " --replications 3 --json -q -o results").out);
  EXPECT_EQ(json["success"].size(), lines_of(folder_ / "results/success.csv").size() - 1);
}

TEST_F(Command, RunNamesTheAuthorityInItsTables) {
  semh("run " + planned + " --replications 2 -o results");

  const auto lines = lines_of(folder_ / "results/academic-years.csv");
  EXPECT_THAT(lines.front(), HasSubstr("time_identifier,geographic_level,la_name"));
  EXPECT_THAT(lines[1], HasSubstr("Local authority,Rotherham"));
}

TEST_F(Command, RunShowsNoProgressWhenNobodyWatches) {
  const Answer answer = semh("run " + small + " --replications 30 -o results");

  EXPECT_THAT(answer.err, Not(HasSubstr("\x1b")));
  EXPECT_THAT(answer.err, Not(HasSubstr("left")));
}

TEST_F(Command, RunLeavesEveryTableWithItsMeaning) {
  semh("run " + small + " --replications 3 -o results");

  for (const char* table : {"academic-years", "financial-years", "academic-years-by-replication",
                            "financial-years-by-replication", "chances", "assumptions"}) {
    EXPECT_TRUE(fs::exists(folder_ / "results" / (std::string(table) + ".csv"))) << table;
    EXPECT_TRUE(fs::exists(folder_ / "results" / (std::string(table) + ".meta.csv"))) << table;
  }
  EXPECT_TRUE(fs::exists(folder_ / "results" / "results.h5"));
  EXPECT_THAT(contents(folder_ / "results" / "scenario-synthetic-borough.toml"),
              HasSubstr("Synthetic borough"));
}

TEST_F(Command, RunNamesItsFolderByScenariosAndDigest) {
  semh("run " + small + " --replications 2");
  const std::vector<std::string> first = left_behind();
  ASSERT_EQ(first, std::vector<std::string>{"out"});
  std::string name;
  for (const auto& entry : fs::directory_iterator(folder_ / "out"))
    name = entry.path().filename().string();
  EXPECT_THAT(name,
              testing::MatchesRegex("synthetic-borough-[0-9a-f]{8}|synthetic-borough-........"));

  semh("run " + small + " --replications 4");
  EXPECT_EQ(std::distance(fs::directory_iterator(folder_ / "out"), {}), 1)
      << "more replications continue the same run";
  semh("run " + small + " --replications 2 --seed 2");
  EXPECT_EQ(std::distance(fs::directory_iterator(folder_ / "out"), {}), 2);
}

TEST_F(Command, RunGivesAReplicationTheSameRowsWhereverItBegins) {
  semh("run " + small + " --replications 6 -o from_0");
  semh("run " + small + " --first-replication 4 --replications 2 -o from_4");

  std::vector<std::string> expected;
  for (const std::string& line : lines_of(folder_ / "from_0/academic-years-by-replication.csv"))
    if (line.rfind("synthetic_borough,4,", 0) == 0 || line.rfind("synthetic_borough,5,", 0) == 0)
      expected.push_back(line);
  std::vector<std::string> found = lines_of(folder_ / "from_4/academic-years-by-replication.csv");
  found.erase(found.begin());
  ASSERT_FALSE(found.empty());
  EXPECT_EQ(found, expected);
}

TEST_F(Command, RunPrintsJsonForPrograms) {
  const Answer answer = semh("run " + small + " --replications 3 --json -q -o results");

  const auto json = nlohmann::json::parse(answer.out);
  EXPECT_EQ(json["schema"], "semh.run/1");
  EXPECT_EQ(json["replications"], 3);
  ASSERT_FALSE(json["headline"].empty());
  for (const auto& row : json["headline"]) {
    EXPECT_LE(row["p10"], row["median"]) << row;
    EXPECT_LE(row["median"], row["p90"]) << row;
  }
  EXPECT_EQ(answer.err, "");
}

TEST_F(Command, RunSetsOptionsSideBySideOverOneSharedPast) {
  semh("run " + planned + " " + fewer_places + " --replications 2 -o results");

  std::map<std::string, std::string> by_scenario[2];
  for (const std::string& line : lines_of(folder_ / "results/academic-years-by-replication.csv")) {
    const std::size_t comma = line.find(',');
    const std::string scenario = line.substr(0, comma);
    const std::string rest = line.substr(comma + 1);
    const std::size_t key_end = rest.find(',', rest.find(',') + 1);
    if (scenario == "as_planned_2018") by_scenario[0][rest.substr(0, key_end)] = rest;
    if (scenario == "pru_at_55") by_scenario[1][rest.substr(0, key_end)] = rest;
  }
  ASSERT_FALSE(by_scenario[0].empty());
  EXPECT_EQ(by_scenario[0]["0,201516"], by_scenario[1]["0,201516"]) << "nothing differs yet";
  EXPECT_NE(by_scenario[0]["0,201617"], by_scenario[1]["0,201617"])
      << "from September 2016 it does";
}

TEST_F(Command, RunRefusesBoroughsThatCannotBeCompared) {
  const Answer answer = semh("run " + small + " " + planned + " -o results");

  EXPECT_EQ(answer.exit_code, 2);
  EXPECT_THAT(answer.err, HasSubstr("must be"));
  EXPECT_TRUE(left_behind().empty());
}

TEST_F(Command, RunWritesNothingWhenAnyScenarioIsWrong) {
  std::string text = contents(small);
  const std::size_t at = text.find("departures");
  ASSERT_NE(at, std::string::npos);
  text.insert(at, "depertures_typo = 1\n");
  const fs::path wrong = write("wrong.toml", text);

  const Answer answer = semh("run wrong.toml -o results");

  EXPECT_EQ(answer.exit_code, 2);
  EXPECT_THAT(answer.err, HasSubstr("wrong.toml:"));
  EXPECT_THAT(answer.err, HasSubstr("depertures_typo"));
  EXPECT_EQ(left_behind(), std::vector<std::string>{"wrong.toml"});
}

TEST_F(Command, RunSaysAtOnceThatAPlaceCannotBeWritten) {
  write("a_file", "");

  const Answer answer = semh("run " + small + " --replications 100000 -o a_file/results");

  EXPECT_EQ(answer.exit_code, 3);
  EXPECT_THAT(answer.err, HasSubstr("a_file"));
}

TEST_F(Command, RunStopsWhenAskedAndSaysSo) {
  const pid_t child = fork();
  ASSERT_GE(child, 0);
  if (child == 0) {
    if (chdir(folder_.c_str()) != 0 || std::freopen("stderr", "w", stderr) == nullptr ||
        std::freopen("stdout", "w", stdout) == nullptr)
      _exit(99);
    execl(SEMH_BINARY, "semh", "run", small.c_str(), "--replications", "1000000", "-o", "results",
          static_cast<char*>(nullptr));
    _exit(99);
  }
  std::this_thread::sleep_for(std::chrono::seconds(2));
  kill(child, SIGTERM);
  int status = 0;
  ASSERT_EQ(waitpid(child, &status, 0), child);

  ASSERT_TRUE(WIFEXITED(status));
  EXPECT_EQ(WEXITSTATUS(status), 143);
  EXPECT_THAT(contents(folder_ / "stderr"),
              HasSubstr("of 1,000,000 replications are saved in results"));
  EXPECT_FALSE(fs::exists(folder_ / "results" / "MANIFEST.sha256")) << "the run is unfinished";
}

TEST_F(Command, CheckPrintsTheRegisterAndWhatDiffersFromTheBase) {
  const Answer answer = semh("check " + fewer_places);

  EXPECT_EQ(answer.exit_code, 0);
  EXPECT_THAT(answer.out, AllOf(HasSubstr("No mistake was found"), HasSubstr("assumption register"),
                                HasSubstr("differs from its base, as_planned_2018"),
                                HasSubstr("2016-09-01"), HasSubstr("29 (26 to 42)")));
}

TEST_F(Command, CheckTellsTheMistakesOfEveryFile) {
  write("one.toml", "name = \n");
  write("two.toml", "[[\n");

  const Answer answer = semh("check one.toml two.toml");

  EXPECT_EQ(answer.exit_code, 2);
  EXPECT_THAT(answer.err, AllOf(HasSubstr("one.toml:"), HasSubstr("two.toml:")));
}

TEST_F(Command, CheckCannotReadWhatIsNotThere) {
  EXPECT_EQ(semh("check not_there.toml").exit_code, 3);
  EXPECT_EQ(semh("check .").exit_code, 2);
}

TEST_F(Command, TraceTellsOneLifeWithDatesOddsAndPounds) {
  const Answer answer = semh("trace " + planned + " --find excluded");

  EXPECT_EQ(answer.exit_code, 0);
  EXPECT_THAT(answer.out, AllOf(HasSubstr("simulated child, not a real one"), HasSubstr(" in 100"),
                                HasSubstr("£"), HasSubstr("The head decides to exclude for good"),
                                HasSubstr("The exclusion stands")));
  EXPECT_THAT(answer.out, testing::ContainsRegex("20[0-9][0-9]-[0-9][0-9]-[0-9][0-9]"));
}

TEST_F(Command, TraceFollowsTheSameChildUnderAnotherScenario) {
  const Answer found = semh("trace " + planned + " --find excluded");
  const std::size_t at = found.out.find("pupil ") + 6;
  const std::string number = found.out.substr(at, found.out.find(',', at) - at);

  const Answer there = semh("trace " + planned + " --pupil " + number);
  EXPECT_EQ(there.out, found.out);
  EXPECT_THAT(semh("trace " + fewer_places + " --pupil " + number).out,
              HasSubstr("pupil " + number + ","));
}

TEST_F(Command, TraceListsWhatIsToldOfAProvider) {
  const Answer answer = semh("trace " + planned + " --provider aspire-secondary --year 2016");

  EXPECT_EQ(answer.exit_code, 0);
  EXPECT_THAT(answer.out, AllOf(HasSubstr("Simulated children, not real ones"),
                                HasSubstr("Admitted to Aspire secondary: now"),
                                HasSubstr("\n2016-"), Not(HasSubstr("\n2015-"))));
}

TEST_F(Command, TraceListsTheMeetingsOfAPartnership) {
  const Answer answer = semh("trace " + small + " --partnership partnership-1 --most 3");

  EXPECT_EQ(answer.exit_code, 0);
  EXPECT_THAT(answer.out, AllOf(HasSubstr("The panel of"), HasSubstr("Chosen:"),
                                HasSubstr("more; --most shows them")));
}

TEST_F(Command, TraceSaysWhichProviderWasMeant) {
  const Answer answer = semh("trace " + planned + " --provider aspire-secondry");

  EXPECT_EQ(answer.exit_code, 2);
  EXPECT_THAT(answer.err, AllOf(HasSubstr("did you mean aspire-secondary?"), HasSubstr("rowan")));
}

TEST_F(Command, TraceFindsAStoryOfEveryKindInTheSyntheticBorough) {
  std::string text = contents(small);  // Where a quota is refused, not charged, it can be spent.
  text.replace(text.find("above = \"charge\""), 16, "above = \"refuse\"");
  write("refusing.toml", text);
  const std::string help = semh("trace --help").out;
  const std::size_t from = help.find('{') + 1;
  std::istringstream words(help.substr(from, help.find('}') - from));
  int kinds = 0;
  for (std::string word; std::getline(words, word, ',');) {
    ++kinds;
    int exit_code = 2;
    for (int replication = 0; replication < 5 && exit_code == 2; ++replication)
      exit_code = semh("trace " + (word == "quota-spent" ? "refusing.toml" : small) + " --find " +
                       word + " --replication " + std::to_string(replication))
                      .exit_code;
    EXPECT_EQ(exit_code, 0) << word;
  }
  EXPECT_GE(kinds, 12);
}

TEST_F(Command, TraceSaysThatThereIsNoSuchPupil) {
  const Answer answer = semh("trace " + small + " --pupil 4294967295");

  EXPECT_EQ(answer.exit_code, 2);
  EXPECT_THAT(answer.err, HasSubstr("There is no pupil 4294967295"));
}

TEST_F(Command, ExplainListsEveryMeasureBySubject) {
  const Answer answer = semh("explain");

  EXPECT_EQ(answer.exit_code, 0);
  EXPECT_THAT(answer.out, AllOf(HasSubstr("Exclusions\n  permanent_exclusions "),
                                HasSubstr("\nMoney\n"), HasSubstr("  semh_spend ")));
  EXPECT_THAT(answer.out, Not(HasSubstr("Others"))) << "a measure without an explanation";
}

TEST_F(Command, ExplainSaysWhatAMeasureCountsAndWhatMovesIt) {
  const Answer answer = semh("explain exclusions_withdrawn");

  EXPECT_EQ(answer.exit_code, 0);
  EXPECT_THAT(answer.out,
              AllOf(HasSubstr("Decisions withdrawn"), HasSubstr("Unit"), HasSubstr("academic year"),
                    HasSubstr("all, primary, secondary"), HasSubstr("13 of 34 in autumn 2017"),
                    HasSubstr("exclusion.withdrawn_primary"), HasSubstr("decisions_to_exclude")));
}

TEST_F(Command, ExplainSaysWhatAKeyDoesAndHowItStandsInAScenario) {
  const Answer answer = semh("explain 'unit[rowan].places' " + planned);

  EXPECT_EQ(answer.exit_code, 0);
  EXPECT_THAT(answer.out,
              AllOf(HasSubstr("models/pupil_referral_unit.cpp"), HasSubstr("unit_roll"),
                    HasSubstr("As it stands in as_planned_2018"), HasSubstr("in a run")));
}

TEST_F(Command, ExplainStaysWithinEightyColumns) {
  for (const char* name : {"", "permanent_exclusions", "money", "unit.places", "unit_roll"}) {
    std::istringstream lines(semh(std::string("explain ") + name).out);
    for (std::string line; std::getline(lines, line);) EXPECT_LE(line.size(), 80U) << line;
  }
}

TEST_F(Command, ExplainSaysWhichNameWasMeant) {
  const Answer measure = semh("explain permanent_exclusion");
  EXPECT_EQ(measure.exit_code, 2);
  EXPECT_THAT(measure.err, HasSubstr("did you mean permanent_exclusions?"));

  const Answer key = semh("explain unit.place");
  EXPECT_EQ(key.exit_code, 2);
  EXPECT_THAT(key.err, HasSubstr("did you mean unit.places?"));
}

TEST_F(Command, ExplainPrintsJsonForPrograms) {
  const auto measure = nlohmann::json::parse(semh("explain unit_roll --json").out);
  EXPECT_EQ(measure["schema"], "semh.explain/1");
  EXPECT_EQ(measure["unit"], "pupils");
  EXPECT_THAT(measure["keys"].dump(), HasSubstr("unit.places"));

  const auto key = nlohmann::json::parse(semh("explain unit.places --json " + planned).out);
  EXPECT_EQ(key["scenario"], "as_planned_2018");
  EXPECT_EQ(key["rows"][0]["key"], "unit[aspire-primary].places");
  EXPECT_FALSE(nlohmann::json::parse(semh("explain --json").out)["measures"].empty());
}

TEST_F(Command, ExplainsAMistypedCommandOrOption) {
  const Answer command = semh("rum " + small);
  EXPECT_EQ(command.exit_code, 2);
  EXPECT_THAT(command.err, HasSubstr("did you mean run?"));

  EXPECT_EQ(semh("run " + small + " --replicatons 3").exit_code, 2);
  EXPECT_EQ(semh("run " + small + " --replications 1").exit_code, 2);
  EXPECT_EQ(semh("run").exit_code, 2);
  EXPECT_EQ(semh("").exit_code, 2);
}

TEST_F(Command, TellsItsVersionAndHelp) {
  const Answer version = semh("--version");
  EXPECT_EQ(version.exit_code, 0);
  EXPECT_THAT(version.out, AllOf(HasSubstr("semh "), HasSubstr("semh.run/1")));

  const Answer help = semh("--help");
  EXPECT_EQ(help.exit_code, 0);
  EXPECT_THAT(help.out, AllOf(HasSubstr("Examples:"), HasSubstr("Exit codes:")));
}

}  // namespace
