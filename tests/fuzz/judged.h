// What must be true of every complaint, whatever bytes it is about: it has all its parts, and shows
// nothing that could move a cursor or turn the direction of writing.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "scenarios/diagnostic.h"
#include "scenarios/utf8.h"
#include "sim/kernel/expects.h"

namespace fuzz {

inline void judge(const scenarios::ScenarioError& error) {
  sim::expects(!error.diagnostics().empty(), "an error says what is wrong");
  for (const scenarios::Diagnostic& one : error.diagnostics()) {
    sim::expects(!one.what.empty() && !one.action.empty(), "a complaint says what and what to do");
    sim::expects(!one.rule.empty() || one.what.back() == '?', "a complaint gives its rule");
  }
  const std::string_view said = error.what();
  for (std::size_t at = 0; at < said.size();) {
    const scenarios::Character character = scenarios::character_at(said, at);
    sim::expects(character.valid, "a message is UTF-8");
    sim::expects(character.code == '\n' || !scenarios::is_invisible(character.code),
                 "a message is made of characters that show");
    at += character.bytes;
  }
}

inline std::string text_of(const std::uint8_t* bytes, std::size_t size) {
  return {reinterpret_cast<const char*>(bytes), size};
}

}  // namespace fuzz
