// The laws of exclusions, on the whole model with everything else switched off: the propensity of a
// pupil is never drawn, so what follows from it has to come out of the thresholds.

#include <cmath>
#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "tests/models/small_borough.h"
#include "tests/sanitized.h"
#include "tests/theory/cases.h"

namespace {

using models::Count;
using models::Setting;
using small_borough::Life;

constexpr std::uint32_t usual_replications = SEMH_SANITIZED ? 200 : 400;

constexpr sim::Instant start = sim::date(2008, 9, 1);
constexpr double stretch = 365.25 / 365;  ///< Hazards are per 365.25 days, these years have 365.

/// Fixed-term exclusions alone, at one rate for every year group, for `school_years` of 365 days in
/// schools that never close. One unit of unlimited places takes every age.
models::Borough with_fixed_term(double shape, double rate, int school_years) {
  auto borough = small_borough::borough();
  borough.period = {
      .first_school_year = 2008, .last_school_year = 2007 + school_years, .report_from = 2008};
  borough.fixed_term.shape = shape;
  borough.fixed_term.rate.fill(rate);
  borough.units = {small_borough::unit("all", 0, 11, 1'000'000)};
  borough.exclusion.provision_day = 0;
  borough.exclusion.review_days = 0;
  return borough;
}

/// Pupils in the ten cohorts that are at school for the whole of up to three years.
constexpr int whole_cohorts = 10;
bool is_here_throughout(const models::Pupil& pupil) {
  return pupil.reception >= 2 && pupil.reception < 2 + whole_cohorts;
}

/// Fixed-term exclusions of each such pupil who has had any, in order of coming to notice.
std::vector<std::uint32_t> exclusions_of_pupils(Life& life) {
  std::vector<std::uint32_t> each;
  for (const auto& pupil : life.world().noticed())
    each.push_back(is_here_throughout(pupil) ? pupil.exclusions : 0);
  return each;
}

TEST(ReducedModel, CountsFixedTermExclusionsByTheNegativeBinomialLaw) {
  const std::string id = "P01_NB_gamma_mix";
  const double m = theory::parameter(id, "mean");
  const double pupils = theory::parameter(id, "N");
  auto borough = with_fixed_term(theory::parameter(id, "k"), m, 2);
  borough.demography.intake = {{1997, static_cast<int>(pupils) / whole_cohorts}};
  Life life(borough, small_borough::always_open(borough.period));

  std::map<std::string, sim::Tally> tallies;
  for (std::uint32_t run = 0; run < theory::replications(usual_replications); ++run) {
    life.begin(run);
    life.until(start + sim::Days{365});
    const auto first_year = exclusions_of_pupils(life);
    life.until_the_end();
    const auto both_years = exclusions_of_pupils(life);

    std::map<std::string, double> sums;
    for (std::size_t i = 0; i < both_years.size(); ++i) {
      const double first = i < first_year.size() ? first_year[i] : 0;
      const double second = both_years[i] - first;
      sums["E_total"] += first;
      sums["E_distinct_pupils"] += first >= 1;
      sums["E_pupils_ge2"] += first >= 2;
      sums["E_pupils_ge5"] += first >= 5;
      sums["exactly 3"] += first == 3;
      sums["of both years"] += first * second;
      for (const int n : {1, 5})
        if (first == n)
          sums["after " + std::to_string(n)] +=
              second - theory::expected(id, "E_next_given_" + std::to_string(n)).get<double>();
    }
    for (const auto& [name, sum] : sums) tallies[name].add(sum);
    for (const char* name : {"after 1", "after 5", "E_pupils_ge5"})
      if (!sums.contains(name)) tallies[name].add(0);
  }

  for (const char* name : {"E_total", "E_distinct_pupils", "E_pupils_ge2", "E_pupils_ge5"})
    EXPECT_TRUE(theory::holds(tallies[name], theory::expected(id, name).get<double>())) << name;
  EXPECT_TRUE(theory::holds(tallies["exactly 3"],
                            pupils * theory::expected(id, "pmf").at("3").get<double>()));
  const double covariance = theory::expected(id, "cov_year1_year2").get<double>();
  EXPECT_TRUE(theory::holds(tallies["of both years"], pupils * (covariance + m * m)));
  EXPECT_TRUE(theory::holds(tallies["after 1"], 0)) << "next year's mean of a pupil excluded once";
  EXPECT_TRUE(theory::holds(tallies["after 5"], 0))
      << "next year's mean of a pupil excluded 5 times";
  const double deviation = theory::expected(id, "SD_total").get<double>();
  const double n = static_cast<double>(tallies["E_total"].count());
  EXPECT_NEAR(tallies["E_total"].standard_deviation() / deviation, 1, 4 * std::sqrt(0.5 / n));
}

TEST(ReducedModel, CountsFixedTermExclusionsAsPoissonWhenPupilsAreAlike) {
  auto borough = with_fixed_term(1e6, 0.1, 1);
  borough.demography.intake = {{1997, 100}};
  Life life(borough, small_borough::always_open(borough.period));
  sim::Tally totals;
  for (std::uint32_t run = 0; run < theory::replications(1000); ++run) {
    life.begin(run);
    life.until_the_end();
    totals.add(static_cast<double>(life.record().total(Count::fixed_term)));
  }
  EXPECT_TRUE(theory::holds_poisson(totals, 120));
}

TEST(ReducedModel, EndsTheYearOfAPupilAtTheDecisionToExclude) {
  const std::string id = "P07_escalation_thinning";
  const double p = theory::parameter(id, "p");
  const double pupils = theory::parameter(id, "N");
  auto borough = with_fixed_term(theory::parameter(id, "k"), theory::parameter(id, "m"), 1);
  borough.demography.intake = {{1997, static_cast<int>(pupils) / models::year_groups}};
  borough.exclusion.base.fill(std::log(p / (1 - p)));
  Life life(borough, small_borough::always_open(borough.period));
  sim::Tally decisions;
  sim::Tally recorded;
  for (std::uint32_t run = 0; run < theory::replications(usual_replications); ++run) {
    life.begin(run);
    life.until_the_end();
    decisions.add(static_cast<double>(life.record().total(Count::decisions)));
    recorded.add(static_cast<double>(life.record().total(Count::fixed_term)));
  }
  EXPECT_TRUE(theory::holds(decisions, theory::expected(id, "E_decisions").get<double>()));
  EXPECT_TRUE(theory::holds(
      recorded, pupils * theory::expected(id, "E_FTE_recorded_per_pupil").get<double>()));
}

// Every exclusion leads to a stay at the unit, so that a pupil is in and out of mainstream by what
// happens. Given the propensity g this is a walk between two states, and what it says is averaged
// over the gamma law by quadrature: nothing of this is how the model does it.
struct InAndOut {
  double shape;
  double rate;         ///< Of an average pupil in mainstream [per year].
  double return_rate;  ///< Of a stay [per year].
  double years;

  /// Exclusions of a pupil of propensity `g`, on average.
  double mean_exclusions(double g) const {
    const double a = g * rate;
    const double both = a + return_rate;
    return a * (return_rate * years / both + a / (both * both) * (1 - std::exp(-both * years)));
  }
  /// P(at least two exclusions) of a pupil of propensity `g`: in, out, in again.
  double repeats(double g) const {
    const double a = g * rate;
    const double apart = return_rate - a;
    const double in = std::exp(-a * years);
    const double out = a / apart * (in - std::exp(-return_rate * years));
    const double in_again = return_rate / apart * (a * years * in - out);
    return 1 - in - out - in_again;
  }
  /// The mean of `of(g)` over the gamma law: the trapezoidal rule in log g.
  template <class Function>
  double averaged(Function of) const {
    double sum = 0;
    constexpr double step = 0.0025;
    for (double x = -60; x < 4.5; x += step) {
      const double g = std::exp(x);
      sum +=
          std::exp(shape * (std::log(shape) + x) - shape * g - std::lgamma(shape)) * of(g) * step;
    }
    return sum;
  }
};

TEST(ReducedModel, GoesOnWithTheSameThresholdWhenAStayInterruptsExposure) {
  const InAndOut law{.shape = 0.5, .rate = 1, .return_rate = 2, .years = 3};
  auto borough = with_fixed_term(law.shape, law.rate, 3);
  constexpr int a_cohort = 100;
  borough.demography.intake = {{1997, a_cohort}};
  borough.exclusion.base.fill(small_borough::always_happens);
  borough.units[0].stay.early.fill(law.return_rate * stretch);
  borough.reintegration = {.success = 1e9, .failure = 0};
  Life life(borough, small_borough::always_open(borough.period));

  sim::Tally means;
  sim::Tally repeats;
  sim::Tally ever;
  constexpr double pupils = a_cohort * whole_cohorts;
  for (std::uint32_t run = 0; run < theory::replications(usual_replications); ++run) {
    life.begin(run);
    life.until_the_end();
    double sum = 0;
    double twice = 0;
    double once = 0;
    for (const std::uint32_t exclusions : exclusions_of_pupils(life)) {
      sum += exclusions;
      once += exclusions >= 1;
      twice += exclusions >= 2;
    }
    means.add(sum / pupils);
    repeats.add(twice / pupils);
    ever.add(once / pupils);
  }

  ASSERT_NEAR(law.averaged([](double) { return 1.0; }), 1, 1e-9) << "the quadrature";
  EXPECT_TRUE(theory::holds(ever, 1 - std::pow(1 + law.rate * law.years / law.shape, -law.shape)));
  EXPECT_TRUE(theory::holds(means, law.averaged([&](double g) { return law.mean_exclusions(g); })));
  EXPECT_TRUE(theory::holds(repeats, law.averaged([&](double g) { return law.repeats(g); })));
}

TEST(ReducedModel, MultipliesExclusionsByContagion) {
  auto borough = with_fixed_term(1e6, 0.1, 2);
  borough.demography.intake = {{1997, 100}};
  borough.fixed_term.contagion = 0.4;
  borough.fixed_term.repeat_rate = 1e5;  // Repeats follow within the hour, so that none is cut off.
  Life life(borough, small_borough::always_open(borough.period));
  sim::Tally totals;
  sim::Tally repeats;
  for (std::uint32_t run = 0; run < theory::replications(500); ++run) {
    life.begin(run);
    life.until_the_end();
    totals.add(static_cast<double>(life.record().total(Count::fixed_term)));
    repeats.add(static_cast<double>(life.record().total(Count::repeats)));
  }
  EXPECT_TRUE(theory::holds(totals, 240 / 0.6));
  EXPECT_TRUE(theory::holds(repeats, 240 / 0.6 * 0.4));
  // Clusters are Borel numbers: the variance of the total is mean / (1 - contagion)^2.
  const double n = static_cast<double>(totals.count());
  EXPECT_NEAR(totals.variance() / (240 / 0.6 / 0.36), 1, 4 * std::sqrt(2 / n));
}

TEST(ReducedModel, DividesDecisionsIntoIndependentPoissonNumbers) {
  const std::string id = "P08_binomial_withdraw";
  auto borough = with_fixed_term(1, 0, 1);
  borough.exclusion.one_off[8].fill(theory::parameter(id, "rate") * stretch);
  borough.exclusion.withdrawn.fill(theory::parameter(id, "omega"));
  Life life(borough, small_borough::always_open(borough.period));
  sim::Tally recorded;
  sim::Tally withdrawn;
  sim::Tally product;
  sim::Tally more_than_45;
  const double recorded_mean = theory::expected(id, "recorded_mean").get<double>();
  const double withdrawn_mean = theory::expected(id, "withdrawn_mean").get<double>();
  for (std::uint32_t run = 0; run < theory::replications(4000); ++run) {
    life.begin(run);
    life.until_the_end();
    const auto stood = static_cast<double>(life.record().total(Count::permanent));
    const auto gone = static_cast<double>(life.record().total(Count::withdrawn));
    recorded.add(stood);
    withdrawn.add(gone);
    product.add((stood - recorded_mean) * (gone - withdrawn_mean));
    more_than_45.add(stood > 45);
  }
  EXPECT_TRUE(theory::holds_poisson(recorded, recorded_mean));
  EXPECT_TRUE(theory::holds_poisson(withdrawn, withdrawn_mean));
  EXPECT_TRUE(theory::holds(product, 0));
  EXPECT_TRUE(theory::holds(more_than_45, theory::expected(id, "P_recorded_gt_45").get<double>()));
}

TEST(ReducedModel, LetsEveryDecisionStandWithoutChallenge) {
  auto borough = with_fixed_term(0.1, 0.1, 3);
  borough.exclusion.base = {-3, -3};
  borough.exclusion.record = 0.5;
  Life life(borough, small_borough::always_open(borough.period));
  life.until_the_end();

  const auto& record = life.record();
  EXPECT_GT(record.total(Count::decisions), 5);
  EXPECT_EQ(record.total(Count::decisions), record.total(Count::permanent));
  EXPECT_EQ(record.total(Count::repeats), 0);
}

TEST(ReducedModel, LetsNobodyWaitWithRoomForEveryone) {
  auto borough = with_fixed_term(0.1, 0.3, 3);
  borough.exclusion.base = {-2, -2};
  borough.fixed_term.contagion = 0.3;
  borough.units[0].stay.early.fill(0.5);
  borough.reintegration = {.success = 1, .failure = 1};
  borough.referrals = {{.id = "referrals", .unit = "all", .rate = 60.0, .dual = true}};
  borough.plans.requests = 60;
  borough.specialists = {small_borough::special_school(100'000)};
  borough.specialists[0].most_per_year_group = 100'000;
  Life life(borough, small_borough::always_open(borough.period));
  life.until_the_end();

  const auto& record = life.record();
  EXPECT_GT(record.total(Count::unit_admissions), 100);
  EXPECT_GT(record.total(Count::placed_locally), 20);
  EXPECT_EQ(record.total(Count::waited_past_day_six), 0);
  for (int year = 0; year < 3; ++year) {
    if (year == record.years_closed()) break;
    EXPECT_EQ(record.area(year, models::Stock::waiting_for_specialist), 0);
    EXPECT_EQ(record.area(year, Setting::tuition), 0);
  }
}

}  // namespace
