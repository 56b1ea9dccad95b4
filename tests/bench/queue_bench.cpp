// Queues with exponential gaps and services: one server at load 0.9, and 114 servers with three
// classes of priority at load 0.95.
//
// The baseline is the usual loop on a standard heap and deques. The engine keeps the same customers
// in its own way: arrivals depend on nothing that happens, so they go into the timetable some
// hundreds at a time, and only departures pass through the event list. Customers are the same to
// the second in both, one block of random words each, and so are all waits. What the timetable
// gains is that customers are drawn in a row, and not each while an event waits for it.
#include <array>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <vector>

#include "sim/kernel/resource.h"
#include "sim/kernel/simulation.h"
#include "sim/kernel/waiting_list.h"
#include "sim/random/stream.h"
#include "sim/random/variate.h"
#include "tests/bench/baseline_list.h"
#include "tests/bench/measure.h"

namespace {

using sim::Claim;
using sim::Instant;
using sim::Seconds;
using sim::Slot;

constexpr std::uint32_t customers = 1 << 19;

struct OneServer {
  static constexpr int servers = 1;
  static constexpr std::size_t classes = 1;
  static constexpr double load = 0.9;
  static constexpr double mean_service = 10'000;  // [s]
  static constexpr double mean_wait = 9;          // [mean services]
};
struct ManyServers {
  static constexpr int servers = 114;
  static constexpr std::size_t classes = 3;
  static constexpr double load = 0.95;
  static constexpr double mean_service = 1'000'000;
  static constexpr double mean_wait = 0.0844;  // Erlang C
};

struct Customer {
  std::uint32_t gap = 0;      ///< Since the customer before, at least one [s].
  std::uint32_t service = 0;  ///< [s]
  std::uint32_t priority = 0;
};

template <class Shop>
Customer drawn_customer(const sim::Universe& universe, std::uint32_t number) {
  const sim::Block words = universe.words({.purpose = 0, .entity = number, .episode = 0});
  constexpr double mean_gap = Shop::mean_service / (Shop::load * Shop::servers);
  const double gap = mean_gap * sim::exponential(sim::unit_interval(sim::low_word(words)));
  const double service = Shop::mean_service * sim::exponential(sim::unit_interval(words[2]));
  return {.gap = 1 + static_cast<std::uint32_t>(gap),
          .service = static_cast<std::uint32_t>(service),
          .priority = words[3] % static_cast<std::uint32_t>(Shop::classes)};
}

/// Customers drawn as they come.
template <class Shop>
class Drawn {
 public:
  Customer operator()(std::uint32_t number) const {
    return drawn_customer<Shop>(universe_, number);
  }

 private:
  sim::Universe universe_{1, sim::Domain::simulation, 0};
};

/// The same customers drawn beforehand, so that the handling of events alone is timed.
template <class Shop>
class Ready {
 public:
  const Customer& operator()(std::uint32_t number) const { return all()[number]; }

 private:
  static const std::vector<Customer>& all() {
    static const std::vector<Customer> drawn = [] {
      std::vector<Customer> list;
      for (std::uint32_t n = 0; n <= customers; ++n) list.push_back(Drawn<Shop>()(n));
      return list;
    }();
    return drawn;
  }
};

struct Waiting {
  Instant since;
  std::uint32_t service = 0;
};

enum Stage : std::uint32_t { arrival, departure };

struct Served {
  std::int64_t count = 0;
  std::int64_t waited = 0;  ///< [customers x seconds]
};

template <class Shop, class Customers>
class EngineQueue {
 public:
  Served run() {
    simulation_.start_at(Instant{});
    constexpr std::uint32_t at_a_time = 512;
    Instant at{};
    Customer next = customer_(0);
    for (std::uint32_t number = 0; number < customers;) {
      simulation_.timetable().clear();
      for (const std::uint32_t stop = number + at_a_time; number < stop;) {
        at += Seconds{next.gap};
        simulation_.timetable().add(Slot(at, arrival, next.priority, number, next.service));
        next = customer_(++number);
      }
      simulation_.timetable().sort();
      simulation_.run_until(at + Seconds{next.gap}, *this);
    }
    return served_;
  }

  bool is_current(const Slot&) const { return true; }

  void happen(const Slot& slot) {
    const Instant now = slot.at();
    if (slot.stage() == arrival) {
      if (servers_.has_room(Claim::within_places))
        serve(now, slot.what());
      else
        line_.add(slot.entity(), {now, slot.what()});
      return;
    }
    servers_.release();
    ++served_.count;
    if (const auto first = line_.take_first([](std::size_t, const Waiting&) { return true; })) {
      served_.waited += (now - first->since).count();
      serve(now, first->service);
    }
  }

 private:
  void serve(Instant now, std::uint32_t service) {
    servers_.admit(Claim::within_places);
    simulation_.schedule(Slot(now + Seconds{service}, departure, 0, started_++, 0));
  }

  Customers customer_;
  sim::Simulation simulation_;
  sim::Resource servers_{Shop::servers, Shop::servers};
  sim::WaitingList<Waiting, Shop::classes> line_;
  std::uint32_t started_ = 0;
  Served served_;
};

template <class Shop, class Customers>
class BaselineQueue {
 public:
  Served run() {
    Customer next = customer_(0);
    list_.add(Slot(Instant{Seconds{next.gap}}, arrival, next.priority, 0, next.service));
    for (;;) {
      const Slot slot = list_.take_next();
      const Instant now = slot.at();
      if (slot.stage() == arrival) {
        const std::uint32_t number = slot.sequence();
        if (number == customers) return served_;
        if (busy_ < Shop::servers)
          serve(now, slot.what());
        else
          lines_[slot.entity()].push_back({now, slot.what()});
        next = customer_(number + 1);
        list_.add(Slot(now + Seconds{next.gap}, arrival, next.priority, number + 1, next.service));
        continue;
      }
      --busy_;
      ++served_.count;
      for (auto& line : lines_) {
        if (line.empty()) continue;
        served_.waited += (now - line.front().since).count();
        serve(now, line.front().service);
        line.pop_front();
        break;
      }
    }
  }

 private:
  void serve(Instant now, std::uint32_t service) {
    ++busy_;
    list_.add(Slot(now + Seconds{service}, departure, 0, started_++, 0));
  }

  Customers customer_;
  bench::BaselineList list_;
  int busy_ = 0;
  std::array<std::deque<Waiting>, Shop::classes> lines_;
  std::uint32_t started_ = 0;
  Served served_;
};

/// What both must find.
template <class Shop>
const Served& agreed() {
  static const Served served = BaselineQueue<Shop, Drawn<Shop>>().run();
  return served;
}

template <template <class, class> class Queue, template <class> class Customers, class Shop>
void queue(benchmark::State& state) {
  Served served;
  std::int64_t events = 0;
  for (auto _ : state) {
    served = Queue<Shop, Customers<Shop>>().run();
    events += 2 * served.count;
  }
  if (served.count != agreed<Shop>().count || served.waited != agreed<Shop>().waited)
    state.SkipWithError("the engine and the baseline served customers differently");
  state.SetItemsProcessed(events);
  state.counters["mean_wait"] =
      static_cast<double>(served.waited) / static_cast<double>(served.count) / Shop::mean_service;
  state.counters["expected_wait"] = Shop::mean_wait;
}

void in_milliseconds(benchmark::internal::Benchmark* of) {
  bench::report_quickest(of->Unit(benchmark::kMillisecond));
}

BENCHMARK(queue<BaselineQueue, Drawn, OneServer>)->Apply(in_milliseconds);
BENCHMARK(queue<EngineQueue, Drawn, OneServer>)->Apply(in_milliseconds);
BENCHMARK(queue<BaselineQueue, Ready, OneServer>)->Apply(in_milliseconds);
BENCHMARK(queue<EngineQueue, Ready, OneServer>)->Apply(in_milliseconds);
BENCHMARK(queue<BaselineQueue, Drawn, ManyServers>)->Apply(in_milliseconds);
BENCHMARK(queue<EngineQueue, Drawn, ManyServers>)->Apply(in_milliseconds);
BENCHMARK(queue<BaselineQueue, Ready, ManyServers>)->Apply(in_milliseconds);
BENCHMARK(queue<EngineQueue, Ready, ManyServers>)->Apply(in_milliseconds);

}  // namespace
