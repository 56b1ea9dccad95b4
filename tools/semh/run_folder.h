// A folder that holds one run: what was asked, what is finished, and at the end the results.
//
//     run.toml            what fixes every number of the run; written once, after ...
//     scenario-ID.toml    ... the scenarios as they were then, with all they extend
//     batches/            finished replications (sim/experiment/journal.h)
//     .lock               held by the program that is writing
//     *.csv, results.h5   the results
//     MANIFEST.sha256     the SHA-256 of all of these but batches; written last
//
// How many replications are wanted, and on how many threads, is no part of what a run is: asking
// for more continues it. Scenarios, seed, weekly series and the source of the model are, and a
// folder of one run never takes in another.
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "scenarios/scenario_reader.h"
#include "sim/experiment/folder_lock.h"

namespace tools {

/// All that fixes the numbers of a run.
struct RunIdentity {
  struct Frozen {
    std::string id;
    std::string file;    ///< Name of the frozen scenario in the folder.
    std::string digest;  ///< SHA-256 of its text.
  };
  std::vector<Frozen> scenarios;  ///< The first is the one others are compared with.
  std::uint64_t seed = 0;
  bool weekly = false;
  std::string model;  ///< SHA-256 of the model's source.
};

RunIdentity identity_of(const std::vector<scenarios::Scenario>& read, std::uint64_t seed,
                        bool weekly);

/// 64 hexadecimal digits: the key of its batches; its first 8 end the name of the folder.
std::string key_of(const RunIdentity& identity);

/// out/NAMES-DIGEST8.
std::filesystem::path default_folder(const RunIdentity& identity);

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

/// The folder of a run, held for writing.
class RunFolder {
 public:
  /// Makes the folder if it is missing (not its parent), takes its lock, and throws an older run
  /// away if `discard`. Throws: FolderInUse, ScenarioError when it holds another run,
  /// filesystem_error.
  RunFolder(std::filesystem::path folder, const RunIdentity& asked,
            const std::vector<scenarios::Scenario>& read, bool discard);
  RunFolder(const RunFolder&) = delete;
  RunFolder& operator=(const RunFolder&) = delete;
  /// A folder that was made and never used is not left behind.
  ~RunFolder();

  const std::filesystem::path& path() const { return folder_; }
  std::filesystem::path batches() const { return folder_ / "batches"; }
  std::string key() const { return key_of(identity_); }
  /// Names of the files that stand beside the results: run.toml and the frozen scenarios.
  std::vector<std::string> standing() const;

  /// Writes run.toml and freezes the scenarios, unless that has been done.
  void begin();

 private:
  std::filesystem::path folder_;
  RunIdentity identity_;
  const std::vector<scenarios::Scenario>& scenarios_;
  bool is_new_;  ///< It was not there before.
  bool begun_ = false;
  std::optional<sim::FolderLock> lock_;
};

}  // namespace tools
