// The list of what will happen, and what is counted between two of its entries.
#include <algorithm>
#include <cmath>
#include <utility>

#include "tests/twin/town.h"

namespace twin {

Town::Town(const models::Borough& given, const Calendar& calendar, std::uint64_t seed)
    : given_(given),
      calendar_(calendar),
      luck_(seed),
      of_year_(given),
      of_month_(given),
      held_(given.units.size()),
      lists_(given.units.size()),
      vocational_(given.units.size()),
      panels_(given.partnerships.size()),
      quota_(given.partnerships.size()),
      admitted_(given.partnerships.size()) {}

void Town::at(Instant when, Stage stage, Agenda::Deed deed) {
  agenda_.add(when, stage, std::move(deed));
}

Results Town::live() {
  now_ = counted_until_ = given_.period.start();
  year_ = given_.period.first_school_year;
  draw_levels();
  draw_strictness();
  populate();
  start_plans();
  start_specialists();
  start_fair_access();
  start_elsewhere();
  start_panels();
  start_quotas();
  start_books();
  for (int year = year_; year <= given_.period.last_school_year; ++year)
    at(sim::date(year, 9, 1), Stage::roll_over, [this, year] { begin_school_year(year); });
  while (!agenda_.is_empty() && agenda_.next() < given_.period.end()) {
    now_ = agenda_.next();
    agenda_.take()();
  }
  now_ = given_.period.end();
  pass_time();
  close_month();
  end_school_year();
  for (Child& child : children_)
    if (child.under_review) review(child, child.decided, true);
  report();
  return std::move(results_);
}

void Town::note(Child& child) {
  if (child.is_noted) return;
  child.is_noted = true;
  noted_.push_back(&child);
}

void Town::forget_the_unremarkable() {
  const auto plain = [](Child* child) {
    const bool is_plain = (child->place.where == Where::school || !child->is_here()) &&
                          child->place.why == Why::nothing && !child->waits_for_specialist;
    if (is_plain) child->is_noted = false;
    return is_plain;
  };
  noted_.erase(std::remove_if(noted_.begin(), noted_.end(), plain), noted_.end());
}

void Town::pass_time() {
  const auto seconds = static_cast<double>((now_ - counted_until_).count());
  if (seconds == 0) return;
  for (const Child* child : noted_) pass_time_of(*child, seconds);
  pass_time_at_units(seconds);
  pass_time_of_quotas(seconds);
  for (std::size_t p = 0; p < imported_.size(); ++p) {
    of_year_.imported += seconds * imported_[p];
    of_month_.imported[p] += seconds * imported_[p];
  }
  counted_until_ = now_;
  forget_the_unremarkable();
}

void Town::pass_time_of(const Child& child, double seconds) {
  const Place& place = child.place;
  of_year_.area[static_cast<std::size_t>(place.where)][static_cast<std::size_t>(place.why)] +=
      seconds;
  if (child.waits_for_specialist) {
    of_year_.waiting_for_specialist += seconds;
    if (place.where == Where::unit) of_year_.waiting_at_units += seconds;
  }
  if (child.ready < sim::never) of_year_.ready += seconds;
  if (is_below_full_time(child))
    of_year_.below_full_time[static_cast<std::size_t>(phase(child))] += seconds;

  if (place.where == Where::unit && child.has_plan) of_year_.plans_at_units += seconds;
  if (place.where == Where::unit && place.dual) of_year_.dual += seconds;
  if (child.other_authority_pays)
    pass_time_at_others_cost(child, seconds);
  else
    bill_later(child, seconds);
}

/// In the care of another authority, which pays for a place at a unit or a special school.
void Town::pass_time_at_others_cost(const Child& child, double seconds) {
  const auto provider = static_cast<std::size_t>(child.place.provider);
  if (child.place.where == Where::unit) of_month_.for_others[provider] += seconds;
  if (child.place.where == Where::special_school || child.place.where == Where::resource_base)
    of_month_.specialist_for_others[provider] += seconds;
}

/// What the bills of the month are written from.
void Town::bill_later(const Child& child, double seconds) {
  const Place& place = child.place;
  const auto k = static_cast<std::size_t>(child.partnership);
  const auto provider = static_cast<std::size_t>(place.provider);
  switch (place.where) {
    case Where::unit:
      if (place.right == Right::owed)
        of_month_.owed[provider][k] += seconds;
      else if (place.right == Right::plan)
        of_month_.planned[provider] += seconds;
      else
        of_month_.referred[provider][k] += seconds;
      of_month_.journeys[0] += seconds;
      break;
    case Where::resource_base:
    case Where::special_school:
      of_month_.specialist[provider] += seconds;
      of_month_.journeys[1] += seconds;
      break;
    case Where::other_authority:
      of_month_.specialist[provider] += seconds;
      of_month_.journeys[2] += seconds;
      break;
    case Where::independent:
      of_month_.independent += seconds;
      if (place.why == Why::in_care) of_month_.independent_in_care += seconds;
      of_month_.journeys[3] += seconds;
      break;
    case Where::after_year_11: of_month_.after_year_11 += seconds; break;
    case Where::tuition: of_month_.tuition[k] += seconds; break;
    case Where::spot_place:
      of_month_.spot[k] += seconds;
      of_month_.journeys[4] += seconds;
      break;
    case Where::otherwise: of_month_.otherwise += seconds; break;
    case Where::managed_move:
    case Where::short_break:
    case Where::alternative:
    case Where::school_provision:
    case Where::partnership_place: pass_time_in_option(child, seconds); break;
    default: break;
  }
}

void Town::pass_time_in_option(const Child& child, double seconds) {
  const auto option = static_cast<std::size_t>(child.place.provider);
  of_month_.option[option][static_cast<std::size_t>(child.partnership)] += seconds;
  if (child.place.where == Where::alternative) of_month_.journeys[4] += seconds;
  const std::size_t host = given_.options[option].host;
  if (host < given_.units.size()) of_year_.visitors[host] += seconds;
}

bool Town::is_below_full_time(const Child& child) const {
  switch (child.place.where) {
    case Where::part_time:
    case Where::tuition:
    case Where::missing: return true;
    case Where::home: return child.place.why != Why::chosen;
    case Where::otherwise: return !given_.education_otherwise.full_time;
    default: return false;
  }
}

void Town::pass_time_at_units(double seconds) {
  for (std::size_t u = 0; u < given_.units.size(); ++u) {
    of_year_.roll[u] += seconds * held_[u];
    of_year_.most[u] = std::max(of_year_.most[u], held_[u]);
    of_year_.attended[u] += seconds * attending(u);
    for (const Child* child : vocational_[u])
      if (child->vocational) of_year_.vocational += seconds;
  }
}

/// Pupils at the unit who attend: fewer where it is crowded, more at small sites.
double Town::attending(std::size_t unit) const {
  const models::UnitRole& role = given_.units[unit].role;
  if (!role.attendance) return 0;
  const auto thousandths = [](double share) {
    return std::floor(1000 * std::clamp(share, 0.0, 1.0) + 0.5) / 1000;
  };
  const double share = role.attendance->at(counted_until_) + gain_of_small_sites(unit) -
                       given_.crowding.attendance_fall * tenths_over(static_cast<int>(unit));
  double pupils = held_[unit] * thousandths(share);
  for (const Child* child : vocational_[unit])
    if (child->vocational)
      pupils += thousandths(share + role.vocational_attendance) - thousandths(share);
  return pupils;
}

/// A place is on average in a site of S = sum p^2 / sum p.
double Town::gain_of_small_sites(std::size_t unit) const {
  const models::UnitRole& role = given_.units[unit].role;
  const auto size = [&](Instant when) {
    double squares = 0;
    double sum = 0;
    for (const models::Site& site : role.sites) {
      const double places = site.places.at(when);
      squares += places * places;
      sum += places;
    }
    return sum > 0 ? squares / sum : 0.0;
  };
  const double first = size(given_.period.start());
  const double present = size(counted_until_);
  return first > 0 && present > 0 ? role.small_site_attendance * std::log2(first / present) : 0;
}

/// The child goes to another place, and whatever belonged to the present one ends.
void Town::move(Child& child, const Place& place) {
  pass_time();
  const Place left = child.place;
  no_longer_ready(child);
  if (left.where == Where::unit) {
    --held_[static_cast<std::size_t>(left.provider)];
    give_up_vocational_place(child, left.provider);
  }
  if (left.where == Where::part_time || left.where == Where::managed_move)
    child.share_at_school = 1;
  child.place = place;
  child.since = now_;
  ++child.stay;
  ++child.clock;
  if (place.where == Where::unit) ++held_[static_cast<std::size_t>(place.provider)];
  note(child);
  call_round();
}

}  // namespace twin
