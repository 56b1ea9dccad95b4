#include "scenarios/diagnostic.h"

#include <memory>
#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "sim/kernel/expects.h"

namespace {

using scenarios::Diagnostic;
using scenarios::Place;
using scenarios::ScenarioError;
using scenarios::Source;
using testing::ElementsAre;
using testing::EndsWith;
using testing::HasSubstr;
using testing::Not;

std::shared_ptr<const Source> file(const std::string& name, const std::string& text) {
  return std::make_shared<const Source>(Source{.name = name, .text = text});
}

Diagnostic diagnostic(const Place& at, const std::string& what = "it") {
  return {.place = at, .key = {}, .what = what, .rule = "must be right", .action = "Mend it."};
}

TEST(Diagnostic, ShowsWhereWhatRuleLineCaretAndAction) {
  const auto source = file("rotherham.toml", "# three lines\n\nplaces = -1\n");
  const Diagnostic problem{
      .place = {.source = source, .line = 3, .column = 10, .width = 2},
      .key = "provider[aspire-secondary].places",
      .what = "places = -1 in provider \"aspire-secondary\"",
      .rule = "must be 0 to 100,000",
      .action = "Write the number of places; use closes = DATE to shut a setting."};
  EXPECT_EQ(
      render(problem),
      "rotherham.toml:3:10: error: places = -1 in provider \"aspire-secondary\": must be 0 to "
      "100,000.\n"
      "  3 | places = -1\n"
      "    |          ^^  Write the number of places; use closes = DATE to shut a setting.\n");
}

TEST(Diagnostic, ShowsAFileAsAWholeWithoutALine) {
  const Place folder{.source = file("results", "")};
  EXPECT_EQ(render(diagnostic(folder, "a folder")),
            "results: error: a folder: must be right.\n  Mend it.\n");
}

TEST(Diagnostic, ShowsAWindowOfALongLineWithTheCaretInPlace) {
  const auto source = file("a.toml", std::string(500, 'x') + "!" + std::string(500, 'y'));
  const std::string text = render(diagnostic({.source = source, .line = 1, .column = 501}));

  const std::size_t line = text.find('\n') + 1;
  const std::size_t carets = text.find('\n', line) + 1;
  EXPECT_EQ(text.find('!', line) - line, text.find('^', carets) - carets);
  EXPECT_LT(text.find('\n', line) - line, 120U);
}

TEST(Diagnostic, CannotForgeALineOfTheTerminal) {
  const std::string spoof = "x\x1b[2J\n\u202eok: no problems";
  const auto source = file("bad\nname.toml", spoof + "\n");
  const std::string text =
      render(diagnostic({.source = source, .line = 1, .column = 1}, scenarios::shown(spoof)));

  EXPECT_THAT(text, HasSubstr("bad\\u{a}name.toml:1:1: error: x\\u{1b}[2J\\u{a}\\u{202e}ok"));
  EXPECT_THAT(text, Not(HasSubstr("\x1b")));
  EXPECT_THAT(text, Not(HasSubstr("\u202e")));
}

TEST(Diagnostic, CutsUserTextToSixtyCharacters) {
  EXPECT_EQ(scenarios::shown(std::string(60, 'x')), std::string(60, 'x'));
  EXPECT_EQ(scenarios::shown(std::string(61, 'x')), std::string(60, 'x') + "...");
  EXPECT_EQ(scenarios::shown("caf\xc3\xa9 \xff"), "caf\xc3\xa9 \\u{fffd}");
}

TEST(Diagnostic, GroupsThousands) {
  EXPECT_EQ(scenarios::grouped(0), "0");
  EXPECT_EQ(scenarios::grouped(999), "999");
  EXPECT_EQ(scenarios::grouped(-1000), "-1,000");
  EXPECT_EQ(scenarios::grouped(1234567), "1,234,567");
}

TEST(ScenarioError, PutsDiagnosticsInOrderOfFileLineAndColumn) {
  const auto a = file("a.toml", "x\ny\n");
  const auto b = file("b.toml", "x\ny\n");
  const ScenarioError error({diagnostic({.source = b, .line = 1, .column = 1}, "4"),
                             diagnostic({.source = a, .line = 10, .column = 1}, "3"),
                             diagnostic({.source = a, .line = 2, .column = 7}, "2"),
                             diagnostic({.source = a, .line = 2, .column = 1}, "1")});
  std::vector<std::string> order;
  for (const Diagnostic& one : error.diagnostics()) order.push_back(one.what);
  EXPECT_THAT(order, ElementsAre("1", "2", "3", "4"));
}

TEST(ScenarioError, ShowsTwentyAndCountsTheRest) {
  const auto source = file("a.toml", "x\n");
  std::vector<Diagnostic> many(25, diagnostic({.source = source, .line = 1, .column = 1}));
  const std::string text = ScenarioError(many).what();

  std::size_t shown = 0;
  for (std::size_t at = text.find("error:"); at != std::string::npos;
       at = text.find("error:", at + 1))
    ++shown;
  EXPECT_EQ(shown, 20U);
  EXPECT_THAT(text, EndsWith("and 5 more\n"));
}

TEST(ScenarioError, SaysAtLeastOneThing) {
  EXPECT_THROW(throw ScenarioError({}), sim::ContractError);
}

}  // namespace
