#include "models/year_level.h"

#include "models/purpose.h"
#include "sim/random/variate.h"

namespace models {

std::vector<double> year_levels(const sim::Universe& universe, const YearLevel& level,
                                const Period& period, int which) {
  std::vector<double> levels;
  double latest = 0;
  double estimated = 0;
  for (int year = period.first_school_year; year <= period.last_school_year; ++year) {
    const sim::Instant starts = sim::date(year, 9, 1);
    if (starts < level.free_from) {
      latest = estimated = level.known.at(starts);
    } else {
      sim::Stream stream(universe,
                         {static_cast<std::uint32_t>(Purpose::year_level),
                          static_cast<std::uint32_t>(year), static_cast<std::uint32_t>(which)});
      latest = estimated + level.persistence * (latest - estimated) +
               level.innovation * sim::normal(stream.uniform());
    }
    levels.push_back(latest);
  }
  return levels;
}

}  // namespace models
