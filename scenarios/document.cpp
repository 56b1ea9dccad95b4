#include "scenarios/document.h"

#include <algorithm>
#include <map>
#include <system_error>
#include <utility>

#include "scenarios/source_file.h"
#include "scenarios/toml_parser.h"

namespace scenarios {
namespace {

namespace fs = std::filesystem;

Node merged(const Node& base, const Node& option);

Node merged_tables(const Node& base, const Node& option) {
  Table table = *base.as<Table>();
  for (const Entry& entry : *option.as<Table>()) {
    const auto known = std::find_if(table.begin(), table.end(),
                                    [&](const Entry& one) { return one.key == entry.key; });
    if (known == table.end()) {
      table.push_back(entry);
    } else {
      *known = {entry.key, entry.place, merged(known->value, entry.value)};
    }
  }
  return {std::move(table), option.place()};
}

const std::string& id_of(const Node& element) {
  return *element.find("id")->as<std::string>();
}

/// The base's elements in their order, then the new ones. An id that the option gives twice stays
/// twice, for the reader to refuse.
Node merged_by_id(const Node& base, const Node& option) {
  Array array = *base.as<Array>();
  std::map<std::string, std::size_t> in_base;
  for (std::size_t i = 0; i < array.size(); ++i) in_base.try_emplace(id_of(array[i]), i);
  for (const Node& element : *option.as<Array>()) {
    const auto known = in_base.find(id_of(element));
    if (known == in_base.end()) {
      array.push_back(element);
    } else {
      array[known->second] = merged(array[known->second], element);
      in_base.erase(known);
    }
  }
  return {std::move(array), option.place()};
}

const sim::Date* from_of(const Node& step) {
  const Node* from = step.find("from");
  return from == nullptr ? nullptr : from->as<sim::Date>();
}

/// The base until the option's first step, then the option.
Node overlaid(const Node& base, const Node& option) {
  const Array& steps = *option.as<Array>();
  const sim::Date* start = from_of(steps.front());
  if (start == nullptr) return option;

  const auto* base_steps = base.as<Array>();
  Array array;
  for (const Node& step : base_steps != nullptr ? *base_steps : Array{base}) {
    const sim::Date* from = from_of(step);
    if (from == nullptr || *from < *start) array.push_back(step);
  }
  array.insert(array.end(), steps.begin(), steps.end());
  return {std::move(array), option.place()};
}

Node merged(const Node& base, const Node& option) {
  const bool tables = base.as<Table>() != nullptr && option.as<Table>() != nullptr;
  if (tables && !base.is_estimate() && !option.is_estimate()) return merged_tables(base, option);
  if (base.is_identified() && option.is_identified()) return merged_by_id(base, option);
  if (option.is_steps() && (base.is_steps() || base.is_estimate())) return overlaid(base, option);
  return option;
}

/// The value of `extends`, judged where it stands.
class Extension {
 public:
  Extension(const Node& at, const fs::path& asking) : at_(at), asking_(asking) {}

  /// The file named: relative, in the same folder or below, reached by no link that leads away.
  fs::path file() const {
    const auto* name = at_.as<std::string>();
    if (name == nullptr || !is_plain(*name)) refuse_name();
    const fs::path folder = asking_.parent_path();
    std::error_code failed;
    const fs::path home = fs::canonical(folder.empty() ? fs::path(".") : folder, failed);
    if (failed) refuse_name();
    const fs::path target = fs::weakly_canonical(home / *name, failed);
    if (failed) refuse_name();
    const fs::path inside = target.lexically_relative(home);
    if (inside.empty() || *inside.begin() == "..") refuse_name();
    return (folder / *name).lexically_normal();
  }

  [[noreturn]] void refuse(const std::string& what, std::string rule, std::string action) const {
    throw ScenarioError({{.place = at_.place(),
                          .key = "extends",
                          .what = "extends = " + shown(at_) + what,
                          .rule = std::move(rule),
                          .action = std::move(action)}});
  }

  /// Reads `file` and says nothing of what is in it unless it is a scenario.
  Node read(const fs::path& file) const {
    try {
      return parse_toml(read_source(file));
    } catch (const fs::filesystem_error&) {
      refuse("", "must name a file that is there and can be read", "Check the name.");
    } catch (const ScenarioError& error) {
      Diagnostic first = error.diagnostics().front();
      first.place.source =
          std::make_shared<const Source>(Source{.name = file.string(), .text = {}});
      first.key = "extends";
      first.what = "not a scenario file";
      first.rule = "must be one to be extended";
      first.action = "Check that file by itself to see what is wrong in it.";
      throw ScenarioError({first});
    }
  }

 private:
  static bool is_plain(const std::string& name) {
    const bool named = name.size() > 5 && name.size() <= 200 && name.ends_with(".toml");
    if (!named || name.find_first_of("\\:~\n\t") != std::string::npos) return false;
    const fs::path path(name);
    return path.is_relative() && std::none_of(path.begin(), path.end(),
                                              [](const fs::path& part) { return part == ".."; });
  }

  [[noreturn]] void refuse_name() const {
    refuse("", "must be the name of a .toml file in the same folder or below",
           "Write the name alone, such as extends = \"history.toml\".");
  }

  const Node& at_;
  const fs::path& asking_;
};

/// The chain of files read so far, and of `next` that is asked for.
std::string chain(const std::vector<fs::path>& files, std::size_t first, const fs::path& next) {
  std::string text;
  for (std::size_t i = first; i < files.size(); ++i)
    text += escaped(files[i].filename().string()) + " -> ";
  return text + escaped(next.filename().string());
}

void refuse_circle(const Extension& extension, const std::vector<fs::path>& files,
                   const fs::path& next) {
  for (std::size_t i = 0; i < files.size(); ++i) {
    std::error_code failed;
    if (!fs::equivalent(files[i], next, failed)) continue;
    extension.refuse(" closes a circle, " + chain(files, i, next),
                     "must lead to a file that extends nothing", "Take one of these lines out.");
  }
  if (files.size() >= longest_chain)
    extension.refuse(" makes a chain of more than " + std::to_string(longest_chain) + " files",
                     "must be at most " + std::to_string(longest_chain), "Extend a nearer file.");
}

}  // namespace

Document load(const fs::path& file) {
  Document document;
  document.files.push_back(file);
  std::vector<Node> roots{parse_toml(read_source(file))};
  while (const Node* asks = roots.back().find("extends")) {
    const Extension extension(*asks, document.files.back());
    fs::path next = extension.file();
    refuse_circle(extension, document.files, next);
    Node root = extension.read(next);
    roots.push_back(std::move(root));
    document.files.push_back(std::move(next));
  }
  document.root = std::move(roots.back());
  for (std::size_t i = roots.size() - 1; i-- > 0;) document.root = merged(document.root, roots[i]);

  Table& table = *document.root.as<Table>();
  std::erase_if(table, [](const Entry& entry) { return entry.key == "extends"; });
  return document;
}

Document parse(const std::string& text, std::string name) {
  Document document;
  document.files.emplace_back(name);
  document.root = parse_toml(source_from(text, std::move(name)));
  if (const Node* asks = document.root.find("extends"))
    Extension(*asks, document.files.back())
        .refuse("", "must not be in a scenario that is not a file",
                "Save the scenario beside the file it extends.");
  return document;
}

}  // namespace scenarios
