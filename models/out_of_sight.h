// Out of sight: a part-time timetable, home education, a child who is not traced. Where an
// exclusion that did not happen may have gone; every rate is assumed and none is fitted.
#pragma once

#include "models/pupil.h"

namespace models {

class World;

// Each ends whatever stay or wait for a unit the pupil is in. The reason says how it came about:
// `chosen` by the family, `warned` by an exclusion withdrawn, `agreed` by a panel.
// Requires: the pupil lives here, is of school age, and no exclusion is under review.

/// The school puts the pupil, who stays on roll, on a part-time timetable for some weeks.
void begin_part_time(World& world, Pupil& pupil, Reason reason);
/// The family educates the pupil at home, off the roll, perhaps for good.
void begin_home_education(World& world, Pupil& pupil, Reason reason);
/// The pupil is off every roll and nobody knows where.
void begin_missing(World& world, Pupil& pupil, Reason reason);

/// An exclusion is withdrawn: whether the pupil goes out of sight instead of back to school. If so,
/// that has happened.
bool goes_out_of_sight(World& world, Pupil& pupil);

/// Not in full-time education by any route: on a part-time timetable, at home after a warning or a
/// panel, waiting past day six on tuition, not traced, or educated otherwise below full time. The
/// days before day six are no part of it, nor is home education that nothing came before.
bool is_below_full_time(const World& world, const Pupil& pupil);

}  // namespace models
