#include "scenarios/node.h"

#include <algorithm>
#include <cstdint>
#include <utility>

#include "scenarios/register.h"

namespace scenarios {

Node::Node() = default;
Node::Node(Value value, Place place) : value_(std::move(value)), place_(std::move(place)) {}
Node::Node(const Node&) = default;
Node::Node(Node&&) noexcept = default;
Node& Node::operator=(const Node&) = default;
Node& Node::operator=(Node&&) noexcept = default;
Node::~Node() = default;

const Entry* Node::entry(std::string_view key) const {
  const Table* table = as<Table>();
  if (table == nullptr) return nullptr;
  const auto found = std::find_if(table->begin(), table->end(),
                                  [key](const Entry& entry) { return entry.key == key; });
  return found == table->end() ? nullptr : &*found;
}

Node* Node::find(std::string_view key) {
  Table* table = as<Table>();
  if (table == nullptr) return nullptr;
  const auto found = std::find_if(table->begin(), table->end(),
                                  [key](const Entry& entry) { return entry.key == key; });
  return found == table->end() ? nullptr : &found->value;
}

const Node* Node::find(std::string_view key) const {
  const Entry* found = entry(key);
  return found == nullptr ? nullptr : &found->value;
}

bool Node::is_estimate() const {
  if (find("value") != nullptr || find("values") != nullptr) return true;
  if (find("source") == nullptr) return false;
  const Table& table = *as<Table>();
  return std::all_of(table.begin(), table.end(), [](const Entry& entry) {
    const bool label = entry.key == "source" || entry.key == "note" || entry.key == "unit";
    return label || entry.value.as<double>() != nullptr ||
           entry.value.as<std::int64_t>() != nullptr || entry.value.is_estimate();
  });
}

bool Node::is_steps() const {
  const Array* array = as<Array>();
  if (array == nullptr || array->empty()) return false;
  const auto dated = [](const Node& step) {
    const Node* from = step.find("from");
    return from != nullptr && from->as<sim::Date>() != nullptr;
  };
  return (dated(array->front()) || array->front().is_estimate()) &&
         std::all_of(array->begin() + 1, array->end(), dated);
}

bool Node::is_identified() const {
  const Array* array = as<Array>();
  return array != nullptr && !array->empty() &&
         std::all_of(array->begin(), array->end(), [](const Node& element) {
           const Node* id = element.find("id");
           return id != nullptr && id->as<std::string>() != nullptr;
         });
}

std::string shown(const Node& node) {
  if (const auto* text = node.as<std::string>()) return "\"" + shown(*text) + "\"";
  if (const auto* whole = node.as<std::int64_t>()) return std::to_string(*whole);
  if (const auto* real = node.as<double>()) return number_text(*real);
  if (const auto* truth = node.as<bool>()) return *truth ? "true" : "false";
  if (const auto* date = node.as<sim::Date>()) return sim::to_string(*date);
  if (node.as<Array>() != nullptr) return "[...]";
  return "{...}";
}

}  // namespace scenarios
