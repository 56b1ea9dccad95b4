// Travel to provision: taxis, minibuses and bus passes, which the general fund pays for and the
// Dedicated Schools Grant never does.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>

#include "models/given.h"
#include "models/pupil.h"

namespace models {

class World;

/// Where pupils travel to.
enum class Journey : std::uint8_t {
  unit,
  special_school,  ///< Of the borough, its bases included.
  other_authority,
  independent,
  alternative,  ///< Alternative provision, spot-purchased places included.
};
constexpr std::size_t journeys = 5;
std::string_view to_string(Journey journey);

struct Travel {
  struct Kind {
    Dated share = 0.0;  ///< Of pupils who are assisted, in [0, 1].
    Price cost;         ///< [£ per assisted pupil per year]
  };
  std::array<Kind, journeys> kinds;
};

/// How a pupil in this setting travels; none where nobody is assisted.
std::optional<Journey> journey_to(Setting setting);

void open_travel_lines(World& world);
/// The pupil begins (+1) or ceases (-1) to travel to where they are.
void travel(World& world, const Pupil& pupil, int by);

}  // namespace models
