// What proves results, and how many machines make the same ones.
#include "tests/tools/run_folder.h"

namespace {

using Promise13ResultsProveThemselves = RunFolder;
using Promise16SameBytes = RunFolder;

TEST_F(Promise13ResultsProveThemselves, WhicheverOfThemIsDamaged) {
  const auto whole = reference(small_borough + " --replications 5 -q");
  EXPECT_EQ(semh("verify reference").exit_code, 0);
  EXPECT_THAT(semh("verify reference").out, HasSubstr("18 files as they were written"));
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
  reference(small_borough + " --replications 5 -q");
  fs::remove(run("reference") / "chances.csv");
  write("reference/extra.csv", "1");
  const Answer answer = semh("verify reference");
  EXPECT_EQ(answer.exit_code, 3);
  EXPECT_THAT(answer.err,
              AllOf(HasSubstr("chances.csv is missing"), HasSubstr("extra.csv is not of this run"),
                    HasSubstr("2 files to mend")));
}

TEST_F(Promise13ResultsProveThemselves, AndAManifestIsNotBelievedEither) {
  reference(small_borough + " --replications 5 -q");
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

TEST_F(Promise13ResultsProveThemselves, BeforeAnyLibraryOpensAFile) {
  if (sanitized) GTEST_SKIP() << "NOT TESTED: a sanitizer must be loaded first";
  reference(small_borough + " --replications 5 -q");
  const fs::path series = run("reference") / "results.h5";
  const std::string whole = contents(series);
  std::string damaged = whole;
  damaged[damaged.size() / 2] = static_cast<char>(damaged[damaged.size() / 2] ^ 1);
  std::ofstream(series, std::ios::binary) << damaged;
  // No TOML at all, nor what its parser would say of it.
  const std::string record = contents(run("reference") / "run.toml");
  write("reference/run.toml", "[[[\xff");

  setenv("LD_PRELOAD", NO_HDF5, 1);
  const Answer answer = semh("verify reference");
  const Answer control = semh("run " + small_borough + " --replications 5 -q -o other");
  unsetenv("LD_PRELOAD");

  EXPECT_EQ(control.exit_code, 77) << "whoever makes results does reach the library";
  EXPECT_EQ(answer.exit_code, 3) << answer.err;
  EXPECT_THAT(answer.err, AllOf(HasSubstr("results.h5 is not as it was written"),
                                HasSubstr("run.toml is not as it was written"),
                                Not(HasSubstr("run.toml:")), HasSubstr("2 files to mend")));
  std::ofstream(series, std::ios::binary) << whole;
  write("reference/run.toml", record);
  EXPECT_EQ(semh("verify reference").exit_code, 0);
}

TEST_F(Promise13ResultsProveThemselves, HoweverLargeTheyAre) {
  if (sanitized)
    GTEST_SKIP() << "NOT TESTED: a sanitizer takes more address space than can be limited";
  reference(small_borough + " --replications 5 -q");
  fs::resize_file(run("reference") / "results.h5", 400'000'000);
  const std::string command = "cd '" + folder_.string() +
                              "' && ulimit -v 200000 && '" SEMH_BINARY
                              "' verify reference "
                              "2>stderr";
  EXPECT_EQ(WEXITSTATUS(std::system(("bash -c \"" + command + "\"").c_str())), 3);
  EXPECT_THAT(contents(folder_ / "stderr"), HasSubstr("results.h5 is not as it was written"));
}

TEST_F(Promise13ResultsProveThemselves, AndAFolderOfNoRunIsSaidToBeNone) {
  EXPECT_EQ(semh("verify missing").exit_code, 3);
  EXPECT_EQ(semh("verify .").exit_code, 3);
}

TEST_F(Promise16SameBytes, FromAnyNumberOfThreadsAndAnySizeOfBatch) {
  const auto expected = reference(small_borough + " --replications 24 --threads 1 -q");
  for (const char* way : {"--threads 2 --batch 1", "--threads 3 --batch 5",
                          "--threads 8 --batch 24", "--threads 1 --batch 1000"}) {
    ASSERT_EQ(
        semh("run " + small_borough + " --replications 24 -o other --discard " + way).exit_code, 0);
    expect_same(run("other"), expected);
  }
}

TEST_F(Promise16SameBytes, FromAnyDivisionIntoShards) {
  const auto expected =
      reference(small_borough + " --replications 5 --first-replication 2 --weekly -q");
  const std::string printed = contents(folder_ / "stdout");
  for (const int shards : {1, 3, 7}) {
    std::string folders;
    for (int shard = shards; shard >= 1; --shard) {
      const std::string name = "part" + std::to_string(shard) + "of" + std::to_string(shards);
      ASSERT_EQ(semh("run " + small_borough +
                     " --replications 5 --first-replication 2 --weekly --shard " +
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
      semh("run " + small_borough + " --replications 5 --first-replication 2 --weekly -o merged")
          .err,
      HasSubstr("Continuing merged: 5 of 5"));
}

class Merge : public RunFolder {
 protected:
  void shard(const std::string& part, const std::string& name,
             const std::string& more = "--replications 8") const {
    const Answer answer =
        semh("run " + small_borough + " --shard " + part + " -o " + name + " " + more);
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
  expect_refused("a c", "of 4 shards, 2, 4: must not be missing");
  expect_refused("a c d", "c and d: overlap: both are shard 3 of 4");
}

TEST_F(Merge, TakesNoShardsOfAnotherModelForThisOnes) {
  shard("1/2", "a");
  shard("2/2", "b");
  for (const std::string name : {"a", "b"}) {
    const std::string other = "cd '" + run(name).string() +
                              "' && sed -i '/^model = /s/[0-9a-f]\\{64\\}/" + std::string(64, '0') +
                              "/' run.toml && sum=$(sha256sum run.toml) && "
                              "sed -i \"s/^[0-9a-f]*  run.toml/$sum/\" MANIFEST.sha256";
    ASSERT_EQ(std::system(other.c_str()), 0);
  }
  expect_refused("a b", "must be of this program's model");
}

TEST_F(Merge, SaysWhichShardsAreNotOfTheSameRun) {
  shard("1/2", "a");
  shard("2/2", "seed", "--replications 8 --seed 5");
  shard("2/3", "third");
  shard("2/2", "weekly", "--replications 8 --weekly");
  shard("2/2", "longer", "--replications 9");
  std::ofstream(folder_ / "other.toml") << contents(small_borough);
  ASSERT_EQ(semh("run other.toml --replications 8 --shard 2/2 -o scenario").exit_code, 0);
  expect_refused("a seed", "a and seed: must be shards of one run; the second is of another seed");
  expect_refused("a third", "must be of one division; they are shard 1 of 2 and shard 2 of 3");
  expect_refused("a weekly", "the second is with weekly series");
  expect_refused("a scenario", "the second is of other scenarios");
  expect_refused("a longer", "must be asked for the same replications, not 0 to 7 and 0 to 8");
}

TEST_F(Merge, SaysWhichFoldersAreNoFinishedShards) {
  shard("1/2", "a");
  shard("2/2", "b");
  reference(small_borough + " --replications 8 -q");
  expect_refused("a reference", "reference: holds a whole run, not a shard");
  fs::create_directory(folder_ / "empty");
  expect_refused("a empty", "empty: does not hold a run");
  write("b/replications.toml", "replications = 1");
  expect_refused("a b", "b/replications.toml: is missing or not as it was written");
  fs::remove(run("b") / "MANIFEST.sha256");
  expect_refused("a b", "b: shard 2 of 2 is unfinished");
}

TEST_F(Merge, LooksForRoomBeforeItBringsAnythingIn) {
  shard("1/2", "a");
  shard("2/2", "b");
  const fs::path disk = folder_ / "disk";
  fs::create_directory(disk);
  const std::string mount = "mount -t tmpfs -o size=128k none '" + disk.string() + "' 2>/dev/null";
  if (std::system(mount.c_str()) != 0)
    GTEST_SKIP() << "NOT TESTED: no right to mount a small disk here";
  const Answer refused = semh("merge a b -o disk/run");
  const bool left = fs::exists(disk / "run");
  const Answer full = semh("merge a b -o disk/run --force");
  const bool begun = fs::exists(disk / "run/run.toml");
  EXPECT_EQ(std::system(("umount '" + disk.string() + "'").c_str()), 0);

  EXPECT_EQ(refused.exit_code, 5);
  EXPECT_THAT(refused.err, AllOf(HasSubstr("the run needs about"), HasSubstr("are free")));
  EXPECT_FALSE(left);
  EXPECT_EQ(full.exit_code, 5);
  EXPECT_THAT(full.err, AllOf(HasSubstr("No space left on device"), HasSubstr("8 of 8 replications "
                                                                              "are saved")));
  EXPECT_TRUE(begun) << "what was brought in is known for whose it is";
}

TEST_F(Merge, SimulatesWhatADamagedBatchHasLost) {
  const auto expected = reference(small_borough + " --replications 8 -q");
  shard("1/2", "a");
  shard("2/2", "b");
  fs::resize_file(batches_of(run("b")).front(), 50);
  const Answer merged = semh("merge a b -o merged");
  EXPECT_EQ(merged.exit_code, 0);
  EXPECT_THAT(merged.err, HasSubstr("is damaged; its replications are simulated again"));
  expect_same(run("merged"), expected);
}

}  // namespace
