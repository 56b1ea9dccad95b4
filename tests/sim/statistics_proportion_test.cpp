#include <cmath>
#include <string>

#include <gtest/gtest.h>

#include "sim/kernel/expects.h"
#include "sim/statistics/proportion.h"
#include "tests/sim/verification_case.h"

namespace {

void expect_interval(const nlohmann::json& of, const sim::ProportionInterval& interval,
                     const nlohmann::json& expected, const std::string& what) {
  expect_agrees(of, interval.lower, expected.at(0), what + " lower");
  expect_agrees(of, interval.upper, expected.at(1), what + " upper");
}

TEST(ProportionInterval, AgreesWithTheKnownOnes) {
  const nlohmann::json known = verification_case("S01");
  for (const auto& [name, expected] : known.at("expected").items()) {
    const std::size_t mark = name.find('/');
    const long hits = std::stol(name.substr(0, mark));
    const long trials = std::stol(name.substr(mark + 1));

    expect_interval(known, sim::wilson(hits, trials), expected.at("wilson"), name + " Wilson");
    expect_interval(known, sim::jeffreys(hits, trials), expected.at("jeffreys"),
                    name + " Jeffreys");
    expect_interval(known, sim::clopper_pearson(hits, trials), expected.at("clopper_pearson"),
                    name + " Clopper-Pearson");
  }
}

TEST(ProportionInterval, OfMissesMirrorsThatOfHits) {
  for (const auto interval_of : {sim::wilson, sim::jeffreys, sim::clopper_pearson}) {
    const sim::ProportionInterval hits = interval_of(7, 40, 0.8);
    const sim::ProportionInterval misses = interval_of(33, 40, 0.8);
    EXPECT_NEAR(hits.lower, 1 - misses.upper, 1e-14);
    EXPECT_NEAR(hits.upper, 1 - misses.lower, 1e-14);
  }
}

TEST(ProportionInterval, RefusesMoreHitsThanTrials) {
  for (const auto interval_of : {sim::wilson, sim::jeffreys, sim::clopper_pearson}) {
    EXPECT_THROW(interval_of(5, 4, 0.95), sim::ContractError);
    EXPECT_THROW(interval_of(-1, 4, 0.95), sim::ContractError);
    EXPECT_THROW(interval_of(0, 0, 0.95), sim::ContractError);
    EXPECT_THROW(interval_of(1, 4, 0), sim::ContractError);
  }
}

TEST(NeverSeen, BoundsWhatMayStillHappen) {
  const nlohmann::json known = verification_case("S02");
  const nlohmann::json& expected = known.at("expected");

  EXPECT_EQ(sim::trials_to_rule_out(0.01), expected.at("n_exact").get<std::int64_t>());
  expect_agrees(known, sim::largest_unseen(300), expected.at("upper_300"), "300 trials");
  EXPECT_NEAR(sim::largest_unseen(300), expected.at("rule_of_three_300").get<double>(), 1e-4);
}

TEST(NeverSeen, IsRuledOutByJustEnoughTrials) {
  for (const double proportion : {0.5, 0.1, 0.013, 1e-4}) {
    const std::int64_t enough = sim::trials_to_rule_out(proportion, 0.9);
    EXPECT_LE(sim::largest_unseen(enough, 0.9), proportion);
    EXPECT_GT(sim::largest_unseen(enough - 1, 0.9), proportion);
  }
}

}  // namespace
