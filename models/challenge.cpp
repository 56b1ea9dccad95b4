#include "models/behaviours.h"
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

/// A withdrawn exclusion frees whatever place it has led to, unless a plan keeps the pupil there.
void return_to_school(World& world, Pupil& pupil) {
  world.supersede(pupil, Pending::sixth_day);
  world.supersede(pupil, Pending::spot_place);
  if (pupil.place.setting != Setting::excluded && pupil.place.setting != Setting::tuition &&
      pupil.place.setting != Setting::spot_place && pupil.place.setting != Setting::unit)
    return;
  world.supersede(pupil, Pending::stay);
  leave_waiting_list(world, pupil);
  move_to(world, pupil,
          {.setting = Setting::mainstream, .reason = reason_in_mainstream(world, pupil)});
}

}  // namespace

void on(World& world, const ExclusionReviewed& event) {
  Pupil& pupil = world.pupil(event.pupil);
  const int school_year = world.school_year_of(pupil.decided);
  const int group = Population::year_group(pupil.reception, school_year);
  const double chance =
      world.borough.exclusion.withdrawn[static_cast<std::size_t>(index(phase_of(group)))].at(
          pupil.decided);
  const bool withdrawn =
      world.uniform(Purpose::withdrawal, pupil.id.value, pupil.decisions) < chance;
  world.record.count(withdrawn ? Count::withdrawn : Count::permanent, school_year, group);
  world.tell(pupil, [&] {
    return std::string(withdrawn ? "The exclusion is withdrawn" : "The exclusion stands") +
           " (the odds of withdrawal were " + in_100(chance) + ").";
  });

  pupil.exclusion = withdrawn ? ExclusionStatus::none : ExclusionStatus::standing;
  if (!withdrawn) {
    ++pupil.permanent;
    world.record.count_permanent(school_year, world.ground.partnership_of_path[pupil.school]);
  }
  if (pupil.place.setting == Setting::gone) return;
  if (withdrawn)
    return_to_school(world, pupil);
  else
    deduct(world, pupil, group);
  remap_stay(world, pupil);
}

}  // namespace models
