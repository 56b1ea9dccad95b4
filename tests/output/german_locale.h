// The whole program under a locale that writes 1.234.567,5, for as long as this lives.
#pragma once

#include <cstdlib>
#include <locale>
#include <optional>
#include <stdexcept>
#include <string>

#include "tests/output/temporary_folder.h"
#include "tests/sanitized.h"

// The C library keeps what it makes of LOCPATH for ever; the leak checker need not hear of it.
#if SEMH_SANITIZED && __has_include(<sanitizer/lsan_interface.h>)
#include <sanitizer/lsan_interface.h>
using IgnoringLeaks = __lsan::ScopedDisabler;
#else
struct IgnoringLeaks {
  IgnoringLeaks() {}
};
#endif

class GermanLocale {
 public:
  GermanLocale() : before_(std::locale()) {
    if (!switch_to_german()) compile_and_switch();
  }
  GermanLocale(const GermanLocale&) = delete;
  GermanLocale& operator=(const GermanLocale&) = delete;
  ~GermanLocale() {
    std::locale::global(before_);
    // NOLINTNEXTLINE(concurrency-mt-unsafe): a test has one thread
    if (compiled_) unsetenv("LOCPATH");
  }

  /// False where the machine neither has the locale nor can compile it.
  bool holds() const { return holds_; }

 private:
  bool switch_to_german() {
    const IgnoringLeaks ours_are_looked_for_elsewhere;
    try {
      std::locale::global(std::locale("de_DE.UTF-8"));
      holds_ = true;
    } catch (const std::runtime_error&) {
    }
    return holds_;
  }

  void compile_and_switch() {
    compiled_.emplace();
    const std::string target = (compiled_->path() / "de_DE.UTF-8").string();
    const std::string command = "localedef -i de_DE -f UTF-8 '" + target + "' >/dev/null 2>&1";
    // NOLINTNEXTLINE(concurrency-mt-unsafe)
    if (std::system(command.c_str()) != 0) return;
    // NOLINTNEXTLINE(concurrency-mt-unsafe)
    setenv("LOCPATH", compiled_->path().c_str(), 1);
    switch_to_german();
  }

  std::locale before_;
  std::optional<TemporaryFolder> compiled_;
  bool holds_ = false;
};
