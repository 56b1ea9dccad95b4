// What a run says of one measure, summed over the years reported.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "models/model.h"

namespace small_borough {

inline std::int64_t measured(models::Borough borough, const models::RunResult& result,
                             const std::string& name, const std::string& breakdown) {
  models::name_partnerships(borough);  // As a run does, so that its measures are the same.
  const auto school = models::reported_school_years(borough.period).size();
  const auto financial = models::reported_financial_years(borough.period).size();
  auto next = result.yearly.begin();
  std::int64_t sum = 0;
  for (const auto& each : models::yearly_measures(borough)) {
    const auto years = each.basis == models::Basis::school_year ? school : financial;
    for (std::size_t year = 0; year < years; ++year, ++next)
      if (each.measure.name == name && each.breakdown == breakdown) sum += *next;
  }
  return sum;
}

/// Everything that a replication says, to the bit.
inline std::vector<std::int64_t> all_of(const models::Borough& borough, std::uint32_t replication) {
  const models::Ground ground(borough);
  models::RunResult result = models::Model(ground).run(replication);
  result.yearly.insert(result.yearly.end(), result.monthly.begin(), result.monthly.end());
  return result.yearly;
}

}  // namespace small_borough
