// A stand-in for simulation at the points of a closer look, and how far it may be believed.
//
// Beside the emulator that has seen all points there are a few that have each not seen a part of
// them: what those say of the points they have not seen tells how good an emulator is, and how they
// differ how sure.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "sim/inference/emulator.h"

namespace tools {

class Emulated {
 public:
  /// Each point is held out of one of so many emulators.
  static constexpr std::size_t folds = 5;

  /// Requires: at least 15 points, and values that differ.
  explicit Emulated(const sim::Training& training);

  const sim::Training& training() const { return training_; }
  std::size_t inputs() const { return training_.inputs; }
  std::size_t points() const { return training_.values.size(); }
  const sim::Emulator& whole() const { return whole_; }
  const sim::Emulator& without(std::size_t fold) const { return without_[fold]; }
  std::span<const double> at(std::size_t point) const {
    return std::span(training_.at).subspan(point * training_.inputs, training_.inputs);
  }

  /// Of what differs between points beyond noise, the share that emulators foresee which have not
  /// seen them; at most 1.
  double explained() const;

  /// Values with what the other inputs make of them taken off: what is left is due to `inputs`,
  /// and to luck. `elsewhere` are points of all inputs, over which the others are averaged. An
  /// emulator that has not seen a point answers for it. shape (points)
  std::vector<double> due_to(const std::vector<std::size_t>& inputs,
                             std::span<const double> elsewhere) const;

 private:
  sim::Training training_;
  sim::Emulator whole_;
  std::vector<sim::Emulator> without_;
};

}  // namespace tools
