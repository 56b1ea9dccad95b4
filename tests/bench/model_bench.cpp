// The real model: one replication of Rotherham from September 2008 to August 2022, about 44,000
// pupils a year, on one core, as `semh run` runs it, conservation laws included.
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include <benchmark/benchmark.h>

#include "models/model.h"
#include "models/side_by_side.h"
#include "scenarios/scenario_reader.h"

namespace {

models::Borough shipped(const std::string& scenario) {
  return scenarios::read_scenario(std::string(SEMH_SOURCE_DIR) + "/scenarios/" + scenario).borough;
}

void run(benchmark::State& state, const models::Borough& borough) {
  const models::Ground ground(borough);
  models::Model model(ground);
  std::uint32_t next = 0;
  std::int64_t exclusions = 0;
  for (auto _ : state) {
    model.run(next++);
    exclusions += model.world().record.total(models::Count::fixed_term);
  }
  const auto runs = static_cast<double>(state.iterations());
  state.counters["fixed_term_exclusions"] = static_cast<double>(exclusions) / runs;
  state.counters["pupils_noticed"] = static_cast<double>(model.world().noticed().size());
}

void replication(benchmark::State& state, const char* scenario) {
  run(state, shipped(scenario));
}

BENCHMARK_CAPTURE(replication, arrangements_2014, "rotherham/arrangements_2014.toml")
    ->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(replication, five_steps_2015, "rotherham/five_steps_2015.toml")
    ->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(replication, provision_2021, "rotherham/provision_2021.toml")
    ->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(replication, synthetic_borough, "synthetic_borough.toml")
    ->Unit(benchmark::kMillisecond);

/// Four options in a replication: their common past once, or one after another.
std::vector<models::Ground> four_options() {
  std::vector<models::Ground> grounds;
  for (const char* id :
       {"arrangements_2014", "five_steps_2015", "as_planned_2018", "provision_2021"})
    grounds.emplace_back(shipped("rotherham/" + std::string(id) + ".toml"));
  return grounds;
}

void four_side_by_side(benchmark::State& state) {
  const std::vector<models::Ground> grounds = four_options();
  std::vector<const models::Ground*> all;
  for (const models::Ground& ground : grounds) all.push_back(&ground);
  models::SideBySide side_by_side(all, {});
  std::uint32_t next = 0;
  for (auto _ : state) benchmark::DoNotOptimize(side_by_side.run(next++));
}
BENCHMARK(four_side_by_side)->Unit(benchmark::kMillisecond);

void four_one_after_another(benchmark::State& state) {
  const std::vector<models::Ground> grounds = four_options();
  std::vector<std::unique_ptr<models::Model>> all;
  for (const models::Ground& ground : grounds)
    all.push_back(std::make_unique<models::Model>(ground));
  std::uint32_t next = 0;
  for (auto _ : state) {
    for (const auto& model : all) benchmark::DoNotOptimize(model->run(next));
    ++next;
  }
}
BENCHMARK(four_one_after_another)->Unit(benchmark::kMillisecond);

/// Half as many pupils, as many, and twice as many: the cost should be linear.
void pupils_in_halves(benchmark::State& state) {
  models::Borough borough = shipped("rotherham/five_steps_2015.toml");
  for (auto& [year, pupils] : borough.demography.intake)
    pupils = static_cast<int>(pupils * state.range(0) / 2);
  borough.demography.arrivals *= static_cast<double>(state.range(0)) / 2;
  run(state, borough);
}
BENCHMARK(pupils_in_halves)->Arg(1)->Arg(2)->Arg(4)->Unit(benchmark::kMillisecond);

/// Runs of 7, 14 and 28 school years.
void school_years(benchmark::State& state) {
  models::Borough borough = shipped("rotherham/five_steps_2015.toml");
  borough.period.last_school_year =
      borough.period.first_school_year + static_cast<int>(state.range(0)) - 1;
  run(state, borough);
}
BENCHMARK(school_years)->Arg(7)->Arg(14)->Arg(28)->Unit(benchmark::kMillisecond);

}  // namespace
