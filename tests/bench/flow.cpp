#include "tests/bench/flow.h"

#include <algorithm>

#include "sim/random/elementary.h"
#include "sim/random/variate.h"

namespace bench {
namespace {

using sim::Claim;
using sim::Instant;
using sim::Seconds;
using sim::Slot;

// A cohort leaves one year after the one before it: cohort 0 is in its last year when the run
// begins, cohorts 11 to 19 enter during it.
constexpr std::uint32_t cohorts = 20;
constexpr std::uint32_t cohort_places = 8192;  // A pupil's number is cohort * this + rank in it.
constexpr std::size_t pupil_numbers = std::size_t{cohorts} * cohort_places;
constexpr int partnerships = 6;

constexpr double shape = 0.25;
constexpr double incident_rate = 3900.0 / 45'000;  // [per pupil and year]
constexpr double escalation = 0.011;
constexpr std::array<int, 2> quota{4, 15};
constexpr std::array<int, 2> places{24, 90};

constexpr std::int64_t year = 31'557'600;  // [s]
constexpr Instant start_of_year(std::int64_t n) {
  return Instant{Seconds{n * year}};
}
constexpr Instant horizon = start_of_year(flow_years);

constexpr std::uint32_t cohort_of(std::uint32_t pupil) {
  return pupil / cohort_places;
}
constexpr Instant enters(std::uint32_t cohort) {
  return start_of_year(cohort > 10 ? cohort - 10 : 0);
}
constexpr Instant leaves(std::uint32_t cohort) {
  return start_of_year(cohort + 1);
}
constexpr Instant becomes_secondary(std::uint32_t cohort) {
  return start_of_year(cohort > 4 ? cohort - 4 : 0);
}
constexpr bool is_secondary(std::uint32_t cohort, Instant when) {
  return when >= becomes_secondary(cohort);
}

/// Of a pupil who is never away, by the time of leaving.
constexpr double most_exposure(std::uint32_t cohort) {
  return incident_rate * sim::years_between(enters(cohort), std::min(leaves(cohort), horizon));
}

/// The year groups of the start are numbered round robin; each later cohort replaces the leavers.
constexpr std::uint32_t size_of(std::uint32_t cohort) {
  return cohort % 11 == 0 ? 4090 : 4091;
}
constexpr std::uint32_t first_partnership(std::uint32_t pupil) {
  const std::uint32_t rank = pupil % cohort_places;
  const std::uint32_t cohort = cohort_of(pupil);
  return (cohort > 10 ? rank : rank * 11 + 10 - cohort) % partnerships;
}

enum Purpose : std::uint32_t { purpose_incident, purpose_decided };
enum What : std::uint32_t {
  ageing,
  harmless_incident,
  grave_incident,
  move_ends,
  alternative_ends,
  stay_ends,
  transfers,
  leaves_unit
};
enum Stage : std::uint32_t { at_ageing, at_end, at_incident };
constexpr std::uint32_t remapped = 1U << 31;  // Marks the sequence of an incident of a case.

double threshold_of(const sim::Block& words) {
  return sim::unit_interval(sim::low_word(words));
}
What kind_of(const sim::Block& words) {
  return sim::unit_interval(words[2]) < escalation ? grave_incident : harmless_incident;
}

}  // namespace

Flow::Flow() : courses_(pupil_numbers), case_of_(pupil_numbers) {}

FlowOutcome Flow::run(const sim::Universe& universe) {
  for (const Case& old : cases_) case_of_[old.pupil] = 0;
  cases_.clear();
  universe_ = &universe;
  outcome_ = {};
  in_unit_ = {};
  simulation_.start_at(start_of_year(0));
  occupied_.assign(2, sim::TimeWeighted(start_of_year(0)));
  for (const Phase phase : {primary, secondary}) {
    units_[phase] = sim::Resource(places[phase], places[phase]);
    queues_[phase].clear();
  }

  schedule_incidents();
  simulation_.run_until(horizon, *this);

  for (const Phase phase : {primary, secondary}) {
    outcome_.mean_occupied[phase] = occupied_[phase].mean_through(horizon);
    outcome_.most_occupied[phase] = occupied_[phase].largest_through(horizon);
  }
  return outcome_;
}

// Most pupils have no incident before they leave: one comparison each, and no branch.
std::size_t Flow::find_pupils_with_incidents() {
  std::size_t found = 0;
  for (std::uint32_t cohort = 0; cohort < cohorts; ++cohort) {
    const double none_below = sim::pow(1 + most_exposure(cohort) / shape, -shape);
    const std::uint32_t first = cohort * cohort_places;
    for (std::uint32_t pupil = first; pupil < first + size_of(cohort); ++pupil) {
      const double u = threshold_of(universe_->words({purpose_incident, pupil, 0}));
      courses_[found] = {.pupil = pupil, .exposure = 0};
      found += u >= none_below ? 1 : 0;
    }
  }
  return found;
}

// The first incident of everybody, then the second of those who have one, and so on: neighbours do
// not wait for each other's logarithms.
void Flow::schedule_incidents() {
  for (int n = 0; n < flow_years; ++n)
    simulation_.timetable().add(Slot(start_of_year(n), at_ageing, 0, 0, ageing));
  std::size_t left = find_pupils_with_incidents();
  for (std::uint32_t n = 0; left > 0; ++n) {
    std::size_t kept = 0;
    for (std::size_t i = 0; i < left; ++i) {
      const Course course = courses_[i];
      const std::uint32_t pupil = course.pupil;
      const sim::Block words = universe_->words({purpose_incident, pupil, n});
      const double exposure =
          sim::next_exposure(threshold_of(words), shape, static_cast<int>(n), course.exposure);
      if (exposure >= most_exposure(cohort_of(pupil))) continue;
      const Instant at = sim::after_years(enters(cohort_of(pupil)), exposure / incident_rate);
      simulation_.timetable().add(Slot(at, at_incident, pupil, n, kind_of(words)));
      courses_[kept++] = {.pupil = pupil, .exposure = exposure};
    }
    left = kept;
  }
  simulation_.timetable().sort();
}

// An incident of the timetable is superseded once its pupil has been in a case. A case has one
// pending event at most.
bool Flow::is_current(const Slot& slot) const {
  return slot.stage() != at_incident || case_of_[slot.entity()] == 0 || slot.sequence() >= remapped;
}

void Flow::happen(const Slot& slot) {
  ++outcome_.events;
  if (slot.stage() == at_incident) return incident(slot);
  if (slot.stage() == at_ageing) return;
  Case& about = cases_[case_of_[slot.entity()] - 1U];
  switch (slot.what()) {
    case move_ends: return end_of_move(about);
    case alternative_ends: return has_left(about) ? void() : return_to_mainstream(about);
    case stay_ends: return end_of_stay(about);
    case transfers: give_up_place(about); return join_queue(about, secondary);
    default: return give_up_place(about);
  }
}

void Flow::incident(const Slot& slot) {
  ++outcome_.incidents;
  if (slot.what() == grave_incident) {
    Case& about = case_after(slot);
    const std::uint32_t n = about.incidents - 1;
    decide(about, sim::unit_interval(universe_->words({purpose_incident, about.pupil, n})[3]));
  } else if (slot.sequence() >= remapped) {
    return_to_mainstream(case_after(slot));
  }
}

/// The case of the pupil whose incident this is, brought up to date.
Flow::Case& Flow::case_after(const Slot& slot) {
  const std::uint32_t pupil = slot.entity();
  if (case_of_[pupil] == 0) {
    const double present = sim::years_between(enters(cohort_of(pupil)), slot.at());
    cases_.push_back({.pupil = pupil,
                      .partnership = first_partnership(pupil),
                      .exposure = incident_rate * present});
    case_of_[pupil] = static_cast<std::uint16_t>(cases_.size());
  }
  Case& about = cases_[case_of_[pupil] - 1U];
  about.incidents = (slot.sequence() & ~remapped) + 1;
  return about;
}

void Flow::decide(Case& about, double u) {
  ++outcome_.decisions;
  const Instant now = simulation_.now();
  const Phase phase = is_secondary(cohort_of(about.pupil), now) ? secondary : primary;
  const bool within = in_unit_[about.partnership][phase] < quota[phase];
  const Instant leaving = leaves(cohort_of(about.pupil));
  if (u < (within ? 0.70 : 0.35)) {
    exclude(about);
  } else if (u < (within ? 0.88 : 0.75)) {
    ++outcome_.managed_moves;
    schedule(about, std::min(sim::after_years(now, 12.0 / 52), leaving), at_end, move_ends);
  } else {
    ++outcome_.alternative_provision;
    schedule(about, std::min(sim::after_years(now, 1.0 / 3), leaving), at_end, alternative_ends);
  }
}

void Flow::exclude(Case& about) {
  ++outcome_.exclusions;
  about.stays = false;
  const bool older = is_secondary(cohort_of(about.pupil), simulation_.now());
  join_queue(about, older ? secondary : primary);
}

void Flow::join_queue(Case& about, Phase phase) {
  about.phase = phase;
  ++in_unit_[about.partnership][phase];
  queues_[phase].push(about.pupil);
  offer_places(phase);
}

void Flow::offer_places(Phase phase) {
  while (!queues_[phase].empty() && units_[phase].has_room(Claim::within_places)) {
    Case& about = cases_[case_of_[queues_[phase].pop()] - 1U];
    if (has_left(about)) {
      --in_unit_[about.partnership][phase];
    } else if (phase == primary && is_secondary(cohort_of(about.pupil), simulation_.now())) {
      --in_unit_[about.partnership][phase];
      join_queue(about, secondary);
    } else {
      place(about);
    }
  }
}

void Flow::place(Case& about) {
  const Instant now = simulation_.now();
  units_[about.phase].admit(Claim::within_places);
  occupied_[about.phase].add(now, 1);
  const double z = sim::normal(threshold_of(answer(about)));
  const Instant end = sim::after_years(now, sim::exp(-0.18 + 0.6 * z));
  const Instant leaving = leaves(cohort_of(about.pupil));
  if (about.stays || leaving <= end)
    schedule(about, leaving, at_end, leaves_unit);
  else
    schedule(about, end, at_end, stay_ends);
}

void Flow::end_of_move(Case& about) {
  if (has_left(about)) return;
  const sim::Block words = answer(about);
  if (threshold_of(words) >= 0.60) return exclude(about);
  const auto onward = static_cast<std::uint32_t>(5 * sim::unit_interval(sim::high_word(words)));
  about.partnership = (about.partnership + 1 + onward) % partnerships;
  return_to_mainstream(about);
}

void Flow::end_of_stay(Case& about) {
  const double u = threshold_of(answer(about));
  const std::uint32_t cohort = cohort_of(about.pupil);
  if (u < 0.43) {
    give_up_place(about);
    if (u < 0.35) return_to_mainstream(about);
    return;
  }
  about.stays = true;
  if (about.phase == secondary) return schedule(about, leaves(cohort), at_end, leaves_unit);
  schedule(about, std::max(simulation_.now(), becomes_secondary(cohort)), at_end, transfers);
}

void Flow::give_up_place(Case& about) {
  units_[about.phase].release();
  occupied_[about.phase].add(simulation_.now(), -1);
  --in_unit_[about.partnership][about.phase];
  offer_places(about.phase);
}

// The exposure goes on where it stopped, towards the next threshold.
void Flow::return_to_mainstream(Case& about) {
  const sim::Block words = universe_->words({purpose_incident, about.pupil, about.incidents});
  const double before = about.exposure;
  about.exposure =
      sim::next_exposure(threshold_of(words), shape, static_cast<int>(about.incidents), before);
  const Instant at = sim::after_years(simulation_.now(), (about.exposure - before) / incident_rate);
  if (at >= std::min(leaves(cohort_of(about.pupil)), horizon)) return;
  simulation_.schedule(
      Slot(at, at_incident, about.pupil, about.incidents | remapped, kind_of(words)));
}

void Flow::schedule(const Case& about, Instant at, std::uint32_t stage, std::uint32_t what) {
  simulation_.schedule(Slot(at, stage, about.pupil, 0, what));
}

/// The random numbers of the next question that is asked of a case.
sim::Block Flow::answer(Case& about) const {
  return universe_->words({purpose_decided, about.pupil, about.questions++});
}

bool Flow::has_left(const Case& about) const {
  return simulation_.now() >= leaves(cohort_of(about.pupil));
}

}  // namespace bench
