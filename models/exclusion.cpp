#include <algorithm>

#include "models/behaviours.h"
#include "models/world.h"
#include "sim/random/elementary.h"

namespace models {
namespace {

/// The rate of one-off exclusions of a year group over the whole run [per year], by term.
Dated one_off_rate(const World& world, int group) {
  const auto& by_term = world.borough.exclusion.one_off[static_cast<std::size_t>(group)];
  std::vector<Dated::Step> steps;
  const auto& starts = world.ground.terms.term_starts();
  for (std::size_t term = 0; term < starts.size(); ++term)
    steps.emplace_back(starts[term], by_term[term % terms_a_year]);
  return Dated(std::move(steps));
}

/// Log-odds that the head decides to exclude for good.
double log_odds(const World& world, const Pupil& pupil, int record) {
  const Exclusion& given = world.borough.exclusion;
  const int group = world.year_group(pupil);
  const auto row =
      std::min(static_cast<std::size_t>(record), world.ground.log_of_record.size() - 1);
  const auto phase = static_cast<std::size_t>(index(phase_of(group)));
  double odds = given.base[phase] + given.record * world.ground.log_of_record[row] +
                world.decision_level[phase][static_cast<std::size_t>(world.school_year())];
  if (group == 10) odds += given.year_10;
  if (group == 11) odds += given.year_11;
  if (pupil.plan != PlanStatus::none) odds += given.with_plan;
  return odds;
}

/// The probability `given` of a decision, with the odds that support leaves of it.
double supported(const World& world, const Pupil& pupil, double given) {
  const double left = intervention_factor(world, pupil, Effect::decision);
  return left == 1 ? given : given * left / (1 - given + given * left);
}

}  // namespace

double probability_of_decision(const World& world, const Pupil& pupil, int record) {
  if (pupil.exclusion == ExclusionStatus::under_review) return 0;  // One decision at a time.
  return supported(world, pupil, sim::logistic(log_odds(world, pupil, record)));
}

bool head_decides(const World& world, const Pupil& pupil, int record, double luck) {
  if (pupil.exclusion == ExclusionStatus::under_review) return false;
  const double odds = log_odds(world, pupil, record);
  // Nearly always the luck is far above the odds: logistic(-2) < 0.12 spares the exponential.
  if (odds < -2 && luck > 0.12) return false;
  const double unsupported = sim::logistic(odds);
  return luck < unsupported && luck < supported(world, pupil, unsupported);
}

void decide_to_exclude(World& world, Pupil& pupil) {
  ++pupil.decisions;
  pupil.decided = world.now();
  pupil.stood_before =
      pupil.exclusion == ExclusionStatus::standing && pupil.place.setting == Setting::trial;
  pupil.after_trial = false;
  pupil.exclusion = ExclusionStatus::under_review;
  world.record.count(Count::decisions, world.school_year(), world.year_group(pupil));
  world.tell(pupil, [&] {
    return "The head decides to exclude for good; governors will review the decision.";
  });
  world.supersede(pupil, Pending::stay);
  leave_waiting_list(world, pupil);
  move_to(world, pupil, {.setting = Setting::excluded, .reason = Reason::excluded});

  const SchoolTerms& terms = world.ground.terms;
  const Exclusion& given = world.borough.exclusion;
  // A review or a duty without delay still comes after the decision.
  const auto days_on = [&](int days) {
    return days > 0 ? terms.school_day_after(world.now(), days) : world.now() + sim::Seconds{1};
  };
  world.schedule<ExclusionReviewed>(pupil, days_on(given.review_days));
  world.schedule<SixthDay>(pupil, days_on(given.provision_day));
}

void open_one_off_exclusions(World& world) {
  world.one_offs.clear();
  for (int group = 0; group < year_groups; ++group) {
    world.one_offs.push_back(
        {Purpose::one_off, static_cast<std::uint32_t>(group), one_off_rate(world, group)});
    schedule_next<OneOffExclusion>(world, world.one_offs.back());
  }
}

void on(World& world, const OneOffExclusion& event) {
  Arrivals& arrivals = world.one_offs[event.number];
  sim::Stream luck = luck_of_arrival(world, arrivals);
  Pupil* pupil = pick_from_mainstream(world, static_cast<int>(event.number), luck.uniform(), false);
  if (pupil != nullptr) decide_to_exclude(world, *pupil);
  schedule_next<OneOffExclusion>(world, arrivals);
}

}  // namespace models
