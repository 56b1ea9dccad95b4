#include <cstddef>
#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "sim/kernel/expects.h"
#include "sim/sensitivity/rank_correlation.h"
#include "tests/sim/verification_case.h"

namespace {

using testing::ElementsAre;

TEST(RankCorrelation, AgreesWithTheKnownOnes) {
  const nlohmann::json known = verification_case("SA05");
  const nlohmann::json& expected = known.at("expected");
  const auto values = known.at("parameters").at("Y").get<std::vector<double>>();
  std::vector<double> at;
  for (const nlohmann::json& row : known.at("parameters").at("X"))
    for (const nlohmann::json& x : row) at.push_back(x.get<double>());

  const auto partial = sim::partial_rank_correlations(at, 3, values);

  for (std::size_t i = 0; i < 3; ++i) {
    std::vector<double> column;
    for (std::size_t p = 0; p < values.size(); ++p) column.push_back(at[p * 3 + i]);
    expect_agrees(known, partial[i].value, expected.at("prcc").at(i), "partial");
    expect_agrees(known, partial[i].t, expected.at("t_df8").at(i), "t");
    expect_agrees(known, sim::rank_correlation(column, values), expected.at("spearman").at(i),
                  "Spearman");
    EXPECT_EQ(partial[i].freedom, 8);
  }
}

TEST(MidRanks, AreSharedByEquals) {
  EXPECT_THAT(sim::mid_ranks(std::vector<double>{3, 1, 3, 2, 3}), ElementsAre(4, 1, 4, 2, 4));
}

TEST(RankCorrelation, IsNothingWithWhatNeverVaries) {
  const std::vector<double> same{2, 2, 2, 2, 2};
  const std::vector<double> rising{1, 2, 3, 4, 5};
  EXPECT_EQ(sim::rank_correlation(same, rising), 0);
  EXPECT_EQ(sim::rank_correlation(rising, rising), 1);

  std::vector<double> at;
  for (std::size_t p = 0; p < 5; ++p) at.insert(at.end(), {same[p], rising[p]});
  const auto partial = sim::partial_rank_correlations(at, 2, std::vector<double>{1, 3, 2, 4, 5});
  EXPECT_EQ(partial[0].value, 0);
  EXPECT_NEAR(partial[1].value, 0.9, 1e-12);
  EXPECT_THROW(sim::partial_rank_correlations(at, 5, std::vector<double>{1, 2}),
               sim::ContractError);
}

}  // namespace
