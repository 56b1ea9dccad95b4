// Options that live through their common past once come out as each does alone, to the last bit.

#include "models/common_past.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <ostream>
#include <string>
#include <utility>
#include <vector>

#include <gtest/gtest.h>

#include "models/side_by_side.h"
#include "scenarios/document.h"
#include "scenarios/posterior.h"
#include "scenarios/scenario_reader.h"
#include "tests/invariants/random_borough.h"
#include "tests/sanitized.h"

namespace {

using models::Borough;
using models::Ground;
using models::RunOptions;
using random_borough::Luck;

constexpr RunOptions with_weeks{.seed = 7, .keeps_weeks = true};

struct Grounds {
  explicit Grounds(const std::vector<Borough>& boroughs) {
    for (const Borough& borough : boroughs) owned.push_back(std::make_unique<Ground>(borough));
    for (const auto& ground : owned) all.push_back(ground.get());
  }
  std::vector<std::unique_ptr<Ground>> owned;
  std::vector<const Ground*> all;
};

/// How many of the options went along with another for a while.
std::size_t expect_as_alone(const std::vector<Borough>& boroughs, std::uint32_t replications,
                            const std::string& what) {
  const Grounds grounds(boroughs);
  models::SideBySide side_by_side(grounds.all, with_weeks);
  std::vector<std::unique_ptr<models::Model>> alone;
  for (const Ground* ground : grounds.all)
    alone.push_back(std::make_unique<models::Model>(*ground, with_weeks));
  for (std::uint32_t replication = 0; replication < replications; ++replication) {
    const auto together = side_by_side.run(replication);
    for (std::size_t option = 0; option < alone.size(); ++option) {
      const auto one = alone[option]->run(replication);
      EXPECT_TRUE(together[option].yearly == one.yearly &&
                  together[option].monthly == one.monthly && together[option].weekly == one.weekly)
          << what << ": option " << option << " comes out otherwise in replication " << replication
          << " (it goes its own way from "
          << sim::to_string(sim::date_of(side_by_side.forks()[option].at)) << ")";
    }
  }
  const auto forks = side_by_side.forks();
  return static_cast<std::size_t>(std::count_if(
      forks.begin(), forks.end(), [](const auto& fork) { return fork.from != fork.option; }));
}

// Random boroughs ---------------------------------------------------------------------------------

/// The same until `day`, then `value`.
template <class Value>
void change_from(models::StepFunction<Value>& given, sim::Date day, Value value) {
  std::vector<typename models::StepFunction<Value>::Step> steps;
  for (const auto& step : given.steps())
    if (step.first < day || steps.empty()) steps.push_back(step);
  if (steps.back().first >= day) steps.back().first = sim::date(2005, 9, 1);
  steps.emplace_back(day, value);
  given = models::StepFunction<Value>(std::move(steps));
}

struct Change {
  std::string name;
  std::function<void(Borough&, Luck&, sim::Date)> make;
  /// What the borough must be without for the change to be its first.
  std::function<void(Borough&)> without = [](Borough&) {};
};

models::Option new_option(Luck& luck, models::OptionKind kind, sim::Date day) {
  models::Option option = random_borough::draw_option(luck, kind);
  option.id += "-new";
  for (auto* given : {&option.share, &option.before_panels}) *given = 0.0;
  change_from(option.share, day, luck.between(0, 10));
  change_from(option.before_panels, day, luck.between(0, 20));
  option.places = 0;
  change_from(option.places, day, luck.whole(0, 5));
  option.quality_assurance = sim::Money{};
  change_from(option.quality_assurance, day, luck.pounds(0, 5'000));
  return option;
}

std::vector<Change> changes_of_places() {
  return {
      {"places",
       [](Borough& b, Luck& luck, sim::Date day) {
         auto& unit = b.units[static_cast<std::size_t>(luck.whole(0, 2))];
         change_from(unit.places, day, luck.whole(0, 20));
         random_borough::keep_sites(unit);
       }},
      {"limit", [](Borough& b, Luck& luck,
                   sim::Date day) { change_from(b.units[1].limit, day, luck.between(1, 3)); }},
      {"vocational places",
       [](Borough& b, Luck& luck, sim::Date day) {
         for (auto& unit : b.units) change_from(unit.role.vocational_places, day, luck.whole(0, 3));
       }},
      {"stays",
       [](Borough& b, Luck& luck, sim::Date day) {
         for (auto& unit : b.units) {
           change_from(unit.role.longest_stay_weeks, day, luck.between(0, 30));
           change_from(unit.role.reintegration_to_year_9, day, luck.between(0, 3));
         }
       }},
      {"attendance",
       [](Borough& b, Luck& luck, sim::Date day) {
         for (auto& unit : b.units)
           if (unit.role.attendance) change_from(*unit.role.attendance, day, luck.between(0, 1));
       }},
      {"a provider",
       [](Borough& b, Luck& luck, sim::Date day) {
         auto provider = small_borough::special_school(0);
         provider.id = "new-provider";
         provider.announced = day;
         provider.places = 0;
         change_from(provider.places, day + sim::Days{luck.whole(0, 300)}, luck.whole(1, 12));
         provider.slippage = {0.4, 0.3, 0.2, 0.1};
         b.specialists.push_back(provider);
       }},
      {"places of a provider",
       [](Borough& b, Luck& luck, sim::Date day) {
         for (auto& provider : b.specialists) {
           change_from(provider.places, day, luck.whole(0, 12));
           provider.announced = day;
         }
       }},
      {"policy of specialist places",
       [](Borough& b, Luck& luck, sim::Date day) {
         auto& policy = b.specialist_policy;
         for (auto* given :
              {&policy.local_refused, &policy.imports, &policy.backfill, &policy.return_rate})
           change_from(*given, day, luck.between(0, 0.9));
         policy.february_round = !policy.february_round;
       }},
      {"independent schools",
       [](Borough& b, Luck& luck, sim::Date day) {
         change_from(b.independent.search, day, luck.between(0, 8));
         change_from(b.independent.most, day, luck.whole(0, 20));
       }},
  };
}

std::vector<Change> changes_of_rules() {
  return {
      {"challenge",
       [](Borough& b, Luck& luck, sim::Date day) {
         for (auto& share : b.exclusion.withdrawn) change_from(share, day, luck.between(0, 1));
       }},
      {"plans",
       [](Borough& b, Luck& luck, sim::Date day) {
         change_from(b.plans.refused, day, luck.between(0, 1));
         change_from(b.plans.on_time, day, luck.between(0.05, 1));
       }},
      {"referrals",
       [](Borough& b, Luck& luck, sim::Date day) {
         for (auto& referral : b.referrals) change_from(referral.rate, day, luck.between(0, 60));
       }},
      {"out of sight",
       [](Borough& b, Luck& luck, sim::Date day) {
         auto& given = b.out_of_sight;
         for (auto* rates : {&given.part_time, &given.home_education, &given.missing})
           for (auto& rate : *rates) change_from(rate, day, luck.between(0, 20));
         change_from(given.part_time_after_withdrawal, day, luck.between(0, 0.5));
       }},
      {"care",
       [](Borough& b, Luck& luck, sim::Date day) {
         change_from(b.looked_after.placed_elsewhere, day, luck.between(0, 10));
         change_from(b.looked_after.referred, day, luck.between(0, 10));
         change_from(b.looked_after.care_paid, day, luck.between(0, 1));
       }},
      {"partnerships",
       [](Borough& b, Luck& luck, sim::Date day) {
         change_from(b.regime.live, day, luck.happens(0.5));
         change_from(b.regime.hears_decisions, day, luck.between(0, 0.9));
         change_from(b.panel.response, day, luck.between(0, 2));
       }},
      {"panels from then on",
       [](Borough& b, Luck& luck, sim::Date day) {
         b.regime.live = false;
         change_from(b.regime.live, day, true);
         b.panel.most_cases = luck.whole(1, 10);
       }},
      {"the menu",
       [](Borough& b, Luck& luck, sim::Date day) {
         for (auto& option : b.options) {
           change_from(option.places, day, luck.whole(0, 9));
           change_from(option.share, day, luck.between(0, 9));
           change_from(option.before_panels, day, luck.between(0, 20));
           change_from(option.price, day, luck.pounds(0, 20'000));
         }
       }},
      {"an option",
       [](Borough& b, Luck& luck, sim::Date day) {
         b.options.push_back(
             new_option(luck, static_cast<models::OptionKind>(luck.whole(0, 5)), day));
       }},
      {"before the panel",
       [](Borough& b, Luck& luck, sim::Date day) {
         change_from(b.reintegration.before_panel_days, day, luck.whole(0, 60));
       }},
      {"a start state",
       [](Borough& b, Luck& luck, sim::Date day) {
         b.start_state = {.date = day,
                          .rows = {{.year_group = 5,
                                    .leaving_year = sim::year_of(day) + 1,
                                    .pupils = luck.whole(1, 4)}}};
       }},
  };
}

models::Intervention new_intervention(Luck& luck, sim::Date day) {
  models::Intervention given;
  given.id = "from-then-on-" + std::to_string(luck.whole(0, 1'000'000'000));
  given.from = day;
  given.ramp_months = luck.happens(0.5) ? 0 : luck.between(0, 24);
  given.reach = luck.between(0.2, 1);
  for (double& effect : given.effect) effect = luck.happens(0.3) ? 0 : luck.between(0, 1);
  given.cost = luck.pounds(0, 100'000);
  given.traded = luck.between(0, 1);
  return given;
}

std::vector<Change> changes_of_agreements() {
  return {
      {"an intervention",
       [](Borough& b, Luck& luck, sim::Date day) {
         b.interventions.push_back(new_intervention(luck, day));
       }},
      {"no interventions from then on",
       [](Borough& b, Luck&, sim::Date day) {
         std::erase_if(b.interventions, [&](const auto& each) { return each.from >= day; });
       }},
      {"funding that ends",
       [](Borough& b, Luck& luck, sim::Date day) {
         for (auto& each : b.interventions) {
           if (each.funding_ends > day && each.from < day) each.funding_ends = day;
           each.decay_months = each.funding_ends >= day ? luck.between(0, 12) : each.decay_months;
           change_from(each.cost, day, luck.pounds(0, 50'000));
         }
       }},
      {"no quota before",
       [](Borough& b, Luck& luck, sim::Date day) {
         for (auto& total : b.quota.total) {
           total = 0;
           change_from(total, day, luck.whole(0, 8));
         }
         b.quota.participation = luck.between(0, 1);
         b.quota.above = luck.happens(0.5) ? models::Quota::Above::refuse : b.quota.above;
         b.quota.bands[0].price = luck.pounds(0, 20'000);
       },
       [](Borough& b) {
         b.quota.total = {0, 0};
       }},
      {"quotas",
       [](Borough& b, Luck& luck, sim::Date day) {
         for (auto& total : b.quota.total) change_from(total, day, luck.whole(0, 8));
         change_from(b.quota.participation, day, luck.between(0, 1));
         change_from(b.quota.bands[0].price, day, luck.pounds(0, 20'000));
       }},
      {"devolution",
       [](Borough& b, Luck& luck, sim::Date day) {
         b.devolution.baseline = day;
         b.devolution.fixed_share = luck.between(0, 1);
         b.devolution.most_places = luck.whole(0, 4);
       }},
      {"no devolution", [](Borough& b, Luck&, sim::Date) { b.devolution = {}; }},
      {"devolved amounts",
       [](Borough& b, Luck& luck, sim::Date day) {
         change_from(b.devolution.amount, day, luck.pounds(0, 90'000));
         change_from(b.devolution.share, day, luck.between(0, 1));
         change_from(b.devolution.place_price, day, luck.pounds(3'000, 15'000));
       }},
      {"no Fair Access Panel", [](Borough& b, Luck&, sim::Date) { b.fair_access.reset(); }},
      {"a Fair Access Panel",
       [](Borough& b, Luck& luck, sim::Date day) {
         if (!b.fair_access) b.fair_access = models::FairAccess{.competing = 20.0};
         b.fair_access->from = day;
         b.fair_access->most_cases = luck.whole(1, 6);
       }},
      {"newcomers",
       [](Borough& b, Luck& luck, sim::Date day) {
         if (b.fair_access) change_from(b.fair_access->competing, day, luck.between(0, 40));
       }},
      {"prices",
       [](Borough& b, Luck& luck, sim::Date day) {
         change_from(b.prices.unit_top_up, day, luck.pounds(0, 30'000));
         change_from(b.prices.referral_paid_by_school, day, luck.between(0, 1));
         change_from(b.independent.price, day, luck.pounds(30'000, 90'000));
         for (auto& kind : b.travel.kinds) change_from(kind.share, day, luck.between(0, 1));
         change_from(b.plans_to_25.plans, day, luck.whole(0, 20));
       }},
      {"recharges from then on",
       [](Borough& b, Luck& luck, sim::Date day) {
         for (auto* share :
              {&b.prices.referral_paid_by_partnership, &b.prices.excluded_paid_by_partnership,
               &b.prices.alternatives_paid_by_partnership}) {
           *share = 0.0;
           change_from(*share, day, luck.between(0, 1));
         }
       },
       [](Borough& b) {
         b.prices.referral_paid_by_partnership = 0.0;
         b.prices.excluded_paid_by_partnership = 0.0;
         b.prices.alternatives_paid_by_partnership = 0.0;
       }},
      {"the block",
       [](Borough& b, Luck& luck, sim::Date day) {
         change_from(b.block.income, day, luck.pounds(0, 900'000));
         b.block.schools_block = sim::Money::pounds(5'000'000);
         change_from(b.block.transfer_limit, day, 0.005);
       }},
  };
}

std::vector<Change> changes() {
  std::vector<Change> all = changes_of_places();
  for (const auto& some : {changes_of_rules(), changes_of_agreements()})
    all.insert(all.end(), some.begin(), some.end());
  return all;
}

/// A borough of 2010 to 2014 and what may become of it, in order of nothing in particular.
std::vector<Borough> options_of(std::uint32_t number, std::size_t options, std::string* names) {
  const std::vector<Change> all = changes();
  Luck luck(100'000 + number);
  std::vector<Borough> boroughs{random_borough::drawn(number)};
  // What several of them have in common from an early day on.
  while (boroughs.size() < options) {
    const auto from =
        static_cast<std::size_t>(luck.whole(0, static_cast<int>(boroughs.size()) - 1));
    Borough option = boroughs[from];
    *names += "; " + std::to_string(from) + " with";
    for (int more = luck.whole(1, 3); more > 0; --more) {
      const sim::Date day =
          sim::date(luck.whole(2011, 2013), static_cast<unsigned>(luck.whole(1, 12)), 1) +
          sim::Days{luck.happens(0.5) ? 0 : luck.whole(0, 27)};
      const Change& change =
          all[static_cast<std::size_t>(luck.whole(0, static_cast<int>(all.size()) - 1))];
      *names += " " + change.name + " from " + sim::to_string(day) + ",";
      change.make(option, luck, day);
    }
    models::name_partnerships(option);
    boroughs.push_back(std::move(option));
  }
  return boroughs;
}

TEST(CommonPast, IsThatOfEachAloneInRandomBoroughs) {
  std::size_t shared = 0;
  std::size_t all = 0;
  for (std::uint32_t number = 0; number < random_borough::boroughs(24); ++number) {
    std::string names = "borough " + std::to_string(number);
    const auto boroughs = options_of(number, 6, &names);
    shared += expect_as_alone(boroughs, 2, names);
    all += boroughs.size();
  }
  EXPECT_GT(3 * shared, all);
}

TEST(CommonPast, EndsNoSoonerThanItMustForEveryChangeWithADate) {
  std::map<std::string, int> parted;
  for (std::uint32_t number = 0; number < std::max(14U, random_borough::boroughs(14)); ++number)
    for (const Change& change : changes()) {
      Luck luck(200'000 + number);
      const sim::Date day = sim::date(luck.whole(2011, 2013), 3, 1);
      Borough base = random_borough::drawn(number);
      change.without(base);
      std::vector<Borough> boroughs(2, base);
      change.make(boroughs[1], luck, day);
      parted[change.name] += static_cast<int>(
          expect_as_alone(boroughs, 1, change.name + " in borough " + std::to_string(number)));
    }
  for (const auto& [name, times] : parted) EXPECT_GT(times, 0) << name << " is never shared";
}

/// As a worker goes from draw to draw, whose grounds are gone by then.
TEST(CommonPast, IsTheSameInMemoryThatOtherOptionsHaveUsed) {
  std::unique_ptr<models::SideBySide> spent;
  for (std::uint32_t number = 0; number < random_borough::boroughs(8); ++number) {
    std::string names;
    const Grounds grounds(options_of(number, 4, &names));
    auto side_by_side = std::make_unique<models::SideBySide>(grounds.all, with_weeks);
    if (spent != nullptr) side_by_side->use_memory_of(std::move(*spent));
    const auto together = side_by_side->run(number);
    for (std::size_t option = 0; option < together.size(); ++option)
      EXPECT_EQ(together[option].weekly,
                models::Model(*grounds.all[option], with_weeks).run(number).weekly)
          << names << ": option " << option;
    spent = std::move(side_by_side);
  }
}

// Shipped scenarios -------------------------------------------------------------------------------

const std::vector<std::string>& shipped() {
  static const std::vector<std::string> ids{"arrangements_2014",
                                            "five_steps_2015",
                                            "as_planned_2018",
                                            "provision_2021",
                                            "step_1",
                                            "step_2",
                                            "step_3",
                                            "step_4",
                                            "step_5",
                                            "refresh_2018",
                                            "quota_and_charge",
                                            "no_response",
                                            "pru_at_55",
                                            "devolved_trial",
                                            "provision_late",
                                            "trailblazer_ends"};
  return ids;
}

scenarios::Scenario scenario(const std::string& id) {
  return scenarios::read_scenario(std::string(SEMH_SOURCE_DIR) + "/scenarios/rotherham/" + id +
                                  ".toml");
}

/// Where every access is checked, one in four.
std::size_t every() {
  return SEMH_SANITIZED ? 4 : 1;
}

TEST(CommonPast, OfTheShippedScenariosIsThatOfEachAlone) {
  std::vector<Borough> boroughs;
  for (std::size_t i = 0; i < shipped().size(); i += every())
    boroughs.push_back(scenario(shipped()[i]).borough);

  EXPECT_EQ(expect_as_alone(boroughs, 1, "all"), boroughs.size() - 1);
}

TEST(CommonPast, OfDrawsOfThePosteriorIsThatOfEachAlone) {
  const scenarios::Scenario first = scenario("arrangements_2014");
  const scenarios::Posterior posterior = scenarios::named_posterior(first.posterior);
  for (const std::size_t draw : {std::size_t{3}, posterior.draws.size() / 2}) {
    if (draw != 3 && every() > 1) continue;
    std::vector<Borough> boroughs;
    for (const std::string& id : {shipped()[3], shipped()[1], shipped()[0], shipped()[10]})
      boroughs.push_back(
          scenarios::read_borough(scenarios::parse(scenario(id).canonical, id + ".toml"),
                                  scenarios::draw_of(posterior, draw, "posterior")));
    EXPECT_EQ(expect_as_alone(boroughs, 1, "draw " + std::to_string(draw)), 3U);
  }
}

/// So that what is saved cannot be lost unseen.
TEST(CommonPast, OfTheShippedScenariosEndsTheDayBeforeTheyDiffer) {
  const Grounds grounds([] {
    std::vector<Borough> boroughs;
    for (const std::string& id : shipped()) boroughs.push_back(scenario(id).borough);
    return boroughs;
  }());
  const auto parted = [&](const std::string& one, const std::string& other) {
    const auto place = [](const std::string& id) {
      return static_cast<std::size_t>(std::find(shipped().begin(), shipped().end(), id) -
                                      shipped().begin());
    };
    const models::SideBySide two({grounds.all[place(one)], grounds.all[place(other)]}, {});
    return sim::to_string(sim::date_of(two.forks()[1].at));
  };
  EXPECT_EQ(parted("arrangements_2014", "five_steps_2015"), "2015-12-31");
  EXPECT_EQ(parted("arrangements_2014", "as_planned_2018"), "2015-12-31");
  EXPECT_EQ(parted("arrangements_2014", "provision_2021"), "2015-12-31");
  EXPECT_EQ(parted("five_steps_2015", "as_planned_2018"), "2015-12-31");
  EXPECT_EQ(parted("as_planned_2018", "provision_2021"), "2018-08-31");
  EXPECT_EQ(parted("as_planned_2018", "refresh_2018"), "2018-08-31");
  EXPECT_EQ(parted("as_planned_2018", "quota_and_charge"), "2018-08-31");
  EXPECT_EQ(parted("as_planned_2018", "devolved_trial"), "2018-08-31");
  EXPECT_EQ(parted("as_planned_2018", "pru_at_55"), "2016-08-31");
  EXPECT_EQ(parted("quota_and_charge", "no_response"), "2018-08-31");
  EXPECT_EQ(parted("refresh_2018", "provision_2021"), "2018-09-30");
  EXPECT_EQ(parted("provision_2021", "provision_late"), "2018-09-30");
  EXPECT_EQ(parted("provision_2021", "trailblazer_ends"), "2021-08-30");
  EXPECT_EQ(parted("arrangements_2014", "step_1"), "2016-08-31");
  EXPECT_EQ(parted("arrangements_2014", "step_2"), "2016-08-31");
  EXPECT_EQ(parted("arrangements_2014", "step_3"), "2015-12-31");
  EXPECT_EQ(parted("arrangements_2014", "step_4"), "2016-03-31");
  EXPECT_EQ(parted("arrangements_2014", "step_5"), "2016-08-31");
}

}  // namespace
