#include "models/model.h"

#include <numeric>
#include <set>
#include <string>

#include <gtest/gtest.h>

#include "tests/models/small_borough.h"

namespace {

using models::Basis;
using models::Count;
using models::Ground;
using models::Model;
using small_borough::Life;

models::Borough busy() {
  auto borough = small_borough::borough();
  borough.fixed_term.rate.fill(0.5);
  borough.fixed_term.shape = 0.1;
  borough.exclusion.base = {-3, -2};
  borough.units[1].places = 5;
  borough.units[1].stay.early.fill(0.5);
  borough.plans.requests = 10;
  borough.prices.unit_place = sim::Money::pounds(10'000);
  borough.prices.tuition = sim::Money::pounds(9'000);
  return borough;
}

TEST(Model, GivesAsManyValuesAsMeasuresAndTimes) {
  const Ground ground(busy());
  Model model(ground, {.seed = 1, .keeps_weeks = true});
  const auto result = model.run(0);

  std::size_t yearly = 0;
  for (const auto& measure : models::yearly_measures(ground.borough))
    yearly += measure.basis == Basis::school_year ? 3 : 2;
  EXPECT_EQ(result.yearly.size(), yearly);
  const auto series = models::monthly_measures(ground.borough).size();
  EXPECT_EQ(model.month_ends().size(), 36U);
  EXPECT_EQ(result.monthly.size(), series * 36);
  EXPECT_EQ(model.week_ends().size(), 156U);
  EXPECT_EQ(result.weekly.size(), series * 156);
}

TEST(Model, EndsItsMonthsOnTheFirstOfTheNext) {
  const Ground ground(busy());
  Model model(ground);
  model.run(0);
  EXPECT_EQ(model.month_ends().front(), sim::date(2010, 10, 1));
  EXPECT_EQ(model.month_ends().back(), sim::date(2013, 9, 1));
}

TEST(Model, GivesOtherResultsForAnotherSeed) {
  const Ground ground(busy());
  EXPECT_NE(Model(ground, {.seed = 1}).run(0).yearly, Model(ground, {.seed = 2}).run(0).yearly);
}

TEST(Model, CountsTheSameWholeOrStepByStep) {
  Life life(busy());
  for (sim::Instant day = life.world().now(); day < life.world().end(); day += sim::Days{9})
    life.until(day);
  life.until_the_end();
  models::settle_reviews(life.world());

  const Ground ground(busy());
  Model model(ground);
  model.run(0);
  for (std::size_t i = 0; i < models::counts; ++i)
    EXPECT_EQ(life.record().total(static_cast<Count>(i)),
              model.world().record.total(static_cast<Count>(i)));
}

TEST(Measures, HaveANameAUnitAndADefinitionEach) {
  std::set<std::string> seen;
  for (const auto& each : models::yearly_measures(busy())) {
    EXPECT_TRUE(seen.insert(each.measure.name + "/" + each.breakdown).second) << each.measure.name;
    EXPECT_FALSE(each.measure.unit.empty()) << each.measure.name;
    EXPECT_EQ(each.measure.definition.back(), '.') << each.measure.name;
  }
  seen.clear();
  for (const auto& each : models::monthly_measures(busy())) {
    EXPECT_TRUE(seen.insert(each.measure.name + "/" + each.breakdown).second) << each.measure.name;
    EXPECT_EQ(each.measure.definition.back(), '.') << each.measure.name;
  }
}

/// The values of a yearly measure in the whole borough.
std::vector<std::int64_t> values_of(const Ground& ground, const models::World& world,
                                    const std::string& name, const std::string& breakdown = "") {
  for (const auto& each : models::yearly_measures(ground.borough)) {
    if (each.measure.name != name || each.breakdown != breakdown) continue;
    std::vector<std::int64_t> values;
    for (const int year : each.basis == Basis::school_year
                              ? models::reported_school_years(ground.borough.period)
                              : models::reported_financial_years(ground.borough.period))
      values.push_back(each.value(world, year));
    return values;
  }
  ADD_FAILURE() << "no measure " << name;
  return {};
}

TEST(Measures, SumByPhaseToTheWhole) {
  const Ground ground(busy());
  Model model(ground);
  model.run(0);
  for (const char* name :
       {"fixed_term_exclusions", "permanent_exclusions", "waited_past_day_six"}) {
    const auto whole = values_of(ground, model.world(), name);
    const auto primary = values_of(ground, model.world(), name, "primary");
    const auto secondary = values_of(ground, model.world(), name, "secondary");
    EXPECT_GT(std::accumulate(whole.begin(), whole.end(), std::int64_t{0}), 0) << name;
    for (std::size_t i = 0; i < whole.size(); ++i)
      EXPECT_EQ(whole[i], primary[i] + secondary[i]) << name;
  }
}

TEST(Measures, SpellSpendingOutByService) {
  const Ground ground(busy());
  Model model(ground);
  model.run(0);
  const auto whole = values_of(ground, model.world(), "semh_spend");
  const auto places = values_of(ground, model.world(), "money", "unit_places");
  const auto tuition = values_of(ground, model.world(), "money", "tuition");
  ASSERT_EQ(whole.size(), 2U) << "financial years wholly in the run";
  for (std::size_t i = 0; i < whole.size(); ++i) EXPECT_EQ(whole[i], places[i] + tuition[i]);
  EXPECT_EQ(places[0], 105 * 1'000'000);
}

TEST(Measures, OfAMonthSumToThoseOfAYear) {
  const Ground ground(busy());
  Model model(ground);
  const auto result = model.run(0);
  const auto series = models::monthly_measures(ground.borough);
  for (std::size_t i = 0; i < series.size(); ++i) {
    if (series[i].measure.name != "fixed_term_exclusions") continue;
    const auto yearly = values_of(ground, model.world(), "fixed_term_exclusions");
    for (std::size_t year = 0; year < 3; ++year) {
      const auto first = result.monthly.begin() + static_cast<std::ptrdiff_t>(i * 36 + year * 12);
      EXPECT_EQ(std::accumulate(first, first + 12, std::int64_t{0}), yearly[year]);
    }
  }
}

TEST(Measures, OfAMonthEndBeforeTheNextSchoolYearBegins) {
  auto borough = busy();
  borough.units[1].stay.early.fill(0);
  const Ground ground(borough);
  Model model(ground);
  const auto result = model.run(0);
  const auto series = models::monthly_measures(ground.borough);
  for (std::size_t i = 0; i < series.size(); ++i) {
    if (series[i].measure.name != "unit_admissions") continue;
    const auto yearly = values_of(ground, model.world(), "unit_admissions");
    for (std::size_t year = 0; year < 3; ++year) {
      const auto first = result.monthly.begin() + static_cast<std::ptrdiff_t>(i * 36 + year * 12);
      EXPECT_EQ(std::accumulate(first, first + 12, std::int64_t{0}), yearly[year])
          << "places freed on 1 September are taken in the new year";
    }
  }
}

TEST(Measures, ReportWholeYearsOnly) {
  const models::Period period{
      .first_school_year = 2008, .last_school_year = 2012, .report_from = 2010};
  EXPECT_EQ(models::reported_school_years(period), (std::vector<int>{2, 3, 4}));
  EXPECT_EQ(models::reported_financial_years(period), (std::vector<int>{2011, 2012}));
}

TEST(Measures, ReportNoBalanceBeforeTheFirstYearThatHasOne) {
  auto borough = busy();
  borough.block.rest_year = 2012;
  const Ground ground(borough);
  Model model(ground);
  model.run(0);
  const auto balance = values_of(ground, model.world(), "in_year_balance");
  EXPECT_EQ(balance[0], sim::not_available);
  EXPECT_EQ(balance[1],
            model.world().ledger.net(2012, models::Account::high_needs_block).in_pence());
}

}  // namespace
