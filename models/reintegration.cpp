#include <algorithm>

#include "models/behaviours.h"
#include "models/world.h"
#include "sim/random/variate.h"

namespace models {
namespace {

struct Outcome {
  sim::Instant at;
  bool succeeds;
};

/// Success and failure compete, each with its own luck.
Outcome outcome_of(const World& world, const Pupil& pupil) {
  const Reintegration& given = world.borough.reintegration;
  sim::Stream luck = world.stream(Purpose::trial, pupil.id.value, pupil.trials);
  const double to_success = sim::exponential(luck.uniform());
  const double to_failure = sim::exponential(luck.uniform());
  const auto after = [&](double threshold, double rate) {
    return rate > 0 ? sim::after_years(pupil.since, threshold / rate) : sim::never;
  };
  const sim::Instant success = after(to_success, given.success);
  const sim::Instant failure = after(to_failure, given.failure);
  return {std::min(success, failure), success <= failure};
}

/// Asks the unit that the pupil came from, unless they came from a spot place or are too old now.
void ask_again(World& world, Pupil& pupil) {
  const Place& before = pupil.before_trial;
  if (before.provider != nowhere &&
      world.year_group(pupil) <= world.borough.units[before.provider].last_year)
    ask_for_unit(world, pupil, before.claim, before.provider, before.dual);
  else
    ask_for_unit(world, pupil, before.claim);
}

}  // namespace

void begin_trial(World& world, Pupil& pupil) {
  ++pupil.trials;
  pupil.trial_over = false;
  world.record.count(Count::trials, world.school_year(), world.year_group(pupil));
  world.tell(pupil, [&] {
    const Reintegration& given = world.borough.reintegration;
    const double ends = given.success + given.failure;
    return "Reintegration begins, on trial at a school (odds that it succeeds: " +
           in_100(ends > 0 ? given.success / ends : 0) + ").";
  });
  pupil.before_trial = pupil.place;
  move_to(world, pupil, {.setting = Setting::trial});
  world.schedule<TrialEnds>(pupil, outcome_of(world, pupil).at);
}

void on(World& world, const TrialEnds& event) {
  Pupil& pupil = world.pupil(event.pupil);
  const bool succeeds = outcome_of(world, pupil).succeeds;
  pupil.trial_over = true;
  world.record.count(succeeds ? Count::trials_succeeded : Count::trials_failed, world.school_year(),
                     world.year_group(pupil));
  world.tell(pupil, [&] {
    return std::string(succeeds ? "The trial succeeds: back at school."
                                : "The trial fails: a place is needed again.");
  });
  if (succeeds) {
    if (pupil.exclusion == ExclusionStatus::standing) pupil.exclusion = ExclusionStatus::none;
    move_to(world, pupil,
            {.setting = Setting::mainstream, .reason = reason_in_mainstream(world, pupil)});
    return;
  }
  // An excluded pupil is owed education again at once; a referred one waits at school.
  pupil.after_trial = true;
  if (pupil.before_trial.claim == Claim::owed)
    move_to(world, pupil, {.setting = Setting::excluded, .reason = Reason::excluded});
  else
    move_to(world, pupil,
            {.setting = Setting::mainstream, .reason = reason_in_mainstream(world, pupil)});
  ask_again(world, pupil);
}

}  // namespace models
