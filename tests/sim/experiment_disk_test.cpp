#include <csignal>
#include <cstddef>
#include <filesystem>
#include <string>
#include <string_view>
#include <system_error>
#include <vector>

#include <gtest/gtest.h>
#include <sys/resource.h>
#include <unistd.h>

#include "sim/experiment/disk.h"
#include "tests/output/temporary_folder.h"

namespace {

namespace fs = std::filesystem;
using Names = std::vector<std::string>;

/// The error of writing to `file`, which must fail and must name the file.
std::error_code failure_of(const fs::path& file, const std::string& bytes = "new") {
  try {
    sim::write_whole_file(file, bytes);
  } catch (const std::system_error& error) {
    EXPECT_NE(std::string(error.what()).find(file.string()), std::string::npos) << error.what();
    return error.code();
  }
  ADD_FAILURE() << file << " was written";
  return {};
}

TEST(Disk, HoldsEveryByteUnderItsNameAndNothingElse) {
  const TemporaryFolder folder;
  std::string bytes(3'000'000, 'x');
  bytes[17] = '\0';

  sim::write_whole_file(folder.path() / "result.bin", bytes);

  EXPECT_EQ(bytes_of(folder.path() / "result.bin"), bytes);
  EXPECT_EQ(folder.names(), Names{"result.bin"});
}

TEST(Disk, ReplacesWhatWasThereAndWhatAKilledRunLeft) {
  const TemporaryFolder folder;
  sim::write_whole_file(folder.path() / "result", "a longer old text");
  sim::write_whole_file(folder.path() / ".result.tmp", "left behind");

  sim::write_whole_file(folder.path() / "result", "new");

  EXPECT_EQ(bytes_of(folder.path() / "result"), "new");
  EXPECT_EQ(folder.names(), Names{"result"});
}

TEST(Disk, DoesNotWriteThroughALinkLeftUnderItsTemporaryName) {
  const TemporaryFolder folder;
  sim::write_whole_file(folder.path() / "precious", "kept");
  fs::create_symlink(folder.path() / "precious", folder.path() / ".result.tmp");

  sim::write_whole_file(folder.path() / "result", "new");

  EXPECT_EQ(bytes_of(folder.path() / "precious"), "kept");
}

TEST(Disk, IsReadInPiecesToTheLastByte) {
  const TemporaryFolder folder;
  const fs::path file = folder.path() / "result";
  for (const std::size_t size : {0U, 1U, 65'535U, 65'536U, 65'537U, 300'000U}) {
    std::string bytes(size, 'x');
    if (size > 0) bytes.back() = 'z';
    sim::write_whole_file(file, bytes);
    std::string read;
    sim::read_in_pieces(file, [&](std::string_view piece) {
      EXPECT_LE(piece.size(), 65'536U);
      read += piece;
    });
    EXPECT_EQ(read, bytes);
  }
  EXPECT_THROW(sim::read_in_pieces(folder.path(), [](std::string_view) {}), fs::filesystem_error);
  EXPECT_THROW(sim::read_in_pieces("/dev/zero", [](std::string_view) {}), fs::filesystem_error);
}

TEST(Disk, IsWrittenIntoTheFolderOneIsIn) {
  const TemporaryFolder folder;
  const fs::path before = fs::current_path();
  fs::current_path(folder.path());
  sim::write_whole_file("result", "new");
  fs::current_path(before);
  EXPECT_EQ(folder.names(), Names{"result"});
}

TEST(Disk, SaysThatAFullDeviceIsFull) {
  EXPECT_EQ(failure_of("/dev/full"), std::errc::no_space_on_device);
  EXPECT_TRUE(fs::is_character_file("/dev/full")) << "a device is not replaced by a file";
}

TEST(Disk, LeavesNothingBehindWhenTheDiskRunsOut) {
  const TemporaryFolder folder;
  sim::write_whole_file(folder.path() / "result", "old");
  rlimit before{};
  getrlimit(RLIMIT_FSIZE, &before);
  const auto signal_before = std::signal(SIGXFSZ, SIG_IGN);
  const rlimit little{.rlim_cur = 100'000, .rlim_max = before.rlim_max};
  setrlimit(RLIMIT_FSIZE, &little);

  const std::error_code replacing = failure_of(folder.path() / "result", std::string(200'000, 'x'));
  const std::error_code beginning = failure_of(folder.path() / "other", std::string(200'000, 'x'));
  setrlimit(RLIMIT_FSIZE, &before);
  std::signal(SIGXFSZ, signal_before);

  EXPECT_EQ(replacing, std::errc::file_too_large);
  EXPECT_EQ(beginning, std::errc::file_too_large);
  EXPECT_EQ(folder.names(), Names{"result"});
  EXPECT_EQ(bytes_of(folder.path() / "result"), "old");
}

TEST(Disk, SaysWhyAFolderCannotBeWrittenInto) {
  const TemporaryFolder folder;
  EXPECT_EQ(failure_of(folder.path() / "missing" / "result"), std::errc::no_such_file_or_directory);

  sim::write_whole_file(folder.path() / "file", "");
  EXPECT_EQ(failure_of(folder.path() / "file" / "result"), std::errc::not_a_directory);

  fs::create_directory(folder.path() / "taken");
  EXPECT_EQ(failure_of(folder.path() / "taken"), std::errc::is_a_directory);
  EXPECT_EQ(folder.names(), (Names{"file", "taken"}));
}

TEST(Disk, SaysThatWritingIsNotPermitted) {
  const TemporaryFolder folder;
  fs::permissions(folder.path(), fs::perms::owner_read | fs::perms::owner_exec);
  constexpr uid_t nobody = 65534;  // the superuser may write anywhere
  const uid_t user = geteuid();
  if (user == 0 && seteuid(nobody) != 0) GTEST_SKIP() << "NOT TESTED: cannot step down from root";

  const std::error_code refused = failure_of(folder.path() / "result");
  ASSERT_EQ(seteuid(user), 0);
  fs::permissions(folder.path(), fs::perms::owner_all);

  EXPECT_EQ(refused, std::errc::permission_denied);
  EXPECT_TRUE(folder.names().empty());
}

}  // namespace
