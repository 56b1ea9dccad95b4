// A scenario file as a tree in which every key and every value knows where it stands.
//
// Our own rather than the parser's: it outlives the file, it can be merged over a base without
// losing where each value came from, and no other layer need know which parser was used.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "scenarios/diagnostic.h"
#include "sim/kernel/instant.h"

namespace scenarios {

class Node;
struct Entry;

/// Entries in the order of the file; no key twice.
using Table = std::vector<Entry>;
using Array = std::vector<Node>;

class Node {
 public:
  using Value = std::variant<Table, Array, std::string, std::int64_t, double, bool, sim::Date>;

  Node();  ///< An empty table, placed nowhere.
  Node(Value value, Place place);
  Node(const Node&);
  Node(Node&&) noexcept;
  Node& operator=(const Node&);
  Node& operator=(Node&&) noexcept;
  ~Node();

  const Place& place() const { return place_; }

  template <class Kind>
  const Kind* as() const {
    return std::get_if<Kind>(&value_);
  }
  template <class Kind>
  Kind* as() {
    return std::get_if<Kind>(&value_);
  }

  /// The value under `key`; null when there is none, or when this is not a table.
  const Node* find(std::string_view key) const;
  Node* find(std::string_view key);
  const Entry* entry(std::string_view key) const;

  /// True for a table that holds a `value` or `values`, or numbers under one `source`: one thing,
  /// whose parts are not to be had from different files.
  bool is_estimate() const;
  /// True for an array of tables, at least one, all of which after the first have a date `from`.
  bool is_steps() const;
  /// True for an array of tables, at least one, each with a text `id`.
  bool is_identified() const;

 private:
  Value value_;
  Place place_;
};

struct Entry {
  std::string key;
  Place place;  ///< Of the key.
  Node value;
};

/// The value as it would be written, escaped and cut for a message: -1, "70%", an array, a table.
std::string shown(const Node& node);

}  // namespace scenarios
