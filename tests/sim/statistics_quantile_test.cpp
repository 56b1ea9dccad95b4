#include <cmath>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "sim/kernel/expects.h"
#include "sim/statistics/quantile.h"
#include "tests/sim/verification_case.h"

namespace {

TEST(OrderedSample, HasTypeSevenQuantiles) {
  const nlohmann::json known = verification_case("S08");
  std::vector<double> shuffled = known.at("parameters").at("x").get<std::vector<double>>();
  std::swap(shuffled.front(), shuffled[3]);

  const sim::OrderedSample sample(shuffled);

  for (const auto& [probability, expected] : known.at("expected").items())
    expect_agrees(known, sample.quantile(std::stod(probability)), expected, probability);
  EXPECT_EQ(sample.quantile(0), 15);
  EXPECT_EQ(sample.quantile(1), 50);
}

TEST(OrderedSample, OfOneValueIsThatValueAtEveryProbability) {
  const sim::OrderedSample sample({4.5});
  EXPECT_EQ(sample.quantile(0), 4.5);
  EXPECT_EQ(sample.quantile(0.1), 4.5);
  EXPECT_EQ(sample.quantile(1), 4.5);
}

TEST(OrderedSample, RefusesNothingAndWhatIsNotANumber) {
  EXPECT_THROW(sim::OrderedSample({}), sim::ContractError);
  EXPECT_THROW(sim::OrderedSample({1, std::nan("")}), sim::ContractError);
  EXPECT_THROW(sim::OrderedSample({1}).quantile(1.01), sim::ContractError);
}

TEST(QuantileRanks, AgreeWithTheBinomialLaw) {
  const nlohmann::json known = verification_case("S07");
  for (const auto& [name, expected] : known.at("expected").items()) {
    const std::size_t mark = name.find("_p");
    const std::size_t size = std::stoul(name.substr(1, mark - 1));
    const double probability = std::stod(name.substr(mark + 2));

    const sim::QuantileRanks ranks = sim::quantile_ranks(size, probability);

    EXPECT_EQ(ranks.lower, expected.at("l").get<std::size_t>()) << name;
    EXPECT_EQ(ranks.upper, expected.at("u").get<std::size_t>()) << name;
    expect_agrees(known, ranks.coverage, expected.at("coverage"), name);
  }
}

TEST(QuantileRanks, CoverWhatTheyPromiseAtEverySizeAndLevel) {
  for (const std::size_t size : {1U, 2U, 5U, 29U, 200U})
    for (const double probability : {0.1, 0.5, 0.9})
      for (const double confidence : {0.5, 0.8, 0.95, 0.999})
        EXPECT_GE(sim::quantile_ranks(size, probability, confidence).coverage, confidence - 1e-12)
            << size << " " << probability << " " << confidence;
}

TEST(QuantileInterval, LiesAtItsOrderStatistics) {
  std::vector<double> values;
  for (int i = 200; i >= 1; --i) values.push_back(i);  // the rank is the value

  const sim::QuantileInterval interval = sim::OrderedSample(values).quantile_interval(0.5);

  EXPECT_EQ(interval.lower, 86);
  EXPECT_EQ(interval.upper, 115);
}

TEST(QuantileInterval, MayEndAtTheLargestValue) {
  const sim::OrderedSample sample({1, 2, 3, 4, 5, 6});  // 63 of 64 medians lie below the sixth.
  const sim::QuantileInterval interval = sample.quantile_interval(0.5, 0.95);
  EXPECT_EQ(interval.lower, 1);
  EXPECT_EQ(interval.upper, 6);
}

TEST(QuantileRanks, EndWhereTheLawIsReachedExactly) {
  // Of two fair coins at most none, one, two show heads with 1/4, 3/4, 1.
  const sim::QuantileRanks ranks = sim::quantile_ranks(2, 0.5, 0.5);
  EXPECT_EQ(ranks.lower, 0U);
  EXPECT_EQ(ranks.upper, 2U);
  EXPECT_DOUBLE_EQ(ranks.coverage, 0.75);
}

TEST(QuantileInterval, IsUnboundedWhereTheSampleIsTooSmall) {
  const sim::QuantileInterval interval = sim::OrderedSample({1, 2, 3}).quantile_interval(0.9);
  EXPECT_EQ(interval.upper, INFINITY);
  EXPECT_EQ(sim::OrderedSample({1, 2, 3}).quantile_interval(0.1).lower, -INFINITY);
}

}  // namespace
