// A file that appears whole or not at all.
//
// Bytes go to a temporary name in the same folder, reach the disk, and only then take the final
// name; whoever finds the final name finds every byte, whenever the program or the machine stopped.
#pragma once

#include <filesystem>
#include <string_view>

namespace output {

/// Writes `bytes` under the name `file`, replacing what was there. A device or a pipe
/// (/dev/stdout) is written to as it is.
/// Requires: the folder exists.
/// Throws: std::filesystem::filesystem_error (a std::system_error) with the path and the cause;
/// then neither a temporary nor a new final name is left, and what was there before still is.
void write_whole_file(const std::filesystem::path& file, std::string_view bytes);

}  // namespace output
