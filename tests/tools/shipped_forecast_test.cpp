// The forecast of record as it is shipped: what must be true of its numbers whatever they are.
#include <fstream>
#include <map>
#include <sstream>
#include <string>
#include <tuple>
#include <vector>

#include <gtest/gtest.h>

namespace {

/// Quantiles in their order by (scenario, measure, definition, phase, year).
using Key = std::tuple<std::string, std::string, std::string, std::string, std::string>;

std::map<Key, std::vector<double>> quantiles() {
  std::ifstream file(SEMH_SOURCE_DIR "/scenarios/rotherham/forecast.csv");
  std::map<Key, std::vector<double>> all;
  std::string line;
  std::getline(file, line);
  while (std::getline(file, line)) {
    std::istringstream cells(line);
    std::vector<std::string> row;
    for (std::string cell; std::getline(cells, cell, ',');) row.push_back(cell);
    if (row.at(5) != "mean")
      all[{row[0], row[1], row[2], row[3], row[4]}].push_back(std::stod(row.at(6)));
  }
  return all;
}

TEST(ShippedForecast, HasQuantilesThatNeverFall) {
  const auto all = quantiles();
  ASSERT_GT(all.size(), 1000U);
  for (const auto& [key, values] : all) {
    ASSERT_EQ(values.size(), 9U) << std::get<0>(key) << " " << std::get<1>(key);
    for (std::size_t i = 1; i < values.size(); ++i)
      EXPECT_LE(values[i - 1], values[i])
          << std::get<0>(key) << " " << std::get<1>(key) << " " << std::get<4>(key);
  }
}

/// The autumn of 2017 has been counted: 21 exclusions that stand.
TEST(ShippedForecast, NeverFallsBelowWhatHasHappenedWhereItHas) {
  const auto all = quantiles();
  const auto lowest = [&](const char* scenario) {
    return all.at({scenario, "permanent_exclusions", "council", "total", "2017/18"}).front();
  };
  EXPECT_GE(lowest("as_planned_2018"), 21);
  EXPECT_GE(lowest("provision_2021"), 21);
}

TEST(ShippedForecast, IsAboutTheSameChildrenInScenariosThatDifferLater) {
  const auto all = quantiles();
  for (const char* scenario : {"provision_2021", "provision_late", "trailblazer_ends"})
    EXPECT_EQ(all.at({scenario, "permanent_exclusions", "council", "total", "2017/18"}),
              all.at({"as_planned_2018", "permanent_exclusions", "council", "total", "2017/18"}))
        << scenario << " differs from 2018 on";
}

}  // namespace
