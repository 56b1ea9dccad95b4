#include "models/population.h"

#include <algorithm>

#include "models/purpose.h"
#include "sim/kernel/expects.h"
#include "sim/random/elementary.h"
#include "sim/random/variate.h"

namespace models {
namespace {

constexpr auto first_cause = static_cast<std::uint32_t>(Purpose::first_cause);
constexpr double words = 0x1p52;  ///< Random words of the width that is compared.

/// Pupils entering Reception in `year`: the latest figure given, the earliest before that.
int intake_in(const std::vector<std::pair<int, int>>& intake, int year) {
  int pupils = intake.front().second;
  for (const auto& [from, number] : intake)
    if (from <= year) pupils = number;
  return pupils;
}

}  // namespace

Population::Population(const Borough& borough, const SchoolTerms& terms)
    : borough_(&borough),
      rates_(school_rates(borough.schools)),
      school_years_(terms.school_years()) {
  sim::expects(!borough.demography.intake.empty(), "pupils enter Reception");
  const int cohorts = school_years_ + year_groups - 1;
  const int first_reception = borough.period.first_school_year - last_year;
  for (int cohort = 0; cohort < cohorts; ++cohort)
    intake_.push_back(
        static_cast<std::uint32_t>(intake_in(borough.demography.intake, first_reception + cohort)));
}

sim::Instant Population::school_year_starts(int school_year) const {
  return sim::date(borough_->period.first_school_year + school_year, 9, 1);
}

sim::Instant Population::leaves_school(int cohort) const {
  return school_year_starts(cohort + 1);
}

int Population::first_school_year(int cohort) const {
  return std::max(0, cohort - last_year);
}

std::uint32_t Population::arrived(int cohort, int school_year) const {
  return arrived_[static_cast<std::size_t>(cohort * (school_years_ + 1) + school_year)];
}

void Population::draw_cohort_sizes(const sim::Universe& universe) {
  const auto cohorts = static_cast<int>(intake_.size());
  arrived_.assign(intake_.size() * static_cast<std::size_t>(school_years_ + 1), 0);
  bases_.assign(1, 0);
  for (int cohort = 0; cohort < cohorts; ++cohort) {
    std::uint32_t pupils = 0;
    for (int year = 0; year <= school_years_; ++year) {
      const int group = year_group(cohort, year);
      if (year == first_school_year(cohort)) {
        pupils = intake_[static_cast<std::size_t>(cohort)];
      } else if (group > 0 && group <= last_year && year < school_years_) {
        const double u = universe.uniform({static_cast<std::uint32_t>(Purpose::demography),
                                           static_cast<std::uint32_t>(cohort),
                                           static_cast<std::uint32_t>(year)});
        const auto more =
            static_cast<std::uint32_t>(sim::poisson(u, borough_->demography.arrivals));
        sim::expects(more < late_a_year, "the arrivals of a year fit their numbers");
        pupils += more;
      }
      arrived_[static_cast<std::size_t>(cohort * (school_years_ + 1) + year)] = pupils;
    }
    sim::expects(intake_[static_cast<std::size_t>(cohort)] < first_late,
                 "an intake fits its numbers");
    bases_.push_back(bases_.back() + pupils);
  }
}

sim::Instant Population::arrival(PupilId id) const {
  return school_year_starts(first_school_year(cohort_of(id)) + years_late(id));
}

PupilId Population::pupil_in_order(int cohort, std::uint32_t order) const {
  int late = 0;
  while (order >= arrived_before(cohort, late + 1)) ++late;
  return pupil(cohort, first_number(late) + order - arrived_before(cohort, late));
}

bool Population::exists(PupilId id) const {
  const int cohort = cohort_of(id);
  if (cohort >= static_cast<int>(intake_.size())) return false;
  const int late = years_late(id);
  const int year = first_school_year(cohort) + late;
  if (year > school_years_ || year_group(cohort, year) > last_year) return false;
  return number_of(id) - first_number(late) < arrived(cohort, year) - arrived_before(cohort, late);
}

sim::Instant Population::departure_from(int cohort, double uniform, sim::Instant arrival) const {
  const double rate = borough_->demography.departures;
  if (rate == 0) return sim::never;
  const sim::Instant departs = sim::after_years(arrival, sim::exponential(uniform) / rate);
  return departs < leaves_school(cohort) ? departs : sim::never;
}

sim::Instant Population::departure(const sim::Universe& universe, PupilId id) const {
  const sim::Block block = universe.words({first_cause, id.value, 0});
  return departure_from(cohort_of(id), sim::unit_interval(sim::high_word(block)), arrival(id));
}

void Population::count_departure(int cohort, sim::Instant departs) {
  int year = sim::year_of(sim::date_of(departs)) - borough_->period.first_school_year;
  if (departs < school_year_starts(year)) --year;
  if (year < school_years_) ++departed_in_[static_cast<std::size_t>(cohort * school_years_ + year)];
}

/// `pupil` has the exposure that a pupil without risk of their own needs for a first cause.
void Population::consider(const sim::Universe& universe, const Exposure& exposure, Candidate pupil,
                          sim::Instant arrival) {
  const int cohort = cohort_of(pupil.id);
  const SchoolRates& rates = rates_[static_cast<std::size_t>(path_of(pupil.id))];
  const auto& groups = borough_->groups;
  pupil.groups = groups_of(universe, groups, pupil.id);
  const double risk = risk_of(groups, pupil.groups);
  const double missed = entered_with_cohort(pupil.id) ? 0 : exposure.at(cohort, rates, arrival);
  if (missed + pupil.first_exposure / risk < exposure.total(cohort, rates))
    candidates_.push_back(pupil);
}

void Population::find_least_words(const Exposure& exposure, int cohort) {
  // The chance of no first cause at all is ((k + E) / k)^-k; a random word below it ends the story.
  const double shape = borough_->fixed_term.shape;
  const double risk = greatest_risk(borough_->groups);
  least_word_.clear();
  for (const SchoolRates& rates : rates_) {
    const double none = sim::pow(1 + risk * exposure.total(cohort, rates) / shape, -shape);
    least_word_.push_back(static_cast<std::uint64_t>(none * (words - 4)));
  }
}

void Population::draw_cohort(const sim::Universe& universe, const Exposure& exposure, int cohort) {
  find_least_words(exposure, cohort);
  const double shape = borough_->fixed_term.shape;
  const double rate = borough_->demography.departures;
  const int first_year = first_school_year(cohort);
  for (int year = first_year; year < school_years_; ++year) {
    if (year_group(cohort, year) > last_year) break;
    const sim::Instant arrival = school_year_starts(year);
    const double stays = sim::exp(-rate * sim::years_between(arrival, leaves_school(cohort)));
    const auto least_to_move = static_cast<std::uint64_t>(stays * (words - 4));
    const std::uint32_t first = first_number(year - first_year);
    const std::uint32_t come = arrived(cohort, year) - arrived_before(cohort, year - first_year);
    std::size_t path = first % rates_.size();
    for (std::uint32_t number = first; number < first + come; ++number) {
      const PupilId id = pupil(cohort, number);
      const sim::Block block = universe.words({first_cause, id.value, 0});
      const std::uint64_t luck = sim::low_word(block);
      const std::uint64_t move = sim::high_word(block);
      sim::Instant departs = sim::never;
      if ((move >> 12) >= least_to_move) [[unlikely]] {
        departs = departure_from(cohort, sim::unit_interval(move), arrival);
        if (departs != sim::never) count_departure(cohort, departs);
      }
      if ((luck >> 12) >= least_word_[path]) [[unlikely]]
        consider(universe, exposure,
                 {.id = id,
                  .first_exposure = sim::next_exposure(sim::unit_interval(luck), shape, 0, 0),
                  .departs = departs},
                 arrival);
      if (++path == rates_.size()) path = 0;
    }
  }
}

void Population::draw(const sim::Universe& universe, const Exposure& exposure) {
  draw_cohort_sizes(universe);
  departed_in_.assign(intake_.size() * static_cast<std::size_t>(school_years_), 0);
  candidates_.clear();
  for (int cohort = 0; cohort < static_cast<int>(intake_.size()); ++cohort)
    draw_cohort(universe, exposure, cohort);
}

std::int64_t Population::roll(int school_year, int group) const {
  const int cohort = cohort_in(group, school_year);
  if (cohort >= static_cast<int>(intake_.size())) return 0;
  std::int64_t pupils = arrived(cohort, school_year);
  for (int year = 0; year < school_year; ++year)
    pupils -= departed_in_[static_cast<std::size_t>(cohort * school_years_ + year)];
  return pupils;
}

std::int64_t Population::roll(int school_year) const {
  std::int64_t pupils = 0;
  for (int group = 0; group <= last_year; ++group) pupils += roll(school_year, group);
  return pupils;
}

Population::Flows Population::flows_before(int school_year) const {
  Flows flows;
  for (int cohort = 0; cohort < static_cast<int>(intake_.size()); ++cohort) {
    if (first_school_year(cohort) > school_year || school_year >= school_years_ + 1) continue;
    const auto entered = intake_[static_cast<std::size_t>(cohort)];
    flows.entered += entered;
    flows.arrived += arrived(cohort, school_year) - entered;
    std::int64_t departed = 0;
    for (int year = 0; year < std::min(school_year, school_years_); ++year)
      departed += departed_in_[static_cast<std::size_t>(cohort * school_years_ + year)];
    flows.departed += departed;
    if (year_group(cohort, school_year) > last_year)
      flows.left += arrived(cohort, school_year) - departed;
  }
  return flows;
}

}  // namespace models
