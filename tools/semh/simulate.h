// The replications of a run: those that its folder has are read, the others simulated and saved.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <utility>
#include <vector>

#include "sim/experiment/journal.h"
#include "tools/semh/commands.h"
#include "tools/semh/results.h"
#include "tools/semh/sampling.h"

namespace tools {

/// Says on standard error that a batch cannot be used, and what follows.
void warn(const sim::UnusableBatch& batch);

/// What is there of the replications that are asked for.
class Replications {
 public:
  /// `asked` are their numbers, rising; `sizes` are those of each scenario.
  Replications(std::vector<std::uint32_t> asked, std::vector<KeptSizes> sizes);

  /// Reads what the journal has, and warns on standard error of batches that it cannot use.
  void read(sim::Journal& journal);

  /// Takes in a piece of a journal. False if it is not asked for, there already, or none of ours.
  bool take_in(const sim::Piece& piece);

  const std::vector<std::uint32_t>& asked() const { return asked_; }
  std::size_t found() const { return found_; }
  /// Among the first so many of those asked for.
  std::vector<std::uint32_t> missing(std::size_t first) const;
  /// What there is of the first so many. Requires: none of them is missing.
  std::vector<std::vector<KeptResult>> first(std::size_t count) const;

  /// Requires: it is one of those asked for.
  void put(std::uint32_t replication, std::vector<KeptResult> results);
  /// Requires: none is missing.
  std::vector<std::vector<KeptResult>> take() { return std::move(results_); }

 private:
  /// Where it is kept; the number of those asked for if it is none of them.
  std::size_t place_of(std::uint64_t replication) const;

  std::vector<std::uint32_t> asked_;
  std::vector<KeptSizes> sizes_;  ///< By scenario.
  std::size_t found_ = 0;
  std::vector<std::vector<KeptResult>> results_;  ///< Empty where missing.
};

/// Simulates what is missing of the first so many and saves it in the journal. False if it was
/// asked to stop before all was done; then what is done is saved. `sampling` is null at central
/// values. Throws: ContractError with the command that repeats it; ScenarioError if a draw breaks a
/// rule; filesystem_error when saving fails.
bool simulate(const RunRequest& request, const std::vector<scenarios::Scenario>& scenarios,
              const std::shared_ptr<const Sampling>& sampling, Replications& replications,
              sim::Journal& journal, std::size_t first);

}  // namespace tools
