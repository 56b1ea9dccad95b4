#include "output/whole_file.h"

#include <cerrno>
#include <cstddef>
#include <string>
#include <system_error>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace output {
namespace {

namespace fs = std::filesystem;

[[noreturn]] void fail(const char* what, const fs::path& file) {
  throw fs::filesystem_error(what, file, std::error_code(errno, std::generic_category()));
}

class Descriptor {
 public:
  Descriptor(const fs::path& file, int flags) : file_(file), number_(-1) {
    number_ = ::open(file.c_str(), flags | O_CLOEXEC, 0666);
    if (number_ < 0) fail("cannot open for writing", file);
  }
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;
  ~Descriptor() {
    if (number_ >= 0) ::close(number_);
  }

  void write(std::string_view bytes) {
    while (!bytes.empty()) {
      const ssize_t written = ::write(number_, bytes.data(), bytes.size());
      if (written < 0 && errno == EINTR) continue;
      if (written < 0) fail("cannot write", file_);
      bytes.remove_prefix(static_cast<std::size_t>(written));
    }
  }

  /// Not every kind of file can be flushed; a pipe or a network folder answers EINVAL.
  void flush() {
    if (::fsync(number_) != 0 && errno != EINVAL) fail("cannot flush to disk", file_);
  }

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
  explicit Temporary(fs::path file) : file_(std::move(file)) { ::unlink(file_.c_str()); }
  Temporary(const Temporary&) = delete;
  Temporary& operator=(const Temporary&) = delete;
  ~Temporary() {
    if (!renamed_) ::unlink(file_.c_str());
  }

  const fs::path& file() const { return file_; }

  void rename_to(const fs::path& final_name) {
    if (::rename(file_.c_str(), final_name.c_str()) != 0) fail("cannot rename into", final_name);
    renamed_ = true;
  }

 private:
  fs::path file_;
  bool renamed_ = false;
};

bool is_device_or_pipe(const fs::path& file) {
  struct stat found {};
  return ::stat(file.c_str(), &found) == 0 && !S_ISREG(found.st_mode) && !S_ISDIR(found.st_mode);
}

void flush_folder(const fs::path& folder) {
  Descriptor descriptor(folder, O_RDONLY | O_DIRECTORY);
  descriptor.flush();
}

}  // namespace

void write_whole_file(const fs::path& file, std::string_view bytes) {
  if (is_device_or_pipe(file)) {
    Descriptor device(file, O_WRONLY);
    device.write(bytes);
    device.close();
    return;
  }

  const fs::path folder = file.has_parent_path() ? file.parent_path() : fs::path(".");
  Temporary temporary(folder / ("." + file.filename().string() + ".tmp"));
  try {
    Descriptor descriptor(temporary.file(), O_WRONLY | O_CREAT | O_EXCL);
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

}  // namespace output
