// What the authority's returns count once a year, as they count it.
//
// The school census of January and the SEN2 return ask who is where on a day; the units' enrolments
// of autumn and spring are those on roll when the year begins and all who come until the end of
// March. Counted from the pupils themselves and not from the books, so that each checks the other.
#pragma once

#include <cstdint>
#include <vector>

namespace models {

class World;

/// How the school census registers pupils of units.
struct CensusRules {
  /// Of the pupils who stay on a school's roll, those whose main registration is the unit [share].
  double dual_main = 0;
};

struct SchoolCensus {
  std::int64_t on_roll_in_september = 0;  ///< At units, when the year has begun.
  std::int64_t enrolments = 0;            ///< At units in the terms of autumn and spring.
  // On 31 January:
  std::int64_t at_units = 0;
  std::int64_t dual_at_units = 0;       ///< ... of whom stay on a school's roll.
  std::int64_t with_plan_at_units = 0;  ///< ... of whom hold a plan.
  std::int64_t at_other_authorities = 0;
  std::int64_t independent = 0;
  std::int64_t with_plan = 0;  ///< Pupils of Reception to Year 11 who hold a plan for SEMH.
};

/// Counts who is on roll once the leavers have left, as a school year begins.
void count_in_september(World& world);
/// What is counted at the end of a month: of January all, of March the enrolments.
void count_at_month_end(World& world);

}  // namespace models
