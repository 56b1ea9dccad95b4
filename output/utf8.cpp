#include "output/utf8.h"

#include <algorithm>
#include <array>
#include <cstdint>

namespace output {
namespace {

struct CodePoint {
  char32_t value = 0;
  std::size_t bytes = 1;
  bool valid = false;
};

std::uint8_t byte_at(std::string_view text, std::size_t i) {
  return static_cast<std::uint8_t>(text[i]);
}

/// The first code point of `text`, which is not empty. An invalid byte counts as one on its own.
CodePoint first_of(std::string_view text) {
  const std::uint8_t lead = byte_at(text, 0);
  if (lead < 0x80) return {.value = lead, .bytes = 1, .valid = true};
  const std::size_t bytes = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : 2;
  if (lead < 0xC2 || lead > 0xF4 || text.size() < bytes) return {};

  char32_t value = lead & (0x7FU >> bytes);
  for (std::size_t i = 1; i < bytes; ++i) {
    if ((byte_at(text, i) & 0xC0U) != 0x80) return {};
    value = (value << 6) | (byte_at(text, i) & 0x3FU);
  }
  constexpr std::array<char32_t, 5> least{0, 0, 0x80, 0x800, 0x10000};
  const bool surrogate = value >= 0xD800 && value <= 0xDFFF;
  if (value < least[bytes] || value > 0x10FFFF || surrogate) return {};
  return {.value = value, .bytes = bytes, .valid = true};
}

struct Range {
  char32_t first;
  char32_t last;
};

template <std::size_t Count>
bool lies_in(const std::array<Range, Count>& ranges, char32_t value) {
  return std::any_of(ranges.begin(), ranges.end(), [value](const Range& range) {
    return value >= range.first && value <= range.last;
  });
}

/// Control characters, line separators, and marks that turn the direction of writing.
constexpr std::array<Range, 7> unprintable{{{0x00, 0x08},
                                            {0x0B, 0x0C},
                                            {0x0E, 0x1F},
                                            {0x7F, 0x9F},
                                            {0x2028, 0x202E},
                                            {0x2066, 0x2069},
                                            {0xFFFE, 0xFFFF}}};

/// Marks set on the letter before. Source: Unicode 15, blocks of combining marks and selectors.
constexpr std::array<Range, 7> without_width{{{0x0300, 0x036F},
                                              {0x1AB0, 0x1AFF},
                                              {0x1DC0, 0x1DFF},
                                              {0x200B, 0x200F},
                                              {0x20D0, 0x20FF},
                                              {0xFE00, 0xFE0F},
                                              {0xFE20, 0xFE2F}}};

/// East Asian and pictures. Source: Unicode 15, Annex 11, the blocks that are wide throughout.
constexpr std::array<Range, 9> of_width_two{{{0x1100, 0x115F},
                                             {0x2E80, 0xA4CF},
                                             {0xAC00, 0xD7A3},
                                             {0xF900, 0xFAFF},
                                             {0xFE30, 0xFE6F},
                                             {0xFF00, 0xFF60},
                                             {0xFFE0, 0xFFE6},
                                             {0x1F300, 0x1FAFF},
                                             {0x20000, 0x3FFFD}}};

}  // namespace

std::string printable(std::string_view text) {
  std::string clean;
  while (!text.empty()) {
    const CodePoint point = first_of(text);
    if (point.valid && !lies_in(unprintable, point.value))
      clean += text.substr(0, point.bytes);
    else
      clean += "\xEF\xBF\xBD";  // U+FFFD
    text.remove_prefix(point.bytes);
  }
  return clean;
}

std::size_t width_of(std::string_view text) {
  std::size_t width = 0;
  while (!text.empty()) {
    const CodePoint point = first_of(text);
    if (lies_in(of_width_two, point.value))
      width += 2;
    else if (!lies_in(without_width, point.value))
      width += 1;
    text.remove_prefix(point.bytes);
  }
  return width;
}

}  // namespace output
