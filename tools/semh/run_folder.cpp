#include "tools/semh/run_folder.h"

#include <array>
#include <ctime>
#include <set>
#include <system_error>
#include <utility>

#include <unistd.h>

#include "sim/experiment/disk.h"
#include "sim/experiment/journal.h"
#include "sim/experiment/manifest.h"
#include "tools/semh/sampling.h"

namespace tools {
namespace {

namespace fs = std::filesystem;

std::vector<std::string> frozen_files(const RunIdentity& identity) {
  std::vector<std::string> names;
  for (const auto& scenario : identity.scenarios) names.push_back(scenario.file);
  if (!identity.posterior.empty()) names.push_back(posterior_file_of(identity));
  return names;
}

/// What the record and the manifest say is of the run that the folder holds.
std::vector<std::string> names_of_run(const fs::path& folder) {
  std::vector<std::string> names;
  try {
    if (const auto there = identity_in(folder)) names = frozen_files(*there);
    if (sim::is_there(folder / sim::manifest_name))
      for (const auto& line : sim::read_manifest(folder)) names.push_back(line.name);
  } catch (const sim::DamagedManifest&) {      // What it named stays.
  } catch (const scenarios::ScenarioError&) {  // The record is damaged: what it named stays.
  }
  return names;
}

/// Its own, and those of what was simulated deeper in folders of their own.
void throw_batches_away(const fs::path& batches) {
  if (!sim::is_there(batches)) return;
  for (const std::string& name : sim::names_in(batches)) {
    if (sim::is_batch_name(name)) sim::remove_file(batches / name);
    if (fs::is_directory(fs::symlink_status(batches / name))) throw_batches_away(batches / name);
  }
}

/// Removes what a run has left in its folder, and nothing else. What says which files those are
/// goes last, so that whoever is stopped on the way can begin again.
void throw_away(const fs::path& folder) {
  sim::recover_published(folder);
  throw_batches_away(folder / batches_name);
  throw_batches_away(folder / deeper_name);
  for (const std::string& name : names_of_run(folder))
    if (name != record_name) sim::remove_file(folder / name);
  sim::remove_file(folder / sim::manifest_name);
  sim::remove_file(folder / record_name);
  sim::flush_folder(folder);
}

/// A folder without a record may hold what an unfinished beginning left, and nothing of anybody's.
void expect_no_other_files(const fs::path& folder, const RunIdentity& asked) {
  if (!fs::is_directory(folder) || sim::is_there(folder / record_name)) return;
  std::set<std::string> ours{batches_name, deeper_name, sim::manifest_name};
  for (const std::string& file : frozen_files(asked)) ours.insert(file);
  for (const std::string& name : sim::names_in(folder))
    if (name.front() != '.' && ours.count(name) == 0)
      refuse(folder, "holds files that are not of a run, such as " + scenarios::shown(name),
             "Name a new folder (-o); results would take the place of files of their names.");
}

/// Makes the folder; false if it was there.
bool made(const fs::path& folder) {
  std::error_code unknown;
  if (fs::is_directory(folder, unknown)) return false;
  sim::make_folder(folder);
  return true;
}

}  // namespace

std::string this_process() {
  std::array<char, 256> host{};
  if (gethostname(host.data(), host.size() - 1) != 0) host = {'?'};
  return "process " + std::to_string(getpid()) + " on host " + host.data() + " since " +
         utc_text(std::time(nullptr), "%Y-%m-%d %H:%M UTC");
}

RunFolder::RunFolder(fs::path folder, const RunIdentity& asked,
                     const std::vector<scenarios::Scenario>& read, bool discard)
    : folder_(std::move(folder)), identity_(asked), scenarios_(read), is_new_(made(folder_)) {
  expect_no_other_files(folder_, asked);
  lock_.emplace(folder_, this_process());
  sim::recover_published(folder_);
  if (discard) throw_away(folder_);
  const auto there = identity_in(folder_);
  if (!there) return;
  const std::string differing = difference(folder_, *there, asked, read);
  if (!differing.empty())
    refuse(folder_, "holds a run " + differing,
           "Use another folder (-o), or --discard to throw the older run away.");
  identity_ = *there;
  begun_ = true;
}

RunFolder::~RunFolder() {
  if (begun_ || !is_new_) return;
  std::error_code ignored;
  fs::remove(folder_ / batches_name, ignored);  // Only if it is empty.
  fs::remove(folder_ / sim::FolderLock::file_name, ignored);
  fs::remove(folder_, ignored);
  if (folder_.parent_path() == default_parent) fs::remove(default_parent, ignored);
}

fs::path RunFolder::deeper() const {
  const fs::path folder = folder_ / deeper_name;
  if (!fs::is_directory(folder)) sim::make_folder(folder);
  return folder;
}

std::optional<Span> RunFolder::published() const {
  if (!sim::is_there(folder_ / sim::manifest_name)) return std::nullopt;
  try {
    return span_in(folder_);
  } catch (const scenarios::ScenarioError&) {  // Results that are damaged may be replaced.
    return std::nullopt;
  }
}

void RunFolder::expect_no_more_than(const Span& asked) const {
  const auto there = published();
  if (!there || asked.holds(*there)) return;
  refuse(folder_,
         "holds results of replications " + there->text() + ", and those of " + asked.text() +
             " would take their place",
         "Ask for all of these too, use another folder (-o), or --discard to throw them away.");
}

std::vector<std::string> RunFolder::standing() const {
  std::vector<std::string> names = frozen_files(identity_);
  names.insert(names.begin(), record_name);
  return names;
}

void RunFolder::begin() {
  if (begun_) return;
  if (const auto posterior = posterior_of(scenarios_))
    sim::write_whole_file(folder_ / posterior_file_of(identity_), posterior->text);
  for (std::size_t i = 0; i < scenarios_.size(); ++i)
    sim::write_whole_file(folder_ / identity_.scenarios[i].file, scenarios_[i].canonical);
  sim::write_whole_file(folder_ / record_name, record_text(identity_));
  begun_ = true;
}

}  // namespace tools
