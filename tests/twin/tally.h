// How long who was where: pupil-seconds, of a school year for the measures and of a month for the
// bills.
#pragma once

#include <array>
#include <cstddef>
#include <vector>

#include "models/borough.h"
#include "tests/twin/child.h"

namespace twin {

/// Out of borough in a school year: who was there for what reason, and what the years cost.
struct AwayTally {
  std::array<double, whys> elsewhere{};    ///< At other authorities [seconds].
  std::array<double, whys> independent{};  ///< [seconds]
  double in_care = 0;                      ///< Paid for placements by a decision on care [pence].
};

/// Of a school year.
struct YearTally {
  std::array<std::array<double, whys>, wheres> area{};
  std::vector<double> roll;      ///< By unit.
  std::vector<double> attended;  ///< By unit.
  std::vector<double> visitors;  ///< By unit: in an option at its site.
  std::vector<int> most;         ///< By unit: the most on roll.
  double waiting_for_specialist = 0;
  double waiting_at_units = 0;
  double plans_at_units = 0;
  double dual = 0;
  double ready = 0;
  double vocational = 0;
  double imported = 0;
  std::array<double, 2> below_full_time{};         ///< By phase.
  std::vector<std::array<double, 2>> quota_held;   ///< By partnership and phase.
  std::vector<std::array<double, 2>> above_quota;  ///< By partnership and phase.
  std::array<double, 2> unused_quota{};            ///< By phase.

  explicit YearTally(const models::Borough& given)
      : roll(given.units.size()),
        attended(given.units.size()),
        visitors(given.units.size()),
        most(given.units.size()),
        quota_held(given.partnerships.size()),
        above_quota(given.partnerships.size()) {}
};

/// Of a month: what the bills are written from.
struct MonthTally {
  using ByPartnership = std::vector<double>;
  std::vector<ByPartnership> owed;      ///< By unit and partnership.
  std::vector<double> planned;          ///< By unit.
  std::vector<ByPartnership> referred;  ///< By unit and partnership.
  std::vector<double> for_others;       ///< By unit: another authority pays.
  ByPartnership tuition;
  ByPartnership spot;
  std::vector<double> specialist;             ///< By provider.
  std::vector<double> specialist_for_others;  ///< By provider: another authority pays.
  std::vector<double> imported;               ///< By provider.
  double independent = 0;
  double independent_in_care = 0;
  double after_year_11 = 0;
  double otherwise = 0;
  std::vector<ByPartnership> option;                ///< By option and partnership.
  std::array<double, 5> journeys{};                 ///< In the order of models::Journey.
  std::array<std::vector<ByPartnership>, 2> above;  ///< By phase, band of the charge, partnership.

  explicit MonthTally(const models::Borough& given)
      : owed(given.units.size(), ByPartnership(given.partnerships.size())),
        planned(given.units.size()),
        referred(given.units.size(), ByPartnership(given.partnerships.size())),
        for_others(given.units.size()),
        tuition(given.partnerships.size()),
        spot(given.partnerships.size()),
        specialist(given.specialists.size()),
        specialist_for_others(given.specialists.size()),
        imported(given.specialists.size()),
        option(given.options.size(), ByPartnership(given.partnerships.size())),
        above{std::vector<ByPartnership>(given.quota.bands.size(),
                                         ByPartnership(given.partnerships.size())),
              std::vector<ByPartnership>(given.quota.bands.size(),
                                         ByPartnership(given.partnerships.size()))} {}
};

}  // namespace twin
