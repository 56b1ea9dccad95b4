#include "tools/semh/worker.h"

#include <cstddef>
#include <string>
#include <utility>

#include "scenarios/diagnostic.h"
#include "sim/experiment/digest.h"
#include "sim/kernel/expects.h"
#include "tools/semh/broken_contract.h"
#include "tools/semh/crash.h"

namespace tools {
namespace {

/// All but the replication.
std::string repeat_command(const RunRequest& request) {
  std::string command = "semh run";
  for (const auto& file : request.scenarios) command += " " + scenarios::escaped(file.string());
  if (request.weekly) command += " --weekly";
  if (request.central) command += " --central";
  if (!request.structure.empty())
    command += " --structure " + scenarios::escaped(request.structure);
  return command + " --seed " + std::to_string(request.seed) +
         " --threads 1 --replications 2 --first-replication ";
}

/// "semh 0.1.0, seed 1; synthetic_borough 1f7a09c2": what decides a run, for who looks into a
/// crash.
std::string what_runs(const RunRequest& request,
                      const std::vector<scenarios::Scenario>& scenarios) {
  std::string text = version_text() + ", seed " + std::to_string(request.seed);
  for (const auto& scenario : scenarios)
    text += "; " + scenario.id + " " + sim::sha256(scenario.canonical).substr(0, 8);
  return text;
}

}  // namespace

void leave_last_words_of(const RunRequest& request,
                         const std::vector<scenarios::Scenario>& scenarios) {
  leave_last_words(what_runs(request, scenarios), repeat_command(request));
}

Worker::Worker(const std::vector<scenarios::Scenario>& scenarios,
               std::shared_ptr<const Sampling> sampling, const RunRequest& request)
    : scenarios_(&scenarios), sampling_(std::move(sampling)), request_(&request) {
  for (const auto& scenario : scenarios)
    measures_.push_back(models::yearly_measures(scenario.borough));
}

void Worker::prepare(std::uint32_t replication) {
  const std::size_t draw = sampling_ == nullptr ? 0 : sampling_->draw_of(replication);
  if (side_by_side_ != nullptr && draw == draw_) return;
  const auto spent = std::move(side_by_side_);
  grounds_.clear();
  std::vector<const models::Ground*> grounds;
  for (std::size_t scenario = 0; scenario < scenarios_->size(); ++scenario) {
    grounds_.push_back(std::make_unique<models::Ground>(sampling_ == nullptr
                                                            ? (*scenarios_)[scenario].borough
                                                            : sampling_->borough(scenario, draw)));
    grounds.push_back(grounds_.back().get());
  }
  // Only once all have been read: a draw that breaks a rule leaves nothing behind.
  side_by_side_ = std::make_unique<models::SideBySide>(
      std::move(grounds),
      models::RunOptions{.seed = request_->seed, .keeps_weeks = request_->weekly});
  if (spent != nullptr) side_by_side_->use_memory_of(std::move(*spent));
  draw_ = draw;
}

std::vector<KeptResult> Worker::operator()(std::uint32_t replication) {
  note_replication(replication);
  prepare(replication);
  try {
    const std::vector<models::RunResult> runs = side_by_side_->run(replication);
    std::vector<KeptResult> results;
    for (std::size_t scenario = 0; scenario < runs.size(); ++scenario)
      results.emplace_back(runs[scenario], grounds_[scenario]->borough, measures_[scenario]);
    return results;
  } catch (const sim::ContractError& error) {
    throw located(error, side_by_side_->world(), request_->seed, replication,
                  repeat_command(*request_) + std::to_string(replication));
  }
}

}  // namespace tools
