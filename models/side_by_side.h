// Several options for a borough, lived through by the same children in one replication.
//
// What options have in common they live through once: up to the day before anything that is given
// differs (common_past.h), one world stands for all of them; there it is copied, and goes on as
// each of them (fork.h). Every result is the same, to the bit, as that of a model of the option
// alone. Worlds are lived through one branch at a time, so that few of them are in memory at once,
// however many options there are.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <vector>

#include "models/model.h"

namespace models {

class SideBySide {
 public:
  /// Any number of options. Requires: at least one ground; each outlives this.
  SideBySide(std::vector<const Ground*> grounds, RunOptions options);

  /// Runs replication `replication` of each option to its end.
  /// Ensures: results in the order of the grounds, each as Model(ground).run(replication) gives it.
  std::vector<RunResult> run(std::uint32_t replication);

  /// Uses the memory of runs that are over; their grounds need not be there any more.
  void use_memory_of(SideBySide&& spent);

  std::size_t options() const { return grounds_.size(); }

  /// Where the world of an option comes from.
  struct Fork {
    std::size_t option = 0;
    std::size_t from = 0;  ///< The option that it has been until then; itself if it has a run of
                           ///< its own.
    sim::Instant at{};     ///< The first day that is its own; the start of the run if all are.
  };
  /// By option.
  std::vector<Fork> forks() const;

  /// The world that is, or was last, under way: for who looks into a contract that broke.
  const World& world() const;

 private:
  /// The life of one option, and in order of time those that it goes on as.
  struct Branch {
    std::size_t option = 0;
    sim::Instant from{};  ///< When it leaves the branch that it is one of.
    std::vector<Branch> branches;
  };

  /// The branch that the first of `options` lives, having left another at `from`, with those of
  /// them that it has a longer past in common with, who are taken off the list.
  Branch grown(std::vector<std::size_t>& options, sim::Instant from) const;
  void note_forks(const Branch& branch, std::vector<Fork>& forks) const;
  /// Lives the branch from where the last of `worlds_` has come to, and what leaves it.
  void live(const Branch& branch, std::vector<RunResult>& results);
  /// The branch is lived next: from the start, or from where the one that it leaves has come to.
  void begin(const Branch& branch);
  void leave(const Branch& branch);
  void add_world(std::size_t option);

  std::vector<const Ground*> grounds_;
  RunOptions run_options_;
  const Dated* newcomers_ = nullptr;  ///< Of the first option that has a Fair Access Panel.
  std::vector<Branch> roots_;
  std::vector<std::shared_ptr<const Measures>> measures_;  ///< By option, where they are few.
  std::vector<std::unique_ptr<Model>> worlds_;  ///< Under way, each left by the one after it.
  std::vector<std::unique_ptr<Model>> spare_;   ///< Whose memory is used again.
  std::uint32_t replication_ = 0;
};

}  // namespace models
