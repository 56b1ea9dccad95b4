#include "models/released_funding.h"

#include <algorithm>

#include "models/block.h"
#include "models/common_past.h"
#include "models/fork.h"
#include "models/world.h"

namespace models {
namespace {

sim::Instant month_before(sim::Instant end) {
  const std::chrono::year_month_day last{sim::date_of(end - sim::Seconds{1})};
  return sim::Date{last.year() / last.month() / std::chrono::day{1}};
}

std::size_t month_index(sim::Instant start) {
  return static_cast<std::size_t>(sim::month_of(sim::date_of(start)) - 1);
}

int commissioned(const World& world, sim::Instant when) {
  int places = 0;
  for (const Unit& unit : world.borough.units) places += unit.places.at(when);
  return places;
}

/// What units have received in a financial year, whoever paid.
sim::Money income_of_units(const World& world, int year) {
  sim::Money sum;
  for (const Service service : {Service::unit_places, Service::unit_top_up,
                                Service::unit_top_up_by_schools, Service::unit_top_up_by_others})
    sum += world.ledger.posted(year, service);
  return sum;
}

/// Pupil-seconds at all units in the month from `start` to now.
std::int64_t pupils_of_month(World& world, sim::Instant start) {
  ReleasedFunding& book = world.released;
  std::int64_t area = 0;
  for (std::size_t unit = 0; unit < world.units.size(); ++unit)
    area += world.record.roll_area_this_year(world.now(), unit);
  const bool first_of_year = month_index(start) == 8;
  const std::int64_t before = first_of_year ? 0 : book.area;
  book.area = area;
  return area - before;
}

sim::Money income_of_month(World& world, sim::Instant start, int year) {
  ReleasedFunding& book = world.released;
  if (start == financial_year_starts(year)) book.income = {};
  const sim::Money income = income_of_units(world, year);
  const sim::Money of_month = income - book.income;
  book.income = income;
  return of_month;
}

/// What the baseline would have cost in the month from `start` to now, at the prices of the day.
sim::Money budget_of_month(World& world, sim::Instant start, int year) {
  ReleasedFunding& book = world.released;
  const Prices& prices = world.borough.prices;
  const std::size_t month = month_index(start);
  const std::int64_t seconds = (world.now() - start).count();
  // A February of another length is scaled.
  const std::int64_t pupils = book.seconds[month] == seconds || book.seconds[month] == 0
                                  ? book.pupils[month]
                                  : book.pupils[month] / sim::seconds_per_day * seconds /
                                        book.seconds[month] * sim::seconds_per_day;
  book.budget.due += prices.unit_place.at(start).in_pence() * book.places * seconds +
                     prices.unit_top_up.at(start).in_pence() * pupils;
  return sim::Money::pence(book.budget.pay(seconds_in_financial_year(year)));
}

/// Places that are gone, each at place element and top-up together: what a plan would say.
sim::Money naive_release(World& world, sim::Instant start, int year) {
  const Prices& prices = world.borough.prices;
  const std::int64_t gone =
      std::max(0, world.released.places - commissioned(world, world.now() - sim::Seconds{1}));
  const sim::Money price = prices.unit_place.at(start) + prices.unit_top_up.at(start);
  world.released.naive.due += price.in_pence() * gone * (world.now() - start).count();
  return sim::Money::pence(world.released.naive.pay(seconds_in_financial_year(year)));
}

/// The part of a month's fall that is still spent: of what has fallen since the lag began.
sim::Money protection(const World& world) {
  const Devolution& given = world.borough.devolution;
  const auto& falls = world.released.falls;
  const auto& [fall, seconds] = falls.back();
  const auto lag = static_cast<std::size_t>(given.lag_months);
  std::int64_t before = 0;  // At the rate of then, over as long a month as this.
  if (falls.size() > lag) {
    const auto& [then, length] = falls[falls.size() - 1 - lag];
    before = then.in_pence() * seconds / length;
  }
  const std::int64_t lately = std::max<std::int64_t>(0, fall.in_pence() - before);
  return sim::Money::pence(
      static_cast<std::int64_t>(static_cast<double>(lately) * given.fixed_share));
}

sim::Money amount_of_month(World& world, sim::Instant start, int year) {
  const Price& amount = world.borough.devolution.amount;
  sim::Accrual& accrual = world.released.amount;
  for (sim::Instant now = start; now < world.now();) {
    const sim::Instant until = std::min(world.now(), amount.next_change(now));
    accrual.accrue(until, amount.at(now), 1);
    now = until;
  }
  return accrual.pay(seconds_in_financial_year(year));
}

/// What partnerships are owed for the month; over a financial year never below nothing.
sim::Money to_devolve(World& world, sim::Money released, sim::Instant start, int year) {
  const Devolution& given = world.borough.devolution;
  if (given.rule == Devolution::Rule::amount) return amount_of_month(world, start, year);
  ReleasedFunding& book = world.released;
  if (start == financial_year_starts(year)) book.due = {};
  const sim::Money before = std::max(sim::Money{}, book.due);
  book.due += sim::Money::pence(
      static_cast<std::int64_t>(static_cast<double>(released.in_pence()) * given.share.at(start)));
  return std::max(sim::Money{}, book.due) - before;
}

}  // namespace

std::int64_t ReleasedFunding::Owed::pay(std::int64_t year_seconds) {
  const std::int64_t whole = due / year_seconds;
  due -= whole * year_seconds;
  return whole;
}

void open_released_funding(World& world) {
  world.released = {};
  world.released.years.resize(static_cast<std::size_t>(world.ledger.years()));
  world.released.this_school_year.resize(world.borough.partnerships.size());
  world.released.amount.start(world.now());
  open_released_lines(world);
}

void open_released_lines(World& world) {
  const Devolution& given = world.borough.devolution;
  world.released.lines.clear();
  if (given.most_places == 0) return;
  for (std::size_t k = 0; k < world.borough.partnerships.size(); ++k)
    world.released.lines.push_back(world.spending.open(
        {partnership_account(static_cast<int>(k)), Account::alternative_providers,
         Service::places_bought, &given.place_price}));
}

void continue_released_funding(World& world) {
  const auto& baseline = world.borough.devolution.baseline;
  if (baseline && *baseline >= world.now())
    world.released.places = commissioned(world, *baseline - sim::Seconds{1});
}

void release_funding(World& world) {
  // The twelve months before a baseline are kept even where there is none: an option may have one.
  const sim::Instant baseline = world.borough.devolution.baseline.value_or(sim::never);
  ReleasedFunding& book = world.released;
  const sim::Instant start = month_before(world.now());
  const int year = financial_year_of(sim::date_of(start));
  const std::int64_t pupils = pupils_of_month(world, start);
  const sim::Money income = income_of_month(world, start, year);
  if (start < baseline) {
    book.pupils[month_index(start)] = pupils;
    book.seconds[month_index(start)] = (world.now() - start).count();
    book.places = commissioned(world, baseline - sim::Seconds{1});
    book.amount.start(world.now());
    return;
  }
  const sim::Money fall = budget_of_month(world, start, year) - income;
  book.falls.emplace_back(std::max(sim::Money{}, fall), (world.now() - start).count());
  const sim::Money kept = protection(world);
  world.ledger.post(year, Account::high_needs_block, Account::units, kept, Service::protection);
  const sim::Money devolved = to_devolve(world, fall - kept, start, year);
  devolve(world, year, devolved);
  ReleasedFunding::Year& sums =
      book.years[static_cast<std::size_t>(year - world.ledger.first_year())];
  sums.fall += fall;
  sums.still_protected += kept;
  sums.naive += naive_release(world, start, year);
  sums.devolved += devolved;
}

/// Devolution counts from the sooner baseline.
sim::Instant parting_of_devolution(const Pasts& pasts) {
  const sim::Instant start = pasts.start();
  const Devolution& other = pasts.other.devolution;
  const auto& [baseline, fixed_share, lag_months, share, rule, amount, split, most_places,
               place_price] = pasts.one.devolution;
  const bool same = std::tie(baseline, fixed_share, lag_months, rule, split, most_places) ==
                    std::tie(other.baseline, other.fixed_share, other.lag_months, other.rule,
                             other.split, other.most_places);
  const sim::Instant first = std::min(
      {same ? sim::never : at_once, parting(share, other.share, start),
       parting(amount, other.amount, start), parting(place_price, other.place_price, start)});
  return std::max(first,
                  std::min(baseline.value_or(sim::never), other.baseline.value_or(sim::never)));
}

}  // namespace models
