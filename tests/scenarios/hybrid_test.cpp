// A scenario between two others, key by key.
#include "scenarios/hybrid.h"

#include <algorithm>
#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace {

using scenarios::changed_keys;
using scenarios::Document;
using scenarios::hybrid;
using scenarios::parse;
using testing::ElementsAre;
using testing::IsEmpty;

const char* const base_text =
    "name = \"Base\"\nx = 1\n"
    "stay = { value = 1.5, unit = \"years\", source = \"A\" }\n"
    "[a]\nkept = 1\nmoved = 2\n"
    "[[p]]\nid = \"one\"\nname = \"One\"\nplaces = [{ from = 2014-09-01, value = 3 }]\nyears = 4\n";
const char* const option_text =
    "name = \"Option\"\nx = 1\n"
    "stay = { value = 2.0, unit = \"years\", source = \"B\" }\n"
    "[a]\nkept = 1\nmoved = 3\n[b]\nnew = true\ndeep.er = 5\n"
    "[[p]]\nid = \"one\"\nname = \"Won\"\nplaces = [{ from = 2014-09-01, value = 3 }, { from = "
    "2016-09-01, value = 2 }]\nyears = 4\n"
    "[[p]]\nid = \"two\"\nyears = 9\n";

Document base() {
  return parse(base_text, "base.toml");
}
Document option() {
  return parse(option_text, "option.toml");
}

std::string with(const std::vector<std::string>& keys) {
  return hybrid(base(), option(),
                [&](const std::string& key) {
                  return std::find(keys.begin(), keys.end(), key) != keys.end();
                })
      .canonical_text();
}

TEST(Hybrid, KnowsWhatDiffers) {
  EXPECT_THAT(changed_keys(base(), option()), ElementsAre("stay", "a.moved", "p[one].places",
                                                          "p[two].years", "b.new", "b.deep.er"));
  EXPECT_THAT(changed_keys(option(), base()).size(), 6U);
}

TEST(Hybrid, TakesNoNamesNorSourcesForADifference) {
  EXPECT_THAT(
      changed_keys(
          parse("name = \"A\"\nx = { value = 1, source = \"P\" }\n", "a.toml"),
          parse("name = \"B\"\nx = { value = 1.0, source = \"Q\", note = \"n\" }\n", "b.toml")),
      IsEmpty());
}

TEST(Hybrid, IsTheBaseWithNothingOfTheOption) {
  EXPECT_EQ(with({}), base().canonical_text());
}

TEST(Hybrid, IsTheOptionWithAllOfIt) {
  std::string all =
      hybrid(base(), option(), [](const std::string&) { return true; }).canonical_text();
  const auto replace = [&](const std::string& from, const std::string& to) {
    all.replace(all.find(from), from.size(), to);
  };
  replace("\"Base\"", "\"Option\"");
  replace("\"One\"", "\"Won\"");
  EXPECT_EQ(all, option().canonical_text());
}

TEST(Hybrid, HasWhatIsTakenAndNothingElse) {
  EXPECT_EQ(with({"stay", "p[two].years"}),
            "name = \"Base\"\nstay = { value = 2.0, unit = \"years\", source = \"B\" }\nx = 1\n"
            "\n[a]\nkept = 1\nmoved = 2\n"
            "\n[[p]]\nid = \"one\"\nname = \"One\"\nplaces = [\n  { from = 2014-09-01, value = 3 "
            "},\n]\nyears = 4\n\n[[p]]\nid = \"two\"\nyears = 9\n");
  EXPECT_THAT(with({"b.deep.er"}), testing::HasSubstr("[b.deep]\ner = 5\n"));
  EXPECT_THAT(with({"b.deep.er"}), testing::Not(testing::HasSubstr("new = true")));
}

}  // namespace
