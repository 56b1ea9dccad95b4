// Makes one run of shards that were run apart, on one machine or many: their replications go into
// the folder of the whole run, which is then completed like any other.
#include <cstddef>
#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "scenarios/diagnostic.h"
#include "sim/experiment/disk.h"
#include "sim/experiment/journal.h"
#include "sim/experiment/manifest.h"
#include "tools/semh/carry_out.h"
#include "tools/semh/commands.h"
#include "tools/semh/run_folder.h"

namespace tools {
namespace {

namespace fs = std::filesystem;
using Problems = std::vector<scenarios::Diagnostic>;

struct Shard {
  fs::path folder;
  RunIdentity identity;
  Span of;
};

std::string shown(const fs::path& path) {
  return scenarios::escaped(path.string());
}

void complain(Problems& problems, std::string what, std::string rule, std::string action) {
  scenarios::Diagnostic problem;
  problem.what = std::move(what);
  problem.rule = std::move(rule);
  problem.action = std::move(action);
  problems.push_back(std::move(problem));
}

std::string part_of(const RunIdentity& identity) {
  return "shard " + std::to_string(identity.shard) + " of " + std::to_string(identity.shards);
}

std::optional<RunIdentity> identity_or_complaint(const fs::path& folder, Problems& problems) {
  try {
    if (auto identity = identity_in(folder)) return identity;
    complain(problems, shown(folder), "does not hold a run", "Name the folders of its shards.");
  } catch (const scenarios::ScenarioError& error) {
    problems.insert(problems.end(), error.diagnostics().begin(), error.diagnostics().end());
  }
  return {};
}

/// One shard, or complaints about it.
std::vector<Shard> read_one(const fs::path& folder, Problems& problems) {
  const auto identity = identity_or_complaint(folder, problems);
  if (!identity) return {};
  if (identity->shards == 0)
    complain(problems, shown(folder), "holds a whole run, not a shard of one",
             "Its results are complete as they are.");
  else if (!sim::is_there(folder / sim::manifest_name))
    complain(problems, shown(folder), part_of(*identity) + " is unfinished",
             "Run its command again to continue it.");
  else if (const auto findings = sim::check_manifest(folder, sim::names_in(folder));
           !findings.empty())
    complain(problems, shown(folder / findings.front().name), "is missing or not as it was written",
             "Run the command of that shard again.");
  else if (const auto of = span_in(folder); !of)
    complain(problems, shown(folder), "does not say which replications it is a part of",
             "Run the command of that shard again.");
  else
    return {{folder, *identity, *of}};
  return {};
}

/// Parts of one run, each once.
void expect_alike(const std::vector<Shard>& shards, const std::vector<scenarios::Scenario>& read,
                  Problems& problems) {
  const Shard& first = shards.front();
  std::map<std::uint32_t, fs::path> seen;
  for (const Shard& shard : shards) {
    const std::string both = shown(first.folder) + " and " + shown(shard.folder);
    RunIdentity as_first = first.identity;
    as_first.shard = shard.identity.shard;
    as_first.shards = shard.identity.shards;
    const std::string differing = difference(shard.folder, shard.identity, as_first, read);
    if (!differing.empty())
      complain(problems, both, "must be shards of one run; the second is " + differing,
               "Run one of them again with the command of the other.");
    else if (shard.identity.shards != first.identity.shards)
      complain(problems, both,
               "must be of one division; they are " + part_of(first.identity) + " and " +
                   part_of(shard.identity),
               "Run one of them again with the --shard of the other's division.");
    else if (shard.of != first.of)
      complain(problems, both,
               "must be asked for the same replications, not " + first.of.text() + " and " +
                   shard.of.text(),
               "Run the shorter one again with as many as the other.");
    else if (const auto [at, added] = seen.emplace(shard.identity.shard, shard.folder); !added)
      complain(problems, shown(at->second) + " and " + shown(shard.folder),
               "overlap: both are " + part_of(shard.identity), "Name each shard once.");
  }
  if (!problems.empty()) return;
  std::string missing;
  for (std::uint32_t i = 1; i <= first.identity.shards; ++i)
    if (seen.count(i) == 0) missing += (missing.empty() ? "" : ", ") + std::to_string(i);
  if (!missing.empty())
    complain(
        problems,
        "of " + std::to_string(first.identity.shards) + " shards, " + scenarios::shown(missing),
        "must not be missing", "Name their folders too.");
}

/// The results will say that they are this model's.
void expect_of_this_model(const Shard& first, Problems& problems) {
  if (first.identity.model != model_digest())
    complain(problems, shown(first.folder),
             "must be of this program's model (" + model_digest().substr(0, 8) + "), not " +
                 first.identity.model.substr(0, 8),
             "Merge with the program that ran the shards, or run them again with this one.");
}

std::vector<Shard> read_shards(const std::vector<fs::path>& folders) {
  std::vector<Shard> shards;
  Problems problems;
  for (const fs::path& folder : folders)
    for (Shard& shard : read_one(folder, problems)) shards.push_back(std::move(shard));
  if (problems.empty())
    expect_alike(shards, frozen_in(shards.front().folder, shards.front().identity), problems);
  if (problems.empty()) expect_of_this_model(shards.front(), problems);
  if (!problems.empty()) throw scenarios::ScenarioError(std::move(problems));
  return shards;
}

/// Takes over what the run's own folder has not yet.
void bring_in(const std::vector<Shard>& shards, Replications& replications, sim::Journal& journal) {
  for (const Shard& shard : shards)
    sim::read_batches(
        shard.folder / batches_name, key_of(shard.identity),
        [&](sim::Piece piece) {
          if (replications.take_in(piece)) journal.add(std::move(piece));
        },
        [](const sim::UnusableBatch& batch) { warn(batch); });
  journal.save();
}

}  // namespace

int merge(const MergeRequest& request) {
  const std::vector<Shard> shards = read_shards(request.shards);
  const Shard& first = shards.front();
  RunRequest run = request.run;
  for (const auto& scenario : first.identity.scenarios)
    run.scenarios.push_back(first.folder / scenario.file);
  run.seed = first.identity.seed;
  run.weekly = first.identity.weekly;
  run.central = first.identity.central;
  run.structure = first.identity.structure;
  run.first_replication = first.of.first_replication;
  run.replications = first.of.replications;
  Purpose purpose;
  purpose.bring_in = [&](Replications& replications, sim::Journal& journal) {
    bring_in(shards, replications, journal);
  };
  return carry_out(run, frozen_in(first.folder, first.identity), purpose);
}

}  // namespace tools
