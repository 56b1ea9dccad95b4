// The command as a user meets it: run in a folder of its own, with what it says and how it ends.
#pragma once

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

#include <gtest/gtest.h>
#include <sys/wait.h>
#include <unistd.h>

inline const std::string scenarios_folder = std::string(SEMH_SOURCE_DIR) + "/scenarios/";

inline std::string contents(const std::filesystem::path& file) {
  std::ifstream stream(file, std::ios::binary);
  return {std::istreambuf_iterator<char>(stream), {}};
}

struct Answer {
  int exit_code = -1;
  std::string out;
  std::string err;
};

/// A folder of its own for each test, in which the command runs.
class Command : public testing::Test {
 protected:
  Command() {
    std::string name = (std::filesystem::temp_directory_path() / "semh-command-XXXXXX").string();
    folder_ = mkdtemp(name.data());
  }
  ~Command() override { std::filesystem::remove_all(folder_); }

  Answer semh(const std::string& words) const {
    const std::string command = "cd '" + folder_.string() + "' && '" SEMH_BINARY "' " + words +
                                " >stdout 2>stderr </dev/null";
    const int status = std::system(command.c_str());
    return {WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status),
            contents(folder_ / "stdout"), contents(folder_ / "stderr")};
  }

  std::filesystem::path write(const std::string& name, const std::string& text) const {
    std::ofstream(folder_ / name) << text;
    return folder_ / name;
  }

  std::vector<std::string> left_behind() const {
    std::vector<std::string> names;
    for (const auto& entry : std::filesystem::directory_iterator(folder_))
      if (entry.path().filename() != "stdout" && entry.path().filename() != "stderr")
        names.push_back(entry.path().filename().string());
    return names;
  }

  std::filesystem::path folder_;
};
