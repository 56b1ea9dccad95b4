// How much room on the disk a run takes, before anything is simulated.
#include <cstddef>
#include <iostream>
#include <string>
#include <vector>

#include <sys/statvfs.h>

#include "output/number_text.h"
#include "scenarios/diagnostic.h"
#include "tools/semh/carry_out.h"

namespace tools {
namespace {

// Measured on the shipped scenarios, and rounded up. [bytes]
constexpr double batch_a_value = 1.6;
constexpr double results_a_value = 1.6;
constexpr double results_a_scenario = 2e6;
constexpr double results_a_run = 4e6;

/// "3 MB", "41.5 GB".
std::string size_text(double bytes) {
  return bytes < 1e9 ? output::with_commas(bytes < 1e6 ? 1.0 : bytes / 1e6, 0) + " MB"
                     : output::with_commas(bytes / 1e9, 1) + " GB";
}

}  // namespace

Room room_for(const std::vector<KeptSizes>& sizes, std::size_t simulated, std::size_t asked) {
  Room room{.batches = 0, .results = results_a_run};
  for (const KeptSizes& size : sizes) {
    const auto values = static_cast<double>(size.all());
    room.batches += static_cast<double>(simulated) * values * batch_a_value;
    room.results += static_cast<double>(asked) * values * results_a_value + results_a_scenario;
  }
  return room;
}

std::string text_of(const Room& room) {
  return size_text(room.batches + room.results);
}

bool has_room(const std::filesystem::path& folder, const Room& room) {
  struct statvfs disk {};
  if (statvfs(folder.c_str(), &disk) != 0) return true;  // Then writing will tell.
  const double free = static_cast<double>(disk.f_bavail) * static_cast<double>(disk.f_frsize);
  if (room.batches + room.results <= free) return true;
  std::cerr << "semh: the run needs about " << text_of(room) << " in "
            << scenarios::escaped(folder.string()) << " (" << size_text(room.batches)
            << " as it goes, " << size_text(room.results) << " for its results); "
            << size_text(free)
            << " are free.\n  Make room, choose another place (-o), ask for fewer replications, or "
               "begin all the same (--force).\n";
  return false;
}

}  // namespace tools
