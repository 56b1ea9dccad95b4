// The hold model: take the next event and schedule another, with `pending` events always waiting.
// Source: Jones, "An empirical comparison of priority-queue and event-set implementations",
// CACM 29(4), 1986. Waits are exponential.
#include <cstddef>
#include <cstdint>
#include <vector>

#include "sim/random/stream.h"
#include "sim/random/variate.h"
#include "tests/bench/baseline_list.h"
#include "tests/bench/measure.h"

namespace {

using sim::Seconds;
using sim::Slot;

constexpr double mean_wait_per_event = 1000;  // [s]

/// Waits drawn as they are needed.
class DrawnWaits {
 public:
  explicit DrawnWaits(double mean) : mean_(mean) {}
  Seconds next() {
    return Seconds{static_cast<std::int64_t>(sim::exponential(stream_.uniform()) * mean_)};
  }

 private:
  sim::Stream stream_{sim::Universe(1, sim::Domain::simulation, 0), {}};
  double mean_;
};

/// The same waits drawn beforehand, so that the event list alone is timed.
class ReadyWaits {
 public:
  explicit ReadyWaits(double mean) : waits_(1 << 16) {
    DrawnWaits drawn(mean);
    for (auto& wait : waits_) wait = static_cast<std::int32_t>(drawn.next().count());
  }
  Seconds next() { return Seconds{waits_[drawn_++ & 0xFFFF]}; }

 private:
  std::vector<std::int32_t> waits_;
  std::size_t drawn_ = 0;
};

template <class List, class Waits>
void hold(benchmark::State& state) {
  const auto pending = static_cast<std::uint32_t>(state.range(0));
  Waits waits(pending * mean_wait_per_event);
  List list;
  const auto start = [&] {
    list = List();
    for (std::uint32_t entity = 0; entity < pending; ++entity)
      list.add(Slot(sim::Instant{} + waits.next(), 0, entity, 0, 0));
  };
  start();
  const sim::Instant end{Seconds{std::int64_t{1} << 32}};
  for (auto _ : state) {
    const Slot slot = list.take_next();
    if (slot.at() > end) [[unlikely]]
      start();
    else
      list.add(Slot(slot.at() + waits.next(), 0, slot.entity(), slot.sequence() + 1, 0));
  }
  state.SetItemsProcessed(state.iterations());
}

void pending(benchmark::internal::Benchmark* of) {
  bench::report_quickest(of->ArgName("pending")->Arg(1'000)->Arg(10'000)->Arg(100'000));
}

BENCHMARK(hold<bench::BaselineList, DrawnWaits>)->Apply(pending);
BENCHMARK(hold<sim::EventList, DrawnWaits>)->Apply(pending);
BENCHMARK(hold<bench::BaselineList, ReadyWaits>)->Apply(pending);
BENCHMARK(hold<sim::EventList, ReadyWaits>)->Apply(pending);

}  // namespace
