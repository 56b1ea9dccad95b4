#include "tools/semh/progress.h"

#include <iostream>
#include <string>
#include <utility>

#include <unistd.h>

#include "output/number_text.h"

namespace tools {
namespace {

std::string in_words(double seconds) {
  if (seconds < 90) return output::whole(seconds) + " s";
  if (seconds < 5400) return output::whole(seconds / 60) + " min";
  return output::with_commas(seconds / 3600, 1) + " h";
}

}  // namespace

Progress::Progress(bool wanted, std::string what)
    : shown_(wanted && isatty(STDERR_FILENO) == 1), what_(std::move(what)) {}

Progress::~Progress() {
  if (written_) std::cerr << "\r\x1b[K" << std::flush;
}

void Progress::show(std::size_t done, std::size_t count) {
  if (!shown_) return;
  const std::chrono::duration<double> spent = std::chrono::steady_clock::now() - began_;
  std::string line = output::with_commas(static_cast<std::int64_t>(done)) + " of " +
                     output::with_commas(static_cast<std::int64_t>(count)) + " " + what_;
  if (done > 0 && done < count) {
    const double left =
        spent.count() / static_cast<double>(done) * static_cast<double>(count - done);
    line += ", about " + in_words(left) + " left";
  }
  std::cerr << "\r\x1b[K" << line << std::flush;
  written_ = true;
}

}  // namespace tools
