// One replication of each scenario of a run, again and again: what a thread or a rank does.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "models/model.h"
#include "scenarios/scenario_reader.h"
#include "tools/semh/commands.h"
#include "tools/semh/results.h"

namespace tools {

/// What models stand on, one a scenario, in their order; shared by all workers.
std::vector<std::unique_ptr<models::Ground>> grounds_of(
    const std::vector<scenarios::Scenario>& scenarios);

/// Says what runs, and what repeats it, should the program crash.
void leave_last_words_of(const RunRequest& request,
                         const std::vector<scenarios::Scenario>& scenarios);

/// A model a scenario, kept from one replication to the next. What it is made of outlives it.
class Worker {
 public:
  Worker(const std::vector<std::unique_ptr<models::Ground>>& grounds, const RunRequest& request);

  /// Throws: ContractError with the command that repeats it.
  std::vector<KeptResult> operator()(std::uint32_t replication);

 private:
  const RunRequest* request_;
  std::vector<std::unique_ptr<models::Model>> models_;
  std::vector<std::vector<models::YearlyMeasure>> measures_;  ///< By scenario.
  std::size_t at_ = 0;                                        ///< The scenario under way.
};

}  // namespace tools
