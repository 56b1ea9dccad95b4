#include "scenarios/futures.h"

#include <algorithm>
#include <chrono>
#include <functional>
#include <map>
#include <optional>
#include <string_view>
#include <utility>

#include "scenarios/diagnostic.h"
#include "scenarios/merge.h"
#include "scenarios/section.h"
#include "scenarios/source_file.h"
#include "scenarios/toml_parser.h"

namespace scenarios {
namespace {

constexpr std::int64_t longest_delay = 120;  // [months]

/// The overlays of a file by the id of their future, taken out of the tree: they are judged with
/// the scenarios that they are laid over.
std::map<std::string, Node> take_overlays(Node& root) {
  std::map<std::string, Node> overlays;
  Node* futures = root.find("future");
  if (futures == nullptr || !futures->is_identified()) return overlays;
  for (Node& future : *futures->as<Array>()) {
    const Node* overlay = future.find("overlay");
    if (overlay == nullptr || overlay->as<Table>() == nullptr) continue;
    overlays.emplace(*future.find("id")->as<std::string>(), *overlay);
    std::erase_if(*future.as<Table>(), [](const Entry& entry) { return entry.key == "overlay"; });
  }
  return overlays;
}

void read_ends(Section& section, Future& future) {
  auto ends = section.optional_section("ends");
  if (!ends) return;
  constexpr Word<bool> words[] = {{"low", false}, {"high", true}};
  for (const std::string& key : ends->keys())
    future.ends.push_back({.keys = key, .high = ends->choice(key, words)});
  ends->finish();
}

void read_later(Section& section, Future& future) {
  auto later = section.optional_section("later");
  if (!later) return;
  for (const std::string& key : later->keys()) {
    Section how = later->section(key);
    Future::Later read{.keys = key};
    read.months = static_cast<int>(how.whole_number("months", 1, longest_delay));
    read.from = how.date("from", sim::date(1980, 1, 1), sim::date(2150, 12, 31));
    how.finish();
    future.later.push_back(read);
  }
  later->finish();
}

using Leaf = std::function<void(Node& leaf, const std::string& key)>;

/// Calls `take` for every value, estimate or list of steps below `node`.
void each_leaf(Node& node, const std::string& key, const Leaf& take) {
  if (node.as<Table>() != nullptr && !node.is_estimate()) {
    for (Entry& entry : *node.as<Table>())
      each_leaf(entry.value, key.empty() ? entry.key : key + "." + entry.key, take);
  } else if (node.is_identified()) {
    for (Node& element : *node.as<Array>())
      each_leaf(element,
                std::string(key).append("[").append(*element.find("id")->as<std::string>()) + "]",
                take);
  } else {
    take(node, key);
  }
}

sim::Date later_by(sim::Date day, int months) {
  const std::chrono::year_month_day at{day};
  auto moved = at + std::chrono::months{months};
  if (!moved.ok()) moved = moved.year() / moved.month() / std::chrono::last;
  return sim::Date{moved};
}

/// Steps that begin on the day or after it begin later; those of the same order stay in it.
void move_steps(Node& steps, const Future::Later& later) {
  if (!steps.is_steps()) return;
  for (Node& step : *steps.as<Array>()) {
    Node* from = step.find("from");
    auto* day = from == nullptr ? nullptr : from->as<sim::Date>();
    if (day != nullptr && *day >= later.from) *day = later_by(*day, later.months);
  }
}

std::optional<Node> where_there_is(const Node& base, const Node& overlay);

/// What is asked of each element that is there: by its id, or of all.
Array elements_meant(const Array& base, const Array& overlay) {
  Array meant;
  for (const Node& there : base) {
    const Node& own = *there.find("id");
    std::optional<Node> all;
    for (const Node& asked : overlay) {
      const std::string& id = *asked.find("id")->as<std::string>();
      if (id != "*" && id != *own.as<std::string>()) continue;
      auto one = where_there_is(there, asked);
      if (!one) continue;
      *one->find("id") = own;
      all = all ? merged(*all, *one) : std::move(*one);
    }
    if (all) meant.push_back(std::move(*all));
  }
  return meant;
}

/// What of the overlay has something to lie on.
std::optional<Node> where_there_is(const Node& base, const Node& overlay) {
  if (base.as<Table>() != nullptr && overlay.as<Table>() != nullptr && !base.is_estimate() &&
      !overlay.is_estimate()) {
    Table table;
    for (const Entry& entry : *overlay.as<Table>()) {
      const Node* there = base.find(entry.key);
      const bool changes_what_is =
          (entry.value.as<Table>() != nullptr && !entry.value.is_estimate()) ||
          entry.value.is_identified() || entry.value.is_steps();
      if (there == nullptr && changes_what_is) continue;
      if (there == nullptr) {
        table.push_back(entry);
      } else if (auto value = where_there_is(*there, entry.value)) {
        table.push_back({entry.key, entry.place, std::move(*value)});
      }
    }
    if (table.empty()) return std::nullopt;
    return Node(std::move(table), overlay.place());
  }
  if (base.is_identified() && overlay.is_identified()) {
    Array meant = elements_meant(*base.as<Array>(), *overlay.as<Array>());
    if (meant.empty()) return std::nullopt;
    return Node(std::move(meant), overlay.place());
  }
  return overlay;
}

}  // namespace

std::vector<Future> read_futures(const std::filesystem::path& file) {
  Node root = parse_toml(read_source(file));
  auto overlays = take_overlays(root);
  Reading reading;
  Section top(root, reading);
  std::vector<Future> futures;
  for (Section& section : top.sections("future")) {
    Future future;
    future.id = section.id();
    future.words = section.text("words");
    future.source = section.text("source");
    future.structure = section.optional_text("structure").value_or("");
    read_ends(section, future);
    read_later(section, future);
    const auto overlay = overlays.find(future.id);
    if (overlay != overlays.end()) future.overlay = std::move(overlay->second);
    const bool does_something = !future.structure.empty() || !future.ends.empty() ||
                                !future.later.empty() || !future.overlay.as<Table>()->empty();
    if (!does_something)
      section.complain("ends", "must say what comes otherwise",
                       "Write [future.ends], [future.later], [future.overlay] or a structure.");
    section.finish();
    futures.push_back(std::move(future));
  }
  if (futures.empty())
    top.complain("future", "must be there: futures that may come", "Write [[future]] tables.");
  top.finish();
  reading.judge();
  return futures;
}

Document in_future(const Document& document, const Future& future) {
  Document made = document;
  if (const auto overlay = where_there_is(document.root, future.overlay))
    made.root = merged(made.root, *overlay);
  for (const Future::Later& later : future.later)
    each_leaf(made.root, "", [&](Node& leaf, const std::string& key) {
      if (fits(later.keys, key)) move_steps(leaf, later);
    });
  return made;
}

std::vector<Change> changes_in(const Future& future, const Register& assumptions) {
  std::vector<Change> changes;
  for (const Future::End& end : future.ends)
    for (const RegisterRow& row : assumptions.rows)
      if (row.ranged && row.estimate && fits(end.keys, row.key))
        changes.push_back({.keys = row.key,
                           .from = row.from,
                           .how = How::set,
                           .value = end.high ? row.estimate->high : row.estimate->low});
  return changes;
}

}  // namespace scenarios
