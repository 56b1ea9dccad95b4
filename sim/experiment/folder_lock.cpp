#include "sim/experiment/folder_lock.h"

#include <array>
#include <cerrno>
#include <cstddef>
#include <string_view>
#include <system_error>

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "sim/experiment/persistently.h"

namespace sim {
namespace {

namespace fs = std::filesystem;

[[noreturn]] void fail(const char* what, const fs::path& file) {
  throw fs::filesystem_error(what, file, std::error_code(errno, std::generic_category()));
}

/// What the writer wrote into the lock; whatever it is, only what can be shown.
std::string writer_in(int number) {
  std::array<char, 256> bytes{};
  const ssize_t got = persistently([&] { return ::pread(number, bytes.data(), bytes.size(), 0); });
  std::string text;
  for (const char c : std::string_view(bytes.data(), got > 0 ? static_cast<std::size_t>(got) : 0))
    if (c >= ' ' && c <= '~') text += c;
  return text.empty() ? "another process" : text;
}

/// Whether the open file still has this name: its last owner may have removed it meanwhile.
bool is_named(int number, const fs::path& file) {
  struct stat open {};
  struct stat named {};
  return ::fstat(number, &open) == 0 && ::stat(file.c_str(), &named) == 0 &&
         open.st_ino == named.st_ino && open.st_dev == named.st_dev;
}

}  // namespace

FolderInUse::FolderInUse(const fs::path& folder, const std::string& writer)
    : std::runtime_error("another run (" + writer + ") is writing to " + folder.string() +
                         "; wait for it, or choose another folder") {}

FolderLock::FolderLock(const fs::path& folder, const std::string& writer) {
  const fs::path file = folder / file_name;
  try {
    do {
      if (number_ >= 0) ::close(number_);
      number_ = persistently(
          [&] { return ::open(file.c_str(), O_RDWR | O_CREAT | O_NOFOLLOW | O_CLOEXEC, 0666); });
      if (number_ < 0) fail("cannot write", file);
      if (persistently([&] { return ::flock(number_, LOCK_EX | LOCK_NB); }) != 0) {
        if (errno == EWOULDBLOCK) throw FolderInUse(folder, writer_in(number_));
        fail("cannot lock", file);
      }
    } while (!is_named(number_, file));
    if (persistently([&] { return ::ftruncate(number_, 0); }) != 0) fail("cannot write", file);
    if (persistently([&] { return ::pwrite(number_, writer.data(), writer.size(), 0); }) < 0)
      fail("cannot write", file);
  } catch (...) {
    if (number_ >= 0) ::close(number_);
    throw;
  }
}

FolderLock::~FolderLock() {
  ::close(number_);
}

}  // namespace sim
