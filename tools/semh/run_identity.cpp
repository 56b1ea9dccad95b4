#include "tools/semh/run_identity.h"

#include <array>
#include <cstddef>
#include <cstdlib>
#include <ctime>
#include <set>
#include <string_view>
#include <utility>

#include "output/csv.h"
#include "output/utf8.h"
#include "scenarios/diagnostic.h"
#include "sim/experiment/digest.h"
#include "sim/experiment/disk.h"
#include "tools/semh/commands.h"
#include "tools/semh/sampling.h"

namespace tools {
namespace {

namespace fs = std::filesystem;

constexpr const char* span_name = "replications.toml";

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

/// Nothing where no scenario names a posterior: such a run is what it was before there were any.
std::string uncertainty_text(const RunIdentity& identity) {
  if (identity.posterior.empty()) return {};
  return "posterior = \"" + identity.posterior + "\"\ncentral = " + truth(identity.central) + "\n" +
         (identity.structure.empty() ? "" : "structure = " + in_quotes(identity.structure) + "\n");
}

/// What fixes the numbers, as TOML. The names of files do not.
std::string identity_text(const RunIdentity& identity, bool with_files) {
  std::string text = "seed = " + std::to_string(identity.seed) +
                     "\nweekly = " + truth(identity.weekly) + "\nmodel = \"" + identity.model +
                     "\"\n" + uncertainty_text(identity);
  for (const auto& scenario : identity.scenarios) {
    text += "\n[[scenario]]\nid = " + in_quotes(scenario.id) + "\n";
    if (with_files) text += "file = \"" + scenario.file + "\"\n";
    text += "sha256 = \"" + scenario.digest + "\"\n";
  }
  return text;
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

constexpr const char* way_out_of_damage =
    "Run its command again in another folder (-o), or here with --discard.";

template <class Kind>
const Kind& field(const fs::path& folder, const scenarios::Node& table, const char* key,
                  const char* file = record_name) {
  const scenarios::Node* node = table.find(key);
  const Kind* value = node == nullptr ? nullptr : node->as<Kind>();
  if (value == nullptr)
    refuse(folder, "its " + std::string(file) + " is damaged: no " + key, way_out_of_damage);
  return *value;
}

void read_uncertainty(const fs::path& folder, const scenarios::Node& record,
                      RunIdentity& identity) {
  if (record.find("posterior") == nullptr) return;
  identity.posterior = field<std::string>(folder, record, "posterior");
  identity.central = field<bool>(folder, record, "central");
  if (record.find("structure") != nullptr)
    identity.structure = field<std::string>(folder, record, "structure");
  const bool digest = identity.posterior.size() == 64 &&
                      identity.posterior.find_first_not_of("0123456789abcdef") == std::string::npos;
  if (!digest)
    refuse(folder, "its run.toml is damaged: " + scenarios::shown(identity.posterior),
           way_out_of_damage);
}

/// What was drawn from, in words.
std::string drawn_from(const RunIdentity& identity) {
  if (identity.posterior.empty() || identity.central) return "at central values";
  return "with draws of posterior " + identity.posterior.substr(0, 8) +
         (identity.structure.empty() ? "" : ", structure " + scenarios::shown(identity.structure));
}

/// A frozen scenario has a plain name, whatever the record says.
bool is_frozen_name(const std::string& name) {
  return name.rfind("scenario-", 0) == 0 && name.find_first_of("/\\") == std::string::npos;
}

std::string part_text(const RunIdentity& identity) {
  return identity.shards == 0
             ? "the whole of it"
             : "shard " + std::to_string(identity.shard) + " of " + std::to_string(identity.shards);
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

std::string utc_text(std::time_t when, const char* format) {
  std::tm utc{};
  std::array<char, 32> text{};
  if (gmtime_r(&when, &utc) != nullptr) std::strftime(text.data(), text.size(), format, &utc);
  return text.data();
}

void refuse(const fs::path& folder, std::string why, std::string action) {
  scenarios::Diagnostic problem;
  problem.what = scenarios::escaped(folder.string());
  problem.rule = std::move(why);
  problem.action = std::move(action);
  throw scenarios::ScenarioError({problem});
}

std::string record_text(const RunIdentity& identity) {
  return "# What this folder holds a run of: all that fixes its numbers. The same command "
         "continues it.\nschema = \"semh.run-folder/1\"\nstarted = \"" +
         started() + "\"\nprogram = " + in_quotes(version_text()) + "\n" +
         (identity.shards == 0 ? ""
                               : "shard = " + std::to_string(identity.shard) +
                                     "\nshards = " + std::to_string(identity.shards) + "\n") +
         identity_text(identity, true);
}

RunIdentity identity_of(const std::vector<scenarios::Scenario>& read, const RunRequest& request) {
  RunIdentity identity{.scenarios = {},
                       .seed = request.seed,
                       .weekly = request.weekly,
                       .posterior = {},
                       .central = false,
                       .structure = {},
                       .model = model_digest(),
                       .shard = request.shard,
                       .shards = request.shards};
  if (const auto posterior = posterior_of(read)) {
    identity.posterior = sim::sha256(posterior->text);
    identity.central = request.central;
    identity.structure = request.structure;
  }
  std::set<std::string> files;
  for (const scenarios::Scenario& scenario : read) {
    const std::string slug = "scenario-" + output::file_name_of(scenario.id);
    std::string file = slug + ".toml";
    for (int copy = 2; !files.insert(file).second; ++copy)
      file = slug + "-" + std::to_string(copy) + ".toml";
    identity.scenarios.push_back(
        {output::printable(scenario.id), file, sim::sha256(scenario.canonical)});
  }
  return identity;
}

std::string key_of(const RunIdentity& identity) {
  // The format is that of packed() in kept.cpp: batches of another would be read as another's.
  return sim::sha256("semh.kept/1\n" + identity_text(identity, false));
}

std::string posterior_file_of(const RunIdentity& identity) {
  return identity.posterior.empty() ? std::string()
                                    : scenarios::posterior_file_name(identity.posterior);
}

fs::path default_folder(const RunIdentity& identity, const std::string& purpose) {
  std::string names = purpose;
  for (const auto& scenario : identity.scenarios) names += (names.empty() ? "" : "-") + scenario.id;
  std::string name = output::file_name_of(names) + "-" + key_of(identity).substr(0, 8);
  if (identity.shards > 0)
    name += "-shard-" + std::to_string(identity.shard) + "-of-" + std::to_string(identity.shards);
  return fs::path(default_parent) / name;
}

std::optional<RunIdentity> identity_in(const fs::path& folder) {
  const fs::path file = folder / record_name;
  if (!sim::is_there(file)) return {};
  const std::string text = sim::read_whole_file(file);
  RunIdentity identity;
  try {
    const scenarios::Document record = scenarios::parse(text, file.string());
    identity.seed = static_cast<std::uint64_t>(field<std::int64_t>(folder, record.root, "seed"));
    if (record.root.find("shards") != nullptr) {
      identity.shard =
          static_cast<std::uint32_t>(field<std::int64_t>(folder, record.root, "shard"));
      identity.shards =
          static_cast<std::uint32_t>(field<std::int64_t>(folder, record.root, "shards"));
    }
    identity.weekly = field<bool>(folder, record.root, "weekly");
    identity.model = field<std::string>(folder, record.root, "model");
    read_uncertainty(folder, record.root, identity);
    for (const scenarios::Node& one : field<scenarios::Array>(folder, record.root, "scenario")) {
      identity.scenarios.push_back({field<std::string>(folder, one, "id"),
                                    field<std::string>(folder, one, "file"),
                                    field<std::string>(folder, one, "sha256")});
      if (!is_frozen_name(identity.scenarios.back().file))
        refuse(folder,
               "its run.toml is damaged: " + scenarios::shown(identity.scenarios.back().file),
               way_out_of_damage);
    }
  } catch (const scenarios::ScenarioError& error) {
    if (error.diagnostics().front().place.line == 0) throw;
    refuse(folder, "its run.toml is damaged", way_out_of_damage);
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
  if (drawn_from(there) != drawn_from(asked))
    return drawn_from(there) + ", not " + drawn_from(asked);
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
  if (there.shard != asked.shard || there.shards != asked.shards)
    return "that is " + part_text(there) + ", not " + part_text(asked);
  return {};
}

std::string Span::text() const {
  return scenarios::grouped(std::int64_t{first_replication}) + " to " +
         scenarios::grouped(std::int64_t{first_replication} + replications - 1);
}

bool Span::holds(const Span& other) const {
  return first_replication <= other.first_replication &&
         std::uint64_t{first_replication} + replications >=
             std::uint64_t{other.first_replication} + other.replications;
}

void write_span(const fs::path& folder, const Span& whole) {
  sim::write_whole_file(folder / span_name,
                        "# Of which replications these are the results, or a shard's part.\n"
                        "schema = \"semh.replications/1\"\nfirst_replication = " +
                            std::to_string(whole.first_replication) +
                            "\nreplications = " + std::to_string(whole.replications) + "\n");
}

std::optional<Span> span_in(const fs::path& folder) {
  const fs::path file = folder / span_name;
  if (!sim::is_there(file)) return {};
  const auto record = scenarios::parse(sim::read_whole_file(file), file.string());
  const auto number = [&](const char* key) {
    return static_cast<std::uint32_t>(field<std::int64_t>(folder, record.root, key, span_name));
  };
  return Span{number("first_replication"), number("replications")};
}

}  // namespace tools
