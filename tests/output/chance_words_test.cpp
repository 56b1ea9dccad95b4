#include "output/chance_words.h"

#include <gtest/gtest.h>

#include "sim/kernel/expects.h"

namespace {

using output::likelihood;

TEST(Likelihood, HasTheWordsOfTheYardstick) {
  EXPECT_EQ(likelihood(0), "remote chance");
  EXPECT_EQ(likelihood(0.05), "remote chance");
  EXPECT_EQ(likelihood(0.10), "highly unlikely");
  EXPECT_EQ(likelihood(0.20), "highly unlikely");
  EXPECT_EQ(likelihood(0.25), "unlikely");
  EXPECT_EQ(likelihood(0.35), "unlikely");
  EXPECT_EQ(likelihood(0.40), "realistic possibility");
  EXPECT_EQ(likelihood(0.50), "realistic possibility");
  EXPECT_EQ(likelihood(0.55), "likely");
  EXPECT_EQ(likelihood(0.75), "likely");
  EXPECT_EQ(likelihood(0.80), "highly likely");
  EXPECT_EQ(likelihood(0.90), "highly likely");
  EXPECT_EQ(likelihood(0.95), "almost certain");
  EXPECT_EQ(likelihood(1), "almost certain");
}

TEST(Likelihood, IsTheLessExtremeWordBetweenTwo) {
  EXPECT_EQ(likelihood(0.06), "highly unlikely");
  EXPECT_EQ(likelihood(0.21), "unlikely");
  EXPECT_EQ(likelihood(0.24), "unlikely");
  EXPECT_EQ(likelihood(0.38), "realistic possibility");
  EXPECT_EQ(likelihood(0.51), "realistic possibility");
  EXPECT_EQ(likelihood(0.54), "realistic possibility");
  EXPECT_EQ(likelihood(0.79), "likely");
  EXPECT_EQ(likelihood(0.91), "highly likely");
  EXPECT_EQ(likelihood(0.94), "highly likely");
}

TEST(Likelihood, GoesByTheNumberThatIsPrinted) {
  EXPECT_EQ(likelihood(0.054), "remote chance");
  EXPECT_EQ(likelihood(0.056), "highly unlikely");
  EXPECT_EQ(likelihood(0.944), "highly likely");
  EXPECT_EQ(likelihood(0.946), "almost certain");
}

TEST(Likelihood, StandsInASentenceWithItsNumber) {
  EXPECT_EQ(output::likelihood_that(0.86), "it is highly likely (86 in 100 futures) that");
  EXPECT_EQ(output::likelihood_that(0.03), "there is a remote chance (3 in 100 futures) that");
  EXPECT_EQ(output::likelihood_that(1), "it is almost certain (more than 99 in 100 futures) that");
}

TEST(Likelihood, RefusesWhatIsNoChance) {
  EXPECT_THROW(likelihood(1.1), sim::ContractError);
  EXPECT_THROW(likelihood(-0.1), sim::ContractError);
}

}  // namespace
