// The model: one replication of a borough from its first day to its last.
#pragma once

#include <cstdint>
#include <memory>
#include <utility>
#include <vector>

#include "models/diary.h"
#include "models/measures.h"
#include "models/world.h"

namespace models {

/// What one replication leaves behind, in the order of the measures; years and months run fastest.
struct RunResult {
  std::vector<std::int64_t> yearly;   ///< shape (yearly measures x reported years of their basis)
  std::vector<std::int64_t> monthly;  ///< shape (monthly measures x months)
  std::vector<std::int64_t> weekly;   ///< shape (monthly measures x weeks); empty unless kept
};

struct RunOptions {
  std::uint64_t seed = 1;
  bool keeps_weeks = false;
};

/// What is read off a borough at the end of a run.
struct Measures {
  explicit Measures(const Borough& borough)
      : yearly(yearly_measures(borough)), monthly(monthly_measures(borough)) {}
  std::vector<YearlyMeasure> yearly;
  std::vector<MonthlyMeasure> monthly;
};

/// One worker's model; its memory is used again by the next replication.
class Model {
 public:
  explicit Model(const Ground& ground, RunOptions options = {});
  /// With measures that are those of the ground's borough.
  Model(const Ground& ground, RunOptions options, std::shared_ptr<const Measures> measures);

  /// Runs replication `replication` to its end.
  RunResult run(std::uint32_t replication);

  /// The same, writing what happens to each pupil in `diary`.
  RunResult run(std::uint32_t replication, Diary& diary);

  /// One replication by hand: begin it, then let everything before `until` happen, as often as
  /// wanted. What happens in between may be decided by whoever holds the world.
  void begin(std::uint32_t replication);
  void advance(sim::Instant until);
  /// Goes on from where the run of another option has come to (World::go_on_from).
  void go_on_from(const Model& past);
  /// Uses the memory of a model that is needed no more.
  void use_memory_of(Model&& spent) { world_.use_memory_of(std::move(spent.world_)); }
  /// Lets the rest of a replication that was begun by hand happen, and says what it leaves behind.
  RunResult conclude();

  const World& world() const { return world_; }
  World& world() { return world_; }

  /// Ends of the months (or weeks) of a series, as first day after.
  std::vector<sim::Date> month_ends() const;
  std::vector<sim::Date> week_ends() const;

  // Called by the simulation loop.
  bool is_current(const sim::Slot& slot);
  void happen(const sim::Slot& slot);
  [[gnu::always_inline]] void approach(const sim::Slot& far, const sim::Slot& near) const {
    world_.approach(far, near);
  }
  [[gnu::always_inline]] void approach(const sim::Slot& next) const { world_.approach(next); }

 private:
  World world_;
  RunOptions options_;
  std::shared_ptr<const Measures> measures_;
  sim::Instant latest_{};
};

}  // namespace models
