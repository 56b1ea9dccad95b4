#include "models/arrivals.h"

#include "models/world.h"

namespace models {

Pupil* pick_from_mainstream(World& world, int year_group, double u, bool without_plan) {
  const int cohort = Population::cohort_in(year_group, world.school_year());
  const std::uint32_t size = world.population.arrived(cohort, world.school_year());
  const auto first = static_cast<std::uint32_t>(u * size);
  for (std::uint32_t step = 0; step < 100 && step < size; ++step) {
    Pupil& pupil = world.pupil(Population::pupil(cohort, (first + step) % size));
    const bool eligible = !world.has_left(pupil) && pupil.place.setting == Setting::mainstream &&
                          pupil.waits_for == nowhere &&
                          pupil.exclusion != ExclusionStatus::under_review &&
                          (!without_plan || pupil.plan == PlanStatus::none);
    if (eligible) return &pupil;
  }
  return nullptr;
}

int pick_year_group(const ByYearGroup<double>& weight, int first, int last, double u) {
  double sum = 0;
  for (int group = first; group <= last; ++group) sum += weight[static_cast<std::size_t>(group)];
  double left = u * sum;
  int group = first;
  while (group < last && left >= weight[static_cast<std::size_t>(group)]) {
    left -= weight[static_cast<std::size_t>(group)];
    ++group;
  }
  return group;
}

}  // namespace models
