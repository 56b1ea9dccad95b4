#include "models/block.h"

#include <gtest/gtest.h>

#include "tests/models/small_borough.h"

namespace {

using models::Price;
using models::Service;
using sim::Money;
using small_borough::Life;

models::Borough with_block() {
  auto borough = small_borough::borough();
  borough.block.income = Money::pounds(22'000'000);
  borough.block.transfer = Money::pounds(3'000'000);
  borough.block.schools_block = Money::pounds(200'000'000);
  borough.block.transfer_limit = small_borough::from(sim::date(2012, 4, 1), 0.005, 1.0);
  borough.block.rest = Money::pounds(24'500'000);
  borough.block.rest_year = 2010;
  return borough;
}

TEST(Transfer, IsFreeUntilTheRuleLimitsItToAShareOfTheSchoolsBlock) {
  Life life(with_block());
  life.until_the_end();
  EXPECT_EQ(life.world().ledger.posted(2011, Service::transfer), Money::pounds(3'000'000));
  EXPECT_EQ(life.world().ledger.posted(2012, Service::transfer), Money::pounds(1'000'000));
  EXPECT_EQ(models::over_financial_year(life.world().borough.block.transfer, 2012),
            Money::pounds(3'000'000));
}

TEST(Transfer, BelowTheLimitIsWhatIsAsked) {
  auto borough = with_block();
  borough.block.transfer = Money::pounds(400'000);
  Life life(borough);
  life.until_the_end();
  EXPECT_EQ(life.world().ledger.posted(2012, Service::transfer), Money::pounds(400'000));
}

TEST(Deficit, IsCarriedForwardFromTheOpeningBalance) {
  auto borough = with_block();
  borough.block.opening_balance = -Money::pounds(9'997'000);
  borough.block.opening_year = 2011;
  Life life(borough);
  life.until_the_end();
  const Money first = Money::pounds(22'000'000 + 3'000'000 - 24'500'000);
  const Money second = Money::pounds(22'000'000 + 1'000'000 - 24'500'000);
  EXPECT_EQ(models::carried_forward(life.world(), 2010), std::nullopt);
  EXPECT_EQ(models::carried_forward(life.world(), 2011), first - Money::pounds(9'997'000));
  EXPECT_EQ(models::carried_forward(life.world(), 2012), first + second - Money::pounds(9'997'000));
}

TEST(Deficit, IsNotSaidWithoutAnOpeningBalance) {
  Life life(with_block());
  life.until_the_end();
  EXPECT_EQ(models::carried_forward(life.world(), 2012), std::nullopt);
}

}  // namespace
