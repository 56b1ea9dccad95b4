#include "scenarios/toml_parser.h"

#include <algorithm>
#include <cmath>
#include <exception>
#include <string>
#include <tuple>
#include <type_traits>
#include <utility>
#include <vector>

// A broken assertion of the parser's is an exception, in every build: without NDEBUG, because with
// it the parser tells the compiler to assume what it would have asserted.
#undef NDEBUG
namespace scenarios {
struct ParserGaveUp : std::exception {};
[[noreturn]] void parser_gave_up();
}  // namespace scenarios
#define TOML_HEADER_ONLY 1
#define TOML_ASSERT(expression)                       \
  do {                                                \
    if (!(expression)) ::scenarios::parser_gave_up(); \
  } while (false)

#include <toml++/toml.h>

#include "scenarios/prescan.h"
#include "scenarios/utf8.h"

namespace scenarios {

void parser_gave_up() {
  throw ParserGaveUp{};
}

namespace {

class Conversion {
 public:
  explicit Conversion(const std::shared_ptr<const Source>& source) : source_(source) {}

  Node node(const toml::node& from) {
    return from.visit([this](const auto& value) { return Node(this->value(value), place(value)); });
  }

  std::vector<Diagnostic> problems;

 private:
  Place place(const toml::source_region& region) const {
    Place at{.source = source_, .line = region.begin.line, .column = region.begin.column};
    if (region.end.line == region.begin.line && region.end.column > region.begin.column)
      at.width = region.end.column - region.begin.column;
    return at;
  }
  Place place(const toml::node& from) const { return place(from.source()); }

  Node::Value value(const toml::table& from) {
    Table table;
    for (const auto& [key, value] : from) {
      judge_text(key.str(), place(key.source()), "a key");
      table.push_back({std::string(key.str()), place(key.source()), node(value)});
    }
    std::stable_sort(table.begin(), table.end(), [](const Entry& a, const Entry& b) {
      return std::tie(a.place.line, a.place.column) < std::tie(b.place.line, b.place.column);
    });
    return table;
  }

  Node::Value value(const toml::array& from) {
    Array array;
    array.reserve(from.size());
    for (const toml::node& element : from) array.push_back(node(element));
    return array;
  }

  Node::Value value(const toml::value<std::string>& from) {
    judge_text(from.get(), place(from), "text");
    return from.get();
  }

  Node::Value value(const toml::value<double>& from) {
    if (!std::isfinite(from.get()))
      complain(place(from), "a number that is not finite", "must be a finite number",
               "Write a number, or leave the key out.");
    return from.get() + 0.0;  // no negative zero
  }

  Node::Value value(const toml::value<toml::date>& from) {
    const toml::date day = from.get();
    return sim::date(day.year, day.month, day.day);
  }

  template <class Scalar>
  Node::Value value(const toml::value<Scalar>& from) {
    if constexpr (std::is_same_v<Scalar, std::int64_t> || std::is_same_v<Scalar, bool>) {
      return from.get();
    } else {
      complain(place(from), "a time of day", "must be a date such as 2016-09-01",
               "Write the date alone.");
      return std::string{};
    }
  }

  /// An escape can write what the file itself may not hold.
  void judge_text(std::string_view text, const Place& at, const std::string& what) {
    for (std::size_t i = 0; i < text.size();) {
      const Character character = character_at(text, i);
      const bool layout =
          character.code == '\n' || character.code == '\t' || character.code == 0xA0;
      if (!character.valid || (is_invisible(character.code) && !layout)) {
        complain(at, what + " with " + code_point(character.code),
                 "must be made of characters that show", "Take the character out.");
        return;
      }
      i += character.bytes;
    }
  }

  void complain(const Place& at, std::string what, std::string rule, std::string action) {
    problems.push_back({.place = at,
                        .key = {},
                        .what = std::move(what),
                        .rule = std::move(rule),
                        .action = std::move(action)});
  }

  const std::shared_ptr<const Source>& source_;
};

[[noreturn]] void refuse(Place at, std::string rule) {
  throw ScenarioError({{.place = std::move(at),
                        .key = {},
                        .what = "not TOML",
                        .rule = std::move(rule),
                        .action = "Compare the line with one that works."}});
}

toml::table parsed(const std::shared_ptr<const Source>& source) {
  try {
    return toml::parse(std::string_view(source->text));
  } catch (const toml::parse_error& error) {
    const toml::source_position at = error.source().begin;
    const Place place{.source = source, .line = at.line, .column = at.column};
    std::string_view reason = error.description();
    if (const auto colon = reason.find(": "); colon != std::string_view::npos)
      reason.remove_prefix(colon + 2);  // "Error while parsing ...: "
    refuse(place, shown(reason));
  } catch (const ParserGaveUp&) {
    refuse({.source = source}, "must be a TOML file that the parser understands");
  }
}

}  // namespace

Node parse_toml(const std::shared_ptr<const Source>& source) {
  std::vector<Diagnostic> problems = prescan(source);
  if (problems.empty()) {
    const toml::table table = parsed(source);
    Conversion conversion(source);
    Node root = conversion.node(table);
    if (conversion.problems.empty()) {
      return Node(std::move(*root.as<Table>()), {.source = source, .line = 1, .column = 1});
    }
    problems = std::move(conversion.problems);
  }
  throw ScenarioError(std::move(problems));
}

}  // namespace scenarios
