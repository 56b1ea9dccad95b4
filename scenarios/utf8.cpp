#include "scenarios/utf8.h"

#include <array>
#include <cstdint>

#include "sim/kernel/expects.h"

namespace scenarios {
namespace {

struct Span {
  char32_t first;
  char32_t last;
};

// Source: Unicode 15.0, general categories Cc, Cf, Zs, Zl, Zp, with variation selectors and
// non-characters.
constexpr std::array<Span, 18> invisible{{{0x00, 0x1F},
                                          {0x7F, 0xA0},
                                          {0xAD, 0xAD},
                                          {0x34F, 0x34F},
                                          {0x600, 0x605},
                                          {0x61C, 0x61C},
                                          {0x115F, 0x1160},
                                          {0x1680, 0x1680},
                                          {0x17B4, 0x17B5},
                                          {0x180B, 0x180F},
                                          {0x2000, 0x200F},
                                          {0x2028, 0x202F},
                                          {0x205F, 0x206F},
                                          {0x3000, 0x3000},
                                          {0xFE00, 0xFE0F},
                                          {0xFEFF, 0xFEFF},
                                          {0xFFF0, 0xFFFF},
                                          {0xE0000, 0xE0FFF}}};

}  // namespace

Character character_at(std::string_view text, std::size_t at) {
  sim::expects(at < text.size(), "a character is read inside the text");
  const auto byte = [&](std::size_t offset) {
    return static_cast<std::uint8_t>(at + offset < text.size() ? text[at + offset] : '\0');
  };
  const std::uint8_t lead = byte(0);
  if (lead < 0x80) return {lead, 1, true};

  const std::size_t bytes = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : 2;
  if (lead < 0xC2 || lead > 0xF4) return {lead, 1, false};
  char32_t code = lead & (bytes == 4 ? 0x07U : bytes == 3 ? 0x0FU : 0x1FU);
  for (std::size_t next = 1; next < bytes; ++next) {
    if ((byte(next) & 0xC0U) != 0x80U) return {lead, 1, false};
    code = (code << 6) | (byte(next) & 0x3FU);
  }
  const bool overlong = (bytes == 3 && code < 0x800) || (bytes == 4 && code < 0x10000);
  const bool surrogate = code >= 0xD800 && code <= 0xDFFF;
  if (overlong || surrogate || code > 0x10FFFF) return {lead, 1, false};
  return {code, bytes, true};
}

bool is_invisible(char32_t code) {
  for (const Span& span : invisible)
    if (code >= span.first && code <= span.last) return true;
  return code > 0xE0FFF;  // private use and beyond
}

std::string code_point(char32_t code) {
  constexpr std::string_view digits = "0123456789abcdef";
  std::string text;
  for (; code != 0 || text.empty(); code >>= 4) text.insert(text.begin(), digits[code & 0xF]);
  return "\\u{" + text + "}";
}

std::size_t length_in_characters(std::string_view text) {
  std::size_t length = 0;
  for (std::size_t at = 0; at < text.size(); at += character_at(text, at).bytes) ++length;
  return length;
}

}  // namespace scenarios
