// What a run keeps whatever happens to it: killed, damaged, in use, or asked for something else.
#include "tests/tools/run_folder.h"

namespace {

using Promise02KilledAtRandom = RunFolder;
using Promise07WholeOrNotAtAll = RunFolder;
using Promise08OldResultSurvives = RunFolder;
using Promise09OneWriter = RunFolder;
using Promise10DamagedBatch = RunFolder;
using Promise11ChangedScenario = RunFolder;

TEST_F(Promise02KilledAtRandom, GoesOnAndEndsWithTheSameBytes) {
  const std::string words = small_borough + " --replications " + lasting(60) + " --threads 2 -q";
  const auto expected = reference(words);
  std::mt19937 random(20261122);
  int killed = 0;
  for (int kill_number = 0; kill_number < (sanitized ? 6 : 25); ++kill_number) {
    const pid_t child = begin("run " + words + " --batch 3 -o killed");
    std::this_thread::sleep_for(milliseconds(10 + random() % 80));
    kill(child, SIGKILL);
    killed += ended(child).exit_code == 128 + SIGKILL ? 1 : 0;
    if (!fs::exists(run("killed"))) continue;
    for (const auto& [name, bytes] : files_of(run("killed")))
      if (fs::path(name).extension() != ".tmp") {
        EXPECT_TRUE(expected.at(name) == bytes) << name << " is neither absent nor complete";
      }
  }
  EXPECT_GT(killed, 0);
  EXPECT_EQ(semh("run " + words + " -o killed").exit_code, 0);
  expect_same(run("killed"), expected);
  expect_no_leftovers(run("killed"));
}

TEST_F(Promise02KilledAtRandom, SimulatesOnlyWhatWasInFlight) {
  const std::string words =
      small_borough + " --replications " + lasting(200) + " --threads 1 --batch 10 -o killed";
  const pid_t child = begin("run " + words);
  wait_for_batches(run("killed"), 3);
  kill(child, SIGKILL);
  ended(child);
  const std::size_t saved = 10 * batches_of(run("killed")).size();

  EXPECT_THAT(semh("run " + words).err, HasSubstr("Continuing killed: " + std::to_string(saved) +
                                                  " of " + lasting(200) + " replications"));
}

TEST_F(Promise02KilledAtRandom, AddsToARunThatIsAskedForMore) {
  const auto expected = reference(small_borough + " --replications 40 -q");
  EXPECT_EQ(semh("run " + small_borough + " --replications 15 -o grown").exit_code, 0);
  const Answer more = semh("run " + small_borough + " --replications 40 -o grown");
  EXPECT_THAT(more.err, HasSubstr("Continuing grown: 15 of 40 replications"));
  expect_same(run("grown"), expected);
}

TEST_F(Promise07WholeOrNotAtAll, IsTrueOfEveryResultWheneverTheRunIsKilled) {
  const std::string words = "run " + small_borough + " --replications 30 --threads 1 -q -o killed";
  const auto expected = reference(small_borough + " --replications 30 --threads 1 -q");
  std::size_t incomplete = 0;
  for (int delay = 0; delay < (sanitized ? 4 : 12); ++delay) {
    fs::remove(run("killed") / "MANIFEST.sha256");
    const pid_t child = begin(words);
    const auto deadline = steady_clock::now() + std::chrono::seconds(20);
    while (!fs::exists(run("killed") / ".new") && steady_clock::now() < deadline) {
    }
    std::this_thread::sleep_for(std::chrono::microseconds(delay * delay * 600));
    kill(child, SIGKILL);
    ended(child);
    incomplete += fs::exists(run("killed") / "MANIFEST.sha256") ? 0U : 1U;
    for (const auto& [name, bytes] : files_of(run("killed")))
      EXPECT_TRUE(expected.at(name) == bytes) << name;
  }
  EXPECT_GT(incomplete, 0U);
  EXPECT_EQ(semh(words).exit_code, 0);
  expect_same(run("killed"), expected);
  expect_no_leftovers(run("killed"));
}

TEST_F(Promise08OldResultSurvives, ARunThatFailsOverIt) {
  const auto expected = reference(small_borough + " --replications 20 -q");
  const std::size_t batches = batches_of(run("reference")).size();
  const std::string command = "cd '" + folder_.string() +
                              "' && ulimit -f 200 && '" SEMH_BINARY "' run " + small_borough +
                              " --replications 60 --batch 5 -o reference 2>stderr";
  EXPECT_EQ(WEXITSTATUS(std::system(("bash -c \"" + command + "\" >/dev/null").c_str())), 5);

  expect_same(run("reference"), expected);
  EXPECT_EQ(semh("verify reference").exit_code, 0);
  EXPECT_GT(batches_of(run("reference")).size(), batches) << "and what is new has been saved";
}

TEST_F(Promise08OldResultSurvives, AKillWhileTheNewOneIsPutInPlace) {
  const auto expected = reference(small_borough + " --replications 20 -q");
  // As a run leaves it that was killed half-way through the exchange.
  fs::create_directory(run("reference") / ".old");
  fs::create_directory(run("reference") / ".new");
  for (const char* name : {"MANIFEST.sha256", "results.h5", "chances.csv"})
    fs::rename(run("reference") / name, run("reference") / ".old" / name);
  std::ofstream(run("reference") / "chances.csv") << "new";
  std::ofstream(run("reference") / ".new" / "results.h5") << "new";

  EXPECT_EQ(semh("verify reference").exit_code, 3) << "it is unfinished";
  EXPECT_EQ(semh("run " + small_borough + " --seed 9 -o reference").exit_code, 2)
      << "whatever comes next";
  expect_same(run("reference"), expected);
  expect_no_leftovers(run("reference"));
}

TEST_F(Promise09OneWriter, RefusesTheSecondAndSaysWhoTheFirstIs) {
  const pid_t first = begin("run " + small_borough + " --replications 100000 --batch 20 -o shared");
  wait_for_batches(run("shared"), 1);
  for (const std::string& words :
       {"run " + small_borough + " -o shared", "run " + small_borough + " -o shared --discard"}) {
    const Answer second = semh(words);
    EXPECT_EQ(second.exit_code, 4);
    EXPECT_THAT(second.err,
                AllOf(HasSubstr("another run (process " + std::to_string(first) + " on host "),
                      HasSubstr(" since 20"), HasSubstr("is writing to shared")));
  }
  kill(first, SIGKILL);
  ended(first);

  EXPECT_TRUE(fs::exists(run("shared") / ".lock"));
  EXPECT_EQ(semh("run " + small_borough + " --replications 20 -o shared").exit_code, 0)
      << "a lock that was left behind stops nobody";
}

TEST_F(Promise10DamagedBatch, IsNamedAndRunAgain) {
  const auto expected = reference(small_borough + " --replications 40 -q");
  const std::string words =
      "run " + small_borough + " --replications 40 --threads 1 --batch 10 -o damaged";
  ASSERT_EQ(semh(words).exit_code, 0);
  const auto batches = batches_of(run("damaged"));
  ASSERT_EQ(batches.size(), 4U);
  std::string bytes = contents(batches[1]);
  bytes[bytes.size() / 2] = static_cast<char>(bytes[bytes.size() / 2] ^ 1);
  std::ofstream(batches[1], std::ios::binary) << bytes;
  fs::resize_file(batches[2], 100);
  std::ofstream(batches[3], std::ios::trunc).close();
  // From another scenario or another version of the model: another key.
  ASSERT_EQ(semh("run " + small_borough + " --replications 5 --seed 2 -o other").exit_code, 0);
  const fs::path foreign = batches_of(run("other")).front();
  fs::copy(foreign, run("damaged") / "batches");

  EXPECT_EQ(semh("verify damaged").exit_code, 3);
  const Answer answer = semh(words);
  EXPECT_EQ(answer.exit_code, 0);
  EXPECT_THAT(answer.err, HasSubstr("Continuing damaged: 10 of 40 replications"));
  for (std::size_t i = 1; i < 4; ++i)
    EXPECT_THAT(answer.err, HasSubstr("damaged/batches/" + batches[i].filename().string() +
                                      " is damaged; its replications are simulated again"));
  EXPECT_THAT(answer.err, HasSubstr(foreign.filename().string() + " belongs to another run"));
  expect_same(run("damaged"), expected);
  EXPECT_TRUE(fs::exists(run("damaged") / "batches" / foreign.filename())) << "it is left alone";
}

TEST_F(Promise11ChangedScenario, IsRefusedWithWhatChanged) {
  fs::copy(rotherham, folder_ / "mine");
  const std::string words =
      " mine/as_planned_2018.toml mine/pru_at_55.toml --replications 2 -o run";
  ASSERT_EQ(semh("run" + words).exit_code, 0);
  const auto before = files_of(run("run"));
  std::string text = contents(folder_ / "mine/pru_at_55.toml");
  const std::size_t at = text.find("value = 29");
  ASSERT_NE(at, std::string::npos);
  write("mine/pru_at_55.toml", text.replace(at, 10, "value = 30"));

  const Answer changed = semh("run" + words);
  EXPECT_EQ(changed.exit_code, 2);
  EXPECT_THAT(changed.err,
              AllOf(HasSubstr("holds a run of a different scenario pru_at_55"), HasSubstr("places"),
                    HasSubstr("29 -> 30"), HasSubstr("--discard")));
  expect_same(run("run"), before);

  const Answer discarded = semh("run" + words + " --discard");
  EXPECT_EQ(discarded.exit_code, 0);
  EXPECT_THAT(discarded.err, Not(HasSubstr("Continuing")));
  EXPECT_THAT(contents(run("run") / "scenario-pru-at-55.toml"), HasSubstr("value = 30"));
  EXPECT_EQ(semh("verify run").exit_code, 0);
}

TEST_F(Promise11ChangedScenario, IsRefusedForWhateverElseFixesTheNumbers) {
  ASSERT_EQ(semh("run " + small_borough + " --replications 2 -o run").exit_code, 0);
  const auto refused = [&](const std::string& words, const std::string& reason) {
    const Answer answer = semh("run " + words + " --replications 2 -o run");
    EXPECT_EQ(answer.exit_code, 2) << words;
    EXPECT_THAT(answer.err, HasSubstr("run: holds a run " + reason));
  };
  refused(small_borough + " --seed 12", "of another seed (1 -> 12)");
  refused(small_borough + " --weekly", "without weekly series");
  refused(small_borough + " --shard 1/2", "that is the whole of it, not shard 1 of 2");
  refused(rotherham + "history.toml", "of other scenarios (synthetic_borough -> history)");

  std::string record = contents(run("run") / "run.toml");
  const std::size_t model = record.find("model = \"") + 9;
  std::ofstream(run("run") / "run.toml") << record.replace(model, 8, "00000000");
  refused(small_borough, "by another version of the model (00000000 -> ");
  std::ofstream(run("run") / "run.toml") << "seed = 1";
  EXPECT_THAT(semh("run " + small_borough + " -o run").err, HasSubstr("its run.toml is damaged"));
}

TEST_F(Promise11ChangedScenario, IsNotWrittenAmongFilesThatAreNotOfARun) {
  fs::create_directory(run("mine"));
  write("mine/success.csv", "mine");
  write("mine/scenario-notes.toml", "mine");
  for (const std::string discard : {"", " --discard"}) {
    const Answer answer = semh("run " + small_borough + " --replications 2 -o mine" + discard);
    EXPECT_EQ(answer.exit_code, 2);
    EXPECT_THAT(answer.err, HasSubstr("holds files that are not of a run"));
    EXPECT_EQ(contents(run("mine") / "success.csv"), "mine");
    EXPECT_EQ(contents(run("mine") / "scenario-notes.toml"), "mine");
    EXPECT_FALSE(fs::exists(run("mine") / ".lock"));
  }
}

TEST_F(Promise08OldResultSurvives, ACommandThatAsksForLess) {
  const auto expected = reference(small_borough + " --replications 9 --first-replication 3 -q");
  for (const std::string fewer :
       {"--replications 8 --first-replication 3", "--replications 9 --first-replication 4",
        "--replications 9", "--replications 9 --first-replication 20"}) {
    const Answer answer = semh("run " + small_borough + " " + fewer + " -o reference");
    EXPECT_EQ(answer.exit_code, 2) << fewer;
    EXPECT_EQ(answer.out, "");
    EXPECT_THAT(answer.err, AllOf(HasSubstr("reference: holds results of replications 3 to 11"),
                                  HasSubstr("would take their place"), HasSubstr("--discard")));
    expect_same(run("reference"), expected);
  }
  EXPECT_EQ(semh("run " + small_borough + " --replications 12 -o reference").exit_code, 0)
      << "more are added";
  EXPECT_EQ(semh("run " + small_borough + " --replications 2 -o reference --discard").exit_code, 0);
}

TEST_F(Promise11ChangedScenario, LeavesFilesThatAreNotOfTheRun) {
  ASSERT_EQ(semh("run " + small_borough + " --replications 2 -o run").exit_code, 0);
  write("run/notes.txt", "mine");
  write("run/batches/notes.txt", "mine");
  EXPECT_EQ(semh("run " + small_borough + " --replications 2 --seed 2 -o run --discard").exit_code,
            0);
  EXPECT_EQ(contents(run("run") / "notes.txt"), "mine");
  EXPECT_EQ(contents(run("run") / "batches/notes.txt"), "mine");
}

}  // namespace
