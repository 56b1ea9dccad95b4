#include <cmath>
#include <cstddef>
#include <cstdint>
#include <vector>

#include <boost/math/distributions/chi_squared.hpp>
#include <gtest/gtest.h>

#include "sim/inference/simulated_calibration.h"
#include "sim/kernel/expects.h"
#include "sim/random/stream.h"

namespace {

TEST(Contraction, IsTheShareOfVarianceTakenAway) {
  EXPECT_DOUBLE_EQ(sim::contraction(4, 1), 0.75);
  EXPECT_DOUBLE_EQ(sim::contraction(4, 4), 0);
  EXPECT_LT(sim::contraction(4, 5), 0);
  EXPECT_THROW(sim::contraction(0, 1), sim::ContractError);
}

TEST(Rank, CountsTheDrawsBelowAndSharesOutEqualOnes) {
  const std::vector<double> draws{1, 5, 3, 3, 8};
  EXPECT_EQ(sim::rank_of(0, draws, 0.5), 0U);
  EXPECT_EQ(sim::rank_of(9, draws, 0.5), 5U);
  EXPECT_EQ(sim::rank_of(3, draws, 0.1), 1U);
  EXPECT_EQ(sim::rank_of(3, draws, 0.5), 2U);
  EXPECT_EQ(sim::rank_of(3, draws, 0.9), 3U);
}

TEST(RankHistogram, IsEvenOverEvenRanks) {
  std::vector<std::size_t> ranks;
  for (std::size_t rank = 0; rank < 100; ++rank) ranks.insert(ranks.end(), 5, rank);

  const sim::RankHistogram histogram = sim::rank_histogram(ranks, 99);

  EXPECT_EQ(histogram.counts, std::vector<std::int64_t>(20, 25));
  EXPECT_EQ(histogram.chi_squared, 0);
  EXPECT_EQ(histogram.p_value, 1);
}

TEST(RankHistogram, KnowsHowUnlikelyItsUnevennessIs) {
  std::vector<std::size_t> ranks;
  for (std::size_t rank = 0; rank < 100; ++rank) ranks.insert(ranks.end(), 5, rank);
  std::vector<std::size_t> more = ranks;
  more.insert(more.end(), 30, 0);

  const sim::RankHistogram histogram = sim::rank_histogram(more, 99);

  EXPECT_EQ(histogram.counts[0], 55);
  EXPECT_NEAR(histogram.chi_squared, 19 * 1.5 * 1.5 / 26.5 + 28.5 * 28.5 / 26.5, 1e-12);
  const boost::math::chi_squared law(19);
  EXPECT_NEAR(histogram.p_value, cdf(complement(law, histogram.chi_squared)), 1e-12);
}

TEST(RankHistogram, KnowsTheChanceOfAnyUnevenness) {
  for (const std::size_t few : {1U, 5U, 12U, 40U, 90U}) {
    std::vector<std::size_t> ranks;
    for (std::size_t rank = 0; rank < 100; ++rank) ranks.insert(ranks.end(), 6, rank);
    ranks.insert(ranks.end(), few, 99);
    const sim::RankHistogram histogram = sim::rank_histogram(ranks, 99);
    const boost::math::chi_squared law(19);
    const double exact = cdf(complement(law, histogram.chi_squared));
    EXPECT_NEAR(histogram.p_value, exact, 1e-12 * (1 - exact) + 1e-10 * exact) << few;
  }
}

TEST(RankHistogram, TakesUnevenBinsForWhatTheyAre) {
  std::vector<std::size_t> ranks;
  for (std::size_t rank = 0; rank <= 10; ++rank) ranks.push_back(rank);

  const sim::RankHistogram histogram = sim::rank_histogram(ranks, 10, 3);

  EXPECT_EQ(histogram.counts, (std::vector<std::int64_t>{4, 4, 3}));
  EXPECT_NEAR(histogram.chi_squared, 0, 1e-14);
  EXPECT_THROW(sim::rank_histogram(ranks, 9, 3), sim::ContractError);
}

TEST(Coverage, CountsTruthsWithinTheirRange) {
  std::vector<std::size_t> ranks;
  for (std::size_t rank = 0; rank < 100; ++rank) ranks.push_back(rank);
  EXPECT_EQ(sim::covered(ranks, 99, 0.9), 90);
  EXPECT_EQ(sim::covered(ranks, 99, 0.5), 50);
}

TEST(BinomialRange, HoldsWhatChanceAllows) {
  const sim::CountRange nine_in_ten = sim::binomial_range(500, 0.9);
  EXPECT_EQ(nine_in_ten.lower, 432);
  EXPECT_EQ(nine_in_ten.upper, 466);
  const sim::CountRange certain = sim::binomial_range(1, 0.999, 0.9);
  EXPECT_EQ(certain.lower, 1);
  EXPECT_EQ(certain.upper, 1);
}

}  // namespace
