// What is counted while the borough runs: events by year and year group, and how many pupils are
// where, and why, at every instant. Everything is an integer.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <utility>
#include <vector>

#include "models/pupil.h"
#include "models/year_group.h"
#include "sim/kernel/instant.h"
#include "sim/statistics/time_weighted.h"

namespace models {

/// What is counted as it happens.
enum class Count : std::uint8_t {
  fixed_term,           ///< Fixed-term exclusions.
  repeats,              ///< ... of which caused by an earlier one.
  pupils_excluded,      ///< Pupils with at least one in the school year.
  decisions,            ///< Decisions to exclude permanently, by the head's date.
  withdrawn,            ///< ... withdrawn or not upheld, by the head's date.
  permanent,            ///< ... that stand, by the head's date.
  withdrawn_in_autumn,  ///< Of the decisions withdrawn, those of September to December.
  permanent_in_autumn,  ///< Of those that stand, the same.
  waited_past_day_six,  ///< Pupils, once a year, newly owed education for whom no place was within
                        ///< the limit.
  waited_after_trial,   ///< The same after a trial that failed, each time.
  spot_places,          ///< Spot-purchased places taken up.
  unit_admissions,      ///< Admissions to units, all claims.
  unit_exits,           ///< Places at units given up.
  referrals,            ///< Referrals to units.
  referrals_lapsed,     ///< ... given up before a place was free.
  referrals_refused,    ///< ... refused because the quota was spent.
  trials,               ///< Reintegrations begun.
  trials_succeeded,
  trials_failed,
  trials_cut_short,  ///< Ended by a new exclusion, a move or the end of Year 11.
  aged_out,          ///< Left a unit, a spot place or tuition at the end of Year 11.
  plan_requests,
  plans_refused,
  plans_issued,
  specialist_named,  ///< Plans that name special provision.
  placed_locally,    ///< In a special school or base of the borough.
  placed_at_other_authority,
  placed_independent,
  panel_cases,          ///< Brought to a partnership's panel.
  panel_cases_dropped,  ///< ... and not decided, as the pupil was elsewhere by then.
  refused_for_quota,    ///< ... a unit would have been chosen, and the quota was spent.
  managed_moves,        ///< Begun.
  managed_moves_succeeded,
  managed_moves_failed,
  managed_moves_cut_short,
  options_full,  ///< Arranged between schools, without a panel, for want of room not begun.
  part_time_begun,
  home_education_begun,
  missing_begun,         ///< Lost from view.
  ready_for_school,      ///< Pupils of units and spot places whose reintegration is agreed.
  school_days_to_place,  ///< ... school days from then to the first day, summed.
  placed_without_delay,  ///< ... of whom began within 25 school days.
  crowded_out,           ///< Reintegrations that crowding has put off.
  to_college,            ///< Trials that succeeded at a college.
  to_specialist,         ///< From a unit or spot place to a specialist one.
  vocational_pathway,    ///< Left Year 11 from a vocational place.
  cases,                 ///< Pupils brought to the Fair Access Panel.
  cases_decided,         ///< ... for whom it found a school.
  cases_ended,           ///< ... who needed none any more before it did.
  cases_started,         ///< ... who began at the school found.
  found_and_not_taken,   ///< ... who needed it no more by then.
  newcomers,             ///< Hard-to-place newcomers brought to the panel.
  newcomers_decided,
  otherwise_begun,
  local_refused,  ///< Offers of a local specialist place refused.
  backfill_requests,
  returned_home,  ///< To a local place from out of the borough.
  placed_in_care,
};
constexpr std::size_t counts = 58;

/// Stocks beside where each pupil is.
enum class Stock : std::uint8_t {
  waiting_for_specialist,
  waiting_at_units,  ///< ... of whom at a unit meanwhile.
  plans_at_units,
  dual_registered,
  below_full_time_primary,  ///< Not in full-time education by any route (out_of_sight.h).
  below_full_time_secondary,
  ready_for_school,  ///< Keeping a place at a unit or a spot place until a school has one.
  vocational_places_held,
  imported,  ///< Local specialist places that other authorities' pupils take.
};
constexpr std::size_t extra_stocks = 9;

/// The stock of pupils of `phase` who are not in full-time education.
constexpr Stock below_full_time(Phase phase) {
  return phase == Phase::primary ? Stock::below_full_time_primary
                                 : Stock::below_full_time_secondary;
}

class Record {
 public:
  /// Forgets everything; the first school year begins at `start`.
  void begin(sim::Instant start, int school_years, std::size_t units, int partnerships);

  void count(Count what, int school_year, int year_group, std::int64_t number = 1) {
    // No running law looks at fixed-term exclusions, which most events are.
    laws_are_due_ = laws_are_due_ || what > Count::pupils_excluded;
    counts_[place(what, school_year, year_group)] += number;
    totals_[static_cast<std::size_t>(what)] += number;
  }
  /// A permanent exclusion that stands, by the partnership of the school.
  void count_permanent(int school_year, int partnership) {
    ++permanent_[static_cast<std::size_t>(school_year * partnerships_ + partnership)];
  }
  std::int64_t permanent_in(int school_year, int partnership) const {
    return permanent_[static_cast<std::size_t>(school_year * partnerships_ + partnership)];
  }

  std::int64_t counted(Count what, int school_year, int year_group) const {
    return counts_[place(what, school_year, year_group)];
  }
  std::int64_t counted(Count what, int school_year, Phase phase) const;
  std::int64_t counted(Count what, int school_year) const;
  /// Since the start of the run.
  std::int64_t total(Count what) const { return totals_[static_cast<std::size_t>(what)]; }

  /// One pupil more or fewer, from `now` on. Mainstream without a reason is not kept: it is the
  /// rest.
  void change(sim::Instant now, Setting setting, Reason reason, int by) {
    laws_are_due_ = true;
    stocks_[cell(setting, reason)].add(now, by);
    held_[static_cast<std::size_t>(setting)] += by;
  }
  void change(sim::Instant now, Stock stock, int by) {
    stocks_[settings * reasons + static_cast<std::size_t>(stock)].add(now, by);
  }
  void change_roll(sim::Instant now, std::size_t unit, int by) {
    laws_are_due_ = true;
    stocks_[first_roll + unit].add(now, by);
  }

  /// Who attends at the unit from `now` on [thousandths of a pupil].
  void set_attending(sim::Instant now, std::size_t unit, std::int64_t thousandths) {
    laws_are_due_ = true;
    stocks_[first_roll + units_ + unit].set(now, thousandths);
  }
  /// One more or fewer at the unit's site on another provision.
  void change_hosted(sim::Instant now, std::size_t unit, int by) {
    stocks_[first_roll + 2 * units_ + unit].add(now, by);
  }

  std::int64_t held(Setting setting, Reason reason) const {
    return stocks_[cell(setting, reason)].value();
  }
  std::int64_t held(Setting setting) const { return held_[static_cast<std::size_t>(setting)]; }
  std::int64_t held(Stock stock) const {
    return stocks_[settings * reasons + static_cast<std::size_t>(stock)].value();
  }
  std::int64_t roll(std::size_t unit) const { return stocks_[first_roll + unit].value(); }

  std::int64_t attending(std::size_t unit) const {
    return stocks_[first_roll + units_ + unit].value();
  }

  /// Whether anything but fixed-term exclusions, and stocks beside the settings, has been counted
  /// since this was last asked.
  bool take_whether_laws_are_due() { return std::exchange(laws_are_due_, false); }

  /// Closes the books of a school year at `now` and opens the next.
  void close_year(sim::Instant now);
  int years_closed() const { return static_cast<int>(areas_.size()); }

  /// From 1 September, or the start of the run, to `now` [pupil-seconds].
  std::int64_t roll_area_this_year(sim::Instant now, std::size_t unit) const {
    return stocks_[first_roll + unit].area_through(now);
  }

  // Of a closed school year: pupil-seconds, and the most at any time.
  std::int64_t area(int school_year, Setting setting, Reason reason) const {
    return areas_[static_cast<std::size_t>(school_year)][cell(setting, reason)];
  }
  std::int64_t area(int school_year, Setting setting) const;
  std::int64_t area(int school_year, Stock stock) const {
    return areas_[static_cast<std::size_t>(school_year)]
                 [settings * reasons + static_cast<std::size_t>(stock)];
  }
  std::int64_t roll_area(int school_year, std::size_t unit) const {
    return areas_[static_cast<std::size_t>(school_year)][first_roll + unit];
  }
  /// [thousandths of a pupil x seconds]
  std::int64_t attending_area(int school_year, std::size_t unit) const {
    return areas_[static_cast<std::size_t>(school_year)][first_roll + units_ + unit];
  }
  std::int64_t hosted_area(int school_year, std::size_t unit) const {
    return areas_[static_cast<std::size_t>(school_year)][first_roll + 2 * units_ + unit];
  }
  std::int64_t most_on_roll(int school_year, std::size_t unit) const {
    return most_[static_cast<std::size_t>(school_year)][unit];
  }

 private:
  static constexpr std::size_t first_roll = settings * reasons + extra_stocks;

  static std::size_t cell(Setting setting, Reason reason) {
    return static_cast<std::size_t>(setting) * reasons + static_cast<std::size_t>(reason);
  }
  std::size_t place(Count what, int school_year, int year_group) const {
    return (static_cast<std::size_t>(what) * school_years_ +
            static_cast<std::size_t>(school_year)) *
               year_groups +
           static_cast<std::size_t>(year_group);
  }

  bool laws_are_due_ = true;
  std::size_t school_years_ = 0;
  std::size_t units_ = 0;
  int partnerships_ = 0;
  std::vector<std::int64_t> permanent_;  ///< shape (school years x partnerships)
  std::vector<std::int64_t> counts_;     ///< shape (counts x school years x year groups)
  std::array<std::int64_t, counts> totals_{};
  std::vector<sim::TimeWeighted> stocks_;
  std::array<std::int64_t, settings> held_{};     ///< Over reasons, kept alongside.
  std::vector<std::vector<std::int64_t>> areas_;  ///< shape (school years closed x stocks)
  std::vector<std::vector<std::int64_t>> most_;   ///< shape (school years closed x units)
};

}  // namespace models
