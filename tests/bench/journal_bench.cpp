// What the journal costs: the same replications with and without it, in pairs, the order changing
// from pair to pair so that whatever else the machine does falls on both alike.
//
// A pair saves one batch, of as many replications as take about a second, which is as often as a
// run saves on its own. Quote many pairs: semh_bench --benchmark_filter=journal
// --benchmark_min_time=120
#include <algorithm>
#include <chrono>
#include <cstdint>
#include <cstdlib>
#include <filesystem>
#include <string>
#include <vector>

#include <benchmark/benchmark.h>

#include "models/model.h"
#include "scenarios/scenario_reader.h"
#include "sim/experiment/digest.h"
#include "sim/experiment/journal.h"
#include "sim/experiment/packed_row.h"

namespace {

using Clock = std::chrono::steady_clock;

/// A folder of the disk that runs are kept on (build/), not of one in memory.
std::filesystem::path new_folder() {
  std::string name = "journal-bench-XXXXXX";
  return mkdtemp(name.data());
}

double seconds_since(Clock::time_point began) {
  return std::chrono::duration<double>(Clock::now() - began).count();
}

/// What is kept of a replication, as the command packs it.
std::vector<sim::PackedRow> kept(const models::RunResult& result) {
  return {sim::PackedRow(result.yearly), sim::PackedRow(result.monthly)};
}

double without_journal(models::Model& model, std::uint32_t first, std::uint32_t count) {
  const auto began = Clock::now();
  for (std::uint32_t i = 0; i < count; ++i)
    benchmark::DoNotOptimize(kept(model.run(first + i)).size());
  return seconds_since(began);
}

double with_journal(models::Model& model, std::uint32_t first, std::uint32_t count,
                    sim::Journal& journal) {
  const auto began = Clock::now();
  for (std::uint32_t i = 0; i < count; ++i) {
    std::string bytes;
    for (const sim::PackedRow& row : kept(model.run(first + i))) row.append_to(bytes);
    journal.add({first + i, std::move(bytes)});
  }
  return seconds_since(began);
}

void journal(benchmark::State& state, const char* scenario) {
  const models::Borough borough =
      scenarios::read_scenario(std::string(SEMH_SOURCE_DIR) + "/scenarios/" + scenario).borough;
  const models::Ground ground(borough);
  models::Model model(ground);
  without_journal(model, 0, 1);  // Takes its memory.
  const double one = without_journal(model, 0, 3) / 3;
  const auto count = static_cast<std::uint32_t>(1 / one) + 1;

  const std::filesystem::path folder = new_folder();
  {
    sim::Journal journal(folder, sim::sha256("a benchmark"), count);
    std::vector<double> ratios;
    std::uint32_t first = 0;
    for (auto _ : state) {
      double with = 0;
      double without = 0;
      if (ratios.size() % 2 == 0) with = with_journal(model, first, count, journal);
      without = without_journal(model, first, count);
      if (ratios.size() % 2 == 1) with = with_journal(model, first, count, journal);
      ratios.push_back(with / without);
      first += count;
    }
    std::sort(ratios.begin(), ratios.end());
    state.counters["pairs"] = static_cast<double>(ratios.size());
    state.counters["replications_a_batch"] = static_cast<double>(count);
    state.counters["median_ratio"] = ratios[ratios.size() / 2];
  }
  std::filesystem::remove_all(folder);
}

BENCHMARK_CAPTURE(journal, as_planned_2018, "rotherham/as_planned_2018.toml")
    ->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(journal, synthetic_borough, "synthetic_borough.toml")
    ->Unit(benchmark::kMillisecond);

}  // namespace
