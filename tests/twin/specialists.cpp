// Specialist places: local ones, other authorities', independent ones. README 7.14, 7.45.
#include <algorithm>

#include "tests/twin/town.h"

namespace twin {
namespace {

bool is_local(const models::Specialist& given) {
  return given.kind != models::SpecialistKind::other_authority;
}

Where where_of(models::SpecialistKind kind) {
  switch (kind) {
    case models::SpecialistKind::special_school: return Where::special_school;
    case models::SpecialistKind::resource_base: return Where::resource_base;
    case models::SpecialistKind::other_authority: return Where::other_authority;
  }
  return Where::other_authority;
}

/// What is announced opens so many months late; what was there before does not move.
models::StepFunction<int> late(const models::Specialist& given, int months) {
  std::vector<models::StepFunction<int>::Step> steps;
  for (const auto& [date, places] : given.places.steps()) {
    const std::chrono::year_month_day day{sim::date_of(date)};
    const auto moved = day + std::chrono::months{date > given.announced ? months : 0};
    steps.emplace_back(months == 0 ? date : Instant{sim::Date{moved}}, places);
  }
  return models::StepFunction<int>(steps);
}

}  // namespace

void Town::start_specialists() {
  constexpr int months_late[] = {0, 4, 12, 24};
  for (std::size_t p = 0; p < given_.specialists.size(); ++p) {
    const models::Specialist& given = given_.specialists[p];
    const auto slips = luck_.weighted({given.slippage.begin(), given.slippage.end()});
    opening_.push_back(late(given, months_late[slips]));
    const auto& steps = opening_[p];
    specialist_places_.push_back(steps.at(now_));
    specialist_most_.push_back(steps.at(now_));
    imported_.push_back(0);
    if (is_local(given_.specialists[p]))
      for (int n = specialist_places_[p]; n > 0; --n)
        imported_[p] += luck_.happens(given_.specialist_policy.imports.at(now_));
    for (const auto& [date, value] : steps.steps()) {
      const int places = value;
      if (date > now_) at(date, Stage::places, [this, p, places] { change_places(p, places); });
    }
  }
}

/// A place that opens may go to another authority's pupil, and may create a request.
void Town::change_places(std::size_t provider, int places) {
  pass_time();
  const models::Specialist& given = given_.specialists[provider];
  const models::SpecialistPolicy& policy = given_.specialist_policy;
  if (is_local(given)) {
    for (int n = specialist_places_[provider]; n < places; ++n)
      imported_[provider] += luck_.happens(policy.imports.at(now_));
    for (int n = specialist_most_[provider]; n < places; ++n)
      if (luck_.happens(policy.backfill.at(now_)))
        at(calendar_.when_open(sim::after_years(now_, luck_.share())), Stage::decisions,
           [this, provider] { ask_from_new_place(provider); });
  }
  specialist_most_[provider] = std::max(specialist_most_[provider], places);
  specialist_places_[provider] = places;
  imported_[provider] = std::min(imported_[provider], places);
  call_round();
}

void Town::ask_from_new_place(std::size_t provider) {
  const models::Specialist& given = given_.specialists[provider];
  Child* child =
      pick(pick_year_group(given_.plans.weight, given.first_year, given.last_year), true);
  if (child == nullptr) return;
  count(*child, "requests_from_new_places");
  ask_for_plan(*child);
}

int Town::specialist_held(std::size_t provider, int year_group) const {
  int held = 0;
  for (const Child* child : noted_) {
    const Where where = child->place.where;
    if (where != Where::special_school && where != Where::resource_base &&
        where != Where::other_authority)
      continue;
    if (child->place.provider != static_cast<int>(provider)) continue;
    held += year_group < 0 || group(*child) == year_group;
  }
  return held;
}

bool Town::has_room(std::size_t provider, int year_group) const {
  const models::Specialist& given = given_.specialists[provider];
  return given.first_year <= year_group && year_group <= given.last_year &&
         specialist_held(provider, -1) + imported_[provider] < specialist_places_[provider] &&
         specialist_held(provider, year_group) < given.most_per_year_group;
}

/// On 1 September those named by 15 February go first.
void Town::round_of_specialists() {
  const std::chrono::year_month_day today{sim::date_of(now_)};
  if (given_.specialist_policy.february_round && today.month() == std::chrono::September &&
      static_cast<unsigned>(today.day()) == 1) {
    const Instant deadline = sim::date(static_cast<int>(today.year()), 2, 16);
    for (Child* child : std::vector<Child*>(specialist_list_))
      if (child->named < deadline) offer(*child);
  }
  for (Child* child : std::vector<Child*>(specialist_list_)) offer(*child);
  for (Child* child : specialist_list_)
    if (child->place.why == Why::not_open_yet) tell_why_waiting(*child);
}

/// Whoever is named first on another day than 1 September meets the free places at once.
void Town::offer_out_of_turn(Child& child) {
  const std::chrono::year_month_day today{sim::date_of(now_)};
  if (today.month() != std::chrono::September || static_cast<unsigned>(today.day()) != 1)
    offer(child);
}

/// The first provider with room, in the order of the file.
void Town::offer(Child& child) {
  if (!child.waits_for_specialist || child.complex_need) return;
  for (std::size_t p = 0; p < given_.specialists.size(); ++p) {
    if (!has_room(p, group(child))) continue;
    if (!is_local(given_.specialists[p])) {
      place_specialist(child, p);
      return;
    }
    if (child.refusal_luck < given_.specialist_policy.local_refused.at(now_))
      refuse(child);
    else
      place_specialist(child, p);
    return;
  }
}

/// Another authority's place if one is free, or an independent one after the appeal.
void Town::refuse(Child& child) {
  count(child, "local_places_refused");
  child.refuses_local = true;
  for (std::size_t p = 0; p < given_.specialists.size(); ++p)
    if (!is_local(given_.specialists[p]) && has_room(p, group(child))) {
      place_specialist(child, p);
      return;
    }
  const int search = ++child.search;
  specialist_list_.erase(std::find(specialist_list_.begin(), specialist_list_.end(), &child));
  tell_why_waiting(child);
  at(sim::after_years(now_, given_.specialist_policy.appeal_weeks * 7 / 365.25), Stage::exits,
     [this, &child, search] {
       if (child.search == search) place_independent(child, Why::chosen);
     });
}

void Town::place_specialist(Child& child, std::size_t provider) {
  const models::Specialist& given = given_.specialists[provider];
  count(child, is_local(given) ? "placed_locally" : "placed_at_other_authority");
  const Why why = is_local(given) ? Why::need : why_waiting(child);
  leave_for_specialist(child);
  move(child, {.where = where_of(given.kind), .why = why, .provider = static_cast<int>(provider)});
}

void Town::place_independent(Child& child, Why why) {
  count(child, "placed_independent");
  leave_for_specialist(child);
  move(child, {.where = Where::independent, .why = why});
}

void Town::leave_for_specialist(Child& child) {
  if (child.place.where == Where::unit || child.place.where == Where::spot_place) {
    count("pathways_out_of_units specialist");
    count("moved_to_more_suitable_placement");
  }
  stop_waiting(child);
  stop_wanting_specialist(child);
  no_longer_ready(child);
}

/// Whoever waits while a place that would do is announced and not open waits for that.
Why Town::why_waiting(const Child& child) const {
  if (child.complex_need) return Why::need;
  if (child.refuses_local) return Why::chosen;
  for (std::size_t p = 0; p < given_.specialists.size(); ++p) {
    const models::Specialist& given = given_.specialists[p];
    if (!is_local(given) || given.announced > now_) continue;
    if (group(child) < given.first_year || group(child) > given.last_year) continue;
    for (const auto& [date, places] : opening_[p].steps())
      if (date > now_ && places > specialist_places_[p]) return Why::not_open_yet;
  }
  return Why::no_specialist_place;
}

/// Whoever waits at school, on trial or at a unit carries the reason.
void Town::tell_why_waiting(Child& child) {
  const Where where = child.place.where;
  if (where == Where::school || where == Where::trial || where == Where::unit)
    change_why(child, why_waiting(child));
}

void Town::change_why(Child& child, Why why) {
  pass_time();
  child.place.why = why;
  note(child);
}

/// In mainstream a reason is what is waited for, or what a panel has kept the pupil there for.
Why Town::why_at_school(const Child& child) const {
  if (child.waits_for_specialist) return why_waiting(child);
  return child.waits_for_unit ? Why::unit_full : child.kept_for;
}

int Town::independents_not_in_care() const {
  int pupils = 0;
  for (const Child* child : noted_)
    pupils += child->place.where == Where::independent && child->place.why != Why::in_care;
  return pupils;
}

/// On 1 September of Years 3, 7 and 10: to local places that nobody waits for.
void Town::bring_back() {
  const double share = given_.specialist_policy.return_rate.at(now_);
  if (share <= 0) return;
  at(now_, Stage::placements, [this, share] {
    round_of_specialists();
    for (Child* child : std::vector<Child*>(noted_)) {
      const int g = group(*child);
      const Place& place = child->place;
      if (g != 3 && g != 7 && g != 10) continue;
      if (place.where != Where::independent && place.where != Where::other_authority) continue;
      if (place.why == Why::in_care || child->complex_need || child->refuses_local) continue;
      if (!luck_.happens(share)) continue;
      for (std::size_t p = 0; p < given_.specialists.size(); ++p)
        if (is_local(given_.specialists[p]) && has_room(p, g)) {
          count(*child, "returned_to_the_borough");
          place_specialist(*child, p);
          break;
        }
    }
  });
}

int Town::other_authority_for(int year_group) const {
  for (std::size_t p = 0; p < given_.specialists.size(); ++p)
    if (!is_local(given_.specialists[p]) && given_.specialists[p].first_year <= year_group &&
        year_group <= given_.specialists[p].last_year)
      return static_cast<int>(p);
  return -1;
}

}  // namespace twin
