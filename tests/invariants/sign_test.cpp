// Which way each lever moves what it is for, where theory says so: the same children with and
// without it, other mechanisms off.

#include <cstdint>
#include <functional>
#include <ostream>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "tests/invariants/random_borough.h"

namespace {

using models::Borough;
using models::Effect;
using models::OptionKind;
using models::Quota;
using sim::Money;

constexpr std::uint32_t replications = 100;
constexpr int least_not_wrong = 95;

using Change = std::function<void(Borough&)>;

enum class Direction { less, more };

struct Sign {
  std::string name;
  Change given;  ///< The mechanism, before the lever is moved.
  Change lever;
  Direction direction;
  std::string measure;  ///< By name, or name/breakdown; of all years together.
};

void PrintTo(const Sign& sign, std::ostream* out) {
  *out << sign.name;
}

/// Three school years of 1,800 pupils who are excluded for a fixed term and nothing more.
Borough quiet() {
  Borough borough = small_borough::borough();
  borough.demography.intake = {{1999, 150}};
  borough.schools = {.partnerships = 2, .primary = 8, .secondary = 4, .concentration = {0.3, 0.3}};
  borough.fixed_term.rate.fill(0.3);
  borough.fixed_term.shape = 0.1;
  return borough;
}

/// About one fixed-term exclusion in ten leads to a decision, and reintegration takes its time.
void exclude(Borough& borough) {
  borough.exclusion.base = {-2.2, -2.2};
  for (auto& unit : borough.units) {
    unit.stay.early.fill(1);
    unit.stay.late.fill(1);
  }
  borough.reintegration = {.success = 4, .failure = 1};
}

void set_places(Borough& borough, int places) {
  for (auto& unit : borough.units) unit.places = places;
}

/// Referrals of secondary pupils that a panel hears, with a unit and support on the menu.
void meet(Borough& borough) {
  borough.referrals = {{.id = "to-panel",
                        .unit = "secondary",
                        .first_year = 7,
                        .last_year = 10,
                        .rate = 60.0,
                        .through_panel = true}};
  borough.units[1].stay.early.fill(1);
  borough.reintegration = {.success = 4, .failure = 0};
  borough.regime.live = true;
  borough.regime.refer = {small_borough::never_happens, small_borough::never_happens};
  for (const OptionKind kind : {OptionKind::support_in_school, OptionKind::unit}) {
    models::Option option;
    option.id = std::string(models::to_string(kind));
    option.name = option.id;
    option.kind = kind;
    option.share = 5.0;
    borough.options.push_back(option);
  }
  borough.panel.diverted_by_charge = 0.5;
  borough.quota.total[1] = 4;
  borough.quota.bands = {{0, Money::pounds(2'000)}};
}

/// Plans that name special provision, and a local school too small for all of them.
void plan(Borough& borough) {
  borough.plans.requests = 20;
  borough.plans.base_year = 2010;
  borough.independent.search = 0.5;
  borough.specialists = {small_borough::special_school(10)};
}

/// Quotas that no panel looks at: referrals go to the unit, and are charged for or refused there;
/// the excluded never are.
void refer(Borough& borough) {
  meet(borough);
  exclude(borough);
  borough.regime.live = false;
}

Change reach(double share) {
  return [share](Borough& borough) {
    models::Intervention given;
    given.id = "everywhere";
    given.from = sim::date(2010, 9, 1);
    given.ramp_months = 6;
    given.reach = share;
    given.effect[static_cast<std::size_t>(Effect::fixed_term)] = 0.4;
    borough.interventions = {given};
  };
}

void charge_more(Borough& borough) {
  borough.quota.bands[0].price = Money::pounds(20'000);
}

void find_places_by_panel(Borough& borough) {
  exclude(borough);
  borough.fair_access = models::FairAccess{.from = sim::date(2010, 9, 1), .days_to_place = 60};
}

void crowd(Borough& borough) {
  exclude(borough);
  set_places(borough, 20);
  for (auto& unit : borough.units) unit.limit = 3.0;
}

void open_local_places_later(Borough& borough) {
  plan(borough);
  borough.specialists[0].places = small_borough::from(sim::date(2011, 9, 1), 30, 5);
}

void travel(Borough& borough) {
  exclude(borough);
  for (auto& kind : borough.travel.kinds) kind = {0.5, Money::pounds(1'000)};
}

std::vector<Sign> signs() {
  return {
      {"More reach", reach(0.3), reach(0.9), Direction::less, "fixed_term_exclusions"},
      {"More challenge",
       [](Borough& b) {
         exclude(b);
         b.exclusion.withdrawn = {0.1, 0.1};
       },
       [](Borough& b) {
         b.exclusion.withdrawn = {0.5, 0.5};
       },
       Direction::less, "permanent_exclusions"},
      {"More unit places",
       [](Borough& b) {
         exclude(b);
         set_places(b, 5);
       },
       [](Borough& b) { set_places(b, 12); }, Direction::less, "waiting_past_day_six"},
      {"A higher charge", meet, charge_more, Direction::less, "referrals"},
      {"Refusal above quota", refer, [](Borough& b) { b.quota.above = Quota::Above::refuse; },
       Direction::less, "above_quota/partnership-1"},
      {"A higher charge without response",
       [](Borough& b) {
         meet(b);
         b.panel.response = 0.0;
       },
       charge_more, Direction::more, "money/quota_charge"},
      {"More imports", plan, [](Borough& b) { b.specialist_policy.imports = 0.5; }, Direction::less,
       "placed_locally"},
      {"More local places", plan,
       [](Borough& b) { b.specialists = {small_borough::special_school(25)}; }, Direction::less,
       "waiting_for_specialist"},
      {"Shorter days to place", find_places_by_panel,
       [](Borough& b) { b.fair_access->days_to_place = 10; }, Direction::less,
       "waiting_for_school"},
      {"Crowding", crowd, [](Borough& b) { b.crowding.reintegration_fall = 0.08; }, Direction::less,
       "reintegrations_begun"},
      {"More backfill", open_local_places_later,
       [](Borough& b) { b.specialist_policy.backfill = 0.7; }, Direction::more, "plan_requests"},
      {"More requests refused", plan, [](Borough& b) { b.plans.refused = 0.4; }, Direction::less,
       "plans_issued"},
      {"Costlier travel", travel,
       [](Borough& b) {
         for (auto& kind : b.travel.kinds) kind.cost = Money::pounds(3'000);
       },
       Direction::more, "money/travel"},
  };
}

/// The measure over all years, in each replication.
std::vector<std::int64_t> lived(const Borough& given, const std::string& measure) {
  Borough borough = given;
  models::name_partnerships(borough);
  const models::Ground ground(borough);
  models::Model model(ground);
  std::vector<std::int64_t> all;
  for (std::uint32_t replication = 0; replication < replications; ++replication) {
    std::int64_t sum = 0;
    int years = 0;
    for (const auto& [key, value] : random_borough::yearly_values(borough, model.run(replication)))
      if (key.first == measure) {
        sum += value;
        ++years;
      }
    EXPECT_GT(years, 0) << "there is a measure of that name";
    all.push_back(sum);
  }
  return all;
}

class Lever : public testing::TestWithParam<Sign> {};

TEST_P(Lever, MovesWhatItIsForTheRightWay) {
  const Sign& sign = GetParam();
  Borough base = quiet();
  sign.given(base);
  Borough option = base;
  sign.lever(option);
  const auto before = lived(base, sign.measure);
  const auto after = lived(option, sign.measure);
  int not_wrong = 0;
  std::int64_t moved = 0;
  for (std::size_t replication = 0; replication < replications; ++replication) {
    const std::int64_t by = sign.direction == Direction::more
                                ? after[replication] - before[replication]
                                : before[replication] - after[replication];
    not_wrong += by >= 0 ? 1 : 0;
    moved += by;
  }
  EXPECT_GE(not_wrong, least_not_wrong);
  EXPECT_GT(moved, 0);
}

INSTANTIATE_TEST_SUITE_P(OfEachMechanism, Lever, testing::ValuesIn(signs()),
                         [](const testing::TestParamInfo<Sign>& each) {
                           std::string name = each.param.name;
                           for (char& c : name)
                             if (c == ' ') c = '_';
                           return name;
                         });

}  // namespace
