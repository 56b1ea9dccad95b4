#include "models/panel.h"

#include <algorithm>
#include <optional>

#include "models/behaviours.h"
#include "models/choice.h"
#include "models/out_of_sight.h"
#include "models/world.h"
#include "sim/kernel/expects.h"
#include "sim/random/elementary.h"

namespace models {
namespace {

/// Whom a panel can decide about: at school, with nothing else decided or asked for.
bool can_be_heard(const World& world, const Pupil& pupil) {
  return !world.has_left(pupil) && pupil.place.setting == Setting::mainstream &&
         pupil.waits_for == nowhere && pupil.exclusion != ExclusionStatus::under_review;
}

std::vector<double> luck_of(const World& world, const Pupil& pupil,
                            const std::vector<Offer>& menu) {
  std::vector<double> luck;
  luck.reserve(menu.size());
  for (const Offer& offer : menu) {
    const auto kind = static_cast<std::uint32_t>(world.borough.options[offer.option].kind);
    const std::uint32_t number = world.panels.options[offer.option].number;
    luck.push_back(world.uniform(Purpose::panel_choice, pupil.id.value,
                                 (std::uint32_t{pupil.panels} << 12) | (kind << 8) | number));
  }
  return luck;
}

std::vector<Alternative> alternatives_of(const std::vector<Offer>& menu, bool all_open) {
  std::vector<Alternative> all;
  all.reserve(menu.size());
  for (const Offer& offer : menu)
    all.push_back({offer.utility, all_open || offer.closed == Closed::open});
  return all;
}

/// Why a pupil who would have gone to a unit does not; `none` if it was not the unit.
Reason reason_kept(const World& world, const Offer& wish) {
  if (world.borough.options[wish.option].kind != OptionKind::unit) return Reason::none;
  if (wish.closed == Closed::quota_spent) return Reason::quota_spent;
  return wish.closed == Closed::full ? Reason::unit_full : Reason::none;
}

void keep_at_school(World& world, Pupil& pupil, Reason reason) {
  pupil.kept_for = reason;
  world.supersede(pupil, Pending::support);
  if (pupil.place.setting == Setting::mainstream)
    change_reason(world, pupil, reason_in_mainstream(world, pupil));
}

void refer_to_unit(World& world, Pupil& pupil, const Option& option, const PanelCase& heard) {
  world.record.count(Count::referrals, world.school_year(), world.year_group(pupil));
  if (heard.unit == nowhere)
    ask_for_unit(world, pupil, Claim::referral, unit_of_age(world, pupil), option.dual);
  else
    ask_for_unit(world, pupil, Claim::referral, heard.unit, heard.dual);
}

void support_in_school(World& world, Pupil& pupil, const Option& option, Reason reason) {
  leave_effect(world, pupil, option);
  if (reason == Reason::none || option.weeks == 0) return;
  keep_at_school(world, pupil, reason);
  world.schedule<SupportEnds>(pupil, after_school_weeks(world, option.weeks));
}

void carry_out(World& world, Pupil& pupil, const Offer& chosen, const PanelCase& heard,
               Reason kept) {
  const Option& option = world.borough.options[chosen.option];
  const Reason away_for = kept == Reason::none ? Reason::agreed : kept;
  switch (option.kind) {
    case OptionKind::support_in_school: support_in_school(world, pupil, option, kept); return;
    case OptionKind::managed_move:
      begin_managed_move(world, pupil, chosen.option, away_for);
      return;
    case OptionKind::short_break:
    case OptionKind::alternative_provision:
    case OptionKind::school_provision:
    case OptionKind::partnership_place:
      begin_provision(world, pupil, chosen.option, away_for);
      return;
    case OptionKind::unit: refer_to_unit(world, pupil, option, heard); return;
    case OptionKind::exclude: decide_to_exclude(world, pupil); return;
    case OptionKind::plan_request: request_plan(world, pupil); return;
    case OptionKind::part_time: begin_part_time(world, pupil, away_for); return;
    case OptionKind::home_education: begin_home_education(world, pupil, away_for); return;
  }
  sim::contract_broken("a kind of option is one of its enumerators");
}

void put_on_list(World& world, const PanelCase& waiting, int partnership) {
  world.panels.waiting[static_cast<std::size_t>(partnership)].push(waiting);
  ++world.panels.listed;
  Pupil& pupil = world.pupil(waiting.pupil);
  pupil.before_panel = true;
  world.single_out(pupil);
}

/// Everything is full or refused: the case waits for the next meeting, the pupil at school.
void hold_over(World& world, Pupil& pupil, const PanelCase& heard, int partnership, Reason kept) {
  keep_at_school(world, pupil, kept);
  put_on_list(world, heard, partnership);
}

void drop(World& world, const Pupil& pupil, const char* why) {
  world.record.count(Count::panel_cases_dropped, world.school_year(),
                     std::min(world.year_group(pupil), last_year));
  world.tell(pupil, [&] { return std::string("The panel drops the case: ") + why + "."; });
}

void decide(World& world, Pupil& pupil, const PanelCase& heard, int partnership) {
  const std::vector<Offer> menu = menu_for(world, pupil, heard.unit);
  if (menu.empty()) return drop(world, pupil, "nothing on the menu is for this year group");
  ++pupil.panels;
  const std::vector<double> luck = luck_of(world, pupil, menu);
  const auto first = choose(alternatives_of(menu, true), luck);
  const Offer& wish = menu[*first];
  // Closing what has not won changes no choice: only if the wish is closed is there another.
  const auto winner =
      wish.closed == Closed::open ? first : choose(alternatives_of(menu, false), luck);
  const Reason kept = reason_kept(world, wish);
  if (kept == Reason::quota_spent)
    world.record.count(Count::refused_for_quota, world.school_year(), world.year_group(pupil));
  world.tell(pupil, [&] { return words_of_decision(world, pupil, menu, wish, winner); });
  if (!winner) return hold_over(world, pupil, heard, partnership, kept);
  keep_at_school(world, pupil, Reason::none);
  const Offer& chosen = menu[*winner];
  world.panels.count(world.school_year(), partnership, world.borough.options[chosen.option].kind);
  carry_out(world, pupil, chosen, heard, kept);
}

void hear(World& world, const PanelCase& heard, int partnership) {
  Pupil& pupil = world.pupil(heard.pupil);
  pupil.before_panel = false;
  --world.panels.listed;
  if (!can_be_heard(world, pupil)) return drop(world, pupil, "the pupil is elsewhere by now");
  PanelCase now = heard;
  if (now.unit != nowhere && world.borough.units[now.unit].last_year < world.year_group(pupil))
    now.unit = nowhere;  // Grown too old for the unit that was asked for: that of their age.
  decide(world, pupil, now, partnership);
}

void schedule_meeting(World& world, std::uint32_t partnership, sim::Instant from) {
  world.panels.meets_at[partnership] = world.when_open(from);
  world.schedule<PanelMeets>(partnership, world.panels.meets_at[partnership]);
}

}  // namespace

void bring_to_panel(World& world, Pupil& pupil, std::uint8_t unit, bool dual) {
  if (!world.panels.live || pupil.before_panel || !can_be_heard(world, pupil)) return;
  world.record.count(Count::panel_cases, world.school_year(), world.year_group(pupil));
  const int partnership = partnership_of(world, pupil);
  world.tell(pupil, [&] {
    return "Referred to the panel of " +
           world.borough.partnerships[static_cast<std::size_t>(partnership)].name + ".";
  });
  put_on_list(world, {pupil.id, unit, dual}, partnership);
}

void open_panel_lists(World& world) {
  Panels& panels = world.panels;
  panels.waiting.resize(world.borough.partnerships.size());
  for (auto& list : panels.waiting) list.clear();
  panels.meets_at.assign(world.borough.partnerships.size(), sim::never);
  panels.choices.assign(static_cast<std::size_t>(world.borough.period.school_years()) *
                            world.borough.partnerships.size() * option_kinds,
                        0);
  panels.decided = 0;
  panels.listed = 0;
}

void begin_meetings(World& world) {
  for (int partnership = 0; partnership < world.borough.schools.partnerships; ++partnership)
    schedule_meeting(world, static_cast<std::uint32_t>(partnership), world.now());
}

void end_meetings(World& world) {
  for (auto& list : world.panels.waiting)
    while (!list.empty()) {
      Pupil& pupil = world.pupil(list.pop().pupil);
      --world.panels.listed;
      pupil.before_panel = false;
      drop(world, pupil, "partnerships have ended");
      if (!world.has_left(pupil)) keep_at_school(world, pupil, Reason::none);
    }
}

void on(World& world, const PanelMeets& event) {
  Panels& panels = world.panels;
  if (!panels.live || panels.meets_at[event.number] != world.now()) return;
  const PanelRules& rules = world.borough.panel;
  auto& list = panels.waiting[event.number];
  // Cases that are held over at this meeting wait for the next.
  const auto due = std::min(list.size(), static_cast<std::size_t>(rules.most_cases));
  for (std::size_t i = 0; i < due; ++i) hear(world, list.pop(), static_cast<int>(event.number));
  schedule_meeting(
      world, event.number,
      world.now() + sim::Seconds{static_cast<std::int64_t>(rules.meeting_weeks * 7 * 86'400)});
}

void on(World& world, const SupportEnds& event) {
  keep_at_school(world, world.pupil(event.pupil), Reason::none);
}

}  // namespace models
