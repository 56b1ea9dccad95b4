// Whole series of a run as one HDF5 file, for R, Python and Julia.
//
// The file is laid out in memory and then written in one piece (sim/experiment/disk.h): the
// library's own writing crashes or lies on a full disk, and it never reaches the disk for certain.
// The same run gives the same bytes: no times, no paths, no library defaults that move. It is a
// result and never a checkpoint.
//
// Layout (CF-1.8 in spirit): attributes of the root say what the run was; a group a frequency
// (yearly, monthly, weekly) holds the coordinates scenario, replication and time as dimension
// scales, and one variable a series with long_name, units and definition. A table is a group below
// `tables`: a variable a column, all of one length.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <utility>
#include <vector>

#include "sim/experiment/result_table.h"

namespace output {

/// What the file says about the run as a whole.
struct RunRecord {
  std::uint64_t seed = 0;
  std::string price_base{};  ///< "2014-15 prices", "cash".
  std::string history{};     ///< The command and the version that made the file.
  std::vector<std::pair<std::string, std::string>> scenarios{};  ///< (name, full text), in order.
  std::vector<std::pair<std::string, std::string>> notes{};  ///< Further (name, text) attributes.
};

/// The name of a series' variable: the measure's, and its breakdown after two underscores.
std::string variable_name(const sim::ResultSeries& series);

/// Requires: every set and table is well formed; frequencies, variable names in a set, names of
/// tables and notes are unique.
/// Throws: std::system_error with the path, when memory or the disk runs out.
void write_hdf5(const std::filesystem::path& file, const RunRecord& run,
                const std::vector<sim::SeriesSet>& sets,
                const std::vector<sim::ResultTable>& tables = {});

}  // namespace output
