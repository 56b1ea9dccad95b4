// Fixed-term exclusions, decisions to exclude for good, and what governors make of them.
// README 7.3 to 7.8, 7.20 to 7.22.
#include <algorithm>
#include <cmath>
#include <numeric>

#include "tests/twin/town.h"

namespace twin {
namespace {

double normal_below(double x) {
  return 0.5 * std::erfc(-x / std::sqrt(2.0));
}

double normal_quantile(double p) {
  double low = -9;
  double high = 9;
  for (int i = 0; i < 80; ++i) {
    const double middle = (low + high) / 2;
    (normal_below(middle) < p ? low : high) = middle;
  }
  return low;
}

double logistic(double x) {
  return 1 / (1 + std::exp(-x));
}

}  // namespace

/// Known up to a year, a chance walk about the last estimate afterwards.
void Town::draw_levels() {
  const auto draw = [&](const models::YearLevel& given) {
    std::map<int, double> by_year;
    const double last = given.known.at(given.free_from - sim::Seconds{1});
    for (int year = given_.period.first_school_year; year <= given_.period.last_school_year;
         ++year) {
      const Instant begins = sim::date(year, 9, 1);
      if (begins < given.free_from) {
        by_year[year] = given.known.at(begins);
        continue;
      }
      const double before = by_year.count(year - 1) != 0 ? by_year[year - 1] : last;
      by_year[year] =
          last + given.persistence * (before - last) + given.innovation * luck_.normal();
    }
    return by_year;
  };
  level_ = draw(given_.fixed_term.level);
  for (std::size_t p = 0; p < 2; ++p) exclusion_level_[p] = draw(given_.exclusion.level[p]);
}

/// Some schools exclude more than others: quantiles of a log-normal, of mean 1 over pupils.
void Town::draw_strictness() {
  const models::Schools& schools = given_.schools;
  // Dealt out by a step of about 0.618 of the schools that meets each of them once.
  const auto quantiles = [](int count, double deviation) {
    int step = std::max(1, count * 618 / 1000);
    while (std::gcd(step, count) != 1) ++step;
    std::vector<double> values;
    for (int i = 0; i < count; ++i)
      values.push_back(std::exp(deviation * normal_quantile((i * step % count + 0.5) / count)));
    return values;
  };
  strict_[0] = quantiles(schools.primary, schools.concentration[0]);
  strict_[1] = quantiles(schools.secondary, schools.concentration[1]);
  double mean[2] = {0, 0};
  for (int path = 0; path < schools.primary; ++path) {
    mean[0] += strict_[0][static_cast<std::size_t>(path)] / schools.primary;
    mean[1] += strict_[1][static_cast<std::size_t>(secondary_of(path))] / schools.primary;
  }
  for (std::size_t p = 0; p < 2; ++p) {
    for (double& each : strict_[p]) each /= mean[p];
    strictest_[p] = *std::max_element(strict_[p].begin(), strict_[p].end());
  }
}

/// First causes of the year, as if every school were the strictest and everyone at school all year:
/// thrown on the lessons of the year, to be kept with a probability when they come.
void Town::throw_first_causes(int year) {
  const models::FixedTermExclusions& given = given_.fixed_term;
  const std::array<int, 3>& days = calendar_.days_of_terms(year);
  std::vector<double> weight;
  for (std::size_t t = 0; t < 3; ++t) weight.push_back(given.term[t] * days[t]);
  for (int g = 0; g < 12; ++g) {
    const auto p = static_cast<std::size_t>(phase(g));
    const double follows = p == 1 ? 1 : given.primary_follows;
    const double rate =
        given.rate[static_cast<std::size_t>(g)] * std::exp(follows * level_[year]) * strictest_[p];
    for (Child* child : cohorts_[year - g]) {
      if (!child->is_here()) continue;
      for (int n = luck_.poisson(rate * child->propensity); n > 0; --n) {
        const Instant when =
            calendar_.in_term(year, static_cast<int>(luck_.weighted(weight)), luck_.share());
        at(when, Stage::incidents, [this, child] {
          if (luck_.happens(strictness_of_school(*child) * exposure_now(*child)))
            exclude_for_a_term(*child, false);
        });
      }
    }
  }
}

/// Of the child's school, as a share of that of the strictest.
double Town::strictness_of_school(const Child& child) const {
  const auto p = static_cast<std::size_t>(phase(child));
  const int school = p == 0 ? child.primary : child.secondary;
  return strict_[p][static_cast<std::size_t>(school)] / strictest_[p];
}

/// The share of the full exposure that is left: s r h of README 7.20.
double Town::exposure_now(const Child& child) const {
  if (!child.is_at_school() || (child.place.where == Where::trial && child.to_college)) return 0;
  return child.share_at_school * relief_factor(child) *
         left_by_interventions(child, models::Effect::fixed_term, now_);
}

double Town::relief_factor(const Child& child) const {
  if (child.relief == 0) return 1;
  const double passed = sim::years_between(child.relieved, now_) * 365.25 / 7 / child.relief_weeks;
  return passed >= 1 ? 1 : 1 - child.relief * (1 - std::floor(4 * passed) / 4);
}

double Town::left_by_interventions(const Child& child, models::Effect what, Instant when) const {
  double left = 1;
  for (std::size_t i = 0; i < given_.interventions.size(); ++i) {
    const double effect = given_.interventions[i].effect_on(what);
    if (effect > 0 && is_reached(child, i, when)) left *= 1 - effect;
  }
  return left;
}

bool Town::serves(std::size_t intervention, const Child& child, int year_group) const {
  const models::Intervention& given = given_.interventions[intervention];
  if (year_group < given.first_year || year_group > given.last_year) return false;
  if (given.schools.empty()) return true;
  if (phase(year_group) != phase(given.first_year)) return false;
  const int school = phase(year_group) == 0 ? child.primary : child.secondary;
  return std::find(given.schools.begin(), given.schools.end(), school) != given.schools.end();
}

/// R(t) of README 7.21.
double Town::reach(std::size_t intervention, Instant when) const {
  const models::Intervention& given = given_.interventions[intervention];
  double share = 0;
  double before = 0;
  for (const auto& [from, value] : given.reach.steps()) {
    const Instant begins = std::max(from, given.from);
    const double months = sim::years_between(begins, when) * 12;
    const double risen =
        given.ramp_months > 0 ? std::clamp(months / given.ramp_months, 0.0, 1.0) : months >= 0;
    share += (value - before) * risen;
    before = value;
  }
  return share;
}

bool Town::is_reached(const Child& child, std::size_t intervention, Instant when) const {
  const models::Intervention& given = given_.interventions[intervention];
  if (!serves(intervention, child, group(child))) return false;
  if (child.reach_luck[intervention] >= reach(intervention, std::min(when, given.funding_ends)))
    return false;
  return given.funding_ends == sim::never ||
         when < sim::after_years(given.funding_ends,
                                 child.decay_luck[intervention] * given.decay_months / 12);
}

/// R times the pupils of those year groups and schools who began the school year, on 1 January.
void Town::report_reach() {
  for (std::size_t i = 0; i < given_.interventions.size(); ++i) {
    const models::Intervention& given = given_.interventions[i];
    const Instant when = sim::date(year_ + 1, 1, 1);
    double share = reach(i, std::min(when, given.funding_ends));
    if (when >= given.funding_ends) {
      const double gone = sim::years_between(given.funding_ends, when) * 12;
      share *= gone < given.decay_months ? 1 - gone / given.decay_months : 0;
    }
    double served = 0;
    for (int path = 0; path < given_.schools.primary; ++path) {
      Child anyone;
      anyone.primary = path;
      anyone.secondary = secondary_of(path);
      served += serves(i, anyone, given.first_year);
    }
    share *= served / given_.schools.primary;
    count("pupils_reached " + given.id,
          std::floor(share * on_roll(given.first_year, given.last_year) + 0.5));
  }
}

void Town::exclude_for_a_term(Child& child, bool is_repeat) {
  count(child, "fixed_term_exclusions");
  if (is_repeat) count(child, "repeated_fixed_term_exclusions");
  if (child.last_year_with_any != year_) count(child, "pupils_with_fixed_term_exclusions");
  child.last_year_with_any = year_;
  for (std::size_t g = 0; g < given_.groups.size(); ++g)
    if (child.groups[g]) count("fixed_term_exclusions_by_group " + given_.groups[g].id);
  child.record.push_back(now_);

  const models::FixedTermExclusions& given = given_.fixed_term;
  for (int n = luck_.poisson(given.contagion); n > 0; --n) {
    const double delay = luck_.exponential(Calendar::lessons_a_year / given.repeat_rate);
    at(calendar_.after_lessons(now_, delay), Stage::incidents, [this, &child] {
      if (luck_.happens(exposure_now(child))) exclude_for_a_term(child, true);
    });
  }
  respond(child);
}

/// What follows: a decision for good, or a request for a plan and a referral to the panel.
void Town::respond(Child& child) {
  const int r = recent(child);
  const auto p = static_cast<std::size_t>(phase(child));
  if (head_would_exclude(child, r)) {
    if (is_live() && can_be_heard(child) && luck_.happens(given_.regime.hears_decisions.at(now_)))
      bring_to_panel(child);
    else
      decide_to_exclude(child);
    return;
  }
  if (!child.has_plan && !child.assessed && luck_.happens(given_.plans.after_exclusion[p]))
    ask_for_plan(child);
  const double refer = given_.regime.refer[p] + given_.regime.refer_record * std::log(1.0 + r);
  if (is_live() && can_be_heard(child) && luck_.happens(logistic(refer))) bring_to_panel(child);
}

/// Fixed-term exclusions of the last 365 days, this one included.
int Town::recent(const Child& child) const {
  return static_cast<int>(
      std::count_if(child.record.begin(), child.record.end(),
                    [&](Instant when) { return when > now_ - sim::Days{365}; }));
}

bool Town::head_would_exclude(Child& child, int r) {
  if (child.under_review) return false;
  const models::Exclusion& given = given_.exclusion;
  const int g = group(child);
  const auto p = static_cast<std::size_t>(phase(g));
  double odds = given.base[p] + given.record * std::log(1.0 + r) + exclusion_level_[p][year_];
  if (g == 10) odds += given.year_10;
  if (g == 11) odds += given.year_11;
  if (child.has_plan || child.assessed) odds += given.with_plan;
  odds += std::log(left_by_interventions(child, models::Effect::decision, now_));
  return luck_.happens(logistic(odds));
}

void Town::decide_to_exclude(Child& child) {
  count(child, "decisions_to_exclude");
  child.stood_before = child.standing && child.place.where == Where::trial;
  child.under_review = true;
  child.after_trial = false;
  child.decided = now_;
  stop_waiting(child);
  move(child, {.where = Where::excluded, .why = Why::excluded});
  const Instant decided = now_;
  at(calendar_.school_day_after(now_, given_.exclusion.review_days), Stage::decisions,
     [this, &child, decided] { review(child, decided, false); });
  at(calendar_.school_day_after(now_, given_.exclusion.provision_day), Stage::decisions,
     [this, &child, decided] {
       if (child.decided == decided) sixth_day(child);
     });
}

/// Governors meet. At the end of the run they decide at once what is pending.
void Town::review(Child& child, Instant decided, bool closing) {
  if (!child.under_review || child.decided != decided) return;
  child.under_review = false;
  const int decided_year = sim::month_of(sim::date_of(decided)) >= 9
                               ? sim::year_of(sim::date_of(decided))
                               : sim::year_of(sim::date_of(decided)) - 1;
  const int decided_group = group_in(child, decided_year);
  const auto p = static_cast<std::size_t>(phase(decided_group));
  const double chance_to_stand = (1 - given_.exclusion.withdrawn[p].at(decided)) *
                                 left_by_interventions(child, models::Effect::withdrawal, decided);
  const bool stands = luck_.happens(chance_to_stand);
  count_in_autumn(decided_year, decided_group, decided, stands);
  if (stands) {
    let_stand(child, decided_year, decided_group, closing);
  } else {
    count_group(decided_year, decided_group, "exclusions_withdrawn");
    if (!closing && child.is_here()) withdraw(child);
  }
}

void Town::let_stand(Child& child, int decided_year, int decided_group, bool closing) {
  count_group(decided_year, decided_group, "permanent_exclusions");
  const std::string name =
      decided_group == 0 ? "reception" : "year-" + std::to_string(decided_group);
  count_in(decided_year, "permanent_exclusions_by_year_group " + name);
  count_in(decided_year, "permanent_exclusions_by_partnership " +
                             given_.partnerships[static_cast<std::size_t>(child.partnership)].id);
  for (std::size_t g = 0; g < given_.groups.size(); ++g)
    if (child.groups[g])
      count_in(decided_year, "permanent_exclusions_by_group " + given_.groups[g].id);
  const std::size_t band = decided_group < 7 ? 0 : decided_group < 10 ? 1 : 2;
  if (child.is_here() && !closing) deduct(given_.exclusion.deduction[band], child.decided);
  child.standing = true;
  restart_clocks(child);
}

/// The pupil returns to school, or goes back on trial for the exclusion that stood before.
void Town::withdraw(Child& child) {
  switch (child.place.where) {
    case Where::excluded:
    case Where::tuition:
    case Where::spot_place:
    case Where::unit: break;
    default: return;  // Somewhere else by now, by a plan or for another reason.
  }
  stop_waiting(child);
  if (child.stood_before) {
    child.standing = true;
    begin_trial(child);
    return;
  }
  child.standing = false;
  const double to_home = given_.out_of_sight.home_education_after_withdrawal.at(child.decided);
  const double to_part_time = given_.out_of_sight.part_time_after_withdrawal.at(child.decided);
  const double u = luck_.share();
  if (u < to_home)
    begin_home_education(child, Why::warned);
  else if (u < to_home + to_part_time)
    begin_part_time(child, Why::warned);
  else
    back_to_school(child);
}

void Town::sixth_day(Child& child) {
  if (child.place.where == Where::excluded && !child.waits_for_unit)
    ask_unit(child, unit_for_excluded(group(child)), Right::owed, false);
}

}  // namespace twin
