#include <algorithm>

#include "models/behaviours.h"
#include "models/specialist_place.h"
#include "models/world.h"

namespace models {
namespace {

/// One number for a provider and one of its places.
constexpr std::uint32_t places_a_provider = 1U << 17;

}  // namespace

void create_demand(World& world, std::size_t provider, int places) {
  SpecialistPlaces& held = world.specialists[provider];
  if (world.borough.specialists[provider].kind == SpecialistKind::other_authority) return;
  const double share = world.borough.specialist_policy.backfill.at(world.now());
  for (int place = held.most + 1; place <= places; ++place) {
    const auto number = static_cast<std::uint32_t>(place);
    sim::Stream luck =
        world.stream(Purpose::backfill, static_cast<std::uint32_t>(provider), number);
    if (luck.uniform() >= share) continue;
    world.schedule<BackfillRequested>(
        static_cast<std::uint32_t>(provider) * places_a_provider + number,
        world.when_open(sim::after_years(world.now(), luck.uniform())));
  }
  held.most = std::max(held.most, places);
}

void on(World& world, const BackfillRequested& event) {
  const std::uint32_t provider = event.number / places_a_provider;
  sim::Stream luck = world.stream(Purpose::backfill, provider, event.number % places_a_provider);
  luck.uniform();  // Whether and when have had theirs.
  luck.uniform();
  const Specialist& given = world.borough.specialists[provider];
  const int group = pick_year_group(world.borough.plans.weight, given.first_year, given.last_year,
                                    luck.uniform());
  Pupil* pupil = pick_from_mainstream(world, group, luck.uniform(), true);
  if (pupil == nullptr) return;
  world.record.count(Count::backfill_requests, world.school_year(), group);
  world.tell(*pupil, [&] { return "A new place at " + given.name + " leads to a request."; });
  request_plan(world, *pupil);
}

}  // namespace models
