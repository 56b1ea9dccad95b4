#include "tools/semh/simulate.h"

#include <algorithm>
#include <iostream>
#include <memory>
#include <string>
#include <utility>

#include "scenarios/diagnostic.h"
#include "sim/experiment/digest.h"
#include "sim/experiment/interrupt.h"
#include "sim/experiment/replicate.h"
#include "tools/semh/crash.h"
#include "tools/semh/progress.h"

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

/// A model a scenario, kept from one replication to the next.
class Worker {
 public:
  Worker(const std::vector<std::unique_ptr<models::Ground>>& grounds, const RunRequest& request)
      : request_(&request) {
    for (const auto& ground : grounds) {
      measures_.push_back(models::yearly_measures(ground->borough));
      models_.push_back(std::make_unique<models::Model>(
          *ground, models::RunOptions{.seed = request.seed, .keeps_weeks = request.weekly}));
    }
  }
  Worker(Worker&&) = default;

  std::vector<KeptResult> operator()(std::uint32_t replication) {
    note_replication(replication);
    try {
      std::vector<KeptResult> results;
      for (std::size_t s = 0; s < models_.size(); ++s)
        results.emplace_back(models_[s]->run(replication), models_[s]->world().borough,
                             measures_[s]);
      return results;
    } catch (const sim::ContractError& error) {
      throw sim::ContractError(
          std::string(error.what()) + " (seed " + std::to_string(request_->seed) +
          ", replication " + std::to_string(replication) +
          "; repeat with: " + repeat_command(*request_) + std::to_string(replication) + ")");
    }
  }

 private:
  const RunRequest* request_;
  std::vector<std::unique_ptr<models::Model>> models_;
  std::vector<std::vector<models::YearlyMeasure>> measures_;  ///< By scenario.
};

}  // namespace

void warn(const sim::UnusableBatch& batch) {
  std::cerr << "semh: warning: " << scenarios::escaped(batch.file.string()) << " " << batch.reason()
            << (batch.because == sim::UnusableBatch::Because::damaged
                    ? "; its replications are simulated again.\n"
                    : "; it is left alone.\n");
}

Replications::Replications(std::vector<std::uint32_t> asked, std::vector<KeptSizes> sizes)
    : asked_(std::move(asked)), sizes_(std::move(sizes)), results_(asked_.size()) {}

std::size_t Replications::place_of(std::uint64_t replication) const {
  const auto at = std::lower_bound(asked_.begin(), asked_.end(), replication);
  return at != asked_.end() && *at == replication ? static_cast<std::size_t>(at - asked_.begin())
                                                  : asked_.size();
}

void Replications::put(std::uint32_t replication, std::vector<KeptResult> results) {
  const std::size_t place = place_of(replication);
  sim::expects(place < results_.size(), "a replication that is kept has been asked for");
  results_[place] = std::move(results);
  ++found_;
}

bool Replications::take_in(const sim::Piece& piece) {
  const std::size_t place = place_of(piece.number);
  if (place == results_.size() || !results_[place].empty()) return false;
  auto results = unpacked(piece.bytes, sizes_);
  if (!results) return false;  // Somebody made it up.
  put(asked_[place], std::move(*results));
  return true;
}

void Replications::read(sim::Journal& journal) {
  journal.read([&](const sim::Piece& piece) { return take_in(piece); }, warn);
}

std::vector<std::uint32_t> Replications::missing() const {
  std::vector<std::uint32_t> numbers;
  for (std::size_t i = 0; i < results_.size(); ++i)
    if (results_[i].empty()) numbers.push_back(asked_[i]);
  return numbers;
}

bool simulate(const RunRequest& request, const std::vector<scenarios::Scenario>& scenarios,
              Replications& replications, sim::Journal& journal) {
  const std::vector<std::uint32_t> missing = replications.missing();
  if (missing.empty()) return true;
  leave_last_words(what_runs(request, scenarios), repeat_command(request));
  std::vector<std::unique_ptr<models::Ground>> grounds;
  for (const auto& scenario : scenarios)
    grounds.push_back(std::make_unique<models::Ground>(scenario.borough));

  Progress progress(!request.quiet);
  sim::ReplicateOptions options;
  options.threads = request.threads > 0 ? request.threads : sim::available_threads();
  options.stop = sim::stop_on_signals();
  options.progress = [&](std::size_t done, std::size_t count) { progress.show(done, count); };
  const auto make_worker = [&] {
    return [&, worker = Worker(grounds, request)](std::uint32_t place) mutable {
      auto results = worker(missing[place]);
      journal.add({missing[place], packed(results)});
      return results;
    };
  };
  auto done = sim::replicate(0, missing.size(), make_worker, options);
  journal.save();
  for (std::size_t i = 0; i < done.results.size(); ++i)
    replications.put(missing[i], std::move(done.results[i]));
  return !done.stopped;
}

}  // namespace tools
