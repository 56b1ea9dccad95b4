#include <algorithm>
#include <cstddef>
#include <limits>
#include <string>
#include <utility>
#include <vector>

#include "models/behaviours.h"
#include "models/fork.h"
#include "models/out_of_sight.h"
#include "models/recharge.h"
#include "models/world.h"
#include "sim/kernel/expects.h"

namespace models {
namespace {

bool at_specialist(Setting setting) {
  return setting == Setting::resource_base || setting == Setting::special_school ||
         setting == Setting::other_authority;
}

/// Mainstream without a reason is the rest of the roll and is not kept; who is gone is not counted.
bool is_kept(Setting setting, Reason reason) {
  return setting != Setting::gone && (setting != Setting::mainstream || reason != Reason::none);
}

constexpr std::size_t no_line = std::numeric_limits<std::size_t>::max();

/// The line of a child in the care of another authority, who pays for whatever place it is.
std::size_t visitor_line(const World& world, const Pupil& pupil) {
  switch (pupil.place.setting) {
    case Setting::unit: return world.lines.visitor_at_unit;
    case Setting::resource_base:
    case Setting::special_school: return world.lines.visitor_at_specialist[pupil.place.provider];
    default: return no_line;
  }
}

/// The line that pays for a pupil of this standing in this setting; `no_line` if nobody does.
std::size_t line_of(const World& world, const Pupil& pupil) {
  if (pupil.other_authority_pays) return visitor_line(world, pupil);
  const std::size_t provider = pupil.place.provider;
  switch (pupil.place.setting) {
    case Setting::tuition: return world.lines.tuition;
    case Setting::spot_place: return world.lines.spot_place;
    case Setting::otherwise: return world.lines.otherwise;
    case Setting::independent: return world.lines.independent;
    case Setting::post_sixteen: return world.lines.post_sixteen;
    case Setting::unit: return world.lines.unit_top_up[provider];
    case Setting::resource_base:
    case Setting::special_school:
    case Setting::other_authority: return world.lines.specialist_top_up[provider];
    case Setting::managed_move:
    case Setting::short_break:
    case Setting::alternative:
    case Setting::school_provision:
    case Setting::partnership_place: return option_line(world, pupil).value_or(no_line);
    default: return no_line;
  }
}

/// Placed at an independent school by a decision on care: social care pays its share.
bool is_shared_with_care(const Pupil& pupil) {
  return pupil.place.setting == Setting::independent && pupil.place.reason == Reason::in_care;
}

void charge(World& world, const Pupil& pupil, int by) {
  if (pupil.place.setting == Setting::unit) hold_quota_place(world, pupil, by);
  if (pupil.place.setting == Setting::independent && !pupil.other_authority_pays)
    world.spending.change(world.now(), world.lines.social_care, by);
  if (!pupil.other_authority_pays) {
    travel(world, pupil, by);
    recharge(world, pupil, by);
  }
  if (is_shared_with_care(pupil)) {
    world.spending.change(world.now(), world.lines.in_care_by_authority, by);
    world.spending.change(world.now(), world.lines.in_care_by_social_care, by);
    return;
  }
  if (pupil.place.setting == Setting::unit && !pupil.other_authority_pays &&
      pupil.place.claim == Claim::referral) {  // A referral: both pay their share.
    world.spending.change(world.now(), world.lines.referral_by_authority[pupil.place.provider], by);
    world.spending.change(world.now(), world.lines.referral_by_schools[pupil.place.provider], by);
    return;
  }
  if (const std::size_t line = line_of(world, pupil); line != no_line)
    world.spending.change(world.now(), line, by);
}

/// Adds the pupil to, or takes them from, every stock they belong to.
void tally(World& world, const Pupil& pupil, int by) {
  world.single_out(pupil);
  if (pupil.waits_for_specialist)
    world.record.change(world.now(), Stock::waiting_for_specialist, by);
  if (is_below_full_time(world, pupil))
    world.record.change(world.now(), below_full_time(world.phase(pupil)), by);
  if (is_kept(pupil.place.setting, pupil.place.reason))
    world.record.change(world.now(), pupil.place.setting, pupil.place.reason, by);
  if (pupil.place.setting == Setting::unit) {
    world.record.change_roll(world.now(), pupil.place.provider, by);
    if (pupil.place.dual) world.record.change(world.now(), Stock::dual_registered, by);
    if (pupil.plan == PlanStatus::held) world.record.change(world.now(), Stock::plans_at_units, by);
    if (pupil.waits_for_specialist) world.record.change(world.now(), Stock::waiting_at_units, by);
  }
  if (pupil.place.host != nowhere) world.record.change_hosted(world.now(), pupil.place.host, by);
  charge(world, pupil, by);
}

/// The lines that pay for the pupil's place, each with who pays.
std::vector<std::pair<std::size_t, const char*>> payers_of(const World& world, const Pupil& pupil) {
  if (pupil.place.setting == Setting::unit && pupil.place.claim == Claim::referral &&
      !pupil.other_authority_pays)
    return {{world.lines.referral_by_authority[pupil.place.provider], " for the authority"},
            {world.lines.referral_by_schools[pupil.place.provider], " for the school"}};
  if (is_shared_with_care(pupil))
    return {{world.lines.in_care_by_authority, " for the authority"},
            {world.lines.in_care_by_social_care, " for social care"}};
  if (const std::size_t line = line_of(world, pupil); line != no_line)
    return {{line, pupil.other_authority_pays ? " for another authority" : ""}};
  return {};
}

void tell_cost(World& world, const Pupil& pupil) {
  if (world.diary == nullptr) return;
  const auto payers = payers_of(world, pupil);
  if (payers.empty()) return;
  world.tell(pupil, [&] {
    std::string text = "That was " + days_between(pupil.since, world.now());
    for (const auto& [line, who] : payers) {
      const sim::Money cost = world.spending.cost(line, pupil.since, world.now());
      if (cost > sim::Money{} || payers.size() == 1)
        text += ", " + in_pounds(cost) + who + " (" + in_pounds(world.spending.price(line)) +
                " a year at the end)";
    }
    return text + (pupil.place.setting == Setting::unit
                       ? ": top-up, as the place itself is paid for anyway."
                       : ".");
  });
}

/// What a pupil of a unit or spot place leaves behind with it.
void end_stay(World& world, Pupil& pupil, Setting next) {
  if (pupil.ready != sim::never) end_readiness(world, pupil);
  if (at_specialist(next) || next == Setting::independent)
    world.record.count(Count::to_specialist, world.school_year(), world.year_group(pupil));
}

void give_up_place(World& world, Pupil& pupil, Setting next) {
  world.places_moved = true;
  if (pupil.place.setting == Setting::unit || pupil.place.setting == Setting::spot_place)
    end_stay(world, pupil, next);
  if (pupil.place.setting == Setting::unit) {
    give_up_vocational_place(world, pupil);
    world.units[pupil.place.provider].places.release();
    refresh_attendance(world, pupil.place.provider);
    world.record.count(Count::unit_exits, world.school_year(),
                       std::min(world.year_group(pupil), last_year));
    offer_unit_places(world, pupil.place.provider);
  } else if (at_specialist(pupil.place.setting)) {
    SpecialistPlaces& left = world.specialists[pupil.place.provider];
    left.places.release();
    const int group = world.year_group(pupil);
    if (group <= last_year) --left.held[static_cast<std::size_t>(group)];
    offer_specialist_places(world);
  } else if (pupil.place.setting == Setting::managed_move) {
    leave_host_school(world, pupil);
  } else if (is_option(pupil.place.setting)) {
    release_option_place(world, pupil);
  }
}

}  // namespace

void move_to(World& world, Pupil& pupil, const Place& place) {
  sim::expects(pupil.place.setting != Setting::gone, "a pupil who is gone stays gone");
  tell_cost(world, pupil);
  tell_recharge(world, pupil);
  if (pupil.place.setting == Setting::trial && !pupil.trial_over)
    world.record.count(Count::trials_cut_short, world.school_year(),
                       std::min(world.year_group(pupil), last_year));
  tally(world, pupil, -1);
  const bool was_in_mainstream = pupil.place.setting == Setting::mainstream;
  give_up_place(world, pupil, place.setting);
  pupil.place = place;
  pupil.since = world.now();
  if (place.setting != Setting::gone) pupil.first_away = std::min(pupil.first_away, world.now());
  tally(world, pupil, +1);
  if (place.setting == Setting::unit) refresh_attendance(world, place.provider);

  if (place.setting == Setting::gone) return;
  refresh_exposure(world, pupil);
  // From here on a move away frees a place or ends a count, so it must be known when it happens.
  if (was_in_mainstream && place.setting != Setting::mainstream)
    world.schedule<MovesAway>(pupil, pupil.departs);
}

void join_new_lines(World& world, const std::vector<char>& is_new) {
  if (std::find(is_new.begin(), is_new.end(), 1) == is_new.end()) return;
  world.each_singled_out([&](const Pupil& pupil) {
    if (pupil.other_authority_pays) return;
    const auto recharged = recharge_line(world, pupil);
    if (recharged && is_new[*recharged] != 0) world.spending.change(world.now(), *recharged, 1);
    const std::size_t paid = line_of(world, pupil);
    if (paid != no_line && is_new[paid] != 0) world.spending.change(world.now(), paid, 1);
  });
}

void change_reason(World& world, Pupil& pupil, Reason reason) {
  if (pupil.place.reason == reason) return;
  // Someone who begins to wait at school must be missed when they move away.
  if (pupil.place.reason == Reason::none) world.schedule<MovesAway>(pupil, pupil.departs);
  tally(world, pupil, -1);
  pupil.place.reason = reason;
  tally(world, pupil, +1);
}

void hold_plan(World& world, Pupil& pupil) {
  world.supersede(pupil, Pending::plan);
  tally(world, pupil, -1);
  pupil.plan = PlanStatus::held;
  tally(world, pupil, +1);
}

void wait_for_specialist(World& world, Pupil& pupil, bool waits) {
  tally(world, pupil, -1);
  pupil.waits_for_specialist = waits;
  tally(world, pupil, +1);
}

}  // namespace models
