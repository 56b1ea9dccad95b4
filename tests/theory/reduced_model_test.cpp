// The whole model, reduced until it has a closed form: with room for everyone, no contagion and no
// challenge, every stock of pupils is a Poisson number whose mean solves a linear equation.
//
// Rates are per year of 365.25 days in the model and per school year of the case; the three school
// years that are used have 365 days, so each rate is stretched by 365.25 / 365 and the case holds
// to the second. (A review or a duty without delay follows its decision by one second.)

#include <algorithm>
#include <array>
#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "tests/models/small_borough.h"
#include "tests/sanitized.h"
#include "tests/theory/cases.h"

namespace {

using models::Claim;
using models::Count;
using models::Reason;
using models::Setting;
using models::Stock;
using small_borough::Life;

constexpr std::uint32_t usual_replications = SEMH_SANITIZED ? 1000 : 6000;

constexpr double stretch = 365.25 / 365;
constexpr int years = 3;
constexpr sim::Instant start = sim::date(2008, 9, 1);

/// Ends of terms and beginnings of years, as the case names them: "t1.333333-", "t1+".
struct Moment {
  std::string name;
  sim::Instant at;
};

std::vector<Moment> moments() {
  std::vector<Moment> all;
  for (int third = 1; third <= 3 * years; ++third) {
    const sim::Instant at = start + third * sim::Seconds{sim::Days{365}} / 3;
    std::string name = "t" + std::to_string(third / 3.0);
    all.push_back({name + "-", at});
    if (third % 3 == 0)
      all.push_back({"t" + std::to_string(third / 3) + "+", at + sim::Seconds{1}});
  }
  return all;
}

models::ByYearGroup<double> by_year_group(const theory::json& given) {
  models::ByYearGroup<double> rates{};
  for (const auto& [group, rate] : given.items())
    rates[static_cast<std::size_t>(std::stoi(group))] = rate.get<double>() * stretch;
  return rates;
}

models::Borough reduced_borough(const theory::json& given) {
  auto borough = small_borough::borough();
  borough.period = {.first_school_year = 2008, .last_school_year = 2011, .report_from = 2008};
  borough.demography.intake = {{1997, 400}};  // So many that some are always in mainstream.
  borough.units[1].places = 100'000;
  borough.exclusion.provision_day = 0;
  borough.exclusion.review_days = 0;
  for (const auto& [group, by_term] : given.at("pe_rates").items())
    for (std::size_t term = 0; term < 3; ++term)
      borough.exclusion.one_off[static_cast<std::size_t>(std::stoi(group))][term] =
          by_term.at(term).get<double>() * stretch;
  borough.units[1].stay.early = by_year_group(given.at("reint"));
  borough.units[1].stay.plan_request = given.at("spec").get<double>() * stretch;
  borough.plans.soonest_weeks = borough.plans.limit_weeks = 0;
  borough.specialists = {small_borough::other_authority(100'000)};
  borough.specialists[0].most_per_year_group = 100'000;
  borough.reintegration = {.success = given.at("succ").get<double>() * stretch,
                           .failure = given.at("fail").get<double>() * stretch};
  return borough;
}

/// What the case names at one moment, in one replication.
std::map<std::string, double> counted(Life& life) {
  const auto& record = life.record();
  std::map<std::string, double> found;
  const auto put = [&](const char* name, std::int64_t number) {
    found[name] = static_cast<double>(number);
  };
  put("PRU", record.held(Setting::unit));
  put("RI", record.held(Setting::trial));
  std::array<std::int64_t, models::year_groups> by_year{};
  for (const auto& pupil : life.world().noticed())
    if (pupil.place.setting == Setting::unit)
      ++by_year[static_cast<std::size_t>(life.world().year_group(pupil))];
  for (int group = 7; group <= 11; ++group)
    put(("PRU in Year " + std::to_string(group)).c_str(), by_year[static_cast<std::size_t>(group)]);
  put("cum_PE", record.total(Count::permanent));
  put("cum_success", record.total(Count::trials_succeeded));
  put("cum_specialist", record.total(Count::placed_at_other_authority));
  put("aged_out_from_PRU", record.total(Count::aged_out));
  put("aged_out_from_RI", record.total(Count::trials_cut_short));
  return found;
}

/// Whoever was excluded is at the unit, on trial, back, placed, or has left after Year 11.
bool balances(const std::map<std::string, double>& found) {
  return found.at("cum_PE") == found.at("PRU") + found.at("RI") + found.at("cum_success") +
                                   found.at("cum_specialist") + found.at("aged_out_from_PRU") +
                                   found.at("aged_out_from_RI");
}

/// Flattens the answers of one moment: numbers, and numbers by year group.
std::map<std::string, double> answers(const theory::json& given) {
  std::map<std::string, double> flat;
  for (const auto& [name, value] : given.items()) {
    if (value.is_number()) {
      flat[name] = value.get<double>();
      continue;
    }
    for (const auto& [group, mean] : value.items())
      flat["PRU in Year " + group] = mean.get<double>();
  }
  return flat;
}

TEST(ReducedModel, HasPoissonStocksWithTheMeansOfTheLinearEquations) {
  const auto& given = theory::case_of("R1_reduced_model");
  const std::uint32_t runs = theory::replications(usual_replications);
  std::map<std::string, std::map<std::string, sim::Tally>> tallies;
  Life life(reduced_borough(given.at("parameters")),
            small_borough::always_open({2008, 2011, 2008}));

  for (std::uint32_t replication = 0; replication < runs; ++replication) {
    life.begin(replication);
    for (const Moment& moment : moments()) {
      life.until(moment.at);
      const auto found = counted(life);
      ASSERT_TRUE(balances(found)) << moment.name << " of replication " << replication;
      for (const auto& [name, number] : found) tallies[moment.name][name].add(number);
    }
  }

  std::size_t compared = 0;
  for (const auto& [moment, of_moment] : given.at("expected").items())
    for (const auto& [name, mean] : answers(of_moment)) {
      EXPECT_TRUE(theory::holds_poisson(tallies.at(moment).at(name), mean))
          << name << " at " << moment;
      ++compared;
    }
  EXPECT_EQ(compared, 9U * 7 + 3 * 7) << "every number of the case";
}

}  // namespace
