// Specialist places, as the behaviours that fill and empty them see them.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>

#include "models/borough.h"
#include "models/pupil.h"

namespace models {

class World;

/// Moves the pupil to `provider`. Requires: it has a place for their year group.
void place_at(World& world, Pupil& pupil, std::size_t provider, Reason reason);
/// Moves the pupil to an independent school.
void place_independently(World& world, Pupil& pupil, Reason reason);

/// The first provider of the borough, or else the first of another authority, with a place for the
/// year group.
std::optional<std::size_t> free_local_provider(const World& world, int year_group);
std::optional<std::size_t> free_provider_elsewhere(const World& world, int year_group);

/// plan.cpp: a place is given for which a plan is held; it is issued with it, and requested if need
/// be.
void issue_plan_with_place(World& world, Pupil& pupil);

// return_policy.cpp: at a key-stage change a share of those out of the borough come back to local
// places that nobody waits for.
void bring_home(World& world);

// imports.cpp: of `places` that `provider` has from now on, how many are for this borough's pupils.
int places_for_ours(World& world, std::size_t provider, int places);

// backfill.cpp: each of the `places` beyond the most that `provider` has had may create a request.
void create_demand(World& world, std::size_t provider, int places);

// looked_after.cpp: a child in care grows too old for the school, and the placement goes on at
// another, at an independent school.
void move_on_in_care(World& world, Pupil& pupil);

}  // namespace models
