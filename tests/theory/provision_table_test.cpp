// The provision table of 2014/15, line by line: five pupils at other authorities' schools
// (£0.052m), 114 places at Aspire (£2.00m), 29 pupils out of the borough (£1.73m), £3.78m in all.
#include <cstdint>
#include <map>
#include <string>

#include <gtest/gtest.h>

#include "models/model.h"
#include "scenarios/scenario_reader.h"

namespace {

constexpr int replications = 50;
constexpr int school_year = 2014;

/// Means over replications of the measures of the school year, by name and breakdown.
std::map<std::string, double> means() {
  const auto scenario = scenarios::read_scenario(std::string(SEMH_SOURCE_DIR) +
                                                 "/scenarios/rotherham/arrangements_2014.toml");
  const models::Ground ground(scenario.borough);
  models::Model model(ground);
  const auto measures = models::yearly_measures(ground.borough);
  const int year = school_year - ground.borough.period.first_school_year;
  std::map<std::string, double> sums;
  for (std::uint32_t replication = 0; replication < replications; ++replication) {
    model.run(replication);
    for (const auto& each : measures)
      if (each.basis == models::Basis::school_year)
        sums[each.measure.name + "/" + each.breakdown] +=
            static_cast<double>(each.value(model.world(), year)) / replications;
  }
  return sums;
}

class ProvisionTable : public testing::Test {
 protected:
  /// In thousands of pounds.
  static double cost(const std::string& where) { return mean("provision_cost/" + where) / 1e5; }
  static double aspire() { return cost("aspire-primary") + cost("aspire-secondary"); }
  /// Pupils on average over the year.
  static double pupils(const std::string& where) { return mean(where) / 365; }
  static double mean(const std::string& name) {
    static const auto all = means();
    return all.at(name);
  }
};

TEST_F(ProvisionTable, HasFivePupilsAtOtherAuthoritiesSchools) {
  EXPECT_GT(pupils("out_of_borough/other-authority"), 3);
  EXPECT_LT(pupils("out_of_borough/other-authority"), 7);
  EXPECT_GT(cost("other-authority"), 3 * 10.4);
  EXPECT_LT(cost("other-authority"), 7 * 10.6);
}

TEST_F(ProvisionTable, HasAspireWithItsHundredAndFourteenPlaces) {
  EXPECT_NEAR(mean("unit_places/aspire-primary") + mean("unit_places/aspire-secondary"), 114, 1e-9);
  EXPECT_GT(aspire(), 1500);
  EXPECT_LT(aspire(), 2052);
}

TEST_F(ProvisionTable, HasTwentyNinePupilsOutOfTheBorough) {
  EXPECT_GT(pupils("out_of_borough/independent"), 29 * 0.9);
  EXPECT_LT(pupils("out_of_borough/independent"), 29 * 1.1);
  EXPECT_GT(cost("independent"), 29 * 56.0 * 0.95);
  EXPECT_LT(cost("independent"), 29 * 62.6 * 1.05);
}

TEST_F(ProvisionTable, SumsToWhatThePapersSay) {
  const double total = aspire() + cost("other-authority") + cost("independent");
  EXPECT_GT(total, 3300);
  EXPECT_LT(total, 3930);
  RecordProperty("total", std::to_string(total));
}

}  // namespace
