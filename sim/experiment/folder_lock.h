// One writer a folder.
//
// The lock is the system's (flock), not the file: a file that a killed program left behind stops
// nobody. The file says who is writing, for the message that the second one is given.
#pragma once

#include <filesystem>
#include <stdexcept>
#include <string>

namespace sim {

/// Another program is writing to the folder: "process 1234 on host X since 2026-11-22 10:02 UTC".
class FolderInUse : public std::runtime_error {
 public:
  FolderInUse(const std::filesystem::path& folder, const std::string& writer);
};

/// Holds FOLDER/.lock from its making to its end.
class FolderLock {
 public:
  static constexpr const char* file_name = ".lock";

  /// `writer` is what a second one is told of this one. Requires: the folder exists.
  /// Throws: FolderInUse, filesystem_error.
  FolderLock(const std::filesystem::path& folder, const std::string& writer);
  FolderLock(const FolderLock&) = delete;
  FolderLock& operator=(const FolderLock&) = delete;
  ~FolderLock();

 private:
  int number_ = -1;
};

}  // namespace sim
