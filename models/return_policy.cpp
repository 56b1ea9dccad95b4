#include <algorithm>
#include <vector>

#include "models/behaviours.h"
#include "models/specialist_place.h"
#include "models/world.h"

namespace models {
namespace {

/// A key stage has just begun.
bool changes_key_stage(int group) {
  return group == 3 || group == first_secondary_year || group == 10;
}

/// Whether the place out of the borough was for want of a local one.
bool may_come_home(const World& world, const Pupil& pupil) {
  const Setting setting = pupil.place.setting;
  if (setting != Setting::independent && setting != Setting::other_authority) return false;
  return !pupil.complex_need && !pupil.refuses_local && pupil.place.reason != Reason::in_care &&
         changes_key_stage(world.year_group(pupil));
}

}  // namespace

void bring_home(World& world) {
  world.returns_due = false;
  const double share = world.borough.specialist_policy.return_rate.at(world.now());
  std::vector<Pupil*> away;
  world.each_singled_out([&](Pupil& pupil) {
    if (may_come_home(world, pupil)) away.push_back(&pupil);
  });
  std::sort(away.begin(), away.end(), [](const Pupil* a, const Pupil* b) { return a->id < b->id; });
  const auto year = static_cast<std::uint32_t>(world.school_year());
  for (Pupil* pupil : away) {
    if (world.uniform(Purpose::return_home, pupil->id.value, year) >= share) continue;
    const int group = world.year_group(*pupil);
    const auto provider = free_local_provider(world, group);
    world.tell(*pupil, [&] {
      return "A return to the borough is sought at the change of key stage (odds " + in_100(share) +
             (provider ? "), and a local place is free." : "): no place is free.");
    });
    if (!provider) continue;
    world.record.count(Count::returned_home, world.school_year(), group);
    place_at(world, *pupil, *provider, Reason::need);
  }
}

}  // namespace models
