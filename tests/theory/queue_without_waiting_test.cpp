// Places that turn people away when full, or are never full: nobody waits.
#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <map>
#include <numeric>
#include <string>
#include <utility>
#include <vector>

#include <gtest/gtest.h>

#include "sim/random/crossing.h"
#include "sim/random/elementary.h"
#include "tests/theory/cases.h"
#include "tests/theory/queue_model.h"

namespace {

using sim::Stream;
using sim::Tally;
using sim::Universe;
using theory::case_of;
using theory::expected;
using theory::holds;
using theory::holds_poisson;
using theory::parameter;
using theory::Queue;
using theory::QueueSpec;
using theory::Visit;

using Estimates = std::map<std::string, Tally>;

void expect_all(const std::string& id, const Estimates& estimates) {
  for (const auto& [name, tally] : estimates)
    EXPECT_TRUE(holds(tally, expected(id, name).get<double>())) << id << ": " << name;
}

/// Erlang's loss formula by its recursion.
double erlang_b(int servers, double load) {
  double blocked = 1;
  for (int c = 1; c <= servers; ++c) blocked = load * blocked / (c + load * blocked);
  return blocked;
}

struct Pair {
  std::string name;
  int servers;
  double load;
};
std::vector<Pair> loss_pairs() {
  std::vector<Pair> pairs;
  for (const auto& pair : case_of("Q06_ErlangB").at("parameters").at("pairs")) {
    const int c = pair[0].get<int>();
    const int a = pair[1].get<int>();
    pairs.push_back({"c" + std::to_string(c) + "_a" + std::to_string(a), c, double(a)});
  }
  return pairs;
}

TEST(ErlangB, FollowsFromItsRecursion) {
  for (const Pair& pair : loss_pairs()) {
    const auto& truth = expected("Q06_ErlangB", pair.name);
    const double blocked = erlang_b(pair.servers, pair.load);
    const double busy = pair.load * (1 - blocked);
    EXPECT_TRUE(theory::agrees(blocked, truth.at("B").get<double>())) << pair.name;
    EXPECT_TRUE(theory::agrees(busy, truth.at("mean_busy").get<double>())) << pair.name;
    EXPECT_TRUE(theory::agrees(busy - pair.load * blocked * (pair.servers - busy),
                               truth.at("var_busy").get<double>()))
        << pair.name;
  }
}

TEST(ErlangB, IsWhatFullPlacesTurnAway) {
  for (const Pair& pair : loss_pairs()) {
    const auto& truth = expected("Q06_ErlangB", pair.name);
    const double mean = truth.at("mean_busy").get<double>();
    const QueueSpec spec{.arrival_rates = {pair.load},
                         .servers = pair.servers,
                         .may_wait = false,
                         .stay = theory::exponential_stay(1),
                         .warm_up = 12,
                         .observed = 2500 / pair.load};
    Tally blocked;
    Tally busy;
    Tally variance;
    for (std::uint32_t r = 0; r < theory::replications(200); ++r) {
      Queue queue(spec, theory::universe_of(r));
      const auto square = queue.observe([](std::int64_t n) { return n * n; });
      queue.run();
      double refused = 0;
      for (const Visit& visit : queue.visits()) refused += visit.served ? 0 : 1;
      blocked.add(refused / static_cast<double>(queue.visits().size()));
      busy.add(queue.mean_present());
      variance.add(queue.mean_of(square) - 2 * mean * queue.mean_present() + mean * mean);
    }

    EXPECT_TRUE(holds(blocked, truth.at("B").get<double>())) << pair.name;
    EXPECT_TRUE(holds(busy, mean)) << pair.name;
    EXPECT_TRUE(holds(variance, truth.at("var_busy").get<double>())) << pair.name;
  }
}

TEST(ErlangB, DoesNotCareForTheLawOfTheStay) {
  const std::string id = "Q07_MGcc_insensitivity";
  const auto& lognormal = case_of(id).at("parameters").at("lognormal");
  const double mu = lognormal.at("mu").get<double>();
  const double sigma = std::sqrt(lognormal.at("sigma2").get<double>());
  const auto wait = [](Stream& luck) { return sim::exponential(luck.uniform()); };
  const std::map<std::string, std::function<double(Stream&)>> laws = {
      {"exponential", wait},
      {"deterministic", [](Stream&) { return 1.0; }},
      {"Erlang-2", [wait](Stream& luck) { return (wait(luck) + wait(luck)) / 2; }},
      {"hyperexponential",
       [wait](Stream& luck) { return (luck.uniform() < 0.2 ? 3.0 : 0.5) * wait(luck); }},
      {"lognormal",
       [=](Stream& luck) { return sim::exp(mu + sigma * sim::normal(luck.uniform())); }}};

  for (const auto& [name, law] : laws) {
    const QueueSpec spec{.arrival_rates = {parameter(id, "lambda")},
                         .servers = static_cast<int>(parameter(id, "c")),
                         .may_wait = false,
                         .stay = law,
                         .warm_up = 50,
                         .observed = 250};
    Estimates estimates;
    for (std::uint32_t r = 0; r < theory::replications(200); ++r) {
      Queue queue(spec, theory::universe_of(r));
      queue.run();
      double refused = 0;
      for (const Visit& visit : queue.visits()) refused += visit.served ? 0 : 1;
      estimates["B"].add(refused / static_cast<double>(queue.visits().size()));
      estimates["mean_busy"].add(queue.mean_present());
    }
    SCOPED_TRACE(name);
    expect_all(id, estimates);
  }
}

/// P(N = n) of a Poisson law, n = 0, 1, ...
std::vector<double> poisson_law(double mean, int through) {
  std::vector<double> law{std::exp(-mean)};
  for (int n = 1; n <= through; ++n) law.push_back(law.back() * mean / n);
  return law;
}

/// Chi-square against a Poisson law, in ten bins of about the same probability; and their number.
std::pair<double, int> chi_square_of_poisson(const std::vector<std::int64_t>& sample, double mean) {
  const auto law = poisson_law(mean, 400);
  std::vector<double> probability;
  std::vector<double> observed;
  double gathered = 0;
  double seen = 0;
  for (std::size_t n = 0; n < law.size(); ++n) {
    gathered += law[n];
    seen +=
        static_cast<double>(std::count(sample.begin(), sample.end(), static_cast<std::int64_t>(n)));
    if (gathered < 0.1 && n + 1 < law.size()) continue;
    probability.push_back(gathered);
    observed.push_back(seen);
    gathered = seen = 0;
  }
  double chi_square = 0;
  for (std::size_t b = 0; b < probability.size(); ++b) {
    const double mean_count = probability[b] * static_cast<double>(sample.size());
    if (mean_count > 1) chi_square += std::pow(observed[b] - mean_count, 2) / mean_count;
  }
  return {chi_square, static_cast<int>(probability.size())};
}

TEST(UnlimitedPlaces, HoldAPoissonNumberForAnyLawOfStay) {
  const std::string id = "Q10_MGinf";
  const double mean = expected(id, "mean").get<double>();
  const double stay = parameter(id, "ES");
  const double lag = parameter(id, "h");
  const std::map<std::string, std::function<double(Stream&)>> laws = {
      {"cov_h_exponential", theory::exponential_stay(1 / stay)},
      {"cov_h_deterministic", [stay](Stream&) { return stay; }}};
  const double many = expected(id, "q95").get<double>();

  for (const auto& [covariance_name, law] : laws) {
    const QueueSpec spec{.arrival_rates = {parameter(id, "lambda")},
                         .servers = 1'000'000,
                         .stay = law,
                         .warm_up = 18,
                         .observed = lag};
    Tally number;
    Tally above;
    Tally covariance;
    std::vector<std::int64_t> sample;
    for (std::uint32_t r = 0; r < theory::replications(1200); ++r) {
      Queue queue(spec, theory::universe_of(r));
      queue.run();
      sample.push_back(queue.present_at_opening());
      const auto first = static_cast<double>(queue.present_at_opening());
      const auto last = static_cast<double>(queue.present_at_closing());
      number.add(first);
      above.add(first > many ? 1 : 0);
      covariance.add((first - mean) * (last - mean));
    }
    SCOPED_TRACE(covariance_name);
    EXPECT_TRUE(holds_poisson(number, mean));
    EXPECT_TRUE(holds(above, expected(id, "P_N_gt_80").get<double>()));
    EXPECT_TRUE(holds(covariance, expected(id, covariance_name).get<double>()));
    const auto [chi_square, bins] = chi_square_of_poisson(sample, mean);
    EXPECT_LT(chi_square, theory::chi_square_limit(bins - 1));
  }
}

TEST(UnlimitedPlaces, HaveThe95PercentPointOfTheirPoissonLaw) {
  const auto law = poisson_law(expected("Q10_MGinf", "mean").get<double>(), 200);
  const auto point = expected("Q10_MGinf", "q95").get<std::ptrdiff_t>();
  const double below = std::accumulate(law.begin(), law.begin() + point, 0.0);
  EXPECT_LT(below, 0.95);
  EXPECT_GE(below + law[static_cast<std::size_t>(point)], 0.95);
}

// Admissions at three rates a year, found on the engine's own hazard of steps.
class Admissions {
 public:
  static constexpr std::int64_t third = 10'519'200;  // [s]
  static constexpr int warm_up = 14;                 // [years]: 17 mean stays
  static constexpr int observed = 3;                 // [years]

  Admissions(const std::vector<double>& rates, double mean_stay, const Universe& universe)
      : mean_stay_(mean_stay), universe_(universe), present_(sim::Instant{}) {
    std::vector<sim::StepFunction<double>::Step> steps;
    for (int n = 0; n < 3 * (warm_up + observed); ++n)
      steps.emplace_back(start_of_term(n), rates[static_cast<std::size_t>(n % 3)]);
    rate_ = sim::StepFunction<double>(steps);
    simulation_.start_at(sim::Instant{});
    schedule_admission();
  }

  static sim::Instant start_of_term(int n) { return sim::Instant{} + sim::Seconds{third * n}; }

  void run_until_term(int n) { simulation_.run_until(start_of_term(n), *this); }
  sim::TimeWeighted& present() { return present_; }

  bool is_current(const sim::Slot&) const { return true; }
  void happen(const sim::Slot& slot) {
    if (slot.what() == leaves) return present_.add(simulation_.now(), -1);
    present_.add(simulation_.now(), +1);
    const double stay = mean_stay_ * sim::exponential(universe_.uniform({1, slot.entity(), 0}));
    simulation_.schedule(
        sim::Slot(sim::after_years(simulation_.now(), stay), 0, slot.entity(), 0, leaves));
    schedule_admission();
  }

 private:
  enum What : std::uint32_t { enters, leaves };

  void schedule_admission() {
    const double threshold = sim::exponential(universe_.uniform({0, admitted_, 0}));
    const sim::Instant at = sim::crossing(rate_, simulation_.now(), threshold);
    simulation_.schedule(sim::Slot(at, 1, admitted_++, 0, enters));
  }

  double mean_stay_;
  Universe universe_;
  sim::Simulation simulation_;
  sim::StepFunction<double> rate_;
  sim::TimeWeighted present_;
  std::uint32_t admitted_ = 0;
};

TEST(UnlimitedPlaces, FollowTheTermsOfTheYear) {
  const std::string id = "Q12_MtMinf_terms";
  const auto rates = case_of(id).at("parameters").at("rates").get<std::vector<double>>();
  const std::vector<std::string> names{"m_start_autumn", "m_start_spring", "m_start_summer"};
  Estimates at_start;
  Tally over_year;

  for (std::uint32_t r = 0; r < theory::replications(1000); ++r) {
    Admissions admissions(rates, parameter(id, "ES"), theory::universe_of(r));
    const int first = 3 * Admissions::warm_up;
    admissions.run_until_term(first);
    admissions.present().open_window(Admissions::start_of_term(first));
    for (int term = 0; term < 3; ++term) {
      at_start[names[static_cast<std::size_t>(term)]].add(
          static_cast<double>(admissions.present().value()));
      admissions.run_until_term(first + term + 1);
    }
    over_year.add(admissions.present().mean_through(Admissions::start_of_term(first + 3)));
  }

  for (const auto& [name, tally] : at_start)
    EXPECT_TRUE(holds_poisson(tally, expected(id, name).get<double>())) << name;
  EXPECT_TRUE(holds(over_year, expected(id, "mean_over_year").get<double>()));
}

}  // namespace
