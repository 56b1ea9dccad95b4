#include "models/model.h"

#include <utility>

#include "models/behaviours.h"
#include "models/conservation.h"

namespace models {
namespace {

constexpr std::size_t kinds_of_event = AnyEvent::code<WeekEnds>() + 1;

/// Which pending event each code is, looked up once an event.
constexpr std::array<Pending, kinds_of_event> pending_by_code = [] {
  std::array<Pending, kinds_of_event> table{};
  for (std::uint32_t code = 0; code < kinds_of_event; ++code)
    table[code] = pending_of(AnyEvent{}, code);
  return table;
}();

/// Whether each code is an event of a pupil.
constexpr std::array<bool, kinds_of_event> is_of_pupil = [] {
  std::array<bool, kinds_of_event> table{};
  for (std::uint32_t code = 0; code < kinds_of_event; ++code)
    table[code] = concerns_pupil(AnyEvent{}, code);
  return table;
}();

void add_series(const std::vector<MonthlyMeasure>& measures, const Snapshots& snapshots,
                std::vector<std::int64_t>& values) {
  for (const MonthlyMeasure& measure : measures) {
    std::int64_t before = 0;
    for (const Snapshot& snapshot : snapshots) {
      const std::int64_t value = measure.value(snapshot);
      values.push_back(measure.is_flow ? value - before : value);
      before = value;
    }
  }
}

}  // namespace

Model::Model(const Ground& ground, RunOptions options)
    : Model(ground, options, std::make_shared<const Measures>(ground.borough)) {}

Model::Model(const Ground& ground, RunOptions options, std::shared_ptr<const Measures> measures)
    : world_(ground), options_(options), measures_(std::move(measures)) {
  world_.keeps_weeks = options.keeps_weeks;
}

bool Model::is_current(const sim::Slot& slot) {
  const Pending kind = pending_by_code[AnyEvent::kind_of(slot)];
  if (kind == Pending::unlimited) return true;
  const Pupil& pupil = world_.pupil(slot);
  return pupil.pending[static_cast<std::size_t>(kind)] == slot.sequence();
}

void Model::happen(const sim::Slot& slot) {
  if (slot.at() != latest_) {
    if (world_.places_moved) check_no_idle_place(world_);
    world_.places_moved = false;
    latest_ = slot.at();
  }
  const std::uint32_t code = AnyEvent::kind_of(slot);
  if (is_of_pupil[code]) {
    Pupil& pupil = world_.pupil(slot);  // Found at once: the slot says where.
    const Pending kind = pending_by_code[code];
    if (kind != Pending::unlimited) world_.supersede(pupil, kind);  // It is pending no longer.
  }
  AnyEvent::dispatch(slot, [this](const auto& event) { on(world_, event); });
  if (world_.record.take_whether_laws_are_due()) check_running(world_);
}

void Model::begin(std::uint32_t replication) {
  world_.begin(sim::Universe(options_.seed, sim::Domain::simulation, replication));
  latest_ = world_.now();
}

void Model::advance(sim::Instant until) {
  world_.simulation.run_until(until, *this);
  check_no_idle_place(world_);
  latest_ = until;
}

void Model::go_on_from(const Model& past) {
  world_.go_on_from(past.world_);
  latest_ = past.latest_;
}

RunResult Model::run(std::uint32_t replication) {
  begin(replication);
  return conclude();
}

RunResult Model::run(std::uint32_t replication, Diary& diary) {
  world_.diary = &diary;
  RunResult result = run(replication);
  world_.diary = nullptr;
  return result;
}

RunResult Model::conclude() {
  advance(world_.end());
  settle_reviews(world_);
  world_.record.close_year(world_.now());
  close_month(world_);
  close_quota_year(world_);
  recount(world_);

  RunResult result;
  const Period& period = world_.borough.period;
  const auto school_years = reported_school_years(period);
  const auto financial_years = reported_financial_years(period);
  for (const YearlyMeasure& measure : measures_->yearly)
    for (const int year : measure.basis == Basis::school_year ? school_years : financial_years)
      result.yearly.push_back(measure.value(world_, year));
  add_series(measures_->monthly, world_.months, result.monthly);
  add_series(measures_->monthly, world_.weeks, result.weekly);
  return result;
}

std::vector<sim::Date> Model::month_ends() const {
  std::vector<sim::Date> ends;
  for (const Snapshot& snapshot : world_.months) ends.push_back(sim::date_of(snapshot.at));
  return ends;
}

std::vector<sim::Date> Model::week_ends() const {
  std::vector<sim::Date> ends;
  for (const Snapshot& snapshot : world_.weeks) ends.push_back(sim::date_of(snapshot.at));
  return ends;
}

}  // namespace models
