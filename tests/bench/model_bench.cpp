// The real model: one replication of Rotherham from September 2008 to August 2022, about 44,000
// pupils a year, on one core, as `semh run` runs it, conservation laws included.
#include <cstdint>
#include <string>

#include <benchmark/benchmark.h>

#include "models/model.h"
#include "scenarios/scenario_reader.h"

namespace {

void replication(benchmark::State& state, const char* scenario) {
  const auto read =
      scenarios::read_scenario(std::string(SEMH_SOURCE_DIR) + "/scenarios/" + scenario);
  const models::Ground ground(read.borough);
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

BENCHMARK_CAPTURE(replication, arrangements_2014, "rotherham/arrangements_2014.toml")
    ->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(replication, provision_2021, "rotherham/provision_2021.toml")
    ->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(replication, synthetic_borough, "synthetic_borough.toml")
    ->Unit(benchmark::kMillisecond);

}  // namespace
