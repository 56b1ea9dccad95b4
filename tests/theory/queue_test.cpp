// Queues whose answers are known, simulated on the engine's own event list, resources and waiting
// lists.
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "sim/random/elementary.h"
#include "tests/theory/cases.h"
#include "tests/theory/queue_model.h"

namespace {

using sim::Tally;
using sim::Universe;
using theory::expected;
using theory::holds;
using theory::parameter;
using theory::Queue;
using theory::QueueSpec;
using theory::Visit;

using Estimates = std::map<std::string, Tally>;

/// The mean of `measure` over the visits that `counts`; -1 without any.
template <class Counts, class Measure>
double mean_over(const std::vector<Visit>& visits, Counts&& counts, Measure&& measure) {
  double sum = 0;
  double number = 0;
  for (const Visit& visit : visits)
    if (counts(visit)) {
      sum += measure(visit);
      ++number;
    }
  return number > 0 ? sum / number : -1;
}
const auto any_visit = [](const Visit&) { return true; };
const auto wait_of = [](const Visit& visit) { return visit.waited; };
const auto stay_of = [](const Visit& visit) { return visit.stayed; };

void expect_all(const std::string& id, const Estimates& estimates) {
  for (const auto& [name, tally] : estimates)
    EXPECT_TRUE(holds(tally, expected(id, name).get<double>())) << id << ": " << name;
}

TEST(OneServer, HoldsTheLawOfMM1) {
  const std::string id = "Q01_MM1";
  const double rho = parameter(id, "lambda") / parameter(id, "mu");
  QueueSpec spec{.arrival_rates = {parameter(id, "lambda")},
                 .servers = 1,
                 .stay = theory::exponential_stay(parameter(id, "mu")),
                 .observed = 4000};
  const double long_stay = expected(id, "W_q95").get<double>();
  Estimates estimates;
  Tally long_stays;

  for (std::uint32_t r = 0; r < theory::replications(400); ++r) {
    const Universe universe = theory::universe_of(r);
    spec.present_at_start = static_cast<std::int64_t>(  // Stationary: geometric.
        sim::log(universe.uniform({.purpose = 99})) / sim::log(rho));
    Queue queue(spec, universe);
    const auto square = queue.observe([](std::int64_t n) { return n * n; });
    const auto empty = queue.observe([](std::int64_t n) { return n == 0 ? 1 : 0; });
    const auto ten = queue.observe([](std::int64_t n) { return n >= 10 ? 1 : 0; });
    queue.run();
    const auto& visits = queue.visits();

    const double mean = queue.mean_present();
    estimates["rho"].add(queue.mean_busy());
    estimates["P0"].add(queue.mean_of(empty));
    estimates["L"].add(mean);
    estimates["Lq"].add(queue.mean_waiting());
    estimates["P_N_ge_10"].add(queue.mean_of(ten));
    // About the true mean, so that no bias comes from estimating it.
    const double truth = expected(id, "L").get<double>();
    estimates["VarN"].add(queue.mean_of(square) - 2 * truth * mean + truth * truth);
    estimates["W"].add(mean_over(visits, any_visit, stay_of));
    estimates["Wq"].add(mean_over(visits, any_visit, wait_of));
    estimates["P_Wq_gt_5"].add(
        mean_over(visits, any_visit, [](const Visit& v) { return v.waited > 5 ? 1.0 : 0.0; }));
    long_stays.add(mean_over(visits, any_visit,
                             [&](const Visit& v) { return v.stayed > long_stay ? 1.0 : 0.0; }));
  }

  expect_all(id, estimates);
  EXPECT_TRUE(holds(long_stays, 0.05)) << "beyond the 95% quantile of the stay";
  // The spread between replications is itself a law: the variance of a mean over time T is av_L /
  // T.
  const double variance = estimates["L"].variance() * spec.observed;
  const double allowed = 4 * std::sqrt(2.0 / static_cast<double>(estimates["L"].count()));
  EXPECT_NEAR(variance / expected(id, "av_L").get<double>(), 1, allowed + 0.05);
}

TEST(ThreeServers, HoldTheLawOfMMc) {
  const std::string id = "Q02_MMc_small";
  const QueueSpec spec{.arrival_rates = {parameter(id, "lambda")},
                       .servers = static_cast<int>(parameter(id, "c")),
                       .stay = theory::exponential_stay(parameter(id, "mu")),
                       .warm_up = 60,
                       .observed = 1500};
  Estimates estimates;

  for (std::uint32_t r = 0; r < theory::replications(300); ++r) {
    Queue queue(spec, theory::universe_of(r));
    queue.run();
    const auto& visits = queue.visits();

    estimates["a"].add(queue.mean_busy());
    estimates["L"].add(queue.mean_present());
    estimates["Lq"].add(queue.mean_waiting());
    estimates["W"].add(mean_over(visits, any_visit, stay_of));
    estimates["Wq"].add(mean_over(visits, any_visit, wait_of));
    estimates["ErlangC"].add(
        mean_over(visits, any_visit, [](const Visit& v) { return v.had_to_wait ? 1.0 : 0.0; }));
    estimates["P_Wq_gt_1"].add(
        mean_over(visits, any_visit, [](const Visit& v) { return v.waited > 1 ? 1.0 : 0.0; }));
  }

  expect_all(id, estimates);
}

/// Mean waits of two classes and of all, in the order of the case's names.
Estimates waits_of_two_classes(bool ignore_classes) {
  const std::string id = "Q15_priority_nonpreemptive";
  const QueueSpec spec{
      .arrival_rates = theory::case_of(id).at("parameters").at("lambda").get<std::vector<double>>(),
      .servers = 1,
      .ignore_classes = ignore_classes,
      .stay = theory::exponential_stay(parameter(id, "mu")),
      .warm_up = 200,
      .observed = 3000};
  Estimates estimates;
  for (std::uint32_t r = 0; r < theory::replications(300); ++r) {
    Queue queue(spec, theory::universe_of(r));
    queue.run();
    for (const std::size_t c : {std::size_t{0}, std::size_t{1}})
      estimates["Wq" + std::to_string(c + 1)].add(mean_over(
          queue.visits(), [c](const Visit& v) { return v.of_class == c; }, wait_of));
    estimates["Wq_avg"].add(mean_over(queue.visits(), any_visit, wait_of));
  }
  return estimates;
}

TEST(PriorityQueue, ServesTheFirstClassFirst) {
  expect_all("Q15_priority_nonpreemptive", waits_of_two_classes(false));
}

// A queue that forgot its classes keeps the same mean wait, so only the waits by class tell.
TEST(PriorityQueue, IsTellableFromOneThatForgotItsClasses) {
  const std::string id = "Q15_priority_nonpreemptive";
  Estimates wrong = waits_of_two_classes(true);

  EXPECT_TRUE(holds(wrong["Wq_avg"], expected(id, "Wq_FIFO").get<double>()));
  EXPECT_GT(theory::errors_off(wrong["Wq1"], expected(id, "Wq1").get<double>()), 20);
  EXPECT_LT(theory::errors_off(wrong["Wq2"], expected(id, "Wq2").get<double>()), -20);
}

TEST(ImpatientQueue, HoldsTheLawOfErlangA) {
  const std::string id = "Q21_ErlangA";
  const double rate = parameter(id, "lambda");
  const QueueSpec spec{.arrival_rates = {rate},
                       .servers = static_cast<int>(parameter(id, "c")),
                       .impatience = parameter(id, "theta"),
                       .stay = theory::exponential_stay(parameter(id, "mu")),
                       .warm_up = 12,
                       .observed = 60};
  Estimates estimates;
  Tally balance;

  for (std::uint32_t r = 0; r < theory::replications(300); ++r) {
    Queue queue(spec, theory::universe_of(r));
    queue.run();
    const auto& visits = queue.visits();
    const double busy = queue.mean_busy();
    estimates["Lq"].add(queue.mean_waiting());
    estimates["mean_busy"].add(busy);
    estimates["Wq"].add(mean_over(visits, any_visit, wait_of));
    estimates["P_wait"].add(
        mean_over(visits, any_visit, [](const Visit& v) { return v.had_to_wait ? 1.0 : 0.0; }));
    estimates["P_abandon"].add(
        mean_over(visits, any_visit, [](const Visit& v) { return v.served ? 0.0 : 1.0; }));
    balance.add(busy + spec.impatience * queue.mean_waiting() - rate);
  }

  expect_all(id, estimates);
  EXPECT_TRUE(holds(balance, 0));
}

// Exact: the system is empty at both ends, so Little's law holds on the path itself.
class Path {
 public:
  explicit Path(const theory::json& of) : arrive_(of.at("arrive")), depart_(of.at("depart")) {
    simulation_.start_at(sim::Instant{});
    for (std::uint32_t i = 0; i < arrive_.size(); ++i) {
      simulation_.schedule(sim::Slot(at(arrive_[i]), 1, i, 0, 0));
      simulation_.schedule(sim::Slot(at(depart_[i]), 0, i, 1, 1));
    }
  }
  static sim::Instant at(std::int64_t time) { return sim::Instant{sim::Seconds{time}}; }

  void run_until(std::int64_t time) { simulation_.run_until(at(time), *this); }
  bool is_current(const sim::Slot&) const { return true; }
  void happen(const sim::Slot& slot) {
    if (slot.what() == 0)
      places_.admit(sim::Claim::within_places);
    else
      places_.release();
    present_.set(simulation_.now(), places_.held());
    for (int level = 0; level < 4; ++level)
      at_level_[static_cast<std::size_t>(level)].set(simulation_.now(),
                                                     places_.held() == level ? 1 : 0);
  }

  const sim::TimeWeighted& present() const { return present_; }
  const sim::TimeWeighted& at_level(int level) const {
    return at_level_[static_cast<std::size_t>(level)];
  }

 private:
  std::vector<std::int64_t> arrive_;
  std::vector<std::int64_t> depart_;
  sim::Simulation simulation_;
  sim::Resource places_{10, 10};
  sim::TimeWeighted present_{sim::Instant{}};
  std::vector<sim::TimeWeighted> at_level_ =
      std::vector<sim::TimeWeighted>(4, sim::TimeWeighted(sim::Instant{}));
};

TEST(LittlesLaw, HoldsToTheSecondOnAPath) {
  const auto& of = theory::case_of("Q22_Little_path");
  const auto horizon = of.at("parameters").at("T").get<std::int64_t>();
  Path path(of.at("parameters"));

  path.run_until(horizon + 1);

  const sim::Instant end = Path::at(horizon);
  const auto& truth = of.at("expected");
  EXPECT_EQ(path.present().value(), 0);
  const std::int64_t area = path.present().area_through(end + sim::Seconds{1});
  EXPECT_EQ(area, truth.at("sum_stay"));
  EXPECT_EQ(path.present().largest_through(end), truth.at("max_occupancy"));
  const double mean = static_cast<double>(area) / static_cast<double>(horizon);
  EXPECT_TRUE(theory::agrees(mean, truth.at("L").get<double>()));
  EXPECT_TRUE(theory::agrees(truth.at("lambda").get<double>() * truth.at("W").get<double>(), mean));
  for (const auto& [level, time] : truth.at("time_at").items())
    EXPECT_EQ(path.at_level(std::stoi(level)).area_through(end), time) << "at " << level;
}

}  // namespace
