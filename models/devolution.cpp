#include <algorithm>
#include <numeric>

#include "models/apportionment.h"
#include "models/menu.h"
#include "models/quota.h"
#include "models/released_funding.h"
#include "models/world.h"

namespace models {
namespace {

/// What a partnership has to spend in a year: the amount agreed, or what it got in the last.
sim::Money yearly_funding(const World& world, std::size_t partnership) {
  const Devolution& given = world.borough.devolution;
  if (given.rule == Devolution::Rule::released) return world.released.this_school_year[partnership];
  const auto shares = apportioned(given.amount.at(world.now()).in_pence(), world.released.weights);
  return sim::Money::pence(shares[partnership]);
}

bool runs_partnership_places(const Borough& borough) {
  return std::any_of(borough.options.begin(), borough.options.end(), [](const Option& option) {
    return option.kind == OptionKind::partnership_place;
  });
}

}  // namespace

std::vector<double> devolution_weights(const World& world) {
  std::vector<double> pupils(world.borough.partnerships.size(), 0);
  for (const Phase phase : {Phase::primary, Phase::secondary}) {
    const std::vector<double> by_path = headcount_by_path(world, phase);
    for (std::size_t path = 0; path < by_path.size(); ++path)
      pupils[static_cast<std::size_t>(world.ground.partnership_of_path[path])] += by_path[path];
  }
  if (world.borough.devolution.split == Devolution::Split::headcount || world.school_year() == 0)
    return pupils;
  std::vector<double> exclusions;
  for (std::size_t k = 0; k < pupils.size(); ++k)
    exclusions.push_back(static_cast<double>(
        world.record.permanent_in(world.school_year() - 1, static_cast<int>(k))));
  const double all = std::accumulate(exclusions.begin(), exclusions.end(), 0.0);
  return all > 0 ? exclusions : pupils;
}

void devolve(World& world, int financial_year, sim::Money amount) {
  ReleasedFunding& book = world.released;
  if (book.weights.empty()) book.weights = devolution_weights(world);
  const bool back = amount < sim::Money{};
  const auto shares = apportioned(back ? -amount.in_pence() : amount.in_pence(), book.weights);
  for (std::size_t k = 0; k < shares.size(); ++k) {
    const sim::Money share = sim::Money::pence(shares[k]);
    const Account account = partnership_account(static_cast<int>(k));
    if (back)
      world.ledger.post(financial_year, account, Account::high_needs_block, share,
                        Service::devolved_returned);
    else
      world.ledger.post(financial_year, Account::high_needs_block, account, share,
                        Service::devolved);
    book.this_school_year[k] += back ? -share : share;
  }
}

void buy_partnership_places(World& world) {
  const Devolution& given = world.borough.devolution;
  if (!given.baseline || world.now() < *given.baseline) return;
  ReleasedFunding& book = world.released;
  book.weights = devolution_weights(world);
  const sim::Money price = given.place_price.at(world.now());
  for (std::size_t k = 0; k < book.lines.size(); ++k) {
    const std::int64_t funded =
        price > sim::Money{} ? yearly_funding(world, k).in_pence() / price.in_pence() : 0;
    const int places = static_cast<int>(std::clamp<std::int64_t>(funded, 0, given.most_places));
    world.spending.set(world.now(), book.lines[k], places);
    if (runs_partnership_places(world.borough))
      change_partnership_places(world, static_cast<int>(k), places);
  }
  std::fill(book.this_school_year.begin(), book.this_school_year.end(), sim::Money{});
}

}  // namespace models
