#include "models/side_by_side.h"

#include <algorithm>
#include <iterator>
#include <map>
#include <utility>

#include "models/common_past.h"
#include "sim/kernel/expects.h"

namespace models {
namespace {

constexpr std::size_t few_options = 16;

/// A day before anything differs, so that nothing depends on how an instant is rounded.
sim::Instant day_before(sim::Instant when) {
  return when == at_once ? at_once : when - sim::Days{1};
}

}  // namespace

SideBySide::SideBySide(std::vector<const Ground*> grounds, RunOptions options)
    : grounds_(std::move(grounds)), run_options_(options) {
  sim::expects(!grounds_.empty(), "there is an option to run");
  std::vector<std::size_t> all;
  for (std::size_t option = 0; option < grounds_.size(); ++option) {
    const Borough& borough = grounds_[option]->borough;
    all.push_back(option);
    if (newcomers_ == nullptr && borough.fair_access) newcomers_ = &borough.fair_access->competing;
    if (grounds_.size() <= few_options)
      measures_.push_back(std::make_shared<const Measures>(borough));
  }
  while (!all.empty()) roots_.push_back(grown(all, at_once));
  add_world(0);
}

SideBySide::Branch SideBySide::grown(std::vector<std::size_t>& options, sim::Instant from) const {
  Branch branch{.option = options.front(), .from = from, .branches = {}};
  const Ground& own = *grounds_[branch.option];
  std::map<sim::Instant, std::vector<std::size_t>> leaving;
  std::vector<std::size_t> others;
  for (auto option = options.begin() + 1; option != options.end(); ++option) {
    const sim::Instant at = std::min(day_before(parting(own, *grounds_[*option], newcomers_)),
                                     own.borough.period.end());
    if (at > std::max(from, own.borough.period.start()))
      leaving[at].push_back(*option);
    else
      others.push_back(*option);
  }
  for (auto& [at, leavers] : leaving)
    while (!leavers.empty()) branch.branches.push_back(grown(leavers, at));
  options = std::move(others);
  return branch;
}

std::vector<RunResult> SideBySide::run(std::uint32_t replication) {
  replication_ = replication;
  std::move(worlds_.begin(), worlds_.end(), std::back_inserter(spare_));
  worlds_.clear();
  std::vector<RunResult> results(grounds_.size());
  for (const Branch& root : roots_) {
    begin(root);
    live(root, results);
  }
  return results;
}

void SideBySide::live(const Branch& branch, std::vector<RunResult>& results) {
  const std::size_t own = worlds_.size() - 1;
  for (const Branch& leaving : branch.branches) {
    worlds_[own]->advance(leaving.from);
    leave(leaving);
    live(leaving, results);
  }
  results[branch.option] = worlds_[own]->conclude();
  if (own == 0) return;  // The last one stays to be looked at.
  spare_.push_back(std::move(worlds_.back()));
  worlds_.pop_back();
}

void SideBySide::begin(const Branch& branch) {
  std::move(worlds_.begin(), worlds_.end(), std::back_inserter(spare_));
  worlds_.clear();
  add_world(branch.option);
  worlds_.back()->world().newcomers_elsewhere = newcomers_;
  worlds_.back()->begin(replication_);
}

void SideBySide::leave(const Branch& branch) {
  const Model& past = *worlds_.back();
  add_world(branch.option);
  Model& own = *worlds_.back();
  own.world().newcomers_elsewhere = newcomers_;
  const bool by_february = own.world().borough.specialist_policy.february_round;
  if (past.world().february_has_mattered &&
      past.world().borough.specialist_policy.february_round != by_february)
    own.begin(replication_);  // Only a run could tell that they have parted before.
  else
    own.go_on_from(past);
}

void SideBySide::add_world(std::size_t option) {
  auto measures = measures_.empty() ? std::make_shared<const Measures>(grounds_[option]->borough)
                                    : measures_[option];
  worlds_.push_back(std::make_unique<Model>(*grounds_[option], run_options_, std::move(measures)));
  if (spare_.empty()) return;
  worlds_.back()->use_memory_of(std::move(*spare_.back()));
  spare_.pop_back();
}

void SideBySide::use_memory_of(SideBySide&& spent) {
  for (auto* models : {&spent.worlds_, &spent.spare_}) {
    std::move(models->begin(), models->end(), std::back_inserter(spare_));
    models->clear();
  }
  if (spare_.empty()) return;
  worlds_.back()->use_memory_of(std::move(*spare_.back()));
  spare_.pop_back();
}

std::vector<SideBySide::Fork> SideBySide::forks() const {
  std::vector<Fork> forks(grounds_.size());
  for (const Branch& root : roots_) {
    forks[root.option] = {root.option, root.option, grounds_[root.option]->borough.period.start()};
    note_forks(root, forks);
  }
  return forks;
}

void SideBySide::note_forks(const Branch& branch, std::vector<Fork>& forks) const {
  for (const Branch& leaving : branch.branches) {
    forks[leaving.option] = {leaving.option, branch.option, leaving.from};
    note_forks(leaving, forks);
  }
}

const World& SideBySide::world() const {
  return worlds_.back()->world();
}

}  // namespace models
