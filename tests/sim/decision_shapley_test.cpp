// A difference shared out among levers: known answers, and what must hold of any game.
#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <numeric>
#include <vector>

#include <gtest/gtest.h>

#include "sim/decision/shapley.h"
#include "sim/kernel/expects.h"
#include "sim/random/stream.h"
#include "sim/statistics/proportion.h"

namespace {

using sim::LeverOrders;
using sim::LeverSet;
using sim::WideWhole;

using Game = std::function<std::int64_t(LeverSet, std::size_t future)>;

std::vector<std::vector<std::int64_t>> worth_of(const LeverOrders& orders, const Game& game,
                                                std::size_t futures) {
  std::vector<std::vector<std::int64_t>> worth(futures);
  for (std::size_t future = 0; future < futures; ++future)
    for (const LeverSet set : orders.sets) worth[future].push_back(game(set, future));
  return worth;
}

bool has(LeverSet set, std::size_t lever) {
  return (set >> lever & 1) != 0;
}

/// Numbers up to a billion that follow from the set and the future alone.
std::int64_t wild(LeverSet set, std::size_t future) {
  const sim::Universe universe(7, sim::Domain::simulation, static_cast<std::uint32_t>(future));
  return static_cast<std::int64_t>(1e9 * universe.uniform({1, static_cast<std::uint32_t>(set), 0}));
}

std::int64_t as_whole(WideWhole number) {
  return static_cast<std::int64_t>(number);
}

TEST(Shapley, GivesEachLeverOfALinearModelItsCoefficient) {
  const std::vector<std::int64_t> coefficients{-300, 40, 0, 7, 1'000'000'007};
  const auto linear = [&](LeverSet set, std::size_t future) {
    std::int64_t sum = 12 + static_cast<std::int64_t>(future);
    for (std::size_t lever = 0; lever < coefficients.size(); ++lever)
      if (has(set, lever)) sum += coefficients[lever];
    return sum;
  };
  for (const LeverOrders& orders : {sim::every_order(5), sim::sampled_orders(5, 3, 1)}) {
    const auto shared = sim::shared_difference(orders, worth_of(orders, linear, 4));
    for (std::size_t lever = 0; lever < coefficients.size(); ++lever) {
      EXPECT_EQ(as_whole(shared.sums[lever] / shared.denominator), coefficients[lever]);
      EXPECT_EQ(as_whole(shared.sums[lever] % shared.denominator), 0);
      EXPECT_EQ(shared.parts[lever].half_width, 0);
    }
  }
}

// Two levers that do 12 only together, beside one that does 5, and 3 more with the first: 6 each
// of the 12, and half of the 3.
TEST(Shapley, SharesAnInteractionEqually) {
  const auto game = [](LeverSet set, std::size_t) {
    std::int64_t worth = 100;
    if (has(set, 0) && has(set, 1)) worth += 12;
    if (has(set, 2)) worth += 5;
    if (has(set, 0) && has(set, 2)) worth += 3;
    return worth;
  };
  const auto orders = sim::every_order(3);
  const auto shared = sim::shared_difference(orders, worth_of(orders, game, 2));
  EXPECT_DOUBLE_EQ(shared.parts[0].mean, 7.5);
  EXPECT_DOUBLE_EQ(shared.parts[1].mean, 6);
  EXPECT_DOUBLE_EQ(shared.parts[2].mean, 6.5);
  EXPECT_EQ(as_whole(shared.total()), 20 * as_whole(shared.denominator));
}

// The glove game: one left glove (0) and two right ones; a pair is worth 6. Source: Shapley values
// 4, 1 and 1, as in any textbook of cooperative games.
TEST(Shapley, AgreesWithTheGloveGame) {
  const auto game = [](LeverSet set, std::size_t) {
    return std::int64_t{has(set, 0) && (has(set, 1) || has(set, 2)) ? 6 : 0};
  };
  const auto orders = sim::every_order(3);
  const auto shares = sim::lever_shares(orders, worth_of(orders, game, 1).front());
  EXPECT_EQ(as_whole(shares[0]), 4 * 6);
  EXPECT_EQ(as_whole(shares[1]), 1 * 6);
  EXPECT_EQ(as_whole(shares[2]), 1 * 6);
}

TEST(Shapley, AddsUpExactlyForAnyGame) {
  for (std::size_t levers = 1; levers <= sim::most_exact_levers; levers += 3) {
    const auto orders = sim::every_order(levers);
    const auto worth = worth_of(orders, wild, 3);
    const auto shared = sim::shared_difference(orders, worth);
    WideWhole difference = 0;
    for (const auto& future : worth) difference += future.back() - future.front();
    EXPECT_TRUE(shared.total() == difference * orders.denominator()) << levers;
  }
  const auto sampled = sim::sampled_orders(14, 5, 1);
  const auto shared = sim::shared_difference(sampled, worth_of(sampled, wild, 3));
  WideWhole difference = 0;
  for (std::size_t future = 0; future < 3; ++future)
    difference += wild((LeverSet{1} << 14) - 1, future) - wild(0, future);
  EXPECT_TRUE(shared.total() == difference * sampled.denominator());
}

TEST(Shapley, GivesNothingToALeverThatDoesNothing) {
  const auto game = [](LeverSet set, std::size_t future) {
    return wild(set & ~LeverSet{2}, future);
  };
  for (const LeverOrders& orders : {sim::every_order(6), sim::sampled_orders(6, 4, 9)}) {
    const auto shared = sim::shared_difference(orders, worth_of(orders, game, 3));
    EXPECT_EQ(as_whole(shared.sums[1]), 0);
    EXPECT_EQ(shared.parts[1].half_width, 0);
    EXPECT_EQ(sim::whole_parts(shared.sums, shared.denominator)[1], 0);
  }
}

TEST(Shapley, DoesNotDependOnHowLeversAreListed) {
  const std::vector<std::size_t> listed{3, 0, 4, 1, 2};  // the lever that is listed i-th
  const auto renamed = [&](LeverSet set, std::size_t future) {
    LeverSet own = 0;
    for (std::size_t i = 0; i < listed.size(); ++i)
      if (has(set, i)) own |= LeverSet{1} << listed[i];
    return wild(own, future);
  };
  const auto orders = sim::every_order(5);
  const auto one = sim::shared_difference(orders, worth_of(orders, wild, 4));
  const auto other = sim::shared_difference(orders, worth_of(orders, renamed, 4));
  for (std::size_t i = 0; i < listed.size(); ++i) {
    EXPECT_TRUE(other.sums[i] == one.sums[listed[i]]);
    EXPECT_EQ(other.parts[i].half_width, one.parts[listed[i]].half_width);
  }
}

TEST(Shapley, TreatsLeversAlikeThatDoTheSame) {
  const auto game = [](LeverSet set, std::size_t future) {
    const LeverSet swapped =
        (set & ~LeverSet{3}) | (has(set, 0) ? 2U : 0U) | (has(set, 1) ? 1U : 0U);
    return wild(std::min(set, swapped), future);
  };
  const auto orders = sim::every_order(4);
  const auto shared = sim::shared_difference(orders, worth_of(orders, game, 3));
  EXPECT_TRUE(shared.sums[0] == shared.sums[1]);
}

TEST(Shapley, AddsLeversOfOnePartTogether) {
  const auto orders = sim::every_order(5);
  const auto worth = worth_of(orders, wild, 6);
  const auto each = sim::shared_difference(orders, worth);
  const std::vector<std::size_t> groups{0, 1, 1, 0, 2};
  const auto together =
      sim::shared_difference(orders, worth, groups, std::vector<std::size_t>{0, 1, 2, 3, 4, 5});
  EXPECT_TRUE(together.sums[0] == each.sums[0] + each.sums[3]);
  EXPECT_TRUE(together.sums[1] == each.sums[1] + each.sums[2]);
  EXPECT_TRUE(together.sums[2] == each.sums[4]);
  EXPECT_TRUE(together.total() == each.total());
}

// The interval of a part over futures is that of the mean of its shares: here the future itself.
TEST(Shapley, HasAnIntervalOverFutures) {
  const auto game = [](LeverSet set, std::size_t future) {
    return has(set, 0) ? static_cast<std::int64_t>(future) : std::int64_t{0};
  };
  const auto orders = sim::every_order(2);
  const auto shared = sim::shared_difference(orders, worth_of(orders, game, 5));
  EXPECT_DOUBLE_EQ(shared.parts[0].mean, 2);
  EXPECT_NEAR(shared.parts[0].half_width, 2.7764451052 * std::sqrt(2.5 / 5), 1e-9);
  EXPECT_EQ(shared.parts[1].half_width, 0);
}

TEST(Shapley, SaysHowFarSampledOrdersAreFromAllOfThem) {
  const auto all = sim::every_order(9);
  const auto exact = sim::shared_difference(all, worth_of(all, wild, 2));
  std::size_t covered = 0;
  std::size_t parts = 0;
  for (std::uint64_t seed = 1; seed <= 20; ++seed) {
    const auto orders = sim::sampled_orders(9, 12, seed);
    EXPECT_LT(orders.sets.size(), all.sets.size());
    const auto worth = worth_of(orders, wild, 2);
    // Both futures are all there are, so what is left is the error of sampling orders.
    const auto sampled = sim::shared_difference(orders, worth);
    for (std::size_t lever = 0; lever < 9; ++lever, ++parts)
      covered += std::abs(sampled.parts[lever].mean - exact.parts[lever].mean) <=
                         sampled.parts[lever].half_width
                     ? 1
                     : 0;
  }
  EXPECT_GE(covered, parts * 90 / 100);
}

TEST(WholeParts, AddUpToTheRoundedTotal) {
  const std::vector<WideWhole> sums{10, 10, 10, -1, 0};
  EXPECT_EQ(sim::whole_parts(sums, 3), (std::vector<std::int64_t>{4, 3, 3, 0, 0}));  // 9.67
  const std::vector<WideWhole> halves{1, 1, -5};
  EXPECT_EQ(sim::whole_parts(halves, 2), (std::vector<std::int64_t>{1, 0, -3})) << "-1.5 is -2";
  for (std::uint32_t game = 0; game < 200; ++game) {
    std::vector<WideWhole> any;
    WideWhole total = 0;
    for (std::size_t part = 0; part < 6; ++part) {
      any.push_back(part == 2 ? WideWhole{0}
                              : WideWhole{wild(part, game) - 500'000'000} * 1'000'003);
      total += any.back();
    }
    const auto whole = sim::whole_parts(any, 3'628'800);
    EXPECT_EQ(std::accumulate(whole.begin(), whole.end(), std::int64_t{0}),
              sim::rounded_ratio(total, 3'628'800));
    EXPECT_EQ(whole[2], 0);
    for (std::size_t part = 0; part < 6; ++part) {
      const WideWhole apart = WideWhole{whole[part]} * 3'628'800 - any[part];
      EXPECT_TRUE(apart < 3'628'800 && apart > -3'628'800);
    }
  }
}

/// Two futures a draw: what each of two levers does has a part that its draw fixes, of mean 40 and
/// -25.
std::vector<std::vector<std::int64_t>> drawn_worth(std::uint32_t trial, std::size_t draws) {
  sim::Stream stream(sim::Universe(11, sim::Domain::bootstrap, trial), {2, 0, 0});
  const auto normal = [&] { return sim::normal_quantile(stream.uniform()); };
  std::vector<std::vector<std::int64_t>> worth;
  for (std::size_t draw = 0; draw < draws; ++draw) {
    const double known_by_draw[] = {normal(), normal()};
    for (int future = 0; future < 2; ++future) {
      const auto first = std::llround(1e6 * (40 + 9 * known_by_draw[0] + 4 * normal()));
      const auto second = std::llround(1e6 * (-25 + 9 * known_by_draw[1] + 4 * normal()));
      worth.push_back({0, first, second, first + second});
    }
  }
  return worth;
}

TEST(Shapley, CoversEachShareAsOftenAsItSaysWhereDrawsAreShared) {
  constexpr std::uint32_t trials = 1000;
  constexpr std::size_t draws = 50;
  const auto orders = sim::every_order(2);
  const std::vector<std::size_t> levers{0, 1};
  std::vector<std::size_t> clusters;
  for (std::size_t draw = 0; draw < draws; ++draw) clusters.insert(clusters.end(), 2, draw);
  const double truth[] = {40e6, -25e6};
  std::int64_t covered[] = {0, 0};
  std::int64_t blind[] = {0, 0};
  for (std::uint32_t trial = 0; trial < trials; ++trial) {
    const auto worth = drawn_worth(trial, draws);
    const auto shared = sim::shared_difference(orders, worth, levers, clusters);
    const auto usual = sim::shared_difference(orders, worth);
    const auto covers = [](const sim::Estimate& one, double value) {
      return one.lower() <= value && value <= one.upper() ? 1 : 0;
    };
    for (std::size_t lever = 0; lever < 2; ++lever) {
      covered[lever] += covers(shared.parts[lever], truth[lever]);
      blind[lever] += covers(usual.parts[lever], truth[lever]);
    }
  }
  for (std::size_t lever = 0; lever < 2; ++lever) {
    const auto seen = sim::wilson(covered[lever], trials, 0.9999);
    EXPECT_LE(seen.lower, 0.95) << lever;
    EXPECT_GE(seen.upper, 0.95) << lever;
    EXPECT_LT(sim::wilson(blind[lever], trials, 0.9999).upper, 0.95) << "what draws are told for";
  }
}

TEST(Shapley, RefusesWhatItCannotShareOut) {
  EXPECT_THROW(sim::every_order(11), sim::ContractError);
  EXPECT_THROW(sim::sampled_orders(64, 1, 1), sim::ContractError);
  const auto orders = sim::every_order(2);
  EXPECT_THROW(sim::lever_shares(orders, std::vector<std::int64_t>{1, 2, 3}), sim::ContractError);
  EXPECT_THROW(sim::shared_difference(orders, {{1, 2, 3, 4}}), sim::ContractError);
  const std::vector<std::size_t> levers{0, 1};
  const std::vector<std::size_t> one_draw{7, 7};
  EXPECT_THROW(sim::shared_difference(orders, {{1, 2, 3, 4}, {1, 2, 3, 5}}, levers, one_draw),
               sim::ContractError);
}

}  // namespace
