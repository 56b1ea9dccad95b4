// The smallest borough with a panel: one partnership, a stream of referrals that all go before it,
// and a menu of four that each take their share.
#pragma once

#include <string>
#include <utility>

#include "tests/models/small_borough.h"

namespace small_menu {

using models::Option;
using models::OptionKind;

constexpr std::size_t support = 0;
constexpr std::size_t managed_move = 1;
constexpr std::size_t provision = 2;
constexpr std::size_t unit = 3;

inline Option option(OptionKind kind, double share) {
  Option made;
  made.id = std::string(models::to_string(kind));
  made.name = made.id;
  made.kind = kind;
  made.share = share;
  made.weeks = 12;
  return made;
}

/// Partnerships live from the start, and `referrals` a year of secondary pupils to their panel.
inline models::Borough borough(double referrals) {
  auto made = small_borough::borough();
  made.schools = {.partnerships = 1, .primary = 4, .secondary = 2, .concentration = {0, 0}};
  made.fixed_term.rate.fill(1e-12);  // Referrals follow the shape of these rates.
  made.referrals = {{.id = "to-panel",
                     .unit = "secondary",
                     .first_year = 7,
                     .last_year = 9,
                     .rate = referrals,
                     .through_panel = true}};
  made.regime = {.live = true,
                 .refer = {small_borough::never_happens, small_borough::never_happens}};
  made.options = {option(OptionKind::support_in_school, 4), option(OptionKind::managed_move, 2),
                  option(OptionKind::alternative_provision, 2), option(OptionKind::unit, 2)};
  return made;
}

/// Everybody chooses the one option.
inline models::Borough only(Option chosen, double referrals = 0) {
  auto made = borough(referrals);
  made.options = {std::move(chosen)};
  return made;
}

/// The pupil goes before the panel now, and is heard at its next meeting.
inline models::Pupil& bring(small_borough::Life& life, models::Pupil& pupil) {
  models::bring_to_panel(life.world(), pupil);
  life.until(life.world().now() + sim::Days{29});
  return pupil;
}

/// Choices of the kind in the whole run.
inline std::int64_t chosen(small_borough::Life& life, OptionKind kind) {
  std::int64_t sum = 0;
  const auto& world = life.world();
  for (int year = 0; year < world.borough.period.school_years(); ++year)
    for (int p = 0; p < static_cast<int>(world.borough.partnerships.size()); ++p)
      sum += world.panels.chosen(year, p, kind);
  return sum;
}

}  // namespace small_menu
