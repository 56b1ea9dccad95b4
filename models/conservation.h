// What must hold at every instant, or the program is wrong: no pupil, place or penny is made or
// lost.
//
// The incremental laws compare counters that are kept for different reasons, so they cost a few
// additions and run in every build, after every event that has counted more than fixed-term
// exclusions. The recount derives everything again from the pupils themselves: at every January
// census from those of whom anything but fixed-term exclusions may be known, at the end of a run
// from everyone.
#pragma once

#include "models/world.h"

namespace models {

/// After an event. Throws: ContractError, naming the law.
void check_running(const World& world);

/// Before time moves on: no place stands idle while somebody who may have it waits.
void check_no_idle_place(const World& world);

/// At a census: everything, from the pupils up, of those who have been singled out; the exposure of
/// one in four, others each year.
/// Throws: ContractError, naming the law.
void recount_at_census(const World& world);

/// At the end of a run: the same of everyone who has come to notice, and that nobody else had to be
/// singled out. Throws: ContractError, naming the law.
void recount(const World& world);

}  // namespace models
