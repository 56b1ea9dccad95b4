// The command, asked as a user asks it: no shell in between, so that hostile words stay as they
// are; with what it said, how it ended, and the time and memory that it took.
#pragma once

#include <array>
#include <cerrno>
#include <chrono>
#include <csignal>
#include <cstddef>
#include <filesystem>
#include <fstream>
#include <functional>
#include <iterator>
#include <string>
#include <vector>

#include <fcntl.h>
#include <gmock/gmock.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

namespace hostile {

struct Answer {
  int exit_code = -1;  ///< 128 and the signal, when one ended it.
  std::string out;
  std::string err;
  double seconds = 0;    ///< Of the processor: what else the machine does is no matter.
  double megabytes = 0;  ///< Most memory that it held.
};

inline std::string bytes_of(const std::filesystem::path& file) {
  std::ifstream stream(file, std::ios::binary);
  return {std::istreambuf_iterator<char>(stream), {}};
}

inline void write_bytes(const std::filesystem::path& file, const std::string& bytes) {
  std::ofstream(file, std::ios::binary) << bytes;
}

inline double seconds_of(const timeval& time) {
  return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_usec) / 1e6;
}

/// Runs `words` in `folder`, after `before` in the new process. What takes longer than `limit` is
/// killed. Requires: `folder` may be written to; it gets the files .said and .told.
inline Answer ask(
    const std::filesystem::path& folder, const std::vector<std::string>& words,
    std::chrono::seconds limit = std::chrono::seconds(60),
    const std::function<void()>& before = [] {}) {
  const std::string said = (folder / ".said").string();
  const std::string told = (folder / ".told").string();
  const pid_t child = fork();
  if (child == 0) {
    const auto give = [](const char* file, int flags, int number) {
      dup2(open(file, flags, 0644), number);
    };
    give("/dev/null", O_RDONLY, STDIN_FILENO);
    give(said.c_str(), O_WRONLY | O_CREAT | O_TRUNC, STDOUT_FILENO);
    give(told.c_str(), O_WRONLY | O_CREAT | O_TRUNC, STDERR_FILENO);
    if (chdir(folder.c_str()) != 0) _exit(126);
    before();
    std::vector<char*> arguments;
    for (const std::string& word : words) arguments.push_back(const_cast<char*>(word.c_str()));
    arguments.push_back(nullptr);
    alarm(static_cast<unsigned>(limit.count()));
    execvp(arguments[0], arguments.data());
    _exit(127);
  }
  int status = 0;
  rusage used{};
  while (wait4(child, &status, 0, &used) < 0 && errno == EINTR) {
  }
  return {WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status), bytes_of(said),
          bytes_of(told), seconds_of(used.ru_utime) + seconds_of(used.ru_stime),
          static_cast<double>(used.ru_maxrss) / 1024};
}

}  // namespace hostile

// What the tests of promises say all the time.
namespace fs = std::filesystem;
using hostile::Answer;
using testing::AllOf;
using testing::HasSubstr;
using testing::Not;

inline const std::string semh = SEMH_BINARY;
