// Small boroughs drawn at random, with every mechanism on and hardly enough of anything, for laws
// that have to hold in all of them. The n-th is the same on every machine and in every run.
#pragma once

#include <cmath>
#include <cstdint>
#include <cstdlib>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "models/model.h"
#include "sim/random/stream.h"
#include "tests/models/small_borough.h"
#include "tests/sanitized.h"

namespace random_borough {

/// How many boroughs to draw: `usual`, fewer where every access is checked, more at night.
inline std::uint32_t boroughs(std::uint32_t usual) {
  if (SEMH_SANITIZED) usual = (usual + 3) / 4;
  return std::getenv("SEMH_NIGHTLY") != nullptr ? 20 * usual : usual;
}

/// The luck of the n-th borough.
class Luck {
 public:
  explicit Luck(std::uint32_t number)
      : stream_(sim::Universe(20180123, sim::Domain::sensitivity_design, number), {1, 0, 0}) {}

  double between(double low, double high) { return low + (high - low) * stream_.uniform(); }
  int whole(int low, int high) { return static_cast<int>(between(low, high + 1)); }
  sim::Money pounds(int low, int high) { return sim::Money::pounds(whole(low, high)); }
  bool happens(double chance) { return stream_.uniform() < chance; }

  /// A value that holds from the start and may change on up to two first days of a month.
  template <class Draw>
  auto dated(Draw draw) {
    using Value = decltype(draw());
    std::vector<typename models::StepFunction<Value>::Step> steps{{sim::date(2005, 9, 1), draw()}};
    int year = 2011;
    while (steps.size() < 3 && happens(0.4)) {
      steps.emplace_back(sim::date(year, static_cast<unsigned>(whole(1, 12)), 1), draw());
      ++year;
    }
    return models::StepFunction<Value>(std::move(steps));
  }

 private:
  sim::Stream stream_;
};

inline void draw_exclusions(Luck& luck, models::Borough& borough) {
  auto& fixed_term = borough.fixed_term;
  for (double& rate : fixed_term.rate) rate = luck.between(0.05, 0.4);
  for (double& weight : fixed_term.term) weight = luck.between(0.5, 1.5);
  fixed_term.shape = luck.between(0.03, 0.5);
  fixed_term.contagion = luck.happens(0.3) ? 0 : luck.between(0, 0.6);
  fixed_term.repeat_rate = luck.between(3, 20);
  fixed_term.primary_follows = luck.between(0, 1);
  fixed_term.level = {.known = luck.dated([&] { return luck.between(-0.3, 0.3); }),
                      .free_from = sim::date(2012, 9, 1),
                      .persistence = luck.between(0, 1),
                      .innovation = luck.between(0, 0.4)};
  auto& exclusion = borough.exclusion;
  exclusion.base = {luck.between(-4, -2), luck.between(-4, -2)};
  exclusion.record = luck.between(0, 0.8);
  exclusion.year_10 = luck.between(0, 0.5);
  exclusion.year_11 = luck.between(0, 1);
  exclusion.with_plan = luck.between(-2, 0);
  exclusion.review_days = luck.whole(0, 20);
  exclusion.provision_day = luck.whole(0, 8);
  for (auto& share : exclusion.withdrawn) share = luck.dated([&] { return luck.between(0, 0.7); });
  for (auto& by_term : exclusion.one_off)
    for (double& rate : by_term) rate = luck.between(0, 0.5);
  for (auto& amount : exclusion.deduction) amount = luck.pounds(0, 5000);
}

inline void draw_unit(Luck& luck, models::Unit& unit, int most_places) {
  unit.places = luck.dated([&] { return luck.whole(0, most_places); });
  unit.limit = luck.dated([&] { return luck.between(1, 1.5); });
  unit.stay.settling = luck.between(0, 3);
  unit.stay.plan_request = luck.between(0, 0.8);
  for (double& hazard : unit.stay.early) hazard = luck.between(0, 3);
  for (double& hazard : unit.stay.late) hazard = luck.between(0, 1);
}

inline void draw_units(Luck& luck, models::Borough& borough) {
  draw_unit(luck, borough.units[0], 5);
  draw_unit(luck, borough.units[1], 12);
  borough.units.push_back(small_borough::unit("therapeutic", 0, 11, 0));
  borough.units[2].takes_excluded = false;
  draw_unit(luck, borough.units[2], 5);
  borough.referrals = {
      {.id = "to-secondary", .unit = "secondary", .first_year = 7, .last_year = 10},
      {.id = "to-therapeutic", .unit = "therapeutic"}};
  for (auto& referral : borough.referrals) {
    referral.rate = luck.dated([&] { return luck.between(0, 8); });
    referral.dual = luck.happens(0.5);
  }
  borough.waiting.spot_search_weeks = luck.between(1, 30);
  borough.waiting.referral_patience_weeks = luck.between(1, 60);
  borough.reintegration = {.success = luck.between(0.3, 4), .failure = luck.between(0, 3)};
  const double mainstream = luck.between(0, 1);
  const double unit = luck.between(0, 1 - mainstream);
  borough.phase_change = {
      .mainstream = mainstream, .unit = unit, .specialist = 1 - mainstream - unit};
}

inline void draw_plans(Luck& luck, models::Borough& borough) {
  auto& plans = borough.plans;
  plans.requests = luck.between(0, 15);
  plans.base_year = 2011;
  plans.growth = luck.between(-0.1, 0.3);
  plans.after_exclusion = {luck.between(0, 0.1), luck.between(0, 0.1)};
  plans.refused = luck.dated([&] { return luck.between(0, 0.5); });
  plans.on_time = luck.dated([&] { return luck.between(0.1, 1); });
  plans.late_weeks = luck.between(0, 20);
  plans.complex_need = luck.between(0, 0.5);
  plans.to_specialist = luck.between(0, 0.6);
  plans.to_unit = luck.between(0, 1 - plans.to_specialist);
  plans.unit_to_specialist = luck.between(0, 1);
  plans.initial = {luck.between(0, 10), luck.between(0, 3), luck.between(0, 5)};

  using Kind = models::SpecialistKind;
  const int providers = luck.whole(0, 3);
  for (int number = 0; number < providers; ++number) {
    auto provider = small_borough::special_school(0);
    provider.id = "provider-" + std::to_string(number);
    provider.kind = std::vector{Kind::other_authority, Kind::special_school,
                                Kind::resource_base}[static_cast<std::size_t>(luck.whole(0, 2))];
    provider.first_year = luck.whole(0, 8);
    provider.last_year = luck.whole(provider.first_year, 11);
    provider.most_per_year_group = luck.whole(1, 4);
    provider.places = luck.dated([&] { return luck.whole(0, 6); });
    provider.place_element = luck.pounds(0, 12'000);
    provider.top_up = luck.pounds(0, 15'000);
    borough.specialists.push_back(std::move(provider));
  }
  borough.independent.search = luck.dated([&] { return luck.between(0, 3); });
  borough.independent.shortest_wait_weeks = luck.between(0, 20);
  borough.independent.most = luck.dated([&] { return luck.whole(0, 15); });
  borough.independent.post_sixteen = luck.between(0, 1);
  borough.independent.post_sixteen_years = luck.between(0.2, 3);
}

inline void draw_money(Luck& luck, models::Borough& borough) {
  auto& prices = borough.prices;
  prices.unit_place = luck.dated([&] { return luck.pounds(6'000, 12'000); });
  prices.unit_top_up = luck.dated([&] { return luck.pounds(5'000, 12'000); });
  prices.referral_paid_by_school = luck.dated([&] { return luck.between(0, 1); });
  prices.tuition = luck.dated([&] { return luck.pounds(5'000, 15'000); });
  prices.spot_place = luck.dated([&] { return luck.pounds(12'000, 25'000); });
  borough.independent.price = luck.dated([&] { return luck.pounds(40'000, 70'000); });
  borough.block.income = luck.dated([&] { return luck.pounds(500'000, 900'000); });
  borough.block.transfer = luck.dated([&] { return luck.pounds(0, 100'000); });
  borough.block.rest = luck.pounds(200'000, 500'000);
  borough.block.rest_year = 2011;
  borough.block.rest_growth = {.value = 0.04, .low = 0.01, .high = 0.08};
}

inline void draw_out_of_sight(Luck& luck, models::Borough& borough) {
  auto& given = borough.out_of_sight;
  for (auto* rates : {&given.part_time, &given.home_education, &given.missing})
    for (auto& rate : *rates) rate = luck.dated([&] { return luck.between(0, 6); });
  given.part_time_weeks = luck.between(1, 60);
  given.part_time_exposure = luck.happens(0.2) ? 0 : luck.between(0, 1);
  given.home_education_return = luck.between(0, 3);
  given.missing_return = luck.between(0, 3);
  given.part_time_after_withdrawal = luck.dated([&] { return luck.between(0, 0.5); });
  given.home_education_after_withdrawal = luck.dated([&] { return luck.between(0, 0.5); });
}

inline void draw_support(Luck& luck, models::Borough& borough) {
  for (int number = luck.whole(0, 4); number > 0; --number) {
    models::Intervention given;
    given.id = "intervention-" + std::to_string(number);
    given.first_year = luck.whole(0, 9);
    given.last_year = luck.whole(given.first_year, 11);
    if (luck.happens(0.3)) given.schools = {0, 2};
    given.from = sim::date(luck.whole(2009, 2013), 1 + static_cast<unsigned>(number), 1);
    given.ramp_months = luck.happens(0.3) ? 0 : luck.between(0, 24);
    given.reach = luck.between(0, 1);
    for (double& effect : given.effect) effect = luck.happens(0.5) ? 0 : luck.between(0, 1);
    if (luck.happens(0.5)) {
      given.funding_ends = given.from + sim::Days{luck.whole(1, 1000)};
      given.decay_months = luck.between(0, 18);
    }
    given.cost = luck.dated([&] { return luck.pounds(0, 100'000); });
    given.traded = luck.dated([&] { return luck.between(0, 1); });
    given.paid_by =
        luck.happens(0.5) ? models::Account::high_needs_block : models::Account::general_fund;
    borough.interventions.push_back(given);
  }
  for (int number = luck.whole(0, 2); number > 0; --number)
    borough.groups.push_back({.id = "group-" + std::to_string(number),
                              .name = "Group",
                              .share = luck.between(0, 1),
                              .relative_risk = luck.between(0.3, 5)});
}

/// The unit's places on two sites.
inline std::vector<models::Site> two_sites(const models::Unit& unit) {
  std::vector<models::StepFunction<int>::Step> one;
  std::vector<models::StepFunction<int>::Step> other;
  for (const auto& [when, places] : unit.places.steps()) {
    one.emplace_back(when, places / 3);
    other.emplace_back(when, places - places / 3);
  }
  return {{"one", models::StepFunction<int>(one)}, {"other", models::StepFunction<int>(other)}};
}

/// The sites follow the unit's places, which have been changed.
inline void keep_sites(models::Unit& unit) {
  if (!unit.role.sites.empty()) unit.role.sites = two_sites(unit);
}

inline void draw_roles(Luck& luck, models::Borough& borough) {
  borough.crowding = {.attendance_fall = luck.between(0, 0.2),
                      .reintegration_fall = luck.between(0, 0.3)};
  borough.reintegration.college = luck.between(0, 1);
  borough.reintegration.before_panel_days = luck.dated([&] { return luck.whole(0, 60); });
  for (models::Unit& unit : borough.units) {
    models::UnitRole& role = unit.role;
    if (luck.happens(0.8)) role.attendance = luck.dated([&] { return luck.between(0, 1); });
    if (luck.happens(0.5)) role.sites = two_sites(unit);
    role.small_site_attendance = luck.between(0, 0.2);
    role.vocational_places = luck.dated([&] { return luck.whole(0, 3); });
    role.vocational_attendance = luck.between(0, 0.5);
    if (luck.happens(0.5))
      role.longest_stay_weeks = luck.dated([&] { return luck.between(0, 40); });
    role.reintegration_to_year_9 = luck.dated([&] { return luck.between(0, 2); });
    role.reintegration_years_10_11 = luck.dated([&] { return luck.between(0, 2); });
  }
  if (luck.happens(0.7))
    borough.fair_access =
        models::FairAccess{.from = sim::date(luck.whole(2010, 2012), 9, 1),
                           .meeting_weeks = luck.whole(1, 8),
                           .most_cases = luck.whole(1, 5),
                           .competing = luck.dated([&] { return luck.between(0, 30); }),
                           .days_to_place = luck.dated([&] { return luck.whole(0, 50); }),
                           .support = luck.dated([&] { return luck.between(0.5, 3); })};
}

inline models::Option draw_option(Luck& luck, models::OptionKind kind) {
  models::Option option;
  option.id = std::string(models::to_string(kind));
  option.name = option.id;
  option.kind = kind;
  option.share = luck.dated([&] { return luck.happens(0.2) ? 0 : luck.between(0, 10); });
  option.effect = luck.dated([&] { return luck.between(0, 1); });
  option.effect_weeks = luck.between(0, 60);
  option.dual = luck.happens(0.5);
  option.weeks = luck.between(0.2, 30);
  if (!has_stay(kind)) return option;
  option.first_year = luck.whole(0, 6);
  option.last_year = luck.whole(option.first_year, 11);
  option.places = luck.dated([&] { return luck.whole(0, 4); });
  option.each_partnership = luck.happens(0.5);
  option.before_panels = luck.between(0, 8);
  option.exposure_share = luck.between(0, 1);
  option.distance = luck.dated([&] { return luck.between(0, 20); });
  option.success = luck.between(0, 1);
  option.failed_excluded = luck.between(0, 0.5);
  option.back_to_panel = luck.between(0, 0.5);
  option.price = luck.dated([&] { return luck.pounds(0, 20'000); });
  option.paid_by = static_cast<models::OptionPayer>(luck.whole(0, 2));
  option.quality_assurance = luck.dated([&] { return luck.pounds(0, 5'000); });
  return option;
}

inline void draw_menu(Luck& luck, models::Borough& borough) {
  borough.regime.live = luck.dated([&] { return luck.happens(0.7); });
  borough.regime.refer = {luck.between(-5, 0), luck.between(-5, 0)};
  borough.regime.refer_record = luck.between(0, 1);
  for (auto& referral : borough.referrals) referral.through_panel = luck.happens(0.7);
  borough.panel = {
      .meeting_weeks = luck.between(1, 8),
      .most_cases = luck.whole(1, 10),
      .weight_effect = luck.between(0, 4),
      .weight_distance = luck.between(0, 0.2),
      .response = luck.dated([&] { return luck.happens(0.2) ? 0 : luck.between(0, 2); }),
      .diverted_by_charge = luck.between(0, 0.9),
      .diverted_by_quota = luck.between(0, 0.9),
      .reference_charge = luck.pounds(1'000, 20'000)};
  for (std::size_t kind = 0; kind < models::option_kinds; ++kind)
    for (int number = luck.whole(0, 2); number > 0; --number)
      borough.options.push_back(draw_option(luck, static_cast<models::OptionKind>(kind)));
}

/// Drawn last, so that what is drawn before is what it was.
inline void draw_agreements(Luck& luck, models::Borough& borough) {
  using models::Quota;
  auto& prices = borough.prices;
  prices.referral_paid_by_partnership = luck.dated([&] { return luck.between(0, 1); });
  prices.excluded_paid_by_partnership = luck.dated([&] { return luck.between(0, 1); });
  prices.alternatives_paid_by_partnership = luck.dated([&] { return luck.between(0, 1); });
  for (auto& kind : borough.travel.kinds) kind = {luck.between(0, 1), luck.pounds(0, 5'000)};
  auto& quota = borough.quota;
  for (auto& total : quota.total) total = luck.dated([&] { return luck.whole(0, 10); });
  quota.pooled_primary = luck.happens(0.5);
  quota.rule = luck.happens(0.5) ? Quota::Rule::headcount : Quota::Rule::history;
  quota.per = luck.happens(0.7) ? Quota::Per::held : Quota::Per::admission;
  quota.above = luck.happens(0.7) ? Quota::Above::charge : Quota::Above::refuse;
  quota.bands = {{0, luck.pounds(1'000, 20'000)}, {2, luck.pounds(1'000, 20'000)}};
  quota.pooling = quota.per == Quota::Per::held && luck.happens(0.5);
  quota.participation = luck.dated([&] { return luck.between(0, 1); });
  auto& devolution = borough.devolution;
  devolution.baseline = sim::date(2011, static_cast<unsigned>(luck.whole(9, 12)), 1);
  devolution.fixed_share = luck.between(0, 1);
  devolution.lag_months = luck.whole(0, 24);
  devolution.share = luck.dated([&] { return luck.between(0, 1); });
  devolution.rule =
      luck.happens(0.7) ? models::Devolution::Rule::released : models::Devolution::Rule::amount;
  devolution.amount = luck.pounds(0, 50'000);
  devolution.split =
      luck.happens(0.5) ? models::Devolution::Split::headcount : models::Devolution::Split::history;
  devolution.most_places = luck.whole(0, 3);
  devolution.place_price = luck.pounds(5'000, 15'000);
}

inline void draw_places(Luck& luck, models::Borough& borough) {
  auto& policy = borough.specialist_policy;
  for (auto* share :
       {&policy.local_refused, &policy.imports, &policy.backfill, &policy.return_rate})
    *share = luck.dated([&] { return luck.between(0, 0.8); });
  policy.appeal_weeks = luck.between(0, 30);
  policy.february_round = luck.happens(0.5);
  auto& otherwise = borough.education_otherwise;
  for (double& rate : otherwise.rate) rate = luck.between(0, 1);
  otherwise.weeks = luck.between(1, 50);
  otherwise.full_time = luck.happens(0.3);
  otherwise.unit = luck.happens(0.5) ? "therapeutic" : "";
  otherwise.by_unit = luck.between(0, 1);
  otherwise.price = luck.dated([&] { return luck.pounds(1'000, 9'000); });
  auto& care = borough.looked_after;
  care.placed_elsewhere = luck.dated([&] { return luck.between(0, 3); });
  care.years = luck.between(0.1, 3);
  care.at_other_authority = luck.between(0, 1);
  care.care_paid = luck.dated([&] { return luck.between(0, 1); });
  care.referred = luck.dated([&] { return luck.between(0, 3); });
  care.unit = "therapeutic";
  borough.plans_to_25.plans = luck.dated([&] { return luck.whole(0, 9); });
  borough.plans_to_25.price = luck.dated([&] { return luck.pounds(1'000, 9'000); });
}

/// The n-th borough: four school years from September 2010, 600 to 1,800 pupils.
inline models::Borough drawn(std::uint32_t number) {
  Luck luck(number);
  auto borough = small_borough::borough();
  borough.period.last_school_year = 2013;
  borough.demography.intake = {{1999, luck.whole(50, 150)}, {2008, luck.whole(50, 150)}};
  borough.demography.arrivals = luck.between(0, 8);
  borough.demography.departures = luck.between(0, 0.15);
  borough.schools = {.partnerships = luck.whole(1, 3),
                     .primary = luck.whole(5, 12),
                     .secondary = luck.whole(3, 5),
                     .concentration = {luck.between(0, 1), luck.between(0, 1)}};
  draw_exclusions(luck, borough);
  draw_units(luck, borough);
  draw_plans(luck, borough);
  draw_money(luck, borough);
  draw_out_of_sight(luck, borough);
  draw_support(luck, borough);
  draw_menu(luck, borough);
  draw_places(luck, borough);
  models::name_partnerships(borough);  // As a run does, so that its measures are the same.
  draw_roles(luck, borough);
  draw_agreements(luck, borough);
  return borough;
}

using Key = std::pair<std::string, int>;  ///< (measure and breakdown, year or month)
using Values = std::map<Key, std::int64_t>;

inline std::string name_of(const std::string& measure, const std::string& breakdown) {
  return breakdown.empty() ? measure : measure + "/" + breakdown;
}

/// What a replication says by year, by name.
inline Values yearly_values(const models::Borough& borough, const models::RunResult& result) {
  Values values;
  auto next = result.yearly.begin();
  const int first = borough.period.first_school_year;
  for (const auto& each : models::yearly_measures(borough)) {
    const bool school = each.basis == models::Basis::school_year;
    for (const int year : school ? models::reported_school_years(borough.period)
                                 : models::reported_financial_years(borough.period))
      values[{name_of(each.measure.name, each.breakdown), school ? year + first : year}] = *next++;
  }
  return values;
}

/// The same by month, counted from the start of the run.
inline Values monthly_values(const models::Borough& borough, const models::RunResult& result) {
  Values values;
  auto next = result.monthly.begin();
  const int months = 12 * borough.period.school_years();
  for (const auto& each : models::monthly_measures(borough))
    for (int month = 0; month < months; ++month)
      values[{name_of(each.measure.name, each.breakdown), month}] = *next++;
  return values;
}

inline models::RunResult run(const models::Borough& borough, std::uint32_t replication = 0) {
  const models::Ground ground(borough);
  return models::Model(ground).run(replication);
}

}  // namespace random_borough
