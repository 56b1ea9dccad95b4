#include "sim/experiment/disk.h"

#include <algorithm>
#include <cerrno>
#include <cstddef>
#include <cstdio>
#include <memory>
#include <system_error>
#include <utility>

#include <dirent.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "sim/experiment/persistently.h"

namespace sim {
namespace {

namespace fs = std::filesystem;

[[noreturn]] void fail(const char* what, const fs::path& file, int cause = errno) {
  throw fs::filesystem_error(what, file, std::error_code(cause, std::generic_category()));
}

constexpr int to_read = O_RDONLY | O_NOFOLLOW | O_NONBLOCK;  // Or a pipe would be waited for.

class Descriptor {
 public:
  Descriptor(const fs::path& file, int flags, const char* what)
      : file_(file),
        number_(persistently([&] { return ::open(file.c_str(), flags | O_CLOEXEC, 0666); })) {
    if (number_ < 0) fail(what, file);
  }
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;
  ~Descriptor() {
    if (number_ >= 0) ::close(number_);
  }

  void write(std::string_view bytes) {
    while (!bytes.empty()) {
      const ssize_t written =
          persistently([&] { return ::write(number_, bytes.data(), bytes.size()); });
      if (written < 0) fail("cannot write", file_);
      bytes.remove_prefix(static_cast<std::size_t>(written));
    }
  }

  /// Of a regular file. [bytes]
  std::size_t size() {
    struct stat found {};
    if (persistently([&] { return ::fstat(number_, &found); }) != 0) fail("cannot read", file_);
    if (S_ISDIR(found.st_mode)) fail("cannot read", file_, EISDIR);
    if (!S_ISREG(found.st_mode)) fail("cannot read", file_, EINVAL);
    return static_cast<std::size_t>(found.st_size);
  }

  /// Fills as much of `bytes` as there is; returns how much that was.
  std::size_t read_into(char* bytes, std::size_t most) {
    std::size_t filled = 0;
    while (filled < most) {
      const ssize_t got =
          persistently([&] { return ::read(number_, bytes + filled, most - filled); });
      if (got < 0) fail("cannot read", file_);
      if (got == 0) break;
      filled += static_cast<std::size_t>(got);
    }
    return filled;
  }

  /// Not every kind of file can be flushed; a pipe or a network folder answers EINVAL.
  void flush() {
    if (persistently([&] { return ::fsync(number_); }) != 0 && errno != EINVAL)
      fail("cannot flush to disk", file_);
  }

  /// An interrupted close has closed.
  void close() {
    const int number = number_;
    number_ = -1;
    if (::close(number) != 0 && errno != EINTR) fail("cannot finish writing", file_);
  }

 private:
  fs::path file_;
  int number_;
};

/// Removes a file on the way out unless it has been given its final name.
class Temporary {
 public:
  explicit Temporary(fs::path file) : file_(std::move(file)) { remove(); }
  Temporary(const Temporary&) = delete;
  Temporary& operator=(const Temporary&) = delete;
  ~Temporary() {
    if (!renamed_) remove();
  }

  const fs::path& file() const { return file_; }

  void rename_to(const fs::path& final_name) {
    rename_file(file_, final_name);
    renamed_ = true;
  }

 private:
  void remove() const {
    persistently([&] { return ::unlink(file_.c_str()); });
  }

  fs::path file_;
  bool renamed_ = false;
};

bool is_device_or_pipe(const fs::path& file) {
  struct stat found {};
  return ::stat(file.c_str(), &found) == 0 && !S_ISREG(found.st_mode) && !S_ISDIR(found.st_mode);
}

}  // namespace

void write_whole_file(const fs::path& file, std::string_view bytes) {
  if (is_device_or_pipe(file)) {
    Descriptor device(file, O_WRONLY, "cannot open for writing");
    device.write(bytes);
    device.close();
    return;
  }

  const fs::path folder = file.has_parent_path() ? file.parent_path() : fs::path(".");
  Temporary temporary(folder / ("." + file.filename().string() + ".tmp"));
  try {
    Descriptor descriptor(temporary.file(), O_WRONLY | O_CREAT | O_EXCL, "cannot write");
    descriptor.write(bytes);
    descriptor.flush();
    descriptor.close();
  } catch (const fs::filesystem_error& error) {
    // The reader knows the final name, and has never seen the temporary one.
    throw fs::filesystem_error("cannot write", file, error.code());
  }
  temporary.rename_to(file);
  flush_folder(folder);
}

std::string read_whole_file(const fs::path& file) {
  Descriptor descriptor(file, to_read, "cannot read");
  std::string bytes(descriptor.size(), '\0');
  bytes.resize(descriptor.read_into(bytes.data(), bytes.size()));  // It may have become shorter.
  return bytes;
}

void read_in_pieces(const fs::path& file, const std::function<void(std::string_view)>& take) {
  constexpr std::size_t most = 1 << 16;
  Descriptor descriptor(file, to_read, "cannot read");
  std::string piece(std::min(descriptor.size(), most), '\0');
  while (const std::size_t got = descriptor.read_into(piece.data(), piece.size()))
    take(std::string_view(piece).substr(0, got));
}

std::vector<std::string> names_in(const fs::path& folder) {
  DIR* opened = ::opendir(folder.c_str());
  while (opened == nullptr && errno == EINTR) opened = ::opendir(folder.c_str());
  if (opened == nullptr) fail("cannot read the folder", folder);
  const std::unique_ptr<DIR, int (*)(DIR*)> listing(opened, &::closedir);
  std::vector<std::string> names;
  for (;;) {
    errno = 0;
    // The stream is this call's own.
    const dirent* entry = ::readdir(listing.get());  // NOLINT(concurrency-mt-unsafe)
    if (entry == nullptr && errno == EINTR) continue;
    if (entry == nullptr && errno != 0) fail("cannot read the folder", folder);
    if (entry == nullptr) break;
    const std::string name = entry->d_name;
    if (name != "." && name != "..") names.push_back(name);
  }
  std::sort(names.begin(), names.end());
  return names;
}

bool is_there(const fs::path& file) {
  struct stat found {};
  if (persistently([&] { return ::lstat(file.c_str(), &found); }) == 0) return true;
  if (errno != ENOENT) fail("cannot look at", file);
  return false;
}

void make_folder(const fs::path& folder) {
  if (persistently([&] { return ::mkdir(folder.c_str(), 0777); }) == 0) {
    const fs::path parent =
        folder.has_filename() ? folder.parent_path() : folder.parent_path().parent_path();
    flush_folder(parent.empty() ? fs::path(".") : parent);
    return;
  }
  const int cause = errno;
  struct stat found {};
  const bool there = ::stat(folder.c_str(), &found) == 0;
  if (there && S_ISDIR(found.st_mode)) return;
  fail("cannot make the folder", folder, there ? ENOTDIR : cause);
}

void rename_file(const fs::path& from, const fs::path& to) {
  if (persistently([&] { return ::rename(from.c_str(), to.c_str()); }) != 0)
    fail("cannot rename into", to);
}

void remove_file(const fs::path& file) {
  if (persistently([&] { return ::remove(file.c_str()); }) != 0 && errno != ENOENT)
    fail("cannot remove", file);
}

void flush_folder(const fs::path& folder) {
  Descriptor descriptor(folder, O_RDONLY | O_DIRECTORY, "cannot flush the folder");
  descriptor.flush();
}

bool is_temporary_name(std::string_view name) {
  constexpr std::string_view end = ".tmp";
  return name.size() > end.size() + 1 && name.front() == '.' &&
         name.substr(name.size() - end.size()) == end;
}

}  // namespace sim
