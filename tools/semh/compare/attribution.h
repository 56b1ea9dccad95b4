// Why an option differs from the base: its difference shared out among the levers in which they
// differ.
//
// Every set of levers lives through the same futures, so that each lever's share is taken future by
// future and the shares add up exactly (sim/decision/shapley.h). With more than ten levers orders
// are sampled, and the interval says so.
#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "scenarios/scenario_reader.h"
#include "tools/semh/compare/compared_measures.h"
#include "tools/semh/compare/comparison.h"
#include "tools/semh/sampling.h"

namespace tools {

/// A measure whose difference is to be shared out: events, pupils on average, or money; a rate
/// cannot be added up.
struct AttributedMeasure {
  std::string measure;
  std::string breakdown{};
  std::string label;  ///< "Permanent exclusions"
};

struct AttributionRequest {
  std::vector<AttributedMeasure> measures;
  /// Of what years an average one is told, as the comparison has them; nothing where it has none,
  /// and then no measure of that basis is told.
  std::optional<ComparedSpan> school_years;
  std::optional<ComparedSpan> financial_years;
  std::shared_ptr<const Sampling> sampling;  ///< Null at central values.
  std::filesystem::path folder;              ///< Of its journals, nobody else's.
  std::uint64_t seed = 1;
  std::uint32_t first_replication = 0;
  std::uint32_t replications = 200;  ///< At least two.
  unsigned threads = 0;              ///< 0: as many as the machine runs at once.
  bool quiet = false;
  std::size_t bars = 6;    ///< Levers shown, "all other levers" being one.
  std::size_t pairs = 20;  ///< Of orders, where they are sampled.
};

/// One for each measure that both have, in their order, of `option`, the how-manieth of the
/// comparison; none where nothing differs in those years. Nothing at all if it was asked to stop,
/// which has been said; what is done is kept. Throws: as VariantRuns::simulate().
std::optional<std::vector<ComparedAttribution>> attributed(const scenarios::Scenario& base,
                                                           const scenarios::Scenario& option,
                                                           std::size_t number,
                                                           const AttributionRequest& request);

/// What of `measures`, which are of so many futures, the total of an attribution stands beside: "of
/// these 200 futures; the headline's 1,000 say −16.6". Empty where the futures are as many, as they
/// then are the same ones, and where there is no such measure.
std::string reconciled(const ComparedAttribution& made,
                       const std::vector<ComparedMeasure>& measures, std::size_t futures);

}  // namespace tools
