#include "models/behaviours.h"
#include "models/world.h"
#include "sim/kernel/expects.h"
#include "sim/random/variate.h"

namespace models {
namespace {

/// The pupil, on a school's roll, has tuition for some weeks.
void begin_otherwise(World& world, Pupil& pupil) {
  const EducationOtherwise& given = world.borough.education_otherwise;
  const double mean = given.weeks * intervention_factor(world, pupil, Effect::otherwise);
  const double weeks =
      mean * sim::exponential(world.uniform(Purpose::otherwise, pupil.id.value, ++pupil.illnesses));
  world.record.count(Count::otherwise_begun, world.school_year(), world.year_group(pupil));
  world.tell(pupil, [&] {
    return std::string("Too ill or too anxious for school: education otherwise, ") +
           (given.full_time ? "full time." : "below full time.");
  });
  move_to(world, pupil, {.setting = Setting::otherwise, .reason = Reason::unwell});
  world.schedule<OtherwiseEnds>(pupil, sim::after_years(world.now(), weeks * 7 / 365.25));
}

}  // namespace

std::uint8_t unit_of_id(const Borough& borough, const std::string& id) {
  for (std::size_t unit = 0; unit < borough.units.size(); ++unit)
    if (borough.units[unit].id == id) return static_cast<std::uint8_t>(unit);
  sim::contract_broken("a unit that is named is one of the borough");
}

void open_education_otherwise(World& world) {
  world.illnesses.clear();
  for (std::uint32_t group = 0; group < year_groups; ++group)
    world.illnesses.push_back(
        {Purpose::falls_ill, group, world.borough.education_otherwise.rate[group]});
  for (Arrivals& arrivals : world.illnesses) schedule_next<FallsIll>(world, arrivals);
}

/// Some are referred to a medical site, if there is one for their age; the others have tuition.
void on(World& world, const FallsIll& event) {
  const EducationOtherwise& given = world.borough.education_otherwise;
  Arrivals& arrivals = world.illnesses[event.number];
  sim::Stream luck = luck_of_arrival(world, arrivals);
  const auto group = static_cast<int>(event.number);
  Pupil* pupil = pick_from_mainstream(world, group, luck.uniform(), false);
  const bool refers = !given.unit.empty() && luck.uniform() < given.by_unit;
  if (pupil != nullptr && refers) {
    const std::uint8_t unit = unit_of_id(world.borough, given.unit);
    const Unit& site = world.borough.units[unit];
    if (site.first_year <= group && group <= site.last_year) {
      world.tell(*pupil, [&] { return "Unwell: referred to " + site.name + "."; });
      ask_for_unit(world, *pupil, Claim::referral, unit, true);
      pupil = nullptr;
    }
  }
  if (pupil != nullptr) begin_otherwise(world, *pupil);
  schedule_next<FallsIll>(world, arrivals);
}

void on(World& world, const OtherwiseEnds& event) {
  Pupil& pupil = world.pupil(event.pupil);
  world.tell(pupil, [] { return std::string("Well enough to be back at school."); });
  move_to(world, pupil,
          {.setting = Setting::mainstream, .reason = reason_in_mainstream(world, pupil)});
}

}  // namespace models
