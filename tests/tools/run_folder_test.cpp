// What a run keeps whatever happens to it. A reference that nothing happened to is compared byte
// for byte with runs that were killed, stopped, damaged, starved and divided.
#include <algorithm>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <map>
#include <random>
#include <string>
#include <thread>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include "tests/tools/command.h"

#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
#define SEMH_SANITIZED true
#elif defined(__has_feature)
#if __has_feature(address_sanitizer) || __has_feature(thread_sanitizer)
#define SEMH_SANITIZED true
#endif
#endif
#ifndef SEMH_SANITIZED
#define SEMH_SANITIZED false
#endif

namespace {

namespace fs = std::filesystem;
using std::chrono::milliseconds;
using std::chrono::steady_clock;
using testing::AllOf;
using testing::HasSubstr;
using testing::Not;

constexpr bool sanitized = SEMH_SANITIZED;
const std::string small = scenarios_folder + "synthetic_borough.toml";
const std::string rotherham = scenarios_folder + "rotherham/";

/// Every file of a run but its batches and its lock.
std::map<std::string, std::string> files_of(const fs::path& run) {
  std::map<std::string, std::string> files;
  for (const auto& entry : fs::directory_iterator(run))
    if (entry.is_regular_file() && entry.path().filename() != ".lock")
      files[entry.path().filename().string()] = contents(entry.path());
  return files;
}

void expect_same(const fs::path& run, const std::map<std::string, std::string>& expected) {
  const auto files = files_of(run);
  std::vector<std::string> names;
  std::vector<std::string> expected_names;
  for (const auto& [name, bytes] : files) names.push_back(name);
  for (const auto& [name, bytes] : expected) expected_names.push_back(name);
  EXPECT_EQ(names, expected_names);
  for (const auto& [name, bytes] : expected)
    if (files.count(name) > 0) {
      EXPECT_TRUE(files.at(name) == bytes) << name << " differs";
    }
}

/// Nobody is in the middle of writing.
void expect_no_leftovers(const fs::path& run) {
  for (const auto& entry : fs::recursive_directory_iterator(run)) {
    const std::string name = entry.path().filename().string();
    EXPECT_FALSE(name == ".new" || name == ".old" || entry.path().extension() == ".tmp") << name;
  }
}

std::vector<fs::path> batches_of(const fs::path& run) {
  std::vector<fs::path> files;
  if (fs::exists(run / "batches"))
    for (const auto& entry : fs::directory_iterator(run / "batches"))
      if (entry.path().extension() == ".batch") files.push_back(entry);
  std::sort(files.begin(), files.end());
  return files;
}

class RunFolder : public Command {
 protected:
  RunFolder() { setenv("SOURCE_DATE_EPOCH", "1700000000", 1); }
  ~RunFolder() override { unsetenv("SOURCE_DATE_EPOCH"); }

  /// `semh` in the background, its words apart by blanks; what it says goes to stderr-NAME.
  pid_t begin(const std::string& words, const std::string& name = "run",
              bool ignores_hangups = false) const {
    std::fflush(nullptr);
    const pid_t child = fork();
    if (child != 0) return child;
    for (const int signal : {SIGINT, SIGTERM, SIGHUP}) ::signal(signal, SIG_DFL);
    if (ignores_hangups) ::signal(SIGHUP, SIG_IGN);
    if (chdir(folder_.c_str()) != 0 ||
        std::freopen(("stderr-" + name).c_str(), "w", stderr) == nullptr ||
        std::freopen(("stdout-" + name).c_str(), "w", stdout) == nullptr)
      _exit(99);
    execl("/bin/sh", "sh", "-c", ("exec '" SEMH_BINARY "' " + words).c_str(),
          static_cast<char*>(nullptr));
    _exit(99);
  }

  /// Waits until the run has saved `count` batches, or has ended.
  void wait_for_batches(const fs::path& run, std::size_t count) const {
    const auto deadline = steady_clock::now() + std::chrono::seconds(60);
    while (batches_of(run).size() < count && steady_clock::now() < deadline)
      std::this_thread::sleep_for(milliseconds(2));
    ASSERT_GE(batches_of(run).size(), count);
  }

  std::string said_by(const std::string& name) const {
    return contents(folder_ / ("stderr-" + name));
  }

  fs::path run(const std::string& name) const { return folder_ / name; }

  /// The same folder `name` for every run, because it is in none of the files.
  std::map<std::string, std::string> reference(const std::string& words) const {
    const Answer answer = semh("run " + words + " -o reference");
    EXPECT_EQ(answer.exit_code, 0) << answer.err;
    return files_of(folder_ / "reference");
  }
};

struct Ended {
  int exit_code = -1;
  double seconds = 0;
};

Ended ended(pid_t child) {
  const auto began = steady_clock::now();
  int status = 0;
  waitpid(child, &status, 0);
  return {WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status),
          std::chrono::duration<double>(steady_clock::now() - began).count()};
}

using Promise02KilledAtRandom = RunFolder;
using Promise04FullDisk = RunFolder;
using Promise05SpaceIsEstimated = RunFolder;
using Promise06PlaceThatCannotBeWritten = RunFolder;
using Promise07WholeOrNotAtAll = RunFolder;
using Promise08OldResultSurvives = RunFolder;
using Promise09OneWriter = RunFolder;
using Promise10DamagedBatch = RunFolder;
using Promise11ChangedScenario = RunFolder;
using Promise12StopsWhenAsked = RunFolder;
using Promise13ResultsProveThemselves = RunFolder;
using Promise14OutOfMemory = RunFolder;
using Promise16SameBytes = RunFolder;

TEST_F(Promise02KilledAtRandom, GoesOnAndEndsWithTheSameBytes) {
  const std::string words = small + " --replications 60 --threads 2 -q";
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
  const std::string words = small + " --replications 200 --threads 1 --batch 10 -o killed";
  const pid_t child = begin("run " + words);
  wait_for_batches(run("killed"), 3);
  kill(child, SIGKILL);
  ended(child);
  const std::size_t saved = 10 * batches_of(run("killed")).size();

  EXPECT_THAT(semh("run " + words).err,
              HasSubstr("Continuing killed: " + std::to_string(saved) + " of 200 replications"));
}

TEST_F(Promise02KilledAtRandom, AddsToARunThatIsAskedForMore) {
  const auto expected = reference(small + " --replications 40 -q");
  EXPECT_EQ(semh("run " + small + " --replications 15 -o grown").exit_code, 0);
  const Answer more = semh("run " + small + " --replications 40 -o grown");
  EXPECT_THAT(more.err, HasSubstr("Continuing grown: 15 of 40 replications"));
  expect_same(run("grown"), expected);
}

TEST_F(Promise04FullDisk, IsSaidPlainlyAndLosesNothing) {
  const std::string words = small + " --replications 60 --threads 1 --batch 5 -q -o full";
  const auto expected = reference(small + " --replications 60 -q");
  const std::string command = "cd '" + folder_.string() +
                              "' && ulimit -f 60 && '" SEMH_BINARY "' run " + words +
                              " >stdout 2>stderr";
  const int status = std::system(("bash -c \"" + command + "\"").c_str());

  EXPECT_EQ(WEXITSTATUS(status), 5);
  EXPECT_THAT(
      contents(folder_ / "stderr"),
      AllOf(HasSubstr("File too large"), HasSubstr("60 of 60 replications are saved in full"),
            HasSubstr("Run the same command again to continue.")));
  expect_no_leftovers(run("full" / fs::path("batches")));
  EXPECT_FALSE(fs::exists(run("full") / "results.h5"));

  EXPECT_EQ(semh("run " + words).exit_code, 0);
  expect_same(run("full"), expected);
  expect_no_leftovers(run("full"));
}

TEST_F(Promise04FullDisk, IsSaidOfASmallDiskWhileBatchesAreSaved) {
  const fs::path disk = folder_ / "disk";
  fs::create_directory(disk);
  const std::string mount = "mount -t tmpfs -o size=256k none '" + disk.string() + "' 2>/dev/null";
  if (std::system(mount.c_str()) != 0)
    GTEST_SKIP() << "NOT TESTED: no right to mount a small disk here";
  const std::string words = "run " + small + " --replications 200 --batch 5 -o disk/run";
  const Answer refused = semh(words);
  const Answer full = semh(words + " --force");
  const Answer still_full = semh(words + " --force");
  EXPECT_EQ(std::system(("mount -o remount,size=64m '" + disk.string() + "'").c_str()), 0);
  const Answer whole = semh(words);
  const auto files = files_of(disk / "run");
  EXPECT_EQ(std::system(("umount '" + disk.string() + "'").c_str()), 0);

  EXPECT_EQ(refused.exit_code, 5);
  EXPECT_THAT(refused.err, AllOf(HasSubstr("the run needs about"), HasSubstr("are free")));
  EXPECT_EQ(full.exit_code, 5);
  EXPECT_THAT(full.err, AllOf(HasSubstr("No space left on device"),
                              HasSubstr("of 200 replications are saved"),
                              HasSubstr("are needed for the rest")));
  EXPECT_EQ(still_full.exit_code, 5);
  EXPECT_EQ(whole.exit_code, 0) << whole.err;
  EXPECT_TRUE(files == reference(small + " --replications 200 -q"));
}

TEST_F(Promise04FullDisk, IsSaidOfStandardOutputToo) {
  const int status = std::system(("cd '" + folder_.string() + "' && '" SEMH_BINARY "' run " +
                                  small + " --replications 3 -o run >/dev/full 2>stderr")
                                     .c_str());
  EXPECT_EQ(WEXITSTATUS(status), 5);
  EXPECT_THAT(contents(folder_ / "stderr"), HasSubstr("cannot write to standard output"));
  EXPECT_TRUE(fs::exists(run("run") / "MANIFEST.sha256")) << "the results themselves are whole";
}

TEST_F(Promise05SpaceIsEstimated, BeforeAnythingIsSimulated) {
  const std::string words =
      "run " + rotherham + "*.toml --weekly --replications 1000000 --threads 1 -o huge";
  const auto began = steady_clock::now();
  const Answer answer = semh(words);
  if (answer.exit_code == -1) GTEST_FAIL();
  EXPECT_EQ(answer.exit_code, 5);
  EXPECT_THAT(answer.err, AllOf(HasSubstr("the run needs about"), HasSubstr("GB in huge"),
                                HasSubstr("are free"), HasSubstr("--force")));
  EXPECT_LT(steady_clock::now() - began, std::chrono::seconds(30));
  EXPECT_TRUE(left_behind().empty());
}

TEST_F(Promise06PlaceThatCannotBeWritten, IsSaidBeforeAnythingIsSimulated) {
  write("file", "mine");
  for (const char* place : {"missing/run", "file", "file/run", "/dev/full", "/proc/run"}) {
    const Answer answer = semh("run " + small + " --replications 1000000 -o " + place);
    EXPECT_EQ(answer.exit_code, 3) << place << answer.err;
    EXPECT_THAT(answer.err, HasSubstr(place));
  }
  EXPECT_EQ(left_behind(), std::vector<std::string>{"file"});
  EXPECT_EQ(contents(folder_ / "file"), "mine");
}

TEST_F(Promise06PlaceThatCannotBeWritten, IsSaidOfAReadOnlyFolderToo) {
  if (geteuid() == 0 && std::system("setpriv --reuid=65534 --clear-groups true 2>/dev/null") != 0)
    GTEST_SKIP() << "NOT TESTED: root may write anywhere, and setpriv cannot step down";
  const std::string user = geteuid() == 0 ? "setpriv --reuid=65534 --clear-groups " : "";
  if (std::system((user + "test -x '" SEMH_BINARY "'").c_str()) != 0 ||
      std::system((user + "test -r '" + small + "'").c_str()) != 0)
    GTEST_SKIP() << "NOT TESTED: this build may not be run by another user";
  fs::create_directory(folder_ / "locked");
  fs::permissions(folder_ / "locked", fs::perms::owner_read | fs::perms::owner_exec |
                                          fs::perms::others_read | fs::perms::others_exec);
  fs::permissions(folder_, fs::perms::others_read | fs::perms::others_exec, fs::perm_options::add);
  for (const char* place : {"locked", "locked/run"}) {
    const std::string command = "cd '" + folder_.string() + "' && " + user +
                                "'" SEMH_BINARY "' run " + small + " --replications 1000000 -o " +
                                place + " 2>stderr >stdout";
    EXPECT_EQ(WEXITSTATUS(std::system(command.c_str())), 3);
    EXPECT_THAT(contents(folder_ / "stderr"),
                AllOf(HasSubstr("Permission denied"), HasSubstr(place)));
  }
  EXPECT_TRUE(fs::is_empty(folder_ / "locked"));
}

TEST_F(Promise07WholeOrNotAtAll, IsTrueOfEveryResultWheneverTheRunIsKilled) {
  const std::string words = "run " + small + " --replications 30 --threads 1 -q -o killed";
  const auto expected = reference(small + " --replications 30 --threads 1 -q");
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
  const auto expected = reference(small + " --replications 20 -q");
  const std::string command = "cd '" + folder_.string() +
                              "' && ulimit -f 200 && '" SEMH_BINARY "' run " + small +
                              " --replications 60 --batch 5 -o reference 2>stderr";
  EXPECT_EQ(WEXITSTATUS(std::system(("bash -c \"" + command + "\" >/dev/null").c_str())), 5);

  expect_same(run("reference"), expected);
  EXPECT_EQ(semh("verify reference").exit_code, 0);
  EXPECT_EQ(batches_of(run("reference")).size(), 1U + 8U) << "and what is new has been saved";
}

TEST_F(Promise08OldResultSurvives, AKillWhileTheNewOneIsPutInPlace) {
  const auto expected = reference(small + " --replications 20 -q");
  // As a run leaves it that was killed half-way through the exchange.
  fs::create_directory(run("reference") / ".old");
  fs::create_directory(run("reference") / ".new");
  for (const char* name : {"MANIFEST.sha256", "results.h5", "chances.csv"})
    fs::rename(run("reference") / name, run("reference") / ".old" / name);
  std::ofstream(run("reference") / "chances.csv") << "new";
  std::ofstream(run("reference") / ".new" / "results.h5") << "new";

  EXPECT_EQ(semh("verify reference").exit_code, 3) << "it is unfinished";
  EXPECT_EQ(semh("run " + small + " --seed 9 -o reference").exit_code, 2) << "whatever comes next";
  expect_same(run("reference"), expected);
  expect_no_leftovers(run("reference"));
}

TEST_F(Promise09OneWriter, RefusesTheSecondAndSaysWhoTheFirstIs) {
  const pid_t first = begin("run " + small + " --replications 100000 --batch 20 -o shared");
  wait_for_batches(run("shared"), 1);
  for (const std::string& words :
       {"run " + small + " -o shared", "run " + small + " -o shared --discard"}) {
    const Answer second = semh(words);
    EXPECT_EQ(second.exit_code, 4);
    EXPECT_THAT(second.err,
                AllOf(HasSubstr("another run (process " + std::to_string(first) + " on host "),
                      HasSubstr(" since 20"), HasSubstr("is writing to shared")));
  }
  kill(first, SIGKILL);
  ended(first);

  EXPECT_TRUE(fs::exists(run("shared") / ".lock"));
  EXPECT_EQ(semh("run " + small + " --replications 20 -o shared").exit_code, 0)
      << "a lock that was left behind stops nobody";
}

TEST_F(Promise10DamagedBatch, IsNamedAndRunAgain) {
  const auto expected = reference(small + " --replications 40 -q");
  const std::string words = "run " + small + " --replications 40 --threads 1 --batch 10 -o damaged";
  ASSERT_EQ(semh(words).exit_code, 0);
  const auto batches = batches_of(run("damaged"));
  ASSERT_EQ(batches.size(), 4U);
  std::string bytes = contents(batches[1]);
  bytes[bytes.size() / 2] = static_cast<char>(bytes[bytes.size() / 2] ^ 1);
  std::ofstream(batches[1], std::ios::binary) << bytes;
  fs::resize_file(batches[2], 100);
  std::ofstream(batches[3], std::ios::trunc).close();
  // From another scenario or another version of the model: another key.
  ASSERT_EQ(semh("run " + small + " --replications 5 --seed 2 -o other").exit_code, 0);
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
  ASSERT_EQ(semh("run " + small + " --replications 2 -o run").exit_code, 0);
  const auto refused = [&](const std::string& words, const std::string& reason) {
    const Answer answer = semh("run " + words + " --replications 2 -o run");
    EXPECT_EQ(answer.exit_code, 2) << words;
    EXPECT_THAT(answer.err, HasSubstr("run: holds a run " + reason));
  };
  refused(small + " --seed 12", "of another seed (1 -> 12)");
  refused(small + " --weekly", "without weekly series");
  refused(small + " --shard 1/2", "that is the whole of it, not shard 1 of 2");
  refused(rotherham + "history.toml", "of other scenarios (synthetic_borough -> history)");

  std::string record = contents(run("run") / "run.toml");
  const std::size_t model = record.find("model = \"") + 9;
  std::ofstream(run("run") / "run.toml") << record.replace(model, 8, "00000000");
  refused(small, "by another version of the model (00000000 -> ");
  std::ofstream(run("run") / "run.toml") << "seed = 1";
  EXPECT_THAT(semh("run " + small + " -o run").err, HasSubstr("its run.toml is damaged"));
}

TEST_F(Promise11ChangedScenario, LeavesFilesThatAreNotOfTheRun) {
  ASSERT_EQ(semh("run " + small + " --replications 2 -o run").exit_code, 0);
  write("run/notes.txt", "mine");
  write("run/batches/notes.txt", "mine");
  EXPECT_EQ(semh("run " + small + " --replications 2 --seed 2 -o run --discard").exit_code, 0);
  EXPECT_EQ(contents(run("run") / "notes.txt"), "mine");
  EXPECT_EQ(contents(run("run") / "batches/notes.txt"), "mine");
}

TEST_F(Promise12StopsWhenAsked, AtAnyTimeWithinTwoSeconds) {
  const std::string words = small + " --replications 150 --threads 2";
  std::mt19937 random(12);
  int stopped = 0;
  for (int time = 0; time < (sanitized ? 5 : 20); ++time) {
    const int signal = std::vector{SIGINT, SIGTERM, SIGHUP}[static_cast<std::size_t>(time % 3)];
    const std::string name = std::to_string(time);
    const pid_t child = begin("run " + words + " --batch 7 -o stopped", name);
    if (time == 0) {
      wait_for_batches(run("stopped"), 1);
    } else {
      const auto deadline = steady_clock::now() + std::chrono::seconds(20);
      while (said_by(name).empty() && steady_clock::now() < deadline)
        std::this_thread::sleep_for(milliseconds(1));
    }
    std::this_thread::sleep_for(milliseconds(random() % 20));
    kill(child, signal);
    const Ended end = ended(child);
    EXPECT_LT(end.seconds, sanitized ? 10.0 : 2.0);
    if (end.exit_code == 0) continue;  // It was done before.
    ++stopped;
    EXPECT_EQ(end.exit_code, signal == SIGINT ? 130 : 143);
    EXPECT_THAT(said_by(name), AllOf(HasSubstr(" of 150 replications are saved in stopped"),
                                     HasSubstr("Run the same command again to continue.")));
  }
  EXPECT_GT(stopped, 0);
  const auto expected = reference(words);
  EXPECT_EQ(semh("run " + words + " -o stopped").exit_code, 0);
  expect_same(run("stopped"), expected);
}

TEST_F(Promise12StopsWhenAsked, AndSavesEverythingThatIsDone) {
  const pid_t child = begin("run " + small + " --replications 100000 --threads 2 -o stopped");
  wait_for_batches(run("stopped"), 1);
  std::this_thread::sleep_for(milliseconds(200));
  kill(child, SIGTERM);
  EXPECT_EQ(ended(child).exit_code, 143);
  const std::string said = said_by("run");
  const std::size_t at = said.find("Stopped: ");
  ASSERT_NE(at, std::string::npos);
  const std::string number = said.substr(at + 9, said.find(" of 100,000", at) - at - 9);
  EXPECT_THAT(semh("verify stopped").err, HasSubstr("is unfinished: " + number + " replications"));
}

TEST_F(Promise12StopsWhenAsked, AtOnceWhenAskedAgain) {
  const pid_t child =
      begin("run " + rotherham + "as_planned_2018.toml --replications 100000 --threads 1 -o run");
  while (!fs::exists(run("run") / "batches")) std::this_thread::sleep_for(milliseconds(1));
  std::this_thread::sleep_for(milliseconds(300));
  kill(child, SIGSTOP);  // So that it cannot end between the two.
  kill(child, SIGINT);
  kill(child, SIGCONT);
  std::this_thread::sleep_for(milliseconds(1));
  kill(child, SIGINT);  // The same request, twice: wrappers do that.
  const Ended once = ended(child);
  EXPECT_EQ(once.exit_code, 130);
  EXPECT_THAT(said_by("run"), HasSubstr("replications are saved in run"));
}

TEST_F(Promise12StopsWhenAsked, ButNotByAHangupItWasToldToIgnore) {
  const pid_t child =
      begin("run " + small + " --replications 300 --threads 1 --batch 30 -o run", "run", true);
  wait_for_batches(run("run"), 1);
  kill(child, SIGHUP);
  EXPECT_EQ(ended(child).exit_code, 0);
}

TEST_F(Promise12StopsWhenAsked, ButNotByAReaderWhoHasSeenEnough) {
  const std::string command = "cd '" + folder_.string() + "' && '" SEMH_BINARY "' run " + small +
                              " --replications 20 -o run 2>stderr | true";
  EXPECT_EQ(std::system(command.c_str()), 0);
  EXPECT_EQ(semh("verify run").exit_code, 0);
}

TEST_F(Promise13ResultsProveThemselves, WhicheverOfThemIsDamaged) {
  const auto whole = reference(small + " --replications 5 -q");
  EXPECT_EQ(semh("verify reference").exit_code, 0);
  EXPECT_THAT(semh("verify reference").out, HasSubstr("17 files as they were written"));
  for (const auto& [name, bytes] : whole) {
    std::string damaged = bytes;
    damaged[damaged.size() / 3] = static_cast<char>(damaged[damaged.size() / 3] ^ 4);
    std::ofstream(run("reference") / name, std::ios::binary) << damaged;
    const Answer answer = semh("verify reference");
    EXPECT_EQ(answer.exit_code, 3) << name;
    if (name != "MANIFEST.sha256") {  // Damage to that may show as damage to another.
      EXPECT_THAT(answer.err, HasSubstr("reference/" + name + " is not as it was written"));
    }
    std::ofstream(run("reference") / name, std::ios::binary) << bytes;
  }
  EXPECT_EQ(semh("verify reference").exit_code, 0);
}

TEST_F(Promise13ResultsProveThemselves, AndWhatIsMissingOrTooMuchIsNamed) {
  reference(small + " --replications 5 -q");
  fs::remove(run("reference") / "chances.csv");
  write("reference/extra.csv", "1");
  const Answer answer = semh("verify reference");
  EXPECT_EQ(answer.exit_code, 3);
  EXPECT_THAT(answer.err,
              AllOf(HasSubstr("chances.csv is missing"), HasSubstr("extra.csv is not of this run"),
                    HasSubstr("2 files to mend")));
}

TEST_F(Promise13ResultsProveThemselves, AndAManifestIsNotBelievedEither) {
  reference(small + " --replications 5 -q");
  const fs::path manifest = run("reference") / "MANIFEST.sha256";
  const std::string digest(64, 'a');
  for (const std::string& line : {digest + "  ../../etc/passwd\n", digest + "  /etc/passwd\n",
                                  digest + "  ..\n", digest + "  a\x1b[2J\n", digest + " a\n",
                                  std::string("a\n"), digest + "  a", std::string()}) {
    std::ofstream(manifest, std::ios::binary) << line;
    const Answer answer = semh("verify reference");
    EXPECT_EQ(answer.exit_code, 3) << line;
    EXPECT_THAT(answer.err, AllOf(HasSubstr("MANIFEST.sha256"), Not(HasSubstr("\x1b"))));
  }
  fs::remove(run("reference") / "results.h5");
  ASSERT_EQ(mkfifo((run("reference") / "results.h5").c_str(), 0600), 0);
  std::ofstream(manifest, std::ios::binary) << digest + "  results.h5\n";
  EXPECT_THAT(semh("verify reference").err, HasSubstr("results.h5 is not as it was written"));
}

TEST_F(Promise13ResultsProveThemselves, AndAFolderOfNoRunIsSaidToBeNone) {
  EXPECT_EQ(semh("verify missing").exit_code, 3);
  EXPECT_EQ(semh("verify .").exit_code, 3);
}

TEST_F(Promise14OutOfMemory, IsSaidPlainlyAndLosesNothing) {
  if (sanitized)
    GTEST_SKIP() << "NOT TESTED: a sanitizer takes more address space than can be limited";
  const std::string words = small + " --replications 40 --threads 2 --batch 5 -q -o run";
  const auto expected = reference(small + " --replications 40 -q");
  std::size_t ran_out = 0;
  for (int megabytes = 24; megabytes <= 400; megabytes += 8) {
    const std::string command = "cd '" + folder_.string() + "' && ulimit -c 0 && ulimit -v " +
                                std::to_string(megabytes * 1024) + " && '" SEMH_BINARY "' run " +
                                words + " >stdout 2>stderr";
    const int status = std::system(("bash -c \"" + command + "\"").c_str());
    const int exit_code = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
    const std::string said = contents(folder_ / "stderr");
    EXPECT_THAT(said, Not(HasSubstr("terminate"))) << megabytes;
    if (exit_code == 127) continue;  // Not even its libraries could be loaded.
    EXPECT_THAT(exit_code, testing::AnyOf(0, 5)) << megabytes << " MB: " << said;
    ran_out += exit_code == 5 ? 1U : 0U;
    if (exit_code == 0) break;
  }
  EXPECT_GT(ran_out, 0U);
  EXPECT_EQ(semh("run " + words).exit_code, 0);
  expect_same(run("run"), expected);
}

TEST_F(Promise16SameBytes, FromAnyNumberOfThreadsAndAnySizeOfBatch) {
  const auto expected = reference(small + " --replications 24 --threads 1 -q");
  for (const char* way : {"--threads 2 --batch 1", "--threads 3 --batch 5",
                          "--threads 8 --batch 24", "--threads 1 --batch 1000"}) {
    ASSERT_EQ(semh("run " + small + " --replications 24 -o other --discard " + way).exit_code, 0);
    expect_same(run("other"), expected);
  }
}

TEST_F(Promise16SameBytes, FromAnyDivisionIntoShards) {
  const auto expected = reference(small + " --replications 5 --first-replication 2 --weekly -q");
  const std::string printed = contents(folder_ / "stdout");
  for (const int shards : {1, 3, 7}) {
    std::string folders;
    for (int shard = shards; shard >= 1; --shard) {
      const std::string name = "part" + std::to_string(shard) + "of" + std::to_string(shards);
      ASSERT_EQ(semh("run " + small + " --replications 5 --first-replication 2 --weekly --shard " +
                     std::to_string(shard) + "/" + std::to_string(shards) + " -o " + name)
                    .exit_code,
                0);
      EXPECT_EQ(semh("verify " + name).exit_code, 0);
      folders += " " + name;
    }
    const Answer merged = semh("merge" + folders + " -q -o merged --discard");
    EXPECT_EQ(merged.exit_code, 0) << merged.err;
    EXPECT_TRUE(merged.out == printed);
    expect_same(run("merged"), expected);
  }
  EXPECT_THAT(
      semh("run " + small + " --replications 5 --first-replication 2 --weekly -o merged").err,
      HasSubstr("Continuing merged: 5 of 5"));
}

class Merge : public RunFolder {
 protected:
  void shard(const std::string& part, const std::string& name,
             const std::string& more = "--replications 8") const {
    const Answer answer = semh("run " + small + " --shard " + part + " -o " + name + " " + more);
    ASSERT_EQ(answer.exit_code, 0) << answer.err;
    EXPECT_TRUE(answer.out.empty());
  }
  void expect_refused(const std::string& folders, const std::string& reason) const {
    const Answer answer = semh("merge " + folders + " -o merged");
    EXPECT_EQ(answer.exit_code, 2) << answer.err;
    EXPECT_THAT(answer.err, HasSubstr(reason));
    EXPECT_FALSE(fs::exists(run("merged")));
  }
};

TEST_F(Merge, SaysWhichShardsAreMissingOrGivenTwice) {
  shard("1/4", "a");
  shard("3/4", "c");
  shard("3/4", "d");
  expect_refused("a c", "shards 2, 4 of 4: are missing");
  expect_refused("a c d", "c and d: overlap: both are shard 3 of 4");
}

TEST_F(Merge, SaysWhichShardsAreNotOfTheSameRun) {
  shard("1/2", "a");
  shard("2/2", "seed", "--replications 8 --seed 5");
  shard("2/3", "third");
  shard("2/2", "weekly", "--replications 8 --weekly");
  shard("2/2", "longer", "--replications 9");
  std::ofstream(folder_ / "other.toml") << contents(small);
  ASSERT_EQ(semh("run other.toml --replications 8 --shard 2/2 -o scenario").exit_code, 0);
  expect_refused("a seed", "a and seed: must be shards of one run; the second is of another seed");
  expect_refused("a third", "must be of one division; they are shard 1 of 2 and shard 2 of 3");
  expect_refused("a weekly", "the second is with weekly series");
  expect_refused("a scenario", "the second is of other scenarios");
  expect_refused("a longer", "must be asked for the same replications, not 8 from 0 and 9 from 0");
}

TEST_F(Merge, SaysWhichFoldersAreNoFinishedShards) {
  shard("1/2", "a");
  shard("2/2", "b");
  reference(small + " --replications 8 -q");
  expect_refused("a reference", "reference: holds a whole run, not a shard");
  fs::create_directory(folder_ / "empty");
  expect_refused("a empty", "empty: does not hold a run");
  write("b/shard.toml", "replications = 1");
  expect_refused("a b", "b/shard.toml: is missing or not as it was written");
  fs::remove(run("b") / "MANIFEST.sha256");
  expect_refused("a b", "b: shard 2 of 2 is unfinished");
}

TEST_F(Merge, SimulatesWhatADamagedBatchHasLost) {
  const auto expected = reference(small + " --replications 8 -q");
  shard("1/2", "a");
  shard("2/2", "b");
  fs::resize_file(batches_of(run("b")).front(), 50);
  const Answer merged = semh("merge a b -o merged");
  EXPECT_EQ(merged.exit_code, 0);
  EXPECT_THAT(merged.err, HasSubstr("is damaged; its replications are simulated again"));
  expect_same(run("merged"), expected);
}

}  // namespace
