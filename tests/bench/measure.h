// How the benchmarks are counted and reported.
#pragma once

#include <algorithm>
#include <vector>

#include <benchmark/benchmark.h>

namespace bench {

/// Also reports the quickest repetition, the one least disturbed by whatever else the machine does:
/// the number to compare when --benchmark_repetitions is given.
inline void report_quickest(benchmark::internal::Benchmark* of) {
  of->ComputeStatistics("quickest", [](const std::vector<double>& times) {
    return *std::min_element(times.begin(), times.end());
  });
}

}  // namespace bench
