#include "models/behaviours.h"
#include "models/out_of_sight.h"
#include "models/world.h"
#include "sim/random/variate.h"

namespace models {

void begin_home_education(World& world, Pupil& pupil, Reason reason) {
  world.supersede(pupil, Pending::stay);
  leave_waiting_list(world, pupil);
  stop_waiting_for_specialist(world, pupil);
  const double rate = world.borough.out_of_sight.home_education_return;
  const double threshold = sim::exponential(
      world.uniform(Purpose::home_education, pupil.id.value, ++pupil.home_educations));
  world.record.count(Count::home_education_begun, world.school_year(), world.year_group(pupil));
  world.tell(pupil, [&] {
    return std::string("Taken off the school's roll to be educated at home, ") +
           (reason == Reason::chosen ? "by the family's choice." : "after a warning of exclusion.");
  });
  move_to(world, pupil, {.setting = Setting::home_education, .reason = reason});
  world.schedule<HomeEducationEnds>(
      pupil, rate > 0 ? sim::after_years(world.now(), threshold / rate) : sim::never);
}

void on(World& world, const HomeEducationEnds& event) {
  Pupil& pupil = world.pupil(event.pupil);
  world.tell(pupil, [] { return std::string("Home education ends: back on a school's roll."); });
  move_to(world, pupil, {.setting = Setting::mainstream});
}

}  // namespace models
