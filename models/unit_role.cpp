#include "models/unit_role.h"

#include <algorithm>

#include "models/behaviours.h"
#include "models/common_past.h"
#include "models/world.h"
#include "sim/random/elementary.h"

namespace models {
namespace {

constexpr int first_vocational_year = 10;

/// The size of the site that a place is in, on average over places; 0 without places.
double size_of_sites(const UnitRole& role, sim::Instant when) {
  double places = 0;
  double squares = 0;
  for (const Site& site : role.sites) {
    const double here = site.places.at(when);
    places += here;
    squares += here * here;
  }
  return places > 0 ? squares / places : 0;
}

/// Gives the places that are free to whoever has waited longest and is still of age.
void fill_vocational_places(World& world, std::size_t unit) {
  VocationalPlaces& vocational = world.units[unit].vocational;
  const auto of_age = [&](PupilId id) {
    return Population::year_group(Population::cohort_of(id), world.school_year()) <= last_year;
  };
  while (static_cast<int>(vocational.holders.size()) < vocational.places) {
    const auto next = std::find_if(vocational.waiting.begin(), vocational.waiting.end(), of_age);
    if (next == vocational.waiting.end()) return;
    Pupil& pupil = world.pupil(*next);
    vocational.waiting.erase(next);
    vocational.holders.push_back(pupil.id);
    pupil.vocational = true;
    world.record.change(world.now(), Stock::vocational_places_held, +1);
    world.tell(pupil, [&] {
      return "Takes up a vocational place at " + world.borough.units[unit].name + ": " +
             std::to_string(vocational.holders.size()) + " of " +
             std::to_string(vocational.places) + " are taken.";
    });
  }
}

/// A cut takes the places of those who took theirs last; they are first to have one again.
void cut_vocational_places(World& world, std::size_t unit) {
  VocationalPlaces& vocational = world.units[unit].vocational;
  while (static_cast<int>(vocational.holders.size()) > vocational.places) {
    Pupil& pupil = world.pupil(vocational.holders.back());
    vocational.holders.pop_back();
    vocational.waiting.insert(vocational.waiting.begin(), pupil.id);
    pupil.vocational = false;
    world.record.change(world.now(), Stock::vocational_places_held, -1);
    world.tell(pupil, [] { return std::string("The vocational place is cut."); });
  }
}

/// Whether the stays of those who are there already change on this date.
bool stays_change(const UnitRole& role, sim::Instant when) {
  const auto changes = [when](const sim::StepFunction<double>& given) {
    return given.at(when) != given.at(when - sim::Seconds{1});
  };
  return changes(role.longest_stay_weeks) || changes(role.reintegration_to_year_9) ||
         changes(role.reintegration_years_10_11);
}

bool same_places(const std::vector<Site>& one, const std::vector<Site>& other) {
  return std::equal(
      one.begin(), one.end(), other.begin(), other.end(),
      [](const Site& a, const Site& b) { return a.places.steps() == b.places.steps(); });
}

/// When a site first changes.
sim::Instant first_change(const std::vector<Site>& sites) {
  sim::Instant first = sim::never;
  for (const auto& [id, places] : sites)
    if (places.steps().size() > 1) first = std::min(first, places.steps()[1].first);
  return first;
}

}  // namespace

sim::Instant next_change(const UnitRole& role, sim::Instant now) {
  sim::Instant next =
      std::min({role.vocational_places.next_change(now), role.longest_stay_weeks.next_change(now),
                role.reintegration_to_year_9.next_change(now),
                role.reintegration_years_10_11.next_change(now)});
  if (role.attendance) next = std::min(next, role.attendance->next_change(now));
  for (const Site& site : role.sites) next = std::min(next, site.places.next_change(now));
  return next;
}

double gain_of_small_sites(const UnitRole& role, sim::Instant when) {
  if (role.sites.empty()) return 0;
  const double at_first = size_of_sites(role, sim::Instant{});
  const double now = size_of_sites(role, when);
  if (at_first <= 0 || now <= 0) return 0;
  return role.small_site_attendance * sim::log(at_first / now) / sim::log(2);
}

double reintegration_multiplier(const UnitRole& role, int year_group, sim::Instant when) {
  return year_group >= 10 ? role.reintegration_years_10_11.at(when)
                          : role.reintegration_to_year_9.at(when);
}

sim::Instant longest_stay_ends(const World& world, const Pupil& pupil) {
  if (pupil.place.setting != Setting::unit) return sim::never;
  const double weeks =
      world.borough.units[pupil.place.provider].role.longest_stay_weeks.at(world.now());
  if (weeks <= 0) return sim::never;
  return sim::after_years(pupil.since, weeks * 7 / 365.25);
}

void seek_vocational_place(World& world, Pupil& pupil) {
  const int group = world.year_group(pupil);
  if (pupil.place.setting != Setting::unit || group < first_vocational_year || group > last_year ||
      pupil.vocational)
    return;
  const std::uint8_t unit = pupil.place.provider;
  VocationalPlaces& vocational = world.units[unit].vocational;
  if (std::find(vocational.waiting.begin(), vocational.waiting.end(), pupil.id) !=
      vocational.waiting.end())
    return;
  vocational.waiting.push_back(pupil.id);
  fill_vocational_places(world, unit);
  refresh_attendance(world, unit);
}

void give_up_vocational_place(World& world, Pupil& pupil) {
  VocationalPlaces& vocational = world.units[pupil.place.provider].vocational;
  auto& list = pupil.vocational ? vocational.holders : vocational.waiting;
  const auto found = std::find(list.begin(), list.end(), pupil.id);
  if (found == list.end()) return;
  list.erase(found);
  if (pupil.vocational) world.record.change(world.now(), Stock::vocational_places_held, -1);
  pupil.vocational = false;
  fill_vocational_places(world, pupil.place.provider);
}

void change_role(World& world, std::size_t unit) {
  const UnitRole& role = world.borough.units[unit].role;
  world.units[unit].vocational.places = role.vocational_places.at(world.now());
  cut_vocational_places(world, unit);
  fill_vocational_places(world, unit);
  refresh_attendance(world, unit);
  if (!stays_change(role, world.now())) return;
  world.each_singled_out([&](Pupil& pupil) {
    if (pupil.place.setting == Setting::spot_place ||
        (pupil.place.setting == Setting::unit && pupil.place.provider == unit))
      remap_stay(world, pupil);
  });
}

/// Sites count by how they have changed since the first day, what vocational places are worth from
/// the first of them.
sim::Instant parting_of_roles(const UnitRole& one, const UnitRole& other, sim::Instant start) {
  const auto& [attendance, sites, small_site_attendance, vocational_places, vocational_attendance,
               longest_stay_weeks, reintegration_to_year_9, reintegration_years_10_11, specialism] =
      one;
  (void)specialism;
  sim::Instant first =
      std::min({parting(attendance, other.attendance, start),
                parting(vocational_places, other.vocational_places, start),
                parting(longest_stay_weeks, other.longest_stay_weeks, start),
                parting(reintegration_to_year_9, other.reintegration_to_year_9, start),
                parting(reintegration_years_10_11, other.reintegration_years_10_11, start)});
  if (small_site_attendance != other.small_site_attendance || !same_places(sites, other.sites))
    first = std::min({first, first_change(sites), first_change(other.sites)});
  if (vocational_attendance != other.vocational_attendance)
    first = std::min({first, first_above_0(vocational_places, start),
                      first_above_0(other.vocational_places, start)});
  return first;
}

}  // namespace models
