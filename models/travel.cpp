#include "models/travel.h"

#include "models/world.h"
#include "sim/kernel/expects.h"

namespace models {

std::string_view to_string(Journey journey) {
  switch (journey) {
    case Journey::unit: return "unit";
    case Journey::special_school: return "special-school";
    case Journey::other_authority: return "other-authority";
    case Journey::independent: return "independent";
    case Journey::alternative: return "alternative";
  }
  sim::contract_broken("a journey is one of its enumerators");
}

std::optional<Journey> journey_to(Setting setting) {
  switch (setting) {
    case Setting::unit: return Journey::unit;
    case Setting::resource_base:
    case Setting::special_school: return Journey::special_school;
    case Setting::other_authority: return Journey::other_authority;
    case Setting::independent: return Journey::independent;
    case Setting::spot_place:
    case Setting::alternative: return Journey::alternative;
    default: return std::nullopt;
  }
}

void open_travel_lines(World& world) {
  for (const Travel::Kind& kind : world.borough.travel.kinds)
    world.lines.travel.push_back(world.spending.open(
        {Account::general_fund, Account::carriers, Service::travel, &kind.cost, &kind.share},
        static_cast<std::uint32_t>(world.lines.travel.size())));
}

void travel(World& world, const Pupil& pupil, int by) {
  if (const auto journey = journey_to(pupil.place.setting))
    world.spending.change(world.now(), world.lines.travel[static_cast<std::size_t>(*journey)], by);
}

}  // namespace models
