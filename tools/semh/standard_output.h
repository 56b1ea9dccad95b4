// Standard output that goes on where a signal interrupts it, and knows why it failed: by the time
// a stream says that it is bad, the cause has been forgotten.
#pragma once

#include <cstddef>
#include <streambuf>
#include <string>
#include <system_error>

namespace tools {

class StandardOutput : public std::streambuf {
 public:
  /// What std::cout writes to from now on, to the end of the program.
  static StandardOutput& of_program();

  /// Of the first write that failed.
  const std::error_code& cause() const { return cause_; }

 protected:
  int_type overflow(int_type letter) override;
  std::streamsize xsputn(const char* text, std::streamsize length) override;
  int sync() override;

 private:
  static constexpr std::size_t most_held = 1U << 16;

  /// Writes what is held, unless a write has failed before.
  bool write_held();

  std::string held_;
  std::error_code cause_;
};

}  // namespace tools
