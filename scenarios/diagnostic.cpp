#include "scenarios/diagnostic.h"

#include <algorithm>
#include <tuple>
#include <utility>

#include "scenarios/utf8.h"
#include "sim/kernel/expects.h"

namespace scenarios {
namespace {

constexpr std::size_t most_characters = 60;  // of any text of the user's, in a message
constexpr std::size_t line_window = 100;     // of a line that is shown whole
constexpr std::size_t before_caret = 60;

std::string visible(const Character& character, std::string_view bytes) {
  if (!character.valid) return code_point(0xFFFD);
  if (is_invisible(character.code)) return code_point(character.code);
  return std::string(bytes);
}

/// A line as it is shown, and where in it the trouble is.
struct Excerpt {
  std::string text;
  std::size_t caret = 0;  // [characters] before it
  std::size_t width = 0;
};

Excerpt excerpt(std::string_view line, std::uint32_t column, std::uint32_t width) {
  const std::size_t length = length_in_characters(line);
  const std::size_t target = column == 0 ? 0 : column - 1;
  const std::size_t first =
      length <= line_window || target < before_caret ? 0 : target - before_caret;
  const std::size_t last = std::min(length, first + line_window);

  Excerpt shows{.text = first > 0 ? "..." : ""};
  std::size_t cells = shows.text.size();
  shows.caret = cells;
  std::size_t number = 0;
  for (std::size_t at = 0; at < line.size() && number < last; ++number) {
    const Character character = character_at(line, at);
    if (number >= first) {
      const std::string piece =
          character.code == '\t' ? " " : visible(character, line.substr(at, character.bytes));
      const std::size_t piece_cells = length_in_characters(piece);
      if (number < target) shows.caret += piece_cells;
      if (number >= target && number < target + width) shows.width += piece_cells;
      shows.text += piece;
      cells += piece_cells;
    }
    at += character.bytes;
  }
  if (target >= number) shows.caret += target - number;
  if (last < length) shows.text += "...";
  shows.width = std::max<std::size_t>(shows.width, 1);
  return shows;
}

std::string joined(const std::vector<Diagnostic>& diagnostics) {
  std::string text;
  for (std::size_t i = 0; i < diagnostics.size() && i < ScenarioError::most_shown; ++i)
    text += render(diagnostics[i]);
  if (diagnostics.size() > ScenarioError::most_shown)
    text += "and " + std::to_string(diagnostics.size() - ScenarioError::most_shown) + " more\n";
  return text;
}

std::vector<Diagnostic> in_order(std::vector<Diagnostic> diagnostics) {
  const auto position = [](const Diagnostic& one) {
    const std::string_view file = one.place.source ? one.place.source->name : std::string_view{};
    return std::tuple(file, one.place.line, one.place.column);
  };
  std::stable_sort(diagnostics.begin(), diagnostics.end(),
                   [&](const auto& a, const auto& b) { return position(a) < position(b); });
  return diagnostics;
}

}  // namespace

std::string_view Source::line(std::uint32_t number) const {
  std::size_t start = 0;
  for (std::uint32_t passed = 1; passed < number; ++passed) {
    start = text.find('\n', start);
    if (start == std::string::npos) return {};
    ++start;
  }
  if (number == 0) return {};
  return std::string_view(text).substr(start, text.find('\n', start) - start);
}

std::string render(const Diagnostic& diagnostic) {
  const Place& place = diagnostic.place;
  std::string text = escaped(place.file());
  if (place.line > 0) text += ":" + std::to_string(place.line) + ":" + std::to_string(place.column);
  if (!text.empty()) text += ": ";
  text += "error: " + diagnostic.what;
  if (!diagnostic.rule.empty()) text += ": " + diagnostic.rule;
  if (text.back() != '?' && text.back() != '.') text += ".";
  text += "\n";

  const bool shows_line = place.source && !place.source->text.empty() && place.line > 0;
  if (!shows_line) return diagnostic.action.empty() ? text : text + "  " + diagnostic.action + "\n";

  const std::string number = "  " + std::to_string(place.line);
  const Excerpt line = excerpt(place.source->line(place.line), place.column, place.width);
  text += number + " | " + line.text + "\n";
  text += std::string(number.size(), ' ') + " | " + std::string(line.caret, ' ') +
          std::string(line.width, '^');
  if (!diagnostic.action.empty()) text += "  " + diagnostic.action;
  return text + "\n";
}

ScenarioError::ScenarioError(std::vector<Diagnostic> diagnostics)
    : std::runtime_error(joined(diagnostics = in_order(std::move(diagnostics)))),
      diagnostics_(std::make_shared<const std::vector<Diagnostic>>(std::move(diagnostics))) {
  sim::expects(!diagnostics_->empty(), "a scenario error says what is wrong");
}

std::string escaped(std::string_view text) {
  std::string safe;
  for (std::size_t at = 0; at < text.size();) {
    const Character character = character_at(text, at);
    safe += visible(character, text.substr(at, character.bytes));
    at += character.bytes;
  }
  return safe;
}

std::string shown(std::string_view text) {
  std::string safe;
  std::size_t length = 0;
  for (std::size_t at = 0; at < text.size();) {
    const Character character = character_at(text, at);
    const std::string piece = visible(character, text.substr(at, character.bytes));
    length += length_in_characters(piece);
    if (length > most_characters) return safe + "...";
    safe += piece;
    at += character.bytes;
  }
  return safe;
}

std::string grouped(std::int64_t number) {
  std::string digits = std::to_string(number);
  const std::size_t sign = number < 0 ? 1 : 0;
  for (std::size_t at = digits.size(); at > sign + 3;) digits.insert(at -= 3, ",");
  return digits;
}

}  // namespace scenarios
