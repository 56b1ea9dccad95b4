// Levers of support: nothing is the same as none, and more of it never makes things worse.

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "tests/invariants/random_borough.h"

namespace {

using models::Borough;
using models::Effect;
using random_borough::boroughs;
using random_borough::drawn;
using random_borough::run;
using random_borough::Values;

models::Intervention everywhere(Effect what, double effect) {
  models::Intervention given;
  given.id = "everywhere";
  given.from = sim::date(2010, 9, 1);
  given.ramp_months = 6;
  given.reach = 0.8;
  given.effect[static_cast<std::size_t>(what)] = effect;
  return given;
}

void expect_the_same_in_common(const Borough& base, const Borough& option) {
  const auto before = run(base);
  const auto after = run(option);
  const Values yearly = random_borough::yearly_values(option, after);
  for (const auto& [key, value] : random_borough::yearly_values(base, before))
    EXPECT_EQ(yearly.at(key), value) << key.first << " in " << key.second;
  EXPECT_EQ(before.monthly, after.monthly);
}

TEST(Support, OfNoEffectAndNoCostIsTheSameAsNone) {
  for (std::uint32_t number = 0; number < boroughs(15); ++number) {
    const Borough base = drawn(number);
    Borough option = base;
    option.interventions.push_back(everywhere(Effect::decision, 0));
    auto unfunded = everywhere(Effect::fixed_term, 0.5);
    unfunded.id = "reaches-nobody";
    unfunded.reach = 0.0;
    option.interventions.push_back(unfunded);
    SCOPED_TRACE(number);
    expect_the_same_in_common(base, option);
  }
}

/// The sum over all years of a measure of everyone.
std::int64_t total(const Borough& borough, const models::RunResult& result,
                   const std::string& measure) {
  std::int64_t sum = 0;
  for (const auto& [key, value] : random_borough::yearly_values(borough, result))
    if (key.first == measure) sum += value;
  return sum;
}

/// Replications of 100 in which `lever` makes the measure no greater.
int not_worse(Borough base, Effect what, double effect, const std::string& measure) {
  base.interventions.clear();
  Borough option = base;
  option.interventions.push_back(everywhere(what, effect));
  int count = 0;
  for (std::uint32_t replication = 0; replication < 100; ++replication)
    count += total(option, run(option, replication), measure) <=
                     total(base, run(base, replication), measure)
                 ? 1
                 : 0;
  return count;
}

TEST(Support, WithMoreEffectMeansFewerFixedTermExclusions) {
  EXPECT_GE(not_worse(drawn(3), Effect::fixed_term, 0.5, "fixed_term_exclusions"), 95);
}

TEST(Support, WithMoreEffectMeansFewerDecisionsToExclude) {
  EXPECT_GE(not_worse(drawn(3), Effect::decision, 0.7, "decisions_to_exclude"), 95);
}

TEST(Support, WithMoreChallengeMeansFewerPermanentExclusions) {
  EXPECT_GE(not_worse(drawn(3), Effect::withdrawal, 0.7, "permanent_exclusions"), 95);
}

}  // namespace
