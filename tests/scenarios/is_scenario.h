// Which files of the scenarios' folders are scenarios: fits, posteriors and back-tests stand
// beside.
#pragma once

#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>

/// It extends another, or has a period of its own.
inline bool is_scenario(const std::filesystem::path& file) {
  if (file.extension() != ".toml") return false;
  std::ifstream stream(file, std::ios::binary);
  const std::string text{std::istreambuf_iterator<char>(stream), {}};
  return text.find("\nextends = ") != std::string::npos ||
         text.find("\n[period]") != std::string::npos;
}
