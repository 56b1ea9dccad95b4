#include "models/fork.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <utility>

#include "models/common_past.h"

namespace models {
namespace {

template <class... Events>
constexpr std::array<std::uint32_t, sizeof...(Events)> codes_of{AnyEvent::code<Events>()...};

/// The events of the borough of which one of each kind and number stands for the next of a row, and
/// depends on what is given for later than now.
constexpr auto standing_kinds =
    codes_of<UnitPlacesChange, SpecialistPlacesChange, PricesChange, OptionPlacesChange,
             PartnershipsChange, QuotasChange, ReferralMade, OptionArranged, OutOfSightBegins,
             CareDecided, NewcomerNeedsSchool, FairAccessMeets, StartStateHolds>;

bool is_standing(std::uint32_t kind) {
  return std::find(standing_kinds.begin(), standing_kinds.end(), kind) != standing_kinds.end();
}

}  // namespace

void World::go_on_from(const World& past) {
  pupils_.clear();
  pupils_.reserve(past.pupils_.capacity());  // Room for all who may yet come to notice.
  WorldState::operator=(past);
  latest_ = nullptr;
  diary = nullptr;
  population.stand_on(borough);
  exposure.stand_on(ground.terms);

  const bool reaches_others = !same_reach(past.borough, borough);
  if (reaches_others) ++reach_number;  // Before anything asks what support leaves.
  const bool searches = !same_searches(past.borough, borough);
  Appointments appointments(*this, past.borough, take_standing(searches, reaches_others));
  continue_units(*this, appointments);
  continue_specialists(*this, appointments);
  continue_menu(*this, appointments);
  continue_the_books(*this, appointments);
  continue_quotas(*this, appointments);
  continue_released_funding(*this);
  continue_referrals(*this, appointments);
  continue_partnerships(*this, appointments);
  continue_option_streams(*this, appointments);
  continue_out_of_sight(*this, appointments);
  continue_start_state(*this, appointments);
  continue_fair_access(*this, appointments);
  continue_looked_after(*this, appointments);
  if (searches) continue_searches(*this);
  if (!reaches_others) return;
  continue_first_causes(*this);
  continue_reach(*this);
}

std::vector<StandingEvent> World::take_standing(bool searches, bool reaches_others) {
  std::vector<StandingEvent> standing = std::exchange(beyond_, {});
  simulation.keep([&](const sim::Slot& slot) {
    const std::uint32_t kind = AnyEvent::kind_of(slot);
    if (is_standing(kind)) {
      standing.push_back({kind, slot.entity(), slot.sequence(), slot.at()});
      return false;
    }
    if (searches && kind == AnyEvent::code<IndependentPlaceFound>())
      return pupil(slot).searched_from == sim::never;
    return !reaches_others || kind != AnyEvent::code<ReachChanges>();
  });
  return standing;
}

void World::use_memory_of(World&& spent) {
  // Who lives here follows from the own ground.
  Population own_population = std::move(population);
  Exposure own_exposure = std::move(exposure);
  WorldState::operator=(std::move(spent));
  population = std::move(own_population);
  exposure = std::move(own_exposure);
  latest_ = nullptr;
  diary = nullptr;
}

}  // namespace models
