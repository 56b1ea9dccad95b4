#include "models/block.h"

#include <algorithm>
#include <cmath>
#include <set>
#include <utility>
#include <vector>

#include "models/common_past.h"
#include "models/world.h"
#include "sim/random/elementary.h"
#include "sim/random/variate.h"

namespace models {
Price allowed_transfer(const Block& block) {
  std::set<sim::Instant> dates;
  for (const auto& step : block.transfer.steps()) dates.insert(step.first);
  for (const auto& step : block.schools_block.steps()) dates.insert(step.first);
  for (const auto& step : block.transfer_limit.steps()) dates.insert(step.first);
  std::vector<Price::Step> steps;
  for (const sim::Instant from : dates) {
    const double share = block.transfer_limit.at(from);
    const double most = static_cast<double>(block.schools_block.at(from).in_pence()) * share;
    const sim::Money limit = sim::Money::pence(std::llround(most));
    const sim::Money asked = block.transfer.at(from);
    steps.emplace_back(from, share < 1 ? std::min(asked, limit) : asked);
  }
  return Price(std::move(steps));
}

Price rest_of_block(const World& world) {
  const Block& block = world.borough.block;
  const double growth =
      sim::triangular(world.uniform(Purpose::rest_of_block, 0, 0), block.rest_growth.low,
                      block.rest_growth.value, block.rest_growth.high);
  std::vector<Price::Step> steps;
  for (int year = world.borough.period.first_school_year;
       year <= world.borough.period.last_school_year + 1; ++year) {
    const double pence =
        static_cast<double>(block.rest.in_pence()) * sim::pow(1 + growth, year - block.rest_year);
    steps.emplace_back(financial_year_starts(year), sim::Money::pence(std::llround(pence)));
  }
  return Price(std::move(steps));
}

sim::Money over_financial_year(const Price& amount, int year) {
  const sim::Instant end = financial_year_starts(year + 1);
  sim::Accrual accrual;
  accrual.start(financial_year_starts(year));
  for (sim::Instant now = financial_year_starts(year); now < end;) {
    const sim::Instant until = std::min(end, amount.next_change(now));
    accrual.accrue(until, amount.at(now), 1);
    now = until;
  }
  return accrual.pay(seconds_in_financial_year(year));
}

std::optional<sim::Money> carried_forward(const World& world, int year) {
  const Block& block = world.borough.block;
  if (!block.opening_balance || year < block.opening_year) return std::nullopt;
  sim::Money balance = *block.opening_balance;
  for (int each = std::max(block.opening_year, world.ledger.first_year()); each <= year; ++each)
    balance += world.ledger.net(each, Account::high_needs_block);
  return balance;
}

/// What the block gets and pays counts by its date; what is carried forward is read off at the end.
sim::Instant parting_of_blocks(const Pasts& pasts) {
  const sim::Instant start = pasts.start();
  const Block& other = pasts.other.block;
  const auto& [income, transfer, schools_block, transfer_limit, rest, rest_year, rest_growth,
               opening_balance, opening_year] = pasts.one.block;
  (void)opening_balance, (void)opening_year;
  (void)transfer, (void)schools_block, (void)transfer_limit;  // By what they let move.
  return std::min(
      {parting(income, other.income, start), parting(rest, other.rest, start),
       parting(rest_year, other.rest_year, start), parting(rest_growth, other.rest_growth, start),
       first_difference(allowed_transfer(pasts.one.block), allowed_transfer(other), start)});
}

}  // namespace models
