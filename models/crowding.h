// A unit over its places: fewer of its pupils attend, and fewer are ready for a school.
//
// Both fall in proportion to how far the roll is over the places, up to twice the places; at or
// below its places nothing changes.
#pragma once

#include <cstddef>
#include <cstdint>

namespace models {

class World;
struct Pupil;

/// What a roll over the places costs. At 0 crowding does nothing.
struct Crowding {
  double attendance_fall = 0;     ///< Of the attendance, for each tenth over [share of sessions].
  double reintegration_fall = 0;  ///< Of the hazard of reintegration, for each tenth over [share].
};

/// How far the unit is over its places, in tenths of them: 0 to 10. A unit without places is being
/// wound up and counts as not crowded.
double tenths_over(const World& world, std::size_t unit);

/// The share of its uncrowded hazard of reintegration that the pupil's place leaves, in [0, 1].
double crowding_factor(const World& world, const Pupil& pupil);

/// Who attends at the unit as things stand, in thousandths of a pupil.
/// Ensures: between 0 and 1,000 times the roll; 0 where no attendance is given.
std::int64_t thousandths_attending(const World& world, std::size_t unit);

/// Something that bears on `thousandths_attending` has changed at the unit.
void refresh_attendance(World& world, std::size_t unit);

}  // namespace models
