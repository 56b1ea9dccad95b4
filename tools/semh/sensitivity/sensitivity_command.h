// The part of the command line by which it is asked what matters.
#pragma once

#include <optional>

#include "tools/semh/sensitivity/sensitivity.h"

namespace CLI {  // NOLINT(readability-identifier-naming): the name is the library's
class App;
}  // namespace CLI

namespace tools {

class SensitivityCommand {
 public:
  /// `app` must outlive it.
  void add_to(CLI::App& app);

  /// The exit code if it was given.
  std::optional<int> obeyed() const;

 private:
  SensitivityRequest request_;
  CLI::App* command_ = nullptr;
};

}  // namespace tools
