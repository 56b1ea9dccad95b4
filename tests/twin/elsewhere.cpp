// Ways out of full-time mainstream that are no unit and no plan: part time, home education, out of
// sight, unwell, in care; and the referrals to units. README 7.12, 7.42, 7.44, 7.46.
#include <algorithm>

#include "tests/twin/town.h"

namespace twin {

void Town::start_elsewhere() {
  const models::OutOfSight& out = given_.out_of_sight;
  for (int p = 0; p < 2; ++p) {
    const auto i = static_cast<std::size_t>(p);
    const int first = p == 0 ? 0 : 7;
    const int last = p == 0 ? 6 : 11;
    const auto someone = [this, first, last] {
      return pick(pick_year_group(given_.fixed_term.rate, first, last), false);
    };
    stream(out.part_time[i], Stage::decisions, [this, someone] {
      if (Child* child = someone()) begin_part_time(*child, Why::chosen);
    });
    stream(out.home_education[i], Stage::decisions, [this, someone] {
      if (Child* child = someone()) begin_home_education(*child, Why::chosen);
    });
    stream(out.missing[i], Stage::decisions, [this, someone] {
      if (Child* child = someone()) go_missing(*child);
    });
  }
  for (int g = 0; g < 12; ++g) {
    stream(given_.education_otherwise.rate[static_cast<std::size_t>(g)], Stage::decisions,
           [this, g] { fall_ill(g); });
    for (int term = 0; term < 3; ++term)
      stream(given_.exclusion.one_off[static_cast<std::size_t>(g)][static_cast<std::size_t>(term)],
             Stage::incidents, [this, g, term] {
               if (calendar_.term_of(now_) != term) return;
               if (Child* child = pick(g, false)) decide_to_exclude(*child);
             });
  }
  stream(given_.looked_after.placed_elsewhere, Stage::decisions, [this] { take_into_care(); });
  const int unit = unit_of_id(given_.looked_after.unit);
  if (unit >= 0)
    stream(given_.looked_after.referred, Stage::decisions, [this, unit] {
      const models::Unit& site = given_.units[static_cast<std::size_t>(unit)];
      Child* child =
          pick(pick_year_group(given_.plans.weight, site.first_year, site.last_year), false);
      if (child == nullptr) return;
      child->other_authority_pays = true;
      ask_unit(*child, unit, Right::referral, true);
    });
  for (const models::Referral& referral : given_.referrals) start_referrals(referral);
}

void Town::start_referrals(const models::Referral& referral) {
  const int unit = unit_of_id(referral.unit);
  stream(referral.rate, Stage::decisions, [this, &referral, unit] {
    Child* child = pick(
        pick_year_group(given_.fixed_term.rate, referral.first_year, referral.last_year), false);
    if (child == nullptr) return;
    if (referral.through_panel && is_live())
      bring_to_panel(*child, unit, referral.dual);
    else {
      count(*child, "referrals");
      ask_unit(*child, unit, Right::referral, referral.dual);
    }
  });
}

/// A referral for which there is no room waits at school and lapses.
void Town::let_lapse(Child& child) {
  const int wait = child.wait;
  const double years = luck_.exponential(given_.waiting.referral_patience_weeks * 7 / 365.25);
  at(sim::after_years(now_, years), Stage::exits, [this, &child, wait] {
    if (!child.waits_for_unit || child.wait != wait) return;
    count(child, "referrals_lapsed");
    stop_waiting(child);
  });
}

void Town::back_to_school(Child& child) {
  move(child, {.why = why_at_school(child)});
}

void Town::end_after(Child& child, double years) {
  const int stay = child.stay;
  at(sim::after_years(now_, years), Stage::exits, [this, &child, stay] {
    if (child.stay == stay) back_to_school(child);
  });
}

void Town::begin_part_time(Child& child, Why why) {
  count(child, "part_time_timetables");
  stop_waiting(child);
  move(child, {.where = Where::part_time, .why = why});
  child.share_at_school = given_.out_of_sight.part_time_exposure;
  end_after(child, luck_.exponential(given_.out_of_sight.part_time_weeks * 7 / 365.25));
}

void Town::begin_home_education(Child& child, Why why) {
  count(child, "home_education_begun");
  stop_waiting(child);
  stop_wanting_specialist(child);
  move(child, {.where = Where::home, .why = why});
  const double rate = given_.out_of_sight.home_education_return;
  if (rate > 0) end_after(child, luck_.exponential(1 / rate));
}

void Town::go_missing(Child& child) {
  count(child, "lost_from_view");
  stop_wanting_specialist(child);
  move(child, {.where = Where::missing, .why = Why::chosen});
  const double rate = given_.out_of_sight.missing_return;
  if (rate > 0) end_after(child, luck_.exponential(1 / rate));
}

/// Too ill or too anxious for school: referred to the medical site, or tuition at home.
void Town::fall_ill(int year_group) {
  Child* child = pick(year_group, false);
  if (child == nullptr) return;
  const models::EducationOtherwise& given = given_.education_otherwise;
  const int unit = unit_of_id(given.unit);
  if (unit >= 0 && takes(unit, year_group) && luck_.happens(given.by_unit)) {
    ask_unit(*child, unit, Right::referral, true);
    return;
  }
  count(*child, "education_otherwise_begun");
  const double weeks = luck_.exponential(given.weeks) *
                       left_by_interventions(*child, models::Effect::otherwise, now_);
  move(*child, {.where = Where::otherwise, .why = Why::unwell});
  end_after(*child, weeks * 7 / 365.25);
}

/// A decision on care places a child elsewhere, outside queue and cap.
void Town::take_into_care() {
  Child* child = pick(pick_year_group(given_.plans.weight, 0, 11), false);
  if (child == nullptr) return;
  stop_wanting_specialist(*child);
  count(*child, "placed_in_care");
  const models::LookedAfter& given = given_.looked_after;
  const double years = luck_.exponential(given.years);
  const int other = other_authority_for(group(*child));
  if (luck_.happens(given.at_other_authority) && other >= 0 &&
      has_room(static_cast<std::size_t>(other), group(*child))) {
    if (!child->has_plan) {
      if (!child->assessed) count(*child, "plan_requests");
      count(*child, "plans_issued");
      hold_plan(*child);
    }
    count(*child, "placed_at_other_authority");
    move(*child, {.where = Where::other_authority, .why = Why::in_care, .provider = other});
  } else {
    count(*child, "placed_independent");
    move(*child, {.where = Where::independent, .why = Why::in_care});
  }
  end_after(*child, years);
}

}  // namespace twin
