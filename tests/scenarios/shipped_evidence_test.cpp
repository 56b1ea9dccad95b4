// What the evidence of Rotherham says of itself, and that nothing in it is decided in silence.
#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>
#include <regex>
#include <set>
#include <sstream>
#include <string>
#include <utility>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "models/model.h"
#include "scenarios/evidence.h"
#include "scenarios/evidence_rules.h"
#include "scenarios/scenario_reader.h"

namespace {

namespace fs = std::filesystem;
using scenarios::Disagreement;
using scenarios::Evidence;
using scenarios::EvidenceReading;

const fs::path rotherham = fs::path(SEMH_SOURCE_DIR) / "scenarios/rotherham";

const Evidence& shipped() {
  static const Evidence evidence = scenarios::read_evidence(rotherham / "evidence");
  return evidence;
}

/// Everything that rules say of each finding, by its number; notes by what they are about.
std::map<int, std::string> said_by_finding() {
  std::map<int, std::string> said;
  for (const Disagreement& found : scenarios::disagreements_in(shipped())) {
    const EvidenceReading* reading = scenarios::reading_of(shipped(), found);
    for (const auto& instance : found.instances)
      said[reading == nullptr ? 0 : reading->finding] +=
          found.rule + ": " + instance.period + " " + instance.phase + ": " + instance.said + "\n";
  }
  for (const EvidenceReading& reading : shipped().readings)
    if (reading.rule == "note") said[reading.finding] += "note: " + reading.about + "\n";
  return said;
}

TEST(ShippedEvidence, FindsEveryKnownContradictionByRule) {
  const std::vector<std::pair<int, const char*>> known{
      {1, "2014/15 total: 55 against 42"},
      {1, "2016/17 total: 38 against 30"},
      {2, "2014/15 total: 55 against 57"},
      {2, "2014/15 secondary: 48 against 50"},
      {3, "stated 30, parts sum to 25 (−5"},
      {4, "4,200 against 4,008"},
      {5, "said to rise; 4,215 in 2015/16, 3,610 in 2016/17"},
      {6, "with 38 it would need 31,667 pupils"},
      {6, "stated 9.36; 2016/17, the last full year by then, gives 8.032"},
      {7, "stated 154, parts sum to 148 (−6"},
      {7, "stated 10,600, 0.052 over 5 gives 10,400"},
      {7, "stated 18,000, 2.00 over 114 gives 17,544"},
      {7, "stated 59,000, 1.73 over 29 gives 59,655"},
      {7, "stated 24,564, 3.78 over 154 gives 24,545"},
      {8, "34 is 5 other-authorities and 29 independent"},
      {9, "114 pupils against 24 + 90 places"},
      {10, "April 2015 is 1 month before May 2015"},
      {10, "8 months before December 2015"},
      {10, "17 months before September 2016"},
      {11, "4 against 2"},
      {12, "not published, 244; at 13% (england) it would be 31.8"},
      {13, "9 of 21 is 43%"},
      {14, "a ratio of 0.69, 95% interval 0.44 to 1.06"},
      {15, "said to be 4 to 6; they are 5 to 7"},
      {16, "said to rise; 30 in 2011/12, 18 in 2012/13"},
      {17, "2015-01 0-25: the whole is 1,061, parts sum to 1,116"},
      {18, "0.08 for all phases, 0.198 for secondary"},
      {19, "note: two legal kinds"}};
  auto said = said_by_finding();
  for (const auto& [finding, words] : known)
    EXPECT_THAT(said[finding], testing::HasSubstr(words)) << "finding " << finding;
  for (int finding = 1; finding <= 19; ++finding)
    EXPECT_NE(said[finding], "") << "finding " << finding;
  said.erase(19);
  for (const auto& [finding, words] : said)
    EXPECT_EQ(words.find("note: "), std::string::npos) << words;
}

TEST(ShippedEvidence, DecidesNothingInSilenceAndNothingThatAgrees) {
  std::set<const EvidenceReading*> needed;
  for (const Disagreement& found : scenarios::disagreements_in(shipped())) {
    const EvidenceReading* reading = scenarios::reading_of(shipped(), found);
    EXPECT_NE(reading, nullptr) << found.rule << ": " << found.about;
    needed.insert(reading);
  }
  std::set<int> titled;
  for (const EvidenceReading& reading : shipped().readings) {
    EXPECT_TRUE(reading.rule == "note" || needed.count(&reading) == 1) << reading.about;
    if (!titled.insert(reading.finding).second) continue;  // the first row of a finding has it all
    EXPECT_NE(reading.title, "") << reading.about;
    EXPECT_NE(reading.used, "") << reading.about;
    EXPECT_NE(reading.effect, "") << reading.about;
  }
}

/// The rows of five cells, the first a number, of the tables of sources.md, without backticks.
std::map<int, std::vector<std::string>> rows_of_sources() {
  std::ifstream page(rotherham / "sources.md");
  std::map<int, std::vector<std::string>> rows;
  for (std::string line; std::getline(page, line);) {
    line.erase(std::remove(line.begin(), line.end(), '`'), line.end());
    static const std::regex row(R"(\| (\d+) \| (.*) \| (.*) \| (.*) \| (.*) \|)");
    std::smatch cells;
    if (std::regex_match(line, cells, row))
      rows[std::stoi(cells[1])] = {cells[2], cells[3], cells[4], cells[5]};
  }
  return rows;
}

TEST(ShippedEvidence, SaysWhatItsPageOfSourcesSays) {
  auto rows = rows_of_sources();
  EXPECT_GE(rows.size(), 21U);
  for (const EvidenceReading& reading : shipped().readings) {
    if (reading.title.empty()) continue;
    ASSERT_EQ(rows[reading.finding].size(), 4U) << reading.finding;
    EXPECT_EQ(reading.used, rows[reading.finding][1]) << reading.finding;
    EXPECT_EQ(reading.key, rows[reading.finding][2]) << reading.finding;
    EXPECT_EQ(reading.effect, rows[reading.finding][3]) << reading.finding;
  }
}

/// Whether `key` is, or begins as, what `pattern` says: * stands for anything.
bool fits(const std::string& key, const std::string& pattern) {
  std::string expression;
  for (const char c : pattern) expression += c == '*' ? std::string(".*") : std::string("\\") + c;
  static const std::regex letters(R"(\\([A-Za-z0-9_]))");
  return std::regex_match(
      key, std::regex(std::regex_replace(expression, letters, "$1") + "(\\..*|\\[.*)?"));
}

TEST(ShippedEvidence, NamesKeysThatScenariosHave) {
  std::set<std::string> keys;
  for (const char* name : {"history.toml", "as_planned_2018.toml"})
    for (const auto& row : scenarios::read_scenario(rotherham / name).assumptions.rows)
      keys.insert(row.key);
  for (const EvidenceReading& reading : shipped().readings) {
    std::istringstream words(reading.key);
    for (std::string word; std::getline(words, word, ',');) {
      word.erase(0, word.find_first_not_of(' '));
      if (word.find_first_not_of("0123456789") == std::string::npos) continue;  // a year
      EXPECT_TRUE(std::any_of(keys.begin(), keys.end(),
                              [&](const std::string& key) { return fits(key, word); }))
          << word << " of finding " << reading.finding;
    }
  }
}

TEST(ShippedEvidence, HoldsNoOutcomeAfterJanuary2018) {
  constexpr int january_2018 = 2018 * 12;
  int plans = 0;
  for (const auto& figure : shipped().figures) {
    if (figure.period.last <= january_2018) continue;
    EXPECT_NE(figure.status, "observed") << figure.series << " " << figure.period.text;
    ++plans;
  }
  EXPECT_GT(plans, 0);
}

/// The mean over a few futures of what history says of the year that begins in 2014, as people read
/// it.
double said_by_history(const std::string& measure) {
  static const scenarios::Scenario history = scenarios::read_scenario(rotherham / "history.toml");
  static const models::Ground ground(history.borough);
  static const std::vector<models::RunResult> futures = [] {
    models::Model model(ground);
    std::vector<models::RunResult> all;
    for (std::uint32_t replication = 0; replication < 12; ++replication)
      all.push_back(model.run(replication));
    return all;
  }();
  const models::Period& period = history.borough.period;
  std::size_t first = 0;
  for (const auto& each : models::yearly_measures(history.borough)) {
    std::vector<int> years = models::reported_financial_years(period);
    if (each.basis == models::Basis::school_year) {
      years = models::reported_school_years(period);
      for (int& year : years) year += period.first_school_year;
    }
    const auto place = first + static_cast<std::size_t>(
                                   std::find(years.begin(), years.end(), 2014) - years.begin());
    first += years.size();
    if (each.measure.name != measure || !each.breakdown.empty()) continue;
    double sum = 0;
    for (const auto& future : futures) sum += models::shown_value(each, future.yearly[place], 2014);
    return sum / static_cast<double>(futures.size());
  }
  ADD_FAILURE() << measure << " is no measure of history";
  return 0;
}

TEST(ShippedEvidence, HasEffectsThatWereMeasuredBesideWhatHistoryStillSays) {
  std::ifstream stream(rotherham / "sources.md");
  const std::string page{std::istreambuf_iterator<char>(stream), {}};
  static const std::regex base(
      R"(values shipped:\s(\S+)\spermanent\sexclusions\sin\s2014/15[^:]*?,\s(\S+)\son\sroll)"
      R"(\sat\sthe\sunits\sin\s2014/15,\sGBP\s(\S+)m\sSEMH\sspend\sin\s2014-15)");
  std::smatch values;
  ASSERT_TRUE(std::regex_search(page, values, base));
  const auto within_a_tenth = [](double now, double then) {
    return std::abs(now - then) < 0.1 * then;
  };
  const std::string remedy = "effects may have aged: measure them anew (tools/effects)";
  EXPECT_PRED2(within_a_tenth, said_by_history("permanent_exclusions"), std::stod(values[1]))
      << remedy;
  EXPECT_PRED2(within_a_tenth, said_by_history("unit_roll"), std::stod(values[2])) << remedy;
  EXPECT_PRED2(within_a_tenth, said_by_history("semh_spend") / 1e6, std::stod(values[3])) << remedy;
}

}  // namespace
