#include "scenarios/lever.h"

#include <algorithm>
#include <cstddef>
#include <string>
#include <string_view>
#include <utility>

#include "scenarios/diagnostic.h"
#include "scenarios/draw.h"
#include "scenarios/scenario_reader.h"

namespace scenarios {
namespace {

constexpr std::size_t most_levers = 200;
constexpr std::size_t most_patterns = 100;

bool fits_any(const std::string& pattern, const Register& read) {
  return std::any_of(read.rows.begin(), read.rows.end(), [&](const RegisterRow& row) {
    return !row.key.starts_with("lever[") && fits(pattern, row.key);
  });
}

std::vector<std::string> read_patterns(Section& section, std::string_view key,
                                       const Register* judge_by) {
  std::vector<std::string> patterns;
  if (!section.has(key)) return patterns;
  patterns = section.texts(key);
  if (patterns.size() > most_patterns) {
    section.complain(key, "must be at most " + std::to_string(most_patterns) + " keys",
                     "Write * for keys that have a beginning in common.");
    return {};
  }
  if (judge_by == nullptr) return patterns;
  for (const std::string& pattern : patterns)
    if (!fits_any(pattern, *judge_by)) {
      section.complain(key,
                       "must name keys of this scenario, and none fits \"" + shown(pattern) + "\"",
                       "Write a key as semh explain shows it; * stands for anything.");
      break;
    }
  return patterns;
}

}  // namespace

std::vector<Lever> read_levers(Section& root, const Register* judge_by) {
  std::vector<Lever> levers;
  for (Section& section : few_sections(root, "lever")) {
    Lever lever{.id = section.id(), .name = section.text("name")};
    lever.keys = read_patterns(section, "keys", judge_by);
    lever.together = read_patterns(section, "together", judge_by);
    if (!section.has("keys") && !section.has("together"))
      section.complain("keys", "must say what belongs to the lever",
                       "List keys, such as keys = [\"quota*\"].");
    section.finish();
    levers.push_back(std::move(lever));
    if (levers.size() == most_levers) break;  // More has been complained of.
  }
  return levers;
}

}  // namespace scenarios
