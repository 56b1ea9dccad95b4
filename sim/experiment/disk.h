// The few things that are done to files, so that a run survives whatever happens to it.
//
// A file appears whole or not at all: bytes go to a temporary name in the same folder, reach the
// disk, and only then take the final name; whoever finds the final name finds every byte, whenever
// the program or the machine stopped. What a signal interrupts is done again. Every failure is a
// std::filesystem::filesystem_error (a std::system_error) with the path and the cause.
#pragma once

#include <filesystem>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace sim {

/// Writes `bytes` under the name `file`, replacing what was there. A device or a pipe
/// (/dev/stdout) is written to as it is.
/// Requires: the folder exists.
/// Throws: filesystem_error; then neither a temporary nor a new final name is left, and what was
/// there before still is.
void write_whole_file(const std::filesystem::path& file, std::string_view bytes);

/// The bytes of a regular file: not of a folder, a pipe or a device, and not through a link.
/// Throws: filesystem_error.
std::string read_whole_file(const std::filesystem::path& file);

/// Gives the bytes of such a file to `take`, a piece at a time: however large it is, it needs
/// little memory. Throws: filesystem_error.
void read_in_pieces(const std::filesystem::path& file,
                    const std::function<void(std::string_view)>& take);

/// The names in a folder, in order, hidden ones too. Throws: filesystem_error.
std::vector<std::string> names_in(const std::filesystem::path& folder);

/// Whether anything has this name. Throws: filesystem_error where that cannot be told.
bool is_there(const std::filesystem::path& file);

/// Makes a folder, unless it is there; its parent must be. Throws: filesystem_error.
void make_folder(const std::filesystem::path& folder);

/// Gives a file a new name, replacing what has that name. Throws: filesystem_error.
void rename_file(const std::filesystem::path& from, const std::filesystem::path& to);

/// Removes a file or an empty folder, unless it is gone already. Throws: filesystem_error.
void remove_file(const std::filesystem::path& file);

/// Returns when the names in a folder have reached the disk. Throws: filesystem_error.
void flush_folder(const std::filesystem::path& folder);

/// The end of a temporary name, .NAME.tmp; what bears it is nobody's once its writer has ended.
bool is_temporary_name(std::string_view name);

}  // namespace sim
