#include "models/behaviours.h"
#include "models/out_of_sight.h"
#include "models/world.h"

namespace models {
namespace {

/// Funding follows an excluded pupil for the rest of the financial year.
/// Source: School and Early Years Finance (England) Regulations, the deduction for excluded pupils.
void deduct(World& world, const Pupil& pupil, int group) {
  const std::size_t stage = group < first_secondary_year ? 0 : group < 10 ? 1 : 2;
  const int year = financial_year_of(sim::date_of(pupil.decided));
  const std::int64_t left = (financial_year_starts(year + 1) - pupil.decided).count();
  const sim::Money whole = world.borough.exclusion.deduction[stage];
  const sim::Money amount =
      sim::Money::pence(whole.in_pence() * left / seconds_in_financial_year(year));
  // Posted when the decision stands, in the year that is open then.
  world.ledger.post(financial_year_of(sim::date_of(world.now())), Account::schools,
                    Account::high_needs_block, amount, Service::deduction);
  world.tell(pupil, [&] { return in_pounds(amount) + " follows the pupil from the school."; });
}

/// A withdrawn exclusion frees whatever place it has led to. Where an earlier one still stands, the
/// pupil was on trial when this one was decided, and goes back on trial.
void undo(World& world, Pupil& pupil) {
  world.supersede(pupil, Pending::sixth_day);
  world.supersede(pupil, Pending::spot_place);
  if (pupil.place.setting != Setting::excluded && pupil.place.setting != Setting::tuition &&
      pupil.place.setting != Setting::spot_place && pupil.place.setting != Setting::unit)
    return;
  world.supersede(pupil, Pending::stay);
  leave_waiting_list(world, pupil);
  if (pupil.stood_before) {
    begin_trial(world, pupil);
    return;
  }
  if (goes_out_of_sight(world, pupil)) return;
  move_to(world, pupil,
          {.setting = Setting::mainstream, .reason = reason_in_mainstream(world, pupil)});
}

/// The share of decisions like this one that are withdrawn on challenge, support included.
double chance_of_withdrawal(const World& world, const Pupil& pupil, int group) {
  const double without =
      world.borough.exclusion.withdrawn[static_cast<std::size_t>(index(phase_of(group)))].at(
          pupil.decided);
  const double stands =
      intervention_factor(world, pupil, Effect::withdrawal, pupil.decided);  // Of the others.
  return without + (1 - without) * (1 - stands);
}

/// Decides the review of the latest exclusion and counts it by the date of the head's decision.
/// Ensures: returns whether it is withdrawn.
bool decide_review(World& world, Pupil& pupil) {
  const int school_year = world.school_year_of(pupil.decided);
  const int group = Population::year_group(pupil.reception, school_year);
  const double chance = chance_of_withdrawal(world, pupil, group);
  const bool withdrawn =
      world.uniform(Purpose::withdrawal, pupil.id.value, pupil.decisions) < chance;
  world.record.count(withdrawn ? Count::withdrawn : Count::permanent, school_year, group);
  if (sim::month_of(sim::date_of(pupil.decided)) >= 9)
    world.record.count(withdrawn ? Count::withdrawn_in_autumn : Count::permanent_in_autumn,
                       school_year, group);
  world.tell(pupil, [&] {
    return std::string(withdrawn ? "The exclusion is withdrawn" : "The exclusion stands") +
           " (the odds of withdrawal were " + in_100(chance) + ").";
  });
  const bool stands = !withdrawn || pupil.stood_before;
  pupil.exclusion = stands ? ExclusionStatus::standing : ExclusionStatus::none;
  if (!withdrawn) {
    ++pupil.permanent;
    world.record.count_permanent(school_year, world.ground.partnership_of_path[pupil.school]);
    world.by_group.count(GroupCounts::What::permanent, pupil.groups, school_year);
  }
  return withdrawn;
}

}  // namespace

void on(World& world, const ExclusionReviewed& event) {
  Pupil& pupil = world.pupil(event.pupil);
  const bool withdrawn = decide_review(world, pupil);
  if (pupil.place.setting == Setting::gone) return;
  if (withdrawn)
    undo(world, pupil);
  else
    deduct(world, pupil,
           Population::year_group(pupil.reception, world.school_year_of(pupil.decided)));
  remap_stay(world, pupil);
}

void settle_reviews(World& world) {
  world.each_singled_out([&](Pupil& pupil) {
    if (pupil.exclusion == ExclusionStatus::under_review) decide_review(world, pupil);
  });
}

}  // namespace models
