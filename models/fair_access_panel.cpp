#include "models/fair_access_panel.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "models/behaviours.h"
#include "models/common_past.h"
#include "models/fork.h"
#include "models/world.h"

namespace models {
namespace {

/// The school of a path in a phase, numbered with the primary schools first.
int school_of(const Schools& schools, int path, Phase phase) {
  return phase == Phase::primary ? path : schools.primary + secondary_of_path(schools, path);
}

/// The first path that leads to the school.
int path_to(const Schools& schools, int school) {
  if (school < schools.primary) return school;
  int path = 0;
  while (secondary_of_path(schools, path) != school - schools.primary) ++path;
  return path;
}

/// In paths of pupils, which are of one size.
std::vector<int> sizes_of(const Schools& schools) {
  std::vector<int> sizes(static_cast<std::size_t>(schools.primary + schools.secondary));
  for (int path = 0; path < schools.primary; ++path)
    for (const Phase phase : {Phase::primary, Phase::secondary})
      ++sizes[static_cast<std::size_t>(school_of(schools, path, phase))];
  return sizes;
}

/// The school with the fewest turns for its size, the first of equals, never `but`; `but` where
/// there is no other.
int next_in_turn(const World& world, Phase phase, int but) {
  const Schools& schools = world.borough.schools;
  const std::vector<int> sizes = sizes_of(schools);
  const std::vector<std::int64_t>& turns = world.fair_access.turns;
  const int first = phase == Phase::primary ? 0 : schools.primary;
  const int end = phase == Phase::primary ? schools.primary : schools.primary + schools.secondary;
  int best = -1;
  for (int school = first; school < end; ++school) {
    const auto at = static_cast<std::size_t>(school);
    if (school == but || sizes[at] == 0) continue;
    if (best < 0 || turns[at] * sizes[static_cast<std::size_t>(best)] <
                        turns[static_cast<std::size_t>(best)] * sizes[at])
      best = school;
  }
  return best < 0 ? but : best;
}

void take_turn(World& world, int school) {
  FairAccessPanel& panel = world.fair_access;
  ++panel.turns[static_cast<std::size_t>(school)];
  ++panel.turns_in_year[static_cast<std::size_t>(world.school_year() * panel.schools + school)];
}

std::string name_of_school(const Schools& schools, int school) {
  return school < schools.primary
             ? "primary school " + std::to_string(school + 1)
             : "secondary school " + std::to_string(school - schools.primary + 1);
}

void decide_newcomer(World& world, int year_group) {
  take_turn(world, next_in_turn(world, phase_of(year_group), -1));
  world.record.count(Count::newcomers_decided, world.school_year(), year_group);
}

void decide_pupil(World& world, Pupil& pupil) {
  const Schools& schools = world.borough.schools;
  const Phase phase = world.phase(pupil);
  const int school = next_in_turn(world, phase, school_of(schools, pupil.school, phase));
  take_turn(world, school);
  world.record.count(Count::cases_decided, world.school_year(), world.year_group(pupil));
  pupil.access_case = AccessCase::decided;
  pupil.receiving_path = static_cast<std::int16_t>(path_to(schools, school));
  const int days = world.borough.fair_access->days_to_place.at(world.now());
  // The panel meets in school hours: the first day is the next one at the soonest.
  const sim::Instant first_day =
      std::max(world.ground.terms.school_day_after(world.now(), 1),
               days > 0 ? world.ground.terms.school_day_after(pupil.ready, days) : world.now());
  world.tell(pupil, [&] {
    return "The Fair Access Panel finds a place at " + name_of_school(schools, school) +
           ", whose turn it is; the pupil keeps the present place until the first day there" +
           (first_day < sim::never ? ", " + sim::to_string(sim::date_of(first_day)) : "") + ".";
  });
  world.schedule<ReintegrationBegins>(pupil, first_day);
}

void schedule_meeting(World& world, sim::Instant after) {
  const FairAccess& given = *world.borough.fair_access;
  world.schedule<FairAccessMeets>(0, world.when_open(std::max(after, given.from)));
}

/// Of those who come to the panel, once there is one; null where no option has one.
const Dated* rate_of_newcomers(const World& world) {
  const auto& given = world.borough.fair_access;
  return given ? &given->competing : world.newcomers_elsewhere;
}

/// No school has taken a turn.
void open_turns(World& world) {
  const Schools& schools = world.borough.schools;
  FairAccessPanel& panel = world.fair_access;
  panel.schools = schools.primary + schools.secondary;
  panel.turns.assign(static_cast<std::size_t>(panel.schools), 0);
  panel.turns_in_year.assign(
      static_cast<std::size_t>(panel.schools * world.borough.period.school_years()), 0);
}

}  // namespace

void open_fair_access(World& world) {
  world.fair_access = {};
  const Dated* rate = rate_of_newcomers(world);
  if (rate == nullptr) return;
  world.fair_access.newcomers = {Purpose::newcomer, 0, *rate};
  schedule_next<NewcomerNeedsSchool>(world, world.fair_access.newcomers);
  if (!world.borough.fair_access) return;
  open_turns(world);
  schedule_meeting(world, world.now());
}

void continue_fair_access(World& world, Appointments& appointments) {
  FairAccessPanel& panel = world.fair_access;
  constexpr std::uint32_t first = World::first_sequence(World::Opening::fair_access);
  const Dated* rate = rate_of_newcomers(world);
  if (rate != nullptr) {
    std::vector<Arrivals> streams{panel.newcomers};
    streams.front().rate = *rate;
    std::vector<Arrivals> past{panel.newcomers};
    appointments.streams<NewcomerNeedsSchool>(past, std::move(streams), first);
    panel.newcomers = past.front();
  }
  const auto& given = world.borough.fair_access;
  if (!given || given->from >= world.now()) {
    panel.schools = 0;
    panel.turns.clear();
    panel.turns_in_year.clear();
  }
  if (!given) return;
  if (panel.schools > 0) {
    appointments.as_it_was<FairAccessMeets>(0);
    return;
  }
  open_turns(world);
  appointments.again<FairAccessMeets>(
      0, world.when_open(std::max(world.borough.period.start(), given->from)), first + 1);
}

bool panel_finds_places(const World& world) {
  return world.borough.fair_access.has_value() && world.borough.fair_access->from <= world.now();
}

void bring_case(World& world, Pupil& pupil) {
  pupil.access_case = AccessCase::waiting;
  world.fair_access.waiting.push({.pupil = pupil.id, .year_group = world.year_group(pupil)});
  world.record.count(Count::cases, world.school_year(), world.year_group(pupil));
  world.tell(pupil, [&] {
    return "Ready for a school: a case for the Fair Access Panel, behind " +
           std::to_string(world.fair_access.waiting.size() - 1) + " others.";
  });
}

void end_case(World& world, Pupil& pupil) {
  if (pupil.access_case == AccessCase::none) return;
  const bool undecided = pupil.access_case == AccessCase::waiting;
  world.record.count(undecided ? Count::cases_ended : Count::found_and_not_taken,
                     world.school_year(), std::min(world.year_group(pupil), last_year));
  pupil.access_case = AccessCase::none;
  if (!undecided) return;
  auto& waiting = world.fair_access.waiting;
  for (std::size_t i = 0; i < waiting.size(); ++i)
    if (!waiting[i].newcomer && waiting[i].pupil == pupil.id) {
      waiting.take(i);
      return;
    }
}

void start_at_found_school(World& world, Pupil& pupil) {
  pupil.by_panel = pupil.access_case == AccessCase::decided;
  if (pupil.by_panel)
    world.record.count(Count::cases_started, world.school_year(), world.year_group(pupil));
  pupil.access_case = AccessCase::none;
}

double support_of_trial(const World& world, const Pupil& pupil, sim::Instant begins) {
  return pupil.by_panel ? world.borough.fair_access->support.at(begins) : 1;
}

std::int64_t turns_taken(const World& world, int school_year, int school) {
  const FairAccessPanel& panel = world.fair_access;
  return panel.turns_in_year[static_cast<std::size_t>(school_year * panel.schools + school)];
}

void on(World& world, const FairAccessMeets&) {
  const FairAccess& given = *world.borough.fair_access;
  auto& waiting = world.fair_access.waiting;
  for (int decided = 0; decided < given.most_cases && !waiting.empty(); ++decided) {
    const FairAccessPanel::Case next = waiting.pop();
    if (next.newcomer)
      decide_newcomer(world, next.year_group);
    else
      decide_pupil(world, world.pupil(next.pupil));
  }
  for (std::size_t i = 0; i < waiting.size(); ++i)
    if (!waiting[i].newcomer)
      world.tell(world.pupil(waiting[i].pupil), [&] {
        return "The Fair Access Panel has decided its " + std::to_string(given.most_cases) +
               " cases and does not come to this one.";
      });
  schedule_meeting(world, world.now() + sim::Days{7 * given.meeting_weeks});
}

/// A newcomer whom no school has offered a place; of which age is chance, as exclusions are.
void on(World& world, const NewcomerNeedsSchool&) {
  Arrivals& newcomers = world.fair_access.newcomers;
  sim::Stream luck = luck_of_arrival(world, newcomers);
  const int group = pick_year_group(world.borough.fixed_term.rate, 0, last_year, luck.uniform());
  if (panel_finds_places(world)) {
    world.record.count(Count::newcomers, world.school_year(), group);
    world.fair_access.waiting.push({.pupil = {}, .newcomer = true, .year_group = group});
  }
  schedule_next<NewcomerNeedsSchool>(world, newcomers);
}

/// A panel counts from its first day. Newcomers come all the time, and so must those of the two be
/// the same all the time.
sim::Instant parting_of_fair_access(const Pasts& pasts) {
  const sim::Instant start = pasts.start();
  const auto& one = pasts.one.fair_access;
  const auto& other = pasts.other.fair_access;
  if (!one && !other) return sim::never;
  const Dated* a = one ? &one->competing : pasts.newcomers;
  const Dated* b = other ? &other->competing : pasts.newcomers;
  const sim::Instant newcomers = a != nullptr && b != nullptr ? parting(*a, *b, start) : at_once;
  if (!one || !other) return std::min(newcomers, (one ? one : other)->from);
  const auto& [from, meeting_weeks, most_cases, competing, days_to_place, support] = *one;
  (void)competing;
  const bool same = std::tie(from, meeting_weeks, most_cases) ==
                    std::tie(other->from, other->meeting_weeks, other->most_cases);
  const sim::Instant rules =
      std::min({same ? sim::never : at_once, parting(days_to_place, other->days_to_place, start),
                parting(support, other->support, start)});
  return std::min(newcomers, std::max(rules, std::min(from, other->from)));
}

}  // namespace models
