#include "tools/semh/standard_output.h"

#include <cerrno>
#include <cstddef>
#include <iostream>
#include <string_view>

#include <unistd.h>

namespace tools {

StandardOutput& StandardOutput::of_program() {
  // Never destroyed: the stream is flushed once more after everything else has ended.
  static auto* const out = new StandardOutput;
  if (std::cout.rdbuf() != out) std::cout.rdbuf(out);
  return *out;
}

StandardOutput::int_type StandardOutput::overflow(int_type letter) {
  if (traits_type::eq_int_type(letter, traits_type::eof())) return traits_type::not_eof(letter);
  const char one = traits_type::to_char_type(letter);
  return xsputn(&one, 1) == 1 ? letter : traits_type::eof();
}

std::streamsize StandardOutput::xsputn(const char* text, std::streamsize length) {
  held_.append(text, static_cast<std::size_t>(length));
  return held_.size() < most_held || write_held() ? length : 0;
}

int StandardOutput::sync() {
  return write_held() ? 0 : -1;
}

bool StandardOutput::write_held() {
  std::string_view left = held_;
  while (!cause_ && !left.empty()) {
    const ssize_t written = ::write(STDOUT_FILENO, left.data(), left.size());
    if (written >= 0)
      left.remove_prefix(static_cast<std::size_t>(written));
    else if (errno != EINTR)
      cause_ = std::error_code(errno, std::generic_category());
  }
  held_.clear();
  return !cause_;
}

}  // namespace tools
