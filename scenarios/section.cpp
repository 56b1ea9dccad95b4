#include "scenarios/section.h"

#include <algorithm>
#include <filesystem>
#include <map>
#include <utility>

#include "scenarios/limits.h"
#include "scenarios/spelling.h"

namespace scenarios {
namespace {

const Node nothing;

bool is_id(const std::string& text) {
  return !text.empty() && text.size() <= 60 &&
         text.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789-_") == std::string::npos;
}

std::string listed(const std::vector<std::string>& names) {
  constexpr std::size_t most = 12;
  std::string text;
  std::size_t count = 0;
  for (const std::string& name : names) {
    if (++count > most) return text + ", ...";
    text += (text.empty() ? "" : ", ") + name;
  }
  return text;
}

}  // namespace

std::string in_line(const Place& place, const Place& seen_from) {
  std::string text = " in line " + std::to_string(place.line);
  if (place.file() != seen_from.file())
    text += " of " + escaped(std::filesystem::path(place.file()).filename().string());
  return text;
}

void Reading::judge() const {
  if (!problems.empty()) throw ScenarioError(problems);
}

Section::Section(const Node& table, Reading& reading) : Section(table, reading, {}, {}, {}) {}

Section::Section(const Node& table, Reading& reading, std::string path, std::string tables,
                 std::string owner)
    : table_(&table),
      reading_(&reading),
      path_(std::move(path)),
      tables_(std::move(tables)),
      owner_(std::move(owner)) {}

Section Section::below(const Node& table, std::string_view key) const {
  const std::string name = spelled(key);
  return {table, *reading_, path_of(key), tables_.empty() ? name : tables_ + "." + name, owner_};
}

Section Section::element(const Node& table, std::string_view key, const std::string& id) const {
  const std::string within = place_in_words();
  Section section(table, *reading_, path_of(key) + "[" + id + "]", {},
                  std::string(key) + " \"" + id + "\"" + (within.empty() ? "" : " of " + within));
  section.id_ = id;
  return section;
}

Section Section::step(const Node& table, std::string_view key, std::size_t number) const {
  const std::string within = place_in_words();
  return {table,
          *reading_,
          path_of(key),
          {},
          "step " + std::to_string(number + 1) + " of " + spelled(key) +
              (within.empty() ? "" : " of " + within)};
}

std::string Section::path_of(std::string_view key) const {
  return path_ + (path_.empty() ? "" : ".") + spelled(key);
}

/// The path as a header writes it, where elements have no names.
std::string Section::header_of(std::string_view key) const {
  std::string header;
  bool within = false;
  for (const char letter : path_of(key)) {
    if (letter == '[') within = true;
    if (!within) header += letter;
    if (letter == ']') within = false;
  }
  return header;
}

std::string Section::told(std::string_view key, std::string_view by) const {
  const Node* found = table_->find(key);
  const Node* other = table_->find(by);
  if (found == nullptr) return spelled(key);
  return spelled(key) + " = " + shown(*found) +
         in_line(found->place(), (other != nullptr ? other : found)->place());
}

bool Section::is_good(std::string_view key) const {
  const std::string path = path_of(key);
  for (auto near = reading_->wrong.lower_bound(path); near != reading_->wrong.end(); ++near) {
    if (near->compare(0, path.size(), path) != 0) break;
    const char after = near->size() > path.size() ? (*near)[path.size()] : '.';
    if (after == '.' || after == '[') return false;
  }
  return true;
}

std::string Section::place_in_words() const {
  if (tables_.empty()) return owner_;
  return "[" + tables_ + "]" + (owner_.empty() ? "" : " of " + owner_);
}

bool Section::has(std::string_view key) {
  know(key);
  return table_->find(key) != nullptr;
}

std::vector<std::string> Section::keys() const {
  std::vector<std::string> names;
  if (const Table* table = table_->as<Table>())
    for (const Entry& entry : *table) names.push_back(entry.key);
  return names;
}

Section::KnownKey& Section::know(std::string_view key) {
  const auto found = std::find_if(known_.begin(), known_.end(),
                                  [&](const KnownKey& one) { return one.name == key; });
  return found != known_.end() ? *found : known_.emplace_back(KnownKey{std::string(key)});
}

const Node* Section::look(std::string_view key) {
  know(key).read = true;
  return table_->find(key);
}

const Node* Section::require(std::string_view key, const std::string& rule) {
  const Node* found = look(key);
  if (found == nullptr) complain_missing(key, rule, "Write " + spelled(key) + " = ... here.");
  return found;
}

const Node* Section::require(std::string_view key, const Limits& limits) {
  const Node* found = look(key);
  // Words for the rule are looked for only where it is broken.
  return found != nullptr ? found : require(key, limits.rule());
}

void Section::note_problem(const Place& place, std::string key, std::string what, std::string rule,
                           std::string action) {
  if (reading_->problems.size() >= most_problems) return;
  reading_->wrong.insert(key);
  reading_->problems.push_back({.place = place,
                                .key = std::move(key),
                                .what = std::move(what),
                                .rule = std::move(rule),
                                .action = std::move(action)});
}

void Section::complain_at(const Node& at, std::string_view key, std::string rule,
                          std::string action) {
  const std::string where = place_in_words();
  note_problem(at.place(), path_of(key),
               spelled(key) + " = " + shown(at) + (where.empty() ? "" : " in " + where),
               std::move(rule), std::move(action));
}

void Section::complain_missing(std::string_view key, std::string rule, std::string action) {
  if (absent_) return;
  const std::string where = place_in_words();
  note_problem(table_->place(), path_of(key),
               spelled(key) + " is missing" + (where.empty() ? "" : " in " + where),
               std::move(rule), std::move(action));
}

void Section::complain(std::string_view key, std::string rule, std::string action) {
  if (!is_good(key)) return;
  if (const Node* at = table_->find(key)) {
    complain_at(*at, key, std::move(rule), std::move(action));
  } else {
    complain_missing(key, std::move(rule), std::move(action));
  }
}

void Section::finish() {
  const Table* table = table_->as<Table>();
  if (table == nullptr || absent_) return;
  const auto is_read = [&](const Entry& entry) {
    return std::any_of(known_.begin(), known_.end(),
                       [&](const KnownKey& one) { return one.read && one.name == entry.key; });
  };
  if (std::all_of(table->begin(), table->end(), is_read)) return;
  std::set<std::string> names;
  for (const KnownKey& one : known_) names.insert(one.name);
  const std::vector<std::string> known(names.begin(), names.end());
  const std::string where = place_in_words();
  for (const Entry& entry : *table) {
    if (is_read(entry)) continue;
    std::string what = "unknown key " + spelled(entry.key) + (where.empty() ? "" : " in " + where);
    if (const auto near = nearest(entry.key, known)) {
      note_problem(entry.place, path_of(entry.key), what + "; did you mean " + *near + "?", {},
                   "Write " + *near + ", or take it out.");
    } else {
      note_problem(entry.place, path_of(entry.key), std::move(what),
                   known.empty() ? "must be left out" : "must be one of " + listed(known),
                   "Take it out.");
    }
  }
}

Section Section::section(std::string_view key) {
  const std::string action = "Write [" + header_of(key) + "] and its keys below it.";
  if (const Node* at = look(key)) {
    if (at->as<Table>() != nullptr) return below(*at, key);
    complain_at(*at, key, "must be a table", action);
  } else {
    complain_missing(key, "must be a table", action);
  }
  Section none = below(nothing, key);
  none.absent_ = true;
  return none;
}

std::optional<Section> Section::optional_section(std::string_view key) {
  if (!has(key)) return std::nullopt;
  return section(key);
}

const Array* Section::array(const Node& at, std::string_view key, const std::string& of) {
  const Array* found = at.as<Array>();
  if (found == nullptr) {
    complain_at(at, key, "must be " + of, "Put it in [ ].");
  } else if (found->size() > longest_array) {
    complain_at(at, key,
                "must have at most " + grouped(std::int64_t{longest_array}) + " elements, not " +
                    grouped(static_cast<std::int64_t>(found->size())),
                "Shorten it.");
    found = nullptr;
  }
  return found;
}

std::vector<Section> Section::tables(std::string_view key) {
  std::vector<Section> found;
  const Node* at = require(key, "must be one or more tables");
  const Array* elements = at == nullptr ? nullptr : array(*at, key, "one or more tables");
  if (elements == nullptr) return found;
  if (elements->empty()) complain_at(*at, key, "must be one or more tables", "Write one.");
  for (const Node& table : *elements) {
    if (table.as<Table>() == nullptr) {
      complain_at(table, key, "must be a table", "Put it in { }.");
      continue;
    }
    const std::string within = place_in_words();
    found.push_back({table,
                     *reading_,
                     path_of(key),
                     {},
                     spelled(key) + " " + std::to_string(found.size() + 1) +
                         (within.empty() ? "" : " of " + within)});
  }
  return found;
}

std::vector<Section> Section::sections(std::string_view key) {
  std::vector<Section> found;
  const Node* at = look(key);
  if (at == nullptr) return found;
  const std::string name(key);
  const Array* elements = array(*at, key, "one or more [[" + name + "]] tables");
  if (elements == nullptr) return found;

  std::map<std::string, std::uint32_t> lines;
  for (const Node& table : *elements) {
    if (table.as<Table>() == nullptr) {
      complain_at(table, key, "must be a [[" + name + "]] table", "Write [[" + name + "]].");
      continue;
    }
    Section unnamed(table, *reading_, path_of(key), {}, "[[" + name + "]]");
    const Node* id = unnamed.require("id", "must be the name of this " + name);
    if (id == nullptr) continue;
    const auto text = unnamed.words(*id, "id", longest_text);
    if (!text) continue;
    if (!is_id(*text)) {
      note_problem(id->place(), path_of(key), "id = \"" + spelled(*text) + "\" in [[" + name + "]]",
                   "must be made of a to z, 0 to 9, - and _, at most 60",
                   "Choose a plain id; the name can be anything.");
      continue;
    }
    const auto [first, fresh] = lines.try_emplace(*text, id->place().line);
    if (!fresh) {
      unnamed.complain_at(*id, "id",
                          "must be given once, and is in line " + std::to_string(first->second),
                          "Rename one of the two.");
      continue;
    }
    found.push_back(element(table, key, *text));
    found.back().look("id");
  }
  return found;
}

}  // namespace scenarios
