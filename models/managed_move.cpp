#include <algorithm>
#include <optional>
#include <vector>

#include "models/behaviours.h"
#include "models/exposure.h"
#include "models/world.h"
#include "sim/kernel/expects.h"

namespace models {
namespace {

// A school is numbered by its phase: the primary schools first, then the secondary schools.

int secondary_of(const Schools& schools, int path) {
  return path * schools.secondary / schools.primary;
}

/// The first path of schools that leads through `school`.
int path_through(const Schools& schools, int school) {
  if (school < schools.primary) return school;
  const int secondary = school - schools.primary;
  return (secondary * schools.primary + schools.secondary - 1) / schools.secondary;
}

int school_now(const World& world, const Pupil& pupil) {
  const Schools& schools = world.borough.schools;
  return world.phase(pupil) == Phase::primary
             ? pupil.school
             : schools.primary + secondary_of(schools, pupil.school);
}

/// How many paths of schools lead through `school`: its size, as all paths are of one size.
int paths_through(const Schools& schools, int school) {
  if (school < schools.primary) return 1;
  const int next = school + 1 < schools.primary + schools.secondary
                       ? path_through(schools, school + 1)
                       : schools.primary;
  return next - path_through(schools, school);
}

/// Of the other schools of the pupil's phase in `partnership` with room for one more, the one whose
/// turn it is: the fewest moves taken for its size.
std::optional<int> turn_of(const World& world, const Pupil& pupil, std::size_t option,
                           int partnership) {
  const int room = world.borough.options[option].places.at(world.now());
  const int own = school_now(world, pupil);
  const HostSchool* next = nullptr;
  int next_turn = 0;
  for (const HostSchool& host : world.ground.hosts[static_cast<std::size_t>(
           index(world.phase(pupil)))][static_cast<std::size_t>(partnership)]) {
    const auto at = static_cast<std::size_t>(host.school);
    if (host.school == own || world.panels.moves_there[at] >= room) continue;
    const int turn = world.panels.moves_taken[at] + 1;
    if (next != nullptr && turn * next->paths >= next_turn * host.paths) continue;
    next = &host;
    next_turn = turn;
  }
  if (next == nullptr) return {};
  return next->school;
}

struct Outcome {
  bool succeeds;
  double luck;  ///< What follows a failure.
};

Outcome outcome_of(const World& world, const Pupil& pupil, const Option& option) {
  sim::Stream luck = world.stream(Purpose::managed_move, pupil.id.value, pupil.moves);
  const bool succeeds = luck.uniform() < option.success;
  return {succeeds, luck.uniform()};
}

void settle_at_host(World& world, Pupil& pupil, const Option& option) {
  const int path = path_through(world.borough.schools, pupil.host);
  world.record.count(Count::managed_moves_succeeded, world.school_year(), world.year_group(pupil));
  world.tell(pupil, [] { return std::string("The managed move succeeds: on roll there now."); });
  move_to(world, pupil,
          {.setting = Setting::mainstream, .reason = reason_in_mainstream(world, pupil)});
  if (pupil.school != path) change_school(world, pupil, path);
  leave_effect(world, pupil, option);
}

void return_from_host(World& world, Pupil& pupil, const Option& option, double luck) {
  world.record.count(Count::managed_moves_failed, world.school_year(), world.year_group(pupil));
  world.tell(pupil, [] { return std::string("The managed move fails: back at the old school."); });
  move_to(world, pupil,
          {.setting = Setting::mainstream, .reason = reason_in_mainstream(world, pupil)});
  if (luck < option.failed_excluded)
    decide_to_exclude(world, pupil);
  else if (luck < option.failed_excluded + option.back_to_panel)
    bring_to_panel(world, pupil);
}

}  // namespace

ByPhase<std::vector<std::vector<HostSchool>>> host_schools(const Schools& schools) {
  const std::vector<int> partnership = partnership_of_path(schools);
  ByPhase<std::vector<std::vector<HostSchool>>> hosts;
  for (auto& of_phase : hosts) of_phase.resize(static_cast<std::size_t>(schools.partnerships));
  for (int school = 0; school < schools.primary + schools.secondary; ++school) {
    const Phase phase = school < schools.primary ? Phase::primary : Phase::secondary;
    const auto path = static_cast<std::size_t>(path_through(schools, school));
    hosts[static_cast<std::size_t>(index(phase))][static_cast<std::size_t>(partnership[path])]
        .push_back({school, paths_through(schools, school)});
  }
  return hosts;
}

std::optional<int> host_school(const World& world, const Pupil& pupil, std::size_t option) {
  const int partnerships = world.borough.schools.partnerships;
  const int own = partnership_of(world, pupil);
  if (const auto school = turn_of(world, pupil, option, own)) return school;
  return partnerships > 1 ? turn_of(world, pupil, option, (own + 1) % partnerships) : std::nullopt;
}

void begin_managed_move(World& world, Pupil& pupil, std::size_t option, Reason reason) {
  const Option& given = world.borough.options[option];
  const auto host = host_school(world, pupil, option);
  sim::expects(host.has_value(), "a managed move goes to a school with room");
  ++pupil.moves;
  pupil.host = static_cast<std::uint16_t>(*host);
  ++world.panels.moves_taken[pupil.host];
  ++world.panels.moves_there[pupil.host];
  pupil.trial_over = false;
  pupil.setting_share = given.exposure_share;
  world.record.count(Count::managed_moves, world.school_year(), world.year_group(pupil));
  world.tell(pupil, [&] {
    return "A managed move begins, on trial at another school (odds that it succeeds: " +
           in_100(given.success) + ").";
  });
  move_to(world, pupil,
          {.setting = Setting::managed_move,
           .reason = reason,
           .provider = static_cast<std::uint8_t>(option)});
  // A move away from the borough must be known when it happens.
  world.schedule<MovesAway>(pupil, pupil.departs);
  world.schedule<ManagedMoveEnds>(pupil, after_school_weeks(world, given.weeks));
}

void leave_host_school(World& world, const Pupil& pupil) {
  --world.panels.moves_there[pupil.host];
  if (!pupil.trial_over)
    world.record.count(Count::managed_moves_cut_short, world.school_year(),
                       std::min(world.year_group(pupil), last_year));
}

void on(World& world, const ManagedMoveEnds& event) {
  Pupil& pupil = world.pupil(event.pupil);
  const Option& option = world.borough.options[pupil.place.provider];
  const Outcome outcome = outcome_of(world, pupil, option);
  pupil.trial_over = true;
  if (outcome.succeeds)
    settle_at_host(world, pupil, option);
  else
    return_from_host(world, pupil, option, outcome.luck);
}

}  // namespace models
