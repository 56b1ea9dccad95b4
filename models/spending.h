// What is paid for, to whom and by whom, as yearly prices accrued to the second.
//
// A line is one price on a quantity: places of a unit (paid whether filled or not), pupils at an
// independent school. A change of quantity or price first accrues what is due; once a month the
// whole pence are posted to the ledger.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

#include "models/borough.h"
#include "models/ledger.h"
#include "sim/kernel/money.h"

namespace models {

class World;

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

  /// `of` tells lines apart that are between the same two for the same service.
  /// Ensures: returns the number of the line, which has quantity 0.
  std::size_t open(const Terms& terms, std::uint32_t of = 0);

  /// Each line goes on as the one of `past` that pays for the same, where there is one.
  /// Ensures: returns which lines are new. Requires: what is owed and no line goes on with is
  /// nothing.
  std::vector<char> go_on_from(const Spending& past);

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
    std::uint32_t of = 0;
    sim::Money price;
    int quantity = 0;
    sim::Accrual accrual;
  };
  static sim::Money price_at(const Terms& terms, sim::Instant when);
  /// Whether two lines pay for the same.
  static bool is_same(const Line& a, const Line& b);

  void note(int school_year, std::size_t line, sim::Money due);

  std::vector<Line> lines_;
  std::vector<std::vector<sim::Money>> posted_;  ///< shape (school years x lines)
  sim::Instant start_{};
};

/// The lines of the books, as they are opened on the first day.
void open_lines(World& world);

/// The two payers of an intervention.
struct SupportLines {
  std::size_t payer = 0;
  std::size_t schools = 0;
};

/// The lines of one replication, by what they pay for.
struct SpendingLines {
  std::vector<std::size_t> unit_places;              ///< By unit.
  std::vector<std::size_t> unit_top_up;              ///< By unit.
  std::vector<std::size_t> referral_by_authority;    ///< By unit.
  std::vector<std::size_t> referral_by_schools;      ///< By unit.
  std::vector<std::size_t> specialist_places;        ///< By provider.
  std::vector<std::size_t> specialist_top_up;        ///< By provider.
  std::vector<std::optional<SupportLines>> support;  ///< By intervention, of those that cost.
  std::vector<std::size_t> imported_places;          ///< By provider.
  std::vector<std::size_t> imported_top_up;          ///< By provider.
  std::size_t otherwise = 0;
  std::size_t in_care_by_authority = 0;
  std::size_t in_care_by_social_care = 0;
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
