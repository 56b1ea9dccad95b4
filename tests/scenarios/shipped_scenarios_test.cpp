#include <algorithm>
#include <chrono>
#include <cstdint>
#include <filesystem>
#include <fstream>
#include <map>
#include <optional>
#include <regex>
#include <set>
#include <sstream>
#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "models/model.h"
#include "scenarios/scenario_reader.h"
#include "tests/scenarios/is_scenario.h"

namespace {

namespace fs = std::filesystem;

using scenarios::Difference;
using scenarios::read_scenario;
using scenarios::RegisterRow;
using scenarios::Scenario;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;
using testing::StartsWith;

const fs::path shipped_folder = fs::path(SEMH_SOURCE_DIR) / "scenarios";
const fs::path rotherham_folder = shipped_folder / "rotherham";
constexpr sim::Date cut_off = sim::date(2018, 1, 23);

std::vector<fs::path> scenarios_in(const fs::path& folder) {
  std::vector<fs::path> files;
  for (const auto& entry : fs::directory_iterator(folder))
    if (is_scenario(entry.path())) files.push_back(entry.path());
  std::sort(files.begin(), files.end());
  return files;
}

std::vector<fs::path> every_scenario() {
  auto files = scenarios_in(rotherham_folder);
  for (const auto& file : scenarios_in(shipped_folder)) files.push_back(file);
  return files;
}

Scenario rotherham(const std::string& id) {
  return read_scenario(rotherham_folder / (id + ".toml"));
}

std::string text_of(const fs::path& file) {
  std::ostringstream text;
  text << std::ifstream(file).rdbuf();
  return text.str();
}

/// The keys cited in `text`: [P4] and [P4 s.3] are P4.
std::set<std::string> citations_in(const std::string& text) {
  static const std::regex key(R"(\[([A-Z][0-9]+)( s\.[0-9]+)?\])");
  std::set<std::string> found;
  for (std::sregex_iterator at(text.begin(), text.end(), key), end; at != end; ++at)
    found.insert((*at)[1]);
  return found;
}

std::set<std::string> keys_defined(const std::string& sources) {
  static const std::regex row(R"(^\| \[([A-Z][0-9]+)\] \|)");
  std::set<std::string> found;
  std::istringstream lines(sources);
  std::smatch match;
  for (std::string line; std::getline(lines, line);)
    if (std::regex_search(line, match, row)) found.insert(match[1]);
  return found;
}

TEST(ShippedScenario, ReadsWithoutAProblem) {
  const auto files = every_scenario();
  ASSERT_GE(files.size(), 6U);
  for (const auto& file : files) {
    EXPECT_NO_THROW(read_scenario(file)) << file;
    EXPECT_THAT(read_scenario(file).about, Not(IsEmpty())) << file;
  }
}

TEST(ShippedScenario, HasASourceForEveryNumber) {
  // Choices rather than estimates: school years, year groups and the days that rules set.
  const std::set<std::string> settings{
      "first_school_year", "last_school_year", "report_from", "review_days", "provision_day",
      "first_year",        "last_year",        "base_year",   "price_year",  "rest_year",
      "inflation_from",    "opening_year",     "above",       "step",        "by"};
  for (const auto& file : every_scenario())
    for (const RegisterRow& row : read_scenario(file).assumptions.rows) {
      if (!row.estimate || settings.count(row.key.substr(row.key.rfind('.') + 1)) != 0) continue;
      EXPECT_THAT(row.source, Not(IsEmpty())) << file << " " << row.key;
    }
}

TEST(ShippedScenario, CitesOnlySourcesThatAreListed) {
  const auto known = keys_defined(text_of(rotherham_folder / "sources.md"));
  for (const auto& file : scenarios_in(rotherham_folder))
    for (const std::string& key : citations_in(text_of(file)))
      EXPECT_EQ(known.count(key), 1U) << key << " in " << file;
}

TEST(ShippedScenario, CitesASourceOrSaysAssumed) {
  for (const auto& file : scenarios_in(rotherham_folder))
    for (const RegisterRow& row : read_scenario(file).assumptions.rows) {
      if (row.source.empty() || row.source.rfind("ASSUMED", 0) == 0) continue;
      EXPECT_THAT(citations_in(row.source), Not(IsEmpty())) << file << " " << row.key;
    }
}

TEST(ShippedScenario, KnowsNothingAfterJanuary2018ButPlansAndRules) {
  const std::set<std::string> plans_and_rules{"P3", "M4", "M5", "N3", "N4"};
  for (const auto& file : scenarios_in(rotherham_folder))
    for (const RegisterRow& row : read_scenario(file).assumptions.rows) {
      if (!row.from || *row.from <= cut_off || row.source.rfind("ASSUMED", 0) == 0) continue;
      for (const std::string& key : citations_in(row.source))
        EXPECT_EQ(plans_and_rules.count(key), 1U) << key << " of " << row.key << " in " << file;
    }
}

TEST(ShippedScenario, LeavesLevelsFreeBeforeTheCutOff) {
  for (const auto& file : scenarios_in(rotherham_folder)) {
    const models::Borough borough = read_scenario(file).borough;
    for (const models::YearLevel* level :
         {&borough.fixed_term.level, &borough.exclusion.level[0], &borough.exclusion.level[1]}) {
      EXPECT_LE(sim::date_of(level->free_from), sim::date(2017, 9, 1)) << file;
      EXPECT_LT(level->known.steps().back().first, level->free_from) << file;
    }
  }
}

TEST(ShippedScenario, OfASyntheticBoroughIsInventedThroughout) {
  for (const RegisterRow& row :
       read_scenario(shipped_folder / "synthetic_borough.toml").assumptions.rows) {
    if (row.source.empty()) continue;
    EXPECT_THAT(row.source, StartsWith("ASSUMED (invented)")) << row.key;
    EXPECT_TRUE(row.ranged) << row.key;
  }
}

/// From which day a scenario is no longer its base; never, if it is always the same.
struct Departure {
  std::string base;
  std::optional<sim::Date> from;
};

/// Each day is written in the scenario itself: that of a step which is not off, or the start of a
/// new table. Keys of that table without a date, and its steps that are off, say nothing earlier:
/// that they do nothing earlier is seen by running both.
const std::map<std::string, Departure> departures{
    {"arrangements_2014", {"history", std::nullopt}},
    {"as_planned_2018", {"history", sim::date(2016, 1, 1)}},
    {"devolved_trial", {"as_planned_2018", sim::date(2018, 9, 1)}},
    {"five_steps_2015", {"history", sim::date(2016, 1, 1)}},
    {"no_response", {"quota_and_charge", sim::date(2018, 9, 1)}},
    {"provision_2021", {"refresh_2018", sim::date(2019, 9, 1)}},
    {"provision_late", {"provision_2021", sim::date(2021, 9, 1)}},
    {"pru_at_55", {"as_planned_2018", sim::date(2016, 9, 1)}},
    {"quota_and_charge", {"as_planned_2018", sim::date(2018, 9, 1)}},
    {"refresh_2018", {"as_planned_2018", sim::date(2018, 9, 1)}},
    {"step_1", {"history", sim::date(2016, 9, 1)}},
    {"step_2", {"history", sim::date(2016, 9, 1)}},
    {"step_3", {"history", sim::date(2016, 1, 1)}},
    {"step_4", {"history", sim::date(2016, 4, 1)}},
    {"step_5", {"history", sim::date(2016, 9, 1)}},
    {"trailblazer_ends", {"provision_2021", sim::date(2021, 8, 31)}},
};

/// Whether something that differs has `date`, or is that date.
bool is_stated(sim::Date date, const std::vector<Difference>& differences) {
  return std::any_of(differences.begin(), differences.end(), [&](const Difference& found) {
    return found.from == date || (found.option && found.option->word == sim::to_string(date));
  });
}

/// Whether `difference` changes, before `date`, a lever that `base` has.
bool is_too_early(const Difference& difference, sim::Date date, const Scenario& base) {
  const auto& rows = base.assumptions.rows;
  return difference.from && *difference.from < date &&
         std::any_of(rows.begin(), rows.end(),
                     [&](const RegisterRow& row) { return row.key == difference.key; });
}

TEST(History, IsLeftByEveryScenarioOnADateThatItStates) {
  for (const auto& file : scenarios_in(rotherham_folder)) {
    const std::string id = file.stem().string();
    if (id == "history") continue;
    ASSERT_EQ(departures.count(id), 1U) << "no departure of " << id;
    const auto& from = departures.at(id).from;
    const Scenario base = rotherham(departures.at(id).base);
    auto found = differences(base.assumptions, rotherham(id).assumptions);
    found.erase(
        std::remove_if(found.begin(), found.end(),
                       [](const auto& one) { return one.key == "name" || one.key == "about"; }),
        found.end());
    EXPECT_EQ(from.has_value(), !found.empty()) << id;
    if (!from) continue;
    EXPECT_TRUE(is_stated(*from, found)) << id;
    for (const Difference& one : found)
      EXPECT_FALSE(is_too_early(one, *from, base)) << id << ": " << one.key;
  }
}

/// Each measure with its values by the day after the month or reported year.
using Life = std::map<std::string, std::map<sim::Date, std::int64_t>>;

/// The days after the reported years: in September for schools, in April for money.
std::vector<sim::Date> year_ends(models::Basis basis, const models::Period& period) {
  std::vector<sim::Date> ends;
  if (basis == models::Basis::school_year)
    for (const int year : models::reported_school_years(period))
      ends.push_back(sim::date(period.first_school_year + year + 1, 9, 1));
  else
    for (const int year : models::reported_financial_years(period))
      ends.push_back(sim::date(year + 1, 4, 1));
  return ends;
}

Life life(const Scenario& scenario) {
  const models::Ground ground(scenario.borough);
  models::Model model(ground);
  const auto result = model.run(0);
  Life life;
  const auto add = [&](const std::string& name, const std::vector<sim::Date>& ends, auto& next) {
    for (const sim::Date end : ends) life[name][end] = *next++;
  };
  auto month = result.monthly.begin();
  for (const auto& one : models::monthly_measures(scenario.borough))
    add("monthly " + one.measure.name + " " + one.breakdown, model.month_ends(), month);
  auto year = result.yearly.begin();
  for (const auto& one : models::yearly_measures(scenario.borough))
    add("yearly " + one.measure.name + " " + one.breakdown,
        year_ends(one.basis, scenario.borough.period), year);
  // A place that is announced gives a wait another reason, and changes nobody's life.
  for (const std::string reason : {"no-specialist-place", "not-open-yet"})
    for (const std::string by_reason :
         {"displaced ", "out_of_borough_by_reason ", "out_of_borough_cost_by_reason "})
      EXPECT_EQ(life.erase("yearly " + by_reason + reason), 1U) << by_reason << reason;
  return life;
}

struct Change {
  std::string measure;
  sim::Date end;
};

/// The earliest month or year in which a measure that both have is not the same to the bit.
std::optional<Change> first_change(const Life& base, const Life& option) {
  std::optional<Change> first;
  for (const auto& [measure, values] : base) {
    const auto others = option.find(measure);
    if (others == option.end()) continue;
    for (const auto& [end, value] : values)
      if (others->second.at(end) != value && (!first || end < first->end)) first = {measure, end};
  }
  return first;
}

TEST(History, HappensToTheSameChildrenUntilItsOwnDate) {
  for (const auto& [id, departure] : departures) {
    const auto change = first_change(life(rotherham(departure.base)), life(rotherham(id)));
    ASSERT_EQ(change.has_value(), departure.from.has_value()) << id;
    if (!change) continue;
    EXPECT_GT(change->end, *departure.from) << id << ": " << change->measure;
    EXPECT_LE(change->end, *departure.from + std::chrono::days(366)) << id << ": stated too early";
  }
}

TEST(Contradictions, AreListedAllNineteen) {
  const std::string sources = text_of(rotherham_folder / "sources.md");
  for (int number = 1; number <= 19; ++number)
    EXPECT_THAT(sources, HasSubstr("\n| " + std::to_string(number) + " | "));
}

}  // namespace
