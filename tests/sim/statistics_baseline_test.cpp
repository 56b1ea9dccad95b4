#include <algorithm>
#include <cmath>
#include <cstdint>
#include <map>
#include <numeric>
#include <string>
#include <variant>
#include <vector>

#include <gtest/gtest.h>

#include "sim/kernel/expects.h"
#include "sim/statistics/baseline.h"
#include "tests/sim/verification_case.h"

namespace {

using sim::Baseline;

std::vector<sim::YearlyCount> series_of(const nlohmann::json& counts) {
  std::vector<sim::YearlyCount> series;
  const int first = 2015 - static_cast<int>(counts.size());
  for (const auto& count : counts)
    series.push_back({first + static_cast<int>(series.size()), count.get<std::int64_t>()});
  return series;
}

const std::map<Baseline, std::string> names{{Baseline::last_value, "last_value_poisson"},
                                            {Baseline::log_random_walk, "log_random_walk_poisson"},
                                            {Baseline::linear_trend, "linear_trend_t"},
                                            {Baseline::log_linear, "loglinear_poisson"}};

TEST(Baseline, AgreesWithTheKnownForecasts) {
  const nlohmann::json known = verification_case("D08");
  for (const auto& [cell, expected] : known.at("expected").items()) {
    const std::string measure = cell.substr(0, cell.find('_'));
    const auto series = series_of(known.at("parameters").at("train_" + measure));
    const int year = cell.find("2015/16") != std::string::npos ? 2015 : 2016;
    for (const auto& [baseline, name] : names) {
      const auto forecast = sim::forecast_by(baseline, series, {year, 1});
      ASSERT_TRUE(forecast) << cell << name;
      const sim::Scores scores =
          sim::scores_of(*forecast, expected.at("observed").get<std::int64_t>());
      const nlohmann::json& is = expected.at(name);

      expect_agrees(known, scores.mean, is.at("mean"), cell + " mean of " + name);
      expect_agrees(known, scores.ninety.lower, is.at("i90").at(0), cell + " lower of " + name);
      expect_agrees(known, scores.ninety.upper, is.at("i90").at(1), cell + " upper of " + name);
      if (is.contains("crps"))
        expect_agrees(known, scores.crps, is.at("crps"), cell + " CRPS of " + name);
      else
        EXPECT_TRUE(std::isnan(scores.crps)) << cell;
      if (const auto* law = std::get_if<sim::StudentLaw>(&*forecast)) {
        expect_agrees(known, law->scale, is.at("pred_sd_scale"), cell + " scale");
        EXPECT_EQ(law->freedom, is.at("df").get<double>());
      }
    }
  }
}

const std::vector<sim::YearlyCount> few{{2012, 2187}, {2013, 2482}, {2014, 4200}};

TEST(Baseline, OfThousandsIsAsDispersedAsThePast) {
  const auto width = [](Baseline baseline) {
    const sim::Scores scores = sim::scores_of(*sim::forecast_by(baseline, few, {2015, 1}), 4215);
    return scores.ninety.upper - scores.ninety.lower;
  };
  EXPECT_LT(width(Baseline::last_value), 220);
  // Steps of 295 and 1,718 in units of the root of what they started from.
  const double dispersion = (295.0 * 295 / 2187 + 1718.0 * 1718 / 2482) / 2;
  EXPECT_NEAR(width(Baseline::last_value_dispersed), 3.2 * std::sqrt(dispersion * 4200), 600);
  EXPECT_GT(width(Baseline::log_linear_dispersed), 5 * width(Baseline::log_linear));
}

TEST(Baseline, OfPartOfAYearIsThinned) {
  const auto whole = sim::forecast_by(Baseline::last_value_dispersed, few, {2015, 1});
  const auto part = sim::forecast_by(Baseline::last_value_dispersed, few, {2015, 0.25});
  const double mean = sim::scores_of(*whole, 1).mean;
  EXPECT_NEAR(sim::scores_of(*part, 1).mean, mean / 4, 1e-6 * mean);

  const std::vector<sim::YearlyCount> three{{2012, 10}, {2013, 24}, {2014, 48}};
  const auto trend =
      std::get<sim::StudentLaw>(*sim::forecast_by(Baseline::linear_trend, three, {2015, 1}));
  const auto thinned =
      std::get<sim::StudentLaw>(*sim::forecast_by(Baseline::linear_trend, three, {2015, 0.5}));
  EXPECT_NEAR(thinned.scale * thinned.scale, trend.scale * trend.scale / 4 + trend.location / 4,
              1e-9);
}

TEST(Baseline, SaysNothingOnTooFewFigures) {
  const std::vector<sim::YearlyCount> one{{2014, 4200}};
  const std::vector<sim::YearlyCount> two{{2013, 2482}, {2014, 4200}};
  std::vector<int> answers;
  for (const auto& series : {one, two, few})
    answers.push_back(static_cast<int>(
        std::count_if(sim::baselines().begin(), sim::baselines().end(), [&](Baseline baseline) {
          return sim::forecast_by(baseline, series, {2015, 1}).has_value();
        })));
  EXPECT_EQ(answers, (std::vector<int>{1, 3, 6}));
}

TEST(Baseline, OfNoneAtAllExpectsNearlyNone) {
  const std::vector<sim::YearlyCount> none{{2012, 0}, {2013, 0}, {2014, 0}};
  for (const Baseline baseline : sim::baselines()) {
    const auto forecast = sim::forecast_by(baseline, none, {2015, 1});
    if (!forecast) continue;
    EXPECT_LE(sim::scores_of(*forecast, 0).mean, 0.5) << sim::name_of(baseline);
  }
  EXPECT_TRUE(sim::forecast_by(Baseline::last_value, none, {2015, 1}));
}

TEST(Baseline, ThatWouldReachTooFarSaysNothing) {
  const std::vector<sim::YearlyCount> leaps{{2010, 0}, {2011, 900'000}, {2012, 0}, {2013, 900'000}};
  EXPECT_FALSE(sim::forecast_by(Baseline::log_random_walk, leaps, {2020, 1}));
  const std::vector<sim::YearlyCount> once{{2012, 0}, {2013, 0}, {2014, 900'000}};
  EXPECT_FALSE(sim::forecast_by(Baseline::log_linear, once, {2018, 1}));
}

TEST(Baseline, RefusesYearsOutOfOrder) {
  EXPECT_THROW(sim::forecast_by(Baseline::last_value, few, {2014, 1}), sim::ContractError);
  EXPECT_THROW(sim::forecast_by(Baseline::last_value, few, {2015, 0}), sim::ContractError);
  EXPECT_THROW(sim::forecast_by(Baseline::last_value, {}, {2015, 1}), sim::ContractError);
}

TEST(Quadrature, IntegratesTheMomentsOfANormal) {
  const sim::Quadrature rule = sim::gauss_hermite(64);
  double moment = 1;
  for (int power = 0; power <= 20; power += 2) {
    double sum = 0;
    for (std::size_t i = 0; i < 64; ++i) sum += rule.weights[i] * std::pow(rule.nodes[i], power);
    EXPECT_NEAR(sum / moment, 1, 1e-11) << power;
    moment *= power + 1;
  }
}

}  // namespace
