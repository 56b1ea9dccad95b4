#include "scenarios/source_list.h"

#include <algorithm>
#include <cctype>
#include <cstddef>

#include "scenarios/source_file.h"

namespace scenarios {
namespace {

std::string trimmed(std::string text) {
  text.erase(std::remove(text.begin(), text.end(), '`'), text.end());
  const std::size_t first = text.find_first_not_of(" \r");
  if (first == std::string::npos) return "";
  return text.substr(first, text.find_last_not_of(" \r") + 1 - first);
}

/// The cells of "| a | b |", or none of what is no row.
std::vector<std::string> cells_of(const std::string& line) {
  std::vector<std::string> cells;
  if (line.empty() || line.front() != '|') return cells;
  for (std::size_t from = 1; from < line.size();) {
    const std::size_t end = line.find('|', from);
    if (end == std::string::npos) break;
    cells.push_back(trimmed(line.substr(from, end - from)));
    from = end + 1;
  }
  return cells;
}

/// A capital letter and a number: how long the key is that begins at `at`, or 0.
std::size_t key_length(const std::string& text, std::size_t at) {
  const auto is_digit = [&](std::size_t i) {
    return i < text.size() && std::isdigit(static_cast<unsigned char>(text[i])) != 0;
  };
  if (at >= text.size() || text[at] < 'A' || text[at] > 'Z' || !is_digit(at + 1)) return 0;
  std::size_t end = at + 1;
  while (is_digit(end)) ++end;
  return end - at;
}

}  // namespace

std::vector<std::string> keys_cited_in(const std::string& text) {
  std::vector<std::string> keys;
  for (std::size_t at = text.find('['); at != std::string::npos; at = text.find('[', at + 1)) {
    const std::size_t length = key_length(text, at + 1);
    const std::size_t after = at + 1 + length;
    if (length == 0 || after >= text.size() || (text[after] != ']' && text[after] != ' ')) continue;
    const std::string key = text.substr(at, 1 + length) + "]";
    if (std::find(keys.begin(), keys.end(), key) == keys.end()) keys.push_back(key);
  }
  return keys;
}

std::vector<ListedSource> sources_listed_in(const std::string& text) {
  std::vector<ListedSource> sources;
  for (std::size_t from = 0; from < text.size();) {
    const std::size_t end = std::min(text.find('\n', from), text.size());
    const auto cells = cells_of(text.substr(from, end - from));
    from = end + 1;
    if (cells.size() < 2) continue;
    const auto keys = keys_cited_in(cells.front());
    if (keys.size() != 1 || keys.front() != cells.front()) continue;
    sources.push_back({cells[0], cells[1], cells.size() > 2 ? cells[2] : ""});
  }
  return sources;
}

std::vector<ListedSource> read_source_list(const std::filesystem::path& folder) {
  const std::filesystem::path file = folder / "sources.md";
  if (!std::filesystem::exists(file)) return {};
  return sources_listed_in(read_source(file)->text);
}

}  // namespace scenarios
