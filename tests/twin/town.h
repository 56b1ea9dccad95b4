// The twin: one replication of a borough, as a newcomer would write it after reading
// models/README.md.
//
// It shares with the model what is given (models/borough.h, filled by the scenario reader), the
// calendar of dates and the list of what is measured; nothing that happens. Where the model is
// clever the twin is plain:
//
//   the propensity of a pupil is drawn, not integrated out;
//   first causes of a year are thrown at random on its lessons and kept with a probability;
//   an exponential wait whose rate has changed is forgotten and drawn anew;
//   everything that will happen stands on one list with what to do then;
//   the books are written month by month from who was where for how long.
//
// Time is exact to the second: nothing is rounded to a step, so there is no bias of a time step to
// allow for in the comparison.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "models/borough.h"
#include "tests/twin/agenda.h"
#include "tests/twin/calendar.h"
#include "tests/twin/child.h"
#include "tests/twin/luck.h"
#include "tests/twin/results.h"
#include "tests/twin/tally.h"

namespace twin {

class Town {
 public:
  Town(const models::Borough& given, const Calendar& calendar, std::uint64_t seed);

  /// Lives through the whole period. Once only.
  Results live();

 private:
  // time.cpp: the list, and what passes between two of its entries
  // ---------------------------------
  void at(Instant when, Stage stage, Agenda::Deed deed);
  void pass_time();  ///< Counts who was where since it was last called.
  void pass_time_of(const Child& child, double seconds);
  void pass_time_at_others_cost(const Child& child, double seconds);
  void bill_later(const Child& child, double seconds);
  void pass_time_in_option(const Child& child, double seconds);
  void pass_time_at_units(double seconds);
  bool is_below_full_time(const Child& child) const;
  double attending(std::size_t unit) const;
  double gain_of_small_sites(std::size_t unit) const;
  void move(Child& child, const Place& place);
  void note(Child& child);  ///< Something about the child is to be counted by time.
  void forget_the_unremarkable();
  void count(const std::string& what, double by = 1) { count_in(school_year(), what, by); }
  void count_in(int year, const std::string& what, double by = 1) { results_[{what, year}] += by; }
  /// The same, and beside it for the phase of the child's year group.
  void count(const Child& child, const std::string& what) {
    count_group(year_, group(child), what);
  }
  void count_group(int year, int year_group, const std::string& what) {
    count_in(year, what);
    count_in(year, what + (phase(year_group) == 0 ? " primary" : " secondary"));
  }
  int school_year() const { return year_; }
  int group(const Child& child) const { return group_in(child, year_); }
  static int group_in(const Child& child, int year) { return year - child.entered; }
  static int phase(int year_group) { return year_group < 7 ? 0 : 1; }
  int phase(const Child& child) const { return phase(group(child)); }

  // population.cpp
  // ----------------------------------------------------------------------------------
  void populate();
  Child& add_child(int entered, int number);
  void begin_school_year(int year);
  void leave_school(Child& child);
  void move_up(Child& child);
  bool is_outgrown(const Place& place, int year_group) const;
  void outgrow(Child& child);
  void change_phase(Child& child);
  void change_school(Child& child, int school);
  double size_of(int school) const;
  int secondary_of(int primary) const;
  int partnership_of(int secondary) const;
  void move_away(Child& child);
  void go(Child& child);  ///< Off every roll and list.
  Child* pick(int year_group, bool without_plan);
  bool is_free(const Child& child) const;
  int pick_year_group(const models::ByYearGroup<double>& weights, int first, int last);
  /// A Poisson stream at a dated rate a year; `deed` when schools are open.
  void stream(const models::Dated& rate, Stage stage, const Agenda::Deed& deed);
  int on_roll(int first_group, int last_group) const;
  std::vector<double> heads_by_path(int phase) const;

  // misconduct.cpp: fixed-term exclusions, decisions, reviews
  // ---------------------------------------
  void draw_levels();
  void draw_strictness();
  void throw_first_causes(int year);
  double strictness_of_school(const Child& child) const;
  double exposure_now(const Child& child) const;
  double relief_factor(const Child& child) const;
  double left_by_interventions(const Child& child, models::Effect what, Instant when) const;
  bool is_reached(const Child& child, std::size_t intervention, Instant when) const;
  double reach(std::size_t intervention, Instant when) const;
  void report_reach();
  bool serves(std::size_t intervention, const Child& child, int year_group) const;
  void exclude_for_a_term(Child& child, bool is_repeat);
  void respond(Child& child);
  int recent(const Child& child) const;
  bool head_would_exclude(Child& child, int r);
  void decide_to_exclude(Child& child);
  void review(Child& child, Instant decided, bool closing);
  void withdraw(Child& child);
  void let_stand(Child& child, int decided_year, int decided_group, bool closing);
  void sixth_day(Child& child);

  // censuses.cpp
  // ------------------------------------------------------------------------------------
  void count_in_autumn(int year, int year_group, Instant decided, bool stands);
  void count_roll_of_september();
  void count_enrolment();
  void count_in_january();

  // units.cpp: waiting lists, rounds, stays
  // ---------------------------------------------------------
  int unit_for_excluded(int year_group) const;
  int unit_of_id(const std::string& id) const;
  int unit_of_stay(const Child& child) const;
  bool takes(int unit, int year_group) const;
  bool is_primary_unit(int unit) const;
  void wait_elsewhere(Child& child);
  void ask_unit(Child& child, int unit, Right right, bool dual);
  void stop_waiting(Child& child);
  void call_round();  ///< Places may be free: offer them later in this instant.
  void round_of_units();
  void leave_on_list(Child& child);
  void let_lapse(Child& child);
  void admit(Child& child, int unit, Right right, bool dual);
  void find_spot_place(Child& child);
  int held(int unit) const { return held_[static_cast<std::size_t>(unit)]; }
  int places(int unit) const;
  int limit(int unit) const;
  double tenths_over(int unit) const;
  void begin_stay(Child& child);
  void restart_clocks(Child& child);
  bool may_reintegrate(const Child& child) const;
  void end_long_stay(Child& child, int clock);
  void seek_vocational_place(Child& child);
  void give_up_vocational_place(Child& child, int unit);
  void refill_vocational_places(int unit);
  void change_role(int unit);

  // reintegration.cpp
  // -------------------------------------------------------------------------------
  void become_ready(Child& child);
  void no_longer_ready(Child& child);
  void begin_at_school(Child& child);
  void begin_trial(Child& child);
  void run_trial(Child& child);
  void end_trial(Child& child, bool success);
  void start_fair_access();
  bool has_fair_access() const;
  void next_fair_access(Instant from);
  void meet_fair_access();
  int give_turn(int phase, int not_school);

  // plans.cpp
  // ---------------------------------------------------------------------------------------
  void start_plans();
  void ask_for_plan(Child& child);
  void decide_plan(Child& child);
  void name_unit(Child& child);
  void hold_plan(Child& child);
  void want_specialist(Child& child);
  void stop_wanting_specialist(Child& child);
  void search_independent(Child& child);
  void begin_search(Child& child);
  int independents_not_in_care() const;

  // specialists.cpp
  // ---------------------------------------------------------------------------------
  void start_specialists();
  void round_of_specialists();
  void offer(Child& child);
  void refuse(Child& child);
  void offer_out_of_turn(Child& child);
  int specialist_held(std::size_t provider, int year_group) const;
  bool has_room(std::size_t provider, int year_group) const;
  int other_authority_for(int year_group) const;
  void leave_for_specialist(Child& child);
  void place_specialist(Child& child, std::size_t provider);
  void place_independent(Child& child, Why why);
  void change_places(std::size_t provider, int places);
  void ask_from_new_place(std::size_t provider);
  void bring_back();
  Why why_waiting(const Child& child) const;
  void tell_why_waiting(Child& child);
  void change_why(Child& child, Why why);
  Why why_at_school(const Child& child) const;

  // elsewhere.cpp: out of sight, unwell, in care
  // ----------------------------------------------------
  void start_elsewhere();
  void begin_part_time(Child& child, Why why);
  void begin_home_education(Child& child, Why why);
  void go_missing(Child& child);
  void fall_ill(int year_group);
  void take_into_care();
  void back_to_school(Child& child);
  void end_after(Child& child, double years);
  void start_referrals(const models::Referral& referral);

  // panels.cpp
  // --------------------------------------------------------------------------------------
  struct Case {
    Child* child;
    int unit;  ///< That the case names, or -1.
    bool dual;
  };
  struct Offer {
    std::size_t option;
    double value;
    bool is_open;
    Why closed_for;
  };
  bool can_be_heard(const Child& child) const;
  bool is_live() const { return given_.regime.live.at(now_); }
  void start_panels();
  void bring_to_panel(Child& child, int unit = -1, bool dual = false);
  void next_meeting(int partnership, Instant from);
  void meet(int partnership);
  bool hear(const Case& the_case);
  std::vector<Offer> menu(const Child& child, const Case& the_case);
  void respond_to_quota(std::vector<Offer>& offers, const Child& child);
  void carry_out(const Case& the_case, std::size_t option, Why refused);
  void support(Child& child, const models::Option& option, Why refused);
  void keep_at_school(Child& child, Why why);

  // options.cpp
  // -------------------------------------------------------------------------------------
  Instant after_school_weeks(double weeks) const;
  bool has_place(std::size_t option, const Child& child) const;
  void begin_option(Child& child, std::size_t option, Why why);
  void end_option(Child& child);
  void end_move(Child& child);
  int host_for(const Child& child, std::size_t option) const;
  void relieve(Child& child, const models::Option& option);
  void arrange_without_panel(std::size_t option);

  // quotas.cpp
  // --------------------------------------------------------------------------------------
  void start_quotas();
  void share_out_quotas();
  std::vector<double> weights_of_partnerships(int phase) const;
  std::vector<double> exclusions_last_year() const;
  bool has_quota(int phase, Instant when) const;
  int used_of(int partnership, int phase) const;
  bool is_refused(const Child& child) const;
  void count_admission(const Child& child);
  int total_quota(int phase) const;
  bool has_signed(const Child& child) const;
  bool has_signed(int phase, int school) const;
  bool counts_in_quota(const Child& child) const;
  int quota(int partnership, int phase) const;
  int used(int partnership, int phase) const;
  bool is_pooled(int phase) const { return phase == 0 && given_.quota.pooled_primary; }
  sim::Money charge_for_next(int partnership, int phase) const;
  struct Above {
    std::vector<int> above;  ///< By partnership.
    int unused;
  };
  Above above_quota(int phase) const;
  void pass_time_of_quotas(double seconds);

  // money.cpp, devolution.cpp, report.cpp
  // -----------------------------------------------------------
  static constexpr int block = 0;
  static constexpr int others = 1;
  static int partnership(std::size_t k) { return static_cast<int>(k) + 2; }
  static int financial_year(Instant when);
  static double seconds_in_financial_year(int year);
  void start_books();
  void post(const std::string& service, int from, int to, double amount);
  double bill(const std::string& line, const std::string& service, int from, int to, double price,
              double seconds);
  void close_month();
  void bill_units(double seconds);
  void bill_alternatives();
  void bill_specialists(double seconds);
  void bill_options(double seconds);
  void bill_interventions();
  void bill_the_rest(double seconds);
  void bill_travel();
  void bill_quotas();
  void settle_quotas();
  void state(std::size_t k, const std::string& item, double amount);
  void deduct(sim::Money a_year, Instant from);
  void release_funding(double seconds);
  void devolve(int year, double due, double of_year);
  void buy_places();
  double days_in(Where where) const;
  double days_in(Where where, Why why) const;
  void end_school_year();
  void report_waiting();
  void report_units();
  void report_specialists();
  void report_children();
  void report_panels();
  void report();
  void report_away();

  const models::Borough& given_;
  const Calendar& calendar_;
  Luck luck_;
  Agenda agenda_;
  Results results_;
  Instant now_{};
  Instant counted_until_{};
  int year_ = 0;
  YearTally of_year_;
  MonthTally of_month_;

  std::deque<Child> children_;
  std::map<int, std::vector<Child*>> cohorts_;  ///< By year of entering Reception.
  std::vector<Child*> noted_;

  std::map<int, double> level_;  ///< Of fixed-term exclusions, by school year.
  std::array<std::map<int, double>, 2> exclusion_level_;
  std::array<std::vector<double>, 2> strict_;  ///< By phase and school.
  std::array<double, 2> strictest_{};

  std::vector<int> held_;                        ///< By unit.
  std::vector<std::vector<Child*>> lists_;       ///< By unit, in the order of asking.
  std::vector<std::vector<Child*>> vocational_;  ///< By unit, in the order of arrival.
  bool round_called_ = false;

  struct AccessCase {
    Child* child;  ///< None for a newcomer.
    int phase;
  };
  std::deque<AccessCase> access_list_;
  std::vector<int> turns_;               ///< Primary schools, then secondary schools.
  std::map<int, double> days_to_place_;  ///< School days, by school year.

  std::vector<Child*> specialist_list_;
  std::vector<models::StepFunction<int>> opening_;  ///< By provider, slipped or not.
  std::vector<int> specialist_places_;
  std::vector<int> specialist_most_;
  std::vector<int> imported_;

  std::vector<std::deque<Case>> panels_;
  std::vector<int> moves_taken_;

  std::vector<std::array<int, 2>> quota_;       ///< By partnership and phase.
  std::vector<std::array<int, 2>> admitted_;    ///< The same: since 1 September.
  std::array<std::vector<double>, 2> signing_;  ///< By phase and school: the order, in (0, 1).
  std::map<int, std::array<double, 2>> kept_;   ///< Learners kept and decided, by school year.

  Instant month_began_{};
  double rest_growth_ = 0;
  double units_received_ = 0;  ///< In the month that closes.
  /// Of an intervention in a financial year: pence x seconds due from its payer and from schools.
  std::map<std::pair<std::string, int>, std::array<double, 2>> cost_;
  std::map<int, double> asked_;    ///< Of the schools block, by financial year: pence x seconds.
  std::map<int, AwayTally> away_;  ///< By school year.
  std::map<std::string, double> carried_;       ///< By line: pence x seconds not yet posted.
  std::map<std::pair<int, int>, double> net_;   ///< By account and financial year.
  std::array<std::vector<double>, 2> charged_;  ///< By phase and partnership, this school year.
  std::map<unsigned, double> baseline_pupils_;  ///< By month, on average.
  std::vector<double> falls_;                   ///< By month since the baseline.
  std::map<int, double> due_;                   ///< To partnerships, by financial year.
  std::map<int, double> devolved_;
  double carried_amount_ = 0;    ///< Of the amount agreed: less than a penny.
  std::vector<double> weights_;  ///< Of partnerships in what is devolved.
  std::vector<double> came_in_;  ///< This school year, by partnership.
  std::vector<int> bought_;      ///< Places, by partnership.
};

}  // namespace twin
