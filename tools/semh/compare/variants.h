// Many variants of scenarios on the same children, a few numbers kept of each: what attribution,
// robustness and sensitivity are made of.
//
// Variants stand side by side in groups, so that what they have in common is simulated once; a
// piece of the journal is one group in one replication. Killed, it goes on where it was; asked for
// more replications, it adds them; on any number of threads it gives the same bytes.
#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "models/borough.h"
#include "models/measures.h"
#include "scenarios/document.h"
#include "scenarios/draw.h"
#include "sim/experiment/journal.h"
#include "sim/experiment/result_table.h"

namespace tools {

/// A yearly measure, its years together: the sum of the stored integers (events, pupil-days, pence)
/// over the years of its basis that begin in `first` to `last`.
struct Wanted {
  std::string measure;
  std::string breakdown;
  int first = 0;  ///< Calendar year.
  int last = 0;
  bool operator==(const Wanted&) const = default;
};

struct Variant {
  std::string id;        ///< For messages.
  std::string identity;  ///< All that fixes its numbers but seed, replication and the model.
  /// The borough in the world of a replication; the same in both futures of a draw. Called from
  /// several threads at once.
  std::function<models::Borough(std::uint32_t replication)> borough;
};

class Sampling;

/// A scenario with changes of its own in the worlds of `sampling`, which is null at central values;
/// the variant keeps both.
Variant variant_of(std::string id, scenarios::Document document,
                   std::shared_ptr<const Sampling> sampling,
                   std::vector<scenarios::Change> changes = {});

struct VariantRequest {
  std::filesystem::path folder;  ///< A journal is a folder in it: made if it is missing.
  std::uint64_t seed = 1;
  std::uint32_t first_replication = 0;
  std::uint32_t replications = 0;
  unsigned threads = 0;  ///< 0: as many as the machine runs at once.
  bool quiet = false;
  std::string what{};     ///< "pieces of the attribution": of what the journal is, for messages.
  std::size_t group = 0;  ///< Variants side by side; 0 for as many as is usual.
};

class VariantRuns {
 public:
  /// Reads what the journal has of these variants and numbers. Variants of one identity are
  /// simulated once. Requires: whoever calls holds the lock of the folder that this one is in.
  /// Throws: filesystem_error.
  VariantRuns(std::vector<Variant> variants, std::vector<Wanted> wanted, VariantRequest request);

  /// Simulates what is missing and saves it. False if it was asked to stop before the end; then
  /// what is done is saved and standard error says how to go on.
  /// Throws: ContractError with the variants and the replication; ScenarioError if a variant breaks
  /// a rule; filesystem_error when saving fails.
  bool simulate();

  std::size_t variants() const { return place_.size(); }
  std::size_t wanted() const { return wanted_.size(); }
  std::size_t replications() const { return request_.replications; }
  /// Pieces that were there from the beginning.
  std::size_t found() const { return found_; }

  /// sim::not_available where the variant lacks the measure, or one of its years. `replication`
  /// counts from the first. Requires: simulate() has returned true.
  std::int64_t at(std::size_t variant, std::size_t replication, std::size_t wanted) const;
  /// One value a replication.
  std::vector<std::int64_t> values(std::size_t variant, std::size_t wanted) const;

 private:
  struct Unit;

  std::size_t groups() const;
  bool take_in(const sim::Piece& piece);
  std::vector<Unit> missing() const;
  /// A row of numbers for each replication of the unit.
  std::vector<std::vector<std::int64_t>> run(const Unit& unit) const;

  std::vector<std::size_t> place_;  ///< By variant as given: its place among ...
  std::vector<Variant> distinct_;   ///< ... these, no two of one identity.
  std::vector<Wanted> wanted_;
  VariantRequest request_;
  std::vector<std::vector<std::int64_t>> pieces_;  ///< By replication, then group.
  std::size_t found_ = 0;
  sim::Journal journal_;
};

/// Where the numbers of `wanted` are among the yearly values of a replication of `borough`; empty
/// where it lacks the measure or one of the years.
std::vector<std::size_t> places_of(const Wanted& wanted, const models::Borough& borough);
/// The same where its `measures` have been listed.
std::vector<std::size_t> places_of(const Wanted& wanted, const models::Borough& borough,
                                   const std::vector<models::YearlyMeasure>& measures);

}  // namespace tools
