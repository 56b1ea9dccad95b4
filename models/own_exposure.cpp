#include "models/own_exposure.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <utility>
#include <vector>

#include "models/behaviours.h"
#include "models/first_causes.h"
#include "models/fork.h"
#include "models/world.h"
#include "sim/kernel/expects.h"

namespace models {
namespace {

/// The exposure of a pupil at the n-th first cause, from the beginning.
double exposure_to(const World& world, const Pupil& pupil, int n) {
  const auto at = static_cast<std::size_t>(n - 1);
  if (const auto found = world.thresholds_of(pupil); at < found.size()) return found[at];
  const PupilId id = pupil.id;
  const double luck = sim::unit_interval(sim::low_word(FirstCauses::block(world.universe, id, 0)));
  FirstCauses causes(world, id, 1, sim::next_exposure(luck, world.borough.fixed_term.shape, 0, 0));
  for (int i = 1; i < n; ++i) causes.advance();
  return causes.exposure();
}

/// Exposure of the pupil's cohort at `when`, at the pupil's schools.
double cohort_exposure(const World& world, const Pupil& pupil, sim::Instant when) {
  return world.exposure.at(pupil.reception, world.rates(pupil), when);
}

bool support_bears_on_exposure(const World& world) {
  return !world.ground.support.with(Effect::fixed_term).empty();
}

/// The timetable has followed support so far; from now on the pupil does.
void leave_timetable(World& world, Pupil& pupil) {
  pupil.off_timetable = true;
  world.single_out(pupil);
  if (!support_bears_on_exposure(world)) return;
  std::vector<SupportStep> steps;
  support_steps(world, pupil, world.population.arrival(pupil.id), steps);
  OwnExposure own(world, pupil, steps);
  own.pass(world.now());
  pupil.share = own.share();
  pupil.lost_exposure = own.lost();
}

/// `change` where the pupil lives to see it; else never.
sim::Instant if_present(const World& world, const Pupil& pupil, sim::Instant change) {
  return change < std::min(pupil.departs, world.end()) ? change : sim::never;
}

/// When what support leaves of the pupil's exposure next changes, be it at this very instant.
sim::Instant change_of_support_from_now_on(const World& world, const Pupil& pupil) {
  sim::Instant next = sim::never;
  for (const std::size_t number : world.ground.support.with(Effect::fixed_term)) {
    const Reached reached = reached_by(world, pupil, number);
    for (const sim::Instant edge : {reached.from, reached.until})
      if (reached.from < reached.until && edge >= world.now()) next = std::min(next, edge);
  }
  return if_present(world, pupil, next);
}

/// Off the timetable and at school, what support leaves changes on a date.
void follow_support(World& world, Pupil& pupil) {
  world.supersede(pupil, Pending::reach);
  if (!pupil.off_timetable || pupil.share == 0) return;
  // The place in line is kept where nothing is to change as well: an option may yet change it.
  world.schedule<ReachChanges>(pupil, if_present(world, pupil, support_left(world, pupil).until));
}

/// From now on the pupil meets `share` of the exposure of the cohort at the schools of `path`: what
/// was met so far stays, and so does the threshold of the next first cause.
void set_exposure(World& world, Pupil& pupil, double share, int path) {
  if (!pupil.off_timetable) leave_timetable(world, pupil);
  world.supersede(pupil, Pending::incident);
  const double before = cohort_exposure(world, pupil, world.now());
  const double had = pupil.share * before - pupil.lost_exposure;
  const bool stays = path == pupil.school;
  pupil.school = static_cast<std::uint16_t>(path);
  const double here = stays ? before : cohort_exposure(world, pupil, world.now());
  pupil.lost_exposure = share * here - had;
  pupil.share = share;
  if (share == 0 || pupil.departs <= world.now()) return;
  if (pupil.next_exposure == 0)  // The first time: the timetable kept no count.
    pupil.next_exposure = exposure_to(world, pupil, pupil.first_causes + 1);
  constexpr double rounding = 1e-4;  // Instants are whole seconds.
  sim::expects(pupil.next_exposure > had - rounding, "no threshold has passed unnoticed");
  schedule_first_cause(world, pupil);
}

double share_of_setting(const Pupil& pupil) {
  const Setting setting = pupil.place.setting;
  if (setting == Setting::managed_move || setting == Setting::part_time) return pupil.setting_share;
  return is_at_school(setting) && !pupil.to_college ? 1 : 0;
}

double share_on_timetable(const World& world, const Pupil& pupil) {
  return pupil.risk * support_left(world, pupil).share;
}

/// Until the family moves away: later on nothing is kept of the pupil.
void fade_later(World& world, Pupil& pupil) {
  const sim::Instant when = world.now() + pupil.relief.step;
  if (when < pupil.departs) world.schedule<ReliefFades>(pupil, when);
}

double share_left_by(const Relief& relief) {
  return 1 - relief.effect * relief.steps_left / relief_steps;
}

/// What support is then to lessen.
double share_at_school(const Pupil& pupil) {
  return share_of_setting(pupil) * share_left_by(pupil.relief) * pupil.risk;
}

}  // namespace

void schedule_first_cause(World& world, Pupil& pupil) {
  const sim::Instant at =
      world.exposure.reached(pupil.reception, world.rates(pupil),
                             (pupil.lost_exposure + pupil.next_exposure) / pupil.share);
  if (at < pupil.departs) world.schedule<FixedTermExclusion>(pupil, std::max(at, world.now()));
}

double exposure_share(const World& world, const Pupil& pupil, sim::Instant when) {
  const double at_school = share_at_school(pupil);
  if (at_school == 0) return 0;
  return at_school * intervention_factor(world, pupil, Effect::fixed_term, when);
}

double exposure_share(const World& world, const Pupil& pupil) {
  const double at_school = share_at_school(pupil);
  if (at_school == 0) return 0;
  return at_school * support_left(world, pupil).share;
}

void share_exposure(World& world, Pupil& pupil, double share) {
  const double present = pupil.off_timetable ? pupil.share : share_on_timetable(world, pupil);
  if (share == present) return;
  set_exposure(world, pupil, share, pupil.school);
  follow_support(world, pupil);
}

void refresh_exposure(World& world, Pupil& pupil) {
  share_exposure(world, pupil, exposure_share(world, pupil));
}

void change_school(World& world, Pupil& pupil, int path) {
  if (path == pupil.school) return;
  if (!pupil.off_timetable) leave_timetable(world, pupil);
  const int left = std::exchange(pupil.school, static_cast<std::uint16_t>(path));
  forget_support(pupil);
  const double share = exposure_share(world, pupil);  // Support may differ between schools.
  pupil.school = static_cast<std::uint16_t>(left);
  set_exposure(world, pupil, share, path);
  follow_support(world, pupil);
}

void relieve(World& world, Pupil& pupil, double effect, sim::Seconds window) {
  sim::expects(effect >= 0 && effect <= 1, "relief is a share of exposure");
  if (effect == 0 && pupil.relief.effect == 0) return;
  pupil.relief = {.effect = effect, .steps_left = relief_steps, .step = window / relief_steps};
  world.supersede(pupil, Pending::relief);
  if (effect == 0 || pupil.relief.step <= sim::Seconds{0})
    pupil.relief = {};
  else
    fade_later(world, pupil);
  refresh_exposure(world, pupil);
}

void continue_reach(World& world) {
  constexpr auto kind = static_cast<std::size_t>(Pending::reach);
  world.each_singled_out([&](Pupil& pupil) {
    if (pupil.pending[kind] != 0)
      world.schedule<ReachChanges>(pupil, change_of_support_from_now_on(world, pupil),
                                   pupil.pending[kind]);
  });
}

void on(World& world, const ReliefFades& event) {
  Pupil& pupil = world.pupil(event.pupil);
  if (--pupil.relief.steps_left == 0)
    pupil.relief = {};
  else
    fade_later(world, pupil);
  refresh_exposure(world, pupil);
}

void on(World& world, const ReachChanges& event) {
  Pupil& pupil = world.pupil(event.pupil);
  refresh_exposure(world, pupil);
  follow_support(world, pupil);
}

}  // namespace models
