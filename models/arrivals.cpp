#include "models/arrivals.h"

#include <cstdint>

#include "models/world.h"
#include "sim/kernel/expects.h"
#include "sim/random/philox.h"

namespace models {
namespace {

/// One of `size` places, each equally likely, that moves only to a new place when `size` grows:
/// the last of the record places of a sequence of which `size` is a part.
/// Source: Lamping and Veach (2014), A fast, minimal memory, consistent hash algorithm.
std::uint32_t place_among(std::uint32_t size, const sim::Key& key, std::uint32_t attempt) {
  std::uint32_t place = 0;
  for (std::uint32_t step = 0;; ++step) {
    const double u = sim::unit_interval(sim::low_word(sim::philox({step, attempt, 0, 0}, key)));
    const double next = (place + 1) / u;
    if (next >= size) return place;
    place = static_cast<std::uint32_t>(next);
  }
}

bool is_eligible(const World& world, const Pupil& pupil, bool without_plan) {
  return !world.has_left(pupil) && pupil.place.setting == Setting::mainstream &&
         pupil.waits_for == nowhere && pupil.exclusion != ExclusionStatus::under_review &&
         (!without_plan || pupil.plan == PlanStatus::none);
}

}  // namespace

Pupil* pick_from_mainstream(World& world, int year_group, double u, bool without_plan) {
  constexpr std::uint32_t attempts = 200;
  const int cohort = Population::cohort_in(year_group, world.school_year());
  const std::uint32_t size = world.population.arrived(cohort, world.school_year());
  if (size == 0) return nullptr;
  const auto bits = static_cast<std::uint64_t>(u * 0x1p52);
  const sim::Key key{static_cast<std::uint32_t>(bits), static_cast<std::uint32_t>(bits >> 32)};
  for (std::uint32_t attempt = 0; attempt < attempts; ++attempt) {
    // Those who came later first, so that a larger intake adds its places at the end.
    const std::uint32_t place = place_among(size, key, attempt);
    Pupil& pupil = world.pupil(world.population.from_the_last(cohort, size, place));
    if (is_eligible(world, pupil, without_plan)) return &pupil;
  }
  return nullptr;
}

int pick_year_group(const ByYearGroup<double>& weight, int first, int last, double u) {
  double sum = 0;
  for (int group = first; group <= last; ++group) sum += weight[static_cast<std::size_t>(group)];
  if (sum <= 0) return first + static_cast<int>(u * (last - first + 1));
  double left = u * sum;
  int found = first;  // The last with a weight, if rounding leaves something over.
  for (int group = first; group <= last; ++group) {
    const double here = weight[static_cast<std::size_t>(group)];
    if (here <= 0) continue;
    found = group;
    if (left < here) break;
    left -= here;
  }
  return found;
}

}  // namespace models
