// What is wrong with a scenario, said so that its author can mend it.
//
// A diagnostic has four parts: where, what, the rule that is broken, and one action. Problems are
// collected while a scenario is read and thrown together, so that one run shows them all.
// Text that came from a file is escaped and cut before it is shown: a scenario cannot forge a line
// of the terminal or of a log.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

namespace scenarios {

/// One file as it was read, kept so that a message can show the line it is about.
struct Source {
  std::string name;  ///< As the user would open it.
  std::string text;  ///< UTF-8 without byte order mark; lines end in \n. Empty: not to be shown.

  /// Line `number`, counted from 1, without its end; empty when there is none.
  std::string_view line(std::uint32_t number) const;
};

/// Where something stands: line and column count from 1, the column in characters.
/// Line 0 means the file as a whole.
struct Place {
  std::shared_ptr<const Source> source{};
  std::uint32_t line = 0;
  std::uint32_t column = 0;
  std::uint32_t width = 1;  ///< [characters] on that line.

  std::string file() const { return source ? source->name : std::string{}; }
};

struct Diagnostic {
  Place place{};
  std::string key{};  ///< The whole path of the key, such as provider[aspire].places; may be empty.
  std::string what{};    ///< Key and value, such as `places = -1 in provider "aspire"`.
  std::string rule{};    ///< With its limits: `must be 0 to 100,000`.
  std::string action{};  ///< One thing to do; may be empty.
};

/// FILE:LINE:COLUMN: error: WHAT: RULE, then the line itself, a caret and the action.
std::string render(const Diagnostic& diagnostic);

/// Everything that is wrong with a scenario, at once; what() shows the first 20.
class ScenarioError : public std::runtime_error {
 public:
  static constexpr std::size_t most_shown = 20;

  /// Requires: at least one diagnostic. Ensures: they are in order of file, line and column.
  explicit ScenarioError(std::vector<Diagnostic> diagnostics);

  const std::vector<Diagnostic>& diagnostics() const { return *diagnostics_; }

 private:
  std::shared_ptr<const std::vector<Diagnostic>> diagnostics_;  // copying an error must not throw
};

/// `text` made safe to show: control and invisible characters as \u{202e}, cut to 60 characters.
std::string shown(std::string_view text);

/// The same without the cut: for file names, which editors must be able to open.
std::string escaped(std::string_view text);

/// 1234567 as 1,234,567.
std::string grouped(std::int64_t number);

}  // namespace scenarios
