#include <algorithm>

#include "models/behaviours.h"
#include "models/world.h"
#include "sim/kernel/expects.h"
#include "sim/random/variate.h"

namespace models {
namespace {

/// The unit whose hazards hold; a spot place works like the unit it stands in for.
const Unit& unit_of(const World& world, const Pupil& pupil) {
  const bool at_unit = pupil.place.setting == Setting::unit;
  return world.borough.units[at_unit ? pupil.place.provider : unit_of_age(world, pupil)];
}

/// Whoever waits for a specialist place stays until it is there; whose exclusion is under review,
/// until that is over; whose stay is recorded, until the summer that is.
bool may_return(const Pupil& pupil) {
  return !pupil.waits_for_specialist && !pupil.recorded &&
         pupil.exclusion != ExclusionStatus::under_review;
}

/// The uncrowded hazard of reintegration [per year].
double reintegration_hazard(const World& world, const Pupil& pupil, const Unit& unit, int group) {
  if (!may_return(pupil)) return 0;
  const auto row = static_cast<std::size_t>(group);
  return (pupil.settled ? unit.stay.late[row] : unit.stay.early[row]) *
         reintegration_multiplier(unit.role, group, world.now());
}

/// When a stay is over at the latest, for whoever is not ready for a school before.
sim::Instant ends_at_latest(const World& world, const Pupil& pupil) {
  return may_return(pupil) && pupil.ready == sim::never ? longest_stay_ends(world, pupil)
                                                        : sim::never;
}

/// Sets each clock to its hazard for the pupil as they are now, and schedules the earliest.
void set_clocks(World& world, Pupil& pupil) {
  const Unit& unit = unit_of(world, pupil);
  const Stay& stay = unit.stay;
  StayClocks& clocks = world.clocks(pupil);
  const int group = std::min(world.year_group(pupil), last_year);
  clocks.settle.set_rate(world.now(), pupil.settled ? 0 : stay.settling);
  clocks.reintegrate.set_rate(world.now(), reintegration_hazard(world, pupil, unit, group));
  clocks.request_plan.set_rate(world.now(), pupil.plan == PlanStatus::none ? stay.plan_request : 0);
  // Whom a decision lets go only now leaves after it.
  const sim::Instant longest =
      std::max(ends_at_latest(world, pupil), world.now() + sim::Seconds{1});
  world.schedule<StayMoves>(pupil,
                            std::min({clocks.settle.crossing(), clocks.reintegrate.crossing(),
                                      clocks.request_plan.crossing(), longest}));
}

/// A reintegration that does not come about: a further threshold is drawn.
void draw_again(World& world, Pupil& pupil, double luck) {
  world.clocks(pupil).reintegrate = {world.now(), sim::exponential(luck)};
}

/// The clock runs at the uncrowded hazard; whether its crossing counts is decided at the crossing,
/// so that nobody's clock is set anew when somebody else is admitted (thinning, exact).
void try_to_reintegrate(World& world, Pupil& pupil) {
  constexpr std::uint32_t most_attempts = (1U << 12) - 1;
  StayClocks& clocks = world.clocks(pupil);
  const double factor = crowding_factor(world, pupil);
  if (factor < 1 && clocks.attempts < most_attempts) {
    ++clocks.attempts;
    sim::Stream luck =
        world.stream(Purpose::crowding, pupil.id.value,
                     static_cast<std::uint32_t>(pupil.stays) << 12 | clocks.attempts);
    if (luck.uniform() >= factor) {
      world.record.count(Count::crowded_out, world.school_year(), world.year_group(pupil));
      world.tell(pupil, [&] {
        return "Would be ready for a school if " + unit_of(world, pupil).name +
               " were not so crowded (odds " + in_100(factor) + ").";
      });
      draw_again(world, pupil, luck.uniform());
      set_clocks(world, pupil);
      return;
    }
  }
  agree_reintegration(world, pupil);
  if (pupil.ready != sim::never) set_clocks(world, pupil);
}

}  // namespace

void begin_stay(World& world, Pupil& pupil) {
  ++pupil.stays;
  pupil.settled = false;
  pupil.recorded = false;
  sim::Stream luck = world.stream(Purpose::stay, pupil.id.value, pupil.stays);
  StayClocks& clocks = world.clocks(pupil);
  clocks.settle = {world.now(), sim::exponential(luck.uniform())};
  clocks.reintegrate = {world.now(), sim::exponential(luck.uniform())};
  clocks.request_plan = {world.now(), sim::exponential(luck.uniform())};
  clocks.attempts = 0;
  set_clocks(world, pupil);
}

void remap_stay(World& world, Pupil& pupil) {
  if (pupil.place.setting != Setting::unit && pupil.place.setting != Setting::spot_place) return;
  if (pupil.waits_for != nowhere) return;  // About to leave, at a change of phase.
  if (pupil.ready != sim::never && !may_return(pupil)) {
    end_readiness(world, pupil);
    draw_again(world, pupil, world.uniform(Purpose::after_readiness, pupil.id.value, pupil.stays));
  }
  set_clocks(world, pupil);
}

void on(World& world, const StayMoves& event) {
  Pupil& pupil = world.pupil(event.pupil);
  StayClocks& clocks = world.clocks(pupil);
  const sim::Instant now = world.now();
  if (clocks.reintegrate.crossing() <= now) {
    try_to_reintegrate(world, pupil);
  } else if (clocks.request_plan.crossing() <= now) {
    clocks.request_plan.stop(now);
    request_plan(world, pupil);
    set_clocks(world, pupil);
  } else if (ends_at_latest(world, pupil) <= now) {
    world.tell(pupil,
               [&] { return "The longest stay at " + unit_of(world, pupil).name + " is over."; });
    agree_reintegration(world, pupil);
    if (pupil.ready != sim::never) set_clocks(world, pupil);
  } else {
    pupil.settled = true;
    set_clocks(world, pupil);
  }
}

}  // namespace models
