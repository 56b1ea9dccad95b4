#include <algorithm>
#include <cmath>

#include "models/behaviours.h"
#include "models/world.h"
#include "sim/kernel/expects.h"

namespace models {
namespace {

Setting setting_of(OptionKind kind) {
  switch (kind) {
    case OptionKind::short_break: return Setting::short_break;
    case OptionKind::alternative_provision: return Setting::alternative;
    case OptionKind::school_provision: return Setting::school_provision;
    case OptionKind::partnership_place: return Setting::partnership_place;
    default: sim::contract_broken("provision for a time is of a kind that has places");
  }
}

void return_to_school(World& world, Pupil& pupil) {
  move_to(world, pupil,
          {.setting = Setting::mainstream, .reason = reason_in_mainstream(world, pupil)});
}

}  // namespace

sim::Instant after_school_weeks(const World& world, double weeks) {
  constexpr int days_a_week = 5;
  const int days = static_cast<int>(std::lround(weeks * days_a_week));
  return world.ground.terms.school_day_after(world.now(), std::max(1, days));
}

void leave_effect(World& world, Pupil& pupil, const Option& option) {
  const double effect = option.effect.at(world.now());
  if (effect == 0 || option.effect_weeks == 0) return;
  constexpr double seconds_a_week = 7.0 * 86'400;
  relieve(world, pupil, effect,
          sim::Seconds{static_cast<std::int64_t>(option.effect_weeks * seconds_a_week)});
}

void begin_provision(World& world, Pupil& pupil, std::size_t option, Reason reason) {
  const Option& given = world.borough.options[option];
  ++pupil.provisions;
  hold_option_place(world, pupil, option);
  move_to(world, pupil,
          {.setting = setting_of(given.kind),
           .reason = reason,
           .provider = static_cast<std::uint8_t>(option),
           .host = given.host});
  const sim::Instant ends = after_school_weeks(world, given.weeks);
  world.schedule<ProvisionEnds>(pupil, ends);
  world.tell(pupil, [&] {
    return "Goes to " + given.name +
           (ends == sim::never ? "." : " until " + sim::to_string(sim::date_of(ends)) + ".");
  });
}

void on(World& world, const ProvisionEnds& event) {
  Pupil& pupil = world.pupil(event.pupil);
  const Option& option = world.borough.options[pupil.place.provider];
  world.tell(pupil, [&] { return "Back at school after " + option.name + "."; });
  return_to_school(world, pupil);
  leave_effect(world, pupil, option);
  const double luck = world.uniform(Purpose::provision_end, pupil.id.value, pupil.provisions);
  if (luck < option.back_to_panel) bring_to_panel(world, pupil);
}

void outgrow_option(World& world, Pupil& pupil) {
  const bool moving = pupil.place.setting == Setting::managed_move;
  const int group = world.year_group(pupil);
  const int last = world.borough.options[pupil.place.provider].last_year;
  // A move on trial at a primary school ends with it.
  if (group <= last && !(moving && group == first_secondary_year)) return;
  world.supersede(pupil, Pending::stay);
  world.tell(pupil, [] { return std::string("Too old to go on there: back at school."); });
  return_to_school(world, pupil);
}

}  // namespace models
