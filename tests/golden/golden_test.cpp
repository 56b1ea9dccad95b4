// What the shipped scenarios said when somebody last looked: a digest of everything that a few
// replications leave behind, and their yearly values, to say what has moved when a digest has.
//
// A change that is meant renews both files, and its commit says which results moved and why:
//
//     SEMH_RENEW_GOLDEN=1 ctest --test-dir build/release -L golden

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <fstream>
#include <map>
#include <sstream>
#include <string>
#include <utility>
#include <vector>

#include <gtest/gtest.h>

#include "models/model.h"
#include "scenarios/scenario_reader.h"
#include "sim/experiment/digest.h"

namespace {

constexpr std::uint32_t replications = 3;
const std::string folder = SEMH_SOURCE_DIR "/tests/golden/";
const std::string digests_file = folder + "digests.txt";  // scenario replication digest
const std::string values_file = folder + "yearly.csv";    // scenario,replication,measure,year,value

bool renews() {
  return std::getenv("SEMH_RENEW_GOLDEN") != nullptr;
}

/// A yearly value by what it is of: "replication 0, unit_roll rowan, 2016".
using Values = std::map<std::string, std::int64_t>;

struct Outcome {
  std::string digest;
  Values values;
};

std::string digest_of(const models::RunResult& result) {
  std::ostringstream text;
  for (const auto* series : {&result.yearly, &result.monthly}) {
    for (const std::int64_t value : *series) text << value << ',';
    text << '\n';
  }
  return sim::sha256(text.str());
}

/// Every value in the order of the measures: (measure, breakdown, year) and value.
Values values_of(const models::Borough& borough, const models::RunResult& result) {
  Values values;
  auto next = result.yearly.begin();
  for (const auto& each : models::yearly_measures(borough)) {
    const bool school = each.basis == models::Basis::school_year;
    for (const int year : school ? models::reported_school_years(borough.period)
                                 : models::reported_financial_years(borough.period)) {
      const int named = school ? borough.period.first_school_year + year : year;
      const std::string name =
          each.measure.name + (each.breakdown.empty() ? "" : " " + each.breakdown);
      if (*next != sim::not_available) values[name + "," + std::to_string(named)] = *next;
      ++next;
    }
  }
  return values;
}

std::vector<Outcome> outcomes_of(const std::string& scenario) {
  const auto read =
      scenarios::read_scenario(SEMH_SOURCE_DIR "/scenarios/rotherham/" + scenario + ".toml");
  const models::Ground ground(read.borough);
  models::Model model(ground);
  std::vector<Outcome> outcomes;
  for (std::uint32_t replication = 0; replication < replications; ++replication) {
    const auto result = model.run(replication);
    outcomes.push_back({digest_of(result), values_of(ground.borough, result)});
  }
  return outcomes;
}

// The files
// -----------------------------------------------------------------------------------------

/// What the digest of a replication was; empty if there was none.
std::string golden_digest(const std::string& scenario, std::uint32_t replication) {
  std::ifstream file(digests_file);
  std::string id;
  std::string digest;
  std::uint32_t number = 0;
  while (file >> id >> number >> digest)
    if (id == scenario && number == replication) return digest;
  return {};
}

/// What the yearly values of a replication were, a line a measure: its first year and its values.
Values golden_values(const std::string& scenario, std::uint32_t replication) {
  Values values;
  std::ifstream file(values_file);
  const std::string begins = scenario + "," + std::to_string(replication) + ",";
  for (std::string line; std::getline(file, line);) {
    if (line.rfind(begins, 0) != 0) continue;
    std::istringstream rest(line.substr(begins.size()));
    std::string measure;
    std::string cell;
    std::getline(rest, measure, ',');
    std::getline(rest, cell, ',');
    int year = std::stoi(cell);
    for (; std::getline(rest, cell, ','); ++year)
      values[measure + "," + std::to_string(year)] = std::stoll(cell);
  }
  return values;
}

/// A line a measure; years follow one another.
void write_values(std::ostream& out, const std::string& scenario, std::uint32_t replication,
                  const Values& values) {
  std::string open;
  for (const auto& [name, value] : values) {
    const auto comma = name.rfind(',');
    const std::string measure = name.substr(0, comma);
    if (measure != open)
      out << (out.tellp() > 0 ? "\n" : "") << scenario << ',' << replication << ',' << name;
    open = measure;
    out << ',' << value;
  }
}

const std::vector<std::string>& shipped() {
  static const std::vector<std::string> ids{"arrangements_2014", "five_steps_2015",
                                            "as_planned_2018", "pru_at_55", "provision_2021"};
  return ids;
}

void renew() {
  std::ofstream digests(digests_file);
  std::ofstream values(values_file);
  for (const std::string& scenario : shipped()) {
    std::uint32_t replication = 0;
    for (const Outcome& outcome : outcomes_of(scenario)) {
      digests << scenario << ' ' << replication << ' ' << outcome.digest << '\n';
      write_values(values, scenario, replication++, outcome.values);
    }
  }
  values << '\n';
}

// What has moved
// ------------------------------------------------------------------------------------

constexpr std::size_t most_told = 8;  // measures of a scenario

struct Movement {
  std::string measure;
  std::size_t values = 0;  ///< That it has, before and after.
  std::size_t moved = 0;
  std::size_t before = 0;  ///< Values summed.
  std::size_t after = 0;
  double sum_before = 0;
  double sum_after = 0;
  double distance = 0;  ///< Of the values that moved, summed.
  double scale = 0;     ///< Of all values before, their sizes summed.
  double largest = -1;
  std::string most;  ///< Where it moved most, such as "2016, replication 1: 38 -> 45".

  double share() const { return distance / std::max(1.0, scale); }
};

void take(Movement& movement, const std::string& where, const std::int64_t* before,
          const std::int64_t* after) {
  ++movement.values;
  if (before != nullptr) {
    ++movement.before;
    movement.sum_before += static_cast<double>(*before);
    movement.scale += std::abs(static_cast<double>(*before));
  }
  if (after != nullptr) {
    ++movement.after;
    movement.sum_after += static_cast<double>(*after);
  }
  if (before != nullptr && after != nullptr && *before == *after) return;
  const double distance = std::abs(static_cast<double>(after != nullptr ? *after : 0) -
                                   static_cast<double>(before != nullptr ? *before : 0));
  ++movement.moved;
  movement.distance += distance;
  if (distance <= movement.largest) return;
  movement.largest = distance;
  const auto text = [](const std::int64_t* value) {
    return value != nullptr ? std::to_string(*value) : std::string("none");
  };
  movement.most = where + ": " + text(before) + " -> " + text(after);
}

/// What became of each measure, over all years and replications, by how far it moved.
std::vector<Movement> movements(const std::vector<Values>& before,
                                const std::vector<Values>& after) {
  std::map<std::string, Movement> by_measure;
  for (std::size_t r = 0; r < std::max(before.size(), after.size()); ++r) {
    const Values none;
    const Values& was = r < before.size() ? before[r] : none;
    const Values& is = r < after.size() ? after[r] : none;
    std::map<std::string, std::pair<const std::int64_t*, const std::int64_t*>> both;
    for (const auto& [name, value] : was) both[name].first = &value;
    for (const auto& [name, value] : is) both[name].second = &value;
    for (const auto& [name, values] : both) {
      const auto comma = name.rfind(',');
      Movement& movement = by_measure[name.substr(0, comma)];
      movement.measure = name.substr(0, comma);
      take(movement, name.substr(comma + 1) + ", replication " + std::to_string(r), values.first,
           values.second);
    }
  }
  std::vector<Movement> all;
  for (auto& [measure, movement] : by_measure) all.push_back(std::move(movement));
  std::stable_sort(all.begin(), all.end(),
                   [](const Movement& a, const Movement& b) { return a.share() > b.share(); });
  return all;
}

/// 12345.6, one decimal.
std::string mean_text(double sum, std::size_t count) {
  if (count == 0) return "none";
  const double tenths = std::round(10 * sum / static_cast<double>(count));
  const auto whole = static_cast<std::int64_t>(std::abs(tenths));
  return (tenths < 0 ? "-" : "") + std::to_string(whole / 10) + "." + std::to_string(whole % 10);
}

std::string told(const Movement& movement) {
  std::string text = movement.measure + ": mean " +
                     mean_text(movement.sum_before, movement.before) + " -> " +
                     mean_text(movement.sum_after, movement.after);
  if (movement.before > 0 && movement.after > 0)
    text += " (moved by " + mean_text(100 * movement.share(), 1) + "%)";
  return text + "; " + std::to_string(movement.moved) + " of " + std::to_string(movement.values) +
         " values, most in " + movement.most;
}

/// In a few lines that tools/check repeats: how much moved, and which measures moved most.
std::string explanation(const std::string& scenario, const std::vector<Values>& before,
                        const std::vector<Values>& after) {
  const std::string mark = "moved: ";
  std::vector<Movement> all = movements(before, after);
  std::size_t values = 0;
  std::size_t moved = 0;
  for (const Movement& movement : all) {
    values += movement.values;
    moved += movement.moved;
  }
  const std::size_t measures = all.size();
  all.erase(std::remove_if(all.begin(), all.end(),
                           [](const Movement& movement) { return movement.moved == 0; }),
            all.end());
  std::string text = mark + scenario + ": " + std::to_string(moved) + " of " +
                     std::to_string(values) + " yearly values, of " + std::to_string(all.size()) +
                     " of " + std::to_string(measures) + " measures";
  text += all.empty() ? "; months alone have moved\n" : "; most of all\n";
  for (std::size_t i = 0; i < std::min(most_told, all.size()); ++i)
    text += mark + "  " + told(all[i]) + "\n";
  if (all.size() > most_told)
    text += mark + "  and " + std::to_string(all.size() - most_told) + " more measures\n";
  return text;
}

class Promise26OldScenariosKeepTheirNumbers : public testing::TestWithParam<std::string> {};

TEST_P(Promise26OldScenariosKeepTheirNumbers, SaysWhatItSaidBefore) {
  if (renews()) GTEST_SKIP() << "the golden files are being renewed";
  std::vector<Values> before;
  std::vector<Values> after;
  bool same = true;
  for (Outcome& outcome : outcomes_of(GetParam())) {
    const auto replication = static_cast<std::uint32_t>(after.size());
    same = same && outcome.digest == golden_digest(GetParam(), replication);
    before.push_back(golden_values(GetParam(), replication));
    after.push_back(std::move(outcome.values));
  }
  EXPECT_TRUE(same) << GetParam() << " does not say what it said before.\n"
                    << explanation(GetParam(), before, after)
                    << "If that is meant, SEMH_RENEW_GOLDEN=1 renews the golden files; the commit "
                       "says why.";
}

INSTANTIATE_TEST_SUITE_P(Scenarios, Promise26OldScenariosKeepTheirNumbers,
                         testing::ValuesIn(shipped()),
                         [](const auto& scenario) { return scenario.param; });

TEST(GoldenFiles, AreRenewedWhenAsked) {
  if (renews()) renew();
  for (const std::string& scenario : shipped())
    for (std::uint32_t replication = 0; replication < replications; ++replication) {
      EXPECT_EQ(golden_digest(scenario, replication).size(), 64U) << scenario;
      EXPECT_GT(golden_values(scenario, replication).size(), 500U) << scenario;
    }
}

TEST(Promise26ExplainsWhatHasMoved, ByMeasureWithTheLargestShareFirst) {
  const std::vector<Values> before{
      {{"a,2010", 100}, {"a,2011", 100}, {"b,2010", 10}, {"c,2010", 1}, {"e,2010", 5}},
      {{"a,2010", 100}, {"a,2011", 100}, {"b,2010", 10}, {"e,2010", -5}}};
  const std::vector<Values> after{
      {{"a,2010", 101}, {"a,2011", 102}, {"b,2010", 15}, {"d,2010", 3}, {"e,2010", 5}},
      {{"a,2010", 100}, {"a,2011", 100}, {"b,2010", 10}, {"e,2010", -5}}};

  EXPECT_EQ(explanation("s", before, after),
            "moved: s: 5 of 10 yearly values, of 4 of 5 measures; most of all\n"
            "moved:   d: mean none -> 3.0; 1 of 1 values, most in 2010, replication 0: none -> 3\n"
            "moved:   c: mean 1.0 -> none; 1 of 1 values, most in 2010, replication 0: 1 -> none\n"
            "moved:   b: mean 10.0 -> 12.5 (moved by 25.0%); 1 of 2 values, most in 2010, "
            "replication 0: 10 -> 15\n"
            "moved:   a: mean 100.0 -> 100.8 (moved by 0.8%); 2 of 4 values, most in 2011, "
            "replication 0: 100 -> 102\n");
  EXPECT_EQ(explanation("s", before, before),
            "moved: s: 0 of 9 yearly values, of 0 of 4 measures; months alone have moved\n");
}

/// One replication of a shipped scenario after a change.
template <typename Change>
Values values_after(const std::string& scenario, Change change) {
  auto read =
      scenarios::read_scenario(SEMH_SOURCE_DIR "/scenarios/rotherham/" + scenario + ".toml");
  change(read.borough);
  const models::Ground ground(read.borough);
  models::Model model(ground);
  return values_of(ground.borough, model.run(0));
}

TEST(Promise26ExplainsWhatHasMoved, AfterAPlantedChange) {
  const Values before = values_after("arrangements_2014", [](models::Borough&) {});
  const Values dearer = values_after("arrangements_2014", [](models::Borough& borough) {
    borough.independent.price = models::Price(sim::Money::pounds(60'000));
  });

  const std::string said = explanation("arrangements_2014", {before}, {dearer});
  EXPECT_NE(said.find("moved: arrangements_2014: "), std::string::npos);
  EXPECT_NE(said.find("independent"), std::string::npos) << said;
  EXPECT_EQ(said.find("permanent_exclusions"), std::string::npos) << said;
  EXPECT_LT(std::count(said.begin(), said.end(), '\n'), 11) << said;
}

}  // namespace
