#include "tools/semh/run_folder.h"

#include <array>
#include <cstddef>
#include <cstdlib>
#include <ctime>
#include <set>
#include <string_view>
#include <utility>

#include <unistd.h>

#include "output/csv.h"
#include "scenarios/diagnostic.h"
#include "sim/experiment/digest.h"
#include "sim/experiment/disk.h"
#include "sim/experiment/journal.h"
#include "sim/experiment/manifest.h"
#include "tools/semh/commands.h"

namespace tools {
namespace {

namespace fs = std::filesystem;

constexpr const char* record_name = "run.toml";

std::string truth(bool value) {
  return value ? "true" : "false";
}

std::string in_quotes(const std::string& text) {
  std::string quoted = "\"";
  for (const char c : text) {
    if (c == '"' || c == '\\') quoted += '\\';
    quoted += c;
  }
  return quoted + "\"";
}

/// What fixes the numbers, as TOML. The names of files do not.
std::string identity_text(const RunIdentity& identity, bool with_files) {
  std::string text = "seed = " + std::to_string(identity.seed) +
                     "\nweekly = " + truth(identity.weekly) + "\nmodel = \"" + identity.model +
                     "\"\n";
  for (const auto& scenario : identity.scenarios) {
    text += "\n[[scenario]]\nid = " + in_quotes(scenario.id) + "\n";
    if (with_files) text += "file = \"" + scenario.file + "\"\n";
    text += "sha256 = \"" + scenario.digest + "\"\n";
  }
  return text;
}

std::string utc_text(std::time_t when, const char* format) {
  std::tm utc{};
  std::array<char, 32> text{};
  if (gmtime_r(&when, &utc) != nullptr) std::strftime(text.data(), text.size(), format, &utc);
  return text.data();
}

/// Now, or what SOURCE_DATE_EPOCH says, so that the same run can leave the same bytes.
std::string started() {
  std::time_t when = std::time(nullptr);
  if (const char* fixed = std::getenv("SOURCE_DATE_EPOCH")) {
    const std::string_view digits(fixed);
    if (!digits.empty() && digits.size() <= 11 &&
        digits.find_first_not_of("0123456789") == std::string_view::npos)
      when = static_cast<std::time_t>(std::strtoll(fixed, nullptr, 10));
  }
  return utc_text(when, "%Y-%m-%dT%H:%M:%SZ");
}

/// For whoever finds the folder in use.
std::string this_process() {
  std::array<char, 256> host{};
  if (gethostname(host.data(), host.size() - 1) != 0) host = {'?'};
  return "process " + std::to_string(getpid()) + " on host " + host.data() + " since " +
         utc_text(std::time(nullptr), "%Y-%m-%d %H:%M UTC");
}

std::string record_text(const RunIdentity& identity) {
  return "# What this folder holds a run of: all that fixes its numbers. The same command "
         "continues it.\nschema = \"semh.run-folder/1\"\nstarted = \"" +
         started() + "\"\nprogram = " + in_quotes(version_text()) + "\n" +
         identity_text(identity, true);
}

[[noreturn]] void refuse(const fs::path& folder, std::string why, std::string action) {
  scenarios::Diagnostic problem;
  problem.what = scenarios::escaped(folder.string());
  problem.rule = std::move(why);
  problem.action = std::move(action);
  throw scenarios::ScenarioError({problem});
}

constexpr const char* way_out =
    "Use another folder (-o), or --discard to throw the older run away.";

template <class Kind>
const Kind& field(const fs::path& folder, const scenarios::Node& table, const char* key) {
  const scenarios::Node* node = table.find(key);
  const Kind* value = node == nullptr ? nullptr : node->as<Kind>();
  if (value == nullptr) refuse(folder, std::string("its run.toml is damaged: no ") + key, way_out);
  return *value;
}

/// A frozen scenario has a plain name, whatever the record says.
bool is_frozen_name(const std::string& name) {
  return name.rfind("scenario-", 0) == 0 && name.find_first_of("/\\") == std::string::npos;
}

/// "pru.stay.mean 1 -> 1.1, ..." for the settings and assumptions of one scenario.
std::string changed_keys(const scenarios::Scenario& then, const scenarios::Scenario& now) {
  constexpr std::size_t most = 3;
  const auto differing = scenarios::differences(then.assumptions, now.assumptions);
  std::string text;
  for (std::size_t i = 0; i < differing.size() && i < most; ++i) {
    const scenarios::Difference& one = differing[i];
    const std::string before = one.base ? one.base->value_text() : "none";
    const std::string after = one.option ? one.option->value_text() : "none";
    text += (i > 0 ? ", " : "") + one.key;
    if (one.from) text += " from " + sim::to_string(*one.from);
    text += before == after ? " (range, unit or source)"
                            : " " + scenarios::shown(before) + " -> " + scenarios::shown(after);
  }
  if (differing.size() > most) text += " and " + std::to_string(differing.size() - most) + " more";
  return text.empty() ? "its names or words" : text;
}

std::string difference_of_scenario(const fs::path& folder, const RunIdentity::Frozen& frozen,
                                   const scenarios::Scenario& now) {
  std::string what;
  try {
    const auto then = scenarios::read_scenario(scenarios::load(folder / frozen.file), frozen.id);
    what = changed_keys(then, now);
  } catch (const std::exception&) {
    what = "its frozen text in " + frozen.file + " cannot be read by this version";
  }
  return "of a different scenario " + now.id + " (" + what + ")";
}

}  // namespace

RunIdentity identity_of(const std::vector<scenarios::Scenario>& read, std::uint64_t seed,
                        bool weekly) {
  RunIdentity identity{.scenarios = {}, .seed = seed, .weekly = weekly, .model = model_digest()};
  std::set<std::string> files;
  for (const scenarios::Scenario& scenario : read) {
    const std::string slug = "scenario-" + output::file_name_of(scenario.id);
    std::string file = slug + ".toml";
    for (int copy = 2; !files.insert(file).second; ++copy)
      file = slug + "-" + std::to_string(copy) + ".toml";
    identity.scenarios.push_back({scenario.id, file, sim::sha256(scenario.canonical)});
  }
  return identity;
}

std::string key_of(const RunIdentity& identity) {
  // The format is that of packed() in kept.cpp: batches of another would be read as another's.
  return sim::sha256("semh.kept/1\n" + identity_text(identity, false));
}

fs::path default_folder(const RunIdentity& identity) {
  std::string names;
  for (const auto& scenario : identity.scenarios) names += (names.empty() ? "" : "-") + scenario.id;
  return fs::path("out") /
         (output::file_name_of(names).substr(0, 60) + "-" + key_of(identity).substr(0, 8));
}

std::optional<RunIdentity> identity_in(const fs::path& folder) {
  const fs::path file = folder / record_name;
  if (!sim::is_there(file)) return {};
  const std::string text = sim::read_whole_file(file);
  RunIdentity identity;
  try {
    const scenarios::Document record = scenarios::parse(text, file.string());
    identity.seed = static_cast<std::uint64_t>(field<std::int64_t>(folder, record.root, "seed"));
    identity.weekly = field<bool>(folder, record.root, "weekly");
    identity.model = field<std::string>(folder, record.root, "model");
    for (const scenarios::Node& one : field<scenarios::Array>(folder, record.root, "scenario")) {
      identity.scenarios.push_back({field<std::string>(folder, one, "id"),
                                    field<std::string>(folder, one, "file"),
                                    field<std::string>(folder, one, "sha256")});
      if (!is_frozen_name(identity.scenarios.back().file))
        refuse(folder,
               "its run.toml is damaged: " + scenarios::shown(identity.scenarios.back().file),
               way_out);
    }
  } catch (const scenarios::ScenarioError& error) {
    if (error.diagnostics().front().place.line == 0) throw;
    refuse(folder, "its run.toml is damaged", way_out);
  }
  return identity;
}

std::vector<scenarios::Scenario> frozen_in(const fs::path& folder, const RunIdentity& identity) {
  std::vector<scenarios::Scenario> read;
  for (const auto& frozen : identity.scenarios)
    read.push_back(scenarios::read_scenario(scenarios::load(folder / frozen.file), frozen.id));
  return read;
}

std::string difference(const fs::path& folder, const RunIdentity& there, const RunIdentity& asked,
                       const std::vector<scenarios::Scenario>& read) {
  const auto names = [](const RunIdentity& identity) {
    std::string all;
    for (const auto& one : identity.scenarios) all += (all.empty() ? "" : ", ") + one.id;
    return scenarios::shown(all);
  };
  if (names(there) != names(asked))
    return "of other scenarios (" + names(there) + " -> " + names(asked) + ")";
  for (std::size_t i = 0; i < read.size(); ++i)
    if (there.scenarios[i].digest != asked.scenarios[i].digest)
      return difference_of_scenario(folder, there.scenarios[i], read[i]);
  if (there.seed != asked.seed)
    return "of another seed (" + std::to_string(there.seed) + " -> " + std::to_string(asked.seed) +
           ")";
  if (there.weekly != asked.weekly)
    return std::string(there.weekly ? "with" : "without") + " weekly series";
  if (there.model != asked.model)
    return "by another version of the model (" + there.model.substr(0, 8) + " -> " +
           asked.model.substr(0, 8) + "), whose numbers may differ";
  return {};
}

namespace {

/// Removes what a run has left in its folder, and nothing else.
void throw_away(const fs::path& folder) {
  sim::recover_published(folder);
  std::set<std::string> names{record_name, sim::manifest_name};
  try {
    if (sim::is_there(folder / sim::manifest_name))
      for (const auto& line : sim::read_manifest(folder)) names.insert(line.name);
  } catch (const sim::DamagedManifest&) {  // What it named stays.
  }
  for (const std::string& name : sim::names_in(folder))
    if (name.rfind("scenario-", 0) == 0 && fs::path(name).extension() == ".toml")
      names.insert(name);
  sim::remove_file(folder / sim::manifest_name);  // From here on it is unfinished.
  const fs::path batches = folder / "batches";
  if (sim::is_there(batches))
    for (const std::string& name : sim::names_in(batches))
      if (sim::is_batch_name(name)) sim::remove_file(batches / name);
  for (const std::string& name : names) sim::remove_file(folder / name);
  sim::flush_folder(folder);
}

/// Makes the folder; false if it was there.
bool made(const fs::path& folder) {
  std::error_code unknown;
  if (fs::is_directory(folder, unknown)) return false;
  sim::make_folder(folder);
  return true;
}

}  // namespace

RunFolder::RunFolder(fs::path folder, const RunIdentity& asked,
                     const std::vector<scenarios::Scenario>& read, bool discard)
    : folder_(std::move(folder)), identity_(asked), scenarios_(read), is_new_(made(folder_)) {
  lock_.emplace(folder_, this_process());
  sim::recover_published(folder_);
  if (discard) throw_away(folder_);
  const auto there = identity_in(folder_);
  if (!there) return;
  const std::string differing = difference(folder_, *there, asked, read);
  if (!differing.empty()) refuse(folder_, "holds a run " + differing, way_out);
  identity_ = *there;
  begun_ = true;
}

RunFolder::~RunFolder() {
  if (begun_ || !is_new_) return;
  std::error_code ignored;
  fs::remove(folder_ / "batches", ignored);  // Only if it is empty.
  fs::remove(folder_ / sim::FolderLock::file_name, ignored);
  fs::remove(folder_, ignored);
}

std::vector<std::string> RunFolder::standing() const {
  std::vector<std::string> names{record_name};
  for (const auto& scenario : identity_.scenarios) names.push_back(scenario.file);
  return names;
}

void RunFolder::begin() {
  if (begun_) return;
  for (std::size_t i = 0; i < scenarios_.size(); ++i)
    sim::write_whole_file(folder_ / identity_.scenarios[i].file, scenarios_[i].canonical);
  sim::write_whole_file(folder_ / record_name, record_text(identity_));
  begun_ = true;
}

}  // namespace tools
