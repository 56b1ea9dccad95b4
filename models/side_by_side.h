// Several options for a borough, lived through by the same children in one replication.
//
// What the options have in common they live through once: up to the first day on which anything
// that is given differs, one world stands for all of them. Every result is the same, to the bit, as
// that of a model of the option alone.
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
  ~SideBySide();
  SideBySide(SideBySide&&) noexcept;
  SideBySide& operator=(SideBySide&&) noexcept;

  /// Runs replication `replication` of each option to its end.
  /// Ensures: results in the order of the grounds, each as Model(ground).run(replication) gives it.
  std::vector<RunResult> run(std::uint32_t replication);

  std::size_t options() const { return grounds_.size(); }

  /// The world that is, or was last, under way: for who looks into a contract that broke.
  /// Requires: a run has begun.
  const World& world() const;

 private:
  std::vector<const Ground*> grounds_;
  RunOptions run_options_;
  std::unique_ptr<Model> model_;
};

}  // namespace models
