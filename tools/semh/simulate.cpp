#include "tools/semh/simulate.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <utility>
#include <vector>

#include "sim/experiment/interrupt.h"
#include "sim/experiment/replicate.h"
#include "tools/semh/progress.h"
#include "tools/semh/worker.h"

namespace tools {
namespace {

/// The same numbers, so that a thread that has taken one future of a draw takes the next as well
/// and need not make its models again: of every so many draws first the one future, then the other.
std::vector<std::uint32_t> by_thread(const std::vector<std::uint32_t>& numbers, unsigned threads) {
  const std::size_t block = std::size_t{futures_of_a_draw} * threads;
  std::vector<std::uint32_t> order;
  for (std::size_t begin = 0; begin < numbers.size(); begin += block)
    for (std::uint32_t future = 0; future < futures_of_a_draw; ++future)
      for (std::size_t i = begin; i < std::min(begin + block, numbers.size()); ++i)
        if (numbers[i] % futures_of_a_draw == future) order.push_back(numbers[i]);
  return order;
}

}  // namespace

bool simulate(const RunRequest& request, const std::vector<scenarios::Scenario>& scenarios,
              const std::shared_ptr<const Sampling>& sampling, Replications& replications,
              sim::Journal& journal, std::size_t first) {
  std::vector<std::uint32_t> missing = replications.missing(first);
  if (missing.empty()) return true;
  leave_last_words_of(request, scenarios);

  Progress progress(!request.quiet);
  sim::ReplicateOptions options;
  options.threads = request.threads > 0 ? request.threads : sim::available_threads();
  if (sampling != nullptr) missing = by_thread(missing, options.threads);
  options.stop = sim::stop_on_signals();
  options.progress = [&](std::size_t done, std::size_t count) { progress.show(done, count); };
  const auto make_worker = [&] {
    return [&, worker = Worker(scenarios, sampling, request)](std::uint32_t place) mutable {
      auto results = worker(missing[place]);
      journal.add({missing[place], packed(results)});
      return results;
    };
  };
  auto done = sim::replicate(0, missing.size(), make_worker, options);
  journal.save();
  for (std::size_t i = 0; i < done.results.size(); ++i)
    replications.put(missing[i], std::move(done.results[i]));
  return !done.stopped;
}

}  // namespace tools
