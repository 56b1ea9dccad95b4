#include "models/crowding.h"

#include <algorithm>
#include <cmath>

#include "models/unit_role.h"
#include "models/world.h"

namespace models {
namespace {

std::int64_t thousandths(double share) {
  return std::llround(1000 * std::clamp(share, 0.0, 1.0));
}

}  // namespace

double tenths_over(const World& world, std::size_t unit) {
  const sim::Resource& places = world.units[unit].places;
  if (places.places() == 0) return 0;
  const double over = static_cast<double>(places.held()) / places.places() - 1;
  return 10 * std::clamp(over, 0.0, 1.0);
}

double crowding_factor(const World& world, const Pupil& pupil) {
  const double fall = world.borough.crowding.reintegration_fall;
  if (fall <= 0 || pupil.place.setting != Setting::unit) return 1;
  return std::max(0.0, 1 - fall * tenths_over(world, pupil.place.provider));
}

std::int64_t thousandths_attending(const World& world, std::size_t unit) {
  const UnitRole& role = world.borough.units[unit].role;
  if (!role.attendance) return 0;
  const double usual = role.attendance->at(world.now()) + gain_of_small_sites(role, world.now()) -
                       world.borough.crowding.attendance_fall * tenths_over(world, unit);
  const auto vocational = static_cast<std::int64_t>(world.units[unit].vocational.holders.size());
  return (world.record.roll(unit) - vocational) * thousandths(usual) +
         vocational * thousandths(usual + role.vocational_attendance);
}

void refresh_attendance(World& world, std::size_t unit) {
  if (world.borough.units[unit].role.attendance)
    world.record.set_attending(world.now(), unit, thousandths_attending(world, unit));
}

}  // namespace models
