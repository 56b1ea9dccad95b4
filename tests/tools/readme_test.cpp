// What models/README.md says of measures, parameters and places in the code is what there is.
//
// The generated parts are renewed on purpose only, and the commit says what has changed:
//
//     SEMH_RENEW_README=1 build/release/tools_tests --gtest_filter='Readme.*'
#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <regex>
#include <set>
#include <sstream>
#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "models/explanations.h"
#include "scenarios/scenario_reader.h"
#include "tests/scenarios/is_scenario.h"

namespace {

namespace fs = std::filesystem;

const fs::path source = SEMH_SOURCE_DIR;
const fs::path readme = source / "models/README.md";

std::string contents(const fs::path& file) {
  std::ifstream stream(file, std::ios::binary);
  return {std::istreambuf_iterator<char>(stream), {}};
}

/// The shipped scenarios, the common past first and the invented borough last.
std::vector<fs::path> shipped() {
  std::vector<fs::path> files;
  for (const auto& entry : fs::directory_iterator(source / "scenarios/rotherham"))
    if (is_scenario(entry.path()) && entry.path().stem() != "history")
      files.push_back(entry.path());
  std::sort(files.begin(), files.end());
  files.insert(files.begin(), source / "scenarios/rotherham/history.toml");
  files.push_back(source / "scenarios/synthetic_borough.toml");
  return files;
}

std::string said_by(const std::string& words) {
  const fs::path answer = fs::temp_directory_path() / ("semh-readme-" + std::to_string(getpid()));
  const std::string command = "'" SEMH_BINARY "' " + words + " > '" + answer.string() + "'";
  EXPECT_EQ(std::system(command.c_str()), 0) << command;
  std::string text = contents(answer);
  fs::remove(answer);
  return text;
}

/// Compares, or renews, what stands between two marks of the README.
void expect_between_marks(const std::string& name, const std::string& expected) {
  const std::string begin = "<!-- begin " + name + " -->\n";
  const std::string end = "<!-- end " + name + " -->";
  std::string text = contents(readme);
  const std::size_t from = text.find(begin);
  const std::size_t to = text.find(end);
  ASSERT_NE(from, std::string::npos) << begin;
  ASSERT_NE(to, std::string::npos) << end;
  const std::size_t first = from + begin.size();
  if (std::getenv("SEMH_RENEW_README") != nullptr) {
    std::ofstream(readme, std::ios::binary) << text.replace(first, to - first, expected);
    return;
  }
  EXPECT_EQ(text.substr(first, to - first), expected)
      << "Renew it: SEMH_RENEW_README=1 and this test again.";
}

TEST(Readme, ListsEveryParameterAsTheShippedScenariosGiveIt) {
  std::string words = "explain --parameters";
  for (const fs::path& file : shipped()) words += " '" + file.string() + "'";
  expect_between_marks("parameters", said_by(words));
}

TEST(Readme, ListsEveryMeasure) {
  expect_between_marks("measures", said_by("explain --measures"));
}

/// A row of the table `What is where`, cell by cell.
using Row = std::vector<std::string>;

std::vector<Row> rows_of_what_is_where() {
  const std::string text = contents(readme);
  std::istringstream lines(text.substr(std::min(text.find("What is where"), text.size())));
  std::vector<Row> rows;
  for (std::string line; std::getline(lines, line);) {
    if (line.rfind("## ", 0) == 0) break;
    if (line.rfind("| ", 0) != 0 || line.rfind("|---", 0) == 0) continue;
    Row row;
    std::istringstream cells(line.substr(1));
    for (std::string cell; std::getline(cells, cell, '|');) row.push_back(cell);
    if (row.size() == 4 && row[1] != " keys ") rows.push_back(row);
  }
  return rows;
}

std::vector<std::string> quoted(const std::string& cell) {
  static const std::regex word("`([^`]*)`");
  std::vector<std::string> words;
  for (std::sregex_iterator at(cell.begin(), cell.end(), word), end; at != end; ++at)
    words.push_back((*at)[1]);
  return words;
}

std::set<std::string> shipped_keys() {
  std::set<std::string> keys;
  for (const fs::path& file : shipped())
    for (const auto& row : scenarios::read_scenario(file).assumptions.rows)
      keys.insert(models::without_ids(row.key));
  return keys;
}

TEST(Readme, SaysWhereEverythingIsThatThePapersAskFor) {
  const auto rows = rows_of_what_is_where();
  EXPECT_GE(rows.size(), 50U) << "mechanisms, the five steps and the priorities of 2018";
  for (const Row& row : rows) {
    if (row[1].rfind(" left out:", 0) == 0) continue;
    EXPECT_FALSE(quoted(row[1]).empty() && quoted(row[2]).empty()) << row[0];
    EXPECT_FALSE(quoted(row[3]).empty()) << row[0] << "has no test";
  }
}

TEST(Readme, NamesOnlyKeysFilesAndTestsThatThereAre) {
  const auto keys = shipped_keys();
  for (const Row& row : rows_of_what_is_where()) {
    for (const std::string& key : quoted(row[1]))
      EXPECT_TRUE(std::any_of(keys.begin(), keys.end(),
                              [&](const std::string& known) { return models::fits(key, known); }))
          << row[0] << key;
    for (const std::string& file : quoted(row[2]))
      EXPECT_TRUE(fs::exists(source / "models" / file) || fs::exists(source / file))
          << row[0] << file;
    for (const std::string& test : quoted(row[3]))
      EXPECT_TRUE(fs::exists(source / "tests" / (test + "_test.cpp"))) << row[0] << test;
  }
}

}  // namespace
