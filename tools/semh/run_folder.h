// A folder that holds one run: what was asked, what is finished, and at the end the results.
//
//     run.toml            what fixes every number of the run; written once, after ...
//     scenario-ID.toml    ... the scenarios as they were then, with all they extend
//     posterior-DIGEST.toml  ... and the posterior that they name, if they do
//     batches/            finished replications (sim/experiment/journal.h)
//     deeper/             the same of what else was simulated: attribution, futures that may come
//     .lock               held by the program that is writing
//     replications.toml   which replications the results are of, or what a shard is a part of
//     *.csv, results.h5   the results; a shard has none
//     MANIFEST.sha256     the SHA-256 of all of these but batches; written last
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "scenarios/scenario_reader.h"
#include "sim/experiment/folder_lock.h"
#include "tools/semh/run_identity.h"

namespace tools {

inline constexpr const char* batches_name = "batches";
inline constexpr const char* deeper_name = "deeper";

/// "process 1234 on host X since 2026-11-22 10:02 UTC": for whoever finds a folder in use.
std::string this_process();

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
  std::filesystem::path batches() const { return folder_ / batches_name; }
  /// Where folders of journals are of what else is simulated; made if it is missing.
  /// Throws: filesystem_error.
  std::filesystem::path deeper() const;
  std::string key() const { return key_of(identity_); }
  /// Names of the files that stand beside the results: run.toml and the frozen scenarios.
  std::vector<std::string> standing() const;

  /// Of which replications the results in it are; nothing without whole results.
  std::optional<Span> published() const;
  /// Results are never replaced by those of fewer replications.
  /// Throws: ScenarioError if the folder holds results of some that `asked` has not.
  void expect_no_more_than(const Span& asked) const;

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
