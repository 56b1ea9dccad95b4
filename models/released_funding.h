// Released funding: what the budgets of units actually fall by, and what of it partnerships get.
//
// The place element falls when commissioned places change, the top-up with the pupil. Month by
// month the units' income is compared with the same month of the twelve before the baseline, at the
// prices of the day. A share of what falls is still spent for a time, since staff and buildings
// cannot go at once; only the rest is released.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <utility>
#include <vector>

#include "models/given.h"
#include "sim/kernel/instant.h"
#include "sim/kernel/money.h"

namespace models {

class World;

struct Devolution {
  /// What partnerships get.
  enum class Rule : std::uint8_t {
    released,  ///< The share of what is released.
    amount,    ///< A yearly amount, whatever is released.
  };
  enum class Split : std::uint8_t {
    headcount,  ///< By pupils on roll on 1 September.
    history,    ///< By permanent exclusions of the last closed school year.
  };
  std::optional<sim::Instant> baseline;  ///< Absent: nothing is released or devolved.
  double fixed_share = 0;                ///< Of a fall, still spent for `lag_months`; in [0, 1].
  int lag_months = 12;                   ///< 0 to 24.
  Dated share = 0.0;                     ///< Of what is released, in [0, 1].
  Rule rule = Rule::released;
  Price amount;  ///< [£ per year]
  Split split = Split::headcount;
  /// What partnerships buy with it: places of their own, each 1 September, as many as it pays for.
  int most_places = 0;  ///< [places per partnership]
  Price place_price;    ///< [£ per place per year]
};

/// What has been released and devolved so far in one replication.
struct ReleasedFunding {
  /// Of one financial year.
  struct Year {
    sim::Money fall;             ///< Of the units' income, below 0 a rise.
    sim::Money still_protected;  ///< Still spent for a time.
    sim::Money naive;     ///< Places below the baseline at place element and top-up together.
    sim::Money devolved;  ///< Less what has been taken back.
  };
  /// Pence x seconds, paid out in whole pence like an accrual.
  struct Owed {
    std::int64_t due = 0;
    std::int64_t pay(std::int64_t year_seconds);
  };

  std::vector<Year> years;                 ///< By financial year of the books.
  std::array<std::int64_t, 12> pupils{};   ///< Of the baseline, by month [pupil-seconds].
  std::array<std::int64_t, 12> seconds{};  ///< Length of that month.
  int places = 0;                          ///< Of the baseline.
  std::int64_t area = 0;                   ///< Of all rolls this school year, as last seen.
  sim::Money income;                       ///< Of units this financial year, as last seen.
  Owed budget;                             ///< What the baseline would have cost.
  Owed naive;
  sim::Accrual amount;
  std::vector<std::pair<sim::Money, std::int64_t>> falls;  ///< By month since the baseline, none
                                                           ///< below 0, with its length [s].
  sim::Money due;                                          ///< To partnerships this financial year.
  std::vector<sim::Money>
      this_school_year;            ///< Devolved, by partnership, less what was taken back.
  std::vector<double> weights;     ///< By partnership, of this school year.
  std::vector<std::size_t> lines;  ///< Of the places bought, by partnership.
};

void open_released_funding(World& world);
/// The lines of the places that partnerships buy.
void open_released_lines(World& world);
/// Releases and devolves what belongs to the month that ends now, its books being closed.
void release_funding(World& world);

// devolution.cpp ----------------------------------------------------------------------------------

/// Shares of partnerships in what is devolved from now on.
std::vector<double> devolution_weights(const World& world);
/// Moves `amount` to the partnerships, or back from them where it is below 0.
void devolve(World& world, int financial_year, sim::Money amount);
/// Partnerships buy places for the school year that begins.
void buy_partnership_places(World& world);

}  // namespace models
