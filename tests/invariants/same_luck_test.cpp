// The same children live through every option: what is the same in two scenarios comes out the
// same, to the last pupil and penny.

#include <algorithm>
#include <cstdint>
#include <functional>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include <gtest/gtest.h>

#include "tests/invariants/random_borough.h"

namespace {

using models::Borough;
using random_borough::boroughs;
using random_borough::drawn;
using random_borough::run;
using random_borough::Values;

/// The same until `day`, then `value`.
template <class Value>
void change_from(models::StepFunction<Value>& given, sim::Date day, Value value) {
  std::vector<typename models::StepFunction<Value>::Step> steps;
  for (const auto& step : given.steps())
    if (step.first < day) steps.push_back(step);
  steps.emplace_back(day, value);
  given = models::StepFunction<Value>(std::move(steps));
}

constexpr int changed_year = 2012;
constexpr sim::Date changed = sim::date(changed_year, 9, 1);
constexpr int months_before = 24;

struct Change {
  std::string name;
  std::function<void(Borough&)> make;
};

std::vector<Change> changes() {
  return {
      {"more places",
       [](Borough& b) {
         change_from(b.units[1].places, changed, 40);
         random_borough::keep_sites(b.units[1]);
       }},
      {"no places",
       [](Borough& b) {
         change_from(b.units[0].places, changed, 0);
         random_borough::keep_sites(b.units[0]);
       }},
      {"another limit", [](Borough& b) { change_from(b.units[1].limit, changed, 3.0); }},
      {"more challenge", [](Borough& b) { change_from(b.exclusion.withdrawn[1], changed, 0.95); }},
      {"more refusals", [](Borough& b) { change_from(b.plans.refused, changed, 0.9); }},
      {"late plans", [](Borough& b) { change_from(b.plans.on_time, changed, 0.05); }},
      {"more referrals", [](Borough& b) { change_from(b.referrals[0].rate, changed, 60.0); }},
      {"partnerships", [](Borough& b) { change_from(b.regime.live, changed, true); }},
      {"another menu",
       [](Borough& b) {
         for (auto& option : b.options) change_from(option.places, changed, 9);
       }},
      {"a faster search", [](Borough& b) { change_from(b.independent.search, changed, 50.0); }},
      {"a cap", [](Borough& b) { change_from(b.independent.most, changed, 0); }},
      {"a price",
       [](Borough& b) { change_from(b.prices.unit_top_up, changed, sim::Money::pounds(30'000)); }},
      {"a level of exclusions",
       [](Borough& b) {
         // Levels are drawn from that September on.
         change_from(b.fixed_term.level.known, changed, 1.0);
         b.fixed_term.level.innovation *= 2;
       }},
      {"an intervention",
       [](Borough& b) {
         models::Intervention given;
         given.id = "from-then-on";
         given.from = changed;
         given.reach = 0.7;
         for (double& effect : given.effect) effect = 0.5;
         given.cost = sim::Money::pounds(100'000);
         b.interventions.push_back(given);
       }},
      {"a larger cohort", [](Borough& b) { b.demography.intake.emplace_back(changed_year, 400); }},
  };
}

TEST(SameLuck, KeepsThePastOfAScenarioThatDiffersOnlyFromADateOn) {
  std::map<std::string, std::size_t> effects;
  for (std::uint32_t number = 0; number < boroughs(40); ++number) {
    const Borough base = drawn(number);
    const auto before = run(base);
    const Values yearly = random_borough::yearly_values(base, before);
    const Values monthly = random_borough::monthly_values(base, before);
    for (const Change& change : changes()) {
      Borough option = base;
      change.make(option);
      const auto after = run(option);
      std::size_t different = 0;
      const auto compare = [&](const Values& first, const Values& second, int until) {
        for (const auto& [key, value] : first) {
          if (key.second >= until)
            different += second.at(key) != value;
          else
            EXPECT_EQ(second.at(key), value)
                << change.name << " changes " << key.first << " of " << key.second;
        }
      };
      compare(yearly, random_borough::yearly_values(option, after), changed_year);
      compare(monthly, random_borough::monthly_values(option, after), months_before);
      effects[change.name] += different;
    }
  }
  for (const auto& [name, different] : effects)
    EXPECT_GT(different, 0U) << name << " has no effect";
}

TEST(SameLuck, KeepsThePastBeforeAProviderIsAnnounced) {
  for (std::uint32_t number = 0; number < boroughs(40); ++number) {
    Borough base = drawn(number);
    base.specialists.push_back(small_borough::special_school(0));
    Borough option = base;
    option.specialists.back().places = small_borough::from(sim::date(2013, 1, 1), 6, 0);
    option.specialists.back().announced = changed;
    const Values first = random_borough::yearly_values(base, run(base));
    const Values second = random_borough::yearly_values(option, run(option));
    for (const auto& [key, value] : first) {
      if (key.second >= changed_year) continue;
      EXPECT_EQ(second.at(key), value) << key.first << " of " << key.second;
    }
  }
}

/// Every value of `first` is in `second`.
void expect_same(const Values& first, const Values& second, const std::string& what) {
  for (const auto& [key, value] : first)
    EXPECT_EQ(second.at(key), value) << what << " changes " << key.first << " of " << key.second;
}

TEST(SameLuck, IsLeftAloneByWhatIsNotUsed) {
  for (std::uint32_t number = 0; number < boroughs(80); ++number) {
    const Borough base = drawn(number);
    const auto before = run(base);
    std::vector<Change> unused{
        {"an unused unit",
         [](Borough& b) {
           b.units.push_back(small_borough::unit("unused", 0, 11, 0));
           b.units.back().takes_excluded = false;
         }},
        {"an unused provider",
         [](Borough& b) {
           b.specialists.push_back(small_borough::special_school(0));
           b.specialists.back().id = "unused";
         }},
        {"an unused option",
         [](Borough& b) {
           b.options.emplace_back().id = "unused";
           b.options.back().kind = models::OptionKind::alternative_provision;
         }},
        {"an unused referral stream", [](Borough& b) {
           b.referrals.push_back({.id = "unused", .unit = "primary", .rate = 0.0});
         }}};
    for (const Change& change : unused) {
      Borough option = base;
      change.make(option);
      const auto after = run(option);
      expect_same(random_borough::yearly_values(base, before),
                  random_borough::yearly_values(option, after), change.name);
      expect_same(random_borough::monthly_values(base, before),
                  random_borough::monthly_values(option, after), change.name);
    }
  }
}

TEST(SameLuck, DoesNotDependOnTheOrderOfUnitsThatHaveNothingInCommon) {
  for (std::uint32_t number = 0; number < boroughs(80); ++number) {
    const Borough base = drawn(number);
    Borough option = base;
    std::swap(option.units[0], option.units[1]);
    const auto before = run(base);
    const auto after = run(option);
    expect_same(random_borough::yearly_values(base, before),
                random_borough::yearly_values(option, after), "swapping units");
    expect_same(random_borough::monthly_values(base, before),
                random_borough::monthly_values(option, after), "swapping units");
  }
}

TEST(SameLuck, DoesNotDependOnPricesWhereverPupilsGo) {
  for (std::uint32_t number = 0; number < boroughs(40); ++number) {
    const Borough base = drawn(number);
    Borough option = base;
    option.prices = {};
    option.block = {};
    option.independent.price = {};
    const Values first = random_borough::yearly_values(base, run(base));
    const Values second = random_borough::yearly_values(option, run(option));
    for (const auto& measure : models::yearly_measures(base))
      if (measure.basis == models::Basis::school_year && measure.shown != models::Shown::money)
        for (int year = 2010; year < 2014; ++year) {
          const random_borough::Key key{
              random_borough::name_of(measure.measure.name, measure.breakdown), year};
          EXPECT_EQ(first.at(key), second.at(key)) << key.first;
        }
  }
}

TEST(SameLuck, LetsFewerWaitPastDaySixWithMorePlaces) {
  std::int64_t base_days = 0;
  std::int64_t option_days = 0;
  std::uint32_t longer = 0;
  const std::uint32_t count = boroughs(200);
  for (std::uint32_t number = 0; number < count; ++number) {
    const Borough base = drawn(number);
    Borough option = base;
    for (auto& unit : option.units) {
      std::vector<models::StepFunction<int>::Step> steps;
      for (const auto& step : unit.places.steps()) steps.emplace_back(step.first, step.second + 4);
      unit.places = models::StepFunction<int>(std::move(steps));
      random_borough::keep_sites(unit);
    }
    const auto waiting = [](const Borough& borough) {
      std::int64_t days = 0;
      for (const auto& [key, value] : random_borough::yearly_values(borough, run(borough)))
        if (key.first == "waiting_past_day_six") days += value;
      return days;
    };
    const std::int64_t before = waiting(base);
    const std::int64_t after = waiting(option);
    base_days += before;
    option_days += after;
    longer += after > before;
  }
  EXPECT_GT(base_days, 0);
  EXPECT_LT(option_days, base_days);
  EXPECT_LT(longer, count / 10) << "and hardly ever longer in any one borough";
}

}  // namespace
