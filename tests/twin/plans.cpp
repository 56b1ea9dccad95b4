// Education, health and care plans: requests, assessments, what a plan names. README 7.13.
#include <algorithm>
#include <cmath>

#include "tests/twin/town.h"

namespace twin {

namespace {
double weeks_in_years(double weeks) {
  return weeks * 7 / 365.25;
}
}  // namespace

/// Pupils who hold plans on the first day, and the stream of requests unconnected with exclusion.
void Town::start_plans() {
  for (std::size_t kind = 0; kind < 3; ++kind)
    for (int n = luck_.poisson(given_.plans.initial[kind]); n > 0; --n)
      at(now_, Stage::places, [this, kind] {
        Child* child = pick(pick_year_group(given_.plans.weight, 0, 11), true);
        if (child == nullptr) return;
        hold_plan(*child);
        if (kind == 1) {
          for (std::size_t p = 0; p < given_.specialists.size(); ++p)
            if (has_room(p, group(*child))) {
              place_specialist(*child, p);
              break;
            }
        }
        child->complex_need = kind == 2;
        if (kind == 2) place_independent(*child, Why::need);
      });
  std::vector<std::pair<Instant, double>> rate;
  for (int year = year_; year <= given_.period.last_school_year; ++year)
    rate.emplace_back(
        sim::date(year, 9, 1),
        given_.plans.requests * std::exp(given_.plans.growth * (year - given_.plans.base_year)));
  stream(models::Dated(rate), Stage::decisions, [this] {
    Child* child = pick(pick_year_group(given_.plans.weight, 0, 11), true);
    if (child != nullptr) ask_for_plan(*child);
  });
}

/// Refused at once, or assessed.
void Town::ask_for_plan(Child& child) {
  if (child.has_plan || child.assessed) return;
  count(child, "plan_requests");
  child.refusal_luck = luck_.share();
  if (luck_.happens(given_.plans.refused.at(now_))) {
    count(child, "plans_refused");
    return;
  }
  child.assessed = true;
  const double weeks = luck_.happens(given_.plans.on_time.at(now_))
                           ? luck_.between(given_.plans.soonest_weeks, given_.plans.limit_weeks)
                           : given_.plans.limit_weeks + luck_.exponential(given_.plans.late_weeks);
  at(sim::after_years(now_, weeks_in_years(weeks)), Stage::decisions, [this, &child] {
    if (child.assessed && child.is_here() && child.place.where != Where::after_year_11)
      decide_plan(child);
  });
}

void Town::decide_plan(Child& child) {
  pass_time();
  count(child, "plans_issued");
  hold_plan(child);
  child.complex_need = luck_.happens(given_.plans.complex_need);
  if (child.place.where == Where::home || child.place.where == Where::missing) return;
  const bool at_school = child.is_at_school();
  const double u = luck_.share();
  if (at_school) {
    if (u < given_.plans.to_specialist)
      want_specialist(child);
    else if (u < given_.plans.to_specialist + given_.plans.to_unit)
      name_unit(child);
  } else if (u < given_.plans.unit_to_specialist) {
    want_specialist(child);
  }
  if (unit_of_stay(child) >= 0) restart_clocks(child);
}

void Town::hold_plan(Child& child) {
  pass_time();
  child.assessed = false;
  child.has_plan = true;
}

/// A commissioned place at the unit: whoever is at school waits for one. Whoever is at a unit
/// already stays there by the right they came with.
void Town::name_unit(Child& child) {
  if (child.place.where == Where::school && !child.waits_for_unit)
    ask_unit(child, unit_for_excluded(group(child)), Right::plan, false);
}

void Town::want_specialist(Child& child) {
  pass_time();
  count(child, "specialist_places_named");
  child.waits_for_specialist = true;
  child.refuses_local = false;
  child.named = std::min(child.named, now_);
  specialist_list_.push_back(&child);
  note(child);
  tell_why_waiting(child);
  if (unit_of_stay(child) >= 0) restart_clocks(child);
  begin_search(child);
  call_round();
}

/// An independent place is looked for after the shortest wait.
void Town::begin_search(Child& child) {
  const int search = ++child.search;
  at(sim::after_years(now_, weeks_in_years(given_.independent.shortest_wait_weeks)), Stage::exits,
     [this, &child, search] {
       if (child.search == search) search_independent(child);
     });
}

void Town::stop_wanting_specialist(Child& child) {
  if (!child.waits_for_specialist) return;
  pass_time();
  child.waits_for_specialist = false;
  ++child.search;
  const auto found = std::find(specialist_list_.begin(), specialist_list_.end(), &child);
  if (found != specialist_list_.end()) specialist_list_.erase(found);
}

/// At the hazard of the day; at the cap a new search begins, with its shortest wait.
void Town::search_independent(Child& child) {
  const int search = child.search;
  const double rate = given_.independent.search.at(now_);
  const Instant changes = given_.independent.search.next_change(now_);
  const Instant found = rate > 0 ? sim::after_years(now_, luck_.exponential(1 / rate)) : sim::never;
  const bool is_before = found < changes;
  at(std::min(found, changes), Stage::exits, [this, &child, search, is_before] {
    if (child.search != search) return;
    if (!is_before)
      search_independent(child);
    else if (independents_not_in_care() < given_.independent.most.at(now_))
      place_independent(child, why_waiting(child));
    else
      begin_search(child);
  });
}

}  // namespace twin
