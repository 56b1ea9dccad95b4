// Pupil referral units: who asks, who is admitted, who waits, how long they stay. README 7.9, 7.10,
// 7.37, 7.38.
#include <algorithm>
#include <cmath>

#include "tests/twin/town.h"

namespace twin {

bool Town::takes(int unit, int year_group) const {
  const models::Unit& given = given_.units[static_cast<std::size_t>(unit)];
  return given.first_year <= year_group && year_group <= given.last_year;
}

bool Town::is_primary_unit(int unit) const {
  return given_.units[static_cast<std::size_t>(unit)].last_year < 7;
}

int Town::unit_for_excluded(int year_group) const {
  for (std::size_t u = 0; u < given_.units.size(); ++u)
    if (given_.units[u].takes_excluded && takes(static_cast<int>(u), year_group))
      return static_cast<int>(u);
  return -1;
}

int Town::unit_of_id(const std::string& id) const {
  for (std::size_t u = 0; u < given_.units.size(); ++u)
    if (given_.units[u].id == id) return static_cast<int>(u);
  return -1;
}

int Town::places(int unit) const {
  return given_.units[static_cast<std::size_t>(unit)].places.at(now_);
}

int Town::limit(int unit) const {
  const double times = given_.units[static_cast<std::size_t>(unit)].limit.at(now_);
  return static_cast<int>(std::floor(places(unit) * times + 1e-9));
}

/// How far the roll is over the places, in tenths of them.
double Town::tenths_over(int unit) const {
  const int there_are = given_.units[static_cast<std::size_t>(unit)].places.at(counted_until_);
  if (there_are == 0) return 0;
  return 10 * std::clamp(static_cast<double>(held(unit)) / there_are - 1, 0.0, 1.0);
}

void Town::ask_unit(Child& child, int unit, Right right, bool dual) {
  child.waits_for_unit = true;
  child.waits_for = unit;
  child.waits_as = right;
  child.waits_dual = dual;
  child.has_waited = false;
  ++child.wait;
  lists_[static_cast<std::size_t>(unit)].push_back(&child);
  call_round();
}

void Town::stop_waiting(Child& child) {
  if (!child.waits_for_unit) return;
  child.waits_for_unit = false;
  ++child.wait;
  std::vector<Child*>& list = lists_[static_cast<std::size_t>(child.waits_for)];
  list.erase(std::find(list.begin(), list.end(), &child));
  if (child.place.where == Where::school) change_why(child, why_at_school(child));
  call_round();
}

/// Specialist places are offered first, then those of units.
void Town::call_round() {
  if (round_called_) return;
  round_called_ = true;
  at(now_, Stage::placements, [this] { round_of_specialists(); });
  at(now_, Stage::admissions, [this] {
    round_called_ = false;
    round_of_units();
  });
}

void Town::round_of_units() {
  for (std::size_t u = 0; u < lists_.size(); ++u) {
    const int unit = static_cast<int>(u);
    for (const Right right : {Right::owed, Right::plan, Right::referral}) {
      const std::vector<Child*> list = lists_[u];
      for (Child* child : list) {
        if (!child->waits_for_unit || child->waits_for != unit || child->waits_as != right)
          continue;
        const int most = right == Right::owed ? limit(unit) : places(unit);
        if (held(unit) < most && right == Right::referral && is_refused(*child)) {
          count(*child, "referrals_refused");
          stop_waiting(*child);
        } else if (held(unit) < most)
          admit(*child, unit, right, child->waits_dual);
        else
          leave_on_list(*child);
      }
    }
  }
}

/// No room: tuition for whoever is owed education, the others wait where they are.
void Town::leave_on_list(Child& child) {
  if (child.has_waited) return;
  child.has_waited = true;
  if (child.waits_as != Right::owed) {
    if (child.place.where == Where::school) change_why(child, why_at_school(child));
    if (child.waits_as == Right::referral) let_lapse(child);
    return;
  }
  if (child.after_trial) {
    count(child, "waited_after_trial");
  } else if (child.place.where == Where::excluded && child.last_year_waited != year_) {
    count(child, "waited_past_day_six");
    child.last_year_waited = year_;
  }
  move(child, {.where = Where::tuition, .why = Why::unit_full});
  const int stay = child.stay;
  const double years = luck_.exponential(given_.waiting.spot_search_weeks * 7 / 365.25);
  at(sim::after_years(now_, years), Stage::exits, [this, &child, stay] {
    if (child.stay == stay) find_spot_place(child);
  });
}

void Town::find_spot_place(Child& child) {
  stop_waiting(child);
  count(child, "spot_places_taken");
  move(child, {.where = Where::spot_place, .why = Why::unit_full, .right = Right::owed});
  begin_stay(child);
}

void Town::admit(Child& child, int unit, Right right, bool dual) {
  stop_waiting(child);
  child.after_trial = false;
  count(child, "unit_admissions");
  count_enrolment();
  const Why why = child.waits_for_specialist ? why_waiting(child)
                  : right == Right::owed     ? Why::excluded
                  : right == Right::plan     ? Why::no_specialist_place
                                             : Why::referred;
  move(child, {.where = Where::unit, .why = why, .provider = unit, .right = right, .dual = dual});
  count_admission(child);
  begin_stay(child);
  seek_vocational_place(child);
}

void Town::begin_stay(Child& child) {
  child.settled = false;
  child.has_asked_for_plan = false;
  child.to_college = false;
  restart_clocks(child);
}

/// The unit whose rates hold: of a spot place, the unit it stands in for.
int Town::unit_of_stay(const Child& child) const {
  if (child.place.where == Where::unit) return child.place.provider;
  return child.place.where == Where::spot_place ? unit_for_excluded(group(child)) : -1;
}

bool Town::may_reintegrate(const Child& child) const {
  return !child.under_review && !child.waits_for_specialist && child.ready == sim::never;
}

/// The waits of a stay are exponential at the rates of the day: when something about them changes,
/// they are drawn anew.
void Town::restart_clocks(Child& child) {
  const int clock = ++child.clock;
  const int unit = unit_of_stay(child);
  if (unit < 0 || group(child) > 11 || child.waits_for_unit) return;
  if (child.under_review || child.waits_for_specialist) no_longer_ready(child);
  const models::Unit& given = given_.units[static_cast<std::size_t>(unit)];
  const auto g = static_cast<std::size_t>(group(child));
  const auto once = [&](double rate, auto deed) {
    if (rate <= 0) return;
    at(sim::after_years(now_, luck_.exponential(1 / rate)), Stage::exits, [&child, clock, deed] {
      if (child.clock == clock) deed();
    });
  };
  if (!child.settled)
    once(given.stay.settling, [this, &child] {
      child.settled = true;
      restart_clocks(child);
    });
  if (!child.has_plan && !child.assessed && !child.has_asked_for_plan)
    once(given.stay.plan_request, [this, &child] {
      child.has_asked_for_plan = true;
      ask_for_plan(child);
      restart_clocks(child);
    });
  if (!may_reintegrate(child)) return;
  const double times =
      (g < 10 ? given.role.reintegration_to_year_9 : given.role.reintegration_years_10_11).at(now_);
  once((child.settled ? given.stay.late : given.stay.early)[g] * times, [this, &child] {
    const double falls = given_.crowding.reintegration_fall;
    const bool is_unit = child.place.where == Where::unit;
    pass_time();
    if (is_unit && !luck_.happens(1 - falls * tenths_over(child.place.provider))) {
      count(child, "reintegrations_put_off_by_crowding");
      restart_clocks(child);
    } else {
      become_ready(child);
    }
  });
  end_long_stay(child, clock);
}

/// At a unit with a longest stay, a stay that may end does so then.
void Town::end_long_stay(Child& child, int clock) {
  if (child.place.where != Where::unit) return;
  const auto unit = static_cast<std::size_t>(child.place.provider);
  const double weeks = given_.units[unit].role.longest_stay_weeks.at(now_);
  if (weeks <= 0) return;
  const Instant ends = std::max(now_, sim::after_years(child.since, weeks * 7 / 365.25));
  at(ends, Stage::exits, [this, &child, clock] {
    if (child.clock == clock) become_ready(child);
  });
}

// Vocational places, in order of arrival
// -----------------------------------------------------------

void Town::seek_vocational_place(Child& child) {
  if (child.place.where != Where::unit || group(child) < 10 || group(child) > 11) return;
  std::vector<Child*>& there = vocational_[static_cast<std::size_t>(child.place.provider)];
  if (std::find(there.begin(), there.end(), &child) == there.end()) there.push_back(&child);
  refill_vocational_places(child.place.provider);
}

void Town::give_up_vocational_place(Child& child, int unit) {
  std::vector<Child*>& there = vocational_[static_cast<std::size_t>(unit)];
  there.erase(std::remove(there.begin(), there.end(), &child), there.end());
  child.vocational = false;
  refill_vocational_places(unit);
}

/// Holders keep their places while there are so many; the others follow in order.
void Town::refill_vocational_places(int unit) {
  pass_time();
  const auto u = static_cast<std::size_t>(unit);
  int left = given_.units[u].role.vocational_places.at(now_);
  for (Child* child : vocational_[u])
    if (child->vocational) child->vocational = left-- > 0;
  for (Child* child : vocational_[u])
    if (!child->vocational && left > 0 && group(*child) <= 11) {
      child->vocational = true;
      --left;
    }
}

void Town::change_role(int unit) {
  pass_time();
  refill_vocational_places(unit);
  for (Child& child : children_)
    if (unit_of_stay(child) == unit && group(child) <= 11) restart_clocks(child);
  call_round();
}

}  // namespace twin
