// What is on the menu besides units and plans: places for some weeks, and managed moves. README
// 7.28, 7.29.
#include <algorithm>

#include "tests/twin/town.h"

namespace twin {
namespace {

using models::OptionKind;

Where where_of(OptionKind kind) {
  switch (kind) {
    case OptionKind::managed_move: return Where::managed_move;
    case OptionKind::short_break: return Where::short_break;
    case OptionKind::alternative_provision: return Where::alternative;
    case OptionKind::school_provision: return Where::school_provision;
    case OptionKind::partnership_place: return Where::partnership_place;
    default: return Where::school;
  }
}

bool is_option(Where where) {
  return where == Where::managed_move || where == Where::short_break ||
         where == Where::alternative || where == Where::school_provision ||
         where == Where::partnership_place;
}

}  // namespace

bool Town::has_place(std::size_t option, const Child& child) const {
  const models::Option& given = given_.options[option];
  if (given.kind == OptionKind::managed_move) return host_for(child, option) >= 0;
  if (where_of(given.kind) == Where::school) return true;
  int held = 0;
  for (const Child* each : noted_)
    held += is_option(each->place.where) && each->place.provider == static_cast<int>(option) &&
            (!given.each_partnership || each->partnership == child.partnership);
  int there_are = given.places.at(now_);
  if (given.kind == OptionKind::partnership_place && !bought_.empty())
    there_are += bought_[static_cast<std::size_t>(child.partnership)];
  return held < there_are;
}

void Town::begin_option(Child& child, std::size_t option, Why why) {
  const models::Option& given = given_.options[option];
  const int host = given.kind == OptionKind::managed_move ? host_for(child, option) : -1;
  move(child, {.where = where_of(given.kind), .why = why, .provider = static_cast<int>(option)});
  if (host >= 0) {
    count(child, "managed_moves_begun");
    ++moves_taken_[static_cast<std::size_t>(host)];
    child.host = host;
    child.share_at_school = given.exposure_share;
  }
  const int stay = child.stay;
  at(after_school_weeks(given.weeks), Stage::exits, [this, &child, stay] {
    if (child.stay != stay) return;
    if (child.place.where == Where::managed_move)
      end_move(child);
    else
      end_option(child);
  });
}

/// Weeks of five school days: at the beginning of the day after.
Instant Town::after_school_weeks(double weeks) const {
  return calendar_.school_day_after(now_, std::max(1, static_cast<int>(weeks * 5 + 0.5)));
}

/// The time is up. (Whoever has outgrown it takes nothing along.)
void Town::end_option(Child& child) {
  const models::Option& given = given_.options[static_cast<std::size_t>(child.place.provider)];
  relieve(child, given);
  back_to_school(child);
  if (luck_.happens(given.back_to_panel)) bring_to_panel(child);
}

void Town::end_move(Child& child) {
  const models::Option& given = given_.options[static_cast<std::size_t>(child.place.provider)];
  if (luck_.happens(given.success)) {
    count(child, "managed_moves_succeeded");
    relieve(child, given);
    change_school(child, child.host);
    back_to_school(child);
    return;
  }
  count(child, "managed_moves_failed");
  back_to_school(child);
  const double u = luck_.share();
  if (u < given.failed_excluded)
    decide_to_exclude(child);
  else if (u < given.failed_excluded + given.back_to_panel)
    bring_to_panel(child);
}

/// A school of the phase in the partnership, or else the next, that has taken the fewest for its
/// size and has room.
int Town::host_for(const Child& child, std::size_t option) const {
  const int primary = given_.schools.primary;
  const int secondary = given_.schools.secondary;
  const bool is_primary = phase(child) == 0;
  const int own = is_primary ? child.primary : primary + child.secondary;
  const int first = is_primary ? 0 : primary;
  const int end = is_primary ? primary : primary + secondary;
  const int all = given_.schools.partnerships;
  for (int k = 0; k < std::min(2, all); ++k) {
    int best = -1;
    double least = 0;
    for (int school = first; school < end; ++school) {
      const int feeds = is_primary ? secondary_of(school) : school - primary;
      if (school == own || partnership_of(feeds) != (child.partnership + k) % all) continue;
      int on_trial = 0;
      for (const Child* each : noted_)
        on_trial += each->place.where == Where::managed_move && each->host == school;
      if (on_trial >= given_.options[option].places.at(now_)) continue;
      const double taken = (moves_taken_[static_cast<std::size_t>(school)] + 1) / size_of(school);
      if (best >= 0 && taken >= least) continue;
      best = school;
      least = taken;
    }
    if (best >= 0) return best;
  }
  return -1;
}

/// A later placement replaces what an earlier left.
void Town::relieve(Child& child, const models::Option& option) {
  const double effect = option.effect.at(now_);
  if (effect <= 0 || option.effect_weeks <= 0) return;
  child.relief = effect;
  child.relieved = now_;
  child.relief_weeks = option.effect_weeks;
}

/// Schools arrange it themselves until there are panels; without room it does not happen.
void Town::arrange_without_panel(std::size_t option) {
  if (is_live()) return;
  const models::Option& given = given_.options[option];
  Child* child =
      pick(pick_year_group(given_.fixed_term.rate, given.first_year, given.last_year), false);
  if (child != nullptr && has_place(option, *child)) begin_option(*child, option, Why::agreed);
}

}  // namespace twin
