// Holds a folder against what its manifest and its batches say of themselves. Only bytes are read:
// no library opens a file whose digest has not been seen to be right.
#include <algorithm>
#include <cstddef>
#include <iostream>
#include <optional>
#include <string>
#include <vector>

#include "scenarios/diagnostic.h"
#include "sim/experiment/disk.h"
#include "sim/experiment/journal.h"
#include "sim/experiment/manifest.h"
#include "tools/semh/commands.h"
#include "tools/semh/run_folder.h"

namespace tools {
namespace {

constexpr int not_as_written = 3;

std::string shown(const std::filesystem::path& path) {
  return scenarios::escaped(path.string());
}

std::string count_of(std::size_t number, const std::string& thing) {
  return scenarios::grouped(static_cast<std::int64_t>(number)) + " " + thing +
         (number == 1 ? "" : "s");
}

const char* said_of(sim::ManifestFinding::What what) {
  switch (what) {
    case sim::ManifestFinding::What::missing: return "is missing";
    case sim::ManifestFinding::What::damaged: return "is not as it was written";
    case sim::ManifestFinding::What::unexpected: break;
  }
  return "is not of this run";
}

/// What is in the batches of a folder.
struct Batches {
  std::size_t replications = 0;
  std::size_t faults = 0;
};

Batches verify_batches(const std::filesystem::path& folder, const RunIdentity& identity) {
  Batches found;
  const auto batches = folder / batches_name;
  if (!sim::is_there(batches)) return found;  // They may be thrown away when the run is done.
  sim::read_batches(
      batches, key_of(identity), [&](const sim::Piece&) { ++found.replications; },
      [&](const sim::UnusableBatch& batch) {
        ++found.faults;
        std::cerr << shown(batch.file) << " " << batch.reason() << ".\n";
      });
  return found;
}

/// Whether nothing is known against it; then it may be read.
bool is_vouched_for(const char* name, const std::vector<sim::ManifestFinding>& findings) {
  return std::none_of(findings.begin(), findings.end(),
                      [&](const sim::ManifestFinding& one) { return one.name == name; });
}

/// Nothing as well when run.toml cannot be read.
std::optional<RunIdentity> identity_if_whole(const std::filesystem::path& folder) {
  try {
    return identity_in(folder);
  } catch (const scenarios::ScenarioError& error) {
    std::cerr << error.what();
    return {};
  }
}

int tell_no_run(const std::filesystem::path& folder) {
  std::cerr << "semh: " << shown(folder) << " holds no run: it has no whole run.toml and no "
            << sim::manifest_name << ".\n";
  return not_as_written;
}

}  // namespace

int verify(const std::filesystem::path& folder) {
  if (sim::is_there(folder) && !std::filesystem::is_directory(folder)) {
    std::cerr << "semh: " << shown(folder) << " is a file, not the folder of a run.\n";
    return not_as_written;
  }
  const bool finished = sim::is_there(folder / sim::manifest_name);
  std::vector<sim::ManifestFinding> findings;
  if (finished)
    findings = sim::check_manifest(
        folder, {batches_name, deeper_name, sim::FolderLock::file_name, ".new", ".old"});
  for (const sim::ManifestFinding& one : findings)
    std::cerr << shown(folder / one.name) << " " << said_of(one.what) << ".\n";
  const auto identity =
      is_vouched_for(record_name, findings) ? identity_if_whole(folder) : std::nullopt;
  if (!finished && !identity) return tell_no_run(folder);
  const Batches batches = identity ? verify_batches(folder, *identity) : Batches{};
  const std::string saved = count_of(batches.replications, "replication");
  if (!finished) {
    std::cerr << shown(folder) << " is unfinished: " << saved
              << " are saved. The command that began it continues it.\n";
    return not_as_written;
  }
  if (const std::size_t faults = findings.size() + batches.faults; faults > 0) {
    std::cerr << shown(folder) << ": " << count_of(faults, "file")
              << " to mend. The command that made the results makes them again.\n";
    return not_as_written;
  }
  std::cout << shown(folder) << ": " << count_of(sim::read_manifest(folder).size(), "file")
            << " as they were written, and " << saved << " to continue from.\n";
  return 0;
}

}  // namespace tools
