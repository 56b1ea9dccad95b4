// Options against futures that may come otherwise than assumed: how much worse than the best each
// would be, and where it would be worst.
//
// A file of futures says what may come (scenarios/futures.h). Each is laid over every option, with
// the same children, so that regret is taken future by future. A future that changes nothing in an
// option is legitimate, and said.
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "scenarios/futures.h"
#include "scenarios/scenario_reader.h"
#include "tools/semh/commands.h"
#include "tools/semh/compare/best.h"
#include "tools/semh/compare/comparison.h"
#include "tools/semh/sampling.h"

namespace tools {

struct RobustRequest {
  std::filesystem::path futures;     ///< The file.
  RunRequest run;                    ///< Its seed, threads, quiet, central values and structure.
  std::filesystem::path folder;      ///< Of its journals, nobody else's.
  std::uint32_t replications = 200;  ///< At least two.
  // Calendar years in which the years shown begin; an objective without any is left out.
  int first_school_year = 0;
  int last_school_year = -1;
  int first_financial_year = 0;
  int last_financial_year = -1;
  std::vector<Objective> objectives = usual_objectives();
};

/// futures.toml beside the file of a scenario; nothing if there is none.
std::optional<std::filesystem::path> futures_beside(const scenarios::Scenario& scenario);

/// A matrix for each objective that every option has, in an average year; nothing if it was asked
/// to stop, which has been said.
/// Futures of an account that the posterior has not are a problem; at central values they are left
/// out, and `left_out` says so.
/// Throws: ScenarioError, also where a future breaks a rule in an option; as
/// VariantRuns::simulate().
std::optional<std::vector<RobustMatrix>> robust_of(const std::vector<scenarios::Scenario>& options,
                                                   const RobustRequest& request);

}  // namespace tools
