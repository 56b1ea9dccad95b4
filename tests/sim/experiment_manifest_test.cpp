#include <filesystem>
#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include "sim/experiment/digest.h"
#include "sim/experiment/disk.h"
#include "sim/experiment/manifest.h"
#include "tests/output/temporary_folder.h"

namespace {

namespace fs = std::filesystem;
using Names = std::vector<std::string>;
using What = sim::ManifestFinding::What;
using testing::HasSubstr;

/// Puts files of these names, each with `text` in it, in place.
void publish(const fs::path& folder, const Names& names, const std::string& text,
             const Names& standing = {}) {
  const fs::path made = sim::begin_publishing(folder);
  for (const std::string& name : names) sim::write_whole_file(made / name, text);
  sim::publish(folder, standing);
}

TEST(Manifest, HoldsTheDigestOfEveryFileInTheFormatOfSha256sum) {
  const TemporaryFolder folder;
  sim::write_whole_file(folder.path() / "standing", "s");
  publish(folder.path(), {"b", "a"}, "text", {"standing"});
  EXPECT_EQ(bytes_of(folder.path() / "MANIFEST.sha256"), sim::sha256("text") + "  a\n" +
                                                             sim::sha256("text") + "  b\n" +
                                                             sim::sha256("s") + "  standing\n");
  EXPECT_EQ(folder.names(), (Names{"MANIFEST.sha256", "a", "b", "standing"}));
}

TEST(Manifest, TellsWhatIsMissingDamagedAndUnexpected) {
  const TemporaryFolder folder;
  publish(folder.path(), {"a", "b", "c"}, "text");
  EXPECT_TRUE(sim::check_manifest(folder.path(), {}).empty());
  fs::remove(folder.path() / "a");
  sim::write_whole_file(folder.path() / "b", "texT");
  sim::write_whole_file(folder.path() / "d", "");
  sim::write_whole_file(folder.path() / "known", "");
  fs::remove(folder.path() / "c");
  fs::create_symlink("/dev/zero", folder.path() / "c");

  const auto found = sim::check_manifest(folder.path(), {"known"});
  ASSERT_EQ(found.size(), 4U);
  EXPECT_TRUE(found[0].what == What::missing && found[0].name == "a");
  EXPECT_TRUE(found[1].what == What::damaged && found[1].name == "b");
  EXPECT_TRUE(found[2].what == What::damaged && found[2].name == "c") << "a link is not followed";
  EXPECT_TRUE(found[3].what == What::unexpected && found[3].name == "d");
}

TEST(Manifest, SaysWhichOfItsLinesCannotBeBelieved) {
  const TemporaryFolder folder;
  const std::string good = std::string(64, '0') + "  name\n";
  for (const std::string& bad :
       {std::string("x"), std::string(64, '0') + "  ../up\n", good.substr(0, 60), good,
        std::string(64, '0') + "  MANIFEST.sha256\n", std::string(64, 'g') + "  name2\n"}) {
    sim::write_whole_file(folder.path() / "MANIFEST.sha256", good + bad);
    try {
      sim::read_manifest(folder.path());
      ADD_FAILURE() << bad;
    } catch (const sim::DamagedManifest& error) {
      EXPECT_THAT(error.what(), HasSubstr("is damaged: line 2 is not"));
    }
  }
  sim::write_whole_file(folder.path() / "MANIFEST.sha256", "");
  EXPECT_THROW(sim::read_manifest(folder.path()), sim::DamagedManifest);
}

TEST(Publish, ReplacesOlderResultsAndRemovesThoseThatAreNoLongerMade) {
  const TemporaryFolder folder;
  publish(folder.path(), {"a", "b"}, "old");
  sim::write_whole_file(folder.path() / "mine", "");
  publish(folder.path(), {"b", "c"}, "new");
  EXPECT_EQ(folder.names(), (Names{"MANIFEST.sha256", "b", "c", "mine"}));
  EXPECT_EQ(bytes_of(folder.path() / "b"), "new");
}

/// As a program leaves the folder that is killed after so many of the steps of an exchange.
void stop_after(const fs::path& folder, int steps) {
  const fs::path made = sim::begin_publishing(folder);
  for (const char* name : {"a", "b"}) sim::write_whole_file(made / name, "new");
  const fs::path old = folder / ".old";
  if (steps-- > 0) fs::create_directory(old);
  for (const char* name : {"MANIFEST.sha256", "a", "b"})
    if (steps-- > 0) fs::rename(folder / name, old / name);
  for (const char* name : {"a", "b"})
    if (steps-- > 0) fs::rename(made / name, folder / name);
}

TEST(Publish, IsTakenBackAfterAKillAtAnyStep) {
  for (int steps = 0; steps <= 6; ++steps) {
    const TemporaryFolder folder;
    publish(folder.path(), {"a", "b"}, "old");
    const std::string manifest = bytes_of(folder.path() / "MANIFEST.sha256");
    stop_after(folder.path(), steps);

    sim::recover_published(folder.path());

    EXPECT_EQ(folder.names(), (Names{"MANIFEST.sha256", "a", "b"})) << steps;
    for (const char* name : {"a", "b"}) EXPECT_EQ(bytes_of(folder.path() / name), "old") << steps;
    EXPECT_EQ(bytes_of(folder.path() / "MANIFEST.sha256"), manifest) << steps;
  }
}

TEST(Publish, StandsOnceItsManifestIsInPlace) {
  const TemporaryFolder folder;
  publish(folder.path(), {"a", "b"}, "old");
  stop_after(folder.path(), 6);
  sim::write_whole_file(folder.path() / "MANIFEST.sha256", "new");

  sim::recover_published(folder.path());

  EXPECT_EQ(bytes_of(folder.path() / "a"), "new");
  EXPECT_EQ(folder.names(), (Names{"MANIFEST.sha256", "a", "b"}));
}

}  // namespace
