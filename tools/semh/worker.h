// One replication of each scenario of a run, again and again: what a thread or a rank does.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "models/side_by_side.h"
#include "scenarios/scenario_reader.h"
#include "tools/semh/commands.h"
#include "tools/semh/results.h"
#include "tools/semh/sampling.h"

namespace tools {

/// Says what runs, and what repeats it, should the program crash.
void leave_last_words_of(const RunRequest& request,
                         const std::vector<scenarios::Scenario>& scenarios);

/// The scenarios side by side, kept from one replication to the next while their draw is the same.
/// The scenarios and the request outlive it.
class Worker {
 public:
  /// `sampling` is null at central values.
  Worker(const std::vector<scenarios::Scenario>& scenarios,
         std::shared_ptr<const Sampling> sampling, const RunRequest& request);

  /// Throws: ContractError with the command that repeats it; ScenarioError if the draw of the
  /// replication breaks a rule.
  std::vector<KeptResult> operator()(std::uint32_t replication);

 private:
  /// Makes the grounds that a replication needs, unless they are there.
  void prepare(std::uint32_t replication);

  const std::vector<scenarios::Scenario>* scenarios_;
  std::shared_ptr<const Sampling> sampling_;
  const RunRequest* request_;
  std::size_t draw_ = 0;  ///< Of the grounds, once there are any.
  std::vector<std::unique_ptr<models::Ground>> grounds_;
  std::unique_ptr<models::SideBySide> side_by_side_;
  std::vector<std::vector<models::YearlyMeasure>> measures_;  ///< By scenario.
};

}  // namespace tools
