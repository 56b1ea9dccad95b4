#include <algorithm>

#include "models/behaviours.h"
#include "models/world.h"
#include "sim/random/variate.h"

namespace models {
namespace {

/// Within so many school days a school place is found "without delay".
constexpr std::int64_t without_delay_days = 25;

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
  const sim::Instant success =
      after(to_success, given.success * support_of_trial(world, pupil, pupil.since));
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
    ask_for_unit(world, pupil, before.claim, unit_of_age(world, pupil), before.dual);
}

bool chooses_college(const World& world, const Pupil& pupil) {
  return world.year_group(pupil) == last_year &&
         world.uniform(Purpose::college, pupil.id.value, pupil.trials + 1U) <
             world.borough.reintegration.college;
}

/// The first school day from now on that is `days` school days after today.
sim::Instant first_day(const World& world, int days) {
  const SchoolTerms& terms = world.ground.terms;
  if (days > 0) return terms.school_day_after(world.now(), days);
  return std::max(world.now(), terms.school_day_after(world.now() - sim::Days{1}, 1));
}

void count_days_to_place(World& world, const Pupil& pupil) {
  const sim::OperationalTime& school_time = world.ground.terms.school_time();
  constexpr sim::Seconds school_day{13 * 1800};
  const std::int64_t days =
      (school_time.elapsed(world.now()) - school_time.elapsed(pupil.ready) + school_day / 2) /
      school_day;
  const int group = world.year_group(pupil);
  world.record.count(Count::school_days_to_place, world.school_year(), group, days);
  if (days <= without_delay_days)
    world.record.count(Count::placed_without_delay, world.school_year(), group);
}

/// The pupil is ready no longer, one way or the other.
void stop_being_ready(World& world, Pupil& pupil) {
  pupil.ready = sim::never;
  world.record.change(world.now(), Stock::ready_for_school, -1);
  world.supersede(pupil, Pending::reintegration);
}

void begin_reintegration(World& world, Pupil& pupil) {
  count_days_to_place(world, pupil);
  stop_being_ready(world, pupil);
  start_at_found_school(world, pupil);
  begin_trial(world, pupil);
}

void succeed(World& world, Pupil& pupil) {
  if (pupil.exclusion == ExclusionStatus::standing) pupil.exclusion = ExclusionStatus::none;
  if (pupil.to_college) {
    world.record.count(Count::to_college, world.school_year(), world.year_group(pupil));
    move_to(world, pupil, {.setting = Setting::college, .reason = Reason::agreed});
    return;
  }
  if (pupil.by_panel) change_school(world, pupil, pupil.receiving_path);
  move_to(world, pupil,
          {.setting = Setting::mainstream, .reason = reason_in_mainstream(world, pupil)});
}

}  // namespace

void agree_reintegration(World& world, Pupil& pupil) {
  world.clocks(pupil).reintegrate.stop(world.now());
  pupil.ready = world.now();
  pupil.to_college = chooses_college(world, pupil);
  world.record.change(world.now(), Stock::ready_for_school, +1);
  world.record.count(Count::ready_for_school, world.school_year(), world.year_group(pupil));
  // A college takes whoever it agrees to, and a school that has a pupil on its roll has them back.
  const bool has_place = pupil.to_college || pupil.place.dual;
  if (!has_place && panel_finds_places(world)) {
    bring_case(world, pupil);
    return;
  }
  const int days = has_place ? 0 : world.borough.reintegration.before_panel_days.at(world.now());
  const sim::Instant begins = first_day(world, days);
  if (begins <= world.now()) {
    begin_reintegration(world, pupil);
    return;
  }
  world.tell(pupil, [&] {
    return "Ready for a " + std::string(pupil.to_college ? "college" : "school") +
           ", and keeps the place until the first day there" +
           (begins < sim::never ? ", " + sim::to_string(sim::date_of(begins)) : "") + ".";
  });
  world.schedule<ReintegrationBegins>(pupil, begins);
}

void end_readiness(World& world, Pupil& pupil) {
  end_case(world, pupil);
  stop_being_ready(world, pupil);
  pupil.to_college = false;
}

void begin_trial(World& world, Pupil& pupil) {
  ++pupil.trials;
  pupil.trial_over = false;
  world.record.count(Count::trials, world.school_year(), world.year_group(pupil));
  world.tell(pupil, [&] {
    const Reintegration& given = world.borough.reintegration;
    const double success = given.success * support_of_trial(world, pupil, world.now());
    const double ends = success + given.failure;
    return "Reintegration begins, on trial at a " +
           std::string(pupil.to_college ? "college" : "school") +
           " (odds that it succeeds: " + in_100(ends > 0 ? success / ends : 0) + ").";
  });
  pupil.before_trial = pupil.place;
  move_to(world, pupil, {.setting = Setting::trial});
  world.schedule<TrialEnds>(pupil, outcome_of(world, pupil).at);
}

void on(World& world, const ReintegrationBegins& event) {
  begin_reintegration(world, world.pupil(event.pupil));
}

void on(World& world, const TrialEnds& event) {
  Pupil& pupil = world.pupil(event.pupil);
  const bool succeeds = outcome_of(world, pupil).succeeds;
  pupil.trial_over = true;
  world.record.count(succeeds ? Count::trials_succeeded : Count::trials_failed, world.school_year(),
                     world.year_group(pupil));
  world.tell(pupil, [&] {
    return std::string(!succeeds ? "The trial fails: a place is needed again."
                       : pupil.to_college
                           ? "The trial succeeds: at college until the end of Year 11."
                           : "The trial succeeds: back at school.");
  });
  if (succeeds) {
    succeed(world, pupil);
    return;
  }
  // An excluded pupil is owed education again at once; a referred one waits at school.
  pupil.after_trial = true;
  pupil.to_college = false;
  if (pupil.before_trial.claim == Claim::owed)
    move_to(world, pupil, {.setting = Setting::excluded, .reason = Reason::excluded});
  else
    move_to(world, pupil,
            {.setting = Setting::mainstream, .reason = reason_in_mainstream(world, pupil)});
  ask_again(world, pupil);
}

}  // namespace models
