#include "models/intervention.h"

#include <cmath>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include <gtest/gtest.h>

#include "models/own_exposure.h"
#include "tests/models/small_borough.h"

namespace {

using models::Account;
using models::Count;
using models::Effect;
using models::Intervention;
using models::Setting;
using small_borough::Life;
using small_borough::monday;

constexpr sim::Date january = sim::date(2011, 1, 1);

Intervention training(double reach, double ramp_months = 0) {
  Intervention given;
  given.id = "training";
  given.name = "nurture and attachment training";
  given.from = january;
  given.ramp_months = ramp_months;
  given.reach = reach;
  return given;
}

Intervention with(Intervention given, Effect what, double effect) {
  given.effect[static_cast<std::size_t>(what)] = effect;
  return given;
}

models::Borough with_exclusions() {
  auto borough = small_borough::borough();
  borough.fixed_term.rate.fill(0.5);
  borough.fixed_term.shape = 0.5;
  borough.demography.arrivals = 5;
  borough.schools = {
      .partnerships = 1, .primary = 6, .secondary = 3, .without_pupils = {}, .concentration = {}};
  return borough;
}

std::vector<models::Reached> everyone_of(Life& life, int group) {
  std::vector<models::Reached> reached;
  for (std::uint32_t number = 0; number < small_borough::pupils_a_cohort; ++number)
    reached.push_back(models::reached_by(life.world(), life.pupil(group, number), 0));
  return reached;
}

double share_at(const std::vector<models::Reached>& pupils, sim::Instant when) {
  double reached = 0;
  for (const auto& pupil : pupils) reached += pupil.at(when) ? 1 : 0;
  return reached / static_cast<double>(pupils.size());
}

TEST(Reach, RisesAlongARampAfterEachStep) {
  Intervention given = training(0.3, 12);
  given.reach = models::Dated(
      {{sim::date(2005, 1, 1), 0.1}, {sim::date(2010, 6, 1), 0.3}, {sim::date(2011, 7, 2), 0.6}});
  const models::Reach reach(given);
  const auto share = [&](sim::Date day) { return reach.at(day); };
  EXPECT_EQ(share(january), 0);
  EXPECT_NEAR(share(sim::date(2011, 7, 2)), 0.15, 0.001) << "half of the first step";
  EXPECT_NEAR(share(sim::date(2012, 1, 2)), 0.3 + 0.15, 0.002) << "and half of the second";
  EXPECT_NEAR(share(sim::date(2012, 8, 1)), 0.6, 1e-12);

  for (const double number : {0.01, 0.14, 0.16, 0.29, 0.31, 0.44, 0.46, 0.59}) {
    const sim::Instant when = reach.passes(number);
    EXPECT_GT(reach.at(when), number - 1e-9);
    EXPECT_LT(reach.at(when - sim::Seconds{2}), number);
  }
  EXPECT_EQ(reach.passes(0.601), sim::never);
}

TEST(Reach, JumpsWithoutARamp) {
  Intervention given = training(0.3);
  given.reach = small_borough::from(sim::date(2012, 1, 1), 0.6, 0.3);
  const models::Reach reach(given);
  EXPECT_EQ(reach.passes(0.29), sim::Instant{january});
  EXPECT_EQ(reach.passes(0.31), sim::Instant{sim::date(2012, 1, 1)});
  EXPECT_EQ(reach.passes(0.61), sim::never);
}

TEST(Intervention, ReachesTheSameChildrenFirstWhenItReachesMore) {
  auto borough = small_borough::borough();
  borough.interventions = {training(0.3, 24)};
  Life narrow(borough);
  borough.interventions = {training(0.6, 24)};
  Life wide(borough);
  const auto some = everyone_of(narrow, 5);
  const auto more = everyone_of(wide, 5);
  for (std::size_t n = 0; n < some.size(); ++n) {
    if (some[n].from == some[n].until) continue;
    EXPECT_LT(more[n].from, some[n].from);
    EXPECT_EQ(more[n].until, some[n].until);
  }
  const sim::Instant later = sim::date(2013, 2, 1);
  EXPECT_NEAR(share_at(some, later), 0.3, 0.15);
  EXPECT_NEAR(share_at(more, later), 0.6, 0.15);
}

TEST(Intervention, LetsGoOfPupilsOverTheDecayAfterItsFundingEnds) {
  auto borough = small_borough::borough();
  Intervention given = training(1);
  given.funding_ends = sim::date(2011, 9, 1);
  given.decay_months = 12;
  borough.interventions = {given};
  Life life(borough);
  const auto pupils = everyone_of(life, 4);
  EXPECT_EQ(share_at(pupils, january - sim::Seconds{1}), 0);
  EXPECT_EQ(share_at(pupils, sim::date(2011, 8, 31)), 1);
  EXPECT_NEAR(share_at(pupils, sim::date(2012, 3, 1)), 0.5, 0.2);
  EXPECT_EQ(share_at(pupils, sim::date(2012, 9, 2)), 0);
  EXPECT_NEAR(models::pupils_reached(life.world(), 0, sim::date(2012, 3, 1)), 600, 10);
  EXPECT_NEAR(models::pupils_reached(life.world(), 0, sim::date(2012, 9, 2)), 0, 10);
}

TEST(Intervention, ReachesNobodyNewAfterItsFundingEnds) {
  auto borough = small_borough::borough();
  Intervention given = training(1, 24);
  given.funding_ends = sim::date(2012, 1, 1);
  given.decay_months = 120;
  borough.interventions = {given};
  Life life(borough);
  EXPECT_NEAR(share_at(everyone_of(life, 4), sim::date(2012, 1, 2)), 0.5, 0.2);
}

TEST(Intervention, KeepsToItsYearGroupsAndItsSchools) {
  auto borough = with_exclusions();
  Intervention given = with(training(1), Effect::fixed_term, 0.4);
  given.first_year = 7;
  given.last_year = 8;
  given.schools = {1};  // Fed by primary schools 2 and 3, counted from 0.
  borough.interventions = {given};
  Life life(borough);
  for (std::uint32_t number = 0; number < 6; ++number) {
    const auto& pupil = life.pupil(6, number);
    const auto reached = models::reached_by(life.world(), pupil, 0);
    const bool named = pupil.school == 2 || pupil.school == 3;
    EXPECT_EQ(reached.at(sim::date(2011, 9, 1)), named);
    EXPECT_FALSE(reached.at(sim::date(2011, 8, 31))) << "Year 6 still";
    EXPECT_EQ(reached.at(sim::date(2013, 8, 31)), named);
    EXPECT_FALSE(reached.at(sim::date(2013, 9, 1)));
  }
  EXPECT_NEAR(models::pupils_reached(life.world(), 0, sim::date(2011, 1, 1)), 200 / 3.0, 1);
}

TEST(Intervention, LowersTheExposureOfTheTimetableExactly) {
  auto borough = with_exclusions();
  borough.demography.departures = 0.05;
  Intervention first = with(training(0.5, 12), Effect::fixed_term, 0.4);
  first.funding_ends = sim::date(2012, 3, 1);
  first.decay_months = 6;
  Intervention second = with(training(0.5, 6), Effect::fixed_term, 1);
  second.id = "support-team";
  second.first_year = 8;
  second.from = sim::date(2009, 1, 1);  // Before the run.
  borough.interventions = {first, second};
  Life timetable(borough);
  Life one_by_one(borough);
  auto& world = one_by_one.world();
  for (auto& pupil : world.noticed()) {
    if (!models::Population::entered_with_cohort(pupil.id)) continue;  // Not here yet.
    models::share_exposure(world, pupil, 0);  // Off the timetable at the very start, ...
    models::refresh_exposure(world, pupil);   // ... and back to what support leaves.
  }
  timetable.until_the_end();
  one_by_one.until_the_end();

  const auto& these = timetable.diary().entries();
  const auto& those = one_by_one.diary().entries();
  EXPECT_GT(these.size(), 500U);
  ASSERT_EQ(these.size(), those.size());
  for (const auto& entry : these) {
    bool found = false;
    for (const auto& other : those)
      found |= other.pupil == entry.pupil && std::abs((other.at - entry.at).count()) <= 1;
    EXPECT_TRUE(found) << entry.pupil.value << " on " << sim::to_string(sim::date_of(entry.at));
  }
}

TEST(Intervention, TakesItsShareOfFixedTermExclusions) {
  auto borough = small_borough::borough();
  borough.fixed_term.rate.fill(0.5);
  borough.fixed_term.shape = 1e6;
  borough.demography.intake = {{1999, 2000}};
  Intervention given = with(training(0.5), Effect::fixed_term, 0.4);
  given.from = sim::date(2010, 9, 1);
  borough.interventions = {given};
  Life life(borough);
  life.until_the_end();

  const double mean = 0.5 * 2000 * 12 * (1 - 0.5 * 0.4);
  for (int year = 0; year < 3; ++year)
    EXPECT_NEAR(static_cast<double>(life.record().counted(Count::fixed_term, year)), mean,
                5 * std::sqrt(mean));
}

TEST(Intervention, FollowsAPupilToANewSchool) {
  auto borough = with_exclusions();
  Intervention given = with(training(1), Effect::fixed_term, 0.4);
  given.first_year = 7;
  given.schools = {1};
  borough.interventions = {given};
  Life life(borough);
  life.until(sim::date(2011, 2, 7));
  auto& pupil = life.pupil(8, 0);
  ASSERT_EQ(pupil.school, 0);
  models::change_school(life.world(), pupil, 2);
  EXPECT_DOUBLE_EQ(pupil.share, 0.6);
  models::change_school(life.world(), pupil, 4);
  EXPECT_DOUBLE_EQ(pupil.share, 1);
}

/// What is remembered, at every month of a school life, against what is looked up.
TEST(Support, RemembersWhatItLeavesUntilThatChanges) {
  auto borough = with_exclusions();
  borough.demography.arrivals = 0;
  Intervention first = with(training(0.5, 12), Effect::fixed_term, 0.4);
  first.funding_ends = sim::date(2012, 3, 1);
  first.decay_months = 6;
  Intervention second = with(training(0.5, 6), Effect::fixed_term, 0.5);
  second.id = "support-team";
  second.first_year = 8;
  second.last_year = 9;
  borough.interventions = {first, second};
  Life life(borough);
  auto& world = life.world();
  std::map<double, int> seen;
  for (sim::Instant day = sim::date(2010, 9, 13); day < world.end(); day += sim::Days{30}) {
    life.until(day);
    for (std::uint32_t number = 0; number < 40; ++number) {
      const auto& pupil = world.pupil(models::Population::pupil(4, number));  // Year 7 at first.
      const auto& left = models::support_left(world, pupil);
      EXPECT_EQ(left.share, models::intervention_factor(world, pupil, Effect::fixed_term, day))
          << number << " on " << sim::to_string(sim::date_of(day));
      EXPECT_GT(left.until, day);
      ++seen[left.share];
    }
  }
  EXPECT_EQ(seen.size(), 4U) << "with neither, either and both";
}

TEST(Support, IsLookedUpAnewInAnotherSchool) {
  auto borough = with_exclusions();
  Intervention given = with(training(1), Effect::fixed_term, 0.4);
  given.first_year = 7;
  given.schools = {1};
  borough.interventions = {given};
  Life life(borough);
  life.until(sim::date(2011, 2, 7));
  auto& pupil = life.pupil(8, 0);
  ASSERT_EQ(models::support_left(life.world(), pupil).share, 1);
  models::change_school(life.world(), pupil, 2);
  EXPECT_DOUBLE_EQ(models::support_left(life.world(), pupil).share, 0.6);
  EXPECT_DOUBLE_EQ(pupil.share, 0.6);
  models::change_school(life.world(), pupil, 0);
  EXPECT_DOUBLE_EQ(models::support_left(life.world(), pupil).share, 1);
  EXPECT_DOUBLE_EQ(pupil.share, 1);
}

/// What the past remembers of its own interventions is no longer so where an option brings others.
TEST(Support, IsLookedUpAnewWhereAnOptionGoesItsOwnWay) {
  const auto without = with_exclusions();
  auto more = without;
  more.interventions = {with(training(1), Effect::fixed_term, 0.4)};
  Life past(without);
  past.until(january - sim::Seconds{1});
  const auto id = past.pupil(8, 0).id;
  const auto& before = models::support_left(past.world(), past.world().pupil(id));
  ASSERT_EQ(before.share, 1);
  ASSERT_EQ(before.until, sim::never);

  Life option(more);
  option.world().go_on_from(past.world());
  option.until(january + sim::Days{1});
  EXPECT_DOUBLE_EQ(models::support_left(option.world(), option.world().pupil(id)).share, 0.6);

  Life same(without);
  same.world().go_on_from(past.world());
  same.until(january + sim::Days{1});
  EXPECT_EQ(models::support_left(same.world(), same.world().pupil(id)).share, 1);
}

TEST(Support, OfAnEarlierReplicationIsForgotten) {
  auto borough = with_exclusions();
  borough.interventions = {with(training(0.5), Effect::fixed_term, 0.4)};
  Life life(borough);
  for (const std::uint32_t replication : {0U, 1U}) {
    life.begin(replication);
    life.until(sim::date(2011, 2, 7));
    for (std::uint32_t number = 0; number < 40; ++number) {
      const auto& pupil = life.pupil(8, number);
      EXPECT_EQ(models::support_left(life.world(), pupil).share,
                models::intervention_factor(life.world(), pupil, Effect::fixed_term));
    }
  }
}

TEST(Intervention, LowersTheOddsOfADecision) {
  auto borough = small_borough::borough();
  borough.exclusion.base = {0, 0};  // Evens.
  borough.interventions = {with(training(1), Effect::decision, 0.5)};
  Life life(borough);
  life.until(monday);
  EXPECT_DOUBLE_EQ(models::probability_of_decision(life.world(), life.pupil(8), 1), 0.5);
  life.until(sim::date(2011, 2, 7));
  EXPECT_DOUBLE_EQ(models::probability_of_decision(life.world(), life.pupil(8), 1), 1 / 3.0);
  EXPECT_TRUE(models::head_decides(life.world(), life.pupil(8), 1, 0.33));
  EXPECT_FALSE(models::head_decides(life.world(), life.pupil(8), 1, 0.34));
}

TEST(Intervention, WithdrawsAShareOfTheDecisionsThatWouldHaveStood) {
  auto borough = small_borough::borough();
  borough.exclusion.withdrawn = {0.2, 0.2};
  const auto withdrawn = [](models::Borough given) {
    Life life(std::move(given));
    life.until(sim::date(2011, 2, 7));
    for (std::uint32_t number = 0; number < small_borough::pupils_a_cohort; ++number)
      for (const int group : {3, 7, 8, 9}) life.exclude(life.pupil(group, number));
    life.until_the_end();
    return static_cast<double>(life.record().total(Count::withdrawn));
  };
  EXPECT_NEAR(withdrawn(borough), 400 * 0.2, 4 * 8);
  borough.interventions = {with(training(1), Effect::withdrawal, 0.5)};
  EXPECT_NEAR(withdrawn(borough), 400 * 0.6, 4 * 10);
}

TEST(Intervention, ShortensEducationOtherwiseForWhomItReaches) {
  auto borough = small_borough::borough();
  borough.interventions = {with(training(0.5), Effect::otherwise, 0.25)};
  Life life(borough);
  life.until(sim::date(2011, 2, 7));
  int reached = 0;
  for (std::uint32_t number = 0; number < small_borough::pupils_a_cohort; ++number) {
    auto& pupil = life.pupil(8, number);
    const double left = models::intervention_factor(life.world(), pupil, Effect::otherwise);
    EXPECT_EQ(left, models::reached_by(life.world(), pupil, 0).at(life.world().now()) ? 0.75 : 1);
    EXPECT_EQ(models::intervention_factor(life.world(), pupil, Effect::decision), 1);
    reached += left < 1 ? 1 : 0;
  }
  EXPECT_NEAR(reached, 50, 20);
}

TEST(Intervention, CostsFromItsStartToTheEndOfItsFunding) {
  auto borough = small_borough::borough();
  Intervention given = training(0.5);
  given.from = sim::date(2011, 4, 1);
  given.funding_ends = sim::date(2011, 10, 1);
  given.cost = sim::Money::pounds(36'600);
  given.traded = 0.7;
  given.paid_by = Account::general_fund;
  borough.interventions = {given};
  Life life(borough);
  life.until_the_end();
  models::close_month(life.world());

  // Half of a financial year of 366 days: 183 of them, at 100 pounds a day.
  const auto& ledger = life.world().ledger;
  EXPECT_EQ(ledger.posted(2011, models::Service::support_by_others),
            sim::Money::pounds(18'300 * 3 / 10));
  EXPECT_EQ(ledger.posted(2011, models::Service::support_by_schools),
            sim::Money::pounds(18'300 * 7 / 10));
  EXPECT_EQ(ledger.posted(2012, models::Service::support_by_others), sim::Money{});
  EXPECT_EQ(ledger.net(2011, Account::general_fund), sim::Money::pounds(-18'300 * 3 / 10));
  EXPECT_EQ(ledger.net(2011, Account::support_services), sim::Money::pounds(18'300));
  std::map<std::string, std::int64_t> measured;
  for (const auto& each : models::yearly_measures(life.world().borough))
    if (each.breakdown == "training" && each.basis == models::Basis::financial_year)
      measured[each.measure.name] = each.value(life.world(), 2011);
  EXPECT_EQ(measured.at("intervention_cost"), 1'830'000);
  EXPECT_EQ(measured.at("intervention_income"), 1'281'000);
}

}  // namespace
