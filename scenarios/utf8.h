// UTF-8, one character at a time, for text that may not be UTF-8 at all.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace scenarios {

struct Character {
  char32_t code = 0;
  std::size_t bytes = 1;
  bool valid = true;  ///< False for a byte that no character begins with or continues from here.
};

/// The character that begins at `text[at]`. Overlong forms, surrogates and codes above U+10FFFF are
/// not valid. Requires: at < text.size().
Character character_at(std::string_view text, std::size_t at);

/// True for characters that do not show or that change how their neighbours show: controls, marks
/// of direction, zero-width and tag characters, spaces other than the space.
bool is_invisible(char32_t code);

/// U+202E as \u{202e}.
std::string code_point(char32_t code);

/// How many characters `text` has.
std::size_t length_in_characters(std::string_view text);

}  // namespace scenarios
