#include "scenarios/hybrid.h"

#include <algorithm>
#include <optional>
#include <string_view>
#include <utility>

namespace scenarios {
namespace {

bool is_label(std::string_view key) {
  return key == "source" || key == "note" || key == "name" || key == "about" || key == "authority";
}

/// What an element or a table is called.
bool is_told(std::string_view key) {
  return is_label(key) || key == "id";
}

/// But for labels.
bool same(const Node& a, const Node& b);

bool has_all_of(const Table& a, const Node& b) {
  return std::all_of(a.begin(), a.end(), [&](const Entry& entry) {
    if (is_label(entry.key)) return true;
    const Node* other = b.find(entry.key);
    return other != nullptr && same(entry.value, *other);
  });
}

std::optional<double> number_of(const Node& node) {
  if (const auto* whole = node.as<std::int64_t>()) return static_cast<double>(*whole);
  if (const auto* real = node.as<double>()) return *real;
  return std::nullopt;
}

template <class Kind>
bool same_as(const Node& a, const Node& b) {
  const Kind* one = a.as<Kind>();
  const Kind* other = b.as<Kind>();
  return one != nullptr && other != nullptr && *one == *other;
}

bool same(const Node& a, const Node& b) {
  const auto* table = a.as<Table>();
  const auto* other_table = b.as<Table>();
  if (table != nullptr && other_table != nullptr)
    return has_all_of(*table, b) && has_all_of(*other_table, a);
  const auto* array = a.as<Array>();
  const auto* other_array = b.as<Array>();
  if (array != nullptr && other_array != nullptr)
    return std::equal(array->begin(), array->end(), other_array->begin(), other_array->end(), same);
  if (const auto number = number_of(a)) return number == number_of(b);
  return same_as<std::string>(a, b) || same_as<bool>(a, b) || same_as<sim::Date>(a, b);
}

/// A table whose keys differ one by one, unlike an estimate.
bool is_open(const Node& node) {
  return node.as<Table>() != nullptr && !node.is_estimate();
}

const std::string& id_of(const Node& element) {
  return *element.find("id")->as<std::string>();
}

const Node* element_of(const Node* array, const std::string& id) {
  if (array == nullptr) return nullptr;
  for (const Node& element : *array->as<Array>())
    if (id_of(element) == id) return &element;
  return nullptr;
}

/// Walks both trees at once; either side may be missing.
class Walk {
 public:
  explicit Walk(const std::function<bool(const std::string& key)>& takes) : takes_(takes) {}

  /// Nothing where the hybrid has none.
  std::optional<Node> mixed(const Node* base, const Node* option, const std::string& key) {
    const Node* const one = base != nullptr ? base : option;
    const Node* const other = base != nullptr ? option : nullptr;
    if (one == nullptr) return std::nullopt;
    const auto both = [&](auto is) { return is(*one) && (other == nullptr || is(*other)); };
    if (both(is_open)) return mixed_tables(base, option, key);
    if (both([](const Node& node) { return node.is_identified(); }))
      return mixed_by_id(base, option, key);
    if (other != nullptr && same(*one, *other)) return *one;
    changed_.push_back(key);
    const Node* taken = takes_(key) ? option : base;
    return taken == nullptr ? std::nullopt : std::optional(*taken);
  }

  std::vector<std::string> take_changed() { return std::move(changed_); }

 private:
  std::optional<Node> mixed_tables(const Node* base, const Node* option, const std::string& key) {
    Table table;
    const Node* both[] = {base, option};
    for (const Node* side : both) {
      if (side == nullptr) continue;
      for (const Entry& entry : *side->as<Table>()) {
        const Node* in_base = base == nullptr ? nullptr : base->find(entry.key);
        if (side == option && in_base != nullptr) continue;
        const Node* in_option = option == nullptr ? nullptr : option->find(entry.key);
        if (is_told(entry.key) || (key.empty() && entry.key == "lever")) continue;
        const std::string path = key.empty() ? entry.key : key + "." + entry.key;
        if (auto value = mixed(in_base, in_option, path))
          table.push_back({entry.key, entry.place, std::move(*value)});
      }
    }
    if (table.empty() && (base == nullptr || option == nullptr)) return std::nullopt;
    const Node& names = base != nullptr ? *base : *option;
    for (const Entry& entry : *names.as<Table>())
      if (is_told(entry.key)) table.push_back(entry);
    return Node(std::move(table), names.place());
  }

  std::optional<Node> mixed_by_id(const Node* base, const Node* option, const std::string& key) {
    Array array;
    const Node* both[] = {base, option};
    for (const Node* side : both) {
      if (side == nullptr) continue;
      for (const Node& element : *side->as<Array>()) {
        const std::string& id = id_of(element);
        const Node* in_base = element_of(base, id);
        if (side == option && in_base != nullptr) continue;
        if (auto mix = mixed(in_base, element_of(option, id),
                             std::string(key).append("[").append(id).append("]")))
          array.push_back(std::move(*mix));
      }
    }
    if (array.empty()) return std::nullopt;
    return Node(std::move(array), (base != nullptr ? base : option)->place());
  }

  const std::function<bool(const std::string& key)>& takes_;
  std::vector<std::string> changed_;
};

}  // namespace

std::vector<std::string> changed_keys(const Document& base, const Document& option) {
  const std::function<bool(const std::string&)> none = [](const std::string&) { return false; };
  Walk walk(none);
  static_cast<void>(walk.mixed(&base.root, &option.root, ""));
  return walk.take_changed();
}

Document hybrid(const Document& base, const Document& option,
                const std::function<bool(const std::string& key)>& takes) {
  Document made;
  made.files = base.files;
  made.posterior = base.posterior;
  Walk walk(takes);
  if (auto root = walk.mixed(&base.root, &option.root, "")) made.root = std::move(*root);
  return made;
}

}  // namespace scenarios
