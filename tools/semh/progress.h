// How far a run has come, on one line of a terminal; nothing when standard error is not one.
#pragma once

#include <chrono>
#include <cstddef>
#include <string>

namespace tools {

class Progress {
 public:
  /// `what` is counted, in the plural.
  explicit Progress(bool wanted, std::string what = "replications");
  ~Progress();
  Progress(const Progress&) = delete;
  Progress& operator=(const Progress&) = delete;

  /// Shows that `done` of `count` are done, and how long the rest will take.
  void show(std::size_t done, std::size_t count);

 private:
  bool shown_;
  std::string what_;
  bool written_ = false;
  std::chrono::steady_clock::time_point began_ = std::chrono::steady_clock::now();
};

}  // namespace tools
