// What the shipped scenarios said when somebody last looked: a digest of everything that a few
// replications leave behind, and their yearly values, to say what has moved when a digest has.
//
// A change that is meant renews both files, and its commit says which results moved and why:
//
//     SEMH_RENEW_GOLDEN=1 ctest --test-dir build/release -L golden

#include <algorithm>
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

/// The largest movement of each measure, largest share first: "spot_places,2016: 4 -> 7".
std::string movements(const Values& before, const Values& after) {
  struct Movement {
    double share = 0;
    std::string said;
    int years = 0;
  };
  std::map<std::string, Movement> by_measure;
  std::string text;
  for (const auto& [name, value] : after) {
    const auto found = before.find(name);
    const std::string measure = name.substr(0, name.rfind(','));
    if (found != before.end() && found->second == value) continue;
    Movement& movement = by_measure[measure];
    ++movement.years;
    const std::int64_t was = found == before.end() ? 0 : found->second;
    const double share = static_cast<double>(std::abs(value - was)) /
                         static_cast<double>(std::max<std::int64_t>(1, std::abs(was)));
    if (share < movement.share) continue;
    movement.share = share;
    movement.said = name + ": " + (found == before.end() ? "none" : std::to_string(was)) + " -> " +
                    std::to_string(value);
  }
  for (const auto& [name, value] : before)
    if (after.count(name) == 0) text += "  gone: " + name + "\n";
  std::vector<Movement> all;
  for (auto& [measure, movement] : by_measure) all.push_back(std::move(movement));
  std::stable_sort(all.begin(), all.end(),
                   [](const Movement& a, const Movement& b) { return a.share > b.share; });
  for (const Movement& movement : all)
    text += "  " + movement.said + " (" + std::to_string(movement.years) + " years moved)\n";
  return text.empty() ? "  no yearly value: only months\n" : text;
}

class Golden : public testing::TestWithParam<std::string> {};

TEST_P(Golden, SaysWhatItSaidBefore) {
  if (renews()) GTEST_SKIP() << "the golden files are being renewed";
  std::uint32_t replication = 0;
  for (const Outcome& outcome : outcomes_of(GetParam())) {
    const std::string expected = golden_digest(GetParam(), replication);
    EXPECT_EQ(outcome.digest, expected)
        << "Replication " << replication << " of " << GetParam() << " has moved, most of all\n"
        << movements(golden_values(GetParam(), replication), outcome.values)
        << "If that is meant, SEMH_RENEW_GOLDEN=1 renews the golden files; the commit says why.";
    ++replication;
  }
}

INSTANTIATE_TEST_SUITE_P(Scenarios, Golden, testing::ValuesIn(shipped()),
                         [](const auto& scenario) { return scenario.param; });

TEST(GoldenFiles, AreRenewedWhenAsked) {
  if (renews()) renew();
  for (const std::string& scenario : shipped())
    for (std::uint32_t replication = 0; replication < replications; ++replication) {
      EXPECT_EQ(golden_digest(scenario, replication).size(), 64U) << scenario;
      EXPECT_GT(golden_values(scenario, replication).size(), 500U) << scenario;
    }
}

TEST(GoldenFiles, NameWhatHasMovedMost) {
  const Values before{{"a,2010", 100}, {"a,2011", 100}, {"b,2010", 10}, {"c,2010", 1}};
  const Values after{{"a,2010", 101}, {"a,2011", 102}, {"b,2010", 15}, {"d,2010", 3}};
  EXPECT_EQ(movements(before, after),
            "  gone: c,2010\n"
            "  d,2010: none -> 3 (1 years moved)\n"
            "  b,2010: 10 -> 15 (1 years moved)\n"
            "  a,2011: 100 -> 102 (2 years moved)\n");
  EXPECT_EQ(movements(before, before), "  no yearly value: only months\n");
}

}  // namespace
