// What is paid for, to whom and by whom, as yearly prices accrued to the second.
//
// A line is one price on a quantity: places of a unit (paid whether filled or not), pupils at an
// independent school. A change of quantity or price first accrues what is due; once a month the
// whole pence are posted to the ledger.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "models/borough.h"
#include "models/ledger.h"
#include "sim/kernel/money.h"

namespace models {

class Spending {
 public:
  /// What opens one line. Pointers must outlive the line.
  struct Terms {
    Account payer;
    Account payee;
    Service service;
    const Price* price;
    const Dated* share = nullptr;  ///< Of the price that this line pays; all of it if null.
    bool other_share = false;      ///< ... or all but that share.
  };

  void begin(sim::Instant start);

  /// Ensures: returns the number of the line, which has quantity 0.
  std::size_t open(const Terms& terms);

  void change(sim::Instant now, std::size_t line, int by) {
    set(now, line, lines_[line].quantity + by);
  }
  void set(sim::Instant now, std::size_t line, int quantity);

  /// Takes over the prices that hold from `now`.
  void change_prices(sim::Instant now);
  /// When any price next changes after `now`.
  sim::Instant next_change(sim::Instant now) const;

  /// Posts the whole pence due up to `now` to financial year `year`.
  void pay(sim::Instant now, int year, Ledger& ledger);

  /// What one unit of the line costs from `from` to `to`, at the prices of each time.
  sim::Money cost(std::size_t line, sim::Instant from, sim::Instant to) const;

  /// What the line has posted in a school year, counted from the start of the run.
  sim::Money posted_in_school_year(std::size_t line, int school_year) const {
    const auto year = static_cast<std::size_t>(school_year);
    return year < posted_.size() && line < posted_[year].size() ? posted_[year][line]
                                                                : sim::Money{};
  }

  int quantity(std::size_t line) const { return lines_[line].quantity; }
  sim::Money price(std::size_t line) const { return lines_[line].price; }

 private:
  struct Line {
    Terms terms;
    sim::Money price;
    int quantity = 0;
    sim::Accrual accrual;
  };
  static sim::Money price_at(const Terms& terms, sim::Instant when);

  void note(int school_year, std::size_t line, sim::Money due);

  std::vector<Line> lines_;
  std::vector<std::vector<sim::Money>> posted_;  ///< shape (school years x lines)
  sim::Instant start_{};
};

/// The lines of one replication, by what they pay for.
struct SpendingLines {
  std::vector<std::size_t> unit_places;            ///< By unit.
  std::vector<std::size_t> unit_top_up;            ///< By unit.
  std::vector<std::size_t> referral_by_authority;  ///< By unit.
  std::vector<std::size_t> referral_by_schools;    ///< By unit.
  std::vector<std::size_t> specialist_places;      ///< By provider.
  std::vector<std::size_t> specialist_top_up;      ///< By provider.
  std::size_t tuition = 0;
  std::size_t spot_place = 0;
  std::size_t independent = 0;
  std::size_t post_sixteen = 0;
  // For children in the care of other authorities, who pay.
  std::size_t visitor_at_unit = 0;
  std::vector<std::size_t> visitor_at_specialist;  ///< By provider.
  std::size_t social_care = 0;                     ///< Of independent placements.
  std::vector<std::size_t> travel;                 ///< By journey.
  // Recharged to partnerships, by partnership; empty where nothing ever is.
  std::vector<std::size_t> referral_recharged;
  std::vector<std::size_t> excluded_recharged;
  std::vector<std::size_t> tuition_recharged;
  std::vector<std::size_t> spot_recharged;
};

}  // namespace models
