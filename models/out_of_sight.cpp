#include "models/out_of_sight.h"

#include <array>
#include <cstdint>
#include <utility>
#include <vector>

#include "models/behaviours.h"
#include "models/fork.h"
#include "models/world.h"

namespace models {
namespace {

using Begin = void (*)(World&, Pupil&, Reason);
constexpr std::array<Begin, 3> routes{begin_part_time, begin_home_education, begin_missing};

/// By route, then by phase, none of them begun.
std::vector<Arrivals> streams_of(const OutOfSight& given) {
  std::vector<Arrivals> streams;
  for (const auto& rates : {given.part_time, given.home_education, given.missing})
    for (const Dated& rate : rates)
      streams.push_back({Purpose::out_of_sight, static_cast<std::uint32_t>(streams.size()), rate});
  return streams;
}

}  // namespace

void open_out_of_sight(World& world) {
  world.out_of_sight = streams_of(world.borough.out_of_sight);
  for (Arrivals& arrivals : world.out_of_sight) schedule_next<OutOfSightBegins>(world, arrivals);
}

void continue_out_of_sight(World& world, Appointments& appointments) {
  std::vector<Arrivals> streams = streams_of(world.borough.out_of_sight);
  for (Arrivals& stream : streams) stream.ordinal = 1;
  appointments.streams<OutOfSightBegins>(world.out_of_sight, std::move(streams),
                                         World::first_sequence(World::Opening::out_of_sight));
}

/// Streams go by route, then by phase. Which pupil it is, is chance: the record of exclusions does
/// not show it (ASSUMED).
void on(World& world, const OutOfSightBegins& event) {
  Arrivals& arrivals = world.out_of_sight[event.number];
  sim::Stream luck = luck_of_arrival(world, arrivals);
  const bool primary = event.number % phases == 0;
  const int group =
      pick_year_group(world.borough.fixed_term.rate, primary ? 0 : first_secondary_year,
                      primary ? first_secondary_year - 1 : last_year, luck.uniform());
  if (Pupil* pupil = pick_from_mainstream(world, group, luck.uniform(), false))
    routes[event.number / phases](world, *pupil, Reason::chosen);
  schedule_next<OutOfSightBegins>(world, arrivals);
}

bool goes_out_of_sight(World& world, Pupil& pupil) {
  const OutOfSight& given = world.borough.out_of_sight;
  const double part_time = given.part_time_after_withdrawal.at(pupil.decided);
  const double at_home = given.home_education_after_withdrawal.at(pupil.decided);
  if (part_time + at_home <= 0) return false;
  const double luck = world.uniform(Purpose::after_withdrawal, pupil.id.value, pupil.decisions);
  // Home education first: more of it, or of part-time timetables, never takes from the other.
  const bool home = luck < at_home;
  if (!home && luck < 1 - part_time) return false;
  world.tell(pupil, [&] {
    return "The odds of a part-time timetable were " + in_100(part_time) + ", of home education " +
           in_100(at_home) + ".";
  });
  (home ? begin_home_education : begin_part_time)(world, pupil, Reason::warned);
  return true;
}

bool is_below_full_time(const World& world, const Pupil& pupil) {
  switch (pupil.place.setting) {
    case Setting::part_time:
    case Setting::tuition:
    case Setting::missing: return true;
    case Setting::home_education: return pupil.place.reason != Reason::chosen;
    case Setting::otherwise: return !world.borough.education_otherwise.full_time;
    default: return false;
  }
}

}  // namespace models
