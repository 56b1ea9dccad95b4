#include "models/census.h"

#include "models/behaviours.h"
#include "models/conservation.h"
#include "models/measures.h"
#include "models/school_census.h"
#include "models/world.h"

namespace models {
namespace {

sim::Instant next_month(sim::Instant now) {
  const std::chrono::year_month_day day{sim::date_of(now)};
  const auto month = day.year() / day.month() + std::chrono::months{1};
  return sim::Date{month / std::chrono::day{1}};
}

Snapshot taken(const World& world) {
  Snapshot snapshot;
  snapshot.at = world.now();
  for (std::size_t i = 0; i < counts; ++i)
    snapshot.totals[i] = world.record.total(static_cast<Count>(i));
  for (std::size_t i = 0; i < settings; ++i)
    snapshot.pupils[i] = world.record.held(static_cast<Setting>(i));
  for (std::size_t i = 0; i < extra_stocks; ++i)
    snapshot.stocks[i] = world.record.held(static_cast<Stock>(i));
  for (std::size_t unit = 0; unit < world.units.size(); ++unit)
    snapshot.rolls.push_back(world.record.roll(unit));
  for (int year = world.ledger.first_year();
       year < world.ledger.first_year() + world.ledger.years(); ++year)
    snapshot.semh_spend += semh_spend(world.ledger, year).in_pence();
  return snapshot;
}

}  // namespace

void open_census(World& world) {
  world.schedule<MonthEnds>(0, next_month(world.now()));
  if (world.keeps_weeks) world.schedule<WeekEnds>(0, world.now() + sim::Days{7});
}

void close_month(World& world) {
  // The last second of the month tells which financial year it belongs to.
  const int year = financial_year_of(sim::date_of(world.now() - sim::Seconds{1}));
  world.spending.pay(world.now(), year, world.ledger);
  release_funding(world);
  world.months.push_back(taken(world));
  count_at_month_end(world);
  // The January census recounts everything from the pupils themselves.
  if (sim::month_of(sim::date_of(world.now())) == 2) recount_at_census(world);
}

void on(World& world, const MonthEnds&) {
  close_month(world);
  world.schedule<MonthEnds>(0, next_month(world.now()));
}

void on(World& world, const WeekEnds&) {
  world.weeks.push_back(taken(world));
  world.schedule<WeekEnds>(0, world.now() + sim::Days{7});
}

}  // namespace models
