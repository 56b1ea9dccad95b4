// Every mechanism has a switch: with its lever at zero it is as if it had never been given, to the
// last pupil and penny, whatever else is given of it. With the lever moved it does something.

#include "tests/invariants/off_switch.h"

#include <cstdint>
#include <set>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "tests/invariants/random_borough.h"

namespace {

using models::Borough;
using off_switch::Lever;
using random_borough::boroughs;
using random_borough::drawn;
using random_borough::Values;

constexpr std::uint32_t replications = 5;

/// What every year says in each replication, by name and breakdown.
std::vector<Values> lived(const Borough& given) {
  const models::Ground ground(given);
  models::Model model(ground);
  std::vector<Values> all;
  for (std::uint32_t replication = 0; replication < replications; ++replication)
    all.push_back(random_borough::yearly_values(given, model.run(replication)));
  return all;
}

std::set<std::string> money_measures(const Borough& borough) {
  std::set<std::string> names;
  for (const auto& each : models::yearly_measures(borough))
    if (each.shown == models::Shown::money)
      names.insert(random_borough::name_of(each.measure.name, each.breakdown));
  return names;
}

std::string without_breakdown(const std::string& name) {
  return name.substr(0, name.find('/'));
}

class OffSwitch : public testing::TestWithParam<Lever> {};

/// In every build as many: in a single one a lever may have nobody to act on.
constexpr std::uint32_t most_boroughs = 4;

TEST_P(OffSwitch, IsTheSameAsNothingGiven) {
  const Lever& lever = GetParam();
  bool does_something = false;
  for (std::uint32_t number = 0; number < most_boroughs; ++number) {
    SCOPED_TRACE(number);
    Borough without = drawn(number);
    Borough at_zero = without;
    Borough on = without;
    lever.without(without);
    lever.at_zero(at_zero);
    lever.on(on);
    const auto money = money_measures(without);
    const auto before = lived(without);
    const auto after = lived(at_zero);
    const auto moved = lived(on);
    for (std::size_t replication = 0; replication < replications; ++replication)
      for (const auto& [key, value] : before[replication]) {
        if (lever.own.count(without_breakdown(key.first)) > 0 ||
            (lever.may_cost && money.count(key.first) > 0))
          continue;
        const auto same = after[replication].find(key);
        if (same != after[replication].end()) {
          EXPECT_EQ(same->second, value) << key.first << " in " << key.second;
        }
        const auto other = moved[replication].find(key);
        does_something |= other != moved[replication].end() && other->second != value;
      }
  }
  EXPECT_TRUE(does_something) << "the lever moves nothing";
}

INSTANTIATE_TEST_SUITE_P(OfEachMechanism, OffSwitch, testing::ValuesIn(off_switch::levers()),
                         [](const testing::TestParamInfo<Lever>& each) {
                           std::string name = each.param.name;
                           for (char& c : name)
                             if (c == ' ' || c == '-') c = '_';
                           return name;
                         });

TEST(OffSwitch, OfTravelMovesTheCostOfTravelAlone) {
  const std::set<std::string> of_travel{"money/travel", "money_in_school_year/travel"};
  for (std::uint32_t number = 0; number < boroughs(4); ++number) {
    Borough on = drawn(number);
    Borough off = on;
    off.travel = {};
    const auto before = lived(off);
    const auto after = lived(on);
    for (std::size_t replication = 0; replication < replications; ++replication)
      for (const auto& [key, value] : before[replication]) {
        if (of_travel.count(key.first) > 0 || without_breakdown(key.first) == "travel_cost")
          continue;
        EXPECT_EQ(after[replication].at(key), value) << key.first << " in " << key.second;
      }
  }
}

}  // namespace
