// What a run is: all that fixes its numbers, as its folder remembers it.
//
// How many replications are wanted, and on how many threads, is no part of it: asking for more
// continues a run. Scenarios, posterior, seed, weekly series and the source of the model are, and a
// folder of one run never takes in another.
#pragma once

#include <cstdint>
#include <ctime>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "scenarios/scenario_reader.h"
#include "tools/semh/commands.h"

namespace tools {

inline constexpr const char* record_name = "run.toml";
inline constexpr const char* default_parent = "out";
/// All that fixes the numbers of a run.
struct RunIdentity {
  struct Frozen {
    std::string id;      ///< As outputs print it.
    std::string file;    ///< Name of the frozen scenario in the folder.
    std::string digest;  ///< SHA-256 of its text.
  };
  std::vector<Frozen> scenarios;  ///< The first is the one others are compared with.
  std::uint64_t seed = 0;
  bool weekly = false;
  std::string posterior;     ///< SHA-256 of the one that the scenarios name; empty if none does.
  bool central = false;      ///< At central values all the same.
  std::string structure;     ///< Only draws of this one; of all when empty.
  std::string model;         ///< SHA-256 of the model's source.
  std::uint32_t shard = 0;   ///< Which part of the run the folder holds, from 1 ...
  std::uint32_t shards = 0;  ///< ... to this; 0 for the whole. No part of the key.
};

RunIdentity identity_of(const std::vector<scenarios::Scenario>& read, const RunRequest& request);

/// 64 hexadecimal digits: the key of its batches; its first 8 end the name of the folder.
std::string key_of(const RunIdentity& identity);

/// Name of the frozen posterior in the folder; empty if there is none.
std::string posterior_file_of(const RunIdentity& identity);

/// out/NAMES-DIGEST8, of a shard out/NAMES-DIGEST8-shard-1-of-4; NAMES after `purpose`.
std::filesystem::path default_folder(const RunIdentity& identity, const std::string& purpose = {});

/// What FOLDER/run.toml says; nothing if there is none.
/// Throws: ScenarioError if it is damaged, filesystem_error.
std::optional<RunIdentity> identity_in(const std::filesystem::path& folder);

/// The scenarios frozen in a folder. Throws: ScenarioError, filesystem_error.
std::vector<scenarios::Scenario> frozen_in(const std::filesystem::path& folder,
                                           const RunIdentity& identity);

/// What tells two runs apart, for people: "seed 1 -> 2", "aspire.places 90 -> 55 in pru_at_55".
/// Empty if nothing does. `there` is the run of `folder`, `asked` that of the scenarios `read`.
std::string difference(const std::filesystem::path& folder, const RunIdentity& there,
                       const RunIdentity& asked, const std::vector<scenarios::Scenario>& read);

/// Text of an instant, in UTC; the format is strftime's.
std::string utc_text(std::time_t when, const char* format);

/// run.toml: when it began, by which program, and all of the above.
std::string record_text(const RunIdentity& identity);

/// Throws: ScenarioError that says what a run's folder is about, and what to do.
[[noreturn]] void refuse(const std::filesystem::path& folder, std::string why, std::string action);

/// The replications that results are of, or that a finished shard is a part of.
struct Span {
  std::uint32_t first_replication = 0;
  std::uint32_t replications = 0;
  bool operator==(const Span&) const = default;
  /// "0 to 199".
  std::string text() const;
  bool holds(const Span& other) const;
};
/// Written with the results, as FOLDER/replications.toml.
void write_span(const std::filesystem::path& folder, const Span& whole);
/// Nothing if there is none. Throws: ScenarioError if it is damaged, filesystem_error.
std::optional<Span> span_in(const std::filesystem::path& folder);

}  // namespace tools
