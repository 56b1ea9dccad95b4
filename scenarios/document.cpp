#include "scenarios/document.h"

#include <algorithm>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <system_error>
#include <utility>

#include "scenarios/merge.h"
#include "scenarios/source_file.h"
#include "scenarios/start_state_table.h"
#include "scenarios/toml_parser.h"
#include "sim/experiment/digest.h"

namespace scenarios {
namespace {

namespace fs = std::filesystem;

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

}  // namespace

Node merged(const Node& base, const Node& option) {
  const bool tables = base.as<Table>() != nullptr && option.as<Table>() != nullptr;
  if (tables && !base.is_estimate() && !option.is_estimate()) return merged_tables(base, option);
  if (base.is_identified() && option.is_identified()) return merged_by_id(base, option);
  if (option.is_steps() && (base.is_steps() || base.is_estimate())) return overlaid(base, option);
  return option;
}

namespace {

/// The value of a key that names another file, judged where it stands.
class NamedFile {
 public:
  /// `key` is the last part of `path`, which is how a register calls it.
  NamedFile(const Node& at, const fs::path& asking, std::string key, std::string path,
            std::string example)
      : at_(at),
        asking_(asking),
        key_(std::move(key)),
        path_(std::move(path)),
        example_(std::move(example)) {}

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
                          .key = path_,
                          .what = key_ + " = " + shown(at_) + what,
                          .rule = std::move(rule),
                          .action = std::move(action)}});
  }

  std::shared_ptr<const Source> read(const fs::path& file) const {
    try {
      return read_source(file);
    } catch (const fs::filesystem_error& error) {
      if (!is_fault_of_name(error)) throw;
      refuse("", "must name a file that is there and can be read", "Check the name.");
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
           "Write the name alone, such as " + key_ + " = \"" + example_ + "\".");
  }

  const Node& at_;
  const fs::path& asking_;
  std::string key_;
  std::string path_;
  std::string example_;
};

NamedFile extension(const Node& at, const fs::path& asking) {
  return {at, asking, "extends", "extends", "history.toml"};
}

/// Reads what is extended and says nothing of what is in it unless it is a scenario.
Node read_extended(const NamedFile& named, const fs::path& file) {
  try {
    return parse_toml(named.read(file));
  } catch (const ScenarioError& error) {
    Diagnostic first = error.diagnostics().front();
    if (first.key == "extends") throw;
    first.place.source = std::make_shared<const Source>(Source{.name = file.string(), .text = {}});
    first.key = "extends";
    first.what = "not a scenario file";
    first.rule = "must be one to be extended";
    first.action = "Check that file by itself to see what is wrong in it.";
    throw ScenarioError({first});
  }
}

/// Reads a scenario and, before it, whatever it extends; each file once.
class ReadingInOrder {
 public:
  explicit ReadingInOrder(Document& document) : document_(&document) {}

  void read(const fs::path& file, Node root) {
    document_->files.push_back(file);
    path_.push_back(file);
    if (const Node* asks = root.find("extends")) {
      if (const auto* several = asks->as<Array>(); several != nullptr && !several->empty())
        for (const Node& one : *several) read_base(one);
      else
        read_base(*asks);
    }
    path_.pop_back();
    document_->root = first_ ? std::move(root) : merged(document_->root, root);
    first_ = false;
  }

 private:
  void read_base(const Node& asks) {
    const fs::path asking = path_.back();
    const NamedFile named = extension(asks, asking);
    const fs::path next = named.file();
    refuse_circle(named, next);
    if (is_among(document_->files, next)) return;
    if (document_->files.size() >= longest_chain)
      named.refuse(" makes a chain of more than " + std::to_string(longest_chain) + " files",
                   "must be at most " + std::to_string(longest_chain), "Extend a nearer file.");
    read(next, read_extended(named, next));
  }

  static bool is_among(const std::vector<fs::path>& files, const fs::path& next) {
    return std::any_of(files.begin(), files.end(), [&](const fs::path& file) {
      std::error_code failed;
      return fs::equivalent(file, next, failed);
    });
  }

  void refuse_circle(const NamedFile& named, const fs::path& next) const {
    std::string chain;
    for (const fs::path& file : path_) {
      std::error_code failed;
      if (chain.empty() && !fs::equivalent(file, next, failed)) continue;
      chain += escaped(file.filename().string()) + " -> ";
    }
    if (chain.empty()) return;
    named.refuse(" closes a circle, " + chain + escaped(next.filename().string()),
                 "must lead to a file that extends nothing", "Take one of these lines out.");
  }

  Document* document_;
  std::vector<fs::path> path_;  ///< From the scenario to the file being read.
  bool first_ = true;
};

/// Reads the posterior that the scenario names. From here on it is known by what is in it: beside a
/// frozen scenario stands a frozen posterior, and another posterior makes another scenario.
void take_in_posterior(Document& document) {
  Node* uncertainty = document.root.find("uncertainty");
  Node* name = uncertainty != nullptr ? uncertainty->find("posterior") : nullptr;
  if (name == nullptr) return;
  const fs::path asking = name->place().file();
  const NamedFile named(*name, asking, "posterior", "uncertainty.posterior", "posterior.toml");
  document.posterior = named.read(named.file());
  *name = Node(posterior_file_name(sim::sha256(document.posterior->text)), name->place());
}

}  // namespace

std::string posterior_file_name(const std::string& digest) {
  return "posterior-" + digest.substr(0, 16) + ".toml";
}

namespace {

Document loaded(const fs::path& file) {
  Document document;
  ReadingInOrder(document).read(file, parse_toml(read_source(file)));
  std::erase_if(*document.root.as<Table>(),
                [](const Entry& entry) { return entry.key == "extends"; });
  take_in_start_state(document.root);
  return document;
}

}  // namespace

Document load(const fs::path& file) {
  Document document = loaded(file);
  take_in_posterior(document);
  return document;
}

Document load_unfitted(const fs::path& file) {
  Document document = loaded(file);
  std::erase_if(*document.root.as<Table>(),
                [](const Entry& entry) { return entry.key == "uncertainty"; });
  return document;
}

Document parse(const std::string& text, std::string name) {
  Document document;
  document.files.emplace_back(name);
  document.root = parse_toml(source_from(text, std::move(name)));
  if (const Node* asks = document.root.find("extends"))
    extension(*asks, document.files.back())
        .refuse("", "must not be in a scenario that is not a file",
                "Save the scenario beside the file it extends.");
  return document;
}

}  // namespace scenarios
