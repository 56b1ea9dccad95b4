// The benchmark flow gives the borough it should, or its speed means nothing.
#include "tests/bench/flow.h"

#include <cmath>
#include <cstdint>

#include <gtest/gtest.h>

#include "sim/statistics/tally.h"

namespace {

constexpr std::uint32_t replications = 200;

struct Flows {
  sim::Tally exclusions;
  sim::Tally secondary;
  sim::Tally primary;
  sim::Tally events;
};

Flows run_all() {
  Flows flows;
  bench::Flow flow;
  for (std::uint32_t r = 0; r < replications; ++r) {
    const bench::FlowOutcome outcome = flow.run(sim::Universe(1, sim::Domain::simulation, r));
    EXPECT_LE(outcome.most_occupied[bench::primary], 24);
    EXPECT_LE(outcome.most_occupied[bench::secondary], 90);
    flows.exclusions.add(static_cast<double>(outcome.exclusions) / bench::flow_years);
    flows.secondary.add(outcome.mean_occupied[bench::secondary]);
    flows.primary.add(outcome.mean_occupied[bench::primary]);
    flows.events.add(static_cast<double>(outcome.events));
  }
  return flows;
}

/// Four standard errors, and what the published figure has lost by rounding or its own sampling.
void expect_about(const sim::Tally& of, double published, double rounding) {
  const double error = of.standard_deviation() / std::sqrt(static_cast<double>(of.count()));
  EXPECT_NEAR(of.mean(), published, 4 * error + rounding) << "standard error " << error;
}

// Other engines found 28.3 to 28.5 exclusions a year, 41.1 and 21.6 occupied places.
TEST(BenchmarkFlow, AgreesWithOtherEngines) {
  const Flows flows = run_all();

  expect_about(flows.exclusions, 28.4, 0.1);
  expect_about(flows.secondary, 41.1, 0.05);
  expect_about(flows.primary, 21.6, 0.05);
  expect_about(flows.events, 39'000, 0.01 * 39'000);  // 3,900 incidents a year, less and more.
}

TEST(BenchmarkFlow, RepeatsAReplicationWhateverRanBefore) {
  const sim::Universe universe(1, sim::Domain::simulation, 7);
  bench::Flow fresh;
  bench::Flow used;
  used.run(sim::Universe(2, sim::Domain::simulation, 1));

  const bench::FlowOutcome a = fresh.run(universe);
  const bench::FlowOutcome b = used.run(universe);

  EXPECT_EQ(a.events, b.events);
  EXPECT_EQ(a.exclusions, b.exclusions);
  EXPECT_EQ(a.mean_occupied, b.mean_occupied);
}

}  // namespace
