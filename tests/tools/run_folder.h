// A run's folder as a user meets it: begun, waited for, killed, and compared byte for byte with one
// that nothing happened to.
#pragma once

#include <algorithm>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <map>
#include <random>
#include <string>
#include <thread>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <signal.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "tests/sanitized.h"
#include "tests/tools/command.h"

namespace fs = std::filesystem;
using std::chrono::milliseconds;
using std::chrono::steady_clock;
using testing::AllOf;
using testing::HasSubstr;
using testing::Not;

inline constexpr bool sanitized = SEMH_SANITIZED;
/// How many replications a run has that lasts a while: where each takes longer, fewer do.
inline std::string lasting(int replications) {
  return std::to_string(sanitized ? replications * 2 / 5 : replications);
}
inline const std::string small_borough = scenarios_folder + "synthetic_borough.toml";
inline const std::string rotherham = scenarios_folder + "rotherham/";

/// Every file of a run but its batches and its lock.
inline std::map<std::string, std::string> files_of(const fs::path& run) {
  std::map<std::string, std::string> files;
  for (const auto& entry : fs::directory_iterator(run))
    if (entry.is_regular_file() && entry.path().filename() != ".lock")
      files[entry.path().filename().string()] = contents(entry.path());
  return files;
}

inline void expect_same(const fs::path& run, const std::map<std::string, std::string>& expected) {
  const auto files = files_of(run);
  std::vector<std::string> names;
  std::vector<std::string> expected_names;
  for (const auto& [name, bytes] : files) names.push_back(name);
  for (const auto& [name, bytes] : expected) expected_names.push_back(name);
  EXPECT_EQ(names, expected_names);
  for (const auto& [name, bytes] : expected)
    if (files.count(name) > 0) {
      EXPECT_TRUE(files.at(name) == bytes) << name << " differs";
    }
}

/// Nobody is in the middle of writing.
inline void expect_no_leftovers(const fs::path& run) {
  for (const auto& entry : fs::recursive_directory_iterator(run)) {
    const std::string name = entry.path().filename().string();
    EXPECT_FALSE(name == ".new" || name == ".old" || entry.path().extension() == ".tmp") << name;
  }
}

inline std::vector<fs::path> batches_of(const fs::path& run) {
  std::vector<fs::path> files;
  if (fs::exists(run / "batches"))
    for (const auto& entry : fs::directory_iterator(run / "batches"))
      if (entry.path().extension() == ".batch") files.push_back(entry);
  std::sort(files.begin(), files.end());
  return files;
}

class RunFolder : public Command {
 protected:
  RunFolder() { setenv("SOURCE_DATE_EPOCH", "1700000000", 1); }
  ~RunFolder() override { unsetenv("SOURCE_DATE_EPOCH"); }

  /// `semh` in the background, its words apart by blanks; what it says goes to stderr-NAME.
  pid_t begin(const std::string& words, const std::string& name = "run",
              bool ignores_hangups = false) const {
    std::fflush(nullptr);
    const pid_t child = fork();
    if (child != 0) return child;
    for (const int signal : {SIGINT, SIGTERM, SIGHUP}) ::signal(signal, SIG_DFL);
    if (ignores_hangups) ::signal(SIGHUP, SIG_IGN);
    if (chdir(folder_.c_str()) != 0 ||
        std::freopen(("stderr-" + name).c_str(), "w", stderr) == nullptr ||
        std::freopen(("stdout-" + name).c_str(), "w", stdout) == nullptr)
      _exit(99);
    execl("/bin/sh", "sh", "-c", ("exec '" SEMH_BINARY "' " + words).c_str(),
          static_cast<char*>(nullptr));
    _exit(99);
  }

  /// Waits until the run has saved `count` batches, or has ended.
  void wait_for_batches(const fs::path& run, std::size_t count) const {
    const auto deadline = steady_clock::now() + std::chrono::seconds(60);
    while (batches_of(run).size() < count && steady_clock::now() < deadline)
      std::this_thread::sleep_for(milliseconds(2));
    ASSERT_GE(batches_of(run).size(), count);
  }

  std::string said_by(const std::string& name) const {
    return contents(folder_ / ("stderr-" + name));
  }

  fs::path run(const std::string& name) const { return folder_ / name; }

  /// The same folder `name` for every run, because it is in none of the files.
  std::map<std::string, std::string> reference(const std::string& words) const {
    const Answer answer = semh("run " + words + " -o reference");
    EXPECT_EQ(answer.exit_code, 0) << answer.err;
    return files_of(folder_ / "reference");
  }
};

struct Ended {
  int exit_code = -1;
  double seconds = 0;
};

inline Ended ended(pid_t child) {
  const auto began = steady_clock::now();
  int status = 0;
  waitpid(child, &status, 0);
  return {WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status),
          std::chrono::duration<double>(steady_clock::now() - began).count()};
}
