#include "tools/semh/simulate.h"

#include <cstddef>
#include <cstdint>
#include <utility>

#include "sim/experiment/interrupt.h"
#include "sim/experiment/replicate.h"
#include "tools/semh/progress.h"
#include "tools/semh/worker.h"

namespace tools {

bool simulate(const RunRequest& request, const std::vector<scenarios::Scenario>& scenarios,
              Replications& replications, sim::Journal& journal) {
  const std::vector<std::uint32_t> missing = replications.missing();
  if (missing.empty()) return true;
  leave_last_words_of(request, scenarios);
  const auto grounds = grounds_of(scenarios);

  Progress progress(!request.quiet);
  sim::ReplicateOptions options;
  options.threads = request.threads > 0 ? request.threads : sim::available_threads();
  options.stop = sim::stop_on_signals();
  options.progress = [&](std::size_t done, std::size_t count) { progress.show(done, count); };
  const auto make_worker = [&] {
    return [&, worker = Worker(grounds, request)](std::uint32_t place) mutable {
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
