// Carries out a run that has been asked for: in its folder, from what is there to the results.
#pragma once

#include <cstddef>
#include <filesystem>
#include <functional>
#include <string>
#include <vector>

#include "sim/experiment/journal.h"
#include "sim/experiment/replicate.h"
#include "tools/semh/commands.h"
#include "tools/semh/results.h"
#include "tools/semh/simulate.h"

namespace output {
struct RunRecord;
}

namespace tools {

class RunFolder;

/// What is wanted of a run beside its results, in the order in which it is asked for.
struct Purpose {
  /// Begins the name of its folder, where none is named.
  std::string name{};
  /// Adds replications that were simulated elsewhere: before anything is simulated, once there is
  /// room and the folder says whose it is.
  std::function<void(Replications&, sim::Journal&)> bring_in{};
  /// Whether the futures so far, in their order, are enough. Asked at the looks of sim::Looks; when
  /// nobody says, all are simulated that were asked for.
  std::function<bool(const Yearbook&)> enough{};
  /// Simulates what else it takes, in folders of its own. False if it was asked to stop.
  std::function<bool(const Yearbook&, const RunFolder&)> deepen{};
  /// Writes further results in the folder where they are made.
  std::function<void(const std::filesystem::path&)> add_results{};
  /// Says what came out, instead of the headline.
  std::function<void(const Yearbook&)> tell{};
};

/// `scenarios` have been read and can be compared. Returns the exit code. Throws: as run().
int carry_out(const RunRequest& request, std::vector<scenarios::Scenario> scenarios,
              const Purpose& purpose = {});

/// What a request wants shown: "2016" or "2016-2018", years in which years begin.
View view_of(const RunRequest& request);

/// `request.scenarios`, read and comparable, carried out. Throws: as run().
int run(const RunRequest& request, const Purpose& purpose);

/// What the files of a run say of where they are from, its scenarios whole.
output::RunRecord record_of(const RunResults& results);

/// Makes all results of a run in `folder`, a file a thread at a time: the same on any number of
/// them. False if it was stopped before the end. Throws: filesystem_error.
bool write_results(const Yearbook& book, const std::filesystem::path& folder,
                   const sim::ReplicateOptions& options);

/// The headline, or what was asked for instead, for people or programs.
std::string answer_text(const Yearbook& book, const RunRequest& request,
                        const std::vector<ChosenMeasure>& chosen);

/// Bytes on the disk [bytes], as they come out at most for scenarios like the shipped ones.
struct Room {
  double batches = 0;
  double results = 0;
};
/// "about 3 MB" without the word about.
std::string text_of(const Room& room);
/// For `simulated` more replications and the results of `asked`, of scenarios of these sizes.
Room room_for(const std::vector<KeptSizes>& sizes, std::size_t simulated, std::size_t asked);

/// Whether the disk of `folder` has it; if not, says so on standard error, with both numbers.
bool has_room(const std::filesystem::path& folder, const Room& room);

}  // namespace tools
