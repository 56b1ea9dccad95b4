#include "models/specialist_place.h"
#include "models/world.h"

namespace models {

/// Each local place, as it opens, goes to another authority's pupil with the share `imports` of
/// that day; the place keeps that use until it is cut.
int places_for_ours(World& world, std::size_t provider, int places) {
  if (world.borough.specialists[provider].kind == SpecialistKind::other_authority) return places;
  SpecialistPlaces& held = world.specialists[provider];
  const double share = world.borough.specialist_policy.imports.at(world.now());
  while (static_cast<int>(held.is_imported.size()) < places) {
    const auto number = static_cast<std::uint32_t>(held.is_imported.size()) + 1;
    const bool taken =
        world.uniform(Purpose::imports, static_cast<std::uint32_t>(provider), number) < share;
    held.is_imported.push_back(taken ? 1 : 0);
  }
  held.is_imported.resize(static_cast<std::size_t>(places));
  int taken = 0;
  for (const char each : held.is_imported) taken += each;
  world.record.change(world.now(), Stock::imported, taken - held.imported);
  held.imported = taken;
  return places - taken;
}

}  // namespace models
