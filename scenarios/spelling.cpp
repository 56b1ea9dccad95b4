#include "scenarios/spelling.h"

#include <algorithm>
#include <numeric>
#include <utility>

#include "scenarios/diagnostic.h"
#include "scenarios/utf8.h"

namespace scenarios {
namespace {

constexpr std::size_t most_edits = 2;

std::u32string characters(std::string_view text) {
  std::u32string codes;
  for (std::size_t at = 0; at < text.size();) {
    const Character character = character_at(text, at);
    codes += character.code;
    at += character.bytes;
  }
  return codes;
}

std::string folded(std::string_view text) {
  std::string plain;
  for (const char letter : text)
    if (letter != '-' && letter != '_' && letter != ' ')
      plain += letter >= 'A' && letter <= 'Z' ? static_cast<char>(letter - 'A' + 'a') : letter;
  return plain;
}

}  // namespace

std::size_t edits(std::string_view first, std::string_view second) {
  const std::u32string a = characters(first);
  const std::u32string b = characters(second);
  std::vector<std::size_t> row(b.size() + 1);
  std::iota(row.begin(), row.end(), std::size_t{0});
  for (std::size_t i = 0; i < a.size(); ++i) {
    std::size_t diagonal = std::exchange(row[0], i + 1);
    for (std::size_t j = 0; j < b.size(); ++j) {
      const std::size_t substituted = diagonal + (a[i] != b[j] ? 1 : 0);
      diagonal = row[j + 1];
      row[j + 1] = std::min({row[j] + 1, row[j + 1] + 1, substituted});
    }
  }
  return row.back();
}

std::optional<std::string> nearest(std::string_view word,
                                   const std::vector<std::string>& candidates) {
  if (word.size() > 200) return std::nullopt;
  std::optional<std::string> best;
  std::size_t least = most_edits + 1;
  for (const std::string& candidate : candidates) {
    if (folded(candidate) == folded(word)) return candidate;
    if (candidate.size() + 8 < word.size() || word.size() + 8 < candidate.size()) continue;
    const std::size_t distance = edits(word, candidate);
    if (distance < least && distance < candidate.size()) {
      least = distance;
      best = candidate;
    }
  }
  return best;
}

std::string spelled(std::string_view word) {
  const auto is_plain = [](char letter) {
    return ('a' <= letter && letter <= 'z') || ('0' <= letter && letter <= '9') || letter == '_' ||
           letter == '-';
  };
  constexpr std::size_t short_enough = 40;  // Most keys are shown as they are.
  if (word.size() <= short_enough && std::all_of(word.begin(), word.end(), is_plain))
    return std::string(word);
  std::string text;
  for (std::size_t at = 0; at < word.size();) {
    const Character character = character_at(word, at);
    text += character.code < 0x80 ? std::string(1, static_cast<char>(character.code))
                                  : code_point(character.code);
    at += character.bytes;
  }
  return shown(text);
}

std::string in_quotes(std::string_view text) {
  std::string safe = "\"";
  for (const char letter : text) {
    switch (letter) {
      case '"': safe += "\\\""; break;
      case '\\': safe += "\\\\"; break;
      case '\n': safe += "\\n"; break;
      case '\t': safe += "\\t"; break;
      default: safe += letter;  // no other control character passes the parser
    }
  }
  return safe + "\"";
}

}  // namespace scenarios
