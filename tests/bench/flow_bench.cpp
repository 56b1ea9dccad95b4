// One replication of the benchmark flow, addressed random numbers included. The counters are its
// results: about 28.4 exclusions a year, 41.1 secondary and 21.6 primary places occupied.
#include <cstdint>

#include "sim/statistics/tally.h"
#include "tests/bench/flow.h"
#include "tests/bench/measure.h"

namespace {

void flow(benchmark::State& state) {
  bench::Flow flow;
  std::uint32_t replication = 0;
  std::int64_t events = 0;
  sim::Tally exclusions;
  sim::Tally occupied_secondary;
  sim::Tally occupied_primary;
  for (auto _ : state) {
    const bench::FlowOutcome outcome =
        flow.run(sim::Universe(1, sim::Domain::simulation, replication++));
    events += outcome.events;
    exclusions.add(static_cast<double>(outcome.exclusions) / bench::flow_years);
    occupied_secondary.add(outcome.mean_occupied[bench::secondary]);
    occupied_primary.add(outcome.mean_occupied[bench::primary]);
  }
  state.SetItemsProcessed(events);
  state.counters["exclusions_a_year"] = exclusions.mean();
  state.counters["secondary"] = occupied_secondary.mean();
  state.counters["primary"] = occupied_primary.mean();
}

BENCHMARK(flow)->Unit(benchmark::kMillisecond)->Apply(bench::report_quickest);

}  // namespace
