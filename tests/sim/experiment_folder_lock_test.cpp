#include <filesystem>
#include <optional>
#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "sim/experiment/disk.h"
#include "sim/experiment/folder_lock.h"
#include "tests/output/temporary_folder.h"

namespace {

namespace fs = std::filesystem;

TEST(FolderLock, LetsOneInAtATimeAndTellsTheOtherWhoItIs) {
  const TemporaryFolder folder;
  std::optional<sim::FolderLock> first(std::in_place, folder.path(), "process 7");
  try {
    const sim::FolderLock second(folder.path(), "process 8");
    ADD_FAILURE() << "two writers";
  } catch (const sim::FolderInUse& error) {
    EXPECT_EQ(std::string(error.what()), "another run (process 7) is writing to " +
                                             folder.path().string() +
                                             "; wait for it, or choose another folder");
  }
  first.reset();
  EXPECT_NO_THROW(sim::FolderLock(folder.path(), "process 9"));
  EXPECT_EQ(bytes_of(folder.path() / ".lock"), "process 9");
}

TEST(FolderLock, IsNotHeldByAFileThatWasLeftBehind) {
  const TemporaryFolder folder;
  sim::write_whole_file(folder.path() / ".lock", "a much longer name of somebody who is gone");
  EXPECT_NO_THROW(sim::FolderLock(folder.path(), "me"));
  EXPECT_EQ(bytes_of(folder.path() / ".lock"), "me");
}

TEST(FolderLock, ShowsOnlyWhatCanBeShownOfTheOther) {
  const TemporaryFolder folder;
  const sim::FolderLock first(folder.path(), "evil\x1b[2J\n\xff");
  try {
    const sim::FolderLock second(folder.path(), "");
    ADD_FAILURE() << "two writers";
  } catch (const sim::FolderInUse& error) {
    EXPECT_THAT(error.what(), testing::HasSubstr("another run (evil[2J) is"));
  }
}

TEST(FolderLock, DoesNotFollowALink) {
  const TemporaryFolder folder;
  sim::write_whole_file(folder.path() / "precious", "kept");
  fs::create_symlink("precious", folder.path() / ".lock");
  EXPECT_THROW(sim::FolderLock(folder.path(), "me"), fs::filesystem_error);
  EXPECT_EQ(bytes_of(folder.path() / "precious"), "kept");
}

TEST(FolderLock, NeedsTheFolder) {
  const TemporaryFolder folder;
  EXPECT_THROW(sim::FolderLock(folder.path() / "missing", "me"), fs::filesystem_error);
}

}  // namespace
