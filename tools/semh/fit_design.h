// The guesses at which a fit asks the model, and what it said: simulated once, kept in a journal.
//
// The first wave spreads over the whole prior; each later one over what the emulators of those
// before it leave possible. A killed fit goes on where it was.
#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "sim/experiment/folder_lock.h"
#include "sim/experiment/interrupt.h"
#include "sim/experiment/journal.h"
#include "tools/semh/fit_simulator.h"

namespace tools {

/// A guess, and the figures of the targets there.
struct DesignPoint {
  std::vector<double> z;
  Moments moments;
};

struct DesignRequest {
  std::filesystem::path folder;  ///< Of the fit: made if it is missing.
  unsigned threads = 1;
  bool quiet = false;
};

/// What the points of one step of a fit are for, and which replications are theirs alone.
struct Wave {
  std::uint32_t number = 0;  ///< From 0; no two of a fit share one.
  std::size_t replications = 0;
};

class FitDesign {
 public:
  /// Takes the lock of the folder and reads what is there of this fit.
  /// Throws: FolderInUse, filesystem_error.
  FitDesign(const FitSimulator& simulator, DesignRequest request);

  /// The figures at each of `guesses`: read where the journal has them, else simulated and saved.
  /// Nothing if it was asked to stop before the end. Throws: filesystem_error, ScenarioError.
  std::optional<std::vector<DesignPoint>> simulated(
      const Wave& wave, const std::vector<std::vector<double>>& guesses);

 private:
  const FitSimulator& simulator_;
  DesignRequest request_;
  std::optional<sim::FolderLock> lock_;
  std::optional<sim::Journal> journal_;
  std::map<std::uint64_t, std::string> kept_;  ///< By piece.
};

/// out/fit-NAME-DIGEST8: where a fit keeps what it has simulated.
std::filesystem::path fit_folder(const FitSimulator& simulator, const std::string& name);

}  // namespace tools
