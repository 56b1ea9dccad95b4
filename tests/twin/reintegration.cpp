// From being ready to a school: the wait for it, the trial, and the Fair Access Panel. README 7.11,
// 7.39, 7.40.
#include <algorithm>
#include <cmath>

#include "tests/twin/town.h"

namespace twin {

/// The pupil is ready, and keeps the place until the first day at a school.
void Town::become_ready(Child& child) {
  pass_time();
  count(child, "ready_for_school");
  child.ready = now_;
  child.found_school = -1;
  restart_clocks(child);
  const int stay = child.stay;
  const auto begin_on = [&](Instant when) {
    const Instant ready = now_;
    at(when, Stage::exits, [this, &child, stay, ready] {
      if (child.stay == stay && child.ready == ready) begin_at_school(child);
    });
  };
  child.to_college = group(child) == 11 && luck_.happens(given_.reintegration.college);
  if (child.to_college || child.place.dual) {
    begin_on(std::max(now_, calendar_.school_day_after(now_ - sim::Days{1}, 1)));
  } else if (has_fair_access()) {
    count(child, "fair_access_cases");
    child.at_fair_access = true;
    access_list_.push_back({&child, phase(child)});
  } else {
    const int days = given_.reintegration.before_panel_days.at(now_);
    begin_on(calendar_.school_day_after(now_, days));
  }
}

bool Town::has_fair_access() const {
  return given_.fair_access && now_ >= given_.fair_access->from;
}

/// The wait for a school ends without one.
void Town::no_longer_ready(Child& child) {
  if (child.ready == sim::never) return;
  pass_time();
  child.ready = sim::never;
  if (!child.at_fair_access) return;
  child.at_fair_access = false;
  count_group(year_, std::min(group(child), 11), "fair_access_cases_ended");
  access_list_.erase(std::find_if(access_list_.begin(), access_list_.end(),
                                  [&](const AccessCase& each) { return each.child == &child; }));
}

void Town::begin_at_school(Child& child) {
  pass_time();
  const int days = calendar_.school_days_between(child.ready, now_);
  days_to_place_[year_] += days;
  if (days <= 25) count(child, "placed_without_delay");
  child.ready = sim::never;
  begin_trial(child);
}

/// On trial, at a college or at a school, which is mainstream: there is no reason to give.
void Town::begin_trial(Child& child) {
  count(child, "reintegrations_begun");
  child.before_trial = child.place;
  move(child, {.where = Where::trial});
  if (child.waits_for_specialist) tell_why_waiting(child);
  run_trial(child);
}

/// Success and failure compete.
void Town::run_trial(Child& child) {
  const double support = child.found_school >= 0 ? given_.fair_access->support.at(now_) : 1.0;
  const double success = given_.reintegration.success * support;
  const double failure = given_.reintegration.failure;
  const bool succeeds = luck_.happens(success / (success + failure));
  const int stay = child.stay;
  at(sim::after_years(now_, luck_.exponential(1 / (success + failure))), Stage::exits,
     [this, &child, stay, succeeds] {
       if (child.stay == stay) end_trial(child, succeeds);
     });
}

void Town::end_trial(Child& child, bool success) {
  const Place before = child.before_trial;
  if (success) {
    count(child, "reintegrations_succeeded");
    count("moved_to_more_suitable_placement");
    count(child.to_college ? "pathways_out_of_units college" : "pathways_out_of_units school");
    child.standing = false;
    if (child.found_school >= 0) change_school(child, child.found_school);
    if (child.to_college)
      move(child, {.where = Where::college, .why = Why::agreed});
    else
      back_to_school(child);
    return;
  }
  count(child, "reintegrations_failed");
  child.to_college = false;
  child.after_trial = true;
  const int unit = before.where == Where::unit && takes(before.provider, group(child))
                       ? before.provider
                       : unit_for_excluded(group(child));
  if (before.right == Right::owed) {
    move(child, {.where = Where::excluded, .why = Why::excluded});
  } else {
    back_to_school(child);
  }
  ask_unit(child, unit, before.right, before.dual);
}

void Town::change_school(Child& child, int school) {
  if (school < given_.schools.primary) {
    child.primary = school;
    child.secondary = secondary_of(school);
  } else {
    child.secondary = school - given_.schools.primary;
  }
  child.partnership = partnership_of(child.secondary);
}

// The panel
// -----------------------------------------------------------------------------------------

void Town::start_fair_access() {
  turns_.assign(static_cast<std::size_t>(given_.schools.primary + given_.schools.secondary), 0);
  for (std::size_t u = 0; u < given_.units.size(); ++u) {
    const models::Unit& unit = given_.units[u];
    const auto deed = [this, u] { change_role(static_cast<int>(u)); };
    const auto on_each = [&](const auto& steps) {
      for (const auto& [date, value] : steps.steps())
        if (date > given_.period.start()) at(date, Stage::places, deed);
    };
    on_each(unit.places);
    on_each(unit.limit);
    on_each(unit.role.vocational_places);
    on_each(unit.role.longest_stay_weeks);
    on_each(unit.role.reintegration_to_year_9);
    on_each(unit.role.reintegration_years_10_11);
    for (const models::Site& site : unit.role.sites) on_each(site.places);
  }
  if (!given_.fair_access) return;
  stream(given_.fair_access->competing, Stage::decisions, [this] {
    if (!has_fair_access()) return;
    const int g = pick_year_group(given_.fixed_term.rate, 0, 11);
    count_group(year_, g, "fair_access_newcomers");
    access_list_.push_back({nullptr, phase(g)});
  });
  next_fair_access(given_.fair_access->from);
}

void Town::next_fair_access(Instant from) {
  if (from >= given_.period.end()) return;
  at(calendar_.when_open(from), Stage::decisions, [this] {
    meet_fair_access();
    next_fair_access(now_ + sim::Days{7 * given_.fair_access->meeting_weeks});
  });
}

void Town::meet_fair_access() {
  for (int n = 0; n < given_.fair_access->most_cases && !access_list_.empty(); ++n) {
    const AccessCase next = access_list_.front();
    access_list_.pop_front();
    if (next.child == nullptr) {
      give_turn(next.phase, -1);
      continue;
    }
    Child& child = *next.child;
    count(child, "fair_access_cases_decided");
    child.at_fair_access = false;
    const bool is_primary = phase(child) == 0;
    child.found_school = give_turn(
        phase(child), is_primary ? child.primary : given_.schools.primary + child.secondary);
    const Instant soonest =
        calendar_.school_day_after(child.ready, given_.fair_access->days_to_place.at(now_));
    const Instant when = std::max(soonest, calendar_.school_day_after(now_, 1));
    const int stay = child.stay;
    const Instant ready = child.ready;
    at(when, Stage::exits, [this, &child, stay, ready] {
      if (child.stay == stay && child.ready == ready) begin_at_school(child);
    });
  }
}

/// The school with the fewest turns for its size takes the next.
int Town::give_turn(int for_phase, int not_school) {
  const int primary = given_.schools.primary;
  const int first = for_phase == 0 ? 0 : primary;
  const int end = for_phase == 0 ? primary : primary + given_.schools.secondary;
  int best = -1;
  double least = 0;
  for (int school = first; school < end; ++school) {
    if (school == not_school && end - first > 1) continue;
    const double turns = turns_[static_cast<std::size_t>(school)] / size_of(school);
    if (best >= 0 && turns >= least) continue;
    best = school;
    least = turns;
  }
  ++turns_[static_cast<std::size_t>(best)];
  if (for_phase == 0)
    count("fair_access_turns primary-schools");
  else
    count("fair_access_turns secondary-" + std::to_string(best - primary + 1));
  return best;
}

/// Of a school: its paths, for pupils are spread evenly over them.
double Town::size_of(int school) const {
  if (school < given_.schools.primary) return 1;
  int paths = 0;
  for (int path = 0; path < given_.schools.primary; ++path)
    paths += secondary_of(path) == school - given_.schools.primary;
  return paths;
}

}  // namespace twin
