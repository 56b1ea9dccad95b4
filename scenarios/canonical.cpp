// Document::canonical_text: one tree, one text.
#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

#include "scenarios/document.h"
#include "scenarios/register.h"
#include "scenarios/spelling.h"
#include "scenarios/utf8.h"

namespace scenarios {
namespace {

std::string key_text(const std::string& key) {
  const bool bare = !key.empty() && key.find_first_not_of(
                                        "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
                                        "0123456789_-") == std::string::npos;
  return bare ? key : in_quotes(key);
}

/// The fields of an estimate as people write them, then every other key by name.
std::size_t rank(const std::string& key) {
  const std::vector<std::string> first{"id",   "from", "value",  "values", "low",
                                       "high", "unit", "source", "note"};
  return static_cast<std::size_t>(std::find(first.begin(), first.end(), key) - first.begin());
}

std::vector<const Entry*> in_order(const Table& table) {
  std::vector<const Entry*> entries;
  for (const Entry& entry : table) entries.push_back(&entry);
  std::sort(entries.begin(), entries.end(), [](const Entry* a, const Entry* b) {
    return std::pair(rank(a->key), a->key) < std::pair(rank(b->key), b->key);
  });
  return entries;
}

std::string inline_text(const Node& node);

std::string inline_text(const Table& table) {
  std::string text;
  for (const Entry* entry : in_order(table))
    text += (text.empty() ? " " : ", ") + key_text(entry->key) + " = " + inline_text(entry->value);
  return "{" + text + (text.empty() ? "}" : " }");
}

std::string inline_text(const Array& array) {
  const bool tables = std::any_of(array.begin(), array.end(), [](const Node& element) {
    return element.as<Table>() != nullptr;
  });
  std::string text;
  for (const Node& element : array) {
    if (tables)
      text += "\n  ";
    else if (!text.empty())
      text += ", ";
    text += inline_text(element);
    if (tables) text += ",";
  }
  return "[" + text + (tables ? "\n]" : "]");
}

std::string inline_text(const Node& node) {
  if (const auto* table = node.as<Table>()) return inline_text(*table);
  if (const auto* array = node.as<Array>()) return inline_text(*array);
  if (const auto* text = node.as<std::string>()) return in_quotes(*text);
  if (const auto* whole = node.as<std::int64_t>()) return std::to_string(*whole);
  if (const auto* truth = node.as<bool>()) return *truth ? "true" : "false";
  if (const auto* date = node.as<sim::Date>()) return sim::to_string(*date);
  const std::string number = number_text(*node.as<double>());
  return number.find_first_of(".e") == std::string::npos ? number + ".0" : number;
}

bool has_own_header(const Node& node) {
  return (node.as<Table>() != nullptr && !node.is_estimate()) || node.is_identified();
}

void write_table(std::string& text, const std::string& path, const Table& table) {
  for (const Entry* entry : in_order(table))
    if (!has_own_header(entry->value))
      text += key_text(entry->key) + " = " + inline_text(entry->value) + "\n";
  for (const Entry* entry : in_order(table)) {
    if (!has_own_header(entry->value)) continue;
    const std::string name = path + (path.empty() ? "" : ".") + key_text(entry->key);
    if (const auto* inner = entry->value.as<Table>()) {
      const bool implied = !inner->empty() &&
                           std::all_of(inner->begin(), inner->end(),
                                       [](const Entry& one) { return has_own_header(one.value); });
      if (!implied) text += "\n[" + name + "]\n";
      write_table(text, name, *inner);
      continue;
    }
    for (const Node& element : *entry->value.as<Array>()) {
      text += "\n[[" + name + "]]\n";
      write_table(text, name, *element.as<Table>());
    }
  }
}

}  // namespace

std::string Document::canonical_text() const {
  std::string text;
  write_table(text, "", *root.as<Table>());
  return text;
}

}  // namespace scenarios
