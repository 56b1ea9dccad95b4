#include "tools/semh/worker.h"

#include <cstddef>
#include <string>

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

std::vector<std::unique_ptr<models::Ground>> grounds_of(
    const std::vector<scenarios::Scenario>& scenarios) {
  std::vector<std::unique_ptr<models::Ground>> grounds;
  for (const auto& scenario : scenarios)
    grounds.push_back(std::make_unique<models::Ground>(scenario.borough));
  return grounds;
}

void leave_last_words_of(const RunRequest& request,
                         const std::vector<scenarios::Scenario>& scenarios) {
  leave_last_words(what_runs(request, scenarios), repeat_command(request));
}

Worker::Worker(const std::vector<std::unique_ptr<models::Ground>>& grounds,
               const RunRequest& request)
    : request_(&request) {
  for (const auto& ground : grounds) {
    measures_.push_back(models::yearly_measures(ground->borough));
    models_.push_back(std::make_unique<models::Model>(
        *ground, models::RunOptions{.seed = request.seed, .keeps_weeks = request.weekly}));
  }
}

std::vector<KeptResult> Worker::operator()(std::uint32_t replication) {
  note_replication(replication);
  try {
    std::vector<KeptResult> results;
    for (at_ = 0; at_ < models_.size(); ++at_)
      results.emplace_back(models_[at_]->run(replication), models_[at_]->world().borough,
                           measures_[at_]);
    return results;
  } catch (const sim::ContractError& error) {
    throw located(error, models_[at_]->world(), request_->seed, replication,
                  repeat_command(*request_) + std::to_string(replication));
  }
}

}  // namespace tools
