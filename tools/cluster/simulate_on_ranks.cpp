// simulate() as tools/semh/simulate.h promises it, on the ranks of MPI instead of threads.
#include <cstddef>
#include <cstdint>
#include <exception>
#include <iostream>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include <boost/mpi/collectives.hpp>
#include <boost/mpi/communicator.hpp>
#include <boost/mpi/environment.hpp>
#include <boost/serialization/string.hpp>
#include <boost/serialization/vector.hpp>
#include <unistd.h>

#include "scenarios/diagnostic.h"
#include "scenarios/scenario_reader.h"
#include "scenarios/source_file.h"
#include "sim/experiment/interrupt.h"
#include "sim/kernel/expects.h"
#include "tools/cluster/ranks.h"
#include "tools/semh/progress.h"
#include "tools/semh/simulate.h"
#include "tools/semh/worker.h"

namespace tools {
namespace {

namespace mpi = boost::mpi;

constexpr int task_tag = 1;    // a number to simulate, or `dismissed`
constexpr int result_tag = 2;  // a number and what came of it
constexpr std::uint64_t dismissed = ~std::uint64_t{0};
constexpr int tasks_ahead = 2;  // So that no rank waits while the first is simulating.

/// All that a rank must know. The scenarios travel as text: a rank needs no file of its own.
struct Work {
  std::vector<std::string> ids;
  std::vector<std::string> scenarios;
  std::uint64_t seed = 0;
  bool weekly = false;
  bool central = false;
  std::string posterior;  ///< Its text; empty at central values.
  std::string structure;

  template <typename Archive>
  void serialize(Archive& archive, unsigned) {
    archive& ids& scenarios& seed& weekly& central& posterior& structure;
  }
};

std::vector<scenarios::Scenario> scenarios_of(const Work& work) {
  std::vector<scenarios::Scenario> read;
  for (std::size_t i = 0; i < work.ids.size(); ++i) {
    read.push_back(
        scenarios::read_scenario(scenarios::parse(work.scenarios[i], work.ids[i]), work.ids[i]));
    if (!work.posterior.empty())
      read.back().posterior = scenarios::source_from(work.posterior, "posterior.toml");
  }
  return read;
}

struct Outcome {
  std::uint64_t number = 0;
  std::string bytes;

  template <typename Archive>
  void serialize(Archive& archive, unsigned) {
    archive& number& bytes;
  }
};

bool ranks_are_waiting = true;  // for work, or to be dismissed from it

/// The first rank's side: who has what, what has come back.
class Dispatcher {
 public:
  Dispatcher(std::vector<std::uint32_t> missing, Replications& replications, sim::Journal& journal)
      : missing_(std::move(missing)), replications_(replications), journal_(journal) {}

  bool is_done() const { return done_ == missing_.size(); }
  std::size_t done() const { return done_; }

  void begin(const mpi::communicator& world) {
    for (int ahead = 0; ahead < tasks_ahead; ++ahead)
      for (int rank = 1; rank < world.size(); ++rank) hand_to(world, rank);
  }

  /// True if something had come.
  bool receive(const mpi::communicator& world) {
    const auto status = world.iprobe(mpi::any_source, result_tag);
    if (!status) return false;
    Outcome outcome;
    world.recv(status->source(), result_tag, outcome);
    hand_to(world, status->source());
    keep({outcome.number, std::move(outcome.bytes)});
    return true;
  }

  /// False if nothing was left to hand out.
  bool simulate_one(Worker& worker) {
    if (next_ == missing_.size()) return false;
    const std::uint32_t number = missing_[next_++];
    keep({number, packed(worker(number))});
    return true;
  }

 private:
  void hand_to(const mpi::communicator& world, int rank) {
    if (next_ == missing_.size()) return;
    world.send(rank, task_tag, std::uint64_t{missing_[next_++]});
  }

  void keep(sim::Piece piece) {
    sim::expects(replications_.take_in(piece), "a rank sends back what it was handed");
    journal_.add(std::move(piece));
    ++done_;
  }

  std::vector<std::uint32_t> missing_;
  Replications& replications_;
  sim::Journal& journal_;
  std::size_t next_ = 0;
  std::size_t done_ = 0;
};

}  // namespace

bool simulate(const RunRequest& request, const std::vector<scenarios::Scenario>& scenarios,
              const std::shared_ptr<const Sampling>& sampling, Replications& replications,
              sim::Journal& journal, std::size_t first) {
  const std::vector<std::uint32_t> missing = replications.missing(first);
  if (missing.empty()) return true;
  const mpi::communicator world;
  Work work{{}, {}, request.seed, request.weekly, request.central, {}, request.structure};
  if (sampling != nullptr) work.posterior = scenarios.front().posterior->text;
  for (const auto& scenario : scenarios) {
    work.ids.push_back(scenario.id);
    work.scenarios.push_back(scenario.canonical);
  }
  mpi::broadcast(world, work, 0);
  ranks_are_waiting = false;

  leave_last_words_of(request, scenarios);
  Worker worker(scenarios, sampling, request);
  Progress progress(!request.quiet);
  const auto* stop = sim::stop_on_signals();
  Dispatcher dispatcher(missing, replications, journal);
  dispatcher.begin(world);
  // While the first rank simulates it answers nobody, so with several others it only hands out.
  const bool helps = world.size() <= 2;
  while (!dispatcher.is_done() && !stop->load()) {
    if (!dispatcher.receive(world) && !(helps && dispatcher.simulate_one(worker))) usleep(200);
    progress.show(dispatcher.done(), missing.size());
  }
  journal.save();
  if (!dispatcher.is_done()) return false;
  for (int rank = 1; rank < world.size(); ++rank) world.send(rank, task_tag, dismissed);
  ranks_are_waiting = true;
  return true;
}

namespace {

/// Simulates what the first rank hands out of one batch of work, until there is no more of it.
void help(const mpi::communicator& world, const Work& work) {
  const std::vector<scenarios::Scenario> read = scenarios_of(work);
  RunRequest request;
  request.seed = work.seed;
  request.weekly = work.weekly;
  request.central = work.central;
  request.structure = work.structure;
  for (const std::string& id : work.ids) request.scenarios.emplace_back(id + ".toml");
  leave_last_words_of(request, read);
  Worker worker(read, Sampling::of(read, request), request);
  while (true) {
    std::uint64_t number = dismissed;
    world.recv(0, task_tag, number);
    if (number == dismissed) return;
    world.send(0, result_tag, Outcome{number, packed(worker(static_cast<std::uint32_t>(number)))});
  }
}

}  // namespace

/// A comparison asks for more futures until it is precise enough: there may be more work, or none.
int serve(const mpi::communicator& world) {
  try {
    while (true) {
      Work work;
      mpi::broadcast(world, work, 0);
      if (work.ids.empty()) return 0;
      help(world, work);
    }
  } catch (const std::exception& error) {
    std::cerr << "semh_mpi: rank " << world.rank() << ": " << scenarios::escaped(error.what())
              << "\n  What is saved is kept; semh with the same words and folder continues it.\n";
    mpi::environment::abort(1);
    return 1;
  }
}

void dismiss(const mpi::communicator& world) {
  if (!ranks_are_waiting) return;
  Work none;
  mpi::broadcast(world, none, 0);
}

}  // namespace tools
