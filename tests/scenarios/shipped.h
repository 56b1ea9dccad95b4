// Which of the files of a folder are scenarios: beside them lie others of the same kind, such as
// the registered back-test.
#pragma once

#include <filesystem>
#include <fstream>
#include <string>

/// A scenario stands on another one or has a period of its own.
inline bool is_scenario(const std::filesystem::path& file) {
  if (file.extension() != ".toml") return false;
  std::ifstream stream(file);
  for (std::string line; std::getline(stream, line);)
    if (line.rfind("extends = ", 0) == 0 || line.rfind("[period]", 0) == 0) return true;
  return false;
}
