#include "models/behaviours.h"
#include "models/world.h"
#include "sim/random/variate.h"

namespace models {

void on(World& world, const SixthDay& event) {
  Pupil& pupil = world.pupil(event.pupil);
  if (pupil.place.setting != Setting::excluded) return;
  world.tell(pupil, [&] { return std::string("Full-time education is due from today."); });
  ask_for_unit(world, pupil, Claim::owed);
}

void on(World& world, const SpotPlaceFound& event) {
  Pupil& pupil = world.pupil(event.pupil);
  if (pupil.place.setting != Setting::tuition) return;
  leave_waiting_list(world, pupil);
  world.record.count(Count::spot_places, world.school_year(), world.year_group(pupil));
  world.tell(pupil, [&] {
    return "An alternative place is bought, as no unit has room within its limit.";
  });
  move_to(world, pupil, {.setting = Setting::spot_place, .reason = pupil.place.reason});
  begin_stay(world, pupil);
}

}  // namespace models
