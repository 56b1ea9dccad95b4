// Which world each replication of a run is in: a draw of the posterior that its scenarios name.
//
// Two replications in a row share a draw, so that what we do not know can be told from chance; all
// scenarios of a run share it, so that options are compared in the same world. A run at central
// values has no sampling at all.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "scenarios/document.h"
#include "scenarios/posterior.h"
#include "scenarios/scenario_reader.h"
#include "tools/semh/commands.h"

namespace tools {

/// Replications of a draw, one after another.
inline constexpr std::uint32_t futures_of_a_draw = 2;

class Sampling {
 public:
  /// Null where the run is at central values: it was asked to be, or nothing names a posterior.
  /// Throws: ScenarioError if the posterior is none, scenarios name different ones, or it has no
  /// such structure as is asked for.
  static std::shared_ptr<const Sampling> of(const std::vector<scenarios::Scenario>& scenarios,
                                            const RunRequest& request);

  const scenarios::Posterior& posterior() const { return posterior_; }
  /// Number of the draw that a replication takes.
  std::size_t draw_of(std::uint32_t replication) const {
    return order_[replication / futures_of_a_draw % order_.size()];
  }
  /// How many draws there are to take.
  std::size_t draws() const { return order_.size(); }

  /// The borough of a scenario in a draw. Throws: ScenarioError if that breaks a rule.
  models::Borough borough(std::size_t scenario, std::size_t draw) const;
  /// The same of any scenario, with further changes after those of the draw.
  /// Throws: ScenarioError if that breaks a rule.
  models::Borough borough(const scenarios::Document& document, std::size_t draw,
                          const std::vector<scenarios::Change>& further = {}) const;

  /// All that fixes which draw a replication takes, and what is in it.
  const std::string& identity() const { return identity_; }

 private:
  Sampling(const std::vector<scenarios::Scenario>& scenarios, const RunRequest& request);

  std::string name_;
  std::string identity_;
  scenarios::Posterior posterior_;
  std::vector<std::size_t> order_;
  std::vector<scenarios::Document> documents_;  ///< By scenario.
};

/// The posterior that the scenarios of a run name; null if none does.
/// Throws: ScenarioError if they name different ones.
std::shared_ptr<const scenarios::Source> posterior_of(
    const std::vector<scenarios::Scenario>& scenarios);

}  // namespace tools
