// What the keys stand for by which scenarios cite their sources.
#include "scenarios/source_list.h"

#include <filesystem>
#include <fstream>
#include <iterator>
#include <set>
#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace {

using scenarios::keys_cited_in;
using testing::ElementsAre;
using testing::IsEmpty;

TEST(SourceList, FindsEachKeyThatIsCitedOnce) {
  EXPECT_THAT(keys_cited_in("[P0] 48 or [P4 s.3] 50, again [P0]"), ElementsAre("[P0]", "[P4]"));
  EXPECT_THAT(keys_cited_in("a range [0, 1], unit[aspire], [P], [P4x] and [P4"), IsEmpty());
}

TEST(SourceList, ReadsTheRowsThatBeginWithAKey) {
  const auto listed = scenarios::sources_listed_in(
      "# Sources\n\n| key | what | where |\n|---|---|---|\n"
      "| [P4] | A strategy, `section` 3 | The council, 2015 |\n"
      "| 1 | A finding about [P4] | used |\n"
      "| [N1] | Alone |\n");
  ASSERT_EQ(listed.size(), 2U);
  EXPECT_EQ(listed[0].key, "[P4]");
  EXPECT_EQ(listed[0].what, "A strategy, section 3");
  EXPECT_EQ(listed[0].whence, "The council, 2015");
  EXPECT_EQ(listed[1].key, "[N1]");
  EXPECT_EQ(listed[1].whence, "");
}

TEST(SourceList, OfTheShippedScenariosSaysWhatEveryCitedKeyIs) {
  const std::filesystem::path folder = SEMH_SOURCE_DIR "/scenarios/rotherham";
  std::set<std::string> known;
  for (const auto& source : scenarios::read_source_list(folder)) {
    EXPECT_NE(source.what, "") << source.key;
    EXPECT_NE(source.whence, "") << source.key;
    EXPECT_TRUE(known.insert(source.key).second) << source.key << " is listed twice";
  }
  for (const auto& entry : std::filesystem::directory_iterator(folder)) {
    if (entry.path().extension() != ".toml") continue;
    std::ifstream stream(entry.path());
    const std::string text{std::istreambuf_iterator<char>(stream), {}};
    for (const std::string& key : keys_cited_in(text))
      EXPECT_EQ(known.count(key), 1U) << key << " in " << entry.path();
  }
}

TEST(SourceList, IsEmptyWhereThereIsNone) {
  EXPECT_THAT(scenarios::read_source_list(SEMH_SOURCE_DIR "/scenarios"), IsEmpty());
}

TEST(SourceList, TellsAFailureFromAListThatIsNotThere) {
  const std::filesystem::path folder =
      std::filesystem::path(testing::TempDir()) / "semh-sources-that-lead-to-themselves";
  std::filesystem::remove_all(folder);
  std::filesystem::create_directory(folder);
  std::filesystem::create_symlink("sources.md", folder / "sources.md");
  EXPECT_THROW(scenarios::read_source_list(folder), std::filesystem::filesystem_error);
  std::filesystem::remove_all(folder);
}

}  // namespace
