#include "scenarios/document.h"

#include <filesystem>
#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/scenarios/temporary_folder.h"

namespace {

using scenarios::Document;
using scenarios::load;
using testing::HasSubstr;
using testing::Not;

std::string refusal(const std::filesystem::path& file) {
  try {
    load(file);
    return {};
  } catch (const scenarios::ScenarioError& error) {
    return error.what();
  }
}

/// The canonical text of `option` laid over `base`.
std::string merged(const std::string& base, const std::string& option) {
  const TemporaryFolder folder;
  folder.write("base.toml", base);
  return load(folder.write("option.toml", "extends = \"base.toml\"\n" + option)).canonical_text();
}

TEST(Document, MergesTablesKeyByKey) {
  EXPECT_EQ(merged("[a]\nx = 1\ny = 2\n[a.b]\nz = 3\n", "[a]\ny = 20\n[a.b]\nnew = true\n"),
            "\n[a]\nx = 1\ny = 20\n\n[a.b]\nnew = true\nz = 3\n");
}

TEST(Document, ReplacesAnEstimateWhole) {
  EXPECT_EQ(merged("stay = { value = 1.5, low = 1, high = 2, unit = \"years\", source = \"A\" }\n",
                   "stay = { value = 3.0, unit = \"years\", source = \"B\" }\n"),
            "stay = { value = 3.0, unit = \"years\", source = \"B\" }\n");
  EXPECT_EQ(merged("[shares]\na = 0.4\nb = 0.6\nsource = \"A\"\n", "[shares]\na = 0.5\nb = 0.5\n"),
            "\n[shares]\na = 0.5\nb = 0.5\n")
      << "shares without a source must not keep the base's";
}

TEST(Document, MergesTablesOfAnArrayById) {
  EXPECT_EQ(
      merged("[[p]]\nid = \"b\"\nx = 1\ny = 1\n[[p]]\nid = \"a\"\nx = 1\n",
             "[[p]]\nid = \"c\"\nx = 3\n[[p]]\nid = \"b\"\nx = 2\n"),
      "\n[[p]]\nid = \"b\"\nx = 2\ny = 1\n\n[[p]]\nid = \"a\"\nx = 1\n\n[[p]]\nid = \"c\"\nx = "
      "3\n");
}

TEST(Document, ExtendsSeveralFilesEachOnceAndTheLaterOverTheEarlier) {
  const TemporaryFolder folder;
  folder.write("base.toml", "x = 1\ny = 1\nz = 1\nw = 1\n");
  folder.write("first.toml", "extends = \"base.toml\"\ny = 2\nz = 2\n");
  folder.write("second.toml", "extends = \"base.toml\"\nz = 3\n");

  const scenarios::Document both =
      load(folder.write("both.toml", "extends = [\"first.toml\", \"second.toml\"]\nw = 4\n"));

  EXPECT_EQ(both.canonical_text(), "w = 4\nx = 1\ny = 2\nz = 3\n")
      << "the base must not undo what the first file says";
  EXPECT_EQ(both.files.size(), 4U);
}

TEST(Document, NamesTheOneOfSeveralFilesThatClosesACircle) {
  const TemporaryFolder folder;
  folder.write("b.toml", "extends = [\"a.toml\"]\n");
  folder.write("c.toml", "x = 1\n");
  EXPECT_THAT(
      refusal(folder.write("a.toml", "extends = [\"c.toml\", \"b.toml\"]\n")),
      HasSubstr("b.toml:1:12: error: extends = \"a.toml\" closes a circle, a.toml -> b.toml "
                "-> a.toml: must lead to a file that extends nothing."));
}

TEST(Document, OverlaysDatedStepsFromTheOptionsOwnDateOn) {
  EXPECT_EQ(
      merged("p = [ { from = 2008-09-01, value = 1 }, { from = 2015-09-01, value = 2 },\n"
             "{ from = 2018-09-01, value = 3 }, { from = 2020-09-01, value = 4 } ]\n",
             "p = [ { from = 2018-09-01, value = 30 }, { from = 2019-09-01, value = 40 } ]\n"),
      "p = [\n"
      "  { from = 2008-09-01, value = 1 },\n"
      "  { from = 2015-09-01, value = 2 },\n"
      "  { from = 2018-09-01, value = 30 },\n"
      "  { from = 2019-09-01, value = 40 },\n"
      "]\n");
}

TEST(Document, KeepsTheBasesEstimateUntilTheOptionsFirstStep) {
  EXPECT_EQ(merged("p = { value = 1, source = \"A\" }\n",
                   "p = [ { from = 2018-09-01, value = 2, source = \"B\" } ]\n"),
            "p = [\n  { value = 1, source = \"A\" },\n"
            "  { from = 2018-09-01, value = 2, source = \"B\" },\n]\n");
}

TEST(Document, ReplacesStepsWholeWhenTheOptionHasNoDate) {
  const std::string steps = "p = [ { from = 2008-09-01, value = 1 } ]\n";
  EXPECT_EQ(merged(steps, "p = { value = 2, source = \"B\" }\n"),
            "p = { value = 2, source = \"B\" }\n");
  EXPECT_EQ(merged("q = [1, 2]\n", "q = [3]\n"), "q = [3]\n");
}

TEST(Document, RemembersTheFileLineAndColumnOfEveryValue) {
  const TemporaryFolder folder;
  folder.write("base.toml", "# base\n[a]\nx = 1\ny = 2\n");
  const Document document =
      load(folder.write("option.toml", "extends = \"base.toml\"\n[a]\n  y = 20\n"));

  const scenarios::Node& table = *document.root.find("a");
  EXPECT_EQ(table.find("x")->place().file(), (folder.path() / "base.toml").string());
  EXPECT_EQ(table.find("x")->place().line, 3U);
  EXPECT_EQ(table.find("y")->place().file(), (folder.path() / "option.toml").string());
  EXPECT_EQ(table.find("y")->place().column, 7U);
  EXPECT_EQ(table.entry("y")->place.column, 3U);
  EXPECT_EQ(document.files.size(), 2U);
}

TEST(Document, HasOneCanonicalTextWhateverTheLayout) {
  const std::string one =
      scenarios::parse("b = 1\n[t]\ny = 2.50\nx = 'q\"'\n", "a").canonical_text();
  const std::string other =
      scenarios::parse("t = { x = \"q\\\"\", y = 2.5 } # c\r\nb = 1\r\n", "b").canonical_text();
  EXPECT_EQ(one, "b = 1\n\n[t]\nx = \"q\\\"\"\ny = 2.5\n");
  EXPECT_EQ(one, other);
}

TEST(Document, ReadsItsCanonicalTextBackAsTheSameTree) {
  const std::string text =
      "a = [1, 2.0, \"t\\n\\\\ \\t\", true, 2016-09-01, [], {}]\n\"odd key\" = 1e-9\nbig = 1e15\n"
      "[t.u]\nx = { value = 1, source = \"é\" }\n[[p]]\nid = \"a\"\n[p.q]\nz = -3\n[[p.r]]\nid = "
      "\"b\"\n"
      "[empty]\n[[p]]\nid = \"c\"\nsteps = [ { from = 2016-09-01, value = 0.1 } ]\n";
  const std::string canonical = scenarios::parse(text, "a").canonical_text();
  EXPECT_EQ(scenarios::parse(canonical, "b").canonical_text(), canonical);
  EXPECT_THAT(canonical, HasSubstr("a = [\n  1,\n  2.0,"));
  EXPECT_THAT(canonical, HasSubstr("\n[empty]\n"));
}

TEST(Extends, ReadsAChainOfSixteenAndNoMore) {
  const TemporaryFolder folder;
  folder.write("0.toml", "x = 1\n");
  for (int i = 1; i <= 16; ++i)
    folder.write(std::to_string(i) + ".toml", "extends = \"" + std::to_string(i - 1) + ".toml\"\n");
  EXPECT_EQ(load(folder.path() / "15.toml").canonical_text(), "x = 1\n");
  EXPECT_THAT(refusal(folder.path() / "16.toml"),
              HasSubstr("extends = \"0.toml\" makes a chain of more than 16 files: must be at most "
                        "16."));
}

TEST(Extends, ShowsTheWholeCircle) {
  const TemporaryFolder folder;
  folder.write("a.toml", "extends = \"b.toml\"\n");
  folder.write("b.toml", "extends = \"c.toml\"\n");
  folder.write("c.toml", "extends = \"a.toml\"\n");
  EXPECT_THAT(
      refusal(folder.path() / "a.toml"),
      HasSubstr("c.toml:1:11: error: extends = \"a.toml\" closes a circle, a.toml -> b.toml -> "
                "c.toml -> a.toml: must lead to a file that extends nothing.\n"));
}

TEST(Extends, MayNameAFileInAFolderBelow) {
  const TemporaryFolder folder;
  folder.write("below/base.toml", "extends = \"deeper/x.toml\"\ny = 2\n");
  folder.write("below/deeper/x.toml", "x = 1\n");
  EXPECT_EQ(load(folder.write("a.toml", "extends = \"below/base.toml\"\n")).canonical_text(),
            "x = 1\ny = 2\n");
}

TEST(Extends, NeverLeavesItsFolder) {
  const TemporaryFolder folder;
  folder.write("secret.toml", "password = 1\n");
  std::filesystem::create_directories(folder.path() / "in");
  std::filesystem::create_symlink("../secret.toml", folder.path() / "in" / "link.toml");
  std::filesystem::create_directory_symlink("..", folder.path() / "in" / "up");
  const auto rule = HasSubstr("must be the name of a .toml file in the same folder or below");
  for (const std::string name :
       {"../secret.toml", "link.toml", "up/secret.toml", "x/../../secret.toml", "/etc/passwd",
        "/etc/passwd.toml", "C:\\secret.toml", "~/secret.toml", "\\\\\\\\host\\\\s.toml", "in.txt",
        ""}) {
    const auto file = folder.write("in/a.toml", "extends = '" + name + "'\n");
    EXPECT_THAT(refusal(file), rule) << name;
    EXPECT_THAT(refusal(file), Not(HasSubstr("password")));
  }
}

TEST(Extends, NeverShowsWhatIsInAFileThatIsNoScenario) {
  const TemporaryFolder folder;
  folder.write("shadow.toml", "root:$6$salt$hash:19000:0:99999:7:::\n");
  folder.write("binary.toml", "\xff\xfe secret");
  const std::string text = refusal(folder.write("a.toml", "extends = \"shadow.toml\"\n"));
  EXPECT_EQ(text, (folder.path() / "shadow.toml").string() +
                      ":1:5: error: not a scenario file: must be one to be extended.\n"
                      "  Check that file by itself to see what is wrong in it.\n");
  EXPECT_THAT(refusal(folder.write("b.toml", "extends = \"binary.toml\"\n")),
              Not(HasSubstr("secret")));
}

TEST(Extends, SaysThatTheFileNamedIsMissing) {
  const TemporaryFolder folder;
  EXPECT_THAT(refusal(folder.write("a.toml", "extends = \"nowhere.toml\"\n")),
              HasSubstr("a.toml:1:11: error: extends = \"nowhere.toml\": must name a file that is "
                        "there and can be read.\n"));
}

TEST(Extends, IsRefusedInAScenarioThatIsNotAFile) {
  EXPECT_THROW(scenarios::parse("extends = \"a.toml\"\n", "text"), scenarios::ScenarioError);
}

}  // namespace
