#include "models/choice.h"

#include <gtest/gtest.h>

#include "sim/random/elementary.h"
#include "sim/random/stream.h"

namespace {

using models::Alternative;

// Cases P13_MNL and P14_gumbel_max: support, managed move, short break, alternative provision,
// unit, exclusion.
const std::vector<Alternative> six{{0.2}, {1.0}, {0.5}, {0.8}, {1.4}, {0.9}};
constexpr std::size_t unit = 4;

std::vector<Alternative> with_charge(double charge) {
  auto all = six;
  all[unit].utility -= 0.08 * charge;
  return all;
}

void expect_near(const std::vector<double>& found, const std::vector<double>& expected) {
  ASSERT_EQ(found.size(), expected.size());
  for (std::size_t i = 0; i < found.size(); ++i)
    EXPECT_NEAR(found[i], expected[i], 1e-9 * expected[i] + 1e-12) << i;
}

TEST(Choice, HasTheProbabilitiesOfTheMultinomialLogit) {
  expect_near(models::choice_probabilities(six),
              {0.08524140415380992, 0.1897082337464718, 0.11506386016716602, 0.15531996508034268,
               0.2830114284488897, 0.17165510840331985});
  EXPECT_NEAR(models::logsum(six), 2.6622679989426548, 1e-12);
}

TEST(Choice, SharesOutWhatIsClosedInProportion) {
  auto all = six;
  all[unit].open = false;
  expect_near(models::choice_probabilities(all),
              {0.11888809325007979, 0.26459031743848166, 0.16048213978953738, 0.2166282298535504, 0,
               0.23941121966835072});
}

TEST(Choice, FallsWithACharge) {
  expect_near(models::choice_probabilities(with_charge(5)),
              {0.09401312947808754, 0.20923006746914555, 0.12690445085377966, 0.1713030907055705,
               0.20923006746914552, 0.18931919402427128});
  constexpr double little = 1e-5;
  const auto before = models::choice_probabilities(with_charge(-little));
  const auto after = models::choice_probabilities(with_charge(little));
  EXPECT_NEAR((after[unit] - before[unit]) / (2 * little), -0.016233276785296697, 1e-9);
  EXPECT_NEAR((after[5] - before[5]) / (2 * little), 0.003886428594381805, 1e-9);
}

TEST(Choice, IsTheSameWhenEveryUtilityIsShifted) {
  auto shifted = six;
  for (Alternative& one : shifted) one.utility += 1000;
  expect_near(models::choice_probabilities(shifted), models::choice_probabilities(six));
}

TEST(Choice, FollowsTheLargestUtilityWithItsGumbelVariate) {
  const std::vector<double> luck{0.11, 0.93, 0.42, 0.67, 0.35, 0.58};
  std::vector<double> variates;
  for (const double u : luck) variates.push_back(models::gumbel(u));
  const std::vector<double> expected{-0.7917586837172689,   2.6231941186130214,
                                     0.14213911274667057,   0.9150975275328612,
                                     -0.048620744579389266, 0.6074702051785292};
  for (std::size_t i = 0; i < luck.size(); ++i) EXPECT_NEAR(variates[i], expected[i], 1e-12);

  EXPECT_EQ(models::choose(six, luck), 1U) << "the managed move";
  auto closed = six;
  closed[1].open = false;
  EXPECT_EQ(models::choose(closed, luck), 3U) << "then alternative provision";
}

TEST(Choice, ChoosesNothingWhenNothingIsOpen) {
  EXPECT_EQ(models::choose({{.utility = 1, .open = false}}, {0.5}), std::nullopt);
}

TEST(Choice, HappensAsOftenAsItsProbability) {
  const sim::Universe universe(1, sim::Domain::simulation, 0);
  std::vector<int> chosen(six.size());
  constexpr int times = 20'000;
  for (std::uint32_t n = 0; n < times; ++n) {
    sim::Stream stream(universe, {40, n, 0});
    std::vector<double> luck;
    for (std::size_t i = 0; i < six.size(); ++i) luck.push_back(stream.uniform());
    ++chosen[*models::choose(six, luck)];
  }
  const auto expected = models::choice_probabilities(six);
  for (std::size_t i = 0; i < six.size(); ++i)
    EXPECT_NEAR(static_cast<double>(chosen[i]) / times, expected[i], 0.012) << i;
}

TEST(Choice, LosesAsManyAsAreDiverted) {
  const double share = 0.3;
  for (const double diverted : {0.0, 0.2, 0.9}) {
    const double lost = models::utility_lost(share, diverted);
    const std::vector<Alternative> all{{sim::log(share) - lost}, {sim::log(1 - share)}};
    EXPECT_NEAR(models::choice_probabilities(all)[0], share * (1 - diverted), 1e-12);
  }
}

}  // namespace
