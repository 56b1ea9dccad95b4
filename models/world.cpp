#include "models/world.h"

#include <array>
#include <cstddef>
#include <cstdint>
#include <utility>

#include "models/behaviours.h"
#include "models/conservation.h"
#include "models/year_level.h"
#include "sim/kernel/expects.h"
#include "sim/random/elementary.h"

namespace models {
namespace {

SchoolTerms typical_terms(const Period& period) {
  return SchoolTerms::typical(period.first_school_year, period.last_school_year);
}

}  // namespace

Ground::Ground(const Borough& given) : Ground(given, typical_terms(given.period)) {}

Ground::Ground(Borough given, SchoolTerms terms_given)
    : borough(std::move(given)),
      terms(std::move(terms_given)),
      partnership_of_path(models::partnership_of_path(borough.schools)),
      hosts(host_schools(borough.schools)),
      support(borough.interventions, borough.schools) {
  name_partnerships(borough);
  for (std::size_t n = 0; n < log_of_record.size(); ++n)
    log_of_record[n] = sim::log(1 + static_cast<double>(n));
  for (std::size_t phase = 0; phase < phases; ++phase)
    for (std::size_t n = 0; n < log_of_record.size(); ++n)
      referred[phase][n] = sim::logistic(borough.regime.refer[phase] +
                                         borough.regime.refer_record * log_of_record[n]);
  const int years = borough.period.school_years() + 2 * year_groups;
  for (int year = 0; year < years; ++year)
    septembers.emplace_back(sim::date(borough.period.first_school_year - year_groups + year, 9, 1));
  double term = sim::exp(-borough.fixed_term.contagion);
  double sum = term;
  for (int n = 1; repeats_below.size() < 32 && sum < 1 - 0x1p-40; ++n) {
    repeats_below.push_back(sum);
    term *= borough.fixed_term.contagion / n;
    sum += term;
  }
}

WorldState::WorldState(const Ground& ground)
    : universe(0, sim::Domain::simulation, 0),
      population(ground.borough, ground.terms),
      exposure(ground.terms) {}

WorldState::~WorldState() = default;
WorldState::WorldState(WorldState&&) noexcept = default;
WorldState& WorldState::operator=(const WorldState&) = default;
WorldState& WorldState::operator=(WorldState&&) noexcept = default;

World::World(const Ground& given) : WorldState(given), ground(given), borough(given.borough) {}

World::~World() = default;

void World::begin(const sim::Universe& drawn) {
  universe = drawn;
  end_ = borough.period.end();
  school_year_ = 0;
  borough_events_ = 0;
  simulation.start_at(borough.period.start());

  const int years = borough.period.school_years();
  exposure.tabulate(borough.fixed_term,
                    year_levels(universe, borough.fixed_term.level, borough.period, 0));
  for (int p = 0; p < phases; ++p)
    decision_level[static_cast<std::size_t>(p)] = year_levels(
        universe, borough.exclusion.level[static_cast<std::size_t>(p)], borough.period, 1 + p);
  population.draw(universe, exposure);

  latest_ = nullptr;
  pupils_.clear();
  pupils_.reserve(population.size());  // Room for all, so that no reference ever moves.
  singled_out_.clear();
  noticed_at_.assign(population.size(), -1);
  clocks_.clear();
  recent_exclusions_.clear();
  record.begin(now(), years, borough.units.size(), static_cast<int>(borough.partnerships.size()));
  by_group.begin(borough.groups.size(), years);
  months.clear();
  weeks.clear();
  censuses.assign(static_cast<std::size_t>(years), {});
  specialist_round_pending = false;
  returns_due = false;
  february_has_mattered = false;
  beyond_.clear();

  constexpr std::array<void (*)(World&), static_cast<std::size_t>(Opening::all)> openings{
      open_units,          open_specialists,
      open_menu,           open_the_books,
      open_quotas,         open_released_funding,
      open_prices,         draw_first_causes,
      open_school_years,   open_plans,
      open_referrals,      open_partnerships,
      open_option_streams, open_one_off_exclusions,
      open_out_of_sight,   open_start_state,
      open_fair_access,    open_education_otherwise,
      open_looked_after,   open_census};
  for (std::size_t opening = 0; opening < openings.size(); ++opening) {
    borough_events_ = first_sequence(static_cast<Opening>(opening)) - 1;
    openings[opening](*this);
  }
  borough_events_ = first_sequence(Opening::all) - 1;
}

Pupil& World::look_up(PupilId id) {
  const std::int32_t at = noticed_at_[population.dense(id)];
  return at < 0 ? notice({.id = id,
                          .departs = population.departure(universe, id),
                          .groups = groups_of(universe, borough.groups, id)})
                : pupils_[static_cast<std::size_t>(at)];
}

Pupil& World::notice(const Candidate& pupil) {
  sim::expects(pupils_.size() < pupils_.capacity(), "pupils who come to notice fit their room");
  noticed_at_[population.dense(pupil.id)] = static_cast<std::int32_t>(pupils_.size());
  Pupil& noticed = pupils_.emplace_back();
  if (pupils_.size() > singled_out_.size() * 64) singled_out_.push_back(0);
  noticed.id = pupil.id;
  noticed.reception = static_cast<std::int16_t>(Population::cohort_of(pupil.id));
  noticed.school = static_cast<std::uint16_t>(population.path_of(pupil.id));
  noticed.departs = pupil.departs;
  noticed.groups = pupil.groups;
  noticed.risk = risk_of(borough.groups, noticed.groups);
  begin_exposure(noticed);
  return noticed;
}

void World::begin_exposure(Pupil& pupil) const {
  pupil.share = pupil.risk;
  const bool supported = !ground.support.with(Effect::fixed_term).empty();
  if (!supported && population.entered_with_cohort(pupil.id)) return;
  const sim::Instant arrival = population.arrival(pupil.id);
  if (supported) pupil.share *= intervention_factor(*this, pupil, Effect::fixed_term, arrival);
  // The cohort's exposure before then was not theirs.
  pupil.lost_exposure = pupil.share * exposure.at(pupil.reception, rates(pupil), arrival);
}

StayClocks& World::clocks(Pupil& pupil) {
  if (pupil.clocks < 0) {
    pupil.clocks = static_cast<std::int32_t>(clocks_.size());
    clocks_.emplace_back();
  }
  return clocks_[static_cast<std::size_t>(pupil.clocks)];
}

}  // namespace models
