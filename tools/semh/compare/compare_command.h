// The part of the command line by which options are compared.
#pragma once

#include <optional>

#include "tools/semh/compare/compare.h"

namespace CLI {  // NOLINT(readability-identifier-naming): the name is the library's
class App;
}  // namespace CLI

namespace tools {

class CompareCommand {
 public:
  void add_to(CLI::App& app);
  /// Its exit code if it was given.
  std::optional<int> obeyed();

 private:
  CompareRequest request_;
  double percent_ = 0;
  CLI::App* command_ = nullptr;
};

}  // namespace tools
