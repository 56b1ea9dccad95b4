#include "sim/random/stream.h"

#include <cstdint>
#include <set>
#include <tuple>
#include <vector>

#include <gtest/gtest.h>

namespace {

using sim::Address;
using sim::Domain;
using sim::Stream;
using sim::Universe;

std::vector<double> first_draws(const Universe& universe, const Address& address, int count = 5) {
  Stream stream(universe, address);
  std::vector<double> draws;
  for (int i = 0; i < count; ++i) draws.push_back(stream.uniform());
  return draws;
}

TEST(Stream, RepeatsItselfAtTheSameAddress) {
  const Universe universe(1, Domain::simulation, 7);
  EXPECT_EQ(first_draws(universe, {1, 2, 3}), first_draws(universe, {1, 2, 3}));
}

TEST(Stream, BeginsWithTheUniformOfItsAddress) {
  const Universe universe(1, Domain::simulation, 7);
  const Address address{.purpose = 9, .entity = 812, .episode = 2};
  EXPECT_EQ(first_draws(universe, address)[0], universe.uniform(address));
}

TEST(Stream, TakesTwoVariatesFromEachBlock) {
  const Universe universe(1, Domain::simulation, 7);
  const Address address{.purpose = 9, .entity = 812, .episode = 2};
  std::vector<double> expected;
  for (const std::uint32_t block : {0U, 1U, 2U}) {
    const sim::Block words = universe.words(address, block);
    expected.push_back(sim::unit_interval(sim::low_word(words)));
    expected.push_back(sim::unit_interval(sim::high_word(words)));
  }
  EXPECT_EQ(first_draws(universe, address, 6), expected);
}

TEST(Stream, DiffersInEveryPartOfItsAddress) {
  std::set<double> first;
  const Address base{.purpose = 3, .entity = 100, .episode = 10};
  const Universe here(20180123, Domain::simulation, 4);

  first.insert(here.uniform(base));
  first.insert(here.uniform({.purpose = 4, .entity = 100, .episode = 10}));
  first.insert(here.uniform({.purpose = 3, .entity = 101, .episode = 10}));
  first.insert(here.uniform({.purpose = 3, .entity = 100, .episode = 11}));
  first.insert(here.uniform({.purpose = 11, .entity = 100, .episode = 2}));
  first.insert(here.uniform({.purpose = 10, .entity = 3, .episode = 100}));
  first.insert(Universe(20180123, Domain::simulation, 5).uniform(base));
  first.insert(Universe(20180123, Domain::bootstrap, 4).uniform(base));
  first.insert(Universe(20180124, Domain::simulation, 4).uniform(base));
  first.insert(Universe(20180123 + (1ULL << 32), Domain::simulation, 4).uniform(base));

  EXPECT_EQ(first.size(), 10U);
}

TEST(Stream, NeverMeetsAnotherAmongManyAddresses) {
  const Universe universe(1, Domain::simulation, 0);
  std::set<std::uint64_t> words;
  for (std::uint32_t purpose = 0; purpose < 16; ++purpose)
    for (std::uint32_t entity = 0; entity < 100; ++entity)
      for (std::uint32_t episode = 0; episode < 16; ++episode) {
        const sim::Block block = universe.words({purpose, entity, episode});
        words.insert(sim::low_word(block));
        words.insert(sim::high_word(block));
      }
  EXPECT_EQ(words.size(), 2U * 16 * 100 * 16);
}

TEST(Stream, RefusesAnAddressThatDoesNotFitItsCounter) {
  const Universe universe(1, Domain::simulation, 0);
  EXPECT_THROW(Stream(universe, {.purpose = 256}), sim::ContractError);
  EXPECT_THROW(Stream(universe, {.episode = 1U << 24}), sim::ContractError);
  EXPECT_NO_THROW(Stream(universe, {.purpose = 255, .entity = ~0U, .episode = (1U << 24) - 1}));
}

TEST(UnitInterval, StaysInsideItsEnds) {
  EXPECT_GT(sim::unit_interval(std::uint64_t{0}), 0.0);
  EXPECT_LT(sim::unit_interval(~std::uint64_t{0}), 1.0);
  EXPECT_GT(sim::unit_interval(std::uint32_t{0}), 0.0);
  EXPECT_LT(sim::unit_interval(~std::uint32_t{0}), 1.0);
}

}  // namespace
