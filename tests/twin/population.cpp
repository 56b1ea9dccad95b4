// Who lives here: a September at a time. README 7.1, 7.15, 7.23.
#include <algorithm>

#include "tests/twin/town.h"

namespace twin {
namespace {

int intake_of(const models::Demography& demography, int year) {
  int pupils = demography.intake.front().second;
  for (const auto& [from, value] : demography.intake)
    if (from <= year) pupils = value;
  return pupils;
}

}  // namespace

// Schools are invented: a primary school is a path that leads to one secondary school, and that to
// one partnership, in order of their numbers.

int Town::secondary_of(int primary) const {
  return primary * given_.schools.secondary / given_.schools.primary;
}

int Town::partnership_of(int secondary) const {
  return secondary * given_.schools.partnerships / given_.schools.secondary;
}

/// On the first day all year groups are on roll.
void Town::populate() {
  for (int entered = year_ - 11; entered < year_; ++entered)
    for (int n = 0; n < intake_of(given_.demography, entered); ++n) add_child(entered, n);
}

Child& Town::add_child(int entered, int number) {
  Child& child = children_.emplace_back();
  child.entered = entered;
  child.primary = number % given_.schools.primary;
  child.secondary = secondary_of(child.primary);
  child.partnership = partnership_of(child.secondary);
  child.propensity = luck_.gamma(given_.fixed_term.shape);
  for (const models::PupilGroup& each : given_.groups) {
    const bool belongs = luck_.happens(each.share);
    child.groups.push_back(belongs);
    child.propensity *=
        (belongs ? each.relative_risk : 1) / (1 + each.share * (each.relative_risk - 1));
  }
  for (std::size_t i = 0; i < given_.interventions.size(); ++i) {
    child.reach_luck.push_back(luck_.share());
    child.decay_luck.push_back(luck_.share());
  }
  child.refusal_luck = luck_.share();
  child.departs = given_.demography.departures > 0
                      ? sim::after_years(now_, luck_.exponential(1 / given_.demography.departures))
                      : sim::never;
  cohorts_[entered].push_back(&child);
  if (child.departs < given_.period.end())
    at(child.departs, Stage::exits, [this, &child] { move_away(child); });
  return child;
}

/// Leavers leave, everyone moves up, a cohort enters and families come from elsewhere.
void Town::begin_school_year(int year) {
  pass_time();
  if (year > given_.period.first_school_year) {
    end_school_year();
    year_ = year;
    for (Child* child : cohorts_[year - 12]) leave_school(*child);
    for (Child& child : children_)
      if (child.is_here() && group(child) <= 11) move_up(child);
  }
  for (int n = 0; n < intake_of(given_.demography, year); ++n) add_child(year, n);
  if (year > given_.period.first_school_year)
    for (int g = 1; g < 12; ++g)
      for (int n = luck_.poisson(given_.demography.arrivals); n > 0; --n)
        add_child(year - g,
                  static_cast<int>(luck_.one_of(static_cast<std::size_t>(given_.schools.primary))));
  count("pupils_on_roll", on_roll(0, 11));
  report_reach();
  throw_first_causes(year);
  admitted_.assign(admitted_.size(), {});
  share_out_quotas();
  buy_places();
  bring_back();
  if (year > given_.period.first_school_year) count_roll_of_september();
  call_round();
}

int Town::on_roll(int first_group, int last_group) const {
  int pupils = 0;
  for (int g = first_group; g <= last_group; ++g) {
    const auto cohort = cohorts_.find(year_ - g);
    if (cohort == cohorts_.end()) continue;
    for (const Child* child : cohort->second) pupils += child->is_here();
  }
  return pupils;
}

/// Pupils of a phase by path of schools: everyone who has ever come, dealt out evenly, for moves
/// away are spread evenly over schools.
std::vector<double> Town::heads_by_path(int of_phase) const {
  const int paths = given_.schools.primary;
  std::vector<double> heads(static_cast<std::size_t>(paths));
  for (int g = 0; g < 12; ++g) {
    const auto cohort = cohorts_.find(year_ - g);
    if (phase(g) != of_phase || cohort == cohorts_.end()) continue;
    for (std::size_t n = 0; n < cohort->second.size(); ++n)
      heads[n % static_cast<std::size_t>(paths)] += 1;
  }
  return heads;
}

/// The end of Year 11.
void Town::leave_school(Child& child) {
  if (!child.is_here()) return;
  const Where where = child.place.where;
  if (where == Where::unit || where == Where::spot_place || where == Where::tuition) {
    count_group(year_ - 1, 11, "left_units_after_year_11");
    count_in(year_ - 1, child.vocational ? "pathways_out_of_units vocational"
                                         : "pathways_out_of_units year-11");
  }
  if (where == Where::independent && luck_.happens(given_.independent.post_sixteen)) {
    move(child, {.where = Where::after_year_11, .why = child.place.why});
    const int stay = child.stay;
    at(sim::after_years(now_, luck_.exponential(given_.independent.post_sixteen_years)),
       Stage::exits, [this, &child, stay] {
         if (child.stay == stay) move(child, {.where = Where::gone});
       });
    return;
  }
  go(child);
}

/// A new year group: other rates, and places that are outgrown.
void Town::move_up(Child& child) {
  const Place& place = child.place;
  const bool is_year_7 = group(child) == 7;
  if (place.where != Where::unit) child.vocational = false;
  if (is_outgrown(place, group(child))) {
    outgrow(child);
  } else if (is_year_7 && (place.where == Where::spot_place || place.where == Where::tuition ||
                           (place.where == Where::unit && is_primary_unit(place.provider)))) {
    change_phase(child);
  } else if (is_year_7 && place.where == Where::managed_move) {
    back_to_school(child);
  }
  if (child.waits_for_unit && child.place.where == Where::school &&
      !takes(child.waits_for, group(child)))
    wait_elsewhere(child);
  if (place.where == Where::unit) seek_vocational_place(child);
  if (unit_of_stay(child) >= 0 && !child.waits_for_unit) restart_clocks(child);
}

bool Town::is_outgrown(const Place& place, int year_group) const {
  const auto provider = static_cast<std::size_t>(place.provider);
  switch (place.where) {
    case Where::resource_base:
    case Where::special_school:
    case Where::other_authority: return year_group > given_.specialists[provider].last_year;
    case Where::managed_move:
    case Where::short_break:
    case Where::alternative:
    case Where::school_provision:
    case Where::partnership_place: return year_group > given_.options[provider].last_year;
    default: return false;
  }
}

void Town::outgrow(Child& child) {
  if (child.place.where == Where::resource_base || child.place.where == Where::special_school ||
      child.place.where == Where::other_authority) {
    if (child.place.why == Why::in_care) {
      count(child, "placed_independent");
      const int stay = child.stay;
      move(child, {.where = Where::independent, .why = Why::in_care});
      child.stay = stay;  // The decision on care ends when it would have.
    } else {
      back_to_school(child);
      want_specialist(child);
    }
  } else {
    back_to_school(child);
  }
}

/// From a primary unit, a spot place or tuition at the end of Year 6: one number says where to.
/// Whoever waits for a specialist place or is under review does not start anew.
void Town::change_phase(Child& child) {
  const models::PhaseChange& shares = given_.phase_change;
  const bool may_start_anew = !child.waits_for_specialist && !child.under_review;
  const Place left = child.place;
  stop_waiting(child);
  const double u = luck_.share();
  if (u >= shares.mainstream + shares.unit && !child.waits_for_specialist) {
    if (!child.has_plan) {
      if (!child.assessed) count(child, "plan_requests");
      count(child, "plans_issued");
      hold_plan(child);
    }
    want_specialist(child);
    offer_out_of_turn(child);
    if (!child.waits_for_specialist) return;
  } else if (u < shares.mainstream && may_start_anew) {
    child.standing = false;
    back_to_school(child);
    return;
  }
  const Right right = left.where == Where::unit ? left.right : Right::owed;
  if (right != Right::owed) back_to_school(child);
  ask_unit(child, unit_for_excluded(7), right, left.where == Where::unit && left.dual);
}

/// The unit waited for has been outgrown.
void Town::wait_elsewhere(Child& child) {
  const Right right = child.waits_as;
  const bool dual = child.waits_dual;
  stop_waiting(child);
  ask_unit(child, unit_for_excluded(group(child)), right, dual);
}

void Town::move_away(Child& child) {
  if (child.is_here() && child.place.where != Where::after_year_11) go(child);
}

void Town::go(Child& child) {
  stop_waiting(child);
  stop_wanting_specialist(child);
  no_longer_ready(child);
  move(child, {.where = Where::gone});
}

/// In mainstream, neither waiting for a unit nor under review.
bool Town::is_free(const Child& child) const {
  return child.place.where == Where::school && !child.waits_for_unit && !child.under_review;
}

/// The first who is free of a sequence of pupils, each as likely; none after 200.
Child* Town::pick(int year_group, bool without_plan) {
  const std::vector<Child*>& cohort = cohorts_[year_ - year_group];
  for (int tries = 0; tries < 200 && !cohort.empty(); ++tries) {
    Child* child = cohort[luck_.one_of(cohort.size())];
    if (is_free(*child) && !(without_plan && (child->has_plan || child->assessed))) return child;
  }
  return nullptr;
}

int Town::pick_year_group(const models::ByYearGroup<double>& weights, int first, int last) {
  std::vector<double> within(12);
  double sum = 0;
  for (int g = first; g <= last; ++g)
    sum += within[static_cast<std::size_t>(g)] = weights[static_cast<std::size_t>(g)];
  if (sum > 0) return static_cast<int>(luck_.weighted(within));
  return first + static_cast<int>(luck_.one_of(static_cast<std::size_t>(last - first + 1)));
}

/// All arrivals of a Poisson stream: each puts itself on the list, when schools are open.
void Town::stream(const models::Dated& rate, Stage stage, const Agenda::Deed& deed) {
  Instant when = given_.period.start();
  while (when < given_.period.end()) {
    const double now_rate = rate.at(when);
    const Instant changes = rate.next_change(when);
    const Instant next =
        now_rate > 0 ? sim::after_years(when, luck_.exponential(1 / now_rate)) : sim::never;
    if (next < changes && next < given_.period.end()) at(calendar_.when_open(next), stage, deed);
    when = std::min(next, changes);
  }
}

}  // namespace twin
