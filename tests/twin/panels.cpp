// The panels of partnerships and how they choose. README 7.25 to 7.27.
#include <algorithm>
#include <cmath>

#include "tests/twin/town.h"

namespace twin {
namespace {

using models::OptionKind;

double logit(double p) {
  return std::log(p / (1 - p));
}

bool keeps(OptionKind kind) {
  return kind == OptionKind::support_in_school || kind == OptionKind::managed_move ||
         kind == OptionKind::school_provision || kind == OptionKind::partnership_place;
}

constexpr const char* names[] = {
    "support-in-school", "managed-move",      "short-break",   "alternative-provision",
    "school-provision",  "partnership-place", "unit",          "exclude",
    "plan-request",      "part-time",         "home-education"};

}  // namespace

void Town::start_panels() {
  moves_taken_.assign(static_cast<std::size_t>(given_.schools.primary + given_.schools.secondary),
                      0);
  for (std::size_t o = 0; o < given_.options.size(); ++o)
    stream(given_.options[o].before_panels, Stage::decisions,
           [this, o] { arrange_without_panel(o); });
  for (const auto& [date, live] : given_.regime.live.steps())
    if (live)
      for (int k = 0; k < given_.schools.partnerships; ++k)
        next_meeting(k, std::max(date, given_.period.start()));
}

/// So many weeks after the last, when schools are open.
void Town::next_meeting(int partnership, Instant from) {
  at(calendar_.when_open(from), Stage::decisions, [this, partnership] {
    if (!is_live()) return;
    meet(partnership);
    next_meeting(
        partnership,
        now_ + sim::Seconds{static_cast<std::int64_t>(given_.panel.meeting_weeks * 7 * 86'400)});
  });
}

/// At school, with nothing decided or asked for.
bool Town::can_be_heard(const Child& child) const {
  return child.place.where == Where::school && !child.waits_for_unit && !child.under_review;
}

/// A pupil has one case at a time.
void Town::bring_to_panel(Child& child, int unit, bool dual) {
  if (!is_live() || child.before_panel || !can_be_heard(child)) return;
  std::deque<Case>& list = panels_[static_cast<std::size_t>(child.partnership)];
  count(child, "panel_cases");
  child.before_panel = true;
  list.push_back({&child, unit, dual});
}

/// Up to so many cases in the order they came, those that are dropped included; one for whom
/// nothing is open goes to the end of the list.
void Town::meet(int partnership) {
  std::deque<Case>& list = panels_[static_cast<std::size_t>(partnership)];
  std::vector<Case> held_over;
  for (int n = 0; n < given_.panel.most_cases && !list.empty(); ++n) {
    Case next = list.front();
    list.pop_front();
    next.child->before_panel = false;
    if (!can_be_heard(*next.child)) {
      count_group(year_, std::min(group(*next.child), 11), "panel_cases_dropped");
      continue;
    }
    if (next.unit >= 0 &&
        group(*next.child) > given_.units[static_cast<std::size_t>(next.unit)].last_year)
      next.unit = -1;
    if (hear(next)) continue;
    next.child->before_panel = true;
    held_over.push_back(next);
  }
  list.insert(list.end(), held_over.begin(), held_over.end());
}

bool Town::hear(const Case& the_case) {
  Child& child = *the_case.child;
  std::vector<Offer> offers = menu(child, the_case);
  for (Offer& each : offers) each.value -= std::log(luck_.exponential(1));  // Gumbel.
  std::sort(offers.begin(), offers.end(),
            [](const Offer& a, const Offer& b) { return a.value > b.value; });
  const Why refused = offers.front().is_open ? Why::nothing : offers.front().closed_for;
  if (refused == Why::quota_spent) count(child, "refused_for_quota");
  for (const Offer& each : offers)
    if (each.is_open) {
      keep_at_school(child, Why::nothing);
      carry_out(the_case, each.option, refused);
      return true;
    }
  keep_at_school(child, refused);
  return false;
}

std::vector<Town::Offer> Town::menu(const Child& child, const Case& the_case) {
  std::vector<Offer> offers;
  const int g = group(child);
  const Instant first = given_.period.start();
  const int unit = the_case.unit >= 0 ? the_case.unit : unit_for_excluded(g);
  for (std::size_t o = 0; o < given_.options.size(); ++o) {
    const models::Option& option = given_.options[o];
    const double share = option.share.at(now_);
    if (share <= 0 || g < option.first_year || g > option.last_year) continue;
    Offer offer{o, std::log(share), true, Why::nothing};
    offer.value += given_.panel.weight_effect * (option.effect.at(now_) - option.effect.at(first));
    offer.value -=
        given_.panel.weight_distance * (option.distance.at(now_) - option.distance.at(first));
    if (option.kind == OptionKind::unit) {
      offer.is_open = held(unit) + static_cast<int>(lists_[static_cast<std::size_t>(unit)].size()) <
                      places(unit);
      offer.closed_for = Why::unit_full;
    } else if (option.kind == OptionKind::plan_request) {
      offer.is_open = !child.has_plan && !child.assessed;
    } else {
      offer.is_open = has_place(o, child);
    }
    offers.push_back(offer);
  }
  respond_to_quota(offers, child);
  return offers;
}

/// What a charge and a quota that is nearly spent take off the value of a unit.
void Town::respond_to_quota(std::vector<Offer>& offers, const Child& child) {
  double all = 0;
  double of_unit = 0;
  Offer* unit = nullptr;
  for (Offer& each : offers) {
    const bool is_unit = given_.options[each.option].kind == OptionKind::unit;
    const double share = given_.options[each.option].share.at(now_);
    all += share;
    if (!is_unit) continue;
    of_unit = share;
    unit = &each;
  }
  const double response = given_.panel.response.at(now_);
  const int p = phase(child);
  if (unit == nullptr || response == 0 || !has_quota(p, now_) || !has_signed(child)) return;
  if (is_refused(child)) {
    unit->is_open = false;
    unit->closed_for = Why::quota_spent;
  }
  if (of_unit == all) return;
  const int of_quota = quota(child.partnership, p);
  const int left = std::max(0, of_quota - used(child.partnership, p));
  const double left_share = of_quota > 0 ? static_cast<double>(left) / of_quota : 0;
  const double share = of_unit / all;
  const auto weight = [&](double diverted) { return logit(share) - logit(share * (1 - diverted)); };
  const double charge = static_cast<double>(charge_for_next(child.partnership, p).in_pence()) /
                        static_cast<double>(given_.panel.reference_charge.in_pence());
  unit->value -= response * (weight(given_.panel.diverted_by_charge) * charge +
                             weight(given_.panel.diverted_by_quota) * (1 - left_share));
}

void Town::carry_out(const Case& the_case, std::size_t option, Why refused) {
  Child& child = *the_case.child;
  const models::Option& given = given_.options[option];
  const std::string& id = given_.partnerships[static_cast<std::size_t>(child.partnership)].id;
  count(std::string("panel_choices ") + names[static_cast<std::size_t>(given.kind)]);
  count("learners_decided " + id);
  count("learners_kept " + id, keeps(given.kind) ? 1 : 0);
  kept_[year_][0] += keeps(given.kind);
  kept_[year_][1] += 1;
  const auto or_why = [&](Why why) { return refused == Why::nothing ? why : refused; };
  switch (given.kind) {
    case OptionKind::support_in_school: support(child, given, refused); break;
    case OptionKind::unit:
      count(child, "referrals");
      if (the_case.unit >= 0)
        ask_unit(child, the_case.unit, Right::referral, the_case.dual);
      else
        ask_unit(child, unit_for_excluded(group(child)), Right::referral, given.dual);
      break;
    case OptionKind::exclude: decide_to_exclude(child); break;
    case OptionKind::plan_request: ask_for_plan(child); break;
    case OptionKind::part_time: begin_part_time(child, or_why(Why::agreed)); break;
    case OptionKind::home_education: begin_home_education(child, or_why(Why::agreed)); break;
    default: begin_option(child, option, or_why(Why::agreed));
  }
}

/// In the pupil's own school; one kept there for want of a unit is counted as such for a while.
void Town::support(Child& child, const models::Option& option, Why refused) {
  relieve(child, option);
  if (refused == Why::nothing || option.weeks == 0) return;
  keep_at_school(child, refused);
  const int keeping = child.keeping;
  at(after_school_weeks(option.weeks), Stage::exits, [this, &child, keeping] {
    if (child.is_here() && child.keeping == keeping) keep_at_school(child, Why::nothing);
  });
}

void Town::keep_at_school(Child& child, Why why) {
  child.kept_for = why;
  ++child.keeping;
  if (child.place.where == Where::school) change_why(child, why_at_school(child));
}

}  // namespace twin
