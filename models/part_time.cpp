#include "models/behaviours.h"
#include "models/out_of_sight.h"
#include "models/world.h"
#include "sim/random/variate.h"

namespace models {

void begin_part_time(World& world, Pupil& pupil, Reason reason) {
  world.supersede(pupil, Pending::stay);
  leave_waiting_list(world, pupil);
  const OutOfSight& given = world.borough.out_of_sight;
  const double weeks =
      given.part_time_weeks *
      sim::exponential(world.uniform(Purpose::part_time, pupil.id.value, ++pupil.part_times));
  world.record.count(Count::part_time_begun, world.school_year(), world.year_group(pupil));
  world.tell(pupil, [&] {
    return std::string("The school puts the pupil on a part-time timetable, on roll") +
           (reason == Reason::warned ? ", in place of the exclusion." : ".");
  });
  pupil.setting_share = given.part_time_exposure;
  move_to(world, pupil, {.setting = Setting::part_time, .reason = reason});
  world.schedule<PartTimeEnds>(pupil, sim::after_years(world.now(), weeks * 7 / 365.25));
}

void on(World& world, const PartTimeEnds& event) {
  Pupil& pupil = world.pupil(event.pupil);
  world.tell(pupil, [] { return std::string("Back at school full time."); });
  move_to(world, pupil,
          {.setting = Setting::mainstream, .reason = reason_in_mainstream(world, pupil)});
}

}  // namespace models
