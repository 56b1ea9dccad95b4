// The switch of each mechanism: what it is without, with its lever at zero and with it moved.
#pragma once

#include <algorithm>
#include <functional>
#include <ostream>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "tests/invariants/random_borough.h"

namespace off_switch {

using models::Borough;
using models::Effect;
using models::OptionKind;
using models::Quota;
using sim::Money;

using Change = std::function<void(Borough&)>;

struct Lever {
  std::string name;
  Change without;  ///< Nothing is given of the mechanism.
  Change at_zero;  ///< All is given, and the lever is at zero.
  Change on;       ///< The lever is moved.
  /// Names of measures about the lever itself, which may differ at zero.
  std::set<std::string> own = {};
  bool may_cost = false;  ///< What it is given may cost something even when it does nothing.
};

inline void PrintTo(const Lever& lever, std::ostream* out) {
  *out << lever.name;
}

inline void as_drawn(Borough&) {}

inline models::Intervention everywhere(double reach, double effect) {
  models::Intervention given;
  given.id = "everywhere";
  given.from = sim::date(2010, 9, 1);
  given.ramp_months = 3;
  given.reach = reach;
  for (double& each : given.effect) each = effect;
  return given;
}

inline void only(Borough& borough, const models::Intervention& given) {
  borough.interventions = {given};
}

/// Two pupils in each phase, by headcount; £10,000 for each place above them.
inline Quota tight_quota() {
  Quota quota;
  quota.total = {2, 2};
  quota.pooled_primary = false;
  quota.bands = {{0, Money::pounds(10'000)}};
  return quota;
}

inline models::Devolution half_of_what_is_released() {
  models::Devolution given;
  given.baseline = sim::date(2011, 9, 1);
  given.share = 0.5;
  return given;
}

inline std::vector<Lever> support() {
  return {
      {.name = "interventions without effect",
       .without = [](Borough& b) { b.interventions.clear(); },
       .at_zero = [](Borough& b) { only(b, everywhere(0.8, 0)); },
       .on = [](Borough& b) { only(b, everywhere(0.8, 0.5)); }},
      {.name = "interventions that reach nobody",
       .without = [](Borough& b) { b.interventions.clear(); },
       .at_zero = [](Borough& b) { only(b, everywhere(0, 0.5)); },
       .on = [](Borough& b) { only(b, everywhere(0.5, 0.5)); }},
      {.name = "interventions without effect that cost",
       .without = [](Borough& b) { b.interventions.clear(); },
       .at_zero =
           [](Borough& b) {
             auto given = everywhere(0.8, 0);
             given.cost = Money::pounds(50'000);
             only(b, given);
           },
       .on = [](Borough& b) { only(b, everywhere(0.8, 0.5)); },
       .may_cost = true},
      {.name = "groups of no other risk",
       .without = [](Borough& b) { b.groups.clear(); },
       .at_zero =
           [](Borough& b) {
             b.groups = {{"one", "One", 0.3, 1.0}, {"other", "Other", 0.1, 1.0}};
           },
       .on =
           [](Borough& b) {
             b.groups = {{"one", "One", 0.3, 4.0}};
           }},
      {.name = "repeats of fixed-term exclusions",
       .without =
           [](Borough& b) {
             b.fixed_term.contagion = 0;
             b.fixed_term.repeat_rate = 1;
           },
       .at_zero =
           [](Borough& b) {
             b.fixed_term.contagion = 0;
             b.fixed_term.repeat_rate = 20;
           },
       .on = [](Borough& b) { b.fixed_term.contagion = 0.5; }},
  };
}

inline void take_off_menu(Borough& borough, OptionKind kind) {
  auto& options = borough.options;
  options.erase(std::remove_if(options.begin(), options.end(),
                               [&](const models::Option& each) { return each.kind == kind; }),
                options.end());
}

inline void give_no_share(Borough& borough, OptionKind kind) {
  for (models::Option& option : borough.options) {
    if (option.kind != kind) continue;
    option.share = 0.0;
    option.before_panels = 0.0;
    option.quality_assurance = Money{};
  }
}

inline std::vector<Lever> quotas() {
  const std::set<std::string> of_quotas{"quota_places", "quota_held", "above_quota"};
  return {
      {.name = "charges that panels do not respond to",
       .without =
           [](Borough& b) {
             b.panel.response = 0.0;
             b.quota = {};
           },
       .at_zero =
           [](Borough& b) {
             b.panel.response = 0.0;
             b.quota = tight_quota();
           },
       .on =
           [](Borough& b) {
             b.panel.response = 3.0;
             b.quota = tight_quota();
           },
       .own = of_quotas,
       .may_cost = true},
      {.name = "quotas of nobody",
       .without = [](Borough& b) { b.quota = {}; },
       .at_zero =
           [](Borough& b) {
             b.quota.total = {0, 0};
             b.quota.above = Quota::Above::refuse;
           },
       .on =
           [](Borough& b) {
             b.quota = tight_quota();
             b.quota.above = Quota::Above::refuse;
           }},
      {.name = "quotas that no school has signed",
       .without = [](Borough& b) { b.quota = {}; },
       .at_zero =
           [](Borough& b) {
             b.quota = tight_quota();
             b.quota.above = Quota::Above::refuse;
             b.quota.participation = 0.0;
           },
       .on =
           [](Borough& b) {
             b.quota = tight_quota();
             b.quota.above = Quota::Above::refuse;
           },
       .own = of_quotas},
      {.name = "panels that never meet",
       .without =
           [](Borough& b) {
             b.regime = {};
             b.panel = {};
             for (auto& referral : b.referrals) referral.through_panel = false;
           },
       .at_zero = [](Borough& b) { b.regime.live = false; },
       .on = [](Borough& b) { b.regime.live = true; }},
  };
}

inline std::vector<Lever> menu() {
  std::vector<Lever> all;
  for (const auto& [kind, name] : {std::pair{OptionKind::managed_move, "managed moves"},
                                   {OptionKind::short_break, "short breaks"},
                                   {OptionKind::alternative_provision, "alternative provision"},
                                   {OptionKind::school_provision, "provision of schools"},
                                   {OptionKind::part_time, "part-time timetables by panels"},
                                   {OptionKind::exclude, "exclusion by panels"}})
    all.push_back({.name = std::string(name) + " of no share",
                   .without = [kind = kind](Borough& b) { take_off_menu(b, kind); },
                   .at_zero = [kind = kind](Borough& b) { give_no_share(b, kind); },
                   .on = as_drawn});
  return all;
}

/// For a share of pupils, wherever they travel to [£ per year].
inline Change travel(double share, int pounds) {
  return [=](Borough& b) {
    for (auto& kind : b.travel.kinds) kind = {share, Money::pounds(pounds)};
  };
}

inline std::vector<Lever> money() {
  return {
      {.name = "devolution of no share",
       .without = [](Borough& b) { b.devolution = {}; },
       .at_zero =
           [](Borough& b) {
             b.devolution = half_of_what_is_released();
             b.devolution.share = 0.0;
             b.devolution.most_places = 3;
             b.devolution.place_price = Money::pounds(5'000);
           },
       .on = [](Borough& b) { b.devolution = half_of_what_is_released(); },
       .own = {"released_funding"}},
      {.name = "devolution of no amount",
       .without = [](Borough& b) { b.devolution = {}; },
       .at_zero =
           [](Borough& b) {
             b.devolution = half_of_what_is_released();
             b.devolution.rule = models::Devolution::Rule::amount;
           },
       .on =
           [](Borough& b) {
             b.devolution = half_of_what_is_released();
             b.devolution.rule = models::Devolution::Rule::amount;
             b.devolution.amount = Money::pounds(40'000);
           },
       .own = {"released_funding"}},
      {.name = "travel of nobody",
       .without = [](Borough& b) { b.travel = {}; },
       .at_zero = travel(0, 3'000),
       .on = travel(0.5, 3'000)},
      {.name = "travel for nothing",
       .without = [](Borough& b) { b.travel = {}; },
       .at_zero = travel(0.5, 0),
       .on = travel(0.5, 3'000)},
      {.name = "plans to 25 of nobody",
       .without = [](Borough& b) { b.plans_to_25 = {}; },
       .at_zero = [](Borough& b) { b.plans_to_25.plans = 0; },
       .on =
           [](Borough& b) {
             b.plans_to_25 = {5, Money::pounds(5'000)};
           }},
  };
}

/// At each unit, always, with a limit of `limit` times as many.
inline void give_six_places(Borough& borough, double limit) {
  for (auto& unit : borough.units) {
    unit.role.sites.clear();
    unit.places = 6;
    unit.limit = limit;
  }
}

/// Units that go up to twice over their places, and what each tenth over costs.
inline Change crowd(double attendance_fall, double reintegration_fall) {
  return [=](Borough& b) {
    give_six_places(b, 2.0);
    for (auto& unit : b.units) unit.role.attendance = 0.8;
    b.crowding = {attendance_fall, reintegration_fall};
  };
}

/// So many at each unit, and what they gain [share of sessions].
inline Change give_vocational_places(int places, double gain) {
  return [=](Borough& b) {
    for (auto& unit : b.units) {
      unit.role.vocational_places = places;
      unit.role.vocational_attendance = gain;
    }
  };
}

inline std::vector<Lever> units() {
  return {
      {.name = "crowding of units that never are over their places",
       .without =
           [](Borough& b) {
             give_six_places(b, 1.0);
             b.crowding = {};
           },
       .at_zero = [](Borough& b) { give_six_places(b, 1.0); },
       .on = [](Borough& b) { give_six_places(b, 2.0); }},
      {.name = "crowding that keeps nobody from school",
       .without = crowd(0, 0),
       .at_zero = crowd(0.1, 0),
       .on = crowd(0.1, 0.1),
       .own = {"unit_attendance"}},
      {.name = "a Fair Access Panel after the end of the run",
       .without = [](Borough& b) { b.fair_access.reset(); },
       .at_zero =
           [](Borough& b) {
             b.fair_access = models::FairAccess{.from = sim::date(2030, 9, 1),
                                                .competing = 20.0,
                                                .days_to_place = 20,
                                                .support = 2.0};
           },
       .on = [](Borough& b) { b.fair_access = models::FairAccess{.from = sim::date(2010, 9, 1)}; }},
      {.name = "sites without a gain",
       .without =
           [](Borough& b) {
             for (auto& unit : b.units) unit.role.sites.clear();
           },
       .at_zero =
           [](Borough& b) {
             for (auto& unit : b.units) {
               unit.role.sites = random_borough::two_sites(unit);
               unit.role.small_site_attendance = 0;
             }
           },
       .on =
           [](Borough& b) {
             for (auto& unit : b.units) {
               unit.role.attendance = 0.5;
               unit.places = small_borough::from(sim::date(2011, 9, 1), 12, 6);
               unit.role.sites = {{"one", 6},
                                  {"new", small_borough::from(sim::date(2011, 9, 1), 6, 0)}};
               unit.role.small_site_attendance = 0.1;
             }
           }},
      {.name = "no vocational places",
       .without = give_vocational_places(0, 0),
       .at_zero = give_vocational_places(0, 0.4),
       .on = give_vocational_places(3, 0.4)},
  };
}

inline void leave_panels_no_way_out_of_sight(Borough& borough) {
  take_off_menu(borough, OptionKind::part_time);
  take_off_menu(borough, OptionKind::home_education);
}

inline std::vector<Lever> children() {
  return {
      {.name = "nobody out of sight",
       .without =
           [](Borough& b) {
             leave_panels_no_way_out_of_sight(b);
             b.out_of_sight = {};
           },
       .at_zero =
           [](Borough& b) {
             leave_panels_no_way_out_of_sight(b);
             auto& given = b.out_of_sight;
             for (auto* rates : {&given.part_time, &given.home_education, &given.missing})
               *rates = {0.0, 0.0};
             given.part_time_after_withdrawal = 0.0;
             given.home_education_after_withdrawal = 0.0;
           },
       .on = leave_panels_no_way_out_of_sight},
      {.name = "nobody unwell",
       .without = [](Borough& b) { b.education_otherwise = {}; },
       .at_zero = [](Borough& b) { b.education_otherwise.rate.fill(0); },
       .on = as_drawn},
      {.name = "nobody placed in care",
       .without = [](Borough& b) { b.looked_after = {}; },
       .at_zero =
           [](Borough& b) {
             b.looked_after.placed_elsewhere = 0.0;
             b.looked_after.referred = 0.0;
           },
       .on = as_drawn},
      {.name = "a policy of specialist places that does nothing",
       .without = [](Borough& b) { b.specialist_policy = {}; },
       .at_zero =
           [](Borough& b) {
             auto& policy = b.specialist_policy;
             for (auto* share :
                  {&policy.local_refused, &policy.imports, &policy.backfill, &policy.return_rate})
               *share = 0.0;
             policy.appeal_weeks = 10;
             policy.february_round = false;
           },
       .on = as_drawn},
  };
}

inline std::vector<Lever> levers() {
  std::vector<Lever> all;
  for (const auto& some : {support(), quotas(), menu(), money(), units(), children()})
    all.insert(all.end(), some.begin(), some.end());
  return all;
}

}  // namespace off_switch
