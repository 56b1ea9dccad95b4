#include "models/ledger.h"

#include <set>

#include <gtest/gtest.h>

#include "sim/kernel/expects.h"

namespace {

using models::Account;
using models::Ledger;
using models::Service;
using sim::Money;

Ledger open_ledger() {
  Ledger ledger;
  ledger.open(2010, 2012, 2);
  return ledger;
}

TEST(Ledger, MovesMoneyFromOneAccountToAnother) {
  Ledger ledger = open_ledger();
  ledger.post(2011, Account::high_needs_block, Account::units, Money::pounds(10'000),
              Service::unit_places);
  ledger.post(2012, Account::high_needs_block, Account::units, Money::pounds(500),
              Service::unit_places);
  ledger.post(2012, Account::schools, Account::high_needs_block, Money::pounds(70),
              Service::deduction);

  EXPECT_EQ(ledger.balance(Account::units), Money::pounds(10'500));
  EXPECT_EQ(ledger.balance(Account::high_needs_block), -Money::pounds(10'430));
  EXPECT_EQ(ledger.posted(2011, Service::unit_places), Money::pounds(10'000));
  EXPECT_EQ(ledger.posted(2012, Service::unit_places), Money::pounds(500));
  EXPECT_EQ(ledger.net(2012, Account::high_needs_block), -Money::pounds(430));
}

TEST(Ledger, HasBalancesThatSumToZero) {
  Ledger ledger = open_ledger();
  for (std::size_t i = 0; i + 1 < ledger.accounts(); ++i)
    ledger.post(2010, static_cast<Account>(i), static_cast<Account>(i + 1),
                Money::pence(static_cast<std::int64_t>(17 * i * i + 3)), Service::grant);

  Money sum;
  for (std::size_t i = 0; i < ledger.accounts(); ++i)
    sum += ledger.balance(static_cast<Account>(i));
  EXPECT_EQ(sum, Money{});
}

TEST(Ledger, RefusesWhatIsNotAMovementOfMoneyInAnOpenYear) {
  Ledger ledger = open_ledger();
  const auto post = [&](int year, Account from, Account to, std::int64_t pence) {
    ledger.post(year, from, to, Money::pence(pence), Service::grant);
  };
  EXPECT_THROW(post(2011, Account::units, Account::units, 5), sim::ContractError);
  EXPECT_THROW(post(2009, Account::units, Account::schools, 5), sim::ContractError);
  EXPECT_THROW(post(2013, Account::units, Account::schools, 5), sim::ContractError);
  EXPECT_THROW(post(2011, Account::units, Account::schools, -5), sim::ContractError);
  EXPECT_THROW(ledger.open(2012, 2011, 0), sim::ContractError);
}

TEST(Ledger, NamesFinancialYearsByTheirFirstApril) {
  EXPECT_EQ(models::financial_year_of(sim::date(2016, 3, 31)), 2015);
  EXPECT_EQ(models::financial_year_of(sim::date(2016, 4, 1)), 2016);
  EXPECT_EQ(models::financial_year_of(sim::date(2016, 12, 31)), 2016);
  EXPECT_EQ(models::seconds_in_financial_year(2015), 366 * sim::seconds_per_day);
  EXPECT_EQ(models::seconds_in_financial_year(2016), 365 * sim::seconds_per_day);
}

TEST(Ledger, NamesAndDefinesEveryService) {
  std::set<std::string_view> names;
  for (std::size_t i = 0; i < models::services; ++i) {
    names.insert(to_string(static_cast<Service>(i)));
    EXPECT_EQ(definition_of(static_cast<Service>(i)).back(), '.');
  }
  EXPECT_EQ(names.size(), models::services);
}

}  // namespace
