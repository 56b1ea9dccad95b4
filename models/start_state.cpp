// A start state: counts by provision, year group, registration and leaving year on a date. They
// replace whoever the run has placed there by then, so that what follows starts from a known stock.
#include <algorithm>
#include <vector>

#include "models/behaviours.h"
#include "models/fork.h"
#include "models/specialist_place.h"
#include "models/world.h"

namespace models {
namespace {

/// Of the provisions that a start state counts.
bool is_counted(Setting setting) {
  return setting == Setting::unit || setting == Setting::tuition ||
         setting == Setting::spot_place || setting == Setting::resource_base ||
         setting == Setting::special_school || setting == Setting::other_authority ||
         setting == Setting::independent;
}

/// Back to school, with nothing pending but what no place follows from: a review goes on.
void end_simulated_place(World& world, Pupil& pupil) {
  for (const Pending kind : {Pending::stay, Pending::sixth_day, Pending::spot_place})
    world.supersede(pupil, kind);
  leave_waiting_list(world, pupil);
  stop_waiting_for_specialist(world, pupil);
  if (pupil.exclusion == ExclusionStatus::standing) pupil.exclusion = ExclusionStatus::none;
  if (is_counted(pupil.place.setting))
    move_to(world, pupil, {.setting = Setting::mainstream});
  else if (pupil.place.setting == Setting::mainstream)
    change_reason(world, pupil, Reason::none);
}

void clear_simulated_stock(World& world) {
  std::vector<Pupil*> found;
  world.each_singled_out([&](Pupil& pupil) {
    const bool waits = pupil.place.setting == Setting::mainstream &&
                       (pupil.waits_for != nowhere || pupil.waits_for_specialist);
    if (is_counted(pupil.place.setting) || waits) found.push_back(&pupil);
  });
  std::sort(found.begin(), found.end(),
            [](const Pupil* a, const Pupil* b) { return a->id < b->id; });
  for (Pupil* pupil : found) end_simulated_place(world, *pupil);
}

/// A stay that no reintegration ends before the recorded summer.
void begin_recorded_stay(World& world, Pupil& pupil) {
  begin_stay(world, pupil);
  pupil.recorded = true;
  remap_stay(world, pupil);
}

void place_at_unit(World& world, Pupil& pupil, const StartRow& row) {
  UnitPlaces& unit = world.units[row.number];
  if (!unit.places.has_room(sim::Claim::within_limit)) return;
  unit.places.admit(sim::Claim::within_limit);
  const bool dual = row.registration != StartRow::Registration::single;
  if (!dual) pupil.exclusion = ExclusionStatus::standing;
  world.record.count(Count::unit_admissions, world.school_year(), row.year_group);
  move_to(world, pupil,
          {.setting = Setting::unit,
           .reason = dual ? Reason::referred : Reason::excluded,
           .provider = row.number,
           .claim = dual ? Claim::referral : Claim::owed,
           .dual = dual});
  begin_recorded_stay(world, pupil);
}

void place_at_specialist(World& world, Pupil& pupil, std::size_t provider) {
  if (!world.specialists[provider].places.has_room(sim::Claim::within_places)) return;
  issue_plan_with_place(world, pupil);
  const bool away = world.borough.specialists[provider].kind == SpecialistKind::other_authority;
  place_at(world, pupil, provider, away ? Reason::no_specialist_place : Reason::need);
}

void place_as_recorded(World& world, Pupil& pupil, const StartRow& row) {
  world.tell(pupil, [] { return std::string("Placed as the counts of this date record."); });
  switch (row.provision) {
    case StartRow::Provision::unit: place_at_unit(world, pupil, row); return;
    case StartRow::Provision::specialist: place_at_specialist(world, pupil, row.number); return;
    case StartRow::Provision::independent:
      issue_plan_with_place(world, pupil);
      place_independently(world, pupil, Reason::no_specialist_place);
      return;
    case StartRow::Provision::spot_place:
      pupil.exclusion = ExclusionStatus::standing;
      world.record.count(Count::spot_places, world.school_year(), row.year_group);
      move_to(world, pupil, {.setting = Setting::spot_place, .reason = Reason::unit_full});
      begin_recorded_stay(world, pupil);
      return;
    case StartRow::Provision::tuition:
      pupil.exclusion = ExclusionStatus::standing;
      move_to(world, pupil, {.setting = Setting::tuition, .reason = Reason::unit_full});
      return;
  }
}

/// Year group in the summer of `leaving_year`.
int last_group_of(const World& world, const Pupil& pupil, int leaving_year) {
  return Population::year_group(pupil.reception,
                                leaving_year - 1 - world.borough.period.first_school_year);
}

}  // namespace

void open_start_state(World& world) {
  world.schedule<StartStateHolds>(0, world.borough.start_state.date);
}

void continue_start_state(World& world, Appointments& appointments) {
  if (world.borough.start_state.date >= world.now())
    appointments.again<StartStateHolds>(0, world.borough.start_state.date,
                                        World::first_sequence(World::Opening::start_state));
}

void on(World& world, const StartStateHolds&) {
  clear_simulated_stock(world);
  const std::vector<StartRow>& rows = world.borough.start_state.rows;
  for (std::uint32_t number = 0; number < rows.size(); ++number) {
    const StartRow& row = rows[number];
    for (int each = 1; each <= row.pupils; ++each) {
      const double luck =
          world.uniform(Purpose::start_state, number, static_cast<std::uint32_t>(each));
      Pupil* pupil = pick_from_mainstream(world, row.year_group, luck, false);
      if (pupil == nullptr) continue;
      place_as_recorded(world, *pupil, row);
      // Whoever leaves in the summer of Year 11 leaves school, as everyone does.
      if (last_group_of(world, *pupil, row.leaving_year) >= last_year) continue;
      world.schedule<LeavesAsRecorded>(*pupil, sim::date(row.leaving_year, 8, 31));
    }
  }
}

void on(World& world, const LeavesAsRecorded& event) {
  Pupil& pupil = world.pupil(event.pupil);
  if (pupil.since != world.borough.start_state.date || world.has_left(pupil)) return;
  world.tell(pupil, [] { return std::string("Leaves the place in the summer that is recorded."); });
  end_simulated_place(world, pupil);
}

}  // namespace models
