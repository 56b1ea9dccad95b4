#include <cstddef>
#include <span>
#include <string>
#include <vector>

#include "models/behaviours.h"
#include "models/first_causes.h"
#include "models/fork.h"
#include "models/intervention.h"
#include "models/own_exposure.h"
#include "models/world.h"
#include "sim/kernel/expects.h"
#include "sim/random/variate.h"

namespace models {
namespace {

/// Each fixed-term exclusion may cause repeats: a few school weeks later on average.
void draw_repeats(World& world, Pupil& pupil, double luck) {
  const auto& below = world.ground.repeats_below;
  std::uint32_t repeats = 0;
  while (repeats < below.size() && luck >= below[repeats]) ++repeats;
  const auto& school_time = world.ground.terms.school_time();
  for (std::uint32_t child = 0; child < repeats; ++child) {
    const double u =
        world.uniform(Purpose::repeat_delay, pupil.id.value, (pupil.exclusions << 8) | child);
    const double delay = sim::exponential(u) / world.borough.fixed_term.repeat_rate *
                         world.ground.terms.school_year_seconds();
    const auto after =
        school_time.elapsed(world.now()) + sim::Seconds{1 + static_cast<std::int64_t>(delay)};
    world.schedule<RepeatedExclusion>(pupil, school_time.at(after));
  }
}

/// The interventions that reach the pupil now, for the diary.
std::string supported_by(const World& world, const Pupil& pupil) {
  std::string names;
  for (std::size_t number = 0; number < world.borough.interventions.size(); ++number)
    if (reached_by(world, pupil, number).at(world.now()))
      names += (names.empty() ? "" : "; ") + world.borough.interventions[number].name;
  return names.empty() ? names : " Reached by: " + names + ".";
}

/// A pupil is excluded for a fixed term: it goes on the record, may be repeated, and may lead the
/// head to exclude for good or the school to ask for a plan.
void exclude_for_a_term(World& world, Pupil& pupil) {
  ++pupil.exclusions;
  const int group = world.year_group(pupil);
  world.record.count(Count::fixed_term, world.school_year(), group);
  world.by_group.count(GroupCounts::What::fixed_term, pupil.groups, world.school_year());
  if (pupil.last_excluded_in != world.school_year()) {
    pupil.last_excluded_in = static_cast<std::int16_t>(world.school_year());
    world.record.count(Count::pupils_excluded, world.school_year(), group);
  }
  const int record = world.add_to_record(pupil);

  const sim::Block marks = world.universe.words(
      {static_cast<std::uint32_t>(Purpose::exclusion_marks), pupil.id.value, pupil.exclusions});
  draw_repeats(world, pupil, sim::unit_interval(marks[2]));
  world.tell(pupil, [&] {
    return "Excluded for a fixed term in Year " + std::to_string(group) + ", the " +
           ordinal(static_cast<std::uint32_t>(record)) +
           " within a year. The odds that the head excludes for good were " +
           in_100(probability_of_decision(world, pupil, record)) + "." + supported_by(world, pupil);
  });
  if (head_decides(world, pupil, record, sim::unit_interval(sim::low_word(marks)))) {
    if (!panel_hears_decision(world, pupil)) decide_to_exclude(world, pupil);
    return;
  }
  const double asks =
      world.borough.plans.after_exclusion[static_cast<std::size_t>(index(phase_of(group)))];
  if (sim::unit_interval(marks[3]) < asks) request_plan(world, pupil);
  consider_referral(world, pupil, record);
}

/// Whether a repeat happens: as often as the pupil, by where they are and what they are given,
/// meets of what a pupil at school meets.
bool repeat_happens(World& world, Pupil& pupil) {
  const double share = exposure_share(world, pupil) / pupil.risk;
  if (share >= 1) return true;
  if (share <= 0) return false;
  return world.uniform(Purpose::repeat_kept, pupil.id.value, ++pupil.repeats) < share;
}

/// Finds the thresholds of a candidate that can be reached: support only ever lessens exposure.
void find_thresholds(World& world, const Pupil& pupil, double first) {
  constexpr double rounding = 1e-9;
  const double most =
      (1 + rounding) * pupil.risk * world.exposure.total(pupil.reception, world.rates(pupil));
  FirstCauses causes(world, pupil.id, 1, first);
  for (; causes.exposure() <= most; causes.advance()) world.thresholds.add(causes.exposure());
  world.thresholds.close();
}

/// Puts the pupil's first causes from now on into the timetable, as support lessens them.
void put_on_timetable(World& world, const Pupil& pupil, std::span<const double> thresholds,
                      std::vector<SupportStep>& steps) {
  const auto happened = static_cast<std::size_t>(pupil.first_causes);
  if (happened >= thresholds.size()) return;
  if (!world.ground.support.with(Effect::fixed_term).empty())
    support_steps(world, pupil, world.population.arrival(pupil.id), steps);
  OwnExposure own(world, pupil, steps);
  ExposureCursor cursor(world.exposure, pupil.reception, world.rates(pupil));
  for (std::size_t n = happened; n < thresholds.size(); ++n) {
    const sim::Instant at = cursor.reached(own.of_cohort(thresholds[n]));
    if (at >= world.end() || at >= pupil.departs) break;
    world.simulation.timetable().add({at, static_cast<std::uint32_t>(FixedTermExclusion::stage),
                                      pupil.id.value, static_cast<std::uint32_t>(n) + 1,
                                      world.what<FixedTermExclusion>(pupil)});
  }
}

/// The exposure at which the first cause after the latest falls.
double next_threshold(const World& world, const Pupil& pupil) {
  const auto next = static_cast<std::size_t>(pupil.first_causes);
  if (const auto found = world.thresholds_of(pupil); next < found.size()) return found[next];
  FirstCauses causes(world, pupil.id, pupil.first_causes, pupil.next_exposure);
  causes.advance();
  return causes.exposure();
}

}  // namespace

void draw_first_causes(World& world) {
  sim::expects(world.noticed().empty(), "candidates come to notice first");
  world.thresholds.clear();
  std::vector<SupportStep> steps;
  const auto& candidates = world.population.candidates();
  for (std::size_t i = 0; i < candidates.size(); ++i) {
    Pupil& pupil = world.notice(candidates[i]);
    pupil.pending[static_cast<std::size_t>(Pending::incident)] = 1;
    find_thresholds(world, pupil, candidates[i].first_exposure);
    put_on_timetable(world, pupil, world.thresholds.of(i), steps);
  }
  world.simulation.timetable().sort();
}

void continue_first_causes(World& world) {
  world.simulation.timetable().clear();
  std::vector<SupportStep> steps;
  const auto& candidates = world.population.candidates();
  for (std::size_t i = 0; i < candidates.size(); ++i) {
    Pupil& pupil = world.noticed()[i];  // Candidates came to notice first, in their order.
    sim::expects(pupil.id == candidates[i].id, "a candidate is where they came to notice");
    if (world.population.arrival(pupil.id) >= world.now()) world.begin_exposure(pupil);
    if (pupil.off_timetable || pupil.departs <= world.now() || world.year_group(pupil) > last_year)
      continue;
    put_on_timetable(world, pupil, world.thresholds.of(i), steps);
  }
  world.simulation.timetable().sort();
}

void on(World& world, const FixedTermExclusion& event) {
  Pupil& pupil = world.pupil(event.pupil);
  ++pupil.first_causes;
  if (pupil.off_timetable) {
    pupil.next_exposure = next_threshold(world, pupil);
    schedule_first_cause(world, pupil);
  } else {
    pupil.pending[static_cast<std::size_t>(Pending::incident)] =
        static_cast<std::uint32_t>(pupil.first_causes) + 1;
  }
  exclude_for_a_term(world, pupil);
}

void on(World& world, const RepeatedExclusion& event) {
  Pupil& pupil = world.pupil(event.pupil);
  // A repeat that does not happen has no repeats of its own.
  if (world.has_left(pupil) || !repeat_happens(world, pupil)) return;
  world.record.count(Count::repeats, world.school_year(), world.year_group(pupil));
  exclude_for_a_term(world, pupil);
}

}  // namespace models
