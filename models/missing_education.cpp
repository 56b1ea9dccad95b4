#include "models/behaviours.h"
#include "models/out_of_sight.h"
#include "models/world.h"
#include "sim/random/variate.h"

namespace models {

void begin_missing(World& world, Pupil& pupil, Reason reason) {
  world.supersede(pupil, Pending::stay);
  leave_waiting_list(world, pupil);
  stop_waiting_for_specialist(world, pupil);
  const double rate = world.borough.out_of_sight.missing_return;
  const double threshold =
      sim::exponential(world.uniform(Purpose::missing, pupil.id.value, ++pupil.times_missing));
  world.record.count(Count::missing_begun, world.school_year(), world.year_group(pupil));
  world.tell(pupil, [] { return std::string("On no school's roll, and not traced."); });
  move_to(world, pupil, {.setting = Setting::missing, .reason = reason});
  world.schedule<TracedAgain>(
      pupil, rate > 0 ? sim::after_years(world.now(), threshold / rate) : sim::never);
}

void on(World& world, const TracedAgain& event) {
  Pupil& pupil = world.pupil(event.pupil);
  world.tell(pupil, [] { return std::string("Traced, and back on a school's roll."); });
  move_to(world, pupil, {.setting = Setting::mainstream});
}

}  // namespace models
