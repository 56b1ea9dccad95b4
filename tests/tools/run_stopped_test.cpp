// How a run ends that cannot go on: asked to stop, without room, without memory, without a place.
#include "tests/tools/run_folder.h"

namespace {

using Promise04FullDisk = RunFolder;
using Promise05SpaceIsEstimated = RunFolder;
using Promise06PlaceThatCannotBeWritten = RunFolder;
using Promise12StopsWhenAsked = RunFolder;
using Promise14OutOfMemory = RunFolder;

TEST_F(Promise04FullDisk, IsSaidPlainlyAndLosesNothing) {
  const std::string words =
      small_borough + " --replications " + lasting(60) + " --threads 1 --batch 5 -q -o full";
  const auto expected = reference(small_borough + " --replications " + lasting(60) + " -q");
  const std::string command = "cd '" + folder_.string() +
                              "' && ulimit -f 60 && '" SEMH_BINARY "' run " + words +
                              " >stdout 2>stderr";
  const int status = std::system(("bash -c \"" + command + "\"").c_str());

  EXPECT_EQ(WEXITSTATUS(status), 5);
  EXPECT_THAT(
      contents(folder_ / "stderr"),
      AllOf(HasSubstr("File too large"),
            HasSubstr(lasting(60) + " of " + lasting(60) + " replications are saved in full"),
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
  const std::string mount = "mount -t tmpfs -o size=128k none '" + disk.string() + "' 2>/dev/null";
  if (std::system(mount.c_str()) != 0)
    GTEST_SKIP() << "NOT TESTED: no right to mount a small disk here";
  const std::string words =
      "run " + small_borough + " --replications " + lasting(60) + " --batch 5 -o disk/run";
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
                              HasSubstr("of " + lasting(60) + " replications are saved"),
                              HasSubstr("are needed for the rest")));
  EXPECT_EQ(still_full.exit_code, 5);
  EXPECT_EQ(whole.exit_code, 0) << whole.err;
  EXPECT_TRUE(files == reference(small_borough + " --replications " + lasting(60) + " -q"));
}

TEST_F(Promise04FullDisk, IsSaidOfStandardOutputToo) {
  const int status = std::system(("cd '" + folder_.string() + "' && '" SEMH_BINARY "' run " +
                                  small_borough + " --replications 3 -o run >/dev/full 2>stderr")
                                     .c_str());
  EXPECT_EQ(WEXITSTATUS(status), 5);
  EXPECT_THAT(contents(folder_ / "stderr"), HasSubstr("cannot write to standard output"));
  EXPECT_TRUE(fs::exists(run("run") / "MANIFEST.sha256")) << "the results themselves are whole";
}

TEST_F(Promise05SpaceIsEstimated, BeforeAnythingIsSimulated) {
  if (fs::space(folder_).available > std::uintmax_t{900'000'000'000})
    GTEST_SKIP() << "NOT TESTED: this disk has room for whatever can be asked for";
  const std::string words = "run $(grep -l '^extends = ' " + rotherham +
                            "*.toml) --weekly --replications 1000000 --threads 1";
  const auto began = steady_clock::now();
  const Answer answer = semh(words);
  EXPECT_EQ(answer.exit_code, 5);
  EXPECT_THAT(answer.err, AllOf(HasSubstr("the run needs about"), HasSubstr("GB in out/"),
                                HasSubstr("are free"), HasSubstr("--force")));
  EXPECT_LT(steady_clock::now() - began, std::chrono::seconds(30));
  EXPECT_TRUE(left_behind().empty());
}

TEST_F(Promise06PlaceThatCannotBeWritten, IsSaidBeforeAnythingIsSimulated) {
  write("file", "mine");
  for (const char* place : {"missing/run", "file", "file/run", "/dev/full", "/proc/run"}) {
    const Answer answer = semh("run " + small_borough + " --replications 1000000 -o " + place);
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
      std::system((user + "test -r '" + small_borough + "'").c_str()) != 0)
    GTEST_SKIP() << "NOT TESTED: this build may not be run by another user";
  fs::create_directory(folder_ / "locked");
  fs::permissions(folder_ / "locked", fs::perms::owner_read | fs::perms::owner_exec |
                                          fs::perms::others_read | fs::perms::others_exec);
  fs::permissions(folder_, fs::perms::others_read | fs::perms::others_exec, fs::perm_options::add);
  for (const char* place : {"locked", "locked/run"}) {
    const std::string command = "cd '" + folder_.string() + "' && " + user +
                                "'" SEMH_BINARY "' run " + small_borough +
                                " --replications 1000000 -o " + place + " 2>stderr >stdout";
    EXPECT_EQ(WEXITSTATUS(std::system(command.c_str())), 3);
    EXPECT_THAT(contents(folder_ / "stderr"),
                AllOf(HasSubstr("Permission denied"), HasSubstr(place)));
  }
  EXPECT_TRUE(fs::is_empty(folder_ / "locked"));
}

TEST_F(Promise12StopsWhenAsked, AtAnyTimeWithinTwoSeconds) {
  const std::string words = small_borough + " --replications " + lasting(150) + " --threads 2";
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
    EXPECT_THAT(said_by(name),
                AllOf(HasSubstr(" of " + lasting(150) + " replications are saved in stopped"),
                      HasSubstr("Run the same command again to continue.")));
  }
  EXPECT_GT(stopped, 0);
  const auto expected = reference(words);
  EXPECT_EQ(semh("run " + words + " -o stopped").exit_code, 0);
  expect_same(run("stopped"), expected);
}

TEST_F(Promise12StopsWhenAsked, AndSavesEverythingThatIsDone) {
  const pid_t child =
      begin("run " + small_borough + " --replications 100000 --threads 2 -o stopped");
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

/// Options of so many pupils that one replication of all of them takes longer than anybody waits.
class Promise12StopsALongReplication : public RunFolder {
 protected:
  pid_t begin_long(const std::string& name) const {
    fs::copy_file(small_borough, folder_ / "synthetic_borough.toml",
                  fs::copy_options::skip_existing);
    std::string options;
    for (int option = 0; option < 8; ++option) {  // No two alike: nothing is simulated for both.
      const std::string file = "option_" + std::to_string(option) + ".toml";
      std::ofstream(folder_ / file)
          << "extends = \"synthetic_borough.toml\"\n"
             "[population]\n"
             "intake = { value = 100000, unit = \"pupils\", source = \"a test\" }\n"
             "[fixed_term_exclusions]\n"
             "contagion = { value = 0."
          << option + 1 << ", unit = \"repeats per exclusion\", source = \"a test\" }\n";
      options += " " + file;
    }
    const pid_t child = begin("run" + options + " --threads 1 -o " + name, name);
    const auto deadline = steady_clock::now() + std::chrono::seconds(60);
    while (!fs::exists(run(name) / "run.toml") && steady_clock::now() < deadline)
      std::this_thread::sleep_for(milliseconds(2));
    std::this_thread::sleep_for(milliseconds(300));
    return child;
  }
};

TEST_F(Promise12StopsALongReplication, WithinTwoSecondsWithoutIt) {
  const pid_t child = begin_long("long");
  kill(child, SIGTERM);
  kill(child, SIGTERM);  // `timeout` asks twice in a row, and means it once.
  const Ended end = ended(child);
  EXPECT_EQ(end.exit_code, 143);
  EXPECT_LT(end.seconds, 2.0);
  EXPECT_THAT(said_by("long"), HasSubstr("Stopped: 0 of 200 replications are saved in long. Run "
                                         "the same command again to continue."));
}

TEST_F(Promise12StopsALongReplication, AtOnceWhenAskedAgain) {
  const pid_t child = begin_long("long");
  kill(child, SIGINT);
  std::this_thread::sleep_for(milliseconds(200));
  kill(child, SIGINT);
  const Ended end = ended(child);
  EXPECT_EQ(end.exit_code, 130);
  EXPECT_LT(end.seconds, 2.0);
  EXPECT_EQ(said_by("long"), "") << "it is ended by the signal itself";
}

TEST_F(Promise12StopsWhenAsked, ButNotByAHangupItWasToldToIgnore) {
  const pid_t child = begin(
      "run " + small_borough + " --replications " + lasting(300) + " --threads 1 --batch 30 -o run",
      "run", true);
  wait_for_batches(run("run"), 1);
  kill(child, SIGHUP);
  EXPECT_EQ(ended(child).exit_code, 0);
}

TEST_F(Promise12StopsWhenAsked, ButNotByAReaderWhoHasSeenEnough) {
  const std::string command = "cd '" + folder_.string() + "' && '" SEMH_BINARY "' run " +
                              small_borough + " --replications 20 -o run 2>stderr | true";
  EXPECT_EQ(std::system(command.c_str()), 0);
  EXPECT_EQ(semh("verify run").exit_code, 0);
}

TEST_F(Promise14OutOfMemory, IsSaidPlainlyAndLosesNothing) {
  if (sanitized)
    GTEST_SKIP() << "NOT TESTED: a sanitizer takes more address space than can be limited";
  const std::string words = small_borough + " --replications 20 --threads 2 --batch 5 -q -o run";
  const auto expected = reference(small_borough + " --replications 20 -q");
  std::size_t ran_out = 0;
  std::size_t told_what_is_saved = 0;
  for (int megabytes = 24; megabytes <= 400; megabytes += 16) {
    const std::string command = "cd '" + folder_.string() + "' && ulimit -c 0 && ulimit -v " +
                                std::to_string(megabytes * 1024) + " && '" SEMH_BINARY "' run " +
                                words + " >stdout 2>stderr";
    const int status = std::system(("bash -c \"" + command + "\"").c_str());
    const int exit_code = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
    const std::string said = contents(folder_ / "stderr");
    EXPECT_THAT(said, Not(HasSubstr("terminate"))) << megabytes;
    if (exit_code == 127) continue;  // Not even its libraries could be loaded.
    EXPECT_THAT(exit_code, testing::AnyOf(0, 5)) << megabytes << " MB: " << said;
    if (exit_code == 5) {
      ++ran_out;
      EXPECT_THAT(
          said, AllOf(HasSubstr("semh: "), testing::ContainsRegex("memory ran out|Cannot allocate "
                                                                  "memory|temporarily unavail")))
          << megabytes;
      told_what_is_saved +=
          said.find("replications are saved in run. Run the same command again") !=
          std::string::npos;
    }
    if (exit_code == 0) break;
  }
  EXPECT_GT(ran_out, 0U);
  EXPECT_GT(told_what_is_saved, 0U);
  EXPECT_EQ(semh("run " + words).exit_code, 0);
  expect_same(run("run"), expected);
}

}  // namespace
