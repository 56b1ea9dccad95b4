#include "scenarios/source_file.h"

#include <filesystem>
#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/stat.h>

#include "tests/scenarios/temporary_folder.h"

namespace {

using testing::HasSubstr;
using testing::StartsWith;

std::string refusal(const std::string& bytes) {
  try {
    scenarios::source_from(bytes, "a.toml");
    return {};
  } catch (const scenarios::ScenarioError& error) {
    return error.what();
  }
}

std::string refusal_of(const std::filesystem::path& file) {
  try {
    scenarios::read_source(file);
    return {};
  } catch (const scenarios::ScenarioError& error) {
    return error.what();
  }
}

TEST(SourceFile, IsTheSameTextFromWindowsAndFromUnix) {
  EXPECT_EQ(scenarios::source_from("\xef\xbb\xbf"
                                   "a = 1\r\nb = 2\r\n",
                                   "a.toml")
                ->text,
            "a = 1\nb = 2\n");
}

TEST(SourceFile, NamesOtherEncodingsWithTheWayOut) {
  EXPECT_EQ(refusal(std::string("\xff\xfe"
                                "a\0=\0",
                                6)),
            "a.toml: error: UTF-16 text: must be UTF-8 text.\n"
            "  In Notepad: Save as, Encoding: UTF-8.\n");
  EXPECT_EQ(
      refusal("name = \"\xa3"
              "5\"\n"),
      "a.toml:1:9: error: byte A3 is not UTF-8 (in Windows-1252 it is £): must be UTF-8 text.\n"
      "  1 | name = \"\\u{fffd}5\"\n"
      "    |         ^^^^^^^^  Save the file again with encoding UTF-8.\n");
  EXPECT_THAT(refusal("\x80"), HasSubstr("byte 80 is not UTF-8 (in Windows-1252 it is €)"));
}

TEST(SourceFile, RefusesControlCharactersAndMarksOfDirectionAnywhere) {
  EXPECT_THAT(
      refusal(std::string("a = 1\n# \0\n", 10)),
      StartsWith("a.toml:2:3: error: control character \\u{0}: must be text without control "
                 "characters or marks of direction."));
  EXPECT_THAT(refusal("# \u202e\n"), StartsWith("a.toml:1:3: error: control character \\u{202e}"));
  EXPECT_THAT(refusal("a = 1\rb = 2\r"), HasSubstr("control character \\u{d}"));
}

TEST(SourceFile, RefusesAMegabyteAndMore) {
  EXPECT_EQ(refusal(std::string(1'000'000, '#')), "");
  EXPECT_EQ(refusal(std::string(1'000'001, '#')),
            "a.toml: error: too large for a scenario: must be at most 1,000,000 bytes.\n"
            "  Name a scenario, or take out what is not one.\n");
}

TEST(SourceFile, IsNotAFolderADeviceOrAPipe) {
  const TemporaryFolder folder;
  EXPECT_EQ(refusal_of(folder.path()),
            folder.path().string() +
                ": error: a folder, not a scenario file: must be a TOML file.\n"
                "  Name one of the files in it.\n");
  EXPECT_THAT(refusal_of("/dev/zero"), StartsWith("/dev/zero: error: a device or a pipe"));

  const auto pipe = folder.path() / "pipe.toml";
  ASSERT_EQ(mkfifo(pipe.c_str(), 0600), 0);
  EXPECT_THAT(refusal_of(pipe), HasSubstr("a device or a pipe, not a scenario file"));
}

TEST(SourceFile, ThatCannotBeReadIsAPlacesFault) {
  const TemporaryFolder folder;
  EXPECT_THROW(refusal_of(folder.path() / "missing.toml"), std::filesystem::filesystem_error);

  const auto dangling = folder.path() / "dangling.toml";
  std::filesystem::create_symlink("nowhere.toml", dangling);
  EXPECT_THROW(refusal_of(dangling), std::filesystem::filesystem_error);
  EXPECT_THROW(refusal_of(folder.write("file", "") / "below.toml"),
               std::filesystem::filesystem_error);
}

}  // namespace
