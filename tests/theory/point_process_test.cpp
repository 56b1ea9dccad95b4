// Incidents of pupils whose propensity is never drawn, only their thresholds; what escalates, what
// is withdrawn; and the clock that runs only while schools are open.
#include <array>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "sim/kernel/operational_time.h"
#include "sim/kernel/simulation.h"
#include "sim/random/hazard_clock.h"
#include "sim/random/stream.h"
#include "sim/random/variate.h"
#include "tests/theory/cases.h"

namespace {

using sim::Instant;
using sim::Seconds;
using sim::Tally;
using sim::Universe;
using theory::case_of;
using theory::expected;
using theory::holds;
using theory::holds_poisson;
using theory::json;
using theory::parameter;

Universe universe_of(std::uint32_t replication) {
  return Universe(20180123, sim::Domain::simulation, replication);
}

/// P(N = 0), ... P(N = last) of a case, and the rest.
std::vector<double> law_of(const std::string& id) {
  std::vector<double> law;
  double rest = 1;
  for (std::size_t n = 0; n < expected(id, "pmf").size(); ++n) {
    law.push_back(expected(id, "pmf").at(std::to_string(n)).get<double>());
    rest -= law.back();
  }
  law.push_back(rest);
  return law;
}

double chi_square(const std::vector<double>& observed, const std::vector<double>& law,
                  double total) {
  double sum = 0;
  for (std::size_t n = 0; n < law.size(); ++n)
    sum += std::pow(observed[n] - total * law[n], 2) / (total * law[n]);
  return sum;
}

/// The exposures at which a pupil has incidents, one after another.
class Incidents {
 public:
  Incidents(const Universe& universe, std::uint32_t pupil, double shape)
      : universe_(universe), pupil_(pupil), shape_(shape) {
    find_next();
  }
  double next() const { return next_; }
  int so_far() const { return so_far_; }
  void pass() {
    ++so_far_;
    find_next();
  }
  int count_through(double exposure) {
    while (next_ <= exposure) pass();
    return so_far_;
  }

 private:
  void find_next() {
    const double u = universe_.uniform({0, pupil_, static_cast<std::uint32_t>(so_far_)});
    next_ = sim::next_exposure(u, shape_, so_far_, next_);
  }

  const Universe& universe_;
  std::uint32_t pupil_;
  double shape_;
  int so_far_ = 0;
  double next_ = 0;
};

TEST(PolyaThresholds, FollowTheirRecursion) {
  const std::string id = "P02_polya_thresholds";
  const auto luck = case_of(id).at("parameters").at("U").get<std::vector<double>>();
  double exposure = 0;
  for (std::size_t n = 0; n < luck.size(); ++n) {
    exposure = sim::next_exposure(luck[n], parameter(id, "k"), static_cast<int>(n), exposure);
    EXPECT_TRUE(theory::agrees(exposure, expected(id, "E")[n].get<double>())) << n;
  }
}

TEST(PolyaThresholds, CountNegativeBinomially) {
  const std::string id = "P03_polya_counts";
  const std::uint32_t pupils = theory::replications(400'000);
  const double shape = parameter(id, "k");
  const double exposure = parameter(id, "m");
  const Universe universe = universe_of(0);
  std::vector<double> observed(expected(id, "pmf").size() + 1);
  Tally counts;

  for (std::uint32_t p = 0; p < pupils; ++p) {
    const int n = Incidents(universe, p, shape).count_through(exposure);
    ++observed[std::min(static_cast<std::size_t>(n), observed.size() - 1)];
    counts.add(n);
  }

  const std::vector<double> law = law_of(id);
  for (std::size_t n = 0; n + 1 < law.size(); ++n) {
    const double sd = std::sqrt(pupils * law[n] * (1 - law[n]));
    EXPECT_LT(std::abs(observed[n] - pupils * law[n]) / sd, 4.5) << n;
  }
  EXPECT_TRUE(holds(counts, expected(id, "mean").get<double>()));
  const double spread = std::sqrt(
      (counts.fourth_moment_sum() / pupils - counts.variance() * counts.variance()) / pupils);
  EXPECT_NEAR(counts.variance(), expected(id, "var").get<double>(), 4 * spread);
}

/// One borough over two years of the same exposure.
struct Borough {
  std::vector<double> by_count = std::vector<double>(8);  ///< Pupils by incidents in year 1.
  double total = 0;
  double at_least_5 = 0;
  double product = 0;                 ///< Of each pupil's two years, summed.
  std::array<double, 6> next_year{};  ///< Incidents in year 2, by the number in year 1.
  std::array<double, 6> had{};        ///< Pupils with that number in year 1.
};

Borough two_years(std::uint32_t replication) {
  const std::string id = "P01_NB_gamma_mix";
  const double shape = parameter(id, "k");
  const double mean = parameter(id, "mean");
  const auto pupils = static_cast<std::uint32_t>(parameter(id, "N"));
  const Universe universe = universe_of(replication);
  const double none_below = std::pow(1 + 2 * mean / shape, -shape);

  Borough borough;
  for (std::uint32_t p = 0; p < pupils; ++p) {
    int first = 0;
    int second = 0;
    if (universe.uniform({0, p, 0}) > none_below) {
      Incidents incidents(universe, p, shape);
      first = incidents.count_through(mean);
      second = incidents.count_through(2 * mean) - first;
    }
    const auto n = static_cast<std::size_t>(first);
    ++borough.by_count[std::min(n, borough.by_count.size() - 1)];
    borough.total += first;
    borough.at_least_5 += first >= 5 ? 1 : 0;
    borough.product += first * second;
    if (n < borough.had.size()) {
      ++borough.had[n];
      borough.next_year[n] += second;
    }
  }
  return borough;
}

TEST(Propensity, MakesRepeatersOfAFew) {
  const std::string id = "P01_NB_gamma_mix";
  const auto truth = [&](const char* name) { return expected(id, name).get<double>(); };
  const double pupils = parameter(id, "N");
  const double mean = parameter(id, "mean");
  Tally distinct, twice, five_times, total, covariance;
  std::array<Tally, 6> excess_next;  // Beyond the expected, per borough: no ratio, so no bias.
  std::vector<double> by_count(8);
  const std::array<const char*, 6> next_given = {"E_next_given_0", "E_next_given_1", "", "", "",
                                                 "E_next_given_5"};

  const std::uint32_t boroughs = theory::replications(200);
  for (std::uint32_t r = 0; r < boroughs; ++r) {
    const Borough borough = two_years(r);
    distinct.add(pupils - borough.by_count[0]);
    twice.add(pupils - borough.by_count[0] - borough.by_count[1]);
    five_times.add(borough.at_least_5);
    total.add(borough.total);
    covariance.add(borough.product / pupils - mean * mean);
    for (const std::size_t n : {std::size_t{0}, std::size_t{1}, std::size_t{5}})
      excess_next[n].add(borough.next_year[n] - truth(next_given[n]) * borough.had[n]);
    for (std::size_t n = 0; n < by_count.size(); ++n) by_count[n] += borough.by_count[n];
  }

  EXPECT_LT(chi_square(by_count, law_of(id), pupils * boroughs),
            theory::chi_square_limit(static_cast<double>(by_count.size() - 1)));
  EXPECT_TRUE(holds(distinct, truth("E_distinct_pupils")));
  EXPECT_TRUE(holds(twice, truth("E_pupils_ge2")));
  EXPECT_TRUE(holds(five_times, truth("E_pupils_ge5")));
  EXPECT_TRUE(holds(five_times, pupils * truth("P_ge_5")));
  EXPECT_TRUE(holds(total, truth("E_total")));
  EXPECT_TRUE(holds(covariance, truth("cov_year1_year2")));
  for (const std::size_t n : {std::size_t{0}, std::size_t{1}, std::size_t{5}})
    EXPECT_TRUE(holds(excess_next[n], 0)) << next_given[n];
  const double allowed = 4 * std::sqrt(2.0 / boroughs);
  EXPECT_NEAR(total.variance() / std::pow(truth("SD_total"), 2), 1, allowed);
  EXPECT_NEAR(total.variance() / (pupils * truth("var")), 1, allowed);
}

// The case's year lasts a hundred of the clock's, so that a second is small beside 1e-9 of it.
TEST(InterruptedExposure, MapsTheThresholdAnewAtEachChange) {
  const std::string id = "P04_interrupted_exposure";
  const json& of = case_of(id).at("parameters");
  constexpr double stretch = 100;
  const double base = of.at("b").get<double>() / stretch;
  const auto after = [&](double years) { return sim::after_years(Instant{}, years * stretch); };
  const Instant leaves = after(of.at("switch")[0].get<double>());
  const Instant returns = after(of.at("switch")[1].get<double>());

  const auto years_to = [&](double exposure) {
    sim::HazardClock clock(Instant{}, exposure);
    clock.set_rate(Instant{}, base);
    if (clock.crossing() > leaves)
      clock.set_rate(leaves, base * of.at("mult").at("short_break").get<double>());
    if (clock.crossing() > returns) clock.set_rate(returns, base);
    return sim::years_between(Instant{}, clock.crossing()) / stretch;
  };
  EXPECT_TRUE(
      theory::agrees(years_to(of.at("E1").get<double>()), expected(id, "t_event").get<double>()));
  EXPECT_TRUE(theory::agrees(years_to(expected(id, "exposure_at_0.6").get<double>()), 0.6));
  EXPECT_TRUE(theory::agrees(years_to(expected(id, "exposure_at_0.9").get<double>()), 0.9));
}

/// Incidents of a pupil in two years of an exposure that stops and starts, simulated on hazard
/// clocks. The wrong way draws the threshold anew at every change and forgets what was consumed.
int incidents_with_breaks(const Universe& universe, std::uint32_t pupil, double shape, double rate,
                          bool redraw) {
  constexpr int changes = 8;
  constexpr double years = 2;
  std::uint32_t drawn = 0;
  double exposure = 0;  // At the last incident.
  double threshold = 0;
  int incidents = 0;
  const auto next_clock = [&](Instant now, double multiplier) {
    const double u = universe.uniform({0, pupil, drawn++});
    threshold = sim::next_exposure(u, shape, incidents, exposure);
    sim::HazardClock clock(now, threshold - exposure);
    clock.set_rate(now, rate * multiplier);
    return clock;
  };
  const auto multiplier = [](int period) { return period % 2 == 0 ? 1.0 : 0.4; };

  sim::HazardClock clock = next_clock(Instant{}, multiplier(0));
  for (int period = 0; period < changes; ++period) {
    const Instant change = sim::after_years(Instant{}, years * (period + 1) / changes);
    while (clock.crossing() < change) {
      const Instant now = clock.crossing();
      exposure = threshold;
      ++incidents;
      clock = next_clock(now, multiplier(period));
    }
    if (redraw)
      clock = next_clock(change, multiplier(period + 1));
    else
      clock.set_rate(change, rate * multiplier(period + 1));
  }
  return incidents;
}

/// Chi-square of the counts against the negative binomial law of the whole exposure, 0 to 5 and
/// more.
double misfit_of_breaks(bool redraw) {
  constexpr double shape = 0.5;
  constexpr double rate = 0.9;
  constexpr double exposure = rate * 2 * (1.0 + 0.4) / 2;
  const std::uint32_t pupils = theory::replications(60'000);
  const Universe universe = universe_of(0);
  std::vector<double> law{std::pow(1 + exposure / shape, -shape)};
  double rest = 1 - law[0];
  for (int n = 1; n < 6; ++n) {
    law.push_back(law.back() * (shape + n - 1) / n * exposure / (shape + exposure));
    rest -= law.back();
  }
  law.push_back(rest);

  std::vector<double> observed(law.size());
  for (std::uint32_t p = 0; p < pupils; ++p) {
    const auto n =
        static_cast<std::size_t>(incidents_with_breaks(universe, p, shape, rate, redraw));
    ++observed[std::min(n, law.size() - 1)];
  }
  return chi_square(observed, law, pupils);
}

TEST(InterruptedExposure, CountsAsTheSameExposureWithoutBreaks) {
  EXPECT_LT(misfit_of_breaks(false), theory::chi_square_limit(6));
}

TEST(InterruptedExposure, IsTellableFromThresholdsDrawnAnew) {
  EXPECT_GT(misfit_of_breaks(true), 10 * theory::chi_square_limit(6));
}

TEST(Escalation, StopsAPupilAtTheFirst) {
  const std::string id = "P07_escalation_thinning";
  const double shape = parameter(id, "k");
  const double most = parameter(id, "m");
  const double escalates = parameter(id, "p");
  const auto pupils = static_cast<std::uint32_t>(parameter(id, "N"));
  const double none_below = std::pow(1 + most / shape, -shape);
  Tally decisions, recorded, balance;

  for (std::uint32_t r = 0; r < theory::replications(200); ++r) {
    const Universe universe = universe_of(r);
    double decided = 0;
    double incidents = 0;
    for (std::uint32_t p = 0; p < pupils; ++p) {
      if (universe.uniform({0, p, 0}) < none_below) continue;
      for (Incidents of(universe, p, shape); of.next() <= most; of.pass()) {
        ++incidents;
        const auto n = static_cast<std::uint32_t>(of.so_far());
        if (universe.uniform({1, p, n}) >= escalates) continue;
        ++decided;
        break;
      }
    }
    decisions.add(decided);
    recorded.add(incidents / pupils);
    balance.add(incidents * escalates - decided);
  }

  EXPECT_TRUE(holds(decisions, expected(id, "E_decisions").get<double>()));
  EXPECT_TRUE(holds(decisions, pupils * expected(id, "P_decision").get<double>()));
  EXPECT_TRUE(holds(recorded, expected(id, "E_FTE_recorded_per_pupil").get<double>()));
  EXPECT_TRUE(holds(balance, 0)) << "optional stopping";
}

/// A year of decisions, each withdrawn or not, one event after another.
class YearOfDecisions {
 public:
  YearOfDecisions(double rate, double withdrawn, const Universe& universe)
      : rate_(rate), withdrawal_(withdrawn), universe_(universe) {
    simulation_.start_at(Instant{});
    schedule_decision(0);
    simulation_.run_until(sim::after_years(Instant{}, 1), *this);
  }
  int recorded() const { return recorded_; }
  int withdrawn() const { return withdrawn_; }

  bool is_current(const sim::Slot&) const { return true; }
  void happen(const sim::Slot& slot) {
    const bool is_withdrawn = universe_.uniform({1, slot.sequence(), 0}) < withdrawal_;
    ++(is_withdrawn ? withdrawn_ : recorded_);
    schedule_decision(slot.sequence() + 1);
  }

 private:
  void schedule_decision(std::uint32_t number) {
    const double wait = sim::exponential(universe_.uniform({0, number, 0})) / rate_;
    simulation_.schedule(sim::Slot(sim::after_years(simulation_.now(), wait), 0, 0, number, 0));
  }

  double rate_;
  double withdrawal_;
  Universe universe_;
  sim::Simulation simulation_;
  int recorded_ = 0;
  int withdrawn_ = 0;
};

TEST(Withdrawal, LeavesTwoIndependentPoissonCounts) {
  const std::string id = "P08_binomial_withdraw";
  const auto truth = [&](const char* name) { return expected(id, name).get<double>(); };
  Tally recorded, withdrawn, many, product;
  for (std::uint32_t r = 0; r < theory::replications(6000); ++r) {
    const YearOfDecisions year(parameter(id, "rate"), parameter(id, "omega"), universe_of(r));
    recorded.add(year.recorded());
    withdrawn.add(year.withdrawn());
    many.add(year.recorded() > 45 ? 1 : 0);
    product.add((year.recorded() - truth("recorded_mean")) *
                (year.withdrawn() - truth("withdrawn_mean")));
  }
  EXPECT_TRUE(holds_poisson(recorded, truth("recorded_mean")));
  EXPECT_TRUE(holds_poisson(withdrawn, truth("withdrawn_mean")));
  EXPECT_TRUE(holds(many, truth("P_recorded_gt_45")));
  EXPECT_TRUE(holds(product, 0)) << "covariance of the two";
}

TEST(SchoolTime, RunsOnOpenDaysAndJumpsTheOthers) {
  const std::string id = "P16_operational_time";
  constexpr Instant start = sim::date(2015, 9, 1);
  const auto days = [](double count) {
    return Seconds{static_cast<std::int64_t>(count * static_cast<double>(sim::seconds_per_day))};
  };
  std::vector<sim::OperationalTime::Interval> open;
  for (const json& interval : case_of(id).at("parameters").at("open"))
    open.emplace_back(start + days(interval[0].get<double>()),
                      start + days(interval[1].get<double>()));
  const sim::OperationalTime school_time(open);

  EXPECT_EQ(school_time.total(), days(expected(id, "total").get<double>()));
  for (const auto& [when, elapsed] : expected(id, "s_at").items())
    EXPECT_EQ(school_time.elapsed(start + days(std::stod(when))), days(elapsed.get<double>()))
        << "day " << when;
  for (const auto& [elapsed, when] : expected(id, "t_at").items())
    EXPECT_EQ(school_time.at(days(std::stod(elapsed))), start + days(when.get<double>()))
        << "after " << elapsed << " open days";
}

}  // namespace
